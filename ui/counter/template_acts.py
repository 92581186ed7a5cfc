"""The papers that a clerk draws up for a case or a visit: one quiet act, a list, and what each still has to say."""

from collections.abc import Mapping, Sequence

from hall.service import Hall, templates, templates_views
from ui.counter.acts import Act, Values
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice
from ui.shared.i18n import tr

Card = templates_views.TemplateCard
_TYPES = {"number": "text", "month": "date", "end": "date"}
"""Editors of fields: a number of another register is typed as it stands, a month is a short date."""


def acts_of(case_id: str, cards: Sequence[Card], further: Sequence[Act] = ()) -> tuple[Act, ...]:
    """Return the act that lists the papers of a case; where the step asks for one, it is no seldom one.

    Args:
        case_id: the case.
        cards: the templates that fit.
        further: papers that the hall writes itself, which stand at the end of the list.
    """
    return _acts_of({"case_id": case_id}, cards, further)


def acts_of_visit(ticket_id: str, cards: Sequence[Card], further: Sequence[Act] = ()) -> tuple[Act, ...]:
    """Return the act that lists the papers of a visit without a case."""
    return _acts_of({"ticket_id": ticket_id}, cards, further)


def _acts_of(subject: Mapping[str, str], cards: Sequence[Card], further: Sequence[Act]) -> tuple[Act, ...]:
    if not cards and not further:
        return ()
    listed = (*(_draw_up(subject, card) for card in cards), *further)
    wanted = any(card.wanted and not card.drawn for card in cards)
    return (
        Act(
            "draw_up", tr("Draw up a paper…"), lambda _hall, _values: None, needs="templates.draw_up",
            explained=tr("Which paper is to be drawn up?"), of=listed, seldom=not wanted,
        ),
    )  # fmt: skip


def _draw_up(subject: Mapping[str, str], card: Card) -> Act:
    def run(hall: Hall, values: Values) -> object:
        return hall.do(templates.draw_up, template=card.code, values=dict(values), **subject)

    done = tr("Drawn up. It is printed as soon as it is approved.") if card.approve else tr("Drawn up and printed.")
    return Act(
        f"draw_up.{card.code}",
        _name(card),
        run,
        tuple(_asked(field) for field in card.fields),
        explained=_explained(card),
        needs="templates.draw_up",
        done=done,
        start={field.id: field.value for field in card.fields if field.value is not None},
    )


def _name(card: Card) -> str:
    """Return how a paper stands in the list: how often it was drawn up, and whether the step asks for it."""
    if card.drawn:
        return tr("{paper} (drawn up {count} times)", paper=card.name, count=card.drawn)
    return tr("{paper} (for this step)", paper=card.name) if card.wanted else card.name


def _explained(card: Card) -> str:
    """Return what happens to the paper: its parts, and whether somebody looks at it first."""
    parts = tr("Parts: {names}.", names=tr(", ").join(card.parts)) if card.parts else ""
    approve = tr("Somebody else approves it first.") if card.approve else ""
    return " ".join(filter(None, (parts, approve)))


def _asked(field: templates_views.FieldCard) -> PlainField:
    return PlainField(
        field.id,
        field.label,
        _TYPES.get(field.kind, field.kind),
        required=field.required,
        options=_options(field.options),
        precision="month" if field.kind == "month" else "day",
        help=field.help or None,
        multiline=field.multiline,
        max_length=1000 if field.kind == "text" else None,
        columns=tuple(_column(column) for column in field.columns),
    )


def _column(column: templates_views.ColumnCard) -> PlainField:
    return PlainField(
        column.id, column.label, _TYPES.get(column.kind, column.kind), required=column.required,
        options=_options(column.options), max_length=200 if column.kind == "text" else None,
    )  # fmt: skip


def _options(texts: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(text, text) for text in texts)
