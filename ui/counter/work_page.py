"""The lists of what is owed, and the page of one item, in the middle of the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from ui.counter import paper_words
from ui.counter.act_panel import ActPanel, AskMore
from ui.counter.acts import Act, Values
from ui.counter.case_head import CaseHead
from ui.counter.case_page import CasePage, changed_since
from ui.counter.facts_view import FactsView
from ui.counter.todo import Group, Item
from ui.counter.work_item import WorkItem, look
from ui.shared import tasks
from ui.shared.card import Card
from ui.shared.i18n import tr
from ui.shared.messages import say_refusal
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.shape_mark import Shape, ShapeMark
from ui.shared.theme import GRID, scaled, set_role
from ui.shared.timeline import Timeline

HISTORY_SHOWN = 12
FACTS_HEIGHT = 224
_ANY_HEIGHT = 16_777_215


class WorkPage(Card):
    """Opens a list, then an item; Escape goes back one step at a time.

    Signals:
        left: the page is put away.
        sheet_wanted: an act is done on a sheet of the window: which, and the key of the item.
    """

    left = Signal()
    sheet_wanted = Signal(str, str)

    def __init__(self, runner: Runner, more: AskMore, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._runner = runner
        self._groups: tuple[Group, ...] = ()
        self._code = ""
        self._item: Item | None = None
        self._look = 0
        self._page: CasePage | None = None
        self._seen = 0
        self._renew = False
        self.heading = QLabel(self)
        set_role(self.heading, "title")
        self.back = QPushButton(tr("Back  Esc"), self)
        set_role(self.back, "plain")
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.clicked.connect(self.go_back)
        self.list = RowList(tr("List"), self, framed=False)
        self.list.row_chosen.connect(self._on_row_chosen)
        self.head = CaseHead(self)
        self.timeline = Timeline(self)
        self.changed = QLabel(self)
        self.changed.setWordWrap(True)
        self._changed = QWidget(self)
        self.facts = FactsView(self)
        self.history = FactsView(self)
        self.papers = QLabel(self)
        self.papers.setWordWrap(True)
        set_role(self.papers, "quiet")
        self.acts = ActPanel(more, self)
        self.acts.act_requested.connect(self._on_act)
        self.stack = QStackedWidget(self)
        self._scroll = QScrollArea(self)
        self._column = QVBoxLayout()
        self._assemble()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show another look at what is owed; an open item is looked at anew."""
        self._groups = tuple(groups)
        self._fill()
        if self._item is not None:
            self._refresh_item()

    def open_group(self, code: str) -> None:
        """Open one list; an empty code opens everything."""
        self._code, self._item = code, None
        self.acts.put_away()
        self._fill()
        self.stack.setCurrentIndex(0)
        self.list.setFocus()

    def open_item(self, item: Item) -> None:
        """Open one item."""
        self._item = item
        self.acts.put_away()
        self._refresh_item(first=True)

    @Slot()
    def go_back(self) -> None:
        """Put away what is open: questions, then the item, then the list."""
        if self.acts.is_asking():
            self.acts.put_away()
        elif self._item is not None:
            self.open_group(self._code)
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back; the page keys scroll what stands above the acts."""
        bar = self._scroll.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._item is not None:
            bar.setValue(bar.value() + (-1 if event.key() == Qt.Key.Key_PageUp else 1) * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def items(self) -> tuple[Item, ...]:
        """Return the items of the open list; what stands in several lists stands once in the list of everything."""
        shown = (item for group in self._groups if self._code in ("", group.code) for item in group.items)
        once = {(item.kind, item.key): item for item in reversed(tuple(shown))}
        return tuple(reversed(once.values()))

    def _fill(self) -> None:
        items = self.items()
        self.list.show_rows([Row((i.kind, i.key), i.text, i.remark, i.light, i.below) for i in items])
        if self._item is None:
            names = {group.code: group.text for group in self._groups}
            self.heading.setText(f"{names.get(self._code, tr('My work'))}  {len(items) or ''}".strip())

    def _refresh_item(self, *, first: bool = False) -> None:
        item, hall = self._item, self._runner.hall
        if item is None:
            return
        self._look += 1
        number = self._look
        tasks.run(
            self,
            lambda: look(hall, item),
            lambda found: self._show_item(found, first=first) if number == self._look and self._item is item else None,
        )

    def _show_item(self, found: WorkItem, *, first: bool) -> None:
        self.heading.setText(found.title)
        self.facts.show_facts(found.facts)
        self.history.show_facts(list(found.history)[:HISTORY_SHOWN])
        self._show_page(found.page)
        names = tr(", ").join(map(paper_words.named, found.papers))
        self.papers.setText(tr("Papers: {names}", names=names) if names else "")
        renew, self._renew = self._renew, False
        self.acts.show_acts(found.acts, found.helpers, renew=renew)
        self.stack.setCurrentIndex(1)
        if first:
            self._scroll.verticalScrollBar().setValue(0)
            self.acts.take_focus()

    def _show_page(self, page: CasePage | None) -> None:
        """Show what only a case has; a colleague's step while something is typed is said at once, in one sentence."""
        self._page = page
        asking = self.acts.is_asking()
        self.head.setVisible(page is not None)
        self.timeline.setVisible(page is not None and not asking)
        if page is None:
            self._changed.hide()
            return
        self.head.show_page(page)
        self.timeline.show_events(page.events, page.local)
        self._changed.setVisible(asking and page.version != self._seen)
        if self._changed.isVisibleTo(self):
            self.changed.setText(changed_since(page, self._seen))

    def _on_row_chosen(self, key: object) -> None:
        item = next((each for each in self.items() if (each.kind, each.key) == key), None)
        if item is not None:
            self.open_item(item)

    def _on_act(self, act: Act, values: Values) -> None:
        if act.opens and self._item is not None:
            self.sheet_wanted.emit(act.opens, self._item.key)
            return
        self._runner.run(
            self,
            lambda hall: act.run(hall, values),
            lambda _answer: self.acts.put_away(),
            self._on_refused,
            said=act.done,
        )

    def _on_refused(self, refusal: Refusal) -> None:
        """Say why, keep every word, and look how the thing stands now: the next press is on that."""
        say_refusal(self, refusal)
        self._renew = True
        self._refresh_item()

    def _on_asking(self, asking: bool) -> None:
        """Questions get most of the room; what they are about stays in sight."""
        self._seen = self._page.version if self._page else 0
        self.timeline.setVisible(not asking and self._page is not None)
        self._changed.hide()
        self.head.show_guide(not asking)
        self.history.setVisible(not asking)
        self.papers.setVisible(not asking)
        least = min(self.head.sizeHint().height(), self.height() // 3) if asking and self._page is not None else 0
        self._scroll.setMinimumHeight(least)
        self._scroll.setMaximumHeight(scaled(FACTS_HEIGHT) if asking else _ANY_HEIGHT)
        self._column.setStretch(2, 3 if asking else 0)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.back)
        facts = QWidget(self)
        inside = QVBoxLayout(facts)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2 * GRID)
        for widget in (self.head, self.facts, self.papers, self.timeline, self.history):
            inside.addWidget(widget)
        inside.addStretch(1)
        self._scroll.setWidget(facts)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        facts.setAutoFillBackground(False)  # the scroll area has just filled it
        self._scroll.viewport().setAutoFillBackground(False)
        item = QWidget(self)
        column = self._column
        item.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._scroll, 1)
        beside = QHBoxLayout(self._changed)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID)
        beside.addWidget(ShapeMark(Shape.TRIANGLE, "yellow", parent=self._changed))
        beside.addWidget(self.changed, 1)
        column.addWidget(self._changed)
        column.addWidget(self.acts, 0)
        self.acts.asking_changed.connect(self._on_asking)
        self.stack.addWidget(self.list)
        self.stack.addWidget(item)
        self.body.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self.body.addLayout(head)
        self.body.addWidget(self.stack, 1)
