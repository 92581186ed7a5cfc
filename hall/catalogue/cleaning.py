"""Brings what was typed, pasted or scanned into a form into the one way in which it is stored."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from hall.catalogue.form import Column, FieldType, FormField
from hall.catalogue.matter import Matter
from hall.kernel.money import parse_amount
from hall.kernel.names import read_name
from hall.kernel.refusal import Refusal
from hall.people.rules import normalise_number, read_phone

_KEPT: Final = "\n"
_DATE: Final = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月?)")


def clean_form(matter: Matter, values: Mapping[str, object]) -> dict[str, Any]:
    """Return the values as they are stored, without empty ones and empty rows.

    Texts are NFC and free of control and direction marks; names keep · and rare characters; amounts have two places;
    dates are ISO. What cannot be read stays as it was typed, for `check_form` to name. Unknown fields stay too.
    """
    fields = {field.id: field for field in matter.fields}
    cleaned = {key: _clean(fields[key], value) if key in fields else value for key, value in values.items()}
    return {key: value for key, value in cleaned.items() if value not in (None, "", {})}


def clean_text(text: str, *, multiline: bool = False) -> str:
    """Return a text in NFC without control characters, direction marks and outer blanks.

    Zero-width and direction marks have no place in a register: two texts that look alike would differ.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # halves of a rare character
    lines = unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (" " if sign == "\t" or (sign == "\n" and not multiline) else sign for sign in lines)
    return "".join(sign for sign in kept if sign in _KEPT or unicodedata.category(sign) not in ("Cc", "Cf")).strip()


def clean_name(text: str) -> str:
    """Return a name in its one form; one that is refused stays as it was typed."""
    try:
        return read_name(text).text
    except Refusal:
        return text.strip()


def _clean(column: Column, value: object) -> object:
    """Clean one value by its type; a value of the wrong kind is left to the check."""
    if isinstance(value, list):
        return _clean_list(column, value)
    if isinstance(value, Mapping):
        return _clean_parts(column, value)
    if isinstance(value, str):
        return _TEXTS.get(column.type, clean_text)(value) if not column.multiline else clean_text(value, multiline=True)
    return str(value) if isinstance(value, int) and column.type is FieldType.MONEY and value is not True else value


def _clean_list(column: Column, values: list[Any]) -> list[Any]:
    """Clean each row and drop those in which nothing was written."""
    cleaned = [_clean(column, value) for value in values]
    return [value for value in cleaned if value not in (None, "", {})]


def _clean_parts(column: Column, value: Mapping[Any, Any]) -> dict[str, Any]:
    """Clean the parts of a person, an organisation, a period or a row."""
    columns = {each.id: each for each in column.columns} if isinstance(column, FormField) else {}
    named = _PERSON if column.type in (FieldType.PERSON, FieldType.PEOPLE) else {}
    parts: dict[str, Any] = {}
    for key, part in value.items():
        if key in columns:
            parts[key] = _clean(columns[key], part)
        elif isinstance(part, str):
            parts[key] = named.get(key, _DEFAULTS.get((column.type, key), clean_text))(part)
        else:
            parts[key] = part
    return {key: part for key, part in parts.items() if part not in (None, "")}


def _amount(text: str) -> str:
    with suppress(Refusal):
        return str(parse_amount(text)) if text.strip() else ""
    return clean_text(text)


def _iso_date(text: str) -> str:
    """Return 2026年3月5日 and 2026.3.5 as 2026-03-05; anything else stays."""
    plain = unicodedata.normalize("NFKC", clean_text(text))
    found = _DATE.fullmatch(plain)
    if found is None:
        return plain
    return "-".join([found[1], *(part.zfill(2) for part in found.groups()[1:] if part)])


def _phone(text: str) -> str:
    try:
        return read_phone(text)
    except Refusal:
        return clean_text(text)


def _digits(text: str) -> str:
    """Return an account or a plain number without the blanks and full-width digits of a paste."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", clean_text(text)))


def _plain_number(text: str) -> str:
    return unicodedata.normalize("NFKC", clean_text(text)).replace(",", "")


_TEXTS: Final[Mapping[FieldType, Callable[[str], str]]] = {
    FieldType.MONEY: _amount,
    FieldType.NUMBER: _plain_number,
    FieldType.DATE: _iso_date,
    FieldType.PHONE: _phone,
    FieldType.BANK_ACCOUNT: _digits,
}
_PERSON: Final[Mapping[str, Callable[[str], str]]] = {
    "name": clean_name,
    "id_number": normalise_number,
    "birth": _iso_date,
    "phone": _phone,
}
_DEFAULTS: Final[Mapping[tuple[FieldType, str], Callable[[str], str]]] = {
    (FieldType.PERIOD, "from"): _iso_date,
    (FieldType.PERIOD, "to"): _iso_date,
    (FieldType.ORGANISATION, "credit_code"): normalise_number,
}
