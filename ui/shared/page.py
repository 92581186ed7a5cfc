"""What every page of the window is: a look that runs in a worker, and how it shows what was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hall.service import Reading, security_views


@dataclass(frozen=True, slots=True)
class Office:
    """Who sits here and what they may do; nobody is signed in where there is no person."""

    hall_name: str
    zone: ZoneInfo
    person: security_views.StaffCard | None = None
    may: frozenset[str] = frozenset()

    def local(self, instant: datetime) -> datetime:
        """Return an instant as the hall's clocks show it."""
        return instant.astimezone(self.zone)


class Page(QWidget):
    """A page of a window; only the one that is open looks at the data.

    Signals:
        wanted: something else is to be looked at: look again.
        step_taken: a `Step` and the answers to its questions.
        reveal_requested: a masked number of which the reader wants to see the whole.
        opened: the name of another page, the scope in it, and the key of the thing to open there.
    """

    wanted = Signal()
    step_taken = Signal(object, object)
    opened = Signal(str, str, str)
    reveal_requested = Signal(object)

    def looker(self) -> Callable[[Reading, Office], Any]:
        """Return what looks for the page as it is set now; it runs in a worker and must not read a widget."""
        raise NotImplementedError

    def show_seen(self, office: Office, seen: Any) -> None:  # noqa: ANN401 -- what the page's own look returns
        """Show what was seen."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard where the work begins."""
        raise NotImplementedError

    def go_to(self, scope: str, key: str) -> None:
        """Open one thing of the page, found through another page; a page without things stays as it is."""

    def hold_on(self) -> None:
        """A step is being taken: stay with the thing that is open."""
