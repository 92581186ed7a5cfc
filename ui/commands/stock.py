"""`hall stock`: takes secure blanks in, issues them, takes them back, writes them off, destroys, counts and shows."""

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import mark, tr

if TYPE_CHECKING:
    from hall.service import SystemHall, stock_views

stock_commands = Commands(no_args_is_help=True, help=tr("Secure blanks: packets, who has them, what is left."))

_STATES = {
    "in_store": mark("In the store"),
    "loaded": mark("Issued"),
    "used": mark("Used"),
    "spoiled": mark("Spoiled, kept"),
    "voided": mark("Void, kept"),
    "destroyed": mark("Destroyed"),
    "gone": mark("Passed on to another hall"),
}
Kind = Annotated[str, typer.Argument(help=tr("Name of the blank, as on the packet."))]
First = Annotated[str, typer.Argument(help=tr("Serial of the first sheet."))]
Last = Annotated[str, typer.Argument(help=tr("Serial of the last sheet; the same if left out."))]
Whose = Annotated[str, typer.Option("--of", help=tr("Staff number of whose sheets were counted; the store’s without."))]


@stock_commands.command("receive", help=tr("Take a packet in: its serials, how many were counted, from whom."))
def receive(
    ctx: typer.Context,
    kind: Kind,
    first: First,
    last: Last,
    count: Annotated[int, typer.Option(prompt=tr("Sheets counted"), min=1, help=tr("Sheets as counted by hand."))],
    source: Annotated[str, typer.Option("--from", prompt=tr("Delivered by"), help=tr("Who delivered them."))],
) -> None:
    """Take a packet in."""
    from hall.service import stock

    with _opened(ctx) as hall:
        hall.do(stock.receive, kind=kind, first=first, last=last, count=count, source=source)
    typer.echo(tr("{count} sheets are in the store.", count=count))


@stock_commands.command("load", help=tr("Issue sheets to a colleague, who answers for them from now on."))
def load(
    ctx: typer.Context,
    kind: Kind,
    first: First,
    last: Last = "",
    to: Annotated[str, typer.Option("--to", prompt=tr("Staff number"), help=tr("Staff number of the colleague."))] = "",
) -> None:
    """Issue sheets."""
    from hall.service import stock

    with _opened(ctx) as hall:
        count = hall.do(stock.load, kind=kind, first=first, last=last, holder=_staff(hall, to))
    typer.echo(tr("{count} sheets are issued to {number}.", count=count, number=to))


@stock_commands.command("spoil", help=tr("Write sheets off that jammed or were damaged; they are kept for destroying."))
def spoil(
    ctx: typer.Context,
    kind: Kind,
    first: First,
    last: Last = "",
    reason: Annotated[str, typer.Option(help=tr("jammed, misprinted, damaged or other."))] = "jammed",
) -> None:
    """Write sheets off."""
    from hall.service import stock

    with _opened(ctx) as hall:
        count = hall.do(stock.spoil, kind=kind, first=first, last=last, reason=reason)
    typer.echo(tr("{count} sheets are written off. Keep them until two people destroy them.", count=count))


@stock_commands.command("give-back", help=tr("Put unused sheets of a colleague back into the store."))
def give_back(ctx: typer.Context, kind: Kind, first: First, last: Last = "") -> None:
    """Put sheets back."""
    from hall.service import stock

    count = _do(ctx, stock.give_back, kind=kind, first=first, last=last)
    typer.echo(tr("{count} sheets are in the store again.", count=count))


@stock_commands.command("void", help=tr("Take sheets out of use, such as those of an edition that counts no more."))
def void(ctx: typer.Context, kind: Kind, first: First, last: Last = "") -> None:
    """Take sheets out of use."""
    from hall.service import stock

    count = _do(ctx, stock.void, kind=kind, first=first, last=last)
    typer.echo(tr("{count} sheets are void. Keep them until two people destroy them.", count=count))


@stock_commands.command("transfer", help=tr("Pass sheets of the store on to another hall."))
def transfer(ctx: typer.Context, kind: Kind, first: First, last: Last = "") -> None:
    """Pass sheets on."""
    from hall.service import stock

    count = _do(ctx, stock.transfer, kind=kind, first=first, last=last)
    typer.echo(tr("{count} sheets are passed on to another hall.", count=count))


@stock_commands.command("destroy", help=tr("Destroy spoiled and void sheets; two people answer for it."))
def destroy(
    ctx: typer.Context,
    kind: Kind,
    first: First,
    last: Last = "",
    by: Annotated[str, typer.Option(prompt=tr("Who destroys"), help=tr("Staff number of who destroys them."))] = "",
    witness: Annotated[
        str, typer.Option(prompt=tr("Who watches"), help=tr("Staff number of who watches and signs."))
    ] = "",
) -> None:
    """Destroy sheets before a witness."""
    from hall.service import stock

    with _opened(ctx) as hall:
        two = {"by": _staff(hall, by), "witness": _staff(hall, witness)}
        count = hall.do(stock.destroy, kind=kind, first=first, last=last, **two)
    typer.echo(tr("{count} sheets are destroyed; {by} and {witness} answer for it.", count=count, by=by,
                  witness=witness))  # fmt: skip


@stock_commands.command("count", help=tr("Write down what lies there; every serial that differs is named."))
def count(
    ctx: typer.Context,
    kind: Kind,
    found: Annotated[list[str], typer.Argument(help=tr("What lies there: ZM0101, or ranges such as ZM0101..ZM0150."))],
    of: Annotated[
        str, typer.Option("--of", help=tr("Staff number of whose sheets were counted; the store’s without."))
    ] = "",
) -> None:
    """Count."""
    from hall.service import stock, stock_views

    with _opened(ctx) as hall:
        holder = _staff(hall, of) if of else ""
        hall.do(stock.count, kind=kind, found=_named(found), holder=holder)
        days = [day for day in hall.see(stock_views.day_of_blanks) if day.kind == kind]
    differs = [
        *(tr("{serial} is on the books and was not found.", serial=each) for day in days for each in day.missing),
        *(tr("{serial} was found and is not on the books.", serial=each) for day in days for each in day.surplus),
    ]
    typer.echo("\n".join(differs) or tr("Everything is there."))
    raise typer.Exit(1 if differs else 0)


@stock_commands.command("show", help=tr("Show where every sheet is, and what moved today."))
def show(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help=tr("Name of the blank; all without it."))] = "",
    as_json: AsJson = False,
) -> None:
    """Show the stock."""
    from hall.service import stock_views

    with _opened(ctx) as hall:
        lots = hall.see(stock_views.stock, kind=kind)
        days = [day for day in hall.see(stock_views.day_of_blanks) if not kind or day.kind == kind]
    if as_json:
        plain = {"lots": [asdict(lot) for lot in lots], "today": [asdict(day) for day in days]}
        typer.echo(json.dumps(plain, ensure_ascii=False))
        return
    lines = [_lot(lot) for lot in lots]
    lines += [
        tr("{kind} today: {received} in, {used} used, {spoiled} spoiled, {left} left.", kind=day.kind,
           received=day.received, used=day.used, spoiled=day.spoiled, left=day.left)
        for day in days
    ]  # fmt: skip
    typer.echo("\n".join(lines) or tr("No secure blank has come in yet."))


def _do(
    ctx: typer.Context,
    what: Any,  # noqa: ANN401 -- any action on a run of serials
    *,
    kind: str,
    first: str,
    last: str,
) -> int:
    """Do one thing with some sheets; answers with how many."""
    with _opened(ctx) as hall:
        return int(hall.do(what, kind=kind, first=first, last=last))


def _opened(ctx: typer.Context) -> "closing[SystemHall]":
    """Return the hall of the data folder for a `with`, which closes it."""
    from hall.opening import open_hall
    from hall.service import SystemHall

    return closing(open_hall(_folder(ctx), kind=SystemHall))


def _lot(lot: "stock_views.Lot") -> str:
    runs = "、".join(first if first == last else f"{first}–{last}" for first, last in lot.spans)
    whose = f"（{lot.holder_name}）" if lot.holder_name else ""
    return "　".join((lot.kind, tr(_STATES[lot.state]) + whose, tr("{count} sheets", count=lot.count), runs))


def _named(found: list[str]) -> list[str]:
    """Return single serials and ranges as serials."""
    from hall.service import stock_rules

    named: list[str] = []
    for word in found:
        first, dots, last = word.partition("..")
        named += stock_rules.serials(first, last) if dots else [first]
    return named


def _staff(hall: "SystemHall", number: str) -> str:
    """Return the key of a colleague; a number that nobody has is said."""
    from hall.service import security_views

    known = {card.number: card.id for card in hall.see(security_views.colleagues)}
    if number not in known:
        raise typer.BadParameter(tr("Nobody has the staff number {number}.", number=number))
    return known[number]


def _folder(ctx: typer.Context) -> Path:
    folder: Path = ctx.obj
    return folder
