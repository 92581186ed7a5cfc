"""The values of a form in words: what a code means, a table in one line."""

from collections.abc import Mapping
from typing import Any

from hall.catalogue.form import FormField
from hall.catalogue.offer import CodeTable


def labels(field: FormField, tables: Mapping[str, CodeTable]) -> dict[str, str]:
    """Return what the codes of a choice mean, those of its columns and of persons included."""
    found = {"resident_card": "居民身份证", "male": "男", "female": "女"}
    for each in (field, *field.columns):
        found |= {option.code: option.label for option in each.options}
        if each.codes is not None and each.codes in tables:
            found |= {entry.code: entry.label for entry in tables[each.codes].codes}
    return found


def said(value: Any, meanings: Mapping[str, str]) -> str:  # noqa: ANN401 -- values of any form
    """Return a value of the form in one line."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "，".join(said(each, meanings) for each in value.values() if each not in (None, ""))
    if isinstance(value, list | tuple):
        return "；".join(said(each, meanings) for each in value)
    return meanings.get(str(value), str(value))
