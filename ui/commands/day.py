"""`hall day`: lives simulated days, draws their papers, writes the report."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.opening import sample_hall
from hall.simulation.counters import Progress
from hall.simulation.day import Simulation
from hall.simulation.paperwork import Printer, print_unseen
from hall.simulation.profiles import PROFILES, Profile
from hall.simulation.report import as_html
from hall.simulation.results import Results
from hall.simulation.sample import FACTS, furnish
from printing.spooler import FileSpooler
from ui.shared.i18n import tr
from ui.shared.print_worker import print_waiting

FIRST_DAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class DayOrder:
    """What to live: see the options of `hall day`."""

    out: Path
    profile: str
    residents: int | None
    counters: int | None
    days: int
    seed: int
    papers: bool


def live(folder: Path, order: DayOrder, *, as_json: bool) -> int:
    """Live the days and write report and papers; answers with the exit code.

    Args:
        folder: the data folder; an empty one first becomes the sample hall.
        order: what to live.
        as_json: print the account as JSON, without a progress bar.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    profile = _profile(order)
    console = Console(stderr=True, quiet=as_json)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console) as bar:
        task = bar.add_task(tr("Living the day"), total=profile.residents * order.days)
        results = live_days(folder, order, profile, lambda done: bar.update(task, completed=done))
    order.out.mkdir(parents=True, exist_ok=True)
    report = order.out / "report.html"
    report.write_text(as_html(results, FACTS.name), encoding="utf-8")
    summary = json.dumps(results.summary(), ensure_ascii=False, indent=2)
    (order.out / "report.json").write_text(summary, encoding="utf-8")
    typer.echo(summary if as_json else tr("The report is {report}.", report=report))
    return 1 if results.problems else 0


def live_days(folder: Path, order: DayOrder, profile: Profile, progress: Progress) -> Results:
    """Live the days in a data folder and return the account."""
    clock = ManualClock(datetime.combine(FIRST_DAY, datetime.min.time(), UTC))
    hall = sample_hall(folder, FACTS, clock)
    try:
        clock.move_to(Simulation.first_morning(hall, FIRST_DAY))
        sample = furnish(hall, profile.counters)
        simulation = Simulation(sample, clock, profile, order.profile, order.seed, _printer(order), progress)
        return simulation.live(order.days)
    finally:
        hall.close()


def _profile(order: DayOrder) -> Profile:
    profile = PROFILES.get(order.profile)
    if profile is None:
        raise Refusal("simulation.unknown_profile", profile=order.profile, known="、".join(PROFILES))
    return replace(
        profile,
        residents=order.residents or profile.residents,
        counters=order.counters or profile.counters,
    )


def _printer(order: DayOrder) -> Printer:
    """Return what draws the papers that wait at a device, or takes them as printed."""
    if not order.papers:
        return print_unseen
    spooler = FileSpooler(order.out / "papers")
    return lambda hall: print_waiting(hall, spooler)
