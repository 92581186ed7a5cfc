"""A whole simulated day, beside the rows that it added, written once more by a plain session and by the driver."""

import shutil
from dataclasses import replace
from pathlib import Path

from hall.opening import sample_hall
from hall.simulation.profiles import PROFILES
from hall.simulation.sample import FACTS, furnish
from hall.storage.folder import database_in
from ui.bench.day_rows import commits_since, last_rows, write_bare, write_plain
from ui.bench.rounds import seconds_of
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.table import DAY
from ui.commands.day import DayOrder, live_days
from ui.shared.i18n import mark

PROFILE = "district"
RESIDENTS_A_COUNTER = 80


def measure(folder: Path, scale: Scale) -> list[Row]:
    """Live a day, then write its rows into copies of the hall as it was that morning."""
    lived, counters = folder / "lived", max(2, scale.residents // RESIDENTS_A_COUNTER)
    furnish_and_close(lived, counters)
    copies = [Path(shutil.copy(database_in(lived), folder / name)) for name in ("plain.db", "bare.db")]
    before = last_rows(database_in(lived))
    figure = seconds_of(lambda: _live(lived, scale.residents, counters))
    commits = commits_since(database_in(lived), before)
    plain = seconds_of(lambda: write_plain(copies[0], commits))
    bare = seconds_of(lambda: write_bare(copies[1], commits))
    rows = sum(map(len, commits))
    sizes = {mark("residents"): scale.residents, mark("rows"): rows, mark("commits"): len(commits)}
    return [DAY.found(figure, bare, plain, more=sizes)]


def furnish_and_close(folder: Path, counters: int) -> None:
    """Set up the sample hall; the last connection's close folds its log into the file, which can be copied then."""
    hall = sample_hall(folder, FACTS)
    furnish(hall, counters)
    hall.close()


def _live(folder: Path, residents: int, counters: int) -> None:
    profile = replace(PROFILES[PROFILE], residents=residents, counters=counters)
    order = DayOrder(folder, PROFILE, residents, counters, days=1, seed=1, papers=False)
    live_days(folder, order, profile, lambda _done: None)
