"""Looks again when data changed: one look at a time, and one more if something changed meanwhile."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from hall.kernel.refusal import Refusal
from ui.shared import tasks

T = TypeVar("T")


class Refresher(Generic[T]):
    """Runs a look in a worker and shows what it saw; a burst of changes costs two looks."""

    def __init__(
        self,
        owner: QObject,
        look: Callable[[], T],
        show: Callable[[T], object],
        otherwise: Callable[[Refusal], object] | None = None,
    ) -> None:
        """Make a refresher; `otherwise` receives why nothing can be seen, by default nobody is told twice."""
        self._owner, self._look, self._show = owner, look, show
        self._otherwise = otherwise or (lambda _refusal: None)
        self._looking = False
        self._again = False

    def refresh(self) -> None:
        """Look again."""
        if self._looking:
            self._again = True
            return
        self._looking, self._again = True, False
        tasks.run(self._owner, self._look, self._show, self._otherwise, ended=self._on_ended)

    def _on_ended(self) -> None:
        self._looking = False
        if self._again:
            self.refresh()
