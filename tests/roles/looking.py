"""Which views the windows of each kind of PC look at, found in their source, and something to ask each of them."""

import ast
import datetime as dt
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Final, get_type_hints

from sqlalchemy import Engine, text

import ui
from hall import service
from tests.attacks.furnished import KEYS

ROOT: Final = Path(str(ui.__file__)).parents[1]
WINDOWS: Final[Mapping[str, tuple[str, ...]]] = {
    kind: (f"ui.{kind}", "ui.shared.app")
    for kind in ("kiosk", "display", "rating", "guide", "counter", "supervisor", "admin")
}
TODAY, SINCE = dt.date(2026, 11, 23), dt.datetime(2026, 11, 1, tzinfo=dt.UTC)

FURTHER_KEYS: Final[Mapping[str, tuple[str, str]]] = {
    **KEYS,
    "answer_id": ("exchange_answer", "id"), "code": ("appointment", "code"), "hall_id": ("known_hall", "hall_id"),
    "list_id": ("duty_list", "id"), "number": ("document", "number"), "status_code": ("ticket", "status_code"),
    "subject_id": ("document", "subject_id"),
}  # fmt: skip
PLAIN: Final[Mapping[str, Any]] = {
    "area": "", "challenge": "x", "day": TODAY, "first": TODAY, "last": TODAY, "month": "2026-11", "names": (),
    "service_codes": ("aid",), "text": "程小满", "told": lambda _done, _total: None, "typed": {}, "id_number":
    "110101199003074477", "name": "", "codes": "case-type", "slips": (), "document_ids": (),
}  # fmt: skip


def views_of(kind: str) -> dict[str, FunctionType]:
    """Return the views that the windows of a kind use, by name."""
    found: dict[str, FunctionType] = {"at its start": service.clipboard_seconds_of}
    waiting, known = list(_of_package(WINDOWS[kind])), set[str]()
    while waiting:
        module = waiting.pop()
        if module not in known:
            known.add(module)
            uses, imports = _read(module)
            found |= uses
            waiting += imports
    return found


def given_to(view: FunctionType, owner: Engine) -> dict[str, Any] | None:
    """Return arguments for a view, with keys of what is there; None where nothing is known to ask."""
    given: dict[str, Any] = {}
    hints = get_type_hints(view)
    for each in list(inspect.signature(view).parameters.values())[1:]:
        if each.name in FURTHER_KEYS and (key := _key(each.name, owner)) is not None:
            given[each.name] = key
        elif each.name in ("since", "until"):
            whole = SINCE if each.name == "since" else SINCE + dt.timedelta(days=99)
            given[each.name] = whole.date() if hints[each.name] is dt.date else whole
        elif each.default is not inspect.Parameter.empty:
            continue
        elif each.name in PLAIN:
            given[each.name] = PLAIN[each.name]
        else:
            return None
    return given


def _key(argument: str, owner: Engine) -> str | None:
    table, column = FURTHER_KEYS[argument]
    with owner.connect() as connection:
        found = connection.scalar(text(f"SELECT max({column}) FROM {table}"))
    return None if found is None else str(found)


def _of_package(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        folder = ROOT.joinpath(*name.split("."))
        yield from (f"{name}.{file.stem}" for file in folder.glob("*.py")) if folder.is_dir() else (name,)


@cache
def _read(module: str) -> tuple[dict[str, FunctionType], tuple[str, ...]]:
    """Return the views that a module of `ui` names, and which modules of `ui` it imports."""
    tree = ast.parse(_file(module).read_text(encoding="utf-8"))
    named, imports = {}, []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "hall.service":
            named |= {alias.asname or alias.name: getattr(service, alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("ui"):
            below = [f"{node.module}.{alias.name}" for alias in node.names]
            imports += [each if _file(each).exists() else str(node.module) for each in below]
    uses = [found for node in ast.walk(tree) if (found := _named(node, named)) is not None]
    return {f"{each.__module__}.{each.__name__}": each for each in uses}, tuple(imports)


def _named(node: ast.AST, named: Mapping[str, object]) -> FunctionType | None:
    """Return the view that a piece of source names."""
    found: object = None
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        room = named.get(node.value.id)
        found = getattr(room, node.attr, None) if isinstance(room, ModuleType) else None
    elif isinstance(node, ast.Name):
        found = named.get(node.id)
    if isinstance(found, FunctionType) and next(iter(inspect.signature(found).parameters), "") == "reading":
        return found
    return None


def _file(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
