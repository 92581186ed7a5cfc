"""`python -m tests.faults.network --rounds 30`: the line between clients and server is cut in the middle of calls.

Two ways: `silent`, in a network namespace where packets vanish without a word (needs root), so that half-open
connections must be noticed by heartbeats; `reset`, through a relay that resets every connection and takes none.
"""

import sys
import time
from argparse import Namespace as Order
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Protocol

from sqlalchemy.engine import make_url

from tests.faults.diary import LOST
from tests.faults.lines import Relay, namespace
from tests.faults.outcomes import Outcome, parser, show
from tests.faults.rounds import live, live_through
from tests.faults.server import durable_server
from tests.faults.yard import Yard, yard

WAYS = {"silent": "网线拔掉（报文无声丢失）再插上", "reset": "连接被重置、拒绝，然后恢复"}
CUT_SECONDS = {"silent": (0.5, 13.0), "reset": (0.2, 4.0)}
TOLD_SECONDS = 10.0
"""In a silence longer than this every client has noticed, by the short heartbeats that it was started with."""


class Line(Protocol):
    """What can be cut."""

    def cut(self) -> None:
        """Cut it."""

    def heal(self) -> None:
        """Heal it."""


def run(order: Order) -> Outcome:
    """Cut and heal so many times."""
    chance = Random(f"{order.seed} {order.way}")
    outcome = Outcome("网络中断", WAYS[order.way], order.database)
    with ExitStack() as lent:
        folder = Path(lent.enter_context(TemporaryDirectory(prefix="hall-faults-")))
        hall, line = lent.enter_context(_silent(order, folder) if order.way == "silent" else _reset(order, folder))

        def fault() -> float:
            begun = time.monotonic()
            line.cut()
            live(chance.uniform(*CUT_SECONDS[order.way]))
            wrong = still_waiting(hall, begun)
            line.heal()
            outcome.wrong += [f"round {outcome.rounds + 1}: {sentence}" for sentence in wrong]
            return time.monotonic()

        return live_through(hall, outcome, order.rounds, chance, fault, cuts=order.way == "reset")


def still_waiting(hall: Yard, begun: float) -> list[str]:
    """Return who has waited for an answer ever since a long cut began, and was told nothing."""
    if time.monotonic() - begun < TOLD_SECONDS:
        return []
    told = {client.name for client in hall.clients for e in client.diary.read() if e.kind == LOST and e.at > begun}
    return [f"{client.name} waits in silence" for client in hall.clients if client.name not in told]


@contextmanager
def _silent(order: Order, folder: Path) -> Iterator[tuple[Yard, Line]]:
    with ExitStack() as lent:
        network = lent.enter_context(namespace())
        server = lent.enter_context(durable_server(listen=network.server))
        url = lent.enter_context(server.database())
        how = {"seed": order.seed, "counters": order.counters, "kiosks": order.kiosks}
        hall = lent.enter_context(yard(folder, url, **how))
        hall.start(before=network.before, more=["--quick-heartbeat"])
        yield hall, network


@contextmanager
def _reset(order: Order, folder: Path) -> Iterator[tuple[Yard, Line]]:
    with durable_server() as server, server.database() as url:
        relay = Relay("127.0.0.1", server.port)
        with yard(folder, url, seed=order.seed, counters=order.counters, kiosks=order.kiosks) as hall:
            hall.start(make_url(url).set(port=relay.port).render_as_string(hide_password=False))
            yield hall, relay


def main() -> int:
    """Run this part; answers with the exit code."""
    options = parser(__doc__, 30)
    options.add_argument("--way", choices=(*WAYS,), default="silent")
    order = options.parse_args()
    if order.database == "sqlite":
        options.error("a SQLite hall has no network")
    return show([run(order)], as_json=order.json)


if __name__ == "__main__":
    sys.exit(main())
