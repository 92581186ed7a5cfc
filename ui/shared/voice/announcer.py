"""The queue of announcements: one at a time, none lost, none waiting for a device that is dead."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.shared.voice.announcement import USUAL, Call, Manner, announcement
from ui.shared.voice.speaker import Speaker

LATE_SECONDS = 60.0
SIGN_SECONDS = 8.0
LATE_SIGN_SECONDS = 4.0
SILENT_SIGN_SECONDS = 12.0
"""A call that nobody hears needs more time to be seen."""
START_SECONDS = 5.0
GRACE_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A call and when it was first asked for, in seconds of the announcer's clock."""

    call: Call
    since: float


class Announcer(QObject):
    """Says calls in the order they came (播报, rules §12); each begins after the one before has ended.

    A number that is called again while it waits keeps its place and takes the newest counter. A call that waited
    longer than a minute is said once instead of twice. Where nothing sounds, calls keep their turn on the screen: they
    begin and end by time. A call that the device refuses or does not begin in time is shown instead; a device that
    hangs is left alone until it answers, and the queue goes on silently. A silent call (静音叫号) has its turn on the
    screen in any case.

    Signals:
        speaking_began: this call's turn has come; show it, and say `sign(call)` where `audible` is False.
        speaking_ended: its turn is over.
        audible_changed: there is a sound device now, or none any more.
    """

    speaking_began = Signal(object)
    speaking_ended = Signal(object)
    audible_changed = Signal(bool)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        manner: Manner = USUAL,
        speaker: Speaker | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._manner = manner
        self._now = now
        self._waiting: list[_Waiting] = []
        self._current: Call | None = None
        self._job = 0
        self._ready = False
        self._started = False
        self._late = False
        self._given = 0  # the job that the device has now
        self._failed = False  # the device refused the last call; the next one tries it again
        self._hangs = 0  # the job that a device has not given back
        self._held = False
        self._closed = False
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.timeout.connect(self._on_time_up)
        self._speaker = speaker or Speaker(self)
        self._speaker.ready_changed.connect(self._on_ready_changed)
        self._speaker.started.connect(self._on_started)
        self._speaker.ended.connect(self._on_ended)
        self._speaker.open()

    @property
    def audible(self) -> bool:
        """Whether a call is heard; where it is False the display shows a visible sign."""
        return self._can_play() and not self._failed

    @property
    def current(self) -> Call | None:
        """The call whose turn it is."""
        return self._current

    @property
    def waiting(self) -> tuple[Call, ...]:
        """The calls still to come, in order."""
        return tuple(waiting.call for waiting in self._waiting)

    def announce(self, call: Call) -> None:
        """Put a call into the queue; it returns at once."""
        if self._closed:
            return
        for place, waiting in enumerate(self._waiting):
            if waiting.call.number == call.number:
                self._waiting[place] = replace(waiting, call=call)
                return
        self._waiting.append(_Waiting(call, self._now()))
        self._next()

    def withdraw(self, number: str) -> None:
        """Take a number out of the queue, for it was answered meanwhile; the one whose turn it is stays."""
        self._waiting = [waiting for waiting in self._waiting if waiting.call.number != number]

    def wait(self) -> None:
        """Let somebody else speak after the present call; calls keep their places until `go_on`."""
        self._held = True

    def go_on(self) -> None:
        """Speak again."""
        self._held = False
        self._next()

    def set_manner(self, manner: Manner) -> None:
        """Speak in this manner from the next announcement on."""
        self._manner = manner

    def close(self) -> None:
        """Be silent and let the device go; waiting calls are dropped with the window."""
        self._closed = True
        self._waiting.clear()
        self._watchdog.stop()
        self._current = None
        self._speaker.close()

    def _next(self) -> None:
        if self._held or self._current is not None or not self._waiting:
            return
        turn = self._waiting.pop(0)
        late = self._now() - turn.since > LATE_SECONDS
        self._current = turn.call
        self._job += 1
        self._started = False
        self._late = late
        if self._can_play() and not turn.call.silent:
            self._watch(START_SECONDS)
            self._given = self._job
            self._speaker.play(self._job, announcement(turn.call, self._manner, late=late))
        else:
            self._show()
        self.speaking_began.emit(turn.call)

    def _can_play(self) -> bool:
        return self._ready and not self._hangs

    def _show(self) -> None:
        """Let the sign stand for its time."""
        silent = self._current is not None and self._current.silent
        self._watch(LATE_SIGN_SECONDS if self._late else SILENT_SIGN_SECONDS if silent else SIGN_SECONDS)

    def _watch(self, seconds: float) -> None:
        self._watchdog.start(round(seconds * 1_000))

    def _end(self) -> None:
        call, self._current = self._current, None
        self._watchdog.stop()
        if call is not None:
            self.speaking_ended.emit(call)
        self._next()

    def _now_is(self, *, ready: bool | None = None, failed: bool | None = None, hangs: int | None = None) -> None:
        """Take in what is known of the device."""
        before = self.audible
        self._ready = self._ready if ready is None else ready
        self._failed = self._failed if failed is None else failed
        self._hangs = self._hangs if hangs is None else hangs
        if self.audible != before:
            self.audible_changed.emit(self.audible)

    @Slot(bool)
    def _on_ready_changed(self, ready: bool) -> None:
        self._now_is(ready=ready, failed=False)

    @Slot(int, float)
    def _on_started(self, job: int, seconds: float) -> None:
        if job == self._job and self._current is not None:
            self._started = True
            self._now_is(failed=False)
            self._watch(seconds + GRACE_SECONDS)

    @Slot(int)
    def _on_ended(self, job: int) -> None:
        if job == self._given:
            self._given = 0
        if job == self._hangs:
            self._now_is(hangs=0)
        elif job == self._job and self._started:
            self._end()
        elif job == self._job and self._current is not None:
            self._now_is(failed=True)
            self._show()

    @Slot()
    def _on_time_up(self) -> None:
        """A sign has stood long enough, or the device has not begun or not given back the call in time."""
        unheard = self.audible and self._given and not self._started
        if self._given:  # also when the device is said to be gone: it may come back and still be speaking
            hangs, self._given = self._given, 0
            self._now_is(hangs=hangs)
            self._speaker.stop()
        if unheard:
            self._show()
        else:
            self._end()
