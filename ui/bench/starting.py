"""From the start of `hall counter` until its sign-in takes keys, beside an empty window with the same fonts."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from hall.opening import found_hall
from hall.service import HallFacts, posts
from ui.bench.rounds import median_ms
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.table import START

PATIENCE_SECONDS = 60


def measure(folder: Path, scale: Scale) -> list[Row]:
    """Start both windows in turn; the first of each warms the file system and is not counted.

    A packed program has no interpreter to run the empty window with, so there the row is not run.
    """
    if getattr(sys, "frozen", False):
        return [START]
    hall_folder = folder / "start"
    hall = found_hall(hall_folder, HallFacts(name="幸福里社区便民服务中心"))
    hall.do(posts.add_counter, number=1, name="综合", services=[], takes_any=True)
    hall.close()
    programs = {"hall": f"counter({str(hall_folder)!r})", "bare": "empty()"}
    times: dict[str, list[float]] = {"hall": [], "bare": []}
    for turn in range(scale.starts + 1):
        for name, program in programs.items():
            seconds = _start(program, folder)
            times[name] += [seconds] if turn else []
    return [START.found(median_ms(times["hall"]), median_ms(times["bare"]))]


def _start(program: str, folder: Path) -> float:
    """Run a program of `windows_alone`; answers with the seconds until it took keys."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder), "APPDATA": str(folder)}
    command = [sys.executable, "-c", f"from ui.bench import windows_alone; windows_alone.{program}"]
    begun = perf_counter()
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True
    )
    return float(done.stdout.split()[-1]) - begun
