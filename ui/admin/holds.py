"""What is held although it is over its time: whose, why, by whom and since when; holding it, and letting go of it."""

from collections.abc import Iterator

from hall.kernel.refusal import Refusal
from hall.service import Hall, Reading, privacy, privacy_rules, privacy_views
from ui.admin.words import day
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice
from ui.shared.folder import File, Folder, chosen
from ui.shared.i18n import tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Outcome, Step, Values, said

NEW = "new"
LEADER = "leader"
LONGEST = 60
Card = privacy_views.HoldCard


def holds_look(reading: Reading, office: Office, key: str) -> Folder:
    """Return the holds that stand, the oldest first, and the one that is open."""
    cards = privacy_views.holds(reading)
    held = (Row(card.id, _whose(card), card.ground, Light.BLUE, _below(card, office)) for card in cards)
    rows = (Row(NEW, tr("＋ Hold somebody’s data")), *held)
    opened = key if key == NEW else chosen([card.id for card in cards] or [NEW], key)
    card = next((each for each in cards if each.id == opened), None)
    file = _new_hold(len(cards), office) if card is None else _held(card, office)
    return Folder(tr("{count} holds", count=len(cards)), rows, file)


def leader_fields() -> tuple[PlainField, ...]:
    """Return what a leader who stands by is asked."""
    return (
        PlainField("leader", tr("Staff number of the head of the hall"), "text", required=True, max_length=20),
        PlainField("password", tr("The leader’s own password"), "secret", required=True),
    )


def _whose(card: Card) -> str:
    return card.person or tr("The applicant of case {number}", number=card.case)


def _below(card: Card, office: Office) -> str:
    since = tr("since {day}", day=day(office, card.since))
    return "　".join(part for part in (since, card.set_by, card.words) if part)


def _held(card: Card, office: Office) -> File:
    facts = (
        "　".join(part for part in (tr("Held because of: {ground}", ground=card.ground), card.words) if part),
        tr("Held since {day}, even when it is over its time.", day=day(office, card.since)) + _set_by(card),
        tr("Once let go, what is over its time goes with the next clearing: ask first whether that matter ended."),
    )
    steps = (_release(card, office),) if "privacy.release" in office.may else ()
    return File(card.id, "", _whose(card), Light.BLUE, tr("held"), facts, steps=steps)


def _set_by(card: Card) -> str:
    return tr("Set by {who}.", who=card.set_by) if card.set_by else tr("Set by a command; nobody was signed in.")


def _release(card: Card, office: Office) -> Step:
    def run(hall: Hall, values: Values) -> Outcome:
        agreed = hall.do(
            privacy.release,
            hold_id=card.id,
            words=said(values),
            leader=said(values, "leader"),
            password=said(values, "password"),
        )
        if not agreed:
            raise Refusal("ui.leader_password_hold")
        return Outcome(tr("{whose}: held no longer. Who agreed and why is on record.", whose=_whose(card)))

    return Step("release", tr("Let go of the hold"), tuple(_asked(office)), run, "")


def _asked(office: Office) -> Iterator[PlainField]:
    help_ = tr("For example: the judgment is final, the file is closed. No numbers.")
    yield PlainField("words", tr("Why it ends"), "text", required=True, max_length=LONGEST, help=help_)
    if office.person is None or LEADER not in office.person.roles:
        yield from leader_fields()


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
    facts = (
        tr("A lawsuit, a review, an inspection or a complaint needs the data longer: then it is held."),
        tr("Nobody’s data is held now.") if not count else "",
    )
    return File(NEW, f"new {count}", tr("Hold somebody’s data"), Light.GREY, tr("new"), facts,
                steps=(step,) if "privacy.hold" in office.may else ())  # fmt: skip
