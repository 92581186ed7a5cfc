"""`python -m tests.faults.kills --target counter|kiosk|server --rounds 200 --seed N`: kill -9 at random instants.

A counter or a kiosk is started again with the same device; the server is killed with all its processes at once and
started on the same data, and nobody starts a client again.
"""

import sys
import time
from argparse import Namespace
from random import Random

from tests.faults.outcomes import Outcome, parser, show
from tests.faults.rounds import hall_of, live_through
from tests.faults.server import DurableServer
from tests.faults.yard import Yard

TARGETS = ("counter", "kiosk", "server")
_NAMES = {"counter": "窗口程序被强行结束", "kiosk": "取号机程序被强行结束", "server": "数据库服务器被强行结束"}


def run(order: Namespace) -> Outcome:
    """Kill so many times."""
    chance = Random(f"{order.seed} {order.target}")
    outcome = Outcome(_NAMES[order.target], "kill -9，随机时刻", order.database)
    with hall_of(order) as (hall, server):
        hall.start()

        def fault() -> float:
            return _kill_server(server) if server and order.target == "server" else _kill_client(hall, chance, order)

        return live_through(hall, outcome, order.rounds, chance, fault, cuts=order.target == "server")


def _kill_client(hall: Yard, chance: Random, order: Namespace) -> float:
    victim = chance.choice([client for client in hall.clients if client.kind == order.target])
    victim.kill()
    killed = time.monotonic()
    victim.start()
    return killed


def _kill_server(server: DurableServer) -> float:
    server.kill()
    server.revive()
    return time.monotonic()


def main() -> int:
    """Run this part; answers with the exit code."""
    options = parser(__doc__, 200)
    options.add_argument("--target", choices=TARGETS, required=True)
    order = options.parse_args()
    if order.target == "server" and order.database == "sqlite":
        options.error("a SQLite hall has no server")
    return show([run(order)], as_json=order.json)


if __name__ == "__main__":
    sys.exit(main())
