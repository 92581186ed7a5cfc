"""Puts a refusal that ended a command into the hall's audit record: of a file, a name, a number that was not taken."""

import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

from typer import Typer
from typer.main import get_command

from hall.kernel.refusal import Refusal

_NOT_OF_THE_HALL = ("storage.", "ui.", "simulation.", "host.", "backup.no_")
"""What the database cannot record about itself, and what concerns no hall."""
_TRIED = ("storage.recovery_code", "storage.recovery_other")
"""A recovery code that is not the hall's: whoever tries some leaves a trace of each."""
_TAKES_A_HALL_S_FILE = "join"
"""What the host says of itself concerns no hall; what is wrong with a connection file does, where there is one."""
_WORDS = 2


def note_refusal(folder: Path, refusal: Refusal, command: str) -> None:
    """Record a refusal in the hall of a data folder, if there is one; the sentence is said whatever comes of it.

    Args:
        folder: the data folder.
        refusal: what ended the command.
        command: which it was, as `command_of` names it.
    """
    if refusal.recorded or not (_concerns_the_hall(refusal.code) or command == _TAKES_A_HALL_S_FILE):
        return
    from hall.opening import is_hall, open_hall
    from hall.service import SystemHall

    with contextlib.suppress(Refusal, OSError):
        if not is_hall(folder):
            return
        hall = open_hall(folder, kind=SystemHall)
        try:
            hall.note_refusal(refusal, f"command.{command}")
        finally:
            hall.close()
    logging.getLogger(__name__).info("refused: %s", refusal.code)


def _concerns_the_hall(code: str) -> bool:
    return code in _TRIED or not code.startswith(_NOT_OF_THE_HALL)


def command_of(app: Typer, typed: Sequence[str]) -> str:
    """Return the words that name the command, such as `package_open`, without anything that was typed for it."""
    group: object = get_command(app)
    found: list[str] = []
    for word in typed:
        commands = getattr(group, "commands", {})
        if word in commands and len(found) < _WORDS:
            found.append(word)
            group = commands[word]
    return "_".join(found) or "unknown"
