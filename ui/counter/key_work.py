"""What all work of the keys has in common: one pair of hands, one sheet of questions, one desk before one's eyes."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hall.service import Hall, cases
from ui.counter.desk import Desk
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.messages import line_of, say
from ui.shared.runner import Runner

Form = tuple[str, Mapping[str, Any], Mapping[str, Any]]
"""A case's key, the answers on the screen, and those that it had received: what a colleague typed meanwhile stays."""
Unsaved = Callable[[], Form | None]


class KeyWork(QObject):
    """Does what keys say, at the desk as it was looked at last."""

    def __init__(self, runner: Runner, sheet: ChoiceSheet, window: QWidget, unsaved: Unsaved) -> None:
        """Make it; `unsaved` returns the form that is being filled in and not written down yet."""
        super().__init__(window)
        self._runner = runner
        self._ask = sheet
        self._window = window
        self._unsaved = unsaved
        self.desk: Desk | None = None

    def _do(self, work: Callable[[Hall], object], said: str = "", then: Callable[[Any], object] | None = None) -> None:
        self._runner.run(self._window, work, then, said=said)

    def _on_ticket(
        self,
        action: Any,  # noqa: ANN401 -- any queue action
        said: str = "",
        then: Callable[[Any], object] | None = None,
        **values: Any,  # noqa: ANN401 -- its arguments
    ) -> None:
        desk = self.desk
        if desk is None or desk.ticket is None:
            return
        ticket_id = desk.ticket.id
        self._do(lambda hall: hall.do(action, ticket_id=ticket_id, **values), said, then)

    def _say(self, text: str) -> None:
        say(self._window, text)

    def _refuse(self, text: str) -> None:
        line = line_of(self._window)
        if line is not None:
            line.refuse(text)


def save_form(hall: Hall, unsaved: Form | None) -> None:
    """Write down what is typed in a form."""
    if unsaved is not None:
        case_id, form, base = unsaved
        hall.do(cases.save_form, case_id=case_id, form=form, base=base)
