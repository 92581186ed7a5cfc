"""What a verb is: the action behind it, the words that may stand beside it, what it acts on and what it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hall.service import Hall
from hall.simulation.scenarios.mistakes import Misread
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.things import KINDS
from hall.simulation.scenarios.values import Reader
from hall.storage.action import Action

Doing = Callable[[Stage, Hall, dict[str, Any]], object]
"""Does what a verb says, at somebody's place, with what was read; answers with the key of what it makes."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word beside a verb: the argument that it becomes, and how its value is read."""

    argument: str
    read: Reader
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of scenarios (做).

    Attributes:
        on: kinds of things that it acts on; each becomes an argument.
        makes: the kind of thing that its answer is the key of; empty where it makes nothing.
    """

    does: Doing
    words: Mapping[str, Word] = field(default_factory=dict)
    on: tuple[str, ...] = ()
    makes: str = ""

    def read(self, stage: Stage, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments of the action.

        Raises:
            Misread: a word is missing or says nothing.
        """
        for name, word in self.words.items():
            if word.needed and name not in given:
                raise Misread("needs", what=name)
        named = {self.words[name].argument: self.words[name].read(stage, value) for name, value in given.items()}
        return {**{KINDS[kind].argument: stage.thing(kind) for kind in self.on}, **named}


def act(
    action: Action[..., Any],
    words: Mapping[str, Word] | None = None,
    /,
    *,
    on: tuple[str, ...] | str = (),
    makes: str = "",
    **otherwise: Any,  # noqa: ANN401 -- arguments of any action
) -> Verb:
    """Return the verb that is one action; `otherwise` holds what it is told where the step says nothing."""

    def does(_stage: Stage, hall: Hall, arguments: dict[str, Any]) -> object:
        return hall.do(action, **{**otherwise, **arguments})

    return Verb(does, words or {}, (on,) if isinstance(on, str) else on, makes)


def needs(argument: str, read: Reader) -> Word:
    """Return a word that must be said."""
    return Word(argument, read, needed=True)
