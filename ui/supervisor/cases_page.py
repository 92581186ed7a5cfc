"""The open cases by their lights, and the supervision slips: what a supervisor looks into and presses for."""

from hall.service import Hall, Reading, cases, cases_cards, cases_supervision, cases_views, security_views
from ui.shared import case_words
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice, Helpers
from ui.shared.folder import File, Folder, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.step import Step, Values, said, words
from ui.supervisor.case_file import history_of, lines_of

ALL, RED, YELLOW, GREEN, GREY, WAITING, SLIPS = "all", "red", "yellow", "green", "grey", "none", "slips"
SCOPES = (
    (ALL, mark("All")),
    (RED, mark("Red")),
    (YELLOW, mark("Yellow")),
    (GREEN, mark("Green")),
    (GREY, mark("Resting")),
    (WAITING, mark("Not accepted yet")),
    (SLIPS, mark("With a slip")),
)
CAUSES = {"overdue": mark("overdue"), "pressed": mark("pressed by the supervisor")}
_WAITS = {
    "explain_slip": mark("the clerk has to explain"),
    "rectify_slip": mark("the clerk puts it right"),
    "close_slip": mark("to be looked at and closed"),
}


def look(reading: Reading, office: Office, scope: str, key: str) -> Folder:
    """Return the open cases of a scope, the most urgent first, and one of them in full.

    Args:
        reading: the look at the data.
        office: whose desk it is.
        scope: one of `SCOPES`.
        key: of the case to be open.
    """
    slips = {slip.case_id: slip for slip in cases_supervision.open_slips(reading)}
    cards = [card for card in cases_views.open_cases(reading) if _in_scope(card, scope, slips)]
    case_id = chosen([card.id for card in cards], key)
    return Folder(
        tr("{count} open cases", count=len(cards)),
        tuple(_row(card, office, card.id in slips) for card in cards),
        _file(reading, office, case_id) if case_id else None,
        tr("No case stands here. Good."),
    )


def _in_scope(card: cases_views.CaseCard, scope: str, slips: dict[str, cases_cards.SlipCard]) -> bool:
    return scope == ALL or (card.id in slips if scope == SLIPS else card.light.value == scope)


def _row(card: cases_views.CaseCard, office: Office, pressed: bool) -> Row:
    due = card.supplement_due or card.promised_due
    until = tr("until {day}", day=f"{office.local(due):%m-%d}") if due else ""
    below = "　".join(part for part in (card.handler_name, until, tr("slip") if pressed else "") if part)
    text = tr("{who}　{what}", who=card.applicant, what=card.matter_name)
    return Row(card.id, text, case_words.stage(card), case_words.light_of(card), below)


def _file(reading: Reading, office: Office, case_id: str) -> File:
    file = cases_views.case(reading, case_id=case_id)
    card = file.card
    slip = next((each for each in file.slips if each.waits_for), None)
    staff = (s for s in security_views.colleagues(reading) if s.id != card.handler)
    return File(
        card.id,
        f"{card.handler} {slip.state if slip else ''}",
        tr("{who}　{what}", who=card.applicant, what=file.matter.name),
        case_words.light_of(card),
        case_words.limits(card, office.local),
        (*lines_of(file), *(_slip_lines(slip, office) if slip else ())),
        history=history_of(file),
        steps=_steps(card, slip, office, cases_supervision.acts_for(reading, file.slips)),
        helpers=Helpers(staff=tuple(Choice(s.id, f"{s.name}（{s.number}）") for s in staff)),
    )


def _slip_lines(slip: cases_cards.SlipCard, office: Office) -> tuple[str, ...]:
    head = tr("Slip {number}, level {level}: {cause}, {waits}", number=slip.number, level=slip.level,
              cause=tr(CAUSES[slip.cause]), waits=tr(_WAITS[slip.waits_for]))  # fmt: skip
    return (head, *(f"{office.local(each.at):%m-%d %H:%M}　{each.staff_name}：{each.words}" for each in slip.words))


def _steps(
    card: cases_views.CaseCard, slip: cases_cards.SlipCard | None, office: Office, slip_acts: tuple[str, ...]
) -> tuple[Step, ...]:
    """Return what can be done here: close or press, then another handler."""

    def press(hall: Hall, values: Values) -> object:
        return hall.do(cases.press, case_id=card.id, words=said(values))

    def close(hall: Hall, values: Values) -> object:
        return hall.do(cases.close_slip, slip_id=slip.id if slip else "", words=said(values))

    def reassign(hall: Hall, values: Values) -> object:
        return hall.do(cases.reassign, case_id=card.id, to=said(values, "to"), version=card.version)

    other = PlainField("to", tr("Who works on it from now on"), "staff", required=True)
    steps = [Step("reassign", tr("Another clerk"), (other,), reassign, tr("The case is in other hands now."))]
    if slip is None:
        asked = (words(tr("What you want to know or to have done")),)
        steps.insert(0, Step("press", tr("Press for it"), asked, press, tr("The slip is with the clerk.")))
    elif "close_slip" in slip_acts:
        seen = (words(tr("What you have seen")),)
        steps.insert(0, Step("close_slip", tr("Close the slip"), seen, close, tr("The slip is closed.")))
    return tuple(step for step in steps if f"cases.{step.name}" in office.may)
