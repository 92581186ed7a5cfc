"""Free text in the system's voice: one after the other, silent at once, and never for ever."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.shared.voice import free_text as free_text_module
from ui.shared.voice.free_text import REST_SECONDS, FreeVoice, patience
from ui.shared.voice.reader import Reader, mandarin, system_voice_possible

LOST, FOUND = "请小明的家长到导服台", "请红色雨伞的主人到导服台"


class Lectern(Reader):
    """A voice that reads when the test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[int, str]] = []
        self.stops = 0
        self.closed = False

    def open(self) -> None:
        self.ready_changed.emit(True)

    def read(self, job: int, text: str) -> None:
        self.given.append((job, text))

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.closed = True

    def end(self) -> None:
        self.ended.emit(self.given[-1][0])


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def lectern(qtbot: QtBot) -> Lectern:
    return Lectern()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def voice(lectern: Lectern, seconds: Seconds) -> Iterator[FreeVoice]:
    voice = FreeVoice(reader=lectern, now=seconds)
    yield voice
    voice.close()


def texts(lectern: Lectern) -> list[str]:
    return [text for _, text in lectern.given]


def test_texts_are_read_one_after_the_other(voice: FreeVoice, lectern: Lectern) -> None:
    over: list[str] = []
    voice.ended.connect(over.append)
    assert voice.say(LOST)
    assert voice.say(FOUND)
    assert texts(lectern) == [LOST]
    lectern.end()
    assert (texts(lectern), over, voice.current) == ([LOST, FOUND], [LOST], FOUND)
    lectern.end()
    assert (over, voice.current) == ([LOST, FOUND], "")


def test_a_page_that_is_turned_is_read_instead_of_the_one_before(voice: FreeVoice, lectern: Lectern) -> None:
    voice.read(LOST)
    voice.read(FOUND)
    assert (texts(lectern), lectern.stops, voice.current) == ([LOST, FOUND], 1, FOUND)
    lectern.ended.emit(lectern.given[0][0])
    assert voice.current == FOUND


def test_it_falls_silent_at_once_and_forgets_what_waits(voice: FreeVoice, lectern: Lectern) -> None:
    voice.say(LOST)
    voice.say(FOUND)
    voice.hush()
    assert (voice.current, lectern.stops, texts(lectern)) == ("", 1, [LOST])


def test_without_a_voice_nothing_is_kept_for_later(voice: FreeVoice, lectern: Lectern) -> None:
    seen: list[bool] = []
    voice.available_changed.connect(seen.append)
    lectern.ready_changed.emit(False)
    assert not voice.audible()
    assert not voice.say(LOST)
    lectern.ready_changed.emit(True)
    assert (texts(lectern), seen) == ([], [False, True])


def test_a_voice_that_never_ends_is_cut_off_and_left_alone_for_a_while(
    voice: FreeVoice, lectern: Lectern, seconds: Seconds, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(free_text_module, "SECONDS_AT_LEAST", 0.0)
    monkeypatch.setattr(free_text_module, "SECONDS_PER_CHARACTER", 0.001)
    with qtbot.waitSignal(voice.ended, timeout=2_000):
        voice.say(LOST)
        voice.say(FOUND)
    assert (lectern.stops, voice.available, voice.current) == (1, False, "")
    assert not voice.say(FOUND)
    seconds.passed = REST_SECONDS
    assert voice.say(FOUND)
    assert texts(lectern) == [LOST, FOUND]


def test_patience_grows_with_the_text() -> None:
    assert patience(LOST) > 10
    assert patience(LOST * 6) > patience(LOST) + 25


def test_mandarin_is_found_among_the_voices_of_windows_and_of_espeak() -> None:
    espeak = [
        ("yue_HK", "Chinese (Cantonese)"),
        ("C", "Chinese (Mandarin, latin as English)+Adam"),
        ("C", "Chinese (Mandarin, latin as English)"),
        ("C", "Hakka Chinese"),
    ]
    windows = [("en_US", "Microsoft Zira"), ("zh_TW", "Microsoft Hanhan"), ("zh_CN", "Microsoft Huihui")]
    assert mandarin(espeak) == 2
    assert mandarin(windows) == 2
    assert mandarin([("en_GB", "English"), ("yue_HK", "Chinese (Cantonese)")]) is None
    assert mandarin([]) is None


def test_where_the_system_has_no_voice_nothing_is_loaded(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.platform", "linux")
    assert not system_voice_possible()
    voice = FreeVoice()
    assert not voice.available
    voice.close()


def test_a_closed_voice_is_silent(voice: FreeVoice, lectern: Lectern) -> None:
    voice.say(LOST)
    voice.close()
    assert (lectern.closed, voice.current, voice.say(FOUND)) == (True, "", False)
