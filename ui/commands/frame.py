"""What every command has in common: its help, and the sentence when it was written wrong."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Final, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from ui.commands.help_page import argument_name, page, usage, wanted
from ui.shared.i18n import tr

_Function = TypeVar("_Function", bound=Callable[..., Any])
_TOO_MUCH: Final = re.compile(r"Got unexpected extra argument\S* \((.*)\)\.?")


class Command(TyperCommand):
    """One command whose help is a page of ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 -- typer keeps these classes to itself
        """Write the page."""
        formatter.write(page(ctx))


class Group(TyperGroup):
    """A group of commands whose help is a page of ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the page."""
        formatter.write(page(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Find the command that was typed.

        Raises:
            typer.BadParameter: there is none of that name.
        """
        if args and args[0] not in self.commands:
            near = "、".join(get_close_matches(args[0], self.commands))
            raise typer.BadParameter(tr("There is no command {name} here.", name=args[0]) + _meant(near), ctx=ctx)
        return super().resolve_command(ctx, args)


class Commands(typer.Typer):
    """A typer application or group of commands with our pages of help."""

    def __init__(self, *, cls: type[Group] = Group, no_args_is_help: bool = False, help: str = "") -> None:
        super().__init__(cls=cls, no_args_is_help=no_args_is_help, help=help, add_completion=False)

    def command(self, name: str | None = None, **options: Any) -> Callable[[_Function], _Function]:  # noqa: ANN401
        """Take a function in as a command, as `typer.Typer.command` does."""
        return super().command(name, cls=Command, **options)


def run(app: Commands) -> int:
    """Run what was typed; return the exit code: 2 and a sentence when it was written wrong.

    Raises:
        Refusal: what the command says.
    """
    try:
        return int(get_command(app)(standalone_mode=False) or 0)
    except typer.Abort:
        typer.echo(tr("Stopped."), err=True)
        return 1
    except TyperException as wrong:
        typer.echo(_words(wrong), err=True)
        return wrong.exit_code


def _words(wrong: Any) -> str:  # noqa: ANN401 -- typer keeps the classes of its errors to itself
    """Return what is wrong in one sentence, how the command is written, and where more stands."""
    kind, context = type(wrong).__name__, getattr(wrong, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return str(wrong.message)
    sentences = [_sentence(kind, wrong)]
    if context is not None:
        sentences += [usage(context), tr("More: {command} --help", command=context.command_path)]
    return "\n".join(sentences)


def _sentence(kind: str, wrong: Any) -> str:  # noqa: ANN401
    parameter = getattr(wrong, "param", None)
    if kind == "MissingParameter" and parameter is not None:
        return tr("{name} is missing: {meaning}", name=_named(parameter), meaning=parameter.help or wanted(parameter))
    if kind == "BadParameter" and parameter is not None:
        return tr("{name} is written wrong: it takes {kind}.", name=_named(parameter), kind=wanted(parameter))
    if kind == "NoSuchOption":
        near = "、".join(sorted(wrong.possibilities or ()))
        return tr("There is no option {name} here.", name=wrong.option_name) + _meant(near)
    if kind == "BadOptionUsage":
        return tr("Something must follow {name}.", name=wrong.option_name)
    if kind == "BadParameter":
        return str(wrong.message)
    too_much = _TOO_MUCH.fullmatch(wrong.message)
    if too_much:
        return tr("This is too much here: {words}", words=too_much[1])
    return tr("The command is written wrong ({why}).", why=wrong.message.rstrip("."))


def _meant(near: str) -> str:
    return tr(" Do you mean {names}?", names=near) if near else ""


def _named(parameter: Any) -> str:  # noqa: ANN401
    return argument_name(parameter) if parameter.param_type_name == "argument" else str(parameter.opts[0])
