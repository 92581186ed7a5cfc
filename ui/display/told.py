"""Which announcements of staff have to be read out, and when the voice is free for it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from hall.service import screens_notices
from ui.shared.voice.announcement import Call
from ui.shared.voice.announcer import Announcer
from ui.shared.voice.free_text import FreeVoice


class Told(QObject):
    """Reads each announcement once, between two calls and never over one.

    What stood before the display was switched on counts as read. Where there is no voice, or in quiet hours, an
    announcement is only shown.
    """

    def __init__(self, announcer: Announcer, voice: FreeVoice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._announcer, self._voice = announcer, voice
        self._known: set[str] | None = None
        self._coming: list[str] = []
        announcer.speaking_ended.connect(self._on_call_ended)
        voice.ended.connect(self._on_read)
        voice.available_changed.connect(self._on_available_changed)

    def take(self, cards: Sequence[screens_notices.AnnouncementCard], *, quiet: bool) -> None:
        """Take in what stands on the screens now."""
        keys = {card.id for card in cards}
        if self._known is not None and not quiet:
            self._coming += [card.text for card in cards if card.id not in self._known]
        self._known = keys
        if self._announcer.current is None:
            self._read_next()

    @Slot(object)
    def _on_call_ended(self, _call: Call) -> None:
        self._read_next()

    @Slot(str)
    def _on_read(self, _text: str) -> None:
        self._announcer.go_on()
        if self._announcer.current is None:
            self._read_next()

    @Slot(bool)
    def _on_available_changed(self, available: bool) -> None:
        if not available:
            self._coming.clear()

    def _read_next(self) -> None:
        """Take the floor for one announcement; calls wait for it, and then have their turn first."""
        if not self._coming or self._voice.current:
            return
        if self._voice.available:
            self._announcer.wait()
            self._voice.say(self._coming.pop(0))
        else:
            self._coming.clear()
