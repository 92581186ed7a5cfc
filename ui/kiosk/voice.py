"""What a kiosk expects of a voice."""

from typing import Protocol


class Voice(Protocol):
    """Reads words aloud (朗读); a kiosk without one hides the button."""

    def audible(self) -> bool:
        """Tell whether anybody would hear it."""

    def read(self, text: str) -> None:
        """Read a text, instead of what is being read."""

    def hush(self) -> None:
        """Fall silent."""
