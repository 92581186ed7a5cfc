"""`hall people import`: takes a roster of residents over, names every wrong row, and gives those back to correct."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typer

from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import (
    Hall,
    SystemHall,
    catalogue_views,
    people,
    people_importing,
    people_roster,
    people_roster_rules,
    privacy,
)
from ui.commands.bad_rows import write_bad_rows
from ui.shared.export_marks import mark_of
from ui.shared.i18n import sentence, tr

BadRow = people_roster_rules.BadRow
Resident = people_roster_rules.Resident
Advance = Callable[[int], object]


@dataclass
class Outcome:
    """What became of a roster.

    Attributes:
        added: persons who were not in the register before.
        known: persons who were.
        bad: rows that were not taken over.
        cancelled: somebody stopped it half-way; what had come in stays.
    """

    added: int = 0
    known: int = 0
    bad: list[BadRow] = field(default_factory=list)
    cancelled: bool = False


def import_file(folder: Path, file: Path, *, check: bool, bad: Path | None, as_json: bool) -> int:
    """Import a roster; answers with the exit code, 1 when some rows were not taken over or somebody stopped it.

    Args:
        folder: the data folder.
        file: an Excel workbook (.xlsx) or CSV.
        check: only say what is wrong, take nothing in.
        bad: where the wrong rows are written, with the reasons beside them.
        as_json: print the outcome as JSON, without a progress bar.

    Raises:
        Refusal: the file as a whole cannot be read, or the file of wrong rows cannot be written.
    """
    if bad is not None and bad.resolve() == file.resolve():
        raise Refusal("people.bad_file_same")
    roster = people_roster.read_roster(file)
    hall = open_hall(folder, kind=SystemHall)
    try:
        outcome = _take_over(hall, roster, check=check, quiet=as_json)
        mark = mark_of(hall)
        if bad is not None and outcome.bad:
            hall.do(privacy.note_export, what="wrong_rows", rows=len(outcome.bad))
    finally:
        hall.close()
    outcome.bad.sort(key=lambda row: row.row.number)
    if bad is not None and outcome.bad:
        write_bad_rows(bad, roster.header, [(row.row, said(row)) for row in outcome.bad], mark)
    _report(roster, outcome, check=check, bad=bad if outcome.bad else None, as_json=as_json)
    return 1 if outcome.bad or outcome.cancelled else 0


def said(row: BadRow) -> list[tuple[str, str]]:
    """Return column and plain reason of everything that is wrong in a row."""
    return [(problem.column, sentence(problem.refusal)) for problem in row.problems]


def _take_over(hall: Hall, roster: people_roster.Roster, *, check: bool, quiet: bool) -> Outcome:
    """Judge all rows first, then bring the good ones in, batch by batch."""
    names = {table for _fact, table in people_roster_rules.CODED.values()}
    tables = {name: hall.see(catalogue_views.options, codes=name) for name in names}
    today = hall.see(lambda reading: reading.today)
    judged = people_roster_rules.judge(roster.rows, today=today, tables=tables)
    rows = {row.number: row for row in roster.rows}
    otherwise = hall.see(people_importing.clashes, residents=judged.good)
    bad = [*judged.bad, *(BadRow(rows[number], (problem,)) for number, problem in otherwise.items())]
    good = [each for each in judged.good if each.row not in otherwise]
    outcome = Outcome(bad=bad)
    if check:
        outcome.added = len(good)
        return outcome
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, quiet=quiet)) as bar:
        task = bar.add_task(tr("Taking residents in"), total=len(good))
        try:
            bring_in(hall, good, rows, outcome, lambda done: bar.update(task, advance=done))
        except KeyboardInterrupt:  # the batch at hand was rolled back; those before it stay
            outcome.cancelled = True
    return outcome


def bring_in(
    hall: Hall, good: Sequence[Resident], rows: dict[int, people_roster.RosterRow], outcome: Outcome, advance: Advance
) -> None:
    """Bring residents in, a batch in a transaction; one that is refused now spoils only its own row."""
    for start in range(0, len(good), people_importing.BATCH):
        batch = good[start : start + people_importing.BATCH]
        try:
            _count(outcome, batch, hall.do(people.import_rows, residents=batch))
        except Refusal:
            for each in batch:
                try:
                    _count(outcome, [each], hall.do(people.import_rows, residents=[each]))
                except Refusal as refusal:
                    problem = people_roster.CellProblem(people_roster.NAME, refusal)
                    outcome.bad.append(BadRow(rows[each.row], (problem,)))
        advance(len(batch))


def _count(outcome: Outcome, batch: Sequence[Resident], added: int) -> None:
    outcome.added += added
    outcome.known += len(batch) - added


def _report(
    roster: people_roster.Roster, outcome: Outcome, *, check: bool, bad: Path | None, as_json: bool
) -> None:  # fmt: skip
    if as_json:
        typer.echo(json.dumps(_plain(roster, outcome, check=check), ensure_ascii=False))
        return
    for line in _lines(outcome.bad):
        typer.echo(line, err=True)
    if roster.passed_over:
        typer.echo(
            tr("Only the sheet {name} was read; not read: {others}.", name=roster.sheet,
               others="、".join(roster.passed_over)), err=True,
        )  # fmt: skip
    if outcome.cancelled:
        typer.echo(tr("Stopped. Those who came in stay; import the same file again to go on."), err=True)
    wrong = len(outcome.bad)
    if check:
        typer.echo(
            tr("{good} rows are in order, {wrong} are wrong. Nothing was taken in.", good=outcome.added, wrong=wrong)
        )
    else:
        typer.echo(
            tr("{added} residents taken in, {known} were known already, {wrong} rows are wrong.", added=outcome.added,
               known=outcome.known, wrong=wrong)
        )  # fmt: skip
    if bad is not None:
        typer.echo(tr("The wrong rows are in {file}: correct them there and import that file.", file=bad))


def _plain(roster: people_roster.Roster, outcome: Outcome, *, check: bool) -> dict[str, object]:
    return {
        "rows": len(roster.rows),
        "sheet": roster.sheet,
        "not_read": list(roster.passed_over),
        "checked_only": check,
        "cancelled": outcome.cancelled,
        "added": 0 if check else outcome.added,
        "known": outcome.known,
        "good": outcome.added + outcome.known,
        "wrong": [
            {"row": row.row.number, "column": column, "problem": words}
            for row in outcome.bad
            for column, words in said(row)
        ],
    }


def _lines(bad: Iterable[BadRow]) -> Iterable[str]:
    for row in bad:
        for column, words in said(row):
            yield tr("Row {number}, {column}: {words}", number=row.row.number, column=column, words=words)
