"""What the kiosk hears from the hall: its offer and how full it is, asked for again whenever something has changed."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.service import Hall
from ui.kiosk.offer import Offer, Waits, load_offer, load_waits
from ui.shared import tasks
from ui.shared.changes import ChangeSignal

AGAIN_MS = 5_000


class HallNews(QObject):
    """Asks the hall in the background; what cannot be answered is asked again by itself.

    Signals:
        offer_heard: an Offer.
        waits_heard: a Waits.
        refused: the Refusal that says why nothing was heard.
    """

    offer_heard = Signal(object)
    waits_heard = Signal(object)
    refused = Signal(object)

    def __init__(self, hall: Hall, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hall = hall
        self._asking = self._ask_again = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.ask)
        self._changes = ChangeSignal(hall.feed, self)
        self._changes.changed.connect(self._on_changed)

    @Slot()
    def ask(self) -> None:
        """Ask for everything."""
        tasks.run(self, partial(load_offer, self._hall), self._on_offer, self._on_refused)
        self.ask_waits()

    @Slot()
    def ask_waits(self) -> None:
        """Ask how full the hall is: one question at a time, and once more if something changed meanwhile."""
        self._ask_again = self._asking
        if not self._asking:
            self._asking = True
            asked = partial(load_waits, self._hall)
            tasks.run(self, asked, self._on_waits, self._on_refused, ended=self._on_answered)

    def close(self) -> None:
        """Listen no more."""
        self._again.stop()
        self._changes.close()

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self._hall.noticed(topics)
        if topics & {Topic.CATALOGUE, Topic.SETTINGS}:
            self.ask()
        elif topics & {Topic.QUEUE, Topic.POSTS}:
            self.ask_waits()

    def _on_offer(self, offer: Offer) -> None:
        self.offer_heard.emit(offer)

    def _on_waits(self, waits: Waits) -> None:
        self.waits_heard.emit(waits)

    def _on_refused(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)
        self._again.start()

    def _on_answered(self) -> None:
        self._asking = False
        if self._ask_again:
            self.ask_waits()
