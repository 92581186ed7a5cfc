"""One loop for every kind of fault: let the hall live, do the fault, wait until all are back, prove."""

import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random

from hall.kernel.clock import SystemClock
from tests.faults import diary
from tests.faults.outcomes import Outcome, progress
from tests.faults.proofs import everything_wrong
from tests.faults.server import DurableServer, durable_server
from tests.faults.yard import Yard, yard
from tests.waiting import until

LIVES, OWED = (0.2, 1.2), 0.3
"""Seconds between being all back and the next fault, at random in between; so long before it some acts fall due."""

SHORT = 4.0
"""An outage shorter than this is told to nobody who has pressed a key: the product waits for six seconds."""

STALE_SECONDS = 20.0

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


def live_through(
    hall: Yard, outcome: Outcome, rounds: int, chance: Random, fault: Callable[[], float], *, cuts: bool = False
) -> Outcome:
    """Do a fault so many times.

    Args:
        hall: its clients have been started.
        outcome: takes in each round.
        rounds: how many.
        chance: decides at which instants.
        fault: does it, heals it and answers with the monotonic instant from which on everybody must come back.
        cuts: whether it cuts every connection, so that each window must look at everything anew, and whoever has
            pressed a key while it was short only waits longer.
    """
    begun, costs = time.monotonic(), 0.0
    for number in range(1, rounds + 1):
        live(chance.uniform(*LIVES))
        hall.owed.add(SystemClock().now())
        live(chance.uniform(0.0, OWED))
        broken = time.monotonic()
        healed = fault()
        wrong, back = _come_back(hall, healed)
        if cuts:
            wrong += [*_stale(hall, broken), *_sent_away(hall, broken, healed)]
        diaries = [list(client.diary.read()) for client in hall.clients]
        whole = costs < TOO_LONG or number % 10 == 0 or number == rounds
        before = time.monotonic()
        wrong += everything_wrong(hall.engine, diaries, whole=whole, owed=hall.owed)
        outcome.counts["whole proofs"] += whole
        costs = max(costs, time.monotonic() - before) if whole else costs
        outcome.add([*wrong, *dead(hall)], back)
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


def _stale(hall: Yard, broken: float) -> list[str]:
    """Return who was not told to look at everything anew after the connections were cut."""
    with suppress(AssertionError):
        until(lambda: all(c.looked_anew_since(broken) for c in hall.clients), "stale", patience=STALE_SECONDS)
    stale = [client.name for client in hall.clients if not client.looked_anew_since(broken)]
    return [f"{name} goes on showing what it knew before the cut" for name in stale]


def _sent_away(hall: Yard, broken: float, healed: float) -> list[str]:
    """Return whose key was not acted upon although the outage was short."""
    if healed - broken > SHORT:
        return []
    entries = [(client.name, entry) for client in hall.clients for entry in client.diary.read()]
    return [
        f"{name}: {entry.action} was given up with {entry.value} in an outage of {healed - broken:.1f} s"
        for name, entry in entries
        if entry.kind == diary.LOST and entry.request_id and entry.at > broken
    ]


def dead(hall: Yard) -> list[str]:
    """Return which clients have ended though nobody has ended them."""
    return [f"{client.name} has ended by itself" for client in hall.clients if not client.alive]
