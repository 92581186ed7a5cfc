"""Calling staff: the sign on the screen, the call in the hall, and the word that somebody is on the way."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.service import Hall, posts_help
from ui.kiosk.help_sign import HelpSign
from ui.shared import tasks
from ui.shared.changes import ChangeSignal


class Helping(QObject):
    """Puts the sign up at once, and calls the guide's desk meanwhile; without the hall the sign still stands.

    Signals:
        called: the sign stands.
        ended: it was put away.
    """

    called = Signal()
    ended = Signal()

    def __init__(self, hall: Hall, sign: HelpSign, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hall, self._sign = hall, sign
        self._call = ""
        sign.closed.connect(self._on_closed)
        self._changes = ChangeSignal(hall.feed, self)
        self._changes.changed.connect(self._on_changed)

    @Slot()
    def call(self) -> None:
        """Call staff; pressing again calls nobody else."""
        self._sign.put_up()
        tasks.run(self, partial(self._hall.do, posts_help.call_for_help), self._on_called, self._on_unheard)
        self.called.emit()

    def close(self) -> None:
        """Listen no more."""
        self._changes.close()

    def _on_called(self, call: str) -> None:
        self._call = call
        if not self._sign.isVisible():
            self._withdraw()

    def _on_unheard(self, _refusal: Refusal) -> None:
        """The hall is out of reach: the sign itself is seen from the desk."""

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if self._call and Topic.POSTS in topics:
            seen = partial(self._hall.see, posts_help.help_call, help_id=self._call)
            tasks.run(self, seen, self._on_seen, self._on_unheard)

    def _on_seen(self, call: posts_help.HelpCard) -> None:
        if call.id == self._call and call.answered_at is not None:
            self._sign.show_answer()

    @Slot()
    def _on_closed(self) -> None:
        if self._call:
            self._withdraw()
        self.ended.emit()

    def _withdraw(self) -> None:
        self._call = ""
        tasks.run(self, partial(self._hall.do, posts_help.withdraw_help), lambda _none: None, self._on_unheard)
