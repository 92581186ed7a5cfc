"""`python -m tests.faults.clock --rounds 30 --database sqlite|postgresql`: somebody sets the PC's clock.

Forward and back, by minutes up to days, in the middle of calls. The clients' clock is the system's and so much more;
the real program asks the server for the time where there is one, so that what is shown here is the worse case.
"""

import sys
import time
from argparse import Namespace
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hall.queue.model import Ticket
from hall.storage.numbers import NumberSeries
from tests.faults.outcomes import Outcome, parser, show
from tests.faults.proofs import snapshot
from tests.faults.rounds import hall_of, live, live_through
from tests.faults.yard import Yard

MINUTE, DAY = 60, 86_400
STEPS = (-3 * DAY, -DAY, -8 * 3600, -30 * MINUTE, -2 * MINUTE, 0, 2 * MINUTE, 30 * MINUTE, 8 * 3600, DAY, 3 * DAY)


def run(order: Namespace) -> Outcome:
    """Set the clock so many times."""
    chance = Random(f"{order.seed} clock")
    outcome = Outcome("电脑时钟被改动", "向前、向后几分钟到三天", order.database)
    with hall_of(order) as (hall, _server):
        hall.start(more=["--clock", str(hall.clock)])

        def fault() -> float:
            _set(hall, chance.choice(STEPS) + chance.uniform(-MINUTE, MINUTE))
            moved = time.monotonic()
            live(chance.uniform(0.5, 1.5))
            outcome.wrong += [f"round {outcome.rounds + 1}: {sentence}" for sentence in _out_of_order(hall)]
            return moved

        outcome = live_through(hall, outcome, order.rounds, chance, fault)
        outcome.counts["days lived"] = len(_days(hall))
        return outcome


def _set(hall: Yard, seconds: float) -> None:
    """Set it in one step, so that no client reads half a number."""
    beside = hall.clock.with_suffix(".new")
    beside.write_text(f"{seconds:.3f}")
    beside.replace(hall.clock)


def _out_of_order(hall: Yard) -> list[str]:
    """Return each day whose numbers do not run from 1 without a hole, whatever the clock said when they were given."""
    wrong = []
    with snapshot(hall.engine) as session:
        given = {row.series: row.value for row in session.scalars(select(NumberSeries))}
        groups = select(Ticket.day, Ticket.series, func.count(), func.max(Ticket.seq))
        for day, series, count, last in session.execute(groups.group_by(Ticket.day, Ticket.series)):
            if count != last or given.get(f"ticket/{day}/{series}", 0) < last:
                wrong.append(f"{day} {series}: {count} tickets, the last is {last}")
    return wrong


def _days(hall: Yard) -> list[object]:
    with Session(hall.engine) as session:
        return list(session.scalars(select(Ticket.day).distinct()))


def main() -> int:
    """Run this part; answers with the exit code."""
    return show([run(order := parser(__doc__, 30).parse_args())], as_json=order.json)


if __name__ == "__main__":
    sys.exit(main())
