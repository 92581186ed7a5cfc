"""How the values of a paper are written: dates without padding, an amount in figures and capitals from one value."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hall.kernel.dates import chinese_date
from hall.kernel.masks import mask_bank, mask_number
from hall.kernel.money import capital, figures, parse_amount
from hall.kernel.refusal import Refusal
from hall.templates.template import FieldKind, Holds, TemplateColumn, TemplateField

LONGEST = 4000
"""Characters of one value; longer ones belong on a sheet of their own."""

_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9Xx])")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-[0-9]{2})?")

Asked = TemplateField | TemplateColumn


def read_day(value: object, label: str) -> dt.date:
    """Return the day that a value names.

    Raises:
        Refusal: `templates.date_unreadable` (field).
    """
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise Refusal("templates.date_unreadable", field=label) from None


def read_count(value: object, field: TemplateField) -> int:
    """Return a whole number within the field's bounds.

    Raises:
        Refusal: `templates.number_unreadable` (field), `templates.out_of_bounds` (field, low, high).
    """
    text = str(value).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Refusal("templates.number_unreadable", field=field.label)
    count = int(text)
    low, high = field.lowest or 0, 999_999_999 if field.highest is None else field.highest
    if not low <= count <= high:
        raise Refusal("templates.out_of_bounds", field=field.label, low=low, high=high)
    return count


def amount(value: object, label: str) -> Decimal:
    """Return the one amount from which figures and capitals are written.

    Raises:
        Refusal: `templates.amount_unreadable` (field).
    """
    try:
        return parse_amount(str(value))
    except Refusal:
        raise Refusal("templates.amount_unreadable", field=label) from None


def words_of(asked: Asked, value: Any) -> str:  # noqa: ANN401 -- a field's value of any type
    """Return a value as the paper says it; empty stays empty, private numbers are masked.

    Raises:
        Refusal: `templates.date_unreadable`, `templates.amount_unreadable`, `templates.number_unreadable`,
            `templates.out_of_bounds`, `templates.not_an_option`, `templates.digits`, `templates.too_long`; each names
            the field.
    """
    if is_empty(value):
        return ""
    match asked.type:
        case FieldKind.DATE | FieldKind.END:
            return chinese_date(read_day(value, asked.label))
        case FieldKind.MONTH:
            return _month(value, asked.label)
        case FieldKind.MONEY:
            return figures(amount(value, asked.label))
        case FieldKind.CHOICE | FieldKind.CHOICES:
            return "、".join(chosen(asked, value))
        case FieldKind.NUMBER:
            return _number(asked, value)
    return _text(asked, str(value).strip())


def capitals_of(field: TemplateField, value: object) -> str:
    """Return an amount in capitals, from the same value as its figures; empty for none."""
    return "" if is_empty(value) else capital(amount(value, field.label))


def chosen(asked: Asked, value: object) -> tuple[str, ...]:
    """Return what was chosen.

    Raises:
        Refusal: `templates.not_an_option` (field, value).
    """
    texts = tuple(str(each) for each in value) if isinstance(value, list | tuple) else (str(value),)
    for text in texts:
        if asked.options and text not in asked.options:
            raise Refusal("templates.not_an_option", field=asked.label, value=text[:40])
    return texts


def rows_of(field: TemplateField, value: Any) -> tuple[tuple[str, ...], ...]:  # noqa: ANN401 -- JSON
    """Return the rows of a table as they are printed: without the columns that are only checked.

    Raises:
        Refusal: `templates.table_unreadable` (field), `templates.cell_missing` (field, column, row), and as `words_of`.
    """
    if is_empty(value):
        return ()
    if not isinstance(value, Sequence) or not all(isinstance(row, Mapping) for row in value):
        raise Refusal("templates.table_unreadable", field=field.label)
    for number, row in enumerate(value, start=1):
        for column in field.columns:
            if column.required and is_empty(row.get(column.id)):
                raise Refusal("templates.cell_missing", field=field.label, column=column.label, row=number)
    printed = [column for column in field.columns if column.printed]
    return tuple(tuple(words_of(column, row.get(column.id)) for column in printed) for row in value)


def is_empty(value: object) -> bool:
    """Say whether nothing was given."""
    return value is None or value in ("", [], ()) or (isinstance(value, str) and not value.strip())


def _number(asked: Asked, value: object) -> str:
    if isinstance(asked, TemplateField) and (asked.lowest is not None or asked.highest is not None):
        return str(read_count(value, asked))
    return _text(asked, str(value).strip())


def _month(value: object, label: str) -> str:
    found = _MONTH.fullmatch(str(value).strip())
    if found is None:
        raise Refusal("templates.date_unreadable", field=label)
    return f"{found[1]}年{int(found[2])}月"


def _text(asked: Asked, text: str) -> str:
    if len(text) > LONGEST:
        raise Refusal("templates.too_long", field=asked.label, most=LONGEST)
    digits = asked.digits if isinstance(asked, TemplateField) else None
    if digits is not None and not (text.isascii() and text.isdigit() and len(text) == digits):
        raise Refusal("templates.digits", field=asked.label, digits=digits)
    if isinstance(asked, TemplateField) and asked.whole:
        return text
    if asked.holds is Holds.IDENTITY:
        return mask_number(text)
    if asked.holds is Holds.ACCOUNT:
        return mask_bank(text)
    return _IDENTITY.sub(lambda number: mask_number(number[0]), text)
