"""What is wrong in a catalogue file, said so that whoever edited it finds the place."""

import dataclasses
import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource

_LIMIT = re.compile(r"limits\.(statutory|promised)(\.value)?")
_LONGEST_VALUE = 40
_CODES = {
    "missing": "missing",
    "enum": "not_one_of",
    "int_type": "not_a_number",
    "int_parsing": "not_a_number",
    "int_from_float": "not_a_number",
    "decimal_type": "not_a_number",
    "decimal_parsing": "not_a_number",
    "string_type": "not_text",
    "bool_type": "not_yes_no",
    "bool_parsing": "not_yes_no",
    "tuple_type": "not_a_list",
    "model_type": "not_a_block",
    "string_too_short": "empty",
    "too_short": "empty",
    "string_too_long": "too_long",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "string_pattern_mismatch": "bad_form",
}
_OWN = frozenset(
    {"parts_sum", "promise_too_long", "posting_days", "queue_name_missing", "not_to_be_enabled", "step_numbers"}
    | {"repeated_id", "options_needed", "options_idle", "repeated_option", "bounds"}
    | {"column_type", "columns_needed", "columns_idle"}
)
_SPOTS = {
    "queue_name_missing": "queue_name",
    "not_to_be_enabled": "enabled",
    "step_numbers": "steps",
    "promise_too_long": "promised.value",
    "parts_sum": "parts",
    "posting_days": "days",
    "options_needed": "options",
    "options_idle": "options",
    "repeated_option": "options",
    "column_type": "type",
    "columns_needed": "columns",
    "columns_idle": "columns",
}  # where to write, of what is only seen when a whole block is read
_BOUNDS = ("max_length", "min_length", "ge", "le")


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one file.

    Attributes:
        file: the file's name, without its folder.
        code: `catalogue.…`, whose sentence is in the refusals' translations.
        matter: the matter's code, or None outside of matters.
        field: the way to the place, with ids for list entries: `materials[id-card].form`; empty for the whole file.
        values: what the sentence names.
    """

    file: str
    code: str
    matter: str | None = None
    field: str = ""
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    def sentence(self) -> str:
        """Return the Chinese sentence: where it is, what is wrong, what to write instead."""
        words = _sentences()
        at = "_".join(["at", *(["matter"] if self.matter else []), *(["field"] if self.field else [])])
        where = words[f"catalogue.{at}"].format(file=self.file, matter=self.matter, field=self.field)
        return where + words[self.code].format(**self.values)


class CatalogueProblems(Refusal):
    """A catalogue that is not taken over, with every mistake at once: an edited file is corrected in one go."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("catalogue.problems", count=len(problems), first=problems[0].sentence())
        self.problems = tuple(problems)


def from_validation(error: ValidationError, data: object, model: type[BaseModel], **where: str) -> list[Problem]:
    """Return a problem for each of pydantic's errors on `data`; `where`: file, matter, prefix of the way."""
    return [_problem(dict(each), data, model, where) for each in error.errors(include_url=False)]


def _problem(error: dict[str, Any], data: object, model: type[BaseModel], where: Mapping[str, str]) -> Problem:
    """Turn one of pydantic's errors into a problem with a code of ours."""
    path = place(error["loc"], data)
    within = str(error.get("ctx", {}).get("where", _SPOTS.get(error["type"], "")))
    spot = ".".join(part for part in (where.get("prefix", ""), path, within) if part)
    code, values = _code_and_values(error, path, model)
    return Problem(where["file"], f"catalogue.{code}", where.get("matter"), spot, values)


def _code_and_values(error: dict[str, Any], path: str, model: type[BaseModel]) -> tuple[str, dict[str, str | int]]:
    """Choose the sentence for an error, and what it names."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(error["loc"], model)
    if kind == "missing" and _LIMIT.fullmatch(path):
        return "missing_limit", {}
    if kind in _OWN:
        return kind, {name: value for name, value in context.items() if isinstance(value, str | int)}
    values: dict[str, str | int] = {"value": _short(error["input"])}
    if kind == "enum":
        values["allowed"] = "、".join(re.findall(r"'([^']*)'", context["expected"]))
    bound = next((context[name] for name in _BOUNDS if name in context), None)
    if bound is not None:
        values["bound"] = str(bound)
    return _CODES.get(kind, "invalid"), values


def _unknown_key(loc: Sequence[str | int], model: type[BaseModel]) -> tuple[str, dict[str, str | int]]:
    """Name the key that was probably meant."""
    owner = _model_at(loc[:-1], model)
    known = list(owner.model_fields) if owner else []
    near = get_close_matches(str(loc[-1]), known, n=1, cutoff=0.5)
    if near:
        return "unknown_key", {"key": _short(loc[-1]), "nearest": near[0]}
    return "unknown_key_far", {"key": _short(loc[-1]), "known": "、".join(known)}


def _model_at(loc: Sequence[str | int], model: type[BaseModel]) -> type[BaseModel] | None:
    """Follow a way through nested models to the one that owns its end."""
    found: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str) and found is not None:
            info = found.model_fields.get(part)
            found = _model_in(info.annotation) if info else None
    return found


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model inside an annotation such as `tuple[Step, ...]` or `Publicity | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for inner in get_args(annotation) if (model := _model_in(inner))), None)


def place(loc: Sequence[str | int], data: object) -> str:
    """Write the way to a place with the entries' own ids, where they have one, else counted from 1."""
    way = ""
    for part in loc:
        way += f"[{_entry(part, data)}]" if isinstance(part, int) else f".{part}" if way else part
        data = _inside(part, data)
    return way


def _entry(index: int, data: object) -> str:
    """Return what a list's entry calls itself."""
    entry = _inside(index, data)
    names = [entry.get(key) for key in ("id", "code", "letter")] if isinstance(entry, dict) else []
    return next((str(name) for name in names if isinstance(name, str | int)), str(index + 1))


def _inside(part: str | int, data: object) -> object:
    """Go one step down into lists and mappings."""
    if isinstance(part, int) and isinstance(data, list) and part < len(data):
        return data[part]
    return data.get(part) if isinstance(data, dict) else None


def _short(value: object) -> str:
    """Return a value as the sentence shows it, without line breaks and never long."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


@cache
def _sentences() -> dict[str, str]:
    """Read the sentences once."""
    text = resource("translations", "zh_CN", "refusals", "catalogue.toml").read_text(encoding="utf-8")
    return {code: str(sentence) for code, sentence in tomllib.loads(text).items()}
