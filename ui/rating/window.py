"""The screen at a counter, towards the resident: number, words, faces."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.service import Hall, HallFacts
from ui.rating.faces_page import FacesPage
from ui.rating.looks import Scale
from ui.rating.news import Answer, Screen, look, send
from ui.rating.phone_page import PhonePage
from ui.rating.reasons_page import ReasonsPage
from ui.rating.sign_page import SignPage
from ui.rating.talk import Page, Talk
from ui.rating.text_page import TextPage
from ui.rating.thanks_page import ThanksPage
from ui.rating.words import next_call, post
from ui.shared import tasks
from ui.shared.changes import ChangeSignal
from ui.shared.clock_label import Clock
from ui.shared.i18n import tr
from ui.shared.parts import label, say, set_part
from ui.shared.public_words import public_sentence
from ui.shared.refresher import Refresher
from ui.shared.theme import load_theme

HEARTBEAT_SECONDS = 30
SECOND_MS = 1_000
TOO_OLD = timedelta(seconds=90)
ABOUT = frozenset({Topic.QUEUE, Topic.POSTS, Topic.RATINGS, Topic.STAFF, Topic.SETTINGS})
SPENT = ("ratings.already", "ratings.too_late", "ratings.not_finished")
"""Refusals after which asking the same resident again would make no sense."""


class RatingWindow(QWidget):
    """One resident after another; nothing of one is there when the next one comes.

    Attributes:
        talk: what is being asked, and of whom.
    """

    def __init__(self, hall: Hall, parent: QWidget | None = None, *, theme: str = "day") -> None:
        super().__init__(parent)
        self._hall, self._theme = hall, load_theme(theme)
        self._zone = ZoneInfo(HallFacts().zone)
        self._screen: Screen | None = None
        self._heard_at: datetime | None = None
        self._failed = False
        self._seconds = 0
        self.talk = Talk()
        self._build()
        self._connect()
        self._looks = Refresher(self, lambda: look(hall), self._on_look, self._on_blind)
        self._changes = ChangeSignal(hall.feed, self)
        self._changes.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._looks.refresh()

    def sizeHint(self) -> QSize:
        """A small screen of ten inches."""
        return QSize(1024, 600)

    # -- building

    def _build(self) -> None:
        set_part(self, "screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Window screen"))
        self.setMinimumSize(640, 384)
        self._head = QFrame(self)
        set_part(self._head, "head")
        self.counter = label("counter", self._head)
        self.post = label("post", self._head)
        self.clock = Clock(self._now, self._head)
        set_part(self.clock, "post")
        self.late = QFrame(self)
        set_part(self.late, "late")
        self.late_words = label("late", self.late)
        QHBoxLayout(self.late).addWidget(self.late_words)
        self.late.hide()
        self.sign, self.text = SignPage(self), TextPage(self)
        self.faces, self.reasons = FacesPage(self._theme, self), ReasonsPage(self)
        self.phone, self.thanks = PhonePage(self), ThanksPage(self)
        self.pages = QStackedWidget(self)
        for page in self._pages().values():
            self.pages.addWidget(page)
        self._assemble()

    def _assemble(self) -> None:
        self._top = QHBoxLayout(self._head)
        self._top.addWidget(self.counter)
        self._top.addWidget(self.post, 1)
        self._top.addWidget(self.clock)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.late)
        column.addWidget(self.pages, 1)

    def _connect(self) -> None:
        talk = self.talk
        self.faces.chosen.connect(lambda grade: self._step(talk.choose, grade))
        self.faces.declined.connect(lambda: self._step(talk.decline))
        self.reasons.ticked.connect(lambda code: self._step(talk.tick, code))
        self.reasons.phone_requested.connect(lambda: self._step(talk.ask_phone))
        self.reasons.back_requested.connect(lambda: self._step(talk.back))
        self.reasons.submitted.connect(lambda: self._step(talk.submit))
        self.phone.kept.connect(lambda phone: self._step(talk.keep_phone, phone))
        self.phone.touched.connect(talk.touched)

    def _pages(self) -> dict[Page, QWidget]:
        return {
            Page.SIGN: self.sign,
            Page.TEXT: self.text,
            Page.FACES: self.faces,
            Page.REASONS: self.reasons,
            Page.PHONE: self.phone,
            Page.THANKS: self.thanks,
        }

    # -- what a resident does

    def _step(self, step: Callable[..., Answer | None], *chosen: object) -> None:
        """Take a step of the talk, send what came of it, and show where it leads."""
        self.faces.say_problem("")
        self._send(step(*chosen))
        self._show()

    def _send(self, answer: Answer | None) -> None:
        if answer is None:
            return
        hall = self._hall
        tasks.run(
            self,
            lambda: send(hall, answer),
            lambda _nothing: self._looks.refresh(),
            partial(self._on_not_sent, answer),
        )

    def _on_not_sent(self, answer: Answer, refusal: Refusal) -> None:
        """Ask once more, unless the answer is in the hall already or has come too late."""
        if refusal.code not in SPENT:
            self.talk.failed(answer)
            self.faces.say_problem(public_sentence(refusal))
        self._looks.refresh()

    # -- news

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self._hall.noticed(topics)
        if topics & ABOUT:
            self._looks.refresh()

    def _on_look(self, screen: Screen) -> None:
        self._screen, self._zone = screen, screen.zone
        self._heard_at, self._failed = self._hall.clock.now(), False
        self._send(self.talk.take(screen))
        self._show()
        self._show_age()

    def _on_blind(self, _refusal: Refusal) -> None:
        self._failed = True
        self._show_age()

    # -- showing

    def _show(self) -> None:
        screen = self._screen
        if screen is None:
            return
        card = screen.facing
        say(self.counter, tr("Counter no. {number}", number=card.number))
        say(self.post, post(card))
        self.sign.show_card(card)
        self.text.show_message(card.text, card.ticket_number)
        if screen.to_rate is not None:
            self.faces.ask(screen.to_rate.number, next_call(card))
        self.reasons.offer(screen.reasons)
        self.reasons.show_answer(self.talk.reasons, self.talk.phone)
        if self.talk.page is Page.THANKS:
            self.thanks.thank(self.talk.answered)
        self._turn(self._pages()[self.talk.page])

    def _turn(self, page: QWidget) -> None:
        """Turn to a page; none of its buttons looks chosen before it is touched."""
        if page is self.pages.currentWidget():
            return
        if page is self.phone:
            self.phone.begin(self.talk.phone)
        else:
            self.phone.begin("")
        self.pages.setCurrentWidget(page)
        self.pages.setFocus()

    @Slot()
    def tick(self) -> None:
        """A second has passed: nobody may be there any more, and the news may be old."""
        self._seconds += 1
        if self.talk.left:
            self._send(self.talk.second())
            self._show()
        if self._seconds % HEARTBEAT_SECONDS == 0:
            self._looks.refresh()
        self._show_age()

    def _show_age(self) -> None:
        now = self._hall.clock.now()
        last = self._heard_at or now
        old = self._failed or not self._hall.feed.connected or now - last > TOO_OLD
        self.late.setVisible(old)
        if old:
            at = last.astimezone(self._zone)
            say(self.late_words, tr("▲ The screen has had no news since {time}", time=f"{at:%H:%M}"))

    def _now(self) -> datetime:
        return self._hall.clock.now().astimezone(self._zone)

    def _arrange(self) -> None:
        """Fit everything to the screen at hand."""
        scale = Scale(self.width(), self.height())
        self.setStyleSheet(scale.sheet(self._theme))
        self._top.setContentsMargins(2 * scale.gap, scale.gap // 2, 2 * scale.gap, scale.gap // 2)
        self._top.setSpacing(2 * scale.gap)
        for page in (self.sign, self.text, self.faces, self.reasons, self.phone, self.thanks):
            page.arrange(scale)

    # -- the window itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Show no mouse pointer on a full screen: it is touched."""
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
        """Send what was touched, and ask and show no more."""
        if self.talk.grade is not None:
            self._send(self.talk.submit())
        self._timer.stop()
        self._changes.close()
        super().closeEvent(event)
