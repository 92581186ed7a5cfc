"""From the start of `hall counter` until its sign-in takes keys, beside an empty window with the same fonts."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter

from hall.opening import found_hall
from hall.service import HallFacts, posts, security
from ui.bench.rounds import median_ms
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.table import START
from ui.shared.i18n import mark

PATIENCE_SECONDS = 60
NUMBER, PASSWORD = "101", "Yangguang-1"
_BUSY = mark("processor time")
_BUSY_EMPTY = mark("processor time of the empty window")
_DESK = mark("signed in at once, desk in sight")

Moments = list[tuple[float, float]]
"""The seconds and the processor's seconds from the start until each moment."""


def measure(folder: Path, scale: Scale) -> list[Row]:
    """Start both windows in turn; the first of each warms the file system and is not counted.

    A packed program has no interpreter to run the empty window with, so there the row is not run.
    """
    if getattr(sys, "frozen", False):
        return [START]
    hall_folder = founded(folder / "start")
    programs = {"hall": f"counter({str(hall_folder)!r}, {NUMBER!r}, {PASSWORD!r})", "bare": "empty()"}
    moments: dict[str, list[Moments]] = {"hall": [], "bare": []}
    for turn in range(scale.starts + 1):
        for name, program in programs.items():
            seen = _start(program, folder)
            moments[name] += [seen] if turn else []
    return [_row(moments["hall"], moments["bare"])]


def founded(folder: Path) -> Path:
    """Make the data folder of a hall with one counter and one clerk, who also administers it."""
    with closing(found_hall(folder, HallFacts(name="幸福里社区便民服务中心"))) as hall:
        hall.do(posts.add_counter, number=1, name="综合", services=[], takes_any=True)
        hall.do(
            security.add_staff,
            number=NUMBER,
            name="王芳",
            department="community",
            roles=["clerk", "admin"],
            password=PASSWORD,
        )
    return folder


def _row(hall: list[Moments], bare: list[Moments]) -> Row:
    """Return the row: until keys are taken, and beside it in processor time, and until the clerk's desk is in sight."""
    (keys, keys_busy), (desk, _) = (_medians(hall, place) for place in (0, 1))
    empty, empty_busy = _medians(bare, 0)
    more = {_BUSY: keys_busy, _BUSY_EMPTY: empty_busy, _DESK: desk}
    return START.found(keys, empty, more=more)


def _medians(starts: list[Moments], place: int) -> tuple[float, float]:
    """Return the median wall time and processor time, in milliseconds, until a moment."""
    wall, busy = zip(*(moments[place] for moments in starts), strict=True)
    return median_ms(wall), median_ms(busy)


def _start(program: str, folder: Path) -> Moments:
    """Run a program of `windows_alone`; answers with the seconds and the processor's seconds until each moment."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder), "APPDATA": str(folder)}
    command = [sys.executable, "-c", f"from ui.bench import windows_alone; windows_alone.{program}"]
    begun = perf_counter()
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True
    )
    lines = (line.split() for line in done.stdout.splitlines())
    return [(float(at) - begun, float(busy)) for at, busy in lines]
