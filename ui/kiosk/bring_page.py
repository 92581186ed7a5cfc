"""The checklist: what to bring, in which form, and what may stay at home."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kiosk.journey import ToBring
from ui.kiosk.measures import Measures
from ui.kiosk.offer import Thing
from ui.kiosk.page_frame import PageFrame, rule, words
from ui.kiosk.scroll_box import ScrollBox
from ui.kiosk.touch_button import TouchButton
from ui.kiosk.words import form_words
from ui.shared.i18n import tr
from ui.shared.parts import set_part


class BringPage(PageFrame):
    """Three short lists; whoever lacks something may take a ticket all the same, and is told once at the counter.

    Signals:
        confirmed: go on to the ticket.
    """

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._list = ToBring((), (), ())
        self._box = ScrollBox(self)
        self.complete = TouchButton(tr("I have everything: a ticket"), self, part="next")
        self.all_the_same = TouchButton(tr("Something is missing: a ticket all the same"), self)
        for button in (self.complete, self.all_the_same):
            button.clicked.connect(lambda: self.confirmed.emit())
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.all_the_same, 1)
        self._foot.addWidget(self.complete, 1)
        self.column.addWidget(self._box, 1)
        self.column.addLayout(self._foot)

    def show_list(self, matter: str, to_bring: ToBring) -> None:
        """Show the checklist of a matter."""
        self._list = to_bring
        self.question.setText(tr("{matter}: what to bring", matter=matter))
        self._lay_out()

    def arrange(self, measures: Measures) -> None:
        """Set the lists out anew."""
        super().arrange(measures)
        self._box.arrange(measures.gap)
        direction = QHBoxLayout.Direction.BottomToTop if measures.upright else QHBoxLayout.Direction.LeftToRight
        self._foot.setDirection(direction)
        self._foot.setSpacing(measures.gap)
        self._lay_out()

    def spoken(self) -> Sequence[str]:
        """The question, then what is needed."""
        things = (*self._list.needed, *self._list.perhaps)
        return (self.question.text(), *(f"{thing.name}，{form_words(thing)}" for thing in things))

    def _lay_out(self) -> None:
        content = QFrame()
        set_part(content, "sheet")
        column = QVBoxLayout(content)
        gap = self.measures.gap
        column.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        column.setSpacing(gap // 2)
        self._section(content, column, tr("To bring"), self._list.needed)
        if not (self._list.needed or self._list.perhaps):
            column.addWidget(words(tr("You need not bring anything."), "choice", content))
        self._section(content, column, tr("Only in some cases"), self._list.perhaps)
        self._section(content, column, tr("Not needed: we can look it up. With it, it is quicker."), self._list.spared)
        column.addStretch()
        self._box.show_content(content)

    def _section(self, parent: QWidget, column: QVBoxLayout, title: str, things: Sequence[Thing]) -> None:
        """Add a title and its rows; nothing for an empty list."""
        if not things:
            return
        if column.count():
            column.addSpacing(self.measures.gap)
        column.addWidget(words(title, "quiet", parent))
        for thing in things:
            column.addWidget(rule(parent))
            column.addLayout(self._row(thing, parent))

    def _row(self, thing: Thing, parent: QWidget) -> QVBoxLayout:
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addWidget(words(thing.name, "choice", parent))
        told = [thing.note] if thing in self._list.spared else [form_words(thing), thing.note]
        if thing in self._list.perhaps:
            told.insert(0, tr("If: {situation}", situation=thing.condition))
        if any(told):
            row.addWidget(words("　".join(filter(None, told)), "quiet", parent))
        return row
