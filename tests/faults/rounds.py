"""One loop for every kind of fault: let the hall live, do the fault, wait until all are back, prove."""

import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from tests.faults import diary
from tests.faults.outcomes import Outcome, progress
from tests.faults.proofs import everything_wrong
from tests.faults.server import DurableServer, durable_server
from tests.faults.yard import Yard, yard
from tests.waiting import until

LIVES = (0.2, 1.2)
"""Seconds between being all back and the next fault, at random in between."""

TOO_LONG = 2.0
"""When a whole proof takes longer than so many seconds, only each tenth round has one, and the last."""


@contextmanager
def hall_of(order: Namespace, think: float = 0.05) -> Iterator[tuple[Yard, DurableServer | None]]:
    """Lend a furnished hall on the wanted database, its clients not yet started."""
    with ExitStack() as lent:
        folder = Path(lent.enter_context(tempfile.TemporaryDirectory(prefix="hall-faults-")))
        folder.chmod(0o755)  # the server's user reads what is copied here
        server = lent.enter_context(durable_server()) if order.database == "postgresql" else None
        url = lent.enter_context(server.database()) if server else f"sqlite+pysqlite:///{folder / 'hall.db'}"
        how = {"seed": order.seed, "counters": order.counters, "kiosks": order.kiosks, "think": think}
        yield lent.enter_context(yard(folder, url, **how)), server


def live_through(hall: Yard, outcome: Outcome, rounds: int, chance: Random, fault: Callable[[], float]) -> Outcome:
    """Do a fault so many times.

    Args:
        hall: its clients have been started.
        outcome: takes in each round.
        rounds: how many.
        chance: decides at which instants.
        fault: does it, heals it and answers with the monotonic instant from which on everybody must come back.
    """
    begun, costs = time.monotonic(), 0.0
    for number in range(1, rounds + 1):
        live(chance.uniform(*LIVES))
        healed = fault()
        wrong, back = _come_back(hall, healed)
        diaries = [list(client.diary.read()) for client in hall.clients]
        whole = costs < TOO_LONG or number % 10 == 0 or number == rounds
        before = time.monotonic()
        wrong += everything_wrong(hall.engine, diaries, whole=whole)
        costs = max(costs, time.monotonic() - before) if whole else costs
        outcome.add([*wrong, *_dead(hall)], back)
        progress(outcome, begun)
        if wrong:
            sys.stderr.write("".join(f"  {sentence}\n" for sentence in wrong))
        if back is None:
            break
    return counted(outcome, hall)


def live(seconds: float) -> None:
    """Let the clients go on for a while."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() >= end, "time stands still", patience=seconds + 60)


def counted(outcome: Outcome, hall: Yard) -> Outcome:
    """Count what the diaries say."""
    for client in hall.clients:
        entries = client.diary.read()
        outcome.counts["starts"] += client.starts
        for entry in entries:
            if entry.kind in (diary.DONE, diary.REFUSED, diary.LOST):
                outcome.counts[entry.kind if entry.kind == diary.DONE else f"{entry.kind} {entry.value}"] += 1
            elif entry.kind == diary.NOTE and entry.action in ("repeated", "case"):
                outcome.counts[f"{entry.action} {entry.value or ''}".strip()] += 1
    return outcome


def _come_back(hall: Yard, healed: float) -> tuple[list[str], float | None]:
    """Wait until every client acts and hears again; a client that does not is what is wrong."""
    try:
        back = hall.all_back(healed)
        until(lambda: all(client.heard_since(healed) for client in hall.clients), "deaf", patience=20)
    except AssertionError:
        deaf = [client.name for client in hall.clients if not client.heard_since(healed)]
        missing = hall.missing(healed)
        return [f"not back: {missing}; hears nothing: {deaf}"], None if missing else 0.0
    return [], back


def _dead(hall: Yard) -> list[str]:
    return [f"{client.name} has ended by itself" for client in hall.clients if not client.alive]
