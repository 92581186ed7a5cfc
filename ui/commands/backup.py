"""`hall backup`: copies the hall into one file, proves it, and tries the recovery sheet on it."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer

from hall.kernel.refusal import Refusal
from hall.opening import engine_of, is_hall
from hall.service import backup_known, backup_places, backup_proving, backup_restoring, backup_writing
from ui.commands.backup_group import CODE_VARIABLE
from ui.shared.i18n import tr

Progress = Callable[[int, int], object]


def write_copy(folder: Path, file: Path, *, prove: bool, ask_code: bool, as_json: bool) -> int:
    """Write a copy of the hall of a data folder; answers with the exit code, 1 when `--prove` finds something.

    Args:
        folder: the data folder.
        file: the copy; a file of that name is left alone.
        prove: bring it back into a scratch database and check it.
        ask_code: ask for the recovery code and see that it opens the copy.
        as_json: print the outcome as JSON, without a progress bar.

    Raises:
        Refusal: `backup.…`, `storage.…`.
    """
    if not is_hall(folder):
        raise Refusal("storage.not_a_hall", folder=str(folder))
    code = recovery_code() if ask_code else ""
    engine = engine_of(folder)
    try:
        with stoppable(), progress_bar(tr("Copying"), quiet=as_json) as tell:
            written = backup_writing.write(engine, file, progress=tell)
        root = backup_places.root_at(engine)
    finally:
        engine.dispose()
    manifest = written.manifest
    backup_known.note_written(folder, file, manifest.made_at)
    fits = _fits(file, code) if code else None
    problems = _proven(file, root, quiet=as_json) if prove else None
    if problems is not None:
        backup_known.note_proven(folder, file, datetime.now(UTC), len(problems))
    told = {"file": str(file), "bytes": written.size, "tables": len(manifest.tables), "rows": manifest.rows,
            "sha256": manifest.sha256, "revision": manifest.revision, "made_at": manifest.made_at.isoformat(),
            "recovery_code_fits": fits, "problems": problems}  # fmt: skip
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(_said(written, fits, problems)))
    return 1 if problems or fits is False else 0


def recovery_code() -> str:
    """Return the recovery code: typed unseen, from a pipe, or from the environment of a script; never an argument."""
    given = os.environ.get(CODE_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return str(typer.prompt(tr("Recovery code from the sheet in the safe"), hide_input=True))


@contextmanager
def stoppable() -> Iterator[None]:
    """Say what Ctrl-C has left behind: nothing."""
    try:
        yield
    except KeyboardInterrupt:
        raise Refusal("backup.stopped") from None


@contextmanager
def progress_bar(title: str, *, quiet: bool) -> Iterator[Progress]:
    """Show on stderr how many rows are done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, quiet=quiet)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _fits(file: Path, code: str) -> bool:
    """Tell whether a recovery code opens a copy; one that is mistyped does not."""
    try:
        backup_proving.prove_copy(file, backup_places.root_of_code(code))
    except Refusal as refusal:
        if refusal.code not in ("storage.recovery_code", "backup.wrong_key"):
            raise
        return False
    return True


def _proven(file: Path, root: bytes, *, quiet: bool) -> list[str]:
    with (
        tempfile.TemporaryDirectory(prefix=".proof-", dir=file.parent) as scratch,
        stoppable(),
        progress_bar(tr("Bringing it back for proof"), quiet=quiet) as tell,
    ):
        return list(backup_restoring.prove_by_restoring(file, root, Path(scratch), progress=tell).problems)


def _said(written: backup_writing.Written, fits: bool | None, problems: list[str] | None) -> Iterator[str]:
    yield tr("{file}: {rows} rows in {tables} tables, {size} MB; read again and equal.", file=written.file,
             rows=written.manifest.rows, tables=len(written.manifest.tables),
             size=f"{written.size / 1e6:.1f}")  # fmt: skip
    if fits is not None:
        yield (
            tr("The recovery code opens this copy.")
            if fits
            else tr("The recovery code does NOT open this copy: print a new recovery sheet today.")
        )
    if problems is not None:
        yield from (f"  {each}" for each in problems)
        yield (
            tr("Brought back for proof: check found something, see above.")
            if problems
            else tr("Brought back for proof: check found nothing wrong.")
        )
    yield tr("Put the copy on another disk and keep it locked up: names are readable in it.")
