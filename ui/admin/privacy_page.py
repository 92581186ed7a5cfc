"""Personal data: what is over its time, what is held all the same, and the notice at the entrance."""

from hall.service import Hall, Reading, privacy, privacy_rules, privacy_views
from printing.spooler import Spooler
from ui.admin.holds import holds_look, leader_fields
from ui.admin.machine import Machine
from ui.admin.papers import print_notice
from ui.shared.folder import File, Folder, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Outcome, Step, Values, said

DUE, HOLDS, NOTICE = "due", "holds", "notice"
SCOPES = ((DUE, mark("Over its time")), (HOLDS, mark("Held")), (NOTICE, mark("Notice")))
ALL = "all"
Line = privacy_views.DueLine


class PrivacyLook:
    """Looks at what is due, as far as this PC may see it."""

    def __init__(self, machine: Machine, spooler: Spooler) -> None:
        self._machine, self._spooler = machine, spooler

    def __call__(self, reading: Reading, office: Office, scope: str, key: str) -> Folder:
        """Return the list of a scope and what is open of it."""
        if scope == HOLDS:
            return holds_look(reading, office, key)
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

        return Step("clear", tr("Clear what is over its time"), leader_fields(), run, "", long=tr("Clearing"))

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
