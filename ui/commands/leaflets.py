"""`hall leaflet`: writes leaflets as PDF files, for the rack, the web page or a print shop."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.frame import Commands
from ui.shared.i18n import tr

if TYPE_CHECKING:
    from hall.documents.content import Content

leaflet_commands = Commands()


@leaflet_commands.command(help=tr("Write the leaflets of matters as PDF files."))
def leaflet(
    ctx: typer.Context,
    codes: Annotated[list[str] | None, typer.Argument(metavar="CODE…", help=tr("Matters such as MZ-001."))] = None,
    out: Annotated[Path, typer.Option(help=tr("Folder for the PDF files."))] = Path("leaflets"),
    every: Annotated[bool, typer.Option("--all", help=tr("Every matter on offer."))] = False,
    large: Annotated[bool, typer.Option("--large", help=tr("In large type."))] = False,
) -> None:
    """Write leaflets."""
    if every is bool(codes):
        raise typer.BadParameter(tr("Name matters, or say --all."))
    raise typer.Exit(write_leaflets(ctx.obj, codes or (), out, large=large))


def write_leaflets(folder: Path, codes: Sequence[str], out: Path, *, large: bool) -> int:
    """Write the leaflets of these matters, of all that are on offer without any; answers with the exit code.

    Whoever cancels keeps the files that are there, each of them whole.

    Raises:
        Refusal: `catalogue.no_matter`, `leaflets.not_on_offer` before anything is written; what `draw` says.
    """
    from hall.opening import open_hall
    from hall.service import SystemHall, catalogue_views, leaflets_views

    hall = open_hall(folder, kind=SystemHall)
    try:
        wanted = codes or [each.matter.code for each in hall.see(catalogue_views.on_offer)]
        contents = {code: hall.see(leaflets_views.leaflet, matter_code=code, large=large) for code in wanted}
        printed_at = hall.see(lambda reading: f"{reading.today}")
    finally:
        hall.close()
    written = write_files(contents, out, printed_at, "-large" if large else "")
    said = tr("{count} of {total} leaflets are in {folder}.", count=written, total=len(contents), folder=out)
    if written < len(contents):
        typer.echo(tr("Cancelled. {said}", said=said), err=True)
        return 1
    typer.echo(said)
    return 0


def write_files(contents: "dict[str, Content]", out: Path, printed_at: str, ending: str) -> int:
    """Draw and write one file after the other, as long as nobody cancels; answers with how many are there."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from hall.documents.content import copies_of
    from printing.drawing import draw
    from printing.spooler import write_whole

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    written = 0
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(tr("Drawing leaflets"), total=len(contents))
        try:
            for code, content in contents.items():
                copy = copies_of(content, printed_at=printed_at, staff_number="")[0]
                write_whole(out, f"{code}{ending}.pdf", draw(content, copy))
                written += 1
                bar.update(task, advance=1)
        except KeyboardInterrupt:  # the file at hand was not begun under its name; those before it stay
            return written
    return written
