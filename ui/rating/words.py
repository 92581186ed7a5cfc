"""The screen's words for states, grades and thanks."""

from hall.service import screens_facing
from ui.rating.news import Answer
from ui.rating.talk import BAD
from ui.shared.i18n import mark, tr

PAUSES = {
    "meal": mark("The clerk is having a meal"),
    "meeting": mark("The clerk is in a meeting"),
    "restroom": mark("The clerk will be back at once"),
    "broken_device": mark("The machine is being repaired"),
    "shift_change": mark("Clerks are changing over"),
    "fetch_material": mark("The clerk is fetching materials"),
    "training": mark("The clerk is at a training"),
    "other": mark("The clerk is away for a moment"),
}
"""Why a counter is paused, in words for residents; other reasons stand as the clerk wrote them."""


def sign(card: screens_facing.FacingCard) -> tuple[str, str, str]:
    """Return what stands large on the sign, the line above it and the line below it."""
    if card.ticket_number and card.ticket_state == "calling":
        return card.ticket_number, tr("▶ Please come to this counter"), ""
    if card.ticket_number:
        return card.ticket_number, tr("● Now being served"), ""
    if card.state == "open":
        return tr("Please wait for your call"), "", tr("◇ Your number is called here and on the big screen")
    if card.state == "paused":
        reason = card.pause_reason
        return (
            tr("No service just now"),
            "",
            tr("■ {reason}", reason=tr(PAUSES[reason]) if reason in PAUSES else reason),
        )
    if card.state == "back_office":
        return tr("No service just now"), "", tr("■ The clerk is working on files and calls nobody")
    return tr("This counter is closed"), "", tr("○ Please look at the big screen for another counter")


def state_of(card: screens_facing.FacingCard) -> str:
    """Return the colour role of the sign."""
    if card.ticket_number:
        return "accent" if card.ticket_state == "calling" else "green"
    return {"open": "blue", "paused": "yellow", "back_office": "yellow"}.get(card.state, "grey")


def post(card: screens_facing.FacingCard) -> str:
    """Return the post and who works there, as far as the hall shows it."""
    if not card.staff_number:
        return card.name
    if not card.staff_name:
        return tr("{post}　staff number {number}", post=card.name, number=card.staff_number)
    return tr("{post}　{name}　staff number {number}", post=card.name, name=card.staff_name, number=card.staff_number)


def next_call(card: screens_facing.FacingCard) -> str:
    """Return the line under the faces that calls the next resident meanwhile."""
    if card.ticket_number and card.ticket_state == "calling":
        return tr("▶ {ticket} please come to this counter", ticket=card.ticket_number)
    return ""


def thanks(answer: Answer | None) -> tuple[str, str]:
    """Return the large word and the line below it."""
    if answer is None or answer.grade not in BAD:
        return tr("Thank you"), tr("Mind your documents, please, and go well.")
    if answer.phone:
        return tr("Thank you, noted"), tr("The head of the hall rings you within one working day.")
    return tr("Thank you, noted"), tr("It is looked into, and what comes of it is put up for all to read.")
