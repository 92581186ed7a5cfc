"""The commands on days off: read in, shown, counted again."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import tr

holiday_commands = Commands(no_args_is_help=True, help=tr("Days off and worked weekends of the year."))


@holiday_commands.command("import", help=tr("Read in a year's holiday notice and count all open limits again."))
def holidays_import(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help=tr("YAML file of one year, as docs/holidays.md shows it."))
    ] = None,
    package: Annotated[
        bool, typer.Option("--package", help=tr("From the chinesecalendar package, where it is installed."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import a year's holidays."""
    from ui.commands.holidays import import_tables

    if package is (file is not None):
        raise typer.BadParameter(tr("Name a file, or say --package."))
    raise typer.Exit(import_tables(ctx.obj, file, as_json=as_json))


@holiday_commands.command("show", help=tr("Show which years are known, from where, and until when dates are firm."))
def holidays_show(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show the known years."""
    from ui.commands.holidays import show

    raise typer.Exit(show(ctx.obj, as_json=as_json))


@holiday_commands.command("recount", help=tr("Count all open limits again, for instance after new office hours."))
def holidays_recount(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Count again."""
    from ui.commands.holidays import count_again

    raise typer.Exit(count_again(ctx.obj, as_json=as_json))
