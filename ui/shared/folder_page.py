"""A page of a list on the left, one thing of it in the middle, and its next step below."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hall.service import Reading
from ui.shared.card import Card
from ui.shared.folder import File, Folder, Link
from ui.shared.i18n import tr
from ui.shared.page import Office, Page
from ui.shared.reveal import Masked
from ui.shared.row_list import Row, RowList
from ui.shared.state_mark import Light, StateMark
from ui.shared.step_panel import StepPanel
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, is_large, scaled, set_role
from ui.shared.timeline import Timeline
from ui.shared.toggle_row import ToggleRow

LIST_WIDTH = 400
LINKS_SHOWN = 6
"""Rows that stand without scrolling."""

FACTS_HEIGHT, FACTS_LARGE = 104, 52
"""Four lines about what is open stand on the smallest screen; with large type two, and the rest where there is room."""
FEW_FIELDS = 3
"""A form with more has most of the room."""

Look = Callable[..., Folder]
"""Looks at a list: the reading, the office, the scope of the list, the key of what is to be open, and what is sought
where the page has a line for that."""


class FolderPage(Page):
    """What is due first stands on top and is open; scopes above the list narrow it down."""

    def __init__(
        self,
        name: str,
        look: Look,
        scopes: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
        *,
        sought: str = "",
        width: int = LIST_WIDTH,
        few: int = FEW_FIELDS,
    ) -> None:
        """Make a page.

        Args:
            name: what the list is called.
            look: see `Look`; runs in a worker.
            scopes: code and words of each; the first is open at the start.
            parent: of the widget.
            sought: what the line above the list asks for, empty for no such line.
            width: of the list.
            few: a form with more questions has most of the room.
        """
        super().__init__(parent)
        self._look = look
        self._width, self._few = width, few
        self._opened = ""
        self.search = self._search_line(sought) if sought else None
        self._scope = scopes[0][0] if scopes else ""
        self._key = ""
        self._filling = self._asks_much = False
        self.left = Card("", self)
        self.list = RowList(name, self, framed=False, led=True)
        self.scopes = ToggleRow(scopes, name, self) if scopes else None
        self.heading, self._count, self.none = QLabel(self), QLabel(self), QLabel(self)
        self.light = StateMark(Light.GREY, "", self)
        self.facts, self.said = QLabel(self), QLabel(self)
        self.eye = QPushButton(tr("Show the full number"), self)
        self._masked: Masked | None = None
        self.links = RowList(tr("Belonging to it"), self)
        self._links: tuple[Link, ...] = ()
        self.timeline = Timeline(self)
        self.panel = StepPanel(self)
        self._right = QStackedWidget(self)
        self._dress()
        self._assemble()
        self._connect()

    def looker(self) -> Callable[[Reading, Office], Folder]:
        """Look at the list of the scope and the thing that is open."""
        look, wanted = self._look, (self._scope, self._key, *([self.search.text().strip()] if self.search else []))
        return lambda reading, office: look(reading, office, *wanted)

    def show_seen(self, office: Office, seen: Any) -> None:  # noqa: ANN401 -- a Folder
        """Show the list and what is open of it."""
        folder: Folder = seen
        self._filling = True  # a refreshed list is not a choice
        self.list.show_rows(folder.rows)
        if folder.file is not None:
            self.list.choose(folder.file.row or folder.file.key)
        self._filling = False
        self._count.setText(folder.title)
        self.none.setText(folder.none)
        self._right.setCurrentIndex(0 if folder.file is not None else 1)
        if folder.file is not None:
            self._show_file(folder.file, office)

    def take_focus(self) -> None:
        """Begin in the list."""
        self.list.setFocus()

    def go_to(self, scope: str, key: str) -> None:
        """Open a scope and a thing of it."""
        self._key = key
        if self.scopes is not None and scope:
            self._scope = scope
            self.scopes.choose(scope)
        self.wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew: words wrap otherwise now."""
        super().resizeEvent(event)
        self._share()

    def hold_on(self) -> None:
        """Stay with what is open, wherever it stands in the list afterwards."""
        self._key = self._opened

    def _show_file(self, file: File, office: Office) -> None:
        self._opened = file.key
        self.heading.setText(file.heading)
        self.light.show_state(file.light, file.light_word)
        self.facts.setText("\n".join(line for line in file.facts if line))
        self._masked = file.masked
        self.eye.setVisible(file.masked is not None)
        self.said.setText(tr("“{words}”", words=file.said) if file.said else "")
        self.said.setVisible(bool(file.said))
        self._show_links(file.links)
        self.timeline.show_events(file.history, office.local)
        self.panel.show_steps(f"{file.key} {file.state}", file.steps, file.helpers)
        self._asks_much = bool(file.steps) and len(file.steps[0].fields) > self._few
        self._share()

    def _share(self) -> None:
        """Share the height between what is read and what is asked; with large type each has what it needs."""
        read, asked = 1, 3 if self._asks_much else 1
        if is_large():
            wanted = self._about.totalHeightForWidth(self._facts.width())
            hidden = max(wanted - self._facts.minimumHeight(), 0)
            read = self._file.body.totalMinimumSize().height() + hidden
            asked = self.panel.wanted_height()
        self._one.setStretch(0, read)
        self._one.setStretch(1, asked)

    def _search_line(self, sought: str) -> TextLine:
        line = TextLine(self)
        line.setPlaceholderText(sought)
        line.setAccessibleName(sought)
        line.setClearButtonEnabled(True)
        line.textChanged.connect(self._on_sought)
        return line

    def _show_links(self, links: tuple[Link, ...]) -> None:
        self._links = links
        self.links.show_rows([Row(n, link.text, link.remark, link.light) for n, link in enumerate(links)])
        self.links.setVisible(bool(links))
        shown = min(len(links), LINKS_SHOWN)
        self.links.setMinimumHeight(self._height_of(shown))
        self.links.setMaximumHeight(self._height_of(len(links)))

    def _height_of(self, rows: int) -> int:
        return sum(self.links.sizeHintForRow(row) for row in range(rows)) + 2 * self.links.frameWidth()

    def _dress(self) -> None:
        for label in (self.heading, self._count, self.none):
            set_role(label, "title")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self.eye, "plain")
        self.eye.setShortcut("Ctrl+E")
        self.eye.setToolTip("Ctrl+E")
        self.eye.hide()
        for label in (self.facts, self.said, self.none, self._count):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)

    def _assemble(self) -> None:
        left = self.left
        left.setFixedWidth(scaled(self._width))
        left.body.addWidget(self._count)
        if self.search is not None:
            left.body.addWidget(self.search)
        if self.scopes is not None:
            self.scopes.choose(self._scope)
            left.body.addWidget(self.scopes)
        left.body.addWidget(self.list, 1)
        one = QWidget(self)
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID if is_large() else 2 * GRID)
        column.addWidget(self._file_card(), 1)
        column.addWidget(self.panel, 1)
        self._one = column
        self._right.addWidget(one)
        self._right.addWidget(self.none)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID if is_large() else 2 * GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(left)
        row.addWidget(self._right, 1)

    def _file_card(self) -> Card:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.light)
        about = QWidget(self)
        inside = QVBoxLayout(about)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2 * GRID)
        inside.addWidget(self.facts)
        inside.addWidget(self.eye, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.said, self.links, self.timeline):
            inside.addWidget(widget)
        inside.setStretchFactor(self.links, 10)  # a long list takes the room that is there
        inside.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(about)
        scroll.setWidgetResizable(True)
        scroll.setMinimumHeight(scaled(FACTS_LARGE if is_large() else FACTS_HEIGHT))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        about.setAutoFillBackground(False)
        self._about, self._facts, self._file = inside, scroll, Card("", self)
        self._file.body.addLayout(head)
        self._file.body.addWidget(scroll, 1)
        return self._file

    def _connect(self) -> None:
        self.list.row_chosen.connect(self._on_row)
        self.list.currentRowChanged.connect(self._on_moved)
        self.panel.step_taken.connect(self.step_taken)
        self.links.row_chosen.connect(self._on_link)
        self.eye.clicked.connect(self._on_eye)
        if self.scopes is not None:
            self.scopes.chosen.connect(self._on_scope)

    @Slot(object)
    def _on_row(self, key: object) -> None:
        self._open(str(key))
        self.panel.take_focus()

    @Slot()
    def _on_eye(self) -> None:
        if self._masked is not None:
            self.reveal_requested.emit(self._masked)

    @Slot(object)
    def _on_link(self, place: object) -> None:
        link = self._links[place] if isinstance(place, int) and place < len(self._links) else None
        if link is not None and link.page:
            self.opened.emit(link.page, link.scope, link.key)

    @Slot(int)
    def _on_moved(self, place: int) -> None:
        if place >= 0 and not self._filling:
            self._open(str(self.list.current_key()))

    @Slot()
    def _on_sought(self) -> None:
        self._key = ""
        self.wanted.emit()

    @Slot(str)
    def _on_scope(self, code: str) -> None:
        if not code and self.scopes is not None:
            self.scopes.choose(self._scope)  # one list is always open
            return
        self._scope, self._key = code, ""
        self.wanted.emit()

    def _open(self, key: str) -> None:
        self._key = key
        self.wanted.emit()
