"""Where a table is too coarse a thing to grant: which rows of it a device may see and write (row-level security)."""

from collections.abc import Iterator, Mapping
from typing import Final

from hall.audit.rules import DONE
from hall.kernel.actor import SYSTEM_DEVICE
from hall.roles.grants import KINDS, SEES_SETTINGS_OF, may
from hall.roles.machines import NARROW, Rows, functions
from hall.security.rules import DEVICE_KINDS, NOBODY_SITS_AT, OF_THE_HALL_ITSELF, RUNS_DUE_ACTS

OF_ONE_DEVICE: Final = ("audit_entry", "audit_head", "request")
"""Tables in which a device writes rows of its own alone: nobody can answer, or spoil the record, in another's name."""

_MINE: Final = "'pc_' || right(device_id, 12) = current_user::text"
_MINE_OR_THE_HALLS: Final = f"({_MINE} OR device_id = '{SYSTEM_DEVICE}')"
_OWED: Final = ", ".join(f"'{name}'" for name in sorted(OF_THE_HALL_ITSELF))
_AN_ACT_OF_THE_HALL: Final = (
    f"({_MINE} OR (device_id = '{SYSTEM_DEVICE}' AND (action IN ({_OWED}) OR outcome <> '{DONE}')))"
)


def row_rules() -> Iterator[str]:
    """Yield the statements that put the rules up; they may be run again."""
    yield from functions()
    for table in OF_ONE_DEVICE:
        yield from _own_rows(table)
    yield from _settings()
    for table, rows in NARROW.items():
        yield from _narrow(table, rows)


def _own_rows(table: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield from _rule(table, "of_the_host", "ALL", ("host",), "true")
    for kind in DEVICE_KINDS:
        seen, added = _seen(table, kind), _added(table, kind)
        yield from _rule(table, f"seen_by_{kind}", "SELECT", (kind,), seen)
        yield from _rule(table, f"added_by_{kind}", "INSERT", (kind,), added)
        if table == "audit_head":
            yield from _rule(table, f"raised_by_{kind}", "UPDATE", (kind,), added)


def _seen(table: str, kind: str) -> str:
    """Say which rows of its own record a device sees: a kiosk must not learn from it who was there."""
    if kind not in NOBODY_SITS_AT:
        return "true"
    return f"{_MINE} AND id = ANY ((SELECT hall_shown())::text[])" if (table, kind) == ("request", "kiosk") else _MINE


def _added(table: str, kind: str) -> str:
    """Say which rows a device adds: what falls due stands in the chain of the hall, and has no request."""
    if kind not in RUNS_DUE_ACTS or table == "request":
        return _MINE
    return _AN_ACT_OF_THE_HALL if table == "audit_entry" else _MINE_OR_THE_HALLS


def _settings() -> Iterator[str]:
    yield "ALTER TABLE setting ENABLE ROW LEVEL SECURITY"
    for kind in KINDS:
        names = SEES_SETTINGS_OF.get(kind)
        if names is None:
            yield from _rule("setting", f"of_{kind}", "ALL", (kind,), "true")
        else:
            listed = ", ".join(f"'{name}'" for name in names)
            yield from _rule("setting", f"of_{kind}", "SELECT", (kind,), f"split_part(key, '.', 1) IN ({listed})")


def _narrow(table: str, rows: Mapping[str, Rows]) -> Iterator[str]:
    """Narrow a table for some kinds; the others go on as if it were not."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    others = tuple(kind for kind in KINDS if kind not in rows and any(may(kind, table, letter) for letter in "SIUD"))
    yield from _rule(table, "of_the_others", "ALL", others, "true")
    for kind, (seen, added, changed, becomes) in rows.items():
        yield from _rule(table, f"seen_by_{kind}", "SELECT", (kind,), seen)
        yield from _rule(table, f"updated_by_{kind}", "UPDATE", (kind,), changed or seen, becomes)
        yield from _rule(table, f"deleted_by_{kind}", "DELETE", (kind,), changed or seen)
        yield from _rule(table, f"added_by_{kind}", "INSERT", (kind,), added)


def _rule(table: str, name: str, verb: str, kinds: tuple[str, ...], holds: str, becomes: str = "") -> Iterator[str]:
    whom = ", ".join(f"hall_{kind}" for kind in kinds)
    clauses = f"WITH CHECK ({holds})" if verb == "INSERT" else f"USING ({holds})"
    if becomes:
        clauses += f" WITH CHECK ({becomes})"
    yield f"DROP POLICY IF EXISTS {name} ON {table}"
    yield f"CREATE POLICY {name} ON {table} FOR {verb} TO {whom} {clauses}"
