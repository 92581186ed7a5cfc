"""What can be done next about a bad rating: words, questions and the action, one entry each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hall.service import Hall, ratings, ratings_views
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Value
from ui.shared.i18n import mark, tr
from ui.shared.step import Step, Values, choice, words
from ui.supervisor.words import WAYS


def steps_of(card: ratings_views.RatingCard, may: frozenset[str]) -> tuple[Step, ...]:
    """Return what can be done now, the likeliest first."""
    found = tuple(make(card) for make in _STEPS.get(card.state, ()))
    again = (_assign(card, tr("Give it to somebody else")),) if card.state not in ("bad", "closed") else ()
    return tuple(step for step in (*found, *again) if f"ratings.{step.name}" in may)


def _assign(card: ratings_views.RatingCard, text: str = "") -> Step:
    who = PlainField("to", tr("Who follows it up"), "staff", required=True)
    return _step(card, "assign", text or tr("Assign"), (who,), tr("Assigned."), {"to": card.handler})


def _contact(card: ratings_views.RatingCard) -> Step:
    if card.named:
        asked = words(tr("What the resident said"))
        return _step(card, "contact", tr("Spoken with the resident"), (_way(), asked), tr("On record."), _PHONE)
    seen = words(tr("What was seen"), tr("Records of the visit, the camera, what the clerk says."))
    return _step(card, "contact", tr("Looked into it"), (seen,), tr("On record."))


def _find(card: ratings_views.RatingCard) -> Step:
    answer = choice("valid", tr("Is it justified?"), {"yes": mark("Justified"), "no": mark("A mistake or malice")})
    return _step(card, "find", tr("Record the finding"), (answer, words(tr("Why"))), tr("On record."))


def _rectify(card: ratings_views.RatingCard) -> Step:
    course = choice("course", tr("How"), {"simple": mark("At once"), "complex": mark("By a later day, with a reason")})
    what = words(tr("What is done"), tr("If it takes longer: why."))
    return _step(card, "rectify", tr("Put it right"), (course, what), tr("The limit runs."), {"course": "simple"})


def _feed_back(card: ratings_views.RatingCard) -> Step:
    what = words(tr("What was done, what was said"))
    if card.named:
        return _step(card, "feed_back", tr("The resident has been told"), (_way(), what), tr("On record."), _PHONE)
    return _step(card, "feed_back", tr("Put up for all to read"), (what,), tr("Made public; the follow-up is closed."))


def _explain(card: ratings_views.RatingCard) -> Step:
    step = _feed_back(card)
    return _step(card, "feed_back", tr("No appeal: explain it"), step.fields, step.done, step.start)


def _revisit(card: ratings_views.RatingCard) -> Step:
    answer = choice("satisfied", tr("Content now?"), {"yes": mark("Content now"), "no": mark("Not yet")})
    what = words(tr("What the resident says"), tr("Needed if not content."), required=False)
    return _step(card, "revisit", tr("Record the revisit"), (answer, what), tr("On record."))


def _close(card: ratings_views.RatingCard) -> Step:
    why = words(tr("Why nothing more can be done"))
    return _step(card, "close", tr("Close all the same"), (why,), tr("Closed."))


def _appeal(card: ratings_views.RatingCard) -> Step:
    what = words(tr("What the clerk says"))
    return _step(card, "appeal", tr("Record the clerk's appeal"), (what,), tr("Somebody else reviews it now."))


def _review(card: ratings_views.RatingCard) -> Step:
    answer = choice(
        "exclude", tr("Outcome of the review"), {"yes": mark("Leave the rating out"), "no": mark("The rating stands")}
    )
    return _step(card, "review", tr("Record the review"), (answer, words(tr("Why"))), tr("On record."))


_PHONE: Values = {"way": "phone"}
_TRUTHS = ("valid", "satisfied", "exclude")
_STEPS: Mapping[str, tuple[Callable[[ratings_views.RatingCard], Step], ...]] = {
    "bad": (_assign,),
    "assigned": (_contact,),
    "verifying": (_find,),
    "valid": (_rectify,),
    "upheld": (_rectify,),
    "invalid": (_appeal, _explain),
    "rectifying": (_feed_back,),
    "feedback": (_revisit,),
    "revisit": (_rectify, _close),
    "appeal": (_review,),
}


def _step(
    card: ratings_views.RatingCard,
    name: str,
    text: str,
    fields: Sequence[PlainField],
    done: str,
    start: Values | None = None,
) -> Step:
    action: Any = getattr(ratings, name)

    def run(hall: Hall, values: Values) -> object:
        answers = {field.id: _plain(field.id, values.get(field.id)) for field in fields}
        return hall.do(action, rating_id=card.id, **answers)

    return Step(name, text, fields, run, done, start or {})


def _plain(name: str, value: Value) -> str | bool:
    """Return an answer as the action wants it."""
    if name in _TRUTHS:
        return bool(value == "yes")
    return "" if value is None else str(value)


def _way() -> PlainField:
    return choice("way", tr("How they were reached"), WAYS)
