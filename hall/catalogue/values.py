"""One value of a form at a time: whether it is what its field asks for."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from hall.catalogue.form import Column, FieldType, Precision
from hall.catalogue.offer import CodeTable
from hall.kernel.money import parse_amount
from hall.kernel.names import read_name
from hall.kernel.refusal import Refusal
from hall.people.rules import IdentityKind, Sex, credit_code_problem, phone_problem, read_identity

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 4000
PERSON_PARTS: Final = ("name", "id_kind", "id_number", "birth", "sex", "phone", "relation")
EARLIEST_YEAR: Final = 1850
LATEST_YEAR: Final = 2200

_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")
_MONEY: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
_ACCOUNT: Final = re.compile(r"[0-9]{8,30}")
_STAFF: Final = re.compile(r"[0-9A-Za-z-]{1,20}")
_DATES: Final = {
    Precision.DAY: (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "%Y-%m-%d"),
    Precision.MONTH: (re.compile(r"[0-9]{4}-[0-9]{2}"), "%Y-%m"),
    Precision.MINUTE: (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}"), "%Y-%m-%dT%H:%M"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value; `row` counts from 1, `part` is a column's id or a part of a person."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    row: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What values are judged by: the hall's day and the code tables."""

    today: dt.date
    codes: Mapping[str, CodeTable]


def faults(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    """Yield what is wrong with a value that is there; the types with rows are judged in rules.py."""
    for fault in _CHECKS[column.type](column, value, setting):
        yield Fault(fault.code, {"name": column.name, **fault.values}, fault.row, fault.part)


def missing(value: object) -> bool:
    """Whether a value is no answer; an empty list is one: there are none."""
    return value is None or (isinstance(value, str) and not value.strip())


def person_faults(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    """Yield what is wrong with a person; one without a document is in order, one without a name is not."""
    if not isinstance(value, Mapping):
        yield Fault("catalogue.value_kind")
        return
    for key in value:
        if key not in PERSON_PARTS:
            yield Fault("catalogue.value_unknown", {"key": str(key)[:40]}, part=str(key))
    yield from (Fault(each.code, each.values, part="name") for each in _name(value.get("name")))
    yield from _identity(value, setting)
    born = read_date(value.get("birth"))
    if not missing(value.get("birth")) and (born is None or born.year < EARLIEST_YEAR or born > setting.today):
        yield Fault("catalogue.birth_wrong", part="birth")
    if not missing(value.get("sex")) and value["sex"] not in set(Sex):
        yield Fault("catalogue.sex_unknown", part="sex")
    for part, check in (("phone", _phone), ("relation", _text)):
        if not missing(value.get(part)):
            yield from (Fault(each.code, each.values, part=part) for each in check(column, value[part], setting))


def _name(value: object) -> Iterator[Fault]:
    if missing(value):
        yield Fault("people.name_missing")
        return
    try:
        read_name(str(value))
    except Refusal as refusal:
        yield Fault(refusal.code, refusal.values)


def _identity(person: Mapping[str, object], setting: Setting) -> Iterator[Fault]:
    """Judge the document: a kind needs a number, a number needs a kind, and the birthday must be the card's."""
    kind, number = person.get("id_kind"), person.get("id_number")
    if missing(number):
        if not missing(kind) and kind != IdentityKind.NONE:
            yield Fault("catalogue.identity_number_missing", part="id_number")
        return
    if kind not in set(IdentityKind):
        yield Fault("catalogue.identity_kind", part="id_kind")
        return
    try:
        read = read_identity(IdentityKind(str(kind)), str(number), setting.today)
    except Refusal as refusal:
        yield Fault(refusal.code, refusal.values, part="id_number")
        return
    if read.birth and not missing(person.get("birth")) and person["birth"] != read.birth.isoformat():
        yield Fault("catalogue.birth_differs", part="birth")


def _text(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    longest = column.max_length or (LONGEST_TEXT if column.multiline else LONGEST_LINE)
    if not isinstance(value, str):
        yield Fault("catalogue.value_kind")
    elif len(value) > longest:
        yield Fault("catalogue.text_long", {"longest": longest})
    elif column.min_length and len(value) < column.min_length:
        yield Fault("catalogue.text_short", {"shortest": column.min_length})


def _number(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    if isinstance(value, bool) or not isinstance(value, int | str) or not _NUMBER.fullmatch(str(value)):
        yield Fault("catalogue.number_unreadable")
        return
    number = Decimal(str(value))
    if -int(number.as_tuple().exponent) > column.decimals:
        yield Fault("catalogue.number_decimals", {"decimals": column.decimals})
    if column.minimum is not None and number < column.minimum:
        yield Fault("catalogue.number_small", {"least": str(column.minimum)})
    if column.maximum is not None and number > column.maximum:
        yield Fault("catalogue.number_large", {"most": str(column.maximum)})


def _money(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    if isinstance(value, str) and _MONEY.fullmatch(value):
        return
    try:
        parse_amount(value if isinstance(value, str) else "?")
    except Refusal as refusal:
        yield Fault(refusal.code, refusal.values)
    else:
        yield Fault("kernel.amount_unreadable")


def _date(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    day = read_date(value, column.precision)
    if day is None:
        yield Fault(f"catalogue.date_{column.precision}")
    elif not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        yield Fault("catalogue.date_far", {"year": day.year})
    elif column.no_future and day > setting.today:
        yield Fault("catalogue.date_future")


def read_date(value: object, precision: Precision = Precision.DAY) -> dt.date | None:
    """Return the day that a stored date names (a month: its first day), or None if it names none."""
    form, layout = _DATES[precision]
    if not isinstance(value, str) or not form.fullmatch(value):
        return None
    try:
        return dt.datetime.strptime(value, layout).date()  # noqa: DTZ007  # a form's date has no zone
    except ValueError:
        return None


def _period(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    ends = [value.get("from"), value.get("to")] if isinstance(value, Mapping) else []
    days = [read_date(end) for end in ends]
    if not days or None in days:
        yield Fault("catalogue.period_ends")
        return
    first, last = (day for day in days if day)
    if last < first:
        yield Fault("catalogue.period_backwards")
    for end in ends:
        yield from _date(column, end, setting)


def _yes_no(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield Fault("catalogue.value_kind")


def _choice(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    table = setting.codes.get(column.codes) if column.codes else None
    known = {option.code for option in column.options} | {entry.code for entry in (table.codes if table else ())}
    if not isinstance(value, str):
        yield Fault("catalogue.value_kind")
    elif value not in known:
        yield Fault("catalogue.choice_unknown", {"value": value[:40]})


def _choices(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault("catalogue.value_kind")
        return
    if column.required and not value:
        yield Fault("catalogue.field_required")
    for code in value:
        yield from _choice(column, code, setting)
    if all(isinstance(code, str) for code in value) and len(set(value)) < len(value):
        yield Fault("catalogue.choice_twice")


def _phone(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    code = phone_problem(value) if isinstance(value, str) else "people.phone"
    if code:
        yield Fault(code)


def _account(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    if not isinstance(value, str) or not _ACCOUNT.fullmatch(value):
        yield Fault("catalogue.account")


def _organisation(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    if not isinstance(value, Mapping) or missing(value.get("name")):
        yield Fault("catalogue.organisation_name", part="name")
        return
    yield from (Fault(each.code, each.values, part="name") for each in _text(column, value["name"], setting))
    code = value.get("credit_code")
    # A code that fails its check digit may be one of the first pilots' and must not be refused.
    if not missing(code) and credit_code_problem(str(code)) == "people.credit_code_form":
        yield Fault("people.credit_code_form", part="credit_code")


def _staff(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    numbers = value if isinstance(value, list) else [value]
    for number in numbers:
        if not isinstance(number, str) or not _STAFF.fullmatch(number):
            yield Fault("catalogue.staff_number")


def _rows(column: Column, value: object, setting: Setting) -> Iterator[Fault]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        yield Fault("catalogue.value_kind")


_CHECKS: Final[Mapping[FieldType, Callable[[Column, object, Setting], Iterator[Fault]]]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.PERIOD: _period,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.PHONE: _phone,
    FieldType.ADDRESS: _text,
    FieldType.BANK_ACCOUNT: _account,
    FieldType.PERSON: person_faults,
    FieldType.PEOPLE: _rows,
    FieldType.ORGANISATION: _organisation,
    FieldType.STAFF: _staff,
    FieldType.TABLE: _rows,
}
