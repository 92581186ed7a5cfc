"""Who works here: taken on, given a new password, other roles or a key file, and let go."""

from hall.service import Reading, catalogue_views, security_views
from ui.admin.staff_steps import add_step, steps_of
from ui.admin.words import day, minute, roles
from ui.shared.folder import File, Folder, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light

HERE, LEFT = "here", "left"
SCOPES = ((HERE, mark("Works here")), (LEFT, mark("Has left")))
NEW = "new"
OWN = "community"
"""Department of whoever belongs to the community itself."""
Line = security_views.StaffLine


class StaffLook:
    """Looks at the staff; `served` where another PC holds the hall, so that duties cannot be seen here."""

    def __init__(self, *, served: bool) -> None:
        self._served = served

    def __call__(self, reading: Reading, office: Office, scope: str, key: str, sought: str) -> Folder:
        """Return the list of a scope and who is open of it."""
        everybody = security_views.everybody(reading)
        names = {OWN: tr("The community itself"), **catalogue_views.departments(reading)}
        lines = [line for line in everybody if line.active is (scope == HERE) and _fits(line, sought, names)]
        new = [Row(NEW, tr("＋ Take somebody on"))] if scope == HERE and not sought else []
        rows = (*new, *(_row(line, names, office) for line in lines))
        opened = NEW if key == NEW and new else chosen([line.card.id for line in lines], key)
        line = next((each for each in lines if each.card.id == opened), None)
        file = self._file(line, names, office) if line else _new(len(everybody), names) if opened == NEW else None
        return Folder(tr("{count} members of staff", count=len(lines)), rows, file, tr("Nobody in this list."))

    def _file(self, line: Line, names: dict[str, str], office: Office) -> File:
        light, word = _state(line, office)
        facts = (
            f"{names.get(line.card.department, line.card.department)}　{roles(line.card.roles)}",
            tr("Temporary staff: signs nothing for the hall, holds no seal.") if line.card.temporary else "",
            tr("Password changed on {day}", day=day(office, line.password_at)) if line.password_at else "",
            tr("Has a key file") if line.key else tr("Has no key file"),
            tr("Left on {day}; what they did stays on record.", day=line.left_on) if not line.active else "",
            tr("To let somebody leave for good, use this window on the host: only there open duties can be seen.")
            if self._served and line.active
            else "",
        )
        state = f"{line.active} {line.card.roles} {line.password_at} {line.key}"
        steps = steps_of(line, office, served=self._served)
        return File(line.card.id, state, f"{line.card.name}（{line.card.number}）", light, word, facts, steps=steps)


def _fits(line: Line, sought: str, names: dict[str, str]) -> bool:
    told = f"{line.card.name} {line.card.number} {names.get(line.card.department, '')} {roles(line.card.roles)}"
    return sought.casefold() in told.casefold()


def _row(line: Line, names: dict[str, str], office: Office) -> Row:
    light, word = _state(line, office)
    below = f"{roles(line.card.roles)}　{names.get(line.card.department, line.card.department)}"
    return Row(line.card.id, f"{line.card.name}（{line.card.number}）", word, light, below)


def _state(line: Line, office: Office) -> tuple[Light, str]:
    if not line.active:
        return Light.GREY, tr("has left")
    if line.locked:
        return Light.RED, tr("locked until {at}", at=minute(office, line.locked_until)[11:])
    if line.must_change:
        return Light.YELLOW, tr("password to be changed")
    return Light.GREEN, tr("nothing to do")


def _new(count: int, names: dict[str, str]) -> File:
    facts = (
        tr("Each person has a number of their own; nobody shares one."),
        tr("The first password only opens the way to an own one."),
    )
    return File(NEW, f"new {count}", tr("Take somebody on"), Light.GREY, tr("new"), facts, steps=(add_step(names),))
