"""What can be done about a member of staff: words, questions and the action, one entry each."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hall.service import Hall, security, security_keyfiles, security_passwords, security_views
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice
from ui.shared.i18n import tr
from ui.shared.page import Office
from ui.shared.step import FileWish, Outcome, Step, Values, said
from ui.shared.wording import ROLES

Line = security_views.StaffLine


def add_step(departments: Mapping[str, str]) -> Step:
    """Return how somebody is taken on."""
    places = tuple(Choice(code, name) for code, name in departments.items())
    fields = (
        PlainField("number", tr("Staff number"), "text", required=True, max_length=20),
        PlainField("name", tr("Name"), "text", required=True, max_length=50),
        PlainField("department", tr("Department"), "choice", required=True, options=places),
        _roles_field(),
        PlainField("temporary", tr("Temporary staff"), "yes_no", help=tr("Signs nothing for the hall, holds no seal.")),
        _password_field(),
    )
    return Step(
        "add_staff",
        tr("Take on"),
        fields,
        _add,
        tr("Taken on."),
        {"temporary": False, "department": next(iter(departments), None)},
    )


def steps_of(line: Line, office: Office, *, served: bool) -> tuple[Step, ...]:
    """Return what can be done now, the likeliest first."""
    if not line.active:
        return (_come_back(line),) if "security.come_back" in office.may else ()
    leave = () if served else (_leave(line),)
    steps = (_reset(line), _set_roles(line), _key(line), *((_revoke(line),) if line.key else ()), *leave)
    return tuple(step for step in steps if f"security.{step.name}" in office.may)


def _reset(line: Line) -> Step:
    def run(hall: Hall, values: Values) -> Outcome:
        given = said(values, "password")
        password = given or security_passwords.fresh_password()
        hall.do(security.reset_password, staff_id=line.card.id, new=password, provisional=True)
        return _told(line.card.name, line.card.number, "" if given else password)

    return Step("reset_password", tr("Give a new password"), (_password_field(),), run, "")


def _set_roles(line: Line) -> Step:
    def run(hall: Hall, values: Values) -> None:
        hall.do(security.set_roles, staff_id=line.card.id, roles=list(values.get("roles") or []))

    done = tr("Other roles from the next click on.")
    return Step("set_roles", tr("Change roles"), (_roles_field(),), run, done, {"roles": list(line.card.roles)})


def _key(line: Line) -> Step:
    def run(hall: Hall, values: Values) -> Outcome:
        folder = Path(values["file"])
        hall.do(security.add_key, staff_id=line.card.id, public=security_keyfiles.make_key(folder, line.card.number))
        return Outcome(tr("The key file lies in {folder}: keep it on the stick only.", folder=folder))

    wish = FileWish("folder", tr("Choose the USB stick for the key file"))
    return Step("add_key", tr("Make a key file…"), (), run, "", wish=wish)


def _revoke(line: Line) -> Step:
    def run(hall: Hall, _values: Values) -> None:
        hall.do(security.revoke_keys, staff_id=line.card.id)

    return Step("revoke_keys", tr("The stick is lost: block it"), (), run, tr("That key file opens nothing any more."))


def _leave(line: Line) -> Step:
    def run(hall: Hall, values: Values) -> None:
        on = said(values, "on")
        last = date.fromisoformat(on) if on else hall.see(lambda reading: reading.today)
        hall.do(security.leave, staff_id=line.card.id, on=last)

    asked = PlainField("on", tr("Last day"), "date", help=tr("Empty for today. Open duties must be handed over first."))
    done = tr("Has left: nothing opens to them any more, what they did stays.")
    return Step("leave", tr("Leaves for good"), (asked,), run, done)


def _come_back(line: Line) -> Step:
    def run(hall: Hall, values: Values) -> Outcome:
        given = said(values, "password")
        password = given or security_passwords.fresh_password()
        hall.do(security.come_back, staff_id=line.card.id, password=password)
        return _told(line.card.name, line.card.number, "" if given else password)

    return Step("come_back", tr("Take on again"), (_password_field(),), run, "")


def _add(hall: Hall, values: Values) -> Outcome:
    given, number, name = said(values, "password"), said(values, "number"), said(values, "name")
    password = given or security_passwords.fresh_password()
    hall.do(
        security.add_staff,
        number=number,
        name=name,
        department=said(values, "department"),
        roles=list(values.get("roles") or []),
        password=password,
        temporary=bool(values.get("temporary")),
        provisional=True,
    )
    return _told(name, number, "" if given else password)


def _told(name: str, number: str, password: str) -> Outcome:
    """Return what is said of a password that somebody else chose; one that was made up is shown once."""
    then = tr("{name} ({number}) can sign in now, and first chooses an own password.", name=name, number=number)
    if not password:
        return Outcome(then)
    words = (tr("Write it down and hand it over; it is never shown again."), then)
    return Outcome(code=password, title=tr("First password of {name}", name=name), words=words)


def _roles_field() -> PlainField:
    options = tuple(Choice(code, tr(text)) for code, text in ROLES.items())
    help_ = tr("Administrator and supervisor must be two persons.")
    return PlainField("roles", tr("Roles"), "choices", required=True, options=options, help=help_)


def _password_field() -> PlainField:
    return PlainField("password", tr("First password"), "text", help=tr("Empty: one is made up and shown once."))
