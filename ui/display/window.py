"""The hall's big screen: who is called where, seen from ten metres."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.service import Hall, HallFacts, queue_display
from ui.display.board import Board
from ui.display.call_list import CallList
from ui.display.counter_strip import CounterStrip
from ui.display.freshness import Freshness
from ui.display.hero_panel import HeroPanel
from ui.display.labels import label, say
from ui.display.looks import Scale, set_part
from ui.display.news import Facts, Wait, load_calls, load_facts, load_waits
from ui.display.wait_band import WaitBand
from ui.display.words import spoken
from ui.shared import tasks
from ui.shared.changes import ChangeSignal
from ui.shared.clock_label import Clock
from ui.shared.i18n import tr
from ui.shared.theme import load_theme, number_font
from ui.shared.voice.announcement import Call
from ui.shared.voice.announcer import Announcer

HEARTBEAT_MS = 30_000
SECOND_MS = 1_000
WAITS_AFTER_MS = 300
NOTICE_SECONDS = 15


class DisplayWindow(QWidget):
    """Numbers and counters, never a name; it says so itself when its news is old.

    A call stands in the list at once; the announcer decides when its turn to be largest and spoken comes.

    Attributes:
        board: which call is shown.
    """

    def __init__(
        self,
        hall: Hall,
        announcer: Announcer | None = None,
        notices: Sequence[str] = (),
        parent: QWidget | None = None,
        *,
        theme: str = "day",
    ) -> None:
        super().__init__(parent)
        self._hall, self._theme = hall, load_theme(theme)
        self._own_notices = tuple(notices)
        self._notices = self._own_notices
        self._zone = ZoneInfo(HallFacts().zone)
        self._freshness = Freshness()
        self._asking = self._ask_again = False
        self._seconds = 0
        self.board = Board()
        self._build()
        self._announcer = announcer or Announcer(self)
        self._announcer.speaking_began.connect(self._on_speaking_began)
        self._announcer.audible_changed.connect(self._show_sound)
        self._waits_soon = self._timer(WAITS_AFTER_MS, self._load_waits, once=True)
        self._heartbeat = self._timer(HEARTBEAT_MS, self.refresh)
        self._second = self._timer(SECOND_MS, self.tick)
        self._changes = ChangeSignal(hall.feed, self)
        self._changes.changed.connect(self._on_changed)
        self._heartbeat.start()
        self._second.start()
        self._draw()
        self._show_sound()
        self.refresh()

    # -- building

    def _timer(self, milliseconds: int, due: Callable[[], None], *, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(once)
        timer.timeout.connect(due)
        return timer

    def _build(self) -> None:
        set_part(self, "display")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Queue display"))
        self.setMinimumSize(480, 360)
        self.name = label("title", self)
        self.silent = label("quiet", self)
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
        self.notice = label("title", self)
        self.notice.setWordWrap(True)
        self.clock = Clock(self._now, self)
        set_part(self.clock, "clock")
        self.clock.ensurePolished()
        self.clock.setFont(number_font(self.clock.font()))
        self._assemble()

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
        scale = Scale(self.width(), self.height())
        self.setStyleSheet(scale.sheet(self._theme))
        direction = QBoxLayout.Direction.TopToBottom if scale.upright else QBoxLayout.Direction.LeftToRight
        for rows in (self._head, self._middle):
            rows.setDirection(direction)
        side = Qt.AlignmentFlag.AlignLeft if scale.upright else Qt.AlignmentFlag.AlignRight
        self.silent.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._column.setContentsMargins(scale.gap, scale.gap // 2, scale.gap, scale.gap // 2)
        self._column.setSpacing(scale.gap // 2)
        self._middle.setSpacing(scale.gap // 2)
        self._head.setSpacing(scale.gap // 2)
        for part in (self.hero, self.calls, self.strip, self.waits):
            part.arrange(scale)

    # -- news

    @Slot()
    def refresh(self) -> None:
        """Ask the hall for everything."""
        tasks.run(self, partial(load_facts, self._hall), self._on_facts, self._on_failed)
        self._load_calls()
        self._load_waits()

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self._hall.noticed(topics)
        if topics & {Topic.QUEUE, Topic.POSTS}:
            self._load_calls()
            self._waits_soon.start()
        if topics & {Topic.SETTINGS, Topic.CATALOGUE}:
            self.refresh()

    def _load_calls(self) -> None:
        """Ask for the calls; one question at a time, and once more if something changed meanwhile."""
        self._ask_again = self._asking
        if not self._asking:
            self._asking = True
            asked = partial(load_calls, self._hall)
            tasks.run(self, asked, self._on_calls, self._on_failed, ended=self._on_answered)

    def _on_answered(self) -> None:
        self._asking = False
        if self._ask_again:
            self._load_calls()

    @Slot()
    def _load_waits(self) -> None:
        tasks.run(self, partial(load_waits, self._hall), self._on_waits, self._on_failed)

    def _on_calls(self, feed: queue_display.DisplayFeed) -> None:
        self._freshness.heard(self._hall.clock.now())
        new = self.board.take(feed)
        for waiting in self._announcer.waiting:
            if not self.board.is_called(waiting.number):
                self._announcer.withdraw(waiting.number)
        for call in new:
            self._announcer.announce(spoken(call))
        self._draw()

    def _on_waits(self, waits: tuple[Wait, ...]) -> None:
        self.waits.show_waits(waits)

    def _on_facts(self, facts: Facts) -> None:
        self._zone = facts.zone
        say(self.name, facts.name)
        standard = (
            tr("Missed your call? Please go to the guide's desk."),
            tr("Open {hours}", hours=facts.hours),
        )
        self._notices = self._own_notices or standard
        self._show_notice()

    def _on_failed(self, _refusal: Refusal) -> None:
        self._freshness.failed()
        self._show_age()

    # -- showing

    @Slot(object)
    def _on_speaking_began(self, call: Call) -> None:
        """A call has its turn: largest and flashing while it is spoken."""
        self.board.begin(call.number)
        self._draw_calls()
        self.hero.flash()

    def _draw(self) -> None:
        """Draw the board."""
        self._draw_calls()
        self.strip.show_signs(self.board.feed.counters if self.board.feed else ())
        self._show_age()

    def _draw_calls(self) -> None:
        self.hero.show_call(self.board.hero)
        self.calls.show_calls(self.board.rest())

    @Slot()
    def tick(self) -> None:
        """A second has passed: look at the age of the news and the notice."""
        self._seconds += 1
        self._show_age()
        if self._seconds % NOTICE_SECONDS == 0:
            self._show_notice()

    def _show_age(self) -> None:
        since = self._freshness.interrupted_since(self._hall.clock.now(), connected=self._hall.feed.connected)
        self.late.setVisible(since is not None)
        if since is not None:
            say(self.late_words, tr("▲ No news since {time}", time=f"{since.astimezone(self._zone):%H:%M}"))

    @Slot()
    def _show_sound(self) -> None:
        say(self.silent, "" if self._announcer.audible else tr("◁ no sound: please watch the screen"))

    def _show_notice(self) -> None:
        if self._notices:
            words = self._notices[self._seconds // NOTICE_SECONDS % len(self._notices)]
            say(self.notice, tr("Today: {notice}", notice=words))

    def _now(self) -> datetime:
        return self._hall.clock.now().astimezone(self._zone)

    # -- the window itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._arrange()

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask, show and say no more."""
        for timer in (self._waits_soon, self._heartbeat, self._second):
            timer.stop()
        self.hero.still()
        self._announcer.close()
        self._changes.close()
        super().closeEvent(event)
