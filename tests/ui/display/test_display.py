"""The hall's big screen with a real database: what people see from their seats."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.service import people, posts, queue
from hall.simulation.sample import SampleHall
from tests.ui.display.conftest import settle
from tests.ui.shared.booth import Booth
from tests.ui.texts import assert_golden, texts
from ui.display.window import DisplayWindow
from ui.shared.voice.announcement import Call, announcement
from ui.shared.voice.announcer import Announcer

SIZES = [(1920, 1080), (1366, 768), (1080, 1920), (3840, 2160)]


def take(sample: SampleHall, service: str = "aid") -> str:
    return sample.kiosk.do(queue.take_ticket, service_code=service)


def call(sample: SampleHall, counter: int) -> str:
    """Call at a counter, a second after the call before."""
    pass_time(sample, seconds=1)
    ticket_id = sample.seats[counter - 1].hall.do(queue.call_next)
    assert ticket_id
    return ticket_id


def pass_time(sample: SampleHall, **span: float) -> None:
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    clock.advance(timedelta(**span))


def test_a_call_at_a_counter_appears_flashes_and_is_spoken(
    display: DisplayWindow, sample: SampleHall, booth: Booth, qtbot: QtBot, screenshots: Path
) -> None:
    assert "取号后请坐，等候叫号" in texts(display)
    take(sample)
    call(sample, 1)
    qtbot.waitUntil(lambda: display.hero.number.text() == "A001")
    assert display.hero.is_flashing()
    assert display.hero.accessibleName() == "请 A001 到 1 号窗口"
    assert [parts for _, parts in booth.played] == [announcement(Call("A001", 1))]
    display.grab().save(str(screenshots / "display-call.png"))


def test_it_flashes_three_times_and_then_stands_still(display: DisplayWindow) -> None:
    lit = []
    display.hero.flash()
    while display.hero.is_flashing():
        lit.append(display.hero.property("part") == "hero-flash")
        display.hero._on_half()
    assert lit == [True, False] * 3
    assert display.hero.property("part") == "hero"


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("size", SIZES)
def test_the_number_is_read_from_ten_metres(
    display: DisplayWindow, sample: SampleHall, qtbot: QtBot, size: tuple[int, int], screenshots: Path
) -> None:
    display.resize(*size)
    take(sample)
    call(sample, 1)
    qtbot.waitUntil(lambda: display.hero.number.text() == "A001")
    settle()
    upright = size[1] > size[0]
    # A standing screen is as wide as a lying one is high.
    assert display.hero.number.ink_height() >= min(size) / (6 if not upright else 5)
    display.hero.still()
    display.grab().save(str(screenshots / f"display-{size[0]}x{size[1]}.png"))


def test_calls_at_several_counters_are_listed_at_once_and_have_their_turns_in_order(
    display: DisplayWindow, sample: SampleHall, announcer: Announcer, booth: Booth, qtbot: QtBot
) -> None:
    turns: list[str] = []
    announcer.speaking_began.connect(lambda each: turns.append(f"{each.number} {each.counter}"))
    for service in ("aid", "pension-medical", "birth-children"):
        take(sample, service)
    for counter in (2, 1, 3):
        call(sample, counter)
    qtbot.waitUntil(lambda: len(announcer.waiting) == 2)
    assert display.hero.number.text() == "B001"
    assert "A001  1 号窗口  ▶ 请到窗口" in texts(display)
    assert "C001  3 号窗口  ▶ 请到窗口" in texts(display)
    booth.say()
    booth.say()
    assert display.hero.number.text() == "C001"
    assert display.hero.is_flashing()
    booth.say()
    assert display.hero.number.text() == "C001"
    assert turns == ["B001 2", "A001 1", "C001 3"]
    assert len(booth.played) == 3


def test_a_second_call_is_announced_again_and_a_missed_one_says_so(
    display: DisplayWindow, sample: SampleHall, booth: Booth, qtbot: QtBot
) -> None:
    take(sample)
    first = call(sample, 1)
    qtbot.waitUntil(lambda: len(booth.played) == 1)
    for said in (2, 3):
        booth.say()
        pass_time(sample, seconds=20)
        sample.seats[0].hall.do(queue.recall, ticket_id=first)
        qtbot.waitUntil(lambda said=said: len(booth.played) == said)
    assert "第 3 次叫号" in texts(display)
    sample.seats[0].hall.do(queue.miss, ticket_id=first)
    qtbot.waitUntil(lambda: "过号，请到导服台" in texts(display))
    assert display.hero.number.text() == "A001"


def test_who_comes_before_the_turn_is_not_announced_any_more(
    display: DisplayWindow, sample: SampleHall, announcer: Announcer, booth: Booth, qtbot: QtBot
) -> None:
    for service in ("aid", "pension-medical"):
        take(sample, service)
    call(sample, 1)
    second = call(sample, 2)
    qtbot.waitUntil(lambda: len(announcer.waiting) == 1)
    sample.seats[1].hall.do(queue.arrive, ticket_id=second)
    qtbot.waitUntil(lambda: announcer.waiting == ())
    booth.say()
    assert len(booth.played) == 1
    assert display.hero.number.text() == "A001"
    assert "B001  2 号窗口  ● 办理中" in texts(display)


def test_calls_before_it_was_switched_on_are_shown_in_silence(
    sample: SampleHall, announcer: Announcer, booth: Booth, qtbot: QtBot
) -> None:
    take(sample)
    call(sample, 1)
    display = DisplayWindow(sample.display, announcer)
    qtbot.addWidget(display)
    display.show()
    settle()
    assert display.hero.number.text() == "A001"
    assert booth.played == []


def test_neither_names_nor_matters_are_shown(display: DisplayWindow, sample: SampleHall, qtbot: QtBot) -> None:
    person_id = sample.itself.do(people.register, name="赵桂芝")
    sample.itself.do(queue.take_ticket, service_code="", matter_code="JS-008", person_id=person_id)
    call(sample, 3)
    qtbot.waitUntil(lambda: display.hero.number.text() == "C001")
    shown = texts(display)
    assert not [word for word in ("赵", "桂芝", "扶助", "家庭关怀", "生育") if word in shown]


def test_waits_and_counters_are_told(display: DisplayWindow, sample: SampleHall, qtbot: QtBot) -> None:
    for _ in range(3):
        take(sample)
    sample.seats[2].hall.do(posts.close_counter)
    sample.seats[1].hall.do(posts.pause_counter, reason="取材料")
    call(sample, 1)
    qtbot.waitUntil(lambda: "民政 2 人" in texts(display) and "▶ 叫号 A001" in texts(display))
    shown = texts(display)
    assert "■ 暂停" in shown
    assert "○ 关闭" in shown
    assert "取材料" not in shown


def test_a_lost_feed_says_so_until_it_is_back(
    display: DisplayWindow, sample: SampleHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "信息更新中断" not in texts(display)
    pass_time(sample, seconds=30)
    with monkeypatch.context() as patched:
        patched.setattr(sample.display, "feed", SimpleNamespace(connected=False))
        display.tick()
        assert "信息更新中断 09:00" in texts(display)
    display.tick()
    assert "信息更新中断" not in texts(display)


def test_news_that_cannot_be_had_or_is_too_old_says_so(
    display: DisplayWindow, sample: SampleHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_args: object, **_kwargs: object) -> None:
        raise Refusal("storage.server_lost")

    with monkeypatch.context() as patched:
        patched.setattr(sample.display, "see", lost)
        display.refresh()
        settle()
    assert "信息更新中断 09:00" in texts(display)
    display.refresh()
    settle()
    assert "信息更新中断" not in texts(display)
    pass_time(sample, minutes=3)
    display.tick()
    assert "信息更新中断 09:00" in texts(display)


def test_a_display_without_sound_says_so_until_there_is_sound(display: DisplayWindow, booth: Booth) -> None:
    assert "没有声音" not in texts(display)
    booth.ready_changed.emit(False)
    assert "没有声音，请看屏幕" in texts(display)
    booth.ready_changed.emit(True)
    assert "没有声音" not in texts(display)


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("size", [*SIZES, (960, 540)])
def test_the_name_of_the_hall_and_the_signs_are_never_cut(
    display: DisplayWindow, booth: Booth, size: tuple[int, int]
) -> None:
    booth.ready_changed.emit(False)
    display.resize(*size)
    settle()
    assert display.name.text() == "幸福里社区便民服务中心"
    assert [words.width() >= words.sizeHint().width() for words in (display.name, display.silent)] == [True, True]


def test_a_closed_display_is_silent(display: DisplayWindow, announcer: Announcer, booth: Booth) -> None:
    announcer.announce(Call("A001", 1))
    display.close()
    assert booth.closed
    assert announcer.current is None


def test_the_clock_goes_on(display: DisplayWindow, sample: SampleHall, qtbot: QtBot) -> None:
    assert display.clock.text() == "09:00"
    pass_time(sample, minutes=1)
    qtbot.waitUntil(lambda: display.clock.text() == "09:01", timeout=3_000)


def test_escape_leaves_the_full_screen(display: DisplayWindow, qtbot: QtBot) -> None:
    display.showFullScreen()
    settle()
    assert display.cursor().shape() == Qt.CursorShape.BlankCursor
    qtbot.keyClick(display, Qt.Key.Key_Escape)
    assert not display.isFullScreen()


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_the_screen_reads_as_reviewed(display: DisplayWindow, sample: SampleHall, qtbot: QtBot) -> None:
    for service in ("aid", "pension-medical", "housing", "housing"):
        take(sample, service)
    served = call(sample, 2)
    sample.seats[1].hall.do(queue.arrive, ticket_id=served)
    call(sample, 1)
    qtbot.waitUntil(lambda: display.hero.number.text() == "A001" and "综合 2 人" in texts(display))
    settle()
    assert_golden("display", texts(display))
