"""How the follow-up of ratings is told: states, steps of the history, limits."""

from collections.abc import Callable, Mapping
from datetime import datetime

from hall.service import ratings_views
from ui.shared.grades import GRADES
from ui.shared.i18n import mark, tr
from ui.shared.state_mark import Light

STATES: Mapping[str, str] = {
    "bad": mark("To be assigned"),
    "assigned": mark("To be looked into"),
    "verifying": mark("Being looked into"),
    "valid": mark("Justified, to be put right"),
    "invalid": mark("Found unjustified"),
    "rectifying": mark("Being put right"),
    "feedback": mark("Told, to be revisited"),
    "revisit": mark("Still not content"),
    "appeal": mark("Appeal to be reviewed"),
    "upheld": mark("Stands after review"),
    "excluded": mark("Left out"),
    "closed": mark("Follow-up closed"),
}

EVENTS: Mapping[str, str] = {
    "left_blank": mark("Asked, not answered"),
    "graded": mark("Rated"),
    "assigned": mark("Assigned to"),
    "contacted": mark("Looked into"),
    "found_valid": mark("Found justified"),
    "found_invalid": mark("Found unjustified"),
    "rectifying": mark("Putting it right"),
    "told": mark("Answer given"),
    "revisited": mark("Revisited"),
    "appealed": mark("Clerk appealed"),
    "excluded": mark("Review: left out"),
    "upheld": mark("Review: it stands"),
    "closed": mark("Follow-up closed"),
    "turned_late": mark("Overdue"),
}

WAYS: Mapping[str, str] = {
    "phone": mark("By telephone"),
    "visit": mark("At their home"),
    "letter": mark("In a letter"),
    "net": mark("On the net"),
}

_LIGHT_WORDS: Mapping[str, str] = {
    "red": mark("overdue"),
    "yellow": mark("due now"),
    "green": mark("in time"),
    "grey": mark("nothing due"),
}


def light_of(card: ratings_views.RatingCard) -> Light:
    """Return a rating's light."""
    return Light(card.light)


def light_word(card: ratings_views.RatingCard, local: Callable[[datetime], datetime]) -> str:
    """Return what the light means, with the day on which the step is due."""
    word = tr(_LIGHT_WORDS[card.light])
    if card.due_at is None:
        return word
    return tr("{word}, by {day}", word=word, day=f"{local(card.due_at):%m-%d}")


def state(card: ratings_views.RatingCard) -> str:
    """Return where the follow-up stands."""
    return tr("Left out") if card.excluded else tr(STATES[card.state])


def title(card: ratings_views.RatingCard) -> str:
    """Return the grade and what it was given for."""
    return tr("{grade}　{service}", grade=tr(GRADES[card.grade]), service=card.service_name)


def place(card: ratings_views.RatingCard) -> str:
    """Return counter, clerk and day."""
    return tr(
        "Counter {number}　{clerk}　{day}",
        number=card.counter_number or "–",
        clerk=card.staff_name,
        day=f"{card.day:%m-%d}",
    )


def way(code: str) -> str:
    """Return how somebody was reached."""
    if code == "public":
        return tr("put up for all to read")
    return tr(WAYS[code]) if code in WAYS else ""
