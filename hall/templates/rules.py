"""A template and its values become the content of a paper: pure, and with the rules that no writer may forget."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hall.catalogue.terms import DayKind
from hall.documents.content import (
    Block,
    Content,
    Cut,
    Grid,
    Lead,
    Paragraph,
    ParagraphStyle,
    SealPlace,
    Signatures,
    Spacer,
    Ticks,
)
from hall.documents.content import Facts as Pairs
from hall.documents.kinds import KINDS
from hall.kernel.calendar import WorkCalendar
from hall.kernel.dates import chinese_date
from hall.kernel.refusal import Refusal
from hall.templates.known import Known
from hall.templates.privacy import check_posting
from hall.templates.template import Barcode, BlockKind, FieldKind, Template, TemplateBlock, TemplateField
from hall.templates.wording import capitals_of, chosen, is_empty, read_count, read_day, rows_of, words_of

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
_STYLES = {
    BlockKind.PARAGRAPH: ParagraphStyle.BODY,
    BlockKind.HEADING: ParagraphStyle.HEADING,
    BlockKind.SUBHEADING: ParagraphStyle.SUBHEADING,
    BlockKind.FLUSH: ParagraphStyle.FLUSH,
    BlockKind.NOTE: ParagraphStyle.NOTE,
}
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its values in words: what each placeholder stands for, and the raw values of tables."""

    template: Template
    words: Mapping[str, str]
    values: Mapping[str, Any]

    def say(self, text: str) -> str:
        """Return a text with its placeholders filled in."""
        return PLACEHOLDER.sub(lambda found: self.words.get(found[1], ""), text)

    def has_gap(self, text: str) -> bool:
        """Say whether a placeholder of a text stands for nothing: such a sentence is left out."""
        return any(not self.words.get(name) for name in PLACEHOLDER.findall(text))


def prefilled(template: Template, known: Known) -> dict[str, Any]:
    """Return the values that a paper has before anybody types: from the case, the applicant, the hall."""
    values = {
        field.id: _taken(field, known.values[field.source])
        for field in template.fields
        if field.source and not is_empty(known.values.get(field.source))
    }
    return {name: value for name, value in values.items() if not is_empty(value)}


def missing(template: Template, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the labels of the required fields that are still empty."""
    return tuple(
        field.label
        for field in template.fields
        if field.required and field.type is not FieldKind.END and is_empty(values.get(field.id))
    )


def draw(template: Template, values: Mapping[str, Any], known: Known, number: str) -> Content:
    """Return the paper.

    Args:
        template: checked when it was read.
        values: by the ids of its fields; what is prefilled and not named here is taken from what is known.
        known: the facts.
        number: of the paper.

    Raises:
        Refusal: `templates.field_unknown` (field), `templates.field_missing` (paper, field), `templates.private`,
            `templates.minor`, and what `words_of` says about a value.
    """
    filled = fill(template, values, known, number)
    return Content(
        kind=template.code,
        sheet=template.sheet,
        layout=template.layout,
        title=filled.say(template.title),
        number=number,
        hall=filled.say(template.head),
        blocks=tuple(block for each in template.blocks if (block := _block(each, filled)) is not None),
        barcode=_barcode(template, known, number),
        qr=filled.say(template.qr),
        qr_note=template.qr_note,
        copies=template.parts,
        footer=tuple(filled.say(line) for line in template.footer if not filled.has_gap(line)),
    )


def fill(template: Template, values: Mapping[str, Any], known: Known, number: str = "") -> Filled:
    """Return the template with all its words, after every rule has been asked.

    Raises:
        Refusal: as `draw`.
    """
    for name in values:
        if template.field(name) is None:
            raise Refusal("templates.field_unknown", field=name[:40])
    whole = {**prefilled(template, known), **values}
    for label in missing(template, whole):
        raise Refusal("templates.field_missing", paper=KINDS[template.code].title, field=label)
    whole |= {field.id: _end(template, field, whole, known) for field in template.fields if field.type is FieldKind.END}
    check_posting(template, whole, known)
    filled = Filled(template, _words(template, whole, known, number), whole)
    if filled.has_gap(template.qr):
        raise Refusal("templates.field_missing", paper=KINDS[template.code].title, field=template.qr_note)
    return filled


def last_day(first: dt.date, days: int, kind: DayKind, calendar: WorkCalendar) -> dt.date:
    """Return the last day of a posting (公示期): both days count, and nobody loses the last one to a day off.

    Args:
        first: the day on which it is hung up.
        days: how many, at least one.
        kind: calendar days or working days.
        calendar: the hall's.
    """
    if kind is DayKind.WORKING_DAY:
        return calendar.nth_workday(first - _DAY, days)
    last = first + _DAY * (days - 1)
    return last if calendar.is_workday(last) else calendar.nth_workday(last, 1)


def _barcode(template: Template, known: Known, number: str) -> str:
    if template.barcode is Barcode.NONE:
        return ""
    case = str(known.values.get("case.number") or "")
    return case if case and template.barcode is Barcode.CASE else number


def _end(template: Template, field: TemplateField, values: Mapping[str, Any], known: Known) -> str:
    """Return the last day of a period as a stored date, empty while its beginning or its length is."""
    first, count = values.get(field.first), values.get(field.count)
    counted = template.field(field.count)
    if is_empty(first) or is_empty(count) or counted is None:
        return ""
    start, days = read_day(first, field.label), read_count(count, counted)
    if template.posting and known.publicity is not None and known.publicity.day_kind is not None:
        return last_day(start, days, known.publicity.day_kind, known.calendar).isoformat()
    if template.posting:
        return last_day(start, days, DayKind.CALENDAR_DAY, known.calendar).isoformat()
    return (start + _DAY * (days - 1)).isoformat()


def _words(template: Template, values: Mapping[str, Any], known: Known, number: str) -> dict[str, str]:
    """Return what every placeholder stands for."""
    words = {name: str(value) for name, value in known.values.items() if isinstance(value, str)}
    words |= {"number": number, "today": chinese_date(known.today)}
    for field in template.fields:
        value = values.get(field.id)
        if field.type is FieldKind.TABLE:
            words[f"{field.id}.count"] = str(len(rows_of(field, value)))
            continue
        words[field.id] = words_of(field, value)
        if field.type is FieldKind.MONEY:
            words[f"{field.id}.capital"] = capitals_of(field, value)
    return words


def _taken(field: TemplateField, value: Any) -> Any:  # noqa: ANN401 -- JSON of any type
    """Return a known value as a field takes it over: of rows only the field's own columns, of texts its options."""
    if field.type is FieldKind.TABLE:
        rows = value if isinstance(value, list) else []
        ids = [column.id for column in field.columns]
        return [{key: row[key] for key in ids if not is_empty(row.get(key))} for row in rows]
    if field.type is FieldKind.CHOICES and isinstance(value, list):
        return [each for each in value if each in field.options]
    if field.type is FieldKind.CHOICE and field.options:
        return value if value in field.options else None
    return None if isinstance(value, list | dict) else value


def _block(block: TemplateBlock, filled: Filled) -> Block | None:
    """Return a block of the paper, None where it would say nothing or leave a gap in a sentence."""
    if block.block in _STYLES:
        return None if filled.has_gap(block.text) else Paragraph(filled.say(block.text), _STYLES[block.block])
    return _MAKERS[block.block](block, filled)


def _lead(block: TemplateBlock, filled: Filled) -> Lead:
    return Lead(filled.say(block.text), "" if filled.has_gap(block.note) else filled.say(block.note))


def _facts(block: TemplateBlock, filled: Filled) -> Pairs:
    return Pairs(tuple(_pair(entry, filled) for entry in block.fields), block.columns)


def _pair(entry: str, filled: Filled) -> tuple[str, str]:
    """Return label and value of a fact: a field's own, or `label=words`."""
    label, equals, text = entry.partition("=")
    if equals:
        return label, filled.say(text)
    name, _, how = entry.partition(".")
    field = filled.template.field(name)
    said = field.label if field is not None else name
    return (f"{said}（大写）" if how else said), filled.words.get(entry, "")


def _grid(block: TemplateBlock, filled: Filled) -> Grid | None:
    field = filled.template.field(block.field)
    if field is None:
        return None
    columns = [column for column in field.columns if column.printed]
    rows = list(rows_of(field, filled.values.get(field.id)))
    if not block.blank:  # a column that nobody fills in and nobody writes in is left out
        kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
        columns, rows = [columns[place] for place in kept], [tuple(row[place] for place in kept) for row in rows]
    rows += [("",) * len(columns)] * max(block.blank - len(rows), 0)
    if not rows:
        return None
    header = tuple(column.label for column in columns)
    widths = tuple(column.width for column in columns)
    centred = tuple(place for place, column in enumerate(columns) if column.centred)
    if block.numbered:
        return Grid.numbered(header, rows, widths=widths, centred=centred)
    return Grid(header, tuple(rows), widths, centred)


def _ticks(block: TemplateBlock, filled: Filled) -> Ticks | None:
    field = filled.template.field(block.field)
    if field is None:
        return None
    value = filled.values.get(field.id)
    ticked = () if is_empty(value) else chosen(field, value)
    return Ticks(tuple((option, option in ticked) for option in field.options), block.label or field.label)


def _seal(block: TemplateBlock, filled: Filled) -> SealPlace:
    return SealPlace(filled.say(block.signer), filled.words["today"], seal=block.name, sealed=block.sealed)


_MAKERS: dict[BlockKind, Callable[[TemplateBlock, Filled], Block | None]] = {
    BlockKind.LEAD: _lead,
    BlockKind.FACTS: _facts,
    BlockKind.GRID: _grid,
    BlockKind.TICKS: _ticks,
    BlockKind.SIGNATURES: lambda block, filled: Signatures(tuple(filled.say(label) for label in block.labels)),
    BlockKind.SEAL: _seal,
    BlockKind.CUT: lambda block, filled: Cut(filled.say(block.text)),
    BlockKind.SPACER: lambda block, _filled: Spacer(block.lines),
}
