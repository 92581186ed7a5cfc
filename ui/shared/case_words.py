"""How a case is told on the screen: its stage, its materials, its limits."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from hall.service import cases_views
from ui.shared.i18n import mark, tr
from ui.shared.state_mark import Light

STAGES: Mapping[str, str] = {
    "draft": mark("Being filled in"),
    "checking": mark("Materials are checked"),
    "notified": mark("Waits for what is missing"),
    "refusal_proposed": mark("Refusal waits for its review"),
    "refused": mark("Not accepted"),
    "accepted": mark("Accepted"),
    "deciding": mark("Being worked on"),
    "at_upper": mark("At the upper level"),
    "supplement": mark("Sent back, waits for more"),
    "paused": mark("Clock stopped"),
    "decided_yes": mark("Approved"),
    "decided_no": mark("Not approved"),
    "ready": mark("Result is ready"),
    "notified_pickup": mark("Waits to be fetched"),
    "closed": mark("Done"),
    "archived": mark("Filed"),
    "withdrawn": mark("Withdrawn"),
    "aborted": mark("Ended"),
}
"""Stages of a case, in the words of a clerk."""

SEALS: Mapping[str, str] = {
    "requested": mark("Paper to be verified for the seal"),
    "verified": mark("Waits for the leader's signature"),
    "approved": mark("Waits for the seal"),
    "missing": mark("No seal asked for"),
}
"""How far the seal of a ready result is."""

SHEET_STATES: Mapping[str, str] = {
    "open": mark("To be answered"),
    "answered": mark("Answered"),
    "linked": mark("A case is open"),
    "handover_pending": mark("Waits for a signature"),
    "handed": mark("Taken over"),
    "escalated": mark("The leader decides whose it is"),
    "referred": mark("Shown where to go"),
    "followup": mark("Tell the resident the result"),
    "closed": mark("Done"),
}
"""States of a first-contact sheet."""

FORMS: Mapping[str, str] = {
    "filled_form": mark("filled-in form"),
    "original": mark("original"),
    "copy": mark("copy"),
    "original_and_copy": mark("original and copy"),
    "check_and_copy": mark("original seen, copy kept"),
    "check_only": mark("original seen"),
    "electronic": mark("electronic"),
    "information": mark("number only"),
}
"""In which form a material is taken in."""

_LIGHTS = {
    "none": Light.GREY,
    "green": Light.GREEN,
    "yellow": Light.YELLOW,
    "red": Light.RED,
    "grey": Light.BLUE,
    "blue": Light.GREEN,
}


def light_of(card: cases_views.CaseCard) -> Light:
    """Return a case's light as a mark; one that rests is half a disc, not a ring."""
    return _LIGHTS[card.light.value]


def day(at: date) -> str:
    """Return a day as people write it."""
    return tr("{year}-{month}-{day}", year=at.year, month=f"{at.month:02}", day=f"{at.day:02}")


def limits(card: cases_views.CaseCard, local: Callable[[datetime], datetime]) -> str:
    """Return until when the case is due, by promise and by law, marked where it may still move."""
    return tr(", ").join(due_days(card, local))


def due_days(card: cases_views.CaseCard, local: Callable[[datetime], datetime]) -> tuple[str, ...]:
    """Return the promised day and the lawful one, each in words and marked where it may still move."""
    parts = []
    if card.promised_due is not None:
        parts.append(tr("by promise {day}", day=until(local(card.promised_due), card.provisional)))
    if card.statutory_due is not None:
        parts.append(tr("by law {day}", day=until(local(card.statutory_due), card.statutory_provisional)))
    return tuple(parts)


def days_left(card: cases_views.CaseCard) -> str:
    """Return how long there is to the promised day, in working days; empty while no clock runs."""
    left = card.days_left
    if left is None:
        return ""
    if left > 0:
        return tr("{days} working days left", days=left)
    if left < 0:
        return tr("{days} working days over", days=-left)
    return tr("The time is up") if light_of(card) is Light.RED else tr("Due today")


def until(at: datetime, provisional: bool) -> str:
    """Return a due day, marked where a holiday notice still to come may move it."""
    return tr("{day} (provisional)", day=day(at)) if provisional else day(at)


def stage(card: cases_views.CaseCard) -> str:
    """Return a case's stage in words."""
    return tr(SEALS[card.seal] if card.seal else STAGES[card.stage])
