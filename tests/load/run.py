"""`python -m tests.load.run --database postgresql --counters 32 --kiosks 4 --displays 8 --minutes M --history 1000000`.

One process per PC on one database with years of history behind it. Each clerk, kiosk and display does what a busy day
asks for, and says how long each took; beside them, in the same run, one more process calls tickets of a hall of its own
on the same server in three ways: through the hall, through a plain session that leaves the same rows, and through the
driver alone. At the end nothing may be double and `hall check` must be clean.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from hall.kernel.clock import SystemClock
from hall.storage.folding import fold
from tests.faults.diary import Reader
from tests.faults.proofs import everything_wrong
from tests.faults.server import durable_server
from tests.faults.yard import Yard
from tests.load.history import SEEDED, add_people, add_tickets
from tests.load.pcs import serve
from tests.waiting import until
from ui.bench.calling import WAYS
from ui.bench.places import Folder, Places, Server
from ui.bench.stage import COUNTERS, Stage
from ui.bench.tickets import add_line, clear_counters
from ui.bench.workers import worker, workers

WAYS_PAUSE = 0.5
HEAD = "| 操作 | 次数 | p50 毫秒 | p95 毫秒 | p99 毫秒 |\n|---|---|---|---|---|"


def run(order: argparse.Namespace) -> dict[str, Any]:
    """Let the hall work for so long; answers with the seconds of each action and what was wrong."""
    with ExitStack() as lent:
        folder = Path(lent.enter_context(tempfile.TemporaryDirectory(prefix="hall-load-")))
        places, url = _database(order, folder, lent)
        yard = lent.enter_context(closing(Yard(folder, url, seed=order.seed, counters=order.counters)))
        add_tickets(yard.engine, yard.sample, order.history)
        add_people(yard.engine, order.people)
        fold(yard.engine)  # years lie in the file, not in its log
        lines = _pcs(order, yard, lent)
        stage = places.stage()
        add_line(stage, int((order.minutes * 60 / WAYS_PAUSE + 10) * len(WAYS)))
        since = SystemClock().now()
        times = _work(order, lines, stage)
        diaries = [list(Reader(file).read()) for file in sorted(folder.glob("*.log"))]
        begun = time.monotonic()
        wrong = everything_wrong(yard.engine, diaries, whole=order.proof, since=since)
        wrong = [sentence for sentence in wrong if not sentence.startswith(SEEDED)]
        return {"times": times, "wrong": wrong, "proof_seconds": time.monotonic() - begun, "minutes": order.minutes}


def _database(order: argparse.Namespace, folder: Path, lent: ExitStack) -> tuple[Places, str]:
    if order.database == "sqlite":
        return Folder(folder), f"sqlite+pysqlite:///{folder / 'hall.db'}"
    server = lent.enter_context(durable_server())
    url = lent.enter_context(server.database())
    return lent.enter_context(closing(Server(url))), url


def _pcs(order: argparse.Namespace, yard: Yard, lent: ExitStack) -> list[Connection]:
    """Start a process for each PC and wait until each has opened the hall."""
    context = workers()
    context.set_forkserver_preload(["tests.load.pcs"])
    sample = yard.sample
    jobs = [("counter", seat.hall.actor.device_id) for seat in sample.seats]
    jobs += [("kiosk", sample.kiosk.actor.device_id)] * order.kiosks
    jobs += [("display", sample.display.actor.device_id)] * order.displays
    lines = []
    for number, (kind, device) in enumerate(jobs):
        log = yard.folder / f"{kind}-{number}.log"
        helpers = yard.helpers if kind == "counter" else []
        how = {"think": order.think[kind], "seed": f"{order.seed}-{number}", "line": 3 * order.counters}
        line = lent.enter_context(worker(context, serve, yard.url, kind, device, helpers, log, how))
        line.recv()  # one after the other: forty that begin at once on two cores keep each other from beginning
        lines.append(line)
    return lines


def _work(order: argparse.Namespace, lines: list[Connection], stage: Stage) -> dict[str, list[float]]:
    """Give the sign to begin, call in the three ways meanwhile, and gather what each PC has measured."""
    for line in lines:
        line.send("begin")
    times = _three_ways(stage, order.minutes * 60)
    for line in lines:
        line.send("end")
    for line in lines:
        for name, seconds in line.recv().items():
            times[name] += seconds
    return times


def _three_ways(stage: Stage, seconds: float) -> dict[str, list[float]]:
    """Call through hall, plain session and bare driver in turn while everybody works."""
    times: dict[str, list[float]] = defaultdict(list)
    engine, counters, end = stage.open(), count(), time.monotonic() + seconds
    with _hands(stage) as hands:
        while time.monotonic() < end:
            for way, hand in hands.items():
                number = 1 + next(counters) % COUNTERS
                begun = time.perf_counter()
                hand.call(number)
                times[f"call alone, {way}"].append(time.perf_counter() - begun)
                if number == COUNTERS:
                    with engine.begin() as connection:
                        clear_counters(connection)
            pause = time.monotonic() + WAYS_PAUSE
            until(lambda: time.monotonic() >= pause, "time stands still", patience=60)  # noqa: B023 -- called at once
    engine.dispose()
    return times


@contextmanager
def _hands(stage: Stage) -> Iterator[dict[str, Any]]:
    with ExitStack() as open_ones:
        yield {way: open_ones.enter_context(closing(make(stage, n))) for n, (way, make) in enumerate(WAYS.items(), 1)}


def percentile(seconds: list[float], share: float) -> float:
    """Return in milliseconds what that share of all stays under."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def main() -> int:
    """Run and print the table; answers with the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    options.add_argument("--counters", type=int, default=8)
    options.add_argument("--kiosks", type=int, default=1)
    options.add_argument("--displays", type=int, default=2)
    options.add_argument("--minutes", type=float, default=0.5)
    options.add_argument("--history", type=int, default=20_000, help="tickets of earlier days")
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--pace", type=float, default=1.0, help="1: a busy day's pace (a visit of 5 minutes in 20 s)")
    options.add_argument("--no-proof", dest="proof", action="store_false", help="leave out folding every journal")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", action="store_true")
    order = options.parse_args()
    order.think = {"counter": 5.0 / order.pace, "kiosk": 3.0 / order.pace, "display": 1.0}
    found = run(order)
    sys.stdout.write(json.dumps(_as_json(found), ensure_ascii=False, indent=1) + "\n" if order.json else _table(found))
    return 1 if found["wrong"] else 0


def _rows(found: dict[str, Any]) -> Iterator[tuple[str, int, float, float, float]]:
    for name, seconds in sorted(found["times"].items()):
        if seconds:
            yield name, len(seconds), *(percentile(seconds, share) for share in (0.5, 0.95, 0.99))


def _table(found: dict[str, Any]) -> str:
    lines = [HEAD, *(f"| {name} | {n} | {a:.1f} | {b:.1f} | {c:.1f} |" for name, n, a, b, c in _rows(found))]
    wrong = [f"  {sentence}" for sentence in found["wrong"]]
    return "\n".join([*lines, f"{len(wrong)} wrong; proof took {found['proof_seconds']:.1f} s", *wrong]) + "\n"


def _as_json(found: dict[str, Any]) -> dict[str, Any]:
    rows = [dict(zip(("action", "count", "p50", "p95", "p99"), row, strict=True)) for row in _rows(found)]
    return {"rows": rows, "wrong": found["wrong"], "proof_seconds": found["proof_seconds"]}


if __name__ == "__main__":
    sys.exit(main())
