"""How any widget speaks through its window's message line."""

import logging

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hall.kernel.refusal import Refusal
from ui.shared.i18n import sentence, tr
from ui.shared.message_line import MessageLine


def say(origin: QObject, text: str) -> None:
    """Say in one fading line that something is done."""
    line = line_of(origin)
    if line is not None:
        line.tell(text)


def say_refusal(origin: QObject, refusal: Refusal) -> None:
    """Show the sentence of a refusal until it is answered."""
    _refuse(origin, sentence(refusal))


def say_fault(origin: QObject) -> None:
    """Say that the program itself failed; what happened is in the crash log."""
    _refuse(origin, tr("The program failed here and has recorded it. Try once more, then tell the administrator."))


def line_of(origin: QObject) -> MessageLine | None:
    """Return the message line of the window in which `origin` lives."""
    widget: QObject | None = origin
    while widget is not None and not isinstance(widget, QWidget):
        widget = widget.parent()
    if widget is None:
        return None
    window = widget.window()
    return window if isinstance(window, MessageLine) else window.findChild(MessageLine)


def _refuse(origin: QObject, text: str) -> None:
    line = line_of(origin)
    if line is None:
        logging.getLogger("ui").warning("no message line for: %s", text)
    else:
        line.refuse(text)
