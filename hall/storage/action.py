"""Marks a function as an action: one thing that one person does, run only through the gate."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from hall.storage.work import Work

P = ParamSpec("P")
# What an action may answer: a key, a number, yes or no, or nothing. Everything else a screen reads from a view.
# Small answers can be kept with the request and repeated word for word.
Answer = TypeVar("Answer", bound="str | int | bool | None")

_BY_NAME: dict[str, Any] = {}


class Action(Generic[P, Answer]):
    """One thing that one person does.

    Its name, `room.function`, is also the permission that it needs. Called inside another action it runs in that
    one's transaction.

    Attributes:
        name: for example `queue.call_next`.
        secret: its answer is not kept with the request, because no table should hold it; a repeat is refused.
    """

    def __init__(self, run: Callable[Concatenate[Work, P], Answer], *, secret: bool = False) -> None:
        functools.update_wrapper(self, run)
        self.secret = secret
        self._run = run
        room = run.__module__.split(".")[1]
        self.name = f"{room}.{run.__name__}"
        _BY_NAME[self.name] = self

    def __call__(self, work: Work, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Run inside an open transaction."""
        return self._run(work, *args, **kwargs)


def action(run: Callable[Concatenate[Work, P], Answer]) -> Action[P, Answer]:
    """Mark a function as an action."""
    return Action(run)


def secret_action(run: Callable[Concatenate[Work, P], Answer]) -> Action[P, Answer]:
    """Mark a function as an action whose answer is shown once and kept nowhere, such as a full identity number."""
    return Action(run, secret=True)


def action_named(name: str) -> "Action[..., str | int | bool | None]":
    """Return the action of a name such as `queue.miss`; KeyError if there is none."""
    found: Action[..., str | int | bool | None] = _BY_NAME[name]
    return found


def all_actions() -> dict[str, "Action[..., str | int | bool | None]"]:
    """Return every action by its name."""
    return dict(_BY_NAME)
