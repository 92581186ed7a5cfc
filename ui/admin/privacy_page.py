"""Personal data: what is over its time, what is held all the same, and the notice at the entrance."""

from hall.service import Hall, Reading, privacy, privacy_rules, privacy_views
from printing.spooler import Spooler
from ui.admin.machine import Machine
from ui.admin.papers import print_notice
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice
from ui.shared.folder import File, Folder, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Outcome, Step, Values, said

DUE, HOLDS, NOTICE = "due", "holds", "notice"
SCOPES = ((DUE, mark("Over its time")), (HOLDS, mark("Held")), (NOTICE, mark("Notice")))
ALL, NEW = "all", "new"
Line = privacy_views.DueLine


class PrivacyLook:
    """Looks at what is due, as far as this PC may see it."""

    def __init__(self, machine: Machine, spooler: Spooler) -> None:
        self._machine, self._spooler = machine, spooler

    def __call__(self, reading: Reading, office: Office, scope: str, key: str) -> Folder:
        """Return the list of a scope and what is open of it."""
        if scope == HOLDS:
            return _holds(reading, office, key)
        if scope == NOTICE:
            return Folder(tr("Notice"), (Row(NOTICE, tr("Notice for the entrance")),), self._notice())
        if self._machine.is_served:
            words = (tr("What is over its time is counted and cleared in this window on the host."),)
            file = File(ALL, "served", tr("Over its time"), Light.GREY, tr("on the host"), words)
            return Folder(tr("Over its time"), (Row(ALL, tr("On the host")),), file)
        return self._due(privacy_views.count_due(reading), office, key)

    def _due(self, lines: tuple[Line, ...], office: Office, key: str) -> Folder:
        total = sum(line.count for line in lines)
        light = Light.YELLOW if total else Light.GREEN
        rows = (
            Row(ALL, tr("Altogether"), str(total), light),
            *(Row(line.rule.code, line.rule.kind, str(line.count), Light.YELLOW if line.count else Light.GREEN)
              for line in lines),
        )  # fmt: skip
        opened = chosen([str(row.key) for row in rows], key)
        line = next((each for each in lines if each.rule.code == opened), None)
        file = _rule(line) if line else self._all(lines, total, office)
        return Folder(tr("{count} records are over their time", count=total), rows, file)

    def _all(self, lines: tuple[Line, ...], total: int, office: Office) -> File:
        facts = (
            *(f"{line.rule.kind}：{line.count}" for line in lines if line.count),
            tr("Cleared is cleared: no copy is kept here. Numbers, days and journals stay, names and numbers go.")
            if total
            else tr("Nothing is over its time today. Look again next month."),
            tr("A leader who did not ask for it agrees with their own password.") if total else "",
        )
        may = total and "privacy.ask_to_clear" in office.may
        steps = (self._clear(),) if may else ()
        light, word = (Light.YELLOW, tr("to be cleared")) if total else (Light.GREEN, tr("nothing to do"))
        return File(ALL, f"{total}", tr("Over its time"), light, word, facts, steps=steps)

    def _clear(self) -> Step:
        def run(hall: Hall, values: Values) -> Outcome:
            leader, password, told = said(values, "leader"), said(values, "password"), values["told"]
            run_id = hall.do(privacy.ask_to_clear)
            count = self._machine.clear(run_id, leader, password, told)
            return Outcome(tr("{count} records cleared; the run is on record.", count=count))

        fields = (
            PlainField("leader", tr("Staff number of the head of the hall"), "text", required=True, max_length=20),
            PlainField("password", tr("The leader’s own password"), "secret", required=True),
        )
        return Step("clear", tr("Clear what is over its time"), fields, run, "", long=tr("Clearing"))

    def _notice(self) -> File:
        def run(hall: Hall, _values: Values) -> None:
            print_notice(hall, self._spooler)

        facts = (
            tr("Says in large type what the hall keeps of a person, how long, and whom to ask."),
            tr("Hang it where everybody passes; print it anew when a term changes."),
        )
        step = Step("notice", tr("Print the notice for the entrance"), (), run, tr("At the printer."))
        return File(NOTICE, NOTICE, tr("Notice for the entrance"), Light.GREY, tr("A4, one page"), facts, steps=(step,))


def _rule(line: Line) -> File:
    facts = (
        line.rule.data,
        tr("Kept for {term} from: {since}", term=line.term, since=line.rule.since),
        privacy_rules.ACTS[line.rule.act],
        tr("Ground: {ground}", ground=line.rule.ground),
        tr("For example: {examples}", examples="；".join(line.examples)) if line.examples else "",
    )
    light, word = (
        (Light.YELLOW, tr("{count} over", count=line.count)) if line.count else (Light.GREEN, tr("nothing to do"))
    )
    return File(line.rule.code, "", line.rule.kind, light, word, facts)


def _holds(reading: Reading, office: Office, key: str) -> Folder:
    cards = privacy_views.holds(reading)
    held = (Row(card.id, card.person or tr("A case"), card.ground, Light.BLUE, card.words) for card in cards)
    rows = (Row(NEW, tr("＋ Hold somebody’s data")), *held)
    opened = chosen([str(row.key) for row in rows], key)
    card = next((each for each in cards if each.id == opened), None)
    file = _new_hold(len(cards), office) if card is None else _held(card, office)
    return Folder(tr("{count} holds", count=len(cards)), rows, file)


def _held(card: privacy_views.HoldCard, office: Office) -> File:
    facts = (
        tr("Ground: {ground}", ground=card.ground),
        card.words,
        tr("Held since {day}; nothing of it is cleared.", day=f"{office.local(card.since):%Y-%m-%d}"),
        tr("Only a leader ends it: at the PC with the hall, hall privacy release {key}", key=card.id),
    )
    return File(card.id, "", card.person or tr("A case"), Light.BLUE, tr("held"), facts)


def _new_hold(count: int, office: Office) -> File:
    def run(hall: Hall, values: Values) -> None:
        person_id = hall.see(privacy_views.person_of, text=said(values, "person"))
        hall.do(privacy.hold, ground=said(values, "ground"), words=said(values, "words"), person_id=person_id)

    grounds = tuple(Choice(code, name) for code, name in privacy_rules.HOLD_GROUNDS.items())
    fields = (
        PlainField("person", tr("Number of the identity document"), "text", required=True, max_length=40),
        PlainField("ground", tr("Why it is held"), "choice", required=True, options=grounds),
        PlainField("words", tr("Number of the lawsuit or letter"), "text", max_length=100),
    )
    step = Step("hold", tr("Hold the data"), fields, run, tr("Held until a leader ends it."))
    facts = (tr("A lawsuit, a review, an inspection or a complaint needs the data longer: then it is held."),)
    return File(NEW, f"new {count}", tr("Hold somebody’s data"), Light.GREY, tr("new"), facts,
                steps=(step,) if "privacy.hold" in office.may else ())  # fmt: skip
