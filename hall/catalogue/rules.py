"""Judges a filled-in form and says which materials a case needs; nothing here refuses an applicant."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from hall.catalogue.cleaning import clean_form, clean_name, clean_text
from hall.catalogue.form import Asked, FieldType, FormField
from hall.catalogue.matter import Material, Matter
from hall.catalogue.offer import CodeTable
from hall.catalogue.values import Fault, Setting, faults, missing, person_faults

_COUNTED = frozenset({FieldType.PEOPLE, FieldType.TABLE, FieldType.STAFF})

__all__ = ["FieldProblem", "check_form", "clean_form", "clean_name", "clean_text", "required_materials"]


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong in one field.

    Attributes:
        field_id: the field.
        code: a refusal's code, of this room or of the one that knows such values (`people.…`, `kernel.amount_…`).
        values: what the sentence names; `name` is always the field's or column's label.
        row: the row, counted from 1, in a field with rows.
        part: a column's id, or a part of a person such as `id_number`.
    """

    field_id: str
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    row: int | None = None
    part: str | None = None


def check_form(
    matter: Matter,
    values: Mapping[str, object],
    *,
    today: dt.date,
    codes: Mapping[str, CodeTable],
    at_result: bool = False,
) -> list[FieldProblem]:
    """Return every mistake of a form, in the order of its fields; an empty list means that it is in order.

    Args:
        matter: whose form it is.
        values: what `clean_form` returned, by field id.
        today: the hall's day, after which nobody was born.
        codes: the catalogue's code tables.
        at_result: whether the matter ends now, so that the fields of its result are required too.
    """
    setting = Setting(today, codes)
    problems = [
        FieldProblem(each.id, fault.code, {"name": each.name, **fault.values}, fault.row, fault.part)
        for each in matter.fields
        for fault in _field_faults(each, values.get(each.id), setting, at_result=at_result)
    ]
    known = {each.id for each in matter.fields}
    unknown = [key for key in values if key not in known]
    return problems + [FieldProblem(key, "catalogue.field_unknown", {"name": key[:40]}) for key in unknown]


def required_materials(matter: Matter, situations: Collection[str]) -> tuple[Material, ...]:
    """Return the materials that a case needs, in the matter's order.

    Args:
        matter: whose materials they are.
        situations: those of `matter.situations` that apply; each is the text of the question itself.

    Raises:
        ValueError: a situation is none of this matter's.
    """
    unknown = set(situations) - set(matter.situations)
    if unknown:
        raise ValueError(f"{matter.code} does not ask: {', '.join(sorted(unknown))}")
    return tuple(each for each in matter.materials if each.condition is None or each.condition in situations)


def _field_faults(each: FormField, value: object, setting: Setting, *, at_result: bool) -> Iterator[Fault]:
    """Yield what is wrong with one field, its rows included."""
    if missing(value):
        if each.required and (at_result or each.asked is Asked.AT_INTAKE):
            yield Fault("catalogue.field_required")
        return
    found = list(faults(each, value, setting))
    yield from found
    if found or each.type not in _COUNTED:
        return
    rows = value if isinstance(value, list) else [value]
    yield from _count_faults(each, len(rows))
    if each.type is not FieldType.STAFF:
        for number, row in enumerate(rows, start=1):
            for fault in _row_faults(each, row, setting):
                yield Fault(fault.code, {"row": number, **fault.values}, number, fault.part)


def _count_faults(each: FormField, count: int) -> Iterator[Fault]:
    """Yield a fault if there are too few or too many rows."""
    if each.min_rows is not None and count < each.min_rows:
        yield Fault("catalogue.rows_few", {"least": each.min_rows})
    if each.max_rows is not None and count > each.max_rows:
        yield Fault("catalogue.rows_many", {"most": each.max_rows})


def _row_faults(each: FormField, row: Mapping[str, object], setting: Setting) -> Iterator[Fault]:
    """Yield what is wrong in one row of a table or with one of several people."""
    ids = {column.id for column in each.columns}
    if each.type is FieldType.PEOPLE:
        yield from person_faults(each, {key: part for key, part in row.items() if key not in ids}, setting)
    else:
        strange = [key for key in row if key not in ids]
        yield from (Fault("catalogue.value_unknown", {"key": key[:40]}, part=key) for key in strange)
    for column in each.columns:
        value = row.get(column.id)
        if missing(value):
            if column.required:
                yield Fault("catalogue.field_required", {"name": column.name}, part=column.id)
            continue
        for fault in faults(column, value, setting):
            yield Fault(fault.code, fault.values, part=column.id)
