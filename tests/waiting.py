"""Waits for other programs, which tell nobody when they are done: asks again, within bounds."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_PAUSE_SECONDS = 0.02


def until(ready: Callable[[], object], what: str, *, patience: float) -> None:
    """Return once `ready` says so.

    Args:
        ready: asked again and again.
        what: does not happen, in the words of the failure.
        patience: seconds until the wait fails.
    """
    end = time.monotonic() + patience
    while not ready():
        assert time.monotonic() < end, what
        time.sleep(_PAUSE_SECONDS)


def settled(value: Callable[[], T], *, seconds: float) -> T:
    """Return a value once it has not changed for so many seconds."""
    last, since = value(), time.monotonic()
    while time.monotonic() - since < seconds:
        time.sleep(_PAUSE_SECONDS)
        if (now := value()) != last:
            last, since = now, time.monotonic()
    return last
