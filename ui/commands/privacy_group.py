"""The commands on personal data: what is over its time, holds, a resident's own data, notices."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import tr

privacy_commands = Commands(no_args_is_help=True, help=tr("Personal data: how long, whose, and who was told."))

Out = Annotated[Path, typer.Option(help=tr("The file to write; nothing is overwritten."))]


@privacy_commands.command("due", help=tr("Show what is over its time, masked; nothing is changed."))
def due(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show what is due."""
    from ui.commands.privacy import show_due

    raise typer.Exit(show_due(ctx.obj, as_json=as_json))


@privacy_commands.command("apply", help=tr("Clear what is over its time; a leader agrees with the password."))
def apply(
    ctx: typer.Context,
    leader: Annotated[str, typer.Option(prompt=tr("Staff number of the leader"))],
    password: Annotated[str, typer.Option(prompt=tr("Password"), hide_input=True, envvar="HALL_LEADER_PASSWORD")],
    as_json: AsJson = False,
) -> None:
    """Clear what is due."""
    from ui.commands.privacy import apply as clear_all

    raise typer.Exit(clear_all(ctx.obj, leader, password, as_json=as_json))


@privacy_commands.command("hold", help=tr("Keep the data of a person or a case from being cleared."))
def hold(
    ctx: typer.Context,
    ground: Annotated[str, typer.Option(help=tr("lawsuit, review, inspection, complaint or request."))],
    person: Annotated[str, typer.Option(help=tr("Number of the person's document."))] = "",
    case: Annotated[str, typer.Option(help=tr("Key of the case."))] = "",
    words: Annotated[str, typer.Option(help=tr("Number of the lawsuit or the letter."))] = "",
) -> None:
    """Hold data."""
    from ui.commands.privacy import set_hold

    raise typer.Exit(set_hold(ctx.obj, person, case, ground, words))


@privacy_commands.command("release", help=tr("End a hold; a leader agrees with the password."))
def release(
    ctx: typer.Context,
    hold_id: Annotated[str, typer.Argument(help=tr("Key of the hold."))],
    why: Annotated[str, typer.Option(prompt=tr("Why it ends"), help=tr("Goes on record; no numbers in it."))],
    leader: Annotated[str, typer.Option(prompt=tr("Staff number of the leader"))],
    password: Annotated[str, typer.Option(prompt=tr("Password"), hide_input=True, envvar="HALL_LEADER_PASSWORD")],
) -> None:
    """End a hold."""
    from ui.commands.privacy import release as end

    raise typer.Exit(end(ctx.obj, hold_id, why, leader, password))


@privacy_commands.command("holds", help=tr("List what is held."))
def holds(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the holds."""
    from ui.commands.privacy import show_holds

    raise typer.Exit(show_holds(ctx.obj, as_json=as_json))


@privacy_commands.command("sheet", help=tr("Write everything that the hall holds of a person, for that person."))
def sheet(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help=tr("A .pdf to print, or a .zip with a page and JSON."))],
    person: Annotated[str, typer.Argument(help=tr("Key of the person; or give --id-number."))] = "",
    id_number: Annotated[str, typer.Option(help=tr("Number of the person's document."))] = "",
) -> None:
    """Write a person's own data."""
    from ui.commands.privacy_papers import write_sheet

    raise typer.Exit(write_sheet(ctx.obj, person or id_number, out))


@privacy_commands.command("notice", help=tr("Write the notice on personal data for the entrance."))
def notice(ctx: typer.Context, out: Out) -> None:
    """Write the notice."""
    from ui.commands.privacy_papers import write_notice

    raise typer.Exit(write_notice(ctx.obj, out))


@privacy_commands.command("breach", help=tr("Write the form that is filled in after a leak."))
def breach(
    ctx: typer.Context,
    out: Out,
    happened: Annotated[str, typer.Option(help=tr("When it happened and was found."))] = "",
    cause: Annotated[str, typer.Option(help=tr("What happened and why."))] = "",
    kinds: Annotated[str, typer.Option(help=tr("Which data."))] = "",
    people: Annotated[str, typer.Option(help=tr("How many persons."))] = "",
) -> None:
    """Write the form after a leak."""
    from ui.commands.privacy_papers import write_breach

    raise typer.Exit(write_breach(ctx.obj, out, happened=happened, cause=cause, kinds=kinds, people=people))
