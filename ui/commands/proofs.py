"""The commands around proof: `hall verify`, `hall document`, and the keys by which halls believe each other."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import tr

proof_commands = Commands()
key_commands = Commands(no_args_is_help=True, help=tr("The keys that sign papers, and those of other halls."))
revoked_commands = Commands(no_args_is_help=True, help=tr("Lists of papers that were taken back."))
key_commands.add_typer(revoked_commands, name="revoked")
proof_commands.add_typer(key_commands, name="keys")

Day = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help=tr("Believe the old keys no longer from this day on."))
]


@proof_commands.command(help=tr("Verify a paper by its code, a picture or a PDF; with nothing named, open a window."))
def verify(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="FILE|TEXT", help=tr("A file, or the text of the code."))] = "",
    keys: Annotated[
        list[Path] | None, typer.Option(help=tr("Cards of keys and lists in files, for a place without a hall."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Verify a paper; the exit code is 0 only for a genuine one that counts."""
    if not what and not keys:
        from ui.commands.windows import open_verify

        raise typer.Exit(open_verify(ctx.obj))
    if not what:
        raise typer.BadParameter(tr("Name a file, or give the text of the code."))
    from ui.commands.verify import verify_one

    raise typer.Exit(verify_one(ctx.obj, what, keys or (), as_json=as_json))


@proof_commands.command(help=tr("Write an issued paper as a signed PDF."))
def document(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(help=tr("The number on the paper."))],
    out: Annotated[Path, typer.Option(help=tr("The PDF file to write."))],
) -> None:
    """Write a signed PDF."""
    from ui.commands.verify import write_document

    raise typer.Exit(write_document(ctx.obj, number, out))


@key_commands.command("show", help=tr("Show this hall’s keys and the halls that it knows."))
def keys_show(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show keys."""
    from ui.commands.keys import show

    raise typer.Exit(show(ctx.obj, as_json=as_json))


@key_commands.command("export", help=tr("Write the card of this hall’s public keys, for other halls."))
def keys_export(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(help=tr("The file to write."))]
) -> None:  # fmt: skip
    """Write the card."""
    from ui.commands.keys import export_card

    raise typer.Exit(export_card(ctx.obj, file))


@key_commands.command("import", help=tr("Take in another hall’s card once its fingerprint was compared."))
def keys_import(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=tr("The file of the other hall."))],
    fingerprint: Annotated[str, typer.Option(help=tr("As the other hall reads it out; asked for without it."))] = "",
) -> None:
    """Take in a card."""
    from ui.commands.keys import import_card

    raise typer.Exit(import_card(ctx.obj, file, fingerprint))


@key_commands.command("rotate", help=tr("Let new keys take the place of the present ones."))
def keys_rotate(
    ctx: typer.Context,
    withdraw: Day = None,
) -> None:
    """Make new keys; the old ones go on proving what they signed, unless they are withdrawn."""
    from ui.commands.keys import rotate

    raise typer.Exit(rotate(ctx.obj, withdraw.date() if withdraw else None))


@revoked_commands.command("export", help=tr("Write the signed list of this hall’s papers that were taken back."))
def revoked_export(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(help=tr("The file to write."))]
) -> None:  # fmt: skip
    """Write the list."""
    from ui.commands.keys import export_list

    raise typer.Exit(export_list(ctx.obj, file))


@revoked_commands.command("import", help=tr("Take in another hall’s list of papers that were taken back."))
def revoked_import(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(help=tr("The file of the other hall."))]
) -> None:  # fmt: skip
    """Take in a list."""
    from ui.commands.keys import import_list

    raise typer.Exit(import_list(ctx.obj, file))
