"""What a kiosk expects of a voice."""

from typing import Protocol

from PySide6.QtCore import SignalInstance


class Voice(Protocol):
    """Reads words aloud (朗读); a kiosk without one hides the button.

    Signals:
        available_changed: there is a voice now, or none any more.
    """

    @property
    def available_changed(self) -> SignalInstance:
        """Say that the button comes or goes."""

    def audible(self) -> bool:
        """Tell whether anybody would hear it."""

    def read(self, text: str) -> None:
        """Read a text, instead of what is being read."""

    def hush(self) -> None:
        """Fall silent."""
