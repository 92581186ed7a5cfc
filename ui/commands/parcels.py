"""The commands around packages: the yearly archive, and what goes to another hall or the street and comes back."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import tr

parcel_commands = Commands()


@parcel_commands.command(help=tr("Put all papers of a year into one signed package for the archive."))
def archive(
    ctx: typer.Context,
    year: Annotated[int, typer.Argument(help=tr("The year, for example 2026."))],
    out: Annotated[Path, typer.Option(help=tr("The package to write, a .zip file."))],
    as_json: AsJson = False,
) -> None:
    """Write the package of a year."""
    from ui.commands.archive import write_archive

    raise typer.Exit(write_archive(ctx.obj, year, out, as_json=as_json))


package_commands = Commands(
    no_args_is_help=True, help=tr("Papers of a case for another hall or the street, sealed, and the answers.")
)
parcel_commands.add_typer(package_commands, name="package")


@package_commands.command("make", help=tr("Make a package of a case's papers that only the named hall can open."))
def package_make(
    ctx: typer.Context,
    case: Annotated[str, typer.Argument(help=tr("Number of the case, or the end of it."))],
    to: Annotated[str, typer.Option(help=tr("Name of the hall, as on its card of keys."))],
    purpose: Annotated[str, typer.Option(help=tr("forward, agency, transfer, verify, consult; it goes on record."))],
    out: Annotated[Path, typer.Option(help=tr("The package to write, a .hallpack file."))],
    words: Annotated[str, typer.Option(help=tr("More about the purpose."))] = "",
    basis: Annotated[str, typer.Option(help=tr("The law that allows it; that of the matter if left out."))] = "",
    field: Annotated[
        list[str] | None, typer.Option(help=tr("What is said of the applicant and the form; may be repeated."))
    ] = None,
    paper: Annotated[list[str] | None, typer.Option(help=tr("Number of a paper, or its end; may be repeated."))] = None,
    attach: Annotated[list[Path] | None, typer.Option(help=tr("A further PDF file; may be repeated."))] = None,
    as_json: AsJson = False,
) -> None:
    """Make a package."""
    from ui.commands.package import make
    from ui.shared.packages import Order

    order = Order(
        to, purpose, words=words, basis=basis, fields=field or (), papers=paper or (), attached=attach or ()
    )  # fmt: skip
    raise typer.Exit(make(ctx.obj, case, order, out, as_json=as_json))


@package_commands.command("open", help=tr("Open a package that came in, or the answer to one of your own."))
def package_open(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=tr("The package."))],
    out: Annotated[Path | None, typer.Option(help=tr("Folder for the papers; beside the package if left out."))] = None,
    again: Annotated[bool, typer.Option("--again", help=tr("Open it once more; that goes on record."))] = False,
    as_json: AsJson = False,
) -> None:
    """Open a package or an answer."""
    from ui.commands.package import open_file

    raise typer.Exit(open_file(ctx.obj, file, out, again=again, as_json=as_json))


@package_commands.command("answer", help=tr("Answer a package that came in: received, returned or done."))
def package_answer(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(help=tr("Number of the package, or the end of it."))],
    outcome: Annotated[str, typer.Option(help=tr("received, returned or done."))],
    out: Annotated[Path, typer.Option(help=tr("The answer to write, a .hallpack file."))],
    words: Annotated[str, typer.Option(help=tr("What the sender should know; needed when it goes back."))] = "",
    receipt: Annotated[str, typer.Option(help=tr("The number under which it is registered here."))] = "",
    as_json: AsJson = False,
) -> None:
    """Answer a package."""
    from ui.commands.package import answer

    raise typer.Exit(answer(ctx.obj, number, outcome, out, words=words, receipt=receipt, as_json=as_json))


@package_commands.command("list", help=tr("List the packages that went out and came in."))
def package_list(
    ctx: typer.Context,
    waiting: Annotated[bool, typer.Option("--waiting", help=tr("Only those without a last answer."))] = False,
    as_json: AsJson = False,
) -> None:
    """List packages."""
    from ui.commands.package import show

    raise typer.Exit(show(ctx.obj, waiting=waiting, as_json=as_json))


@package_commands.command("close", help=tr("Close a package that went out."))
def package_close(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(help=tr("Number of the package, or the end of it."))],
    reason: Annotated[str, typer.Option(help=tr("Why no answer is awaited any more."))] = "",
) -> None:
    """Close a package."""
    from ui.commands.package import close

    raise typer.Exit(close(ctx.obj, number, reason))
