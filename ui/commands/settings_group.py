"""The commands on settings: shown, changed, put back."""

from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.commands.group import ShowsByName
from ui.commands.options import AsJson
from ui.shared.i18n import tr

setting_commands = Commands(cls=ShowsByName, help=tr("What a hall may set: shown, changed, put back."))


@setting_commands.command("show", help=tr("Show all settings, a group, or one. The word show may be left out."))
def settings_show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=tr("A setting such as queue.calls, or a group such as queue."))] = "",
    as_json: AsJson = False,
) -> None:
    """Show settings."""
    from ui.commands.settings import show

    raise typer.Exit(show(ctx.obj, name, as_json=as_json))


@setting_commands.command(
    "set",
    help=tr("Change settings: NAME VALUE, or several NAME=VALUE; all of them are changed, or none."),
    context_settings={"ignore_unknown_options": True},
)
def settings_set(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help=tr("For example: queue.calls=2 voice.yao=no"))],
) -> None:
    """Change settings; a value may begin with a minus sign."""
    from ui.commands.settings import set_typed

    raise typer.Exit(set_typed(ctx.obj, words))


@setting_commands.command("reset", help=tr("Give settings their factory values back."))
def settings_reset(
    ctx: typer.Context, names: Annotated[list[str], typer.Argument(help=tr("Settings such as queue.calls."))]
) -> None:
    """Put factory values back."""
    from ui.commands.settings import reset

    raise typer.Exit(reset(ctx.obj, names))
