"""The commands around copies: `hall backup`, `hall restore`, `hall move`."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import tr

backup_commands = Commands()

CODE_VARIABLE = "HALL_RECOVERY_CODE"


@backup_commands.command(help=tr("Copy the hall into one file while it works; read it again before it counts."))
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=tr("The file to write."))],
    prove: Annotated[
        bool, typer.Option("--prove", help=tr("Bring it back into a scratch database and check all of it."))
    ] = False,
    recovery_code: Annotated[
        bool, typer.Option("--recovery-code", help=tr("Ask for the recovery code and say whether it opens this copy."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a copy."""
    from ui.commands.backup import write_copy

    raise typer.Exit(write_copy(ctx.obj, file, prove=prove, ask_code=recovery_code, as_json=as_json))


@backup_commands.command(help=tr("Bring the hall back from a copy; asks for the recovery code. All of it, or nothing."))
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=tr("The copy."))],
    replace: Annotated[
        bool, typer.Option("--replace", help=tr("Put it in the place of the hall that stands; that one is kept."))
    ] = False,
    skip_numbers: Annotated[
        int, typer.Option(min=0, help=tr("Leave so many numbers of each series out: they may be on papers already."))
    ] = 0,
    last_paper: Annotated[
        list[str] | None, typer.Option(help=tr("The newest number on a paper; its series goes on behind it."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring the hall back."""
    from ui.commands.restore import bring_back

    raise typer.Exit(
        bring_back(ctx.obj, file, replace=replace, skip=skip_numbers, papers=last_paper or (), as_json=as_json)
    )


@backup_commands.command(help=tr("Move the hall from this PC’s file to a server, or back; all windows must be closed."))
def move(
    ctx: typer.Context,
    to: Annotated[
        str, typer.Option(help=tr("host for the host set up here, file for back, or the address of a database."))
    ],
    as_json: AsJson = False,
) -> None:
    """Move the hall."""
    from ui.commands.move import move_hall

    raise typer.Exit(move_hall(ctx.obj, to, as_json=as_json))
