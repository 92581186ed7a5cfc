"""What people put on the hall's screens."""

from hall.screens.facing import forget_text, show_text
from hall.screens.notices import announce

__all__ = ["announce", "forget_text", "show_text"]
