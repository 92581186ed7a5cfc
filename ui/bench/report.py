"""The benchmark table for people and for programs."""

import json
import os
import platform
import sqlite3
from collections.abc import Sequence

from ui.bench.row import Limit, Row
from ui.shared.i18n import mark, tr

_ANSWERS = {True: mark("holds"), False: mark("does not hold"), None: mark("not run")}
_COLOURS = {True: "", False: "bold", None: "dim"}


def as_json(rows: Sequence[Row], *, quick: bool) -> str:
    """Return the rows as JSON, with what they were measured on."""
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    value = {"quick": quick, "machine": machine, "rows": [row.as_json() for row in rows]}
    return json.dumps(value, ensure_ascii=False, indent=2)


def show_table(rows: Sequence[Row]) -> None:
    """Print the rows as a table on standard output."""
    from rich.console import Console
    from rich.table import Table

    table = Table()
    table.add_column(tr("what"), overflow="fold")
    for name in (tr("hall"), tr("bare"), tr("plain"), tr("ratio"), tr("limit")):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column(tr("answer"), no_wrap=True)
    for row in rows:
        table.add_row(*_cells(row), style=_COLOURS[row.holds])
    Console().print(table)


def _cells(row: Row) -> tuple[str, ...]:
    more = [f"{tr(name)} {_number(value)}" for name, value in row.more.items()]
    return (
        "\n".join([tr(row.name), *more]),
        f"{_number(row.figure)} {row.unit}" if row.figure is not None else "",
        _number(row.bare),
        _number(row.plain),
        f"{row.ratio:.2f} ×" if row.ratio is not None else "",
        _limit(row.limit, row.unit),
        tr(_ANSWERS[row.holds]),
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"


def _limit(limit: Limit, unit: str) -> str:
    sign = "≤" if limit.sense == "at most" else "≥"
    return f"{sign} {limit.value:g} {'×' if limit.of == 'ratio' else unit}"
