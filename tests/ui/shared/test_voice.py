"""The hall's voice: what is said for a call, in which order, and what happens where nothing sounds."""

import math
import os
import socket
import subprocess
import sys
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hall.kernel.resources import resource
from tests.ui.shared.booth import Booth
from ui.shared.voice import announcer as announcer_module
from ui.shared.voice.announcement import LETTERS, Call, Manner, Part, Pause, announcement, can_be_said, sentence, sign
from ui.shared.voice.announcer import Announcer
from ui.shared.voice.clips import BYTES_PER_SECOND, RATE, TAIL, clip, joined
from ui.shared.voice.speaker import sound_server_possible

SOUNDS = sorted(resource("sounds").glob("*.wav"))
A001, B002, C003 = Call("A001", 3), Call("B002", 1), Call("C003", 2)
CALLS = st.builds(
    Call,
    number=st.builds(lambda letter, number: f"{letter}{number:03}", st.sampled_from(LETTERS), st.integers(0, 9_999)),
    counter=st.integers(1, 999),
    priority=st.booleans(),
    missed=st.booleans(),
)


class Hour:
    """A clock that a test moves, in seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Listener(QObject):
    """Writes down when a call begins and ends."""

    def __init__(self, announcer: Announcer) -> None:
        super().__init__(announcer)
        self.heard: list[str] = []
        announcer.speaking_began.connect(lambda call: self.heard.append(f"{call.number} to {call.counter}"))
        announcer.speaking_ended.connect(lambda call: self.heard.append(f"{call.number} over"))


def words(parts: tuple[Part, ...]) -> list[str]:
    return [part for part in parts if isinstance(part, str)]


def times_said(parts: tuple[Part, ...]) -> int:
    return words(parts).count("please")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SIGN_SECONDS", "LATE_SIGN_SECONDS", "SILENT_SIGN_SECONDS", "START_SECONDS", "GRACE_SECONDS"):
        monkeypatch.setattr(announcer_module, name, 0.01)


@pytest.fixture
def booth(qtbot: QtBot) -> Booth:
    return Booth()


@pytest.fixture
def hour() -> Hour:
    return Hour()


@pytest.fixture
def announcer(booth: Booth, hour: Hour) -> Iterator[Announcer]:
    announcer = Announcer(speaker=booth, now=hour)
    yield announcer
    announcer.close()


# What is said


def test_a_call_is_a_chime_and_the_sentence_twice_three_seconds_apart() -> None:
    said = ["please", "letter_A", "digit_0", "digit_0", "digit_1", "to_counter_3"]
    parts = announcement(A001)
    assert words(parts) == ["chime", *said, *said]
    assert Pause(3.0) in parts


def test_one_is_read_yao_where_the_hall_wants_it_and_never_in_the_counter() -> None:
    call = Call("A101", 21)
    assert words(sentence(call)) == [
        "please", "letter_A", "digit_1", "digit_0", "digit_1", "to", "digit_2", "ten", "digit_1", "counter",
    ]  # fmt: skip
    spoken = words(sentence(call, yao=True))
    assert spoken[2:5] == ["digit_1_yao", "digit_0", "digit_1_yao"]
    assert spoken[-2] == "digit_1"


def test_a_counter_of_three_figures_is_read_figure_by_figure() -> None:
    assert words(sentence(Call("A001", 205)))[5:] == ["to", "digit_2", "digit_0", "digit_5", "counter"]


def test_a_priority_number_says_so_first() -> None:
    assert words(sentence(Call("V007", 3, priority=True)))[:3] == ["priority", "please", "letter_V"]


def test_a_number_that_has_passed_is_said_once_and_asked_nowhere() -> None:
    parts = announcement(Call("A001", 3, missed=True))
    assert words(parts) == ["chime", "letter_A", "digit_0", "digit_0", "digit_1", "missed"]


def test_the_hall_decides_how_often_how_slowly_and_with_which_beginning() -> None:
    thrice = announcement(A001, Manner(repeats=3, gap=1.5, chime=False))
    assert (times_said(thrice), thrice.count(Pause(1.5)), "chime" in thrice) == (3, 2, False)
    assert times_said(announcement(A001, Manner(repeats=0))) == 1
    assert times_said(announcement(A001, Manner(repeats=3), late=True)) == 1


def test_a_number_that_no_clip_can_say_can_only_be_shown() -> None:
    assert can_be_said("A001", 3)
    assert not can_be_said("补-12", 3)
    assert sign(Call("补-12", 3, silent=True)) == "请 补-12 到 3 号窗口"


@given(CALLS, st.booleans())
def test_every_number_and_counter_has_its_clips(call: Call, yao: bool) -> None:
    names = set(words(announcement(call, Manner(yao=yao))))
    assert names <= {file.stem for file in SOUNDS}


def test_every_letter_digit_and_usual_counter_can_be_said() -> None:
    digits = words(sentence(Call("0123456789", 20)))
    letters = words(sentence(Call(f"{LETTERS}1", 1)))
    assert len(digits) == 1 + 10 + 1
    assert {f"letter_{letter}" for letter in "ABCDEFGHJKVY"} <= set(letters)
    assert all(joined((name,)) for name in {*digits, *letters})
    assert "letter_I" not in letters


@pytest.mark.parametrize(
    ("number", "counter"), [("", 1), ("A", 1), ("I001", 1), ("a001", 1), ("A001", 0), ("A1", 1_000)]
)
def test_what_cannot_be_said_is_no_call(number: str, counter: int) -> None:
    with pytest.raises(ValueError, match="not a"):
        Call(number, counter)


def test_the_sign_reads_as_the_voice_speaks() -> None:
    assert sign(A001) == "请 A001 到 3 号窗口"
    assert sign(Call("V007", 2, priority=True)) == "优先号：请 V007 到 2 号窗口"
    assert sign(Call("A001", 3, missed=True)) == "A001 号已过号"


# The clips


@pytest.mark.parametrize("file", SOUNDS, ids=lambda file: file.stem)
def test_a_clip_is_clear_and_as_loud_as_the_others(file: Path) -> None:
    with wave.open(str(file), "rb") as opened:
        assert (opened.getnchannels(), opened.getsampwidth(), opened.getframerate()) == (1, 2, RATE)
        samples = array("h", opened.readframes(opened.getnframes()))
    loudness = 20 * math.log10(math.sqrt(sum(value * value for value in samples) / len(samples)) / 32_768)
    assert 0.15 < len(samples) / RATE < 2.2
    assert max(map(abs, samples)) < 0.9 * 32_768
    assert -20 < loudness < -14
    assert max(map(abs, samples[:24])) < 1_000  # no click at either end
    assert max(map(abs, samples[-24:])) < 1_000


def test_all_clips_together_stay_small_and_carry_their_licence() -> None:
    assert sum(file.stat().st_size for file in SOUNDS) < 3_000_000
    assert "Apache" in resource("sounds", "LICENSE").read_text(encoding="utf-8")


def test_clips_and_pauses_are_joined_without_a_gap_or_a_loss() -> None:
    sound = joined(("chime", Pause(0.5), "please"))
    silent = round((0.5 + TAIL) * BYTES_PER_SECOND)
    assert len(sound) == len(clip("chime")) + len(clip("please")) + silent
    assert sound.startswith(clip("chime"))


# The queue


def test_calls_are_said_one_after_the_other_in_the_order_they_came(announcer: Announcer, booth: Booth) -> None:
    listener = Listener(announcer)
    for call in (A001, B002, C003):
        announcer.announce(call)
    assert len(booth.played) == 1
    for _ in range(3):
        booth.say()
    assert listener.heard == ["A001 to 3", "A001 over", "B002 to 1", "B002 over", "C003 to 2", "C003 over"]
    assert announcer.current is None


def test_a_number_called_again_while_it_waits_is_said_once_at_its_newest_counter(
    announcer: Announcer, booth: Booth
) -> None:
    for call in (A001, B002, C003, Call("B002", 8)):
        announcer.announce(call)
    assert announcer.waiting == (Call("B002", 8), C003)
    booth.say()
    assert "to_counter_8" in booth.played[-1][1]


def test_a_number_called_again_while_it_is_said_is_said_again(announcer: Announcer, booth: Booth) -> None:
    announcer.announce(A001)
    announcer.announce(A001)
    booth.say()
    assert [times_said(parts) for _, parts in booth.played] == [2, 2]


def test_a_call_that_waited_over_a_minute_is_said_once(announcer: Announcer, booth: Booth, hour: Hour) -> None:
    announcer.announce(A001)
    announcer.announce(B002)
    hour.seconds = 30.0
    announcer.announce(C003)
    hour.seconds = 60.5
    booth.say()
    booth.say()
    assert [times_said(parts) for _, parts in booth.played] == [2, 1, 2]


def test_a_number_that_was_answered_meanwhile_is_not_said_any_more(announcer: Announcer, booth: Booth) -> None:
    for call in (A001, B002, C003):
        announcer.announce(call)
    announcer.withdraw("B002")
    announcer.withdraw("A001")
    assert announcer.current == A001
    booth.say()
    assert announcer.current == C003


def test_digits_follow_the_setting_from_the_next_call_on(announcer: Announcer, booth: Booth) -> None:
    announcer.announce(A001)
    announcer.set_manner(Manner(yao=True))
    announcer.announce(Call("B001", 1))
    booth.say()
    assert ["digit_1_yao" in words(parts) for _, parts in booth.played] == [False, True]


@pytest.mark.usefixtures("quick")
def test_a_silent_call_has_its_turn_on_the_screen_and_the_others_are_heard(
    announcer: Announcer, booth: Booth, qtbot: QtBot
) -> None:
    listener = Listener(announcer)
    for call in (A001, Call("B002", 1, silent=True), C003):
        announcer.announce(call)
    booth.say()
    assert announcer.audible
    qtbot.waitUntil(lambda: len(booth.played) == 2, timeout=2_000)
    booth.say()
    assert [words(parts)[2] for _, parts in booth.played] == ["letter_A", "letter_C"]
    assert listener.heard == ["A001 to 3", "A001 over", "B002 to 1", "B002 over", "C003 to 2", "C003 over"]


# Where nothing sounds


@pytest.mark.usefixtures("quick")
def test_without_a_device_calls_take_their_turn_on_the_screen(qtbot: QtBot) -> None:
    booth = Booth(ready=False)
    announcer = Announcer(speaker=booth)
    listener = Listener(announcer)
    announcer.announce(A001)
    announcer.announce(B002)
    assert not announcer.audible
    assert listener.heard == ["A001 to 3"]
    qtbot.waitUntil(lambda: listener.heard[-1] == "B002 over", timeout=2_000)
    assert listener.heard == ["A001 to 3", "A001 over", "B002 to 1", "B002 over"]
    assert booth.played == []


@pytest.mark.usefixtures("quick")
def test_a_call_that_the_device_refuses_is_shown_and_the_next_one_tries_again(
    announcer: Announcer, booth: Booth, qtbot: QtBot
) -> None:
    listener = Listener(announcer)
    announcer.announce(A001)
    booth.end()
    assert not announcer.audible
    assert listener.heard == ["A001 to 3"]
    announcer.announce(B002)
    qtbot.waitUntil(lambda: len(booth.played) == 2, timeout=2_000)
    booth.begin()
    assert announcer.audible


@pytest.mark.usefixtures("quick")
def test_a_device_that_never_begins_holds_nobody_up_and_is_used_again_when_it_answers(
    announcer: Announcer, booth: Booth, qtbot: QtBot
) -> None:
    listener = Listener(announcer)
    announcer.announce(A001)
    announcer.announce(B002)
    qtbot.waitUntil(lambda: listener.heard[-1] == "B002 over", timeout=2_000)
    assert not announcer.audible
    assert (len(booth.played), booth.stops) == (1, 1)
    booth.end()
    assert announcer.audible
    announcer.announce(C003)
    assert len(booth.played) == 2


@pytest.mark.usefixtures("quick")
def test_a_device_that_never_ends_is_cut_off(announcer: Announcer, booth: Booth, qtbot: QtBot) -> None:
    listener = Listener(announcer)
    announcer.announce(A001)
    booth.started.emit(booth.job, 0.01)
    qtbot.waitUntil(lambda: listener.heard[-1] == "A001 over", timeout=2_000)
    assert booth.stops == 1


def test_a_late_word_of_an_earlier_call_does_not_end_the_present_one(announcer: Announcer, booth: Booth) -> None:
    announcer.announce(A001)
    announcer.announce(B002)
    booth.say()
    booth.begin()
    booth.ended.emit(booth.job - 1)
    assert announcer.current == B002


def test_after_closing_nothing_is_announced(announcer: Announcer, booth: Booth) -> None:
    announcer.close()
    announcer.announce(A001)
    assert booth.played == []


def test_where_no_sound_server_can_be_nothing_is_loaded(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    assert not sound_server_possible()
    announcer = Announcer()
    assert not announcer.audible
    announcer.close()
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    assert sound_server_possible()


DEAD_SERVER = """
import sys
from PySide6.QtCore import QCoreApplication
from ui.shared.voice import announcer as module, speaker
from ui.shared.voice.announcement import Call
module.SIGN_SECONDS, speaker.CLOSE_MS = 0.3, 100
app = QCoreApplication([])
announcer = module.Announcer()
announcer.speaking_ended.connect(lambda call: call.number == "B002" and app.quit())
for number in ("A001", "B002"):
    announcer.announce(Call(number, 3))
app.exec()
sys.stdin.readline()
announcer.close()
"""


def test_a_sound_server_that_never_answers_stops_neither_the_queue_nor_the_end(tmp_path: Path) -> None:
    (tmp_path / "pulse").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "pulse" / "native"))
        server.listen()
        server.settimeout(30)
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
        environment.pop("PULSE_SERVER", None)
        command = [sys.executable, "-c", DEAD_SERVER]
        with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, text=True) as hall, server.accept()[0]:
            hall.communicate("close\n", timeout=30)  # not before the voice hangs in the server it has reached
    assert hall.returncode == 0
