"""Shows which papers a matter has, what is filled in already, and what is still to be said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hall.cases.model import Case
from hall.cases.record import step_of
from hall.catalogue.matter import Matter
from hall.catalogue.terms import PaperKind
from hall.documents.content import Content
from hall.documents.kinds import KINDS
from hall.documents.views import documents_of
from hall.storage.work import Reading
from hall.templates import facts, rules
from hall.templates.files import template_of, templates
from hall.templates.known import Known
from hall.templates.template import FieldKind, Template, TemplateColumn, TemplateField

DRAWN_ELSEWHERE = {"用印登记": "seal_form"}
"""Papers of the catalogue that another room draws under its own kind: the seals room keeps the register of its use."""


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """A column of a table that the clerk fills in."""

    id: str
    label: str
    kind: str
    required: bool
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldCard:
    """One field of a paper.

    Attributes:
        value: what is known already, None for nothing.
        missing: it has to be filled in before the paper can be printed.
    """

    id: str
    label: str
    kind: str
    required: bool
    value: Any
    missing: bool
    options: tuple[str, ...]
    columns: tuple[ColumnCard, ...]
    help: str
    multiline: bool


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """A paper that can be drawn up now.

    Attributes:
        name: as lists name it, without the words that are filled in.
        wanted: the step at hand asks for it.
        general: any matter can have it.
        drawn: how many stand already, void ones not counted.
        approve: somebody approves it before it goes out.
    """

    code: str
    name: str
    parts: tuple[str, ...]
    law: tuple[str, ...]
    approve: bool
    wanted: bool
    general: bool
    drawn: int
    fields: tuple[FieldCard, ...]
    missing: tuple[str, ...]


def templates_for(reading: Reading, *, case_id: str) -> tuple[TemplateCard, ...]:
    """Return the papers of a case's matter, those that its step asks for first."""
    known, matter = facts.of_case(reading, case_id=case_id)
    row = reading.session.get_one(Case, case_id)
    step = step_of(matter, row)
    drawn = [paper.kind for paper in documents_of(reading, subject_id=case_id) if paper.state != "voided"]
    cards = [
        _card(each, known, matter, step.action if step else "", drawn)
        for each in of_matter(matter)
        if _can(each, known)
    ]
    return tuple(sorted(cards, key=lambda card: (not card.wanted, card.general, card.drawn > 0)))


def templates_for_visit(reading: Reading, *, ticket_id: str) -> tuple[TemplateCard, ...]:
    """Return the papers that a visit without a case can have."""
    known, matter = facts.of_ticket(reading, ticket_id=ticket_id)
    drawn = [paper.kind for paper in documents_of(reading, subject_id=ticket_id) if paper.state != "voided"]
    found = [*(of_matter(matter) if matter else every_matter())]
    return tuple(_card(each, known, matter, "", drawn) for each in found if _can(each, known))


def preview(reading: Reading, *, case_id: str, template: str, values: Mapping[str, Any]) -> Content:
    """Return the paper as it would be printed, without a number.

    Raises:
        Refusal: as `templates.rules.draw`.
    """
    known, _matter = facts.of_case(reading, case_id=case_id)
    return rules.draw(template_of(template), values, known, "")


def of_matter(matter: Matter) -> tuple[Template, ...]:
    """Return the templates that belong to a matter: by its code, by the papers that its entry names, by its posting."""
    return tuple(each for each in templates().values() if belongs(each, matter))


def every_matter() -> tuple[Template, ...]:
    """Return the templates that belong to no matter: a visit of any kind can have them."""
    return tuple(each for each in templates().values() if is_general(each))


def is_general(template: Template) -> bool:
    """Say whether a paper belongs to every matter."""
    return not template.matters and not template.papers and not template.posting


def belongs(template: Template, matter: Matter) -> bool:
    """Say whether a paper belongs to a matter."""
    if is_general(template) or matter.code in template.matters:
        return True
    if template.posting:
        return matter.publicity is not None and matter.publicity.required
    named = {paper.name for paper in matter.papers if paper.kind is not PaperKind.EXTERNAL}
    return not template.matters and bool(named.intersection(template.papers))


def paper_named(matter: Matter, name: str) -> Template | None:
    """Return the template that draws a paper which a matter's entry names, None if another room draws it."""
    return next((each for each in of_matter(matter) if name in each.papers), None)


def _can(template: Template, known: Known) -> bool:
    """Say whether a paper's code can be made: a card for rating needs a visit to rate."""
    return all(known.values.get(name) for name in rules.PLACEHOLDER.findall(template.qr))


def _card(template: Template, known: Known, matter: Matter | None, step: str, drawn: list[str]) -> TemplateCard:
    values = rules.prefilled(template, known)
    asked = [field for field in template.fields if field.type is not FieldKind.END]
    return TemplateCard(
        code=template.code,
        name=KINDS[template.code].title,
        parts=template.parts,
        law=template.law,
        approve=template.approve,
        wanted=any(word in step for word in template.steps) if matter else False,
        general=is_general(template),
        drawn=drawn.count(template.code),
        fields=tuple(_field(field, values.get(field.id)) for field in asked),
        missing=rules.missing(template, values),
    )


def _field(field: TemplateField, value: Any) -> FieldCard:  # noqa: ANN401 -- JSON of any type
    return FieldCard(
        id=field.id,
        label=field.label,
        kind=field.type.value,
        required=field.required,
        value=value,
        missing=field.required and value is None,
        options=field.options,
        columns=tuple(_column(column) for column in field.columns),
        help=field.help or "",
        multiline=field.multiline,
    )


def _column(column: TemplateColumn) -> ColumnCard:
    return ColumnCard(column.id, column.label, column.type.value, column.required, column.options)
