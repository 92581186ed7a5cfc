"""The commands around the record of who did what: `hall audit show`, `looks`, `export`, `follow`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import tr

record_commands = Commands()
audit_commands = Commands(no_args_is_help=True, help=tr("The record of who did what and when."))
record_commands.add_typer(audit_commands, name="audit")

Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=tr("The first day."))]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=tr("The last day."))]
Staff = Annotated[str, typer.Option(help=tr("Only of the colleague with this staff number."))]


@audit_commands.command("show", help=tr("Show the newest entries in words."))
def audit_show(
    ctx: typer.Context,
    last: Annotated[int, typer.Option(min=1, max=100_000, help=tr("How many entries."))] = 50,
    staff: Staff = "",
    device: Annotated[str, typer.Option(help=tr("Only of the device with this name."))] = "",
    action: Annotated[str, typer.Option(help=tr("Only of this action, in words or as its name."))] = "",
    as_json: AsJson = False,
) -> None:
    """Show entries."""
    from ui.commands.audit import show

    raise typer.Exit(show(ctx.obj, last=last, staff=staff, device=device, action=action, as_json=as_json))


@audit_commands.command("looks", help=tr("Show who looked at whose full numbers, and why."))
def audit_looks(
    ctx: typer.Context,
    since: Since = None,
    staff: Staff = "",
    person: Annotated[str, typer.Option(help=tr("Only at the person with this key."))] = "",
) -> None:
    """Show looks."""
    from ui.commands.audit import looks

    raise typer.Exit(looks(ctx.obj, since=since, staff=staff, person=person))


@audit_commands.command("export", help=tr("Write the record of a time into a file for an inspection."))
def audit_export(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help=tr("The file to write: .xlsx, .csv or .jsonl."))],
    since: Since = None,
    until: Until = None,
) -> None:
    """Export the record."""
    from ui.commands.audit import export

    raise typer.Exit(export(ctx.obj, out, since=since, until=until))


@audit_commands.command("follow", help=tr("Carry the record to its second place now."))
def audit_follow(ctx: typer.Context) -> None:
    """Carry the record over."""
    from ui.commands.audit import follow

    raise typer.Exit(follow(ctx.obj))
