"""One question to the hall at a time: a slow database is not asked ten times at once."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from hall.kernel.refusal import Refusal
from ui.shared import tasks

T = TypeVar("T")


class Question(Generic[T]):
    """Asks in the background; asked again meanwhile, it asks once more when the answer is there.

    Args:
        owner: whose answer it is.
        ask: reads the hall, in a worker thread.
        answered: takes the answer.
        failed: is told that there was none, whatever the reason: a refusal, or a fault of the program.
    """

    def __init__(
        self, owner: QObject, ask: Callable[[], T], answered: Callable[[T], object], failed: Callable[[], object]
    ) -> None:
        self._owner = owner
        self._ask, self._answered, self._failed = ask, answered, failed
        self._asking = self._again = self._was_answered = False

    def ask(self) -> None:
        """Ask now, or once more after the present question."""
        self._again = self._asking
        if self._asking:
            return
        self._asking, self._was_answered = True, False
        tasks.run(self._owner, self._ask, self._on_answer, self._on_refusal, ended=self._on_ended)

    def _on_answer(self, answer: T) -> None:
        self._was_answered = True
        self._answered(answer)

    def _on_refusal(self, _refusal: Refusal) -> None:
        """It ends without an answer, like a fault does."""

    def _on_ended(self) -> None:
        self._asking = False
        if not self._was_answered:
            self._failed()
        if self._again:
            self.ask()
