"""`hall holidays`: reads in a year's holiday notice, counts the limits again, and shows which years are known."""

import json
import time
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Final

import typer

from hall.kernel.dates import chinese_date
from hall.kernel.holidays import HolidayYear, read_year
from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import SystemHall, cases, cases_recounting, read_holiday_package, workdays, workdays_views
from ui.shared.i18n import tr

_SOON: Final = 1.0
"""Seconds after which whoever waits is shown how far it is."""


def import_tables(folder: Path, file: Path | None, *, as_json: bool) -> int:
    """Read in a file, or the package's tables from this year on, and count again; answers with the exit code.

    Args:
        folder: the data folder.
        file: a table of one year as YAML; None for the chinesecalendar package.
        as_json: print the outcome as JSON.

    Raises:
        Refusal: `kernel.holiday_…` or `workdays.…`; nothing was read in then.
    """
    hall = open_hall(folder, kind=SystemHall)
    try:
        tables = (read_year(file),) if file is not None else _of_package(hall)
        began = hall.clock.now()
        changed = [table for table in tables if hall.do(workdays.import_holidays, table=table)]
        recounted = _count_again(hall, quiet=as_json)
        differences = hall.see(cases_recounting.differences, since=began)
        zone = hall.see(lambda reading: reading.place.zone)
    finally:
        hall.close()
    if as_json:
        typer.echo(json.dumps(_outcome(changed, recounted, differences, zone), ensure_ascii=False))
        return 0
    for table in changed:
        typer.echo(tr("{year} is known now, from: {source}", year=table.year, source=table.source))
    if not changed:
        typer.echo(tr("Nothing new: the hall counts by these tables already."))
    _report(recounted, differences, zone)
    return 0


def count_again(folder: Path, *, as_json: bool) -> int:
    """Count the limits of all open cases again, for instance after new office hours; answers with the exit code."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        began = hall.clock.now()
        hall.do(cases.recount_all)
        recounted = _count_again(hall, quiet=as_json)
        differences = hall.see(cases_recounting.differences, since=began)
        zone = hall.see(lambda reading: reading.place.zone)
    finally:
        hall.close()
    if as_json:
        typer.echo(json.dumps(_outcome((), recounted, differences, zone), ensure_ascii=False))
    else:
        _report(recounted, differences, zone)
    return 0


def show(folder: Path, *, as_json: bool) -> int:
    """Show which years are known, from where, and until when dates are firm; answers with the exit code."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        years, firm = hall.see(workdays_views.years), hall.see(workdays_views.firm_until)
    finally:
        hall.close()
    if as_json:
        found = [_plain_year(card) for card in years]
        typer.echo(json.dumps({"years": found, "firm_until": firm.isoformat()}, ensure_ascii=False))
        return 0
    for card in years:
        whose = tr("local") if card.local else tr("national")
        typer.echo(
            tr(
                "{year}  {whose}: {off} working days off, {worked} weekend days worked  {source}",
                year=card.year,
                whose=whose,
                off=card.days_off,
                worked=card.workdays,
                source=card.source,
            )
        )
    typer.echo(tr("Dates are firm until {day}; later ones are marked provisional.", day=chinese_date(firm)))
    return 0


def _of_package(hall: SystemHall) -> tuple[HolidayYear, ...]:
    """Return the package's tables from this year on.

    Raises:
        Refusal: `workdays.no_package`, `workdays.package_old` (year).
    """
    year = hall.see(lambda reading: reading.today.year)
    tables = read_holiday_package(year)
    if not tables:
        raise Refusal("workdays.package_old", year=year)
    return tables


def _count_again(hall: SystemHall, *, quiet: bool) -> int:
    """Run the recounts that are owed, with a bar once it takes longer; answers with how many cases there were."""
    total = hall.see(cases_recounting.recounts_owed)
    with ExitStack() as opened:
        tell = _Bar(total, opened, quiet=quiet)
        hall.run_due(tell.one_more)
    return total


class _Bar:
    """A progress bar that only appears when somebody has waited for it."""

    def __init__(self, total: int, opened: ExitStack, *, quiet: bool) -> None:
        self._total = total
        self._opened = opened
        self._quiet = quiet
        self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def one_more(self, done: int) -> None:
        """Say that so many acts have run."""
        if self._quiet or time.monotonic() - self._began < _SOON:
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = self._opened.enter_context(Progress(console=Console(stderr=True)))
            self._task = self._bar.add_task(tr("Counting again"), total=self._total)
        self._bar.update(self._task, completed=min(done, self._total))


def _report(recounted: int, differences: Iterable[cases_recounting.Difference], zone: tzinfo) -> None:
    moved = [each for each in differences if each.moved]
    settled = [each for each in differences if not each.moved]
    for each in moved:
        typer.echo(
            tr(
                "{number}  {matter}  {old} → {new}",
                number=each.number,
                matter=each.matter_name,
                old=_day(each.old or each.old_statutory, zone, provisional=each.was_provisional),
                new=_day(each.new or each.new_statutory, zone, provisional=each.provisional),
            )
        )
    if not recounted:
        typer.echo(tr("No case with an open limit had to be counted again."))
        return
    typer.echo(
        tr(
            "{all} cases counted again: {moved} dates moved, {firm} are no longer provisional.",
            all=recounted,
            moved=len(moved),
            firm=sum(each.was_provisional and not each.provisional for each in settled),
        )
    )
    if moved:
        typer.echo(tr("Tell the applicants whose dates moved."))


def _day(at: datetime | None, zone: tzinfo, *, provisional: bool) -> str:
    if at is None:
        return tr("none")
    day = at.astimezone(zone).date().isoformat()
    return tr("{day} (provisional)", day=day) if provisional else day


def _outcome(
    changed: Iterable[HolidayYear], recounted: int, differences: Iterable[cases_recounting.Difference], zone: tzinfo
) -> dict[str, object]:
    def local(at: datetime | None) -> str | None:
        return at.astimezone(zone).date().isoformat() if at else None

    return {
        "years": [table.year for table in changed],
        "recounted": recounted,
        "differences": [
            {
                "number": each.number,
                "matter": each.matter_name,
                "old": local(each.old),
                "new": local(each.new),
                "old_statutory": local(each.old_statutory),
                "new_statutory": local(each.new_statutory),
                "was_provisional": each.was_provisional,
                "provisional": each.provisional,
            }
            for each in differences
        ],
    }


def _plain_year(card: workdays_views.YearCard) -> dict[str, object]:
    return {
        "year": card.year,
        "source": card.source,
        "local": card.local,
        "imported_at": card.imported_at.isoformat() if card.imported_at else None,
        "days_off": card.days_off,
        "workdays": card.workdays,
    }
