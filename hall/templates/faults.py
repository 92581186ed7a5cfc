"""What is wrong with a template beyond its form: placeholders, fields, and promises of privacy that it breaks."""

import re
from collections.abc import Iterator

from hall.documents.kinds import KINDS
from hall.templates.rules import PLACEHOLDER
from hall.templates.template import BlockKind, FieldKind, Holds, Template, TemplateBlock, TemplateColumn, TemplateField

_FIXED = frozenset({"number", "today", "case.number", "case.matter", "visit.code", "posting.where"})
_ALWAYS = ("hall.", "staff.")
"""What a sentence may name beside the paper's own fields; about a person it may say only what a field holds."""

_SOURCES = re.compile(
    r"today|case\.(number|matter|accepted)|visit\.code|posting\.(days|where|people)|hall\.[a-z]+|staff\.[a-z]+"
    r"|applicant\.(name|sex|birth|age|id_number|phone|address|household)|form\.[a-z0-9_]+(\.[a-z0-9_]+)?"
)
_NEVER_POSTED = frozenset(Holds) - {Holds.BIRTH}
_CAPITALS = "大写"

Fault = tuple[str, dict[str, str]]


def faults_of(template: Template) -> Iterator[Fault]:
    """Yield code and values of every mistake."""
    if template.code not in KINDS:
        yield "templates.kind_unknown", {"code": template.code}
    if template.code in KINDS and KINDS[template.code].signed and template.proves is None:
        yield "templates.proves_nothing", {"code": template.code}
    for name in (template.proves.name, template.proves.until) if template.proves else ():
        if name and template.field(name) is None:
            yield "templates.placeholder_unknown", {"name": name}
    for field in template.fields:
        yield from _of_field(template, field)
    yield from _of_words(template)
    for block in template.blocks:
        yield from _of_block(template, block)
    used = _used(template)
    for field in template.fields:
        if field.id not in used:
            yield "templates.field_idle", {"field": field.id}


def _of_field(template: Template, field: TemplateField) -> Iterator[Fault]:
    if [each.id for each in template.fields].count(field.id) > 1:
        yield "templates.field_twice", {"field": field.id}
    if field.source and not _SOURCES.fullmatch(field.source):
        yield "templates.source_unknown", {"field": field.id, "source": field.source}
    if (field.type is FieldKind.TABLE) != bool(field.columns):
        yield "templates.columns", {"field": field.id}
    if field.type in (FieldKind.CHOICE, FieldKind.CHOICES) and not field.options:
        yield "templates.options", {"field": field.id}
    if field.type is FieldKind.END and not (template.field(field.first) and template.field(field.count)):
        yield "templates.end_needs", {"field": field.id}
    if field.whole and template.retained:
        yield "templates.whole_and_kept", {"field": field.id}
    yield from _of_asked(template, field)
    for column in field.columns:
        yield from _of_asked(template, column)


def _of_asked(template: Template, asked: TemplateField | TemplateColumn) -> Iterator[Fault]:
    """Judge what a field or a column asks for: nothing private on a wall, no amount written by hand."""
    if _CAPITALS in asked.label:
        yield "templates.amount_twice", {"field": asked.id}
    printed = not isinstance(asked, TemplateColumn) or asked.printed
    if template.posting and printed and (asked.holds in _NEVER_POSTED or asked.holds is Holds.BIRTH):
        yield "templates.posting_holds", {"field": asked.id}


def _of_words(template: Template) -> Iterator[Fault]:
    for text in _texts(template):
        for name in PLACEHOLDER.findall(text):
            if not _is_known(template, name):
                yield "templates.placeholder_unknown", {"name": name}


def _of_block(template: Template, block: TemplateBlock) -> Iterator[Fault]:
    wanted = {BlockKind.GRID: (FieldKind.TABLE,), BlockKind.TICKS: (FieldKind.CHOICE, FieldKind.CHOICES)}
    if block.block in wanted:
        field = template.field(block.field)
        if field is None or field.type not in wanted[block.block]:
            yield "templates.block_field", {"block": block.block.value, "field": block.field}
    for entry in block.fields:
        if "=" not in entry and not _is_known(template, entry):
            yield "templates.placeholder_unknown", {"name": entry}


def _is_known(template: Template, name: str) -> bool:
    if name in _FIXED or name.startswith(_ALWAYS):
        return True
    field_id, _, part = name.partition(".")
    field = template.field(field_id)
    if field is None:
        return False
    if field.type is FieldKind.TABLE:
        return part == "count"
    return not part or (part == "capital" and field.type is FieldKind.MONEY)


def _texts(template: Template) -> Iterator[str]:
    yield from (template.title, template.head, template.qr, *template.footer)
    for block in template.blocks:
        signer = (block.signer,) if block.block is BlockKind.SEAL else ()
        yield from (block.text, block.note, *block.labels, *signer)
        yield from (entry.partition("=")[2] for entry in block.fields)


def _used(template: Template) -> set[str]:
    """Return the fields that reach the paper, or by which the last day of a period is counted."""
    used = {name.partition(".")[0] for text in _texts(template) for name in PLACEHOLDER.findall(text)}
    used |= {block.field for block in template.blocks}
    used |= {entry.partition(".")[0] for block in template.blocks for entry in block.fields if "=" not in entry}
    return used | {name for field in template.fields for name in (field.first, field.count) if name}
