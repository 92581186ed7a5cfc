"""What a posting may never say (公示不登): whoever writes it, the machine looks before it is printed."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hall.kernel.dates import age_on
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.templates.known import Known
from hall.templates.template import FieldKind, Holds, Template
from hall.templates.wording import is_empty, read_day, words_of

OF_AGE = 18
"""Years from which a name may be posted (民法典 17: 十八周岁以上为成年人)."""

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－—–　", "0123456789Xx--- ")
_PATTERNS = (
    ("identity", re.compile(r"(?<![0-9*])[1-9][0-9]{16}[0-9Xx](?![0-9])|(?<![0-9*])[1-9][0-9]{14}(?![0-9])")),
    ("phone", re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")),
    ("account", re.compile(r"(?<![0-9])[0-9]{12,30}(?![0-9])")),
    ("address", re.compile(r"[0-9零〇一二三四五六七八九十百]+ ?(?:号楼|单元|室|栋|幢|弄)")),
)
_LONGEST_GAP = re.compile(r"(?<=[0-9])[ -](?=[0-9Xx])")
_SHORTEST_SECRET = 6


def check_posting(template: Template, values: Mapping[str, Any], known: Known) -> None:
    """Refuse a posting that tells more than it may.

    Raises:
        Refusal: `templates.private` (field, what): an identity number, a full address, an illness, an account or a
            phone number stands in it; `templates.minor` (name): somebody under eighteen would be named.
    """
    if not template.posting:
        return
    for label, row in _rows(template, values):
        _check_age(template, row, label, known.today)
    for label, text in _texts(template, values):
        if kind := _private(text, known):
            raise Refusal("templates.private", field=label, what=_words()["kinds"][kind])
        for name in known.minors:
            if name and name in text:
                raise Refusal("templates.minor", name=name)


def _private(text: str, known: Known) -> str:
    """Return what is private about a text, empty if nothing is."""
    plain = _LONGEST_GAP.sub("", text.translate(_WIDE))
    for secret, kind in known.secrets:
        if len(secret) >= _SHORTEST_SECRET and secret in text:
            return kind
    for kind, pattern in _PATTERNS:
        if pattern.search(plain):
            return kind
    for allowed in _words()["allowed"]:
        plain = plain.replace(allowed, "")
    return "illness" if any(word in plain for word in _words()["illnesses"]) else ""


def _texts(template: Template, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every word that somebody typed or a form filled in, before masks, under its label."""
    for field in template.fields:
        value = values.get(field.id)
        if field.type is FieldKind.TABLE or is_empty(value):
            continue
        yield field.label, value if isinstance(value, str) else words_of(field, value)
    for field in template.fields:
        if field.type is FieldKind.TABLE:
            for row in values.get(field.id) or ():
                yield from (
                    (column.label, str(row[column.id])) for column in field.columns
                    if column.printed and column.type is FieldKind.TEXT and not is_empty(row.get(column.id))
                )  # fmt: skip


def _rows(template: Template, values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for field in template.fields:
        if field.type is FieldKind.TABLE:
            for row in values.get(field.id) or ():
                yield field.label, row


def _check_age(template: Template, row: Mapping[str, Any], label: str, today: dt.date) -> None:
    """Refuse a row whose birthday, which is not printed, makes its person a minor."""
    births = [column.id for field in template.fields for column in field.columns if column.holds is Holds.BIRTH]
    for column_id in births:
        if is_empty(row.get(column_id)):
            continue
        birth = read_day(row[column_id], label)
        if birth > today or age_on(birth, today) < OF_AGE:
            raise Refusal("templates.minor", name=str(row.get("name") or label))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resource("papers", "privacy.toml").read_text(encoding="utf-8"))
