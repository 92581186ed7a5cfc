"""Seals: the uses that wait, this month's register, papers that still lack their seal, the seals themselves."""

from datetime import timedelta

from hall.service import Hall, Reading, seals, seals_views, security_views
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice, Helpers
from ui.shared.folder import File, Folder, Link, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Step, Values, said, words
from ui.shared.timeline import Event
from ui.supervisor.seal_steps import steps_of

WAITING, REGISTER, UNSEALED, SEALS = "waiting", "register", "unsealed", "seals"
SCOPES = (
    (WAITING, mark("To do")),
    (REGISTER, mark("Register")),
    (UNSEALED, mark("Without a seal")),
    (SEALS, mark("The seals")),
)
REGISTER_DAYS = 31
_NONE = {
    WAITING: mark("Nothing waits for a seal."),
    REGISTER: mark("The seal was not used in the last month."),
    UNSEALED: mark("Every certificate bears its seal."),
    SEALS: mark("No seal has been taken into use: the administrator does that first."),
}
_TURNS = {"verify": mark("to verify"), "approve": mark("to approve"), "seal": mark("to seal"), "": ""}
_SEAL_STATES = {
    "in_use": (mark("in use"), Light.GREEN),
    "lost": (mark("lost, blocked"), Light.RED),
    "destroyed": (mark("destroyed"), Light.GREY),
}


def look(reading: Reading, office: Office, scope: str, key: str) -> Folder:
    """Return one of the lists of `SCOPES` and what is open of it.

    Args:
        reading: the look at the data.
        office: whose desk it is.
        scope: code of the list.
        key: of the use or seal to be open.
    """
    if scope == SEALS:
        return _seals(reading, office, key)
    cards = _uses(reading, scope)
    use_id = chosen([card.id for card in cards], key)
    file = seals_views.use(reading, use_id=use_id) if use_id else None
    title = {
        WAITING: tr("{count} uses wait", count=len(cards)),
        REGISTER: tr("{count} uses in the last month", count=len(cards)),
        UNSEALED: tr("{count} papers without a seal", count=len(cards)),
    }[scope]
    return Folder(
        title, tuple(row_of(card, office) for card in cards), file_of(file) if file else None, tr(_NONE[scope])
    )


def _uses(reading: Reading, scope: str) -> tuple[seals_views.UseCard, ...]:
    if scope == REGISTER:
        first = reading.today - timedelta(days=REGISTER_DAYS)
        return tuple(reversed(seals_views.register(reading, since=first, until=reading.today)))
    if scope == UNSEALED:
        return tuple(paper.use for paper in seals_views.unsealed_certificates(reading))
    waiting = seals_views.waiting(reading)
    return (*waiting.to_seal, *waiting.to_verify, *waiting.to_approve)


def row_of(card: seals_views.UseCard, office: Office) -> Row:
    """Return a use as a line of a list."""
    who = card.applicant or tr("This hall")
    turn = tr(_TURNS[card.turn]) if card.turn else card.state_name
    when = office.local(card.sealed_at or card.requested_at)
    number = tr("Use No. {number}", number=card.nth) if card.nth else ""
    below = "　".join(part for part in (f"{when:%m-%d %H:%M}", card.seal_name, number) if part)
    return Row(card.id, tr("{who}　{what}", who=who, what=card.paper_name), turn, _light(card), below)


def _light(card: seals_views.UseCard) -> Light:
    if card.turn:
        return Light.YELLOW
    return Light.GREY if card.state in ("rejected", "voided") else Light.BLUE


def file_of(file: seals_views.UseFile) -> File:
    """Return a use in full, with what the reader may do with it."""
    card = file.card
    course = tr("　→　").join(
        f"{step.words} {step.staff_name}".strip() + ("✓" if step.done else "") for step in file.course
    )
    where = (Link(tr("The case to which it belongs"), "cases", "all", card.case_id),) if card.case_id else ()
    return File(
        card.id,
        card.state,
        card.paper_name,
        _light(card),
        tr(_TURNS[card.turn]) if card.turn else card.state_name,
        (*_facts(card), course),
        links=where,
        history=tuple(Event(each.at, each.name, (each.staff_name,)) for each in file.history),
        steps=steps_of(file),
    )


def _facts(card: seals_views.UseCard) -> tuple[str, ...]:
    tail = tr("ends in {tail}", tail=card.id_tail) if card.id_tail else ""
    who = "　".join(part for part in (card.applicant, tail, card.phone) if part)
    return (
        tr("For: {who}", who=who) if who else tr("For the hall itself"),
        tr("Purpose: {reason}", reason=card.reason),
        tr("Entry of the list: {name}　{basis}", name=card.list_name, basis=card.basis),
        tr("{copies} copies of {pages} pages　{seal}", copies=card.copies, pages=card.pages, seal=card.seal_name),
        tr("Weighty: a resolution of the residents is needed.") if card.weighty else "",
        tr("Sealed across page and stub.") if card.across else "",
        tr("The paper itself has been voided.") if card.paper_void else "",
        tr("Whose turn: {names}", names=card.turn_names) if card.turn_names else "",
        tr("Why not: {words}", words=card.why_not) if card.why_not else "",
    )


# -- the seals themselves


def _seals(reading: Reading, office: Office, key: str) -> Folder:
    cards = seals_views.seals(reading)
    seal_id = chosen([card.id for card in cards], key)
    card = next((each for each in cards if each.id == seal_id), None)
    rows = tuple(Row(each.id, each.name, _state(each), _seal_light(each), each.kind_name) for each in cards)
    file = _seal(reading, card, office) if card else None
    return Folder(tr("{count} seals", count=len(cards)), rows, file, tr(_NONE[SEALS]))


def _state(card: seals_views.SealCard) -> str:
    return tr("handing over, late") if card.late else tr(_SEAL_STATES[card.state][0])


def _seal_light(card: seals_views.SealCard) -> Light:
    return Light.YELLOW if card.late or card.next_keeper else _SEAL_STATES[card.state][1]


def _seal(reading: Reading, card: seals_views.SealCard, office: Office) -> File:
    until = f"{office.local(card.hand_over_by):%Y-%m-%d}" if card.hand_over_by else ""
    facts = (
        card.kind_name,
        tr("Keeper: {name}, since {day}", name=card.keeper_name, day=f"{office.local(card.since):%Y-%m-%d}"),
        tr("To be signed for by {name} until {day}", name=card.next_keeper_name, day=until) if until else "",
    )
    keepers = tuple(
        Choice(each.id, f"{each.name}（{each.number}）")
        for each in security_views.colleagues(reading)
        if "seal_keeper" in each.roles and each.id != card.keeper
    )
    steps = _seal_steps(card, office)
    return File(card.id, f"{card.state} {until}", card.name, _seal_light(card), _state(card), facts, steps=steps,
                helpers=Helpers(staff=keepers))  # fmt: skip


def _seal_steps(card: seals_views.SealCard, office: Office) -> tuple[Step, ...]:
    if card.state != "in_use":
        return ()
    me = office.person.id if office.person else ""
    sign = Step("take_over_seal", tr("Sign for the seal"), (),
                lambda hall, _: hall.do(seals.take_over_seal, seal_id=card.id),
                tr("From now on you answer for this seal."))  # fmt: skip
    hand = Step("hand_over_seal", tr("Hand it over"), (PlainField("to", tr("Next keeper"), "staff", required=True),),
                lambda hall, values: hall.do(seals.hand_over_seal, seal_id=card.id, to=said(values, "to")),
                tr("The next keeper signs for it at this window."))  # fmt: skip

    def lose(hall: Hall, values: Values) -> object:
        return hall.do(seals.report_lost, seal_id=card.id, words=said(values))

    lost = Step("report_lost", tr("It is lost: block it"), (words(tr("When, where and how it was lost")),), lose,
                tr("Blocked; the report to the street is printed."))  # fmt: skip
    offered = (sign,) if card.next_keeper == me and me else ()
    return tuple(step for step in (*offered, hand, lost) if f"seals.{step.name}" in office.may)
