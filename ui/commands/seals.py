"""`hall seals`: takes a seal into use with its keeper, and lists the seals of the hall."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import mark, tr

seal_commands = Commands(no_args_is_help=True, help=tr("The seals of the hall and who keeps them."))

STATES = {"in_use": mark("in use"), "lost": mark("lost, blocked"), "destroyed": mark("destroyed")}


@seal_commands.command("add", help=tr("Take a seal into use with its keeper."))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Option(prompt=tr("Words on the seal"))],
    keeper: Annotated[str, typer.Option(prompt=tr("Staff number of the keeper"))],
    kind: Annotated[str, typer.Option(help=tr("official, party, mediation, station, special."))] = "official",
) -> None:
    """Take a seal into use."""
    from hall.opening import open_hall
    from hall.service import SystemHall, seals, security_views

    hall = open_hall(_folder(ctx), kind=SystemHall)
    try:
        known = {card.number: card.id for card in hall.see(security_views.colleagues)}
        if keeper not in known:
            raise typer.BadParameter(tr("Nobody has the staff number {number}.", number=keeper))
        hall.do(seals.add_seal, kind=kind, name=name, keeper=known[keeper])
    finally:
        hall.close()
    typer.echo(tr("The seal “{name}” is in use.", name=name))


@seal_commands.command("list", help=tr("List the seals: kind, keeper since when, state."))
def list_seals(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the seals."""
    from hall.kernel.dates import chinese_date
    from hall.opening import open_hall
    from hall.service import SystemHall, seals_views

    hall = open_hall(_folder(ctx), kind=SystemHall)
    try:
        cards = hall.see(seals_views.seals)
        zone = hall.see(lambda reading: reading.place.zone)
    finally:
        hall.close()
    if as_json:
        typer.echo(json.dumps([asdict(card) for card in cards], ensure_ascii=False, default=str))
        return
    for card in cards:
        since = chinese_date(card.since.astimezone(zone).date())
        kept = tr("{keeper} since {day}", keeper=card.keeper_name, day=since)
        typer.echo(f"{card.name}  {card.kind_name}  {kept}  {tr(STATES[card.state])}")
    typer.echo(tr("{count} seals.", count=len(cards)))


def _folder(ctx: typer.Context) -> Path:
    """Return the data folder that the command before this one has noted."""
    return Path(ctx.obj)
