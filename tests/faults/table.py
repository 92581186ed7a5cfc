"""`python -m tests.faults.table [--rounds N] [--only PART …]`: runs the parts and prints the table of faults.

`--read FILE …` prints the table of what the parts have written with `--json` before.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from tests.faults import clock, disk, kills, network, restart, wal
from tests.faults.outcomes import Outcome, parser, show

Part = Callable[[Namespace], Outcome]
_BOTH, _SERVER = ("sqlite", "postgresql"), ("postgresql",)

PARTS: dict[str, tuple[Part, tuple[str, ...], int, dict[str, str]]] = {
    "counter": (kills.run, _BOTH, 200, {"target": "counter"}),
    "kiosk": (kills.run, _BOTH, 200, {"target": "kiosk"}),
    "server": (kills.run, _SERVER, 200, {"target": "server"}),
    "silent": (network.run, _SERVER, 30, {"way": "silent"}),
    "reset": (network.run, _SERVER, 30, {"way": "reset"}),
    "disk": (disk.run, _BOTH, 30, {}),
    "clock": (clock.run, _BOTH, 30, {}),
    "restart": (restart.run, _SERVER, 30, {}),
    "wal": (wal.run, _BOTH, 30, {}),
}
"""Each part: what runs it, on which databases, how often by default, and its own options."""


def run(order: Namespace) -> list[Outcome]:
    """Run the wanted parts; one that breaks down is a line of the table, too."""
    outcomes = []
    for name in order.only or PARTS:
        part, databases, rounds, options = PARTS[name]
        for database in databases:
            if order.on in ("", database):
                wanted = {**vars(order), **options, "database": database, "rounds": order.rounds or rounds}
                outcomes.append(_one(part, Namespace(**wanted), f"{name}, {database}"))
    return outcomes


def _one(part: Part, order: Namespace, name: str) -> Outcome:
    try:
        return part(order)
    except Exception as error:  # noqa: BLE001 -- the other parts are run all the same
        return Outcome(name, "没有做完", order.database, wrong=[f"{type(error).__name__}: {error}"[:2000]])


def _read(files: list[Path]) -> list[Outcome]:
    return [Outcome.from_json(told) for file in files for told in json.loads(file.read_text(encoding="utf-8"))]


def main() -> int:
    """Run them; answers with the exit code."""
    options = parser(__doc__, 0)
    options.add_argument("--only", choices=PARTS, nargs="+", default=[])
    options.add_argument("--on", choices=("", *_BOTH), default="", help="one kind of database instead of both")
    options.add_argument("--read", type=Path, nargs="+", default=[], metavar="FILE")
    order = options.parse_args()
    return show(_read(order.read) if order.read else run(order), as_json=order.json)


if __name__ == "__main__":
    sys.exit(main())
