"""The help of a command as one page of plain text, in the reader's language, wrapped and never cut."""

import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, get_args, get_origin

from ui.shared.i18n import mark, tr

_WIDEST: Final = 100
_LEFT: Final = 26
_HANGING: Final = 4  # room for two of these behind a full line
_CLOSING: Final = "，。、；：？！）”》…"
_TEXT: Final = mark("TEXT")
_KINDS: Final = {int: mark("NUMBER"), Path: mark("PATH"), datetime: mark("DAY")}


def page(context: Any) -> str:  # noqa: ANN401 -- typer keeps its context's class to itself
    """Return the help of the command that a context runs: usage, what it does, arguments, options, commands."""
    command = context.command
    parameters = command.get_params(context)
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option" and each.name != "help"]
    commands = getattr(command, "commands", {})
    blocks = (
        _wrapped(usage(context), 0),
        _wrapped(command.help or "", 0),
        _table(tr("What to write:"), [(argument_name(each), _about(each)) for each in arguments]),
        _table(
            tr("What may be added:"),
            [*((_written(each), _about(each)) for each in options), ("--help", tr("Show this page."))],
        ),
        _table(tr("The commands:"), [(name, each.help or "") for name, each in commands.items()]),
    )
    return "\n\n".join("\n".join(lines) for block in blocks if (lines := list(block)))


def usage(context: Any) -> str:  # noqa: ANN401
    """Return the line that shows how a command is written."""
    command = context.command
    arguments = [each for each in command.get_params(context) if each.param_type_name == "argument"]
    words = [context.command_path, tr("[options]")]
    words += [argument_name(each) if each.required else f"[{argument_name(each)}]" for each in arguments]
    if hasattr(command, "commands"):
        words.append(tr("COMMAND …"))
    return tr("Write it so: {words}", words=" ".join(words))


def argument_name(parameter: Any) -> str:  # noqa: ANN401
    """Return what stands for an argument in the usage line."""
    return str(parameter.metavar or parameter.name.upper() + ("…" if parameter.nargs != 1 else ""))


def wanted(parameter: Any) -> str:  # noqa: ANN401
    """Return what kind of thing a parameter takes, with its bounds; empty for a switch."""
    kind, bounds = _kind(parameter), _bounds(parameter)
    return kind + tr(" ({remarks})", remarks=bounds) if bounds else kind


def _kind(parameter: Any) -> str:  # noqa: ANN401
    given = parameter.type_descriptor.annotation
    inner = get_args(given)[0] if get_origin(given) is list else given
    if any("%H" in form for form in parameter.type_descriptor.parameter_info.formats or ()):
        return tr("DAY TIME")
    return "" if inner is bool else tr(_KINDS.get(inner, _TEXT))


def _written(option: Any) -> str:  # noqa: ANN401
    names = " / ".join([*option.opts, *(option.secondary_opts if option.default is not False else [])])
    return f"{names} {_kind(option)}".rstrip()


def _about(parameter: Any) -> str:  # noqa: ANN401
    """Return what a parameter means, what it takes, and what holds without it."""
    said = [_bounds(parameter), *_without(parameter)]
    if getattr(parameter, "multiple", False):
        said.append(tr("may be written several times"))
    if parameter.envvar:
        said.append(tr("or in the environment variable {name}", name=parameter.envvar))
    remarks = tr("; ").join(each for each in said if each)
    help_text = parameter.help or getattr(parameter, "prompt", None) or ""
    return f"{help_text}{tr(' ({remarks})', remarks=remarks)}" if remarks else help_text


def _without(parameter: Any) -> Iterator[str]:  # noqa: ANN401
    if getattr(parameter, "prompt", None):
        yield tr("asked for when left out")
    elif parameter.required:
        yield tr("must be written")
    elif parameter.default is True and parameter.secondary_opts:
        yield tr("{name} when left out", name=parameter.opts[0])
    elif parameter.default and not isinstance(parameter.default, bool):
        yield tr("{name} when left out", name=parameter.default)


def _bounds(parameter: Any) -> str:  # noqa: ANN401
    low, high = parameter.type_descriptor.parameter_info.min, parameter.type_descriptor.parameter_info.max
    if high is not None:
        return tr("{low} to {high}", low=low or 0, high=high)
    return tr("{low} at least", low=low) if low else ""


def _table(title: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Give a title and below it two columns; a name that is too long stands alone on its line."""
    if not rows:
        return
    yield title
    left = min(max(_columns(name) for name, _ in rows), _LEFT) + 4
    for name, words in rows:
        lines = list(_wrapped(words, left)) or [""]
        first = f"  {name}"
        if _columns(first) + 2 > left:
            yield first
            yield from (f"{' ' * left}{line}" for line in lines if line)
        else:
            yield f"{first}{' ' * (left - _columns(first))}{lines[0]}".rstrip()
            yield from (f"{' ' * left}{line}" for line in lines[1:])


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Break a text at the screen's edge, never inside a Latin word, and let no line begin with a full stop."""
    width = max(min(shutil.get_terminal_size().columns, _WIDEST) - indent - _HANGING, 20)
    line = ""
    for piece in re.findall(r"[!-~]+|.", text):
        if line and piece not in _CLOSING and _columns(line) + _columns(piece) > width:
            yield line.rstrip()
            line = ""
        line += piece if line or piece != " " else ""
    if line:
        yield line


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
