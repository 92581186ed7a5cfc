"""The display without its news: which parts it has, where they stand on a screen of any shape, and their words."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.display.call_list import CallList
from ui.display.counter_strip import CounterStrip
from ui.display.hero_panel import HeroPanel
from ui.display.looks import Scale
from ui.display.notice_line import NoticeLine
from ui.display.said_band import SaidBand
from ui.display.wait_band import WaitBand
from ui.shared.clock_label import Clock
from ui.shared.i18n import tr
from ui.shared.parts import label, say, set_part
from ui.shared.theme import load_theme, number_font


class DisplayScreen(QWidget):
    """Head with the hall's name and signs, the call with the calls before it, counters, waits, notice and clock.

    Args:
        now: the hall's time in its own zone; it must not wait for anything.
        theme: the colours.
        large: large type: fewer words, and larger ones.
    """

    def __init__(
        self, now: Callable[[], datetime], parent: QWidget | None = None, *, theme: str = "day", large: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme, self._large = load_theme(theme), large
        set_part(self, "display")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Queue display"))
        self.setMinimumSize(480, 360)
        self._build(now)
        self._assemble()

    def _build(self, now: Callable[[], datetime]) -> None:
        self.name = label("name", self)
        self.silent = label("aside", self)
        self.late = QFrame(self)
        set_part(self.late, "late")
        room = self.late.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing moves when it appears
        self.late.setSizePolicy(room)
        self.late_words = label("late", self.late, tr("▲ No news since {time}", time="00:00"))
        QHBoxLayout(self.late).addWidget(self.late_words)
        self.hero = HeroPanel(self)
        self.calls = CallList(self)
        self.strip = CounterStrip(self)
        self.waits = WaitBand(self)
        self.notice = NoticeLine(self)
        self.clock = Clock(now, self)
        set_part(self.clock, "clock")
        self.clock.ensurePolished()
        self.clock.setFont(number_font(self.clock.font()))
        self.said = SaidBand(self)

    def _assemble(self) -> None:
        signs = QHBoxLayout()
        signs.addWidget(self.silent, 1)
        signs.addWidget(self.late)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addWidget(self.name)
        self._head.addLayout(signs, 1)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addWidget(self.hero, 5)
        self._middle.addWidget(self.calls, 4)
        foot = QHBoxLayout()
        foot.addWidget(self.notice, 1)
        foot.addWidget(self.clock)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._middle, 1)
        for widget in (self.strip, self.waits):
            self._column.addWidget(widget)
        self._column.addLayout(foot)

    def _arrange(self) -> None:
        """Fit everything to the screen at hand."""
        scale = Scale(self.width(), self.height(), self._large)
        self.setStyleSheet(scale.sheet(self._theme))
        direction = QBoxLayout.Direction.TopToBottom if scale.upright else QBoxLayout.Direction.LeftToRight
        for rows in (self._head, self._middle):
            rows.setDirection(direction)
        side = Qt.AlignmentFlag.AlignLeft if scale.upright else Qt.AlignmentFlag.AlignRight
        self.silent.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._column.setContentsMargins(scale.gap, scale.gap // 2, scale.gap, scale.gap // 2)
        for rows in (self._column, self._middle, self._head):
            rows.setSpacing(scale.gap // 2)
        for part in (self.hero, self.calls, self.strip, self.waits, self.notice, self.said):
            part.arrange(scale)
        self._column.activate()
        self._lay_over()

    def _lay_over(self) -> None:
        """Put the announcement over counters and waits, or over the lower calls where these are small."""
        low, high = self.notice.geometry().top(), self.calls.geometry().bottom() + 1
        least = self.height() // 5
        top = min(high + self._column.spacing(), low - least)
        self.said.setGeometry(self.waits.x(), top, self.waits.width(), low - top)
        self.said.raise_()

    def show_interruption(self, since: str) -> None:
        """Say since when the news is old (HH:MM); empty when it is fresh."""
        self.late.setVisible(bool(since))
        if since:
            say(self.late_words, tr("▲ No news since {time}", time=since))

    def show_sound(self, *, audible: bool) -> None:
        """Say that there is no sound, where there is none."""
        say(self.silent, "" if audible else tr("◁ no sound: please watch the screen"))

    # -- the window itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Let the announcement follow what it lies over."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_over()
        return done

    def changeEvent(self, event: QEvent) -> None:
        """Show no mouse pointer on a full screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.setCursor(Qt.CursorShape.BlankCursor if self.isFullScreen() else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the full screen, F11 enters it."""
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        elif event.key() == Qt.Key.Key_F11:
            self.showFullScreen()
        else:
            super().keyPressEvent(event)
