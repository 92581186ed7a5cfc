"""Copies of the hall: the newest ones, one more, its proof, the recovery sheet, and returns from a copy."""

from pathlib import Path

from hall.service import Hall, Reading, backup_views
from printing.spooler import Spooler
from ui.admin import copy_words
from ui.admin.machine import Machine
from ui.admin.papers import print_sheet
from ui.shared.folder import File, Folder, chosen
from ui.shared.i18n import tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import FileWish, Outcome, Step, Values

COPY, SHEET = "copy", "sheet"
_KINDS = "ZIP (*.zip)"
Card = backup_views.RestoringCard


class CopiesLook:
    """Looks at the copies that this PC knows of, and at the returns from one."""

    def __init__(self, machine: Machine, spooler: Spooler) -> None:
        self._machine, self._spooler = machine, spooler

    def __call__(self, reading: Reading, office: Office, _scope: str, key: str) -> Folder:
        """Return what there is to keep safe, and what is open of it."""
        cards = {f"back {card.id}": card for card in backup_views.restorings(reading)}
        copy = self._copy(reading, office)
        rows = (
            Row(COPY, tr("Copies of the hall"), copy.light_word, copy.light),
            Row(SHEET, tr("Recovery sheet"), "", Light.GREY, tr("The key to every copy, on paper")),
            *(_row(key, card) for key, card in cards.items()),
        )
        opened = chosen([str(row.key) for row in rows], key)
        file = copy if opened == COPY else self._sheet() if opened == SHEET else _returned(opened, cards[opened])
        return Folder(tr("Copies and recovery"), rows, file)

    def _copy(self, reading: Reading, office: Office) -> File:
        if self._machine.is_served:
            words = (
                tr("The hall lies on the host: its copies are made and kept there, in this window on the host."),
                tr("How old the newest is stands there too: look once a week."),
            )
            return File(COPY, "served", tr("Copies of the hall"), Light.GREY, tr("on the host"), words)
        cards, nights, is_host = self._machine.copies(), self._machine.nights(), self._machine.is_host
        light, word = copy_words.state_of(cards, reading.now, office)
        facts = (
            *copy_words.warnings(cards, nights, reading.now, office, is_host=is_host),
            *copy_words.by_itself(nights, office),
            tr("Copies on this disk are lost with it: put one on another disk each week and lock it up."),
            tr("The hall goes on working while a copy is made."),
        )
        links = tuple(copy_words.link(card, reading.now, office) for card in cards[: copy_words.SHOWN])
        steps = (self._write(reading), self._prove())
        return File(COPY, word, tr("Copies of the hall"), light, word, facts, links=links, steps=steps)

    def _sheet(self) -> File:
        facts = (
            tr("With the code on this sheet, and with nothing else, a copy opens on another PC."),
            tr("Print it twice; two persons keep them in two locked places, sealed."),
            tr("The code goes to the printer only: it is not shown here and kept in no file."),
        )
        steps = () if self._machine.is_served else (self._print(),)
        served = tr("Print it in this window on the host.") if self._machine.is_served else ""
        return File(SHEET, SHEET, tr("Recovery sheet"), Light.GREY, tr("on paper only"), (*facts, served), steps=steps)

    def _write(self, reading: Reading) -> Step:
        def run(_hall: Hall, values: Values) -> Outcome:
            file = Path(values["file"])
            rows = self._machine.write_copy(file, values["told"])
            return Outcome(tr("{file} is written and read again: {rows} rows. Lock it up.", file=file.name, rows=rows))

        name = tr("hall-{day}.zip", day=f"{reading.today:%Y%m%d}")
        wish = FileWish("save", tr("Where to put the copy: best on another disk"), name, _KINDS)
        return Step("write", tr("Make a copy…"), (), run, "", wish=wish, long=tr("Copying the hall"))

    def _prove(self) -> Step:
        def run(_hall: Hall, values: Values) -> Outcome:
            found = self._machine.prove_copy(Path(values["file"]), values["told"])
            if found:
                return Outcome(tr("Brought back for proof: {count} things do not hold. Make a new copy.", count=found))
            return Outcome(tr("Brought back for proof: all of it holds."))

        wish = FileWish("open", tr("Which copy?"), "", _KINDS)
        return Step("prove", tr("Prove a copy…"), (), run, "", wish=wish, long=tr("Bringing the copy back for proof"))

    def _print(self) -> Step:
        def run(_hall: Hall, _values: Values) -> None:
            print_sheet(self._spooler, self._machine.recovery_sheet(), tr("Recovery sheet"))

        done = tr("At the printer. Take it at once, and let nobody read it.")
        return Step("print", tr("Print the recovery sheet"), (), run, done)


def _row(key: str, card: Card) -> Row:
    word = tr("Brought back from a copy") if card.kind == "restored" else tr("Moved to another database")
    return Row(key, word, f"{card.at:%Y-%m-%d}", Light.YELLOW)


def _returned(key: str, card: Card) -> File:
    heading = tr("Brought back from a copy") if card.kind == "restored" else tr("Moved to another database")
    lost = tr("What was done between {made} and {at} is not in the data: enter it again from the papers.",
              made=f"{card.made_at:%Y-%m-%d %H:%M}", at=f"{card.at:%Y-%m-%d %H:%M}")  # fmt: skip
    skipped = tr("{count} numbers of each series were left out.", count=card.skipped) if card.skipped else ""
    ends = "；".join(f"{end.series} {end.last}" for end in card.ends[:12])
    series = tr("Last numbers then; compare with the newest papers: {ends}", ends=ends) if ends else ""
    facts = (lost if card.kind == "restored" else "", skipped, series)
    return File(key, "", heading, Light.YELLOW, f"{card.at:%Y-%m-%d %H:%M}", facts)
