"""Measures row after row in a temporary folder, shows how far it is, and prints what came of it."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import typer

from ui.bench import calling, cold, crowd, living, pages, painting, searching, starting, table
from ui.bench.places import Folder, Places, Server
from ui.bench.report import as_json as json_of
from ui.bench.report import show_table
from ui.bench.row import Row
from ui.bench.scale import QUICK, WHOLE, Scale
from ui.shared.i18n import mark, tr

_ON_EITHER_DATABASE = (
    (mark("Calling the next ticket"), (table.CALL, table.HISTORY), calling.measure),
    (mark("Eight counters at once"), (table.CROWD, table.TWICE), crowd.measure),
    (mark("Calls on the display"), (table.PAINTED,), painting.measure),
    (mark("Finding persons"), (table.PART, table.NUMBER, table.PHONE, table.INITIALS), searching.measure),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Some rows that are measured together.

    Attributes:
        words: English source text of what is measured.
        rows: the rows without figures, for a step that is not run.
        measure: returns them with figures; None when they are not run.
    """

    words: str
    rows: Sequence[Row]
    measure: Callable[[], list[Row]] | None


def run(*, quick: bool, as_json: bool, url: str) -> int:
    """Measure and print; 0 when all is measured, whether it holds or not, 1 when somebody cancelled."""
    try:
        rows = measured(QUICK if quick else WHOLE, url, silent=as_json)
    except KeyboardInterrupt:
        typer.echo(tr("The measuring was cancelled. Its temporary data are gone; nothing else was touched."), err=True)
        return 1
    if as_json:
        typer.echo(json_of(rows, quick=quick))
    else:
        show_table(rows)
    return 0


def measured(scale: Scale, url: str = "", *, silent: bool = True) -> list[Row]:
    """Return every row of the table, measured as far as it can be here."""
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(tempfile.TemporaryDirectory(prefix="hall-bench-")))
        server = open_ones.enter_context(closing(Server(url))) if url else None
        steps = tuple(steps_of(Folder(folder), server, scale))
        advance = open_ones.enter_context(_bar(len(steps), silent=silent))
        rows: list[Row] = []
        for step in steps:
            advance(tr(step.words))
            rows += step.measure() if step.measure else step.rows
    return rows


def steps_of(files: Folder, server: Server | None, scale: Scale) -> Iterator[Step]:
    """Yield what is measured, in the order of the table."""
    yield from _on(files, scale, postgresql=False)
    yield from _on(server, scale, postgresql=True)
    warm = (table.CERTIFICATE, table.TICKET, table.CERTIFICATES, table.TICKETS)
    yield Step(mark("Drawing papers"), warm, lambda: pages.measure(scale))
    first = (table.CERTIFICATE_COLD, table.TICKET_COLD)
    yield Step(mark("Drawing the first papers"), first, lambda: cold.measure(files.folder, scale))
    yield Step(mark("Starting windows"), (table.START,), lambda: starting.measure(files.folder, scale))
    yield Step(mark("Living a day"), (table.DAY,), lambda: living.measure(files.folder, scale))


def _on(places: Places | None, scale: Scale, *, postgresql: bool) -> Iterator[Step]:
    """Yield what is measured on either database; nothing is run where there is no place for it."""
    for words, rows, measure in _ON_EITHER_DATABASE:
        bound = None if places is None else partial(measure, places, scale)
        yield Step(words, [row[postgresql] for row in rows], bound)


@contextmanager
def _bar(steps: int, *, silent: bool) -> Iterator[Callable[[str], None]]:
    """Show a progress bar; answers with what says that the next step begins."""
    from rich.console import Console  # late, as on the whole command line
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True, quiet=silent), transient=True) as progress:
        task = progress.add_task("", total=steps)
        begun = count()
        yield lambda words: progress.update(task, description=words, completed=next(begun))
