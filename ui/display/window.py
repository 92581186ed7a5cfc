"""The hall's big screen: who is called where, seen from ten metres."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from hall.kernel.topics import Topic
from hall.service import Hall, HallFacts, screens_policy
from ui.display.board import Board
from ui.display.freshness import CALLS, Freshness
from ui.display.news import Facts, News, Wait, load_facts, load_news, load_waits
from ui.display.question import Question
from ui.display.screen import DisplayScreen
from ui.display.told import Told
from ui.display.words import spoken
from ui.shared.changes import ChangeSignal
from ui.shared.i18n import tr
from ui.shared.parts import say
from ui.shared.voice.announcement import Call, Manner
from ui.shared.voice.announcer import Announcer
from ui.shared.voice.free_text import FreeVoice

HEARTBEAT_MS = 30_000
SECOND_MS = 1_000
WAITS_AFTER_MS = 300
FACTS, WAITS = "facts", "waits"
JUMP = timedelta(seconds=10)
"""A clock that moves so far between two ticks was set, or the PC slept: nothing on the screen is to be trusted."""


@dataclass(frozen=True, slots=True)
class DisplayWishes:
    """How one display differs from the others of the hall; said when it is started.

    Attributes:
        area: the part of the hall whose counters it shows and says; empty for all.
        large: large type.
        theme: the colours.
        notices: lines for this display instead of the hall's own.
    """

    area: str = ""
    large: bool = False
    theme: str = "day"
    notices: Sequence[str] = ()


class DisplayWindow(DisplayScreen):
    """Numbers and counters, never a name; it says so itself when its news is old, and recovers by itself.

    A call stands in the list at once; the announcer decides when its turn to be largest and spoken comes. The clock
    and the age of the news follow this PC's own clock, so neither stands still when the database is gone.

    Attributes:
        board: which call is shown.
    """

    def __init__(
        self,
        hall: Hall,
        announcer: Announcer | None = None,
        wishes: DisplayWishes | None = None,
        parent: QWidget | None = None,
        *,
        voice: FreeVoice | None = None,
    ) -> None:
        wishes = wishes or DisplayWishes()
        self._hall, self._wishes = hall, wishes
        self._zone = ZoneInfo(HallFacts().zone)
        super().__init__(self._now, parent, theme=wishes.theme, large=wishes.large)
        self._freshness = Freshness()
        self._shown, self._spoken = screens_policy.DisplayPolicy(), screens_policy.VoicePolicy()
        self._notice_age = 0
        self._last_tick = hall.clock.now()
        self.board = Board()
        self._announcer = announcer or Announcer(self)
        self._announcer.speaking_began.connect(self._on_speaking_began)
        self._announcer.audible_changed.connect(self._show_sound)
        self._voice = voice or FreeVoice(self)
        self._told = Told(self._announcer, self._voice, self)
        self._ask_for_news()
        self._waits_soon = self._timer(WAITS_AFTER_MS, self._waits.ask, once=True)
        self._heartbeat = self._timer(HEARTBEAT_MS, self.refresh)
        self._second = self._timer(SECOND_MS, self.tick)
        self._changes = ChangeSignal(hall.feed, self)
        self._changes.changed.connect(self._on_changed)
        self._heartbeat.start()
        self._second.start()
        self._draw()
        self._show_sound()
        self.refresh()

    def _timer(self, milliseconds: int, due: Callable[[], None], *, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(once)
        timer.timeout.connect(due)
        return timer

    # -- news

    def _ask_for_news(self) -> None:
        hall, area = self._hall, self._wishes.area
        self._facts = Question(self, partial(load_facts, hall), self._on_facts, partial(self._on_failed, FACTS))
        self._news = Question(self, partial(load_news, hall, area), self._on_news, partial(self._on_failed, CALLS))
        self._waits = Question(self, partial(load_waits, hall, area), self._on_waits, partial(self._on_failed, WAITS))

    @Slot()
    def refresh(self) -> None:
        """Ask the hall for everything."""
        for question in (self._facts, self._news, self._waits):
            question.ask()

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self._hall.noticed(topics)
        if topics & {Topic.QUEUE, Topic.POSTS}:
            self._news.ask()
            self._waits_soon.start()
        if topics & {Topic.SETTINGS, Topic.CATALOGUE}:
            self.refresh()

    def _on_news(self, news: News) -> None:
        self._freshness.heard(news.at)
        quiet = self._spoken.is_quiet(self._now().time())
        new = self.board.take(news.feed)
        for waiting in self._announcer.waiting:
            if not self.board.is_called(waiting.number):
                self._announcer.withdraw(waiting.number)
        for call in new:
            self._announcer.announce(spoken(call, quiet=quiet))
        self._told.take(news.said, quiet=quiet)
        self.said.show_announcements(news.said)
        self._draw()

    def _on_waits(self, waits: tuple[Wait, ...]) -> None:
        self._freshness.heard(self._hall.clock.now(), WAITS)
        self.waits.show_waits(waits)
        self._show_age()

    def _on_facts(self, facts: Facts) -> None:
        self._freshness.heard(self._hall.clock.now(), FACTS)
        self._zone, self._shown, self._spoken = facts.zone, facts.shown, facts.spoken
        voice = facts.spoken
        self._announcer.set_manner(Manner(voice.yao, voice.repeats, voice.gap_seconds, voice.chime))
        area = self._wishes.area
        say(self.name, tr("{hall} · {area}", hall=facts.name, area=area) if area else facts.name)
        hours = tr("Open {hours}", hours=facts.hours)
        standard = (tr("Missed your call? Please go to the guide's desk."),)
        self.notice.show_notices((*(self._wishes.notices or facts.shown.notices or standard), hours))
        self._show_age()

    def _on_failed(self, what: str) -> None:
        self._freshness.failed(what)
        self._show_age()

    # -- showing

    @Slot(object)
    def _on_speaking_began(self, call: Call) -> None:
        """A call has its turn: largest and flashing while it is spoken."""
        self.board.begin(call.number)
        self._draw_calls()
        self.hero.flash(silent=call.silent)

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
        """A second has passed: look at the clock, the age of the news and the notice."""
        now = self._hall.clock.now()
        passed, self._last_tick = now - self._last_tick, now
        if self.board.turn_to(self._now().date()):
            self._draw()
            self.refresh()
        elif not -JUMP < passed < JUMP:
            self.refresh()
        self._show_age()
        self._notice_age += 1
        if self._notice_age >= max(self._shown.notice_seconds, 1):
            self._notice_age = 0
            self.notice.turn()

    def _show_age(self) -> None:
        since = self._freshness.interrupted_since(self._hall.clock.now(), connected=self._hall.feed.connected)
        self.show_interruption(f"{since.astimezone(self._zone):%H:%M}" if since else "")

    @Slot()
    def _show_sound(self) -> None:
        self.show_sound(audible=self._announcer.audible)

    def _now(self) -> datetime:
        return self._hall.clock.now().astimezone(self._zone)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask, show and say no more."""
        for timer in (self._waits_soon, self._heartbeat, self._second):
            timer.stop()
        self.hero.still()
        self._voice.close()
        self._announcer.close()
        self._changes.close()
        super().closeEvent(event)
