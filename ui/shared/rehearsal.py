"""What the first search of a window would wait for, done once in a moment in which nobody types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from ui.shared import tasks
from ui.shared.idle import idle_clock

QUIET, VERY_QUIET = 2.0, 5.0
"""Seconds without a key."""
NOBODY = "\U0002a6a5\U0002053b"
"""Two characters that stand in no name: what looks for them finds nobody."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of work that is better done before anybody waits for it; it runs in a worker.

    Attributes:
        quiet: after so many seconds without a key it may begin; what holds other threads up waits longer.
    """

    quiet: float
    work: Callable[[], object]


class Rehearsal:
    """Does its parts in turn; one that fails is left, and the search itself says what is wrong."""

    def __init__(self, owner: QObject, parts: Sequence[Part]) -> None:
        self._owner = owner
        self._left = list(parts)
        self._busy = False

    def is_over(self) -> bool:
        """Tell whether everything was done."""
        return not self._left and not self._busy

    def tick(self) -> None:
        """Begin the next part if nobody has touched anything for long enough; a window calls it once a second."""
        if self._busy or not self._left or idle_clock().idle_seconds < self._left[0].quiet:
            return
        self._busy = True
        part = self._left.pop(0)
        tasks.run(self._owner, part.work, lambda _nothing: None, lambda _refusal: None, ended=self._on_ended)

    def _on_ended(self) -> None:
        self._busy = False
