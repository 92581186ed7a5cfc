"""`hall printers`: which printer takes which papers on this PC, and whether it prints true."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.commands.frame import Commands
from ui.commands.group import ShowsByName
from ui.commands.options import AsJson
from ui.shared.i18n import tr

printer_commands = Commands(cls=ShowsByName, help=tr("The printers of this PC: which one takes which papers."))

Role = Annotated[str, typer.Argument(help=tr("ticket, receipt, page or certificate"))]
Window = Annotated[str, typer.Option("--window", help=tr("Only for one window of this PC, such as “counter 3”."))]


@printer_commands.command("show", help=tr("Show the printer of each kind of paper, and how it is."))
def show(ctx: typer.Context, window: Window = "", as_json: AsJson = False) -> None:
    """Show the setup; a printer in trouble is no failure of this command."""
    rows = [_row(_spooler(ctx, window), role) for role in _roles()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row['papers']}\t{row['where']}\t{row['state']}")
        if row["advice"]:
            typer.echo(f"\t{row['advice']}")


@printer_commands.command("list", help=tr("List the printers that this PC knows."))
def list_printers(as_json: AsJson = False) -> None:
    """List the printers."""
    from ui.shared.printers import installed_printers, usual_way

    names = installed_printers(usual_way())
    typer.echo(json.dumps(names, ensure_ascii=False) if as_json else "\n".join(names) or tr("No printer is set up."))


@printer_commands.command("set", help=tr("Choose the printer of a kind of paper."))
def set_printer(
    role: Role,
    name: Annotated[
        str, typer.Argument(help=tr("The printer; a device or host for escpos, a folder for folder."))
    ] = "",
    way: Annotated[str, typer.Option(help=tr("cups, windows, escpos or folder; by default this PC's own."))] = "",
    paper: Annotated[str, typer.Option(help=tr("The printer's own name of the paper, where it has one."))] = "",
    window: Window = "",
) -> None:
    """Choose a printer."""
    from ui.shared.printer_setup import Place
    from ui.shared.printer_trials import choose
    from ui.shared.printers import usual_way

    choose(role, Place(way or usual_way(), name, paper), window=window)
    typer.echo(tr("Set. Next: hall printers test {role}", role=role))


@printer_commands.command("test", help=tr("Print the trial sheet, which shows size and place."))
def try_out(ctx: typer.Context, role: Role, window: Window = "") -> None:
    """Print a trial sheet."""
    from ui.shared.printer_trials import print_trial

    typer.echo(tr("The trial sheet is on its way: {job}", job=print_trial(_spooler(ctx, window), role)))


@printer_commands.command("calibrate", help=tr("Set a printer true by what was measured on its trial sheet."))
def calibrate(
    role: Role,
    aside: Annotated[float | None, typer.Option(help=tr("Millimetres from the left edge to line 1."))] = None,
    down: Annotated[float | None, typer.Option(help=tr("Millimetres from the upper edge to line 2."))] = None,
    dx: Annotated[float | None, typer.Option(help=tr("Or the shift itself: millimetres to the right."))] = None,
    dy: Annotated[float | None, typer.Option(help=tr("Millimetres down."))] = None,
    window: Window = "",
) -> None:
    """Set a printer true."""
    from ui.shared import printer_trials as trials

    if aside is not None and down is not None:
        place = trials.calibrate(role, aside, down, window=window)
    elif dx is not None or dy is not None:
        place = trials.set_shift(role, dx or 0.0, dy or 0.0, window=window)
    else:
        raise typer.BadParameter(tr("Say --aside and --down as measured, or --dx and --dy."))
    typer.echo(tr("Everything moves {dx} mm to the right and {dy} mm down.", dx=place.dx, dy=place.dy))


@printer_commands.command("reset", help=tr("Let a kind of paper go where it goes by default."))
def reset(role: Role, window: Window = "") -> None:
    """Forget a printer."""
    from ui.shared.printer_trials import forget

    forget(role, window=window)
    typer.echo(tr("Forgotten."))


def _spooler(ctx: typer.Context, window: str) -> Any:  # noqa: ANN401 -- its module is loaded with the first use
    from ui.shared.printers import RoutedSpooler

    folder: Path = ctx.find_root().obj
    return RoutedSpooler(folder / "printed", window=window)


def _roles() -> tuple[str, ...]:
    from ui.shared.printer_setup import ROLES

    return tuple(ROLES)


def _row(spooler: Any, role: str) -> dict[str, Any]:  # noqa: ANN401 -- as above
    from ui.shared.printer_setup import ROLES
    from ui.shared.printer_words import place_words, printer_sentence, printer_word

    place, report = spooler.place(role), spooler.report(role)
    return {
        "role": role,
        "papers": tr(ROLES[role]),
        "way": place.way,
        "name": place.name,
        "where": place_words(place),
        "dx": place.dx,
        "dy": place.dy,
        "works": report.works,
        "state": printer_word(report),
        "advice": printer_sentence(report),
        "troubles": [str(trouble) for trouble in report.troubles],
    }
