"""`hall counters`: the counters of the hall, and what each of them takes."""

from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import tr

counter_commands = Commands(no_args_is_help=True, help=tr("The counters of the hall, and what each takes."))

Number = Annotated[int, typer.Argument(min=1, help=tr("Number of the counter."))]
Services = Annotated[
    list[str] | None,
    typer.Option("--service", help=tr("A service that it takes first, by name or code; in their order.")),
]
Others = Annotated[bool | None, typer.Option("--others/--no-others", help=tr("Whether it helps out with all others."))]
Quick = Annotated[
    int | None, typer.Option("--quick", min=0, help=tr("A quick counter: matters of so many minutes at most; 0: any."))
]


@counter_commands.command("list", help=tr("List the counters and what they take, and all services."))
def list_all(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the counters."""
    from ui.commands.counters import show

    raise typer.Exit(show(ctx.obj, as_json=as_json))


@counter_commands.command("add", help=tr("Set up one more counter; without --service it takes every service."))
def add(
    ctx: typer.Context,
    number: Number,
    service: Services = None,
    others: Others = None,
    quick: Quick = None,
) -> None:
    """Set up a counter."""
    from ui.commands.counters import Wish, add_one

    raise typer.Exit(add_one(ctx.obj, number, Wish(service, others, quick)))


@counter_commands.command("set", help=tr("Change what a counter takes; what is not written stays."))
def change(
    ctx: typer.Context,
    number: Number,
    service: Services = None,
    others: Others = None,
    quick: Quick = None,
) -> None:
    """Change a counter."""
    from ui.commands.counters import Wish, change_one

    raise typer.Exit(change_one(ctx.obj, number, Wish(service, others, quick)))
