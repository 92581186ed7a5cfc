"""The hall's voice under everything that can befall it: never two at once, nobody forgotten, nobody called in vain."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtWidgets import QApplication

from tests.ui.shared.booth import Booth
from ui.shared.voice.announcement import Call, Part
from ui.shared.voice.announcer import LATE_SECONDS, Announcer

NUMBERS = [f"A{number:03}" for number in range(1, 7)]
ANY_CALL = st.builds(Call, st.sampled_from(NUMBERS), st.integers(1, 4), silent=st.booleans())


class Room(Booth):
    """A speaker that knows what can be heard at this moment."""

    def __init__(self) -> None:
        super().__init__()
        self.sounding: set[int] = set()
        self.asked: set[int] = set()
        self.stopped = False

    def play(self, job: int, parts: tuple[Part, ...]) -> None:
        super().play(job, parts)
        self.sounding.clear()  # the real one lets its sink go before it takes another
        self.asked, self.stopped = {job}, False

    def stop(self) -> None:
        super().stop()
        self.sounding.clear()
        self.stopped = True  # one that hung before it began finds this next, and says nothing

    def sound(self) -> None:
        """The device begins with what it was asked for."""
        self.sounding |= self.asked
        self.begin()

    def over(self) -> None:
        """The device is through, or gives up."""
        job = self.job
        self.sounding.clear()
        self.asked.clear()
        self.ended.emit(job)


class VoiceMachine(RuleBasedStateMachine):
    """A hall in which residents are called, called again and come, and the sound device comes and goes.

    The model is a plain list: one entry for each number that waits, in order.
    """

    @initialize()
    def open(self) -> None:
        self.room, self.seconds = Room(), 0.0
        self.announcer = Announcer(speaker=self.room, now=lambda: self.seconds)
        self.line: list[tuple[Call, float]] = []
        self.turns: list[Call] = []
        self.wrong: list[str] = []  # Qt keeps what a slot raises from the test, so a slot writes it down
        self.over: list[Call] = []
        self.announcer.speaking_began.connect(self._began)
        self.announcer.speaking_ended.connect(self.over.append)

    def _began(self, call: Call) -> None:
        """A turn begins: it must be the first in line, and nobody else's may be running."""
        if len(self.turns) != len(self.over) or self.room.sounding:
            self.wrong.append(f"{call} began while another was being said")
        first, since = self.line.pop(0) if self.line else (None, 0.0)
        if call != first:
            self.wrong.append(f"{call} began and {first} was first in line")
        self.turns.append(call)
        if self.room.asked and not call.silent and self.room.job == self.announcer._job:
            times = self.room.played[-1][1].count("please")
            if times != (1 if self.seconds - since > LATE_SECONDS else 2):
                self.wrong.append(f"{call} is said {times} times after {self.seconds - since} seconds")

    @rule(call=ANY_CALL)
    def call_somebody(self, call: Call) -> None:
        places = [place for place, (waiting, _) in enumerate(self.line) if waiting.number == call.number]
        if places:
            self.line[places[0]] = (call, self.line[places[0]][1])
        else:
            self.line.append((call, self.seconds))
        self.announcer.announce(call)

    @rule(call=ANY_CALL)
    def call_the_same_again(self, call: Call) -> None:
        if self.announcer.current is not None:
            self.call_somebody(replace(call, number=self.announcer.current.number))

    @rule(number=st.sampled_from(NUMBERS))
    def somebody_comes(self, number: str) -> None:
        self.line = [(call, since) for call, since in self.line if call.number != number]
        self.announcer.withdraw(number)

    @rule(seconds=st.sampled_from([1.0, 20.0, 61.0]))
    def time_passes(self, seconds: float) -> None:
        self.seconds += seconds

    @precondition(lambda self: self.room.asked and not self.room.sounding and not self.room.stopped)
    @rule()
    def the_device_begins(self) -> None:
        self.room.sound()

    @precondition(lambda self: self.room.asked)
    @rule()
    def the_device_ends(self) -> None:
        self.room.over()

    @rule(there=st.booleans())
    def a_device_comes_or_goes(self, there: bool) -> None:
        self.room.ready_changed.emit(there)

    @precondition(lambda self: self.announcer._watchdog.isActive())
    @rule()
    def patience_ends(self) -> None:
        self.announcer._watchdog.stop()
        self.announcer._on_time_up()

    @invariant()
    def nothing_went_wrong(self) -> None:
        assert self.wrong == []

    @invariant()
    def the_line_is_what_the_hall_expects(self) -> None:
        assert self.announcer.waiting == tuple(call for call, _ in self.line)

    @invariant()
    def whoever_has_a_turn_is_watched_over(self) -> None:
        assert (self.announcer.current is None) == (len(self.turns) == len(self.over))
        assert self.announcer.current is None or self.announcer._watchdog.isActive()

    @invariant()
    def nobody_waits_while_nothing_is_said(self) -> None:
        assert self.announcer.current is not None or not self.line

    def teardown(self) -> None:
        """However badly it went: with a little patience everybody gets a turn."""
        for _ in range(3 * len(self.line) + 3):
            if self.announcer._watchdog.isActive():
                self.announcer._watchdog.stop()
                self.announcer._on_time_up()
        assert self.wrong == []
        assert self.announcer.current is None
        assert self.announcer.waiting == ()
        assert self.turns == self.over
        self.announcer.close()


@pytest.mark.usefixtures("qapp")
def test_the_voice_never_speaks_over_itself_and_forgets_nobody(qapp: QApplication) -> None:
    run_state_machine_as_test(VoiceMachine, settings=settings(max_examples=80, stateful_step_count=40))  # type: ignore[no-untyped-call]
