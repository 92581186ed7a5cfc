"""`python -m tests.faults.restart --rounds 30`: the server is shut down during calls, and started again."""

import sys
import time
from argparse import Namespace
from random import Random

from tests.faults.outcomes import Outcome, parser, show
from tests.faults.rounds import hall_of, live, live_through


def run(order: Namespace) -> Outcome:
    """Restart so many times."""
    chance = Random(f"{order.seed} restart")
    outcome = Outcome("数据库服务器重启", "办理中正常关闭，几秒后再启动", order.database)
    with hall_of(order) as (hall, server):
        assert server is not None, "a SQLite hall has no server"
        hall.start()

        def fault() -> float:
            server.shut()
            live(chance.uniform(0.0, 3.0))
            server.revive()
            return time.monotonic()

        return live_through(hall, outcome, order.rounds, chance, fault, cuts=True)


def main() -> int:
    """Run this part; answers with the exit code."""
    return show([run(order := parser(__doc__, 30).parse_args())], as_json=order.json)


if __name__ == "__main__":
    sys.exit(main())
