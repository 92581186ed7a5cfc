"""The commands of whoever runs the hall: A and B posts, the end of the day, the dossier of a case."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson, TableFile
from ui.shared.i18n import tr

post_commands = Commands(no_args_is_help=True, help=tr("A and B posts, and who is on duty."))
evening_commands = Commands()


@post_commands.command("import", help=tr("Take over a table of A/B posts, or of days of duty; wrong rows are named."))
def posts_import(
    ctx: typer.Context,
    file: TableFile,
    as_json: AsJson = False,
) -> None:
    """Import posts or days of duty."""
    from ui.commands.posts import import_file

    raise typer.Exit(import_file(ctx.obj, file, as_json=as_json))


@post_commands.command("show", help=tr("Show the A and B posts, and who does it now."))
def posts_show(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show the posts."""
    from ui.commands.posts import show

    raise typer.Exit(show(ctx.obj, as_json=as_json))


@evening_commands.command(help=tr("Close the day: what balances, what is open, the audit's anchor, a copy."))
def close(
    ctx: typer.Context,
    reason: Annotated[str, typer.Option(help=tr("Why the day is closed though something is open."))] = "",
    as_json: AsJson = False,
) -> None:
    """Close the day."""
    from ui.commands.close import close_day

    raise typer.Exit(close_day(ctx.obj, reason, as_json=as_json))


@evening_commands.command(help=tr("Write everything about one case into a folder, for an auditor."))
def dossier(
    ctx: typer.Context,
    case: Annotated[str, typer.Argument(help=tr("Number of the case, or the end of it."))],
    out: Annotated[Path, typer.Option(help=tr("Folder for the dossier."))],
    full: Annotated[bool, typer.Option("--full", help=tr("Names and numbers in full; needs a purpose."))] = False,
    purpose: Annotated[
        str, typer.Option(help=tr("audit, inspection, complaint, review, resident, handover; it goes on record."))
    ] = "",
    words: Annotated[str, typer.Option(help=tr("More about the purpose."))] = "",
    as_json: AsJson = False,
) -> None:
    """Write a dossier."""
    from ui.commands.dossier import write_dossier

    raise typer.Exit(write_dossier(ctx.obj, case, out, purpose=purpose, words=words, full=full, as_json=as_json))
