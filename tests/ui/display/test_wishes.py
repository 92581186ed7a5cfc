"""Displays that differ: areas of the hall, large type, silent calls, announcements, what the hall has set."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.service import posts, queue, screens_display, screens_notices, screens_policy, security
from hall.simulation.sample import SampleHall
from tests.databases import SQLITE
from tests.ui.display.conftest import settle
from tests.ui.display.filling import fill
from tests.ui.shared.booth import Booth
from tests.ui.shared.test_free_text import Lectern
from tests.ui.texts import texts
from ui.command_line import app
from ui.display.hero_panel import FLASHES, SILENT_FLASHES
from ui.display.labels import Cell
from ui.display.window import DisplayWindow, DisplayWishes
from ui.shared.i18n import sentence
from ui.shared.voice.announcement import Manner, announcement
from ui.shared.voice.announcer import Announcer
from ui.shared.voice.free_text import FreeVoice

DisplayPolicy, VoicePolicy = screens_policy.DisplayPolicy, screens_policy.VoicePolicy
AREAS = DisplayPolicy(areas=(("一楼", (1,)), ("二楼", (2, 3))))
WORDS = "请红色雨伞的主人到导服台"
Opens = Callable[..., DisplayWindow]


@pytest.fixture
def lectern(qtbot: QtBot) -> Lectern:
    return Lectern()


@pytest.fixture
def opens(qtbot: QtBot, sample: SampleHall, announcer: Announcer, lectern: Lectern) -> Iterator[Opens]:
    """Give a function that opens a display with wishes; it stays open whether or not the test holds on to it."""
    opened: list[DisplayWindow] = []

    def open_one(size: tuple[int, int] = (1920, 1080), **wishes: object) -> DisplayWindow:
        voice = FreeVoice(reader=lectern)
        window = DisplayWindow(sample.display, announcer, DisplayWishes(**wishes), voice=voice)  # type: ignore[arg-type]
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        opened.append(window)
        settle()
        return window

    yield open_one
    for window in opened:
        window.close()


def call(sample: SampleHall, counter: int, **wishes: object) -> str:
    """Take a ticket and call it at a counter; a second passes first."""
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    clock.advance(timedelta(seconds=1))
    sample.guide.do(queue.take_ticket, service_code="aid", **wishes)  # type: ignore[arg-type]
    return sample.seats[counter - 1].hall.do(queue.call_next) or ""


@SQLITE
def test_a_display_of_an_area_shows_and_says_only_its_counters(
    opens: Opens, sample: SampleHall, booth: Booth, qtbot: QtBot
) -> None:
    sample.itself.do(security.set_policy, policy=AREAS)
    display = opens(area="二楼")
    call(sample, 1)
    call(sample, 3)
    qtbot.waitUntil(lambda: display.hero.number.text() == "A002")
    qtbot.waitUntil(lambda: "社保" in texts(display))
    shown = texts(display)
    assert "幸福里社区便民服务中心 · 二楼" in shown
    assert "A001" not in shown
    assert "1 号" not in shown.replace("01 号", "")
    assert [parts[-1] for _, parts in booth.played] == ["to_counter_3"]
    assert "民政" not in shown


@SQLITE
def test_an_unknown_area_names_those_that_there_are(sample: SampleHall) -> None:
    sample.itself.do(security.set_policy, policy=AREAS)
    with pytest.raises(Refusal) as refused:
        sample.display.see(screens_display.counters_shown, area="三楼")
    assert sentence(refused.value) == "没有“三楼”这个分区，已有的是：一楼、二楼。请换一个名称再打开大屏。"


def test_the_command_refuses_what_there_is_not(tmp_path: Path, qtbot: QtBot) -> None:
    data = str(tmp_path / "hall")
    admin = ["--admin-number", "900", "--admin-name", "孙玉梅", "--admin-password-fd", "0"]
    founding = ["--data", data, "init", "--name", "幸福里社区便民服务中心", *admin]
    made = CliRunner().invoke(app, founding, input="Lanhua+2468\n")
    assert made.exit_code == 0
    refused = CliRunner().invoke(app, ["--data", data, "display", "--area", "三楼"])
    assert isinstance(refused.exception, Refusal)
    assert "还没有设置分区" in sentence(refused.exception)
    assert CliRunner().invoke(app, ["--data", data, "display", "--theme", "pink"]).exit_code == 2


@SQLITE
def test_a_silent_call_flashes_longer_shows_its_sign_and_is_not_spoken(
    opens: Opens, sample: SampleHall, booth: Booth, qtbot: QtBot, screenshots: Path
) -> None:
    display = opens()
    call(sample, 1, silent=True)
    qtbot.waitUntil(lambda: display.hero.number.text() == "A001")
    assert booth.played == []
    assert "没有声音" not in texts(display)
    assert "请看屏幕" in texts(display)
    assert display.hero.sign.isVisibleTo(display)
    display.grab().save(str(screenshots / "display-silent-call.png"))
    flashes = 0
    while display.hero.is_flashing():
        flashes += display.hero.property("part") == "hero-flash"
        display.hero._on_half()
    assert flashes == SILENT_FLASHES > FLASHES


@SQLITE
def test_a_priority_call_carries_its_star(opens: Opens, sample: SampleHall, booth: Booth, qtbot: QtBot) -> None:
    display = opens()
    call(sample, 1, priority="P1", ground="certificate_seen")
    qtbot.waitUntil(lambda: display.hero.number.text() == "V001")
    assert "★ 优先号" in texts(display)
    assert "priority" in booth.played[0][1]
    call(sample, 2)
    qtbot.waitUntil(lambda: "A001  2 号窗口" in texts(display))
    booth.say()
    assert "★V001  1 号窗口" in texts(display)


@SQLITE
def test_the_hall_decides_how_calls_are_spoken_also_while_the_display_is_on(
    opens: Opens, sample: SampleHall, booth: Booth, announcer: Announcer, qtbot: QtBot
) -> None:
    opens()
    sample.itself.do(security.set_policy, policy=VoicePolicy(yao=True, repeats=1, chime=False))
    qtbot.waitUntil(lambda: announcer._manner == Manner(yao=True, repeats=1, chime=False))
    call(sample, 1)
    qtbot.waitUntil(lambda: len(booth.played) == 1)
    parts = booth.played[0][1]
    assert (parts.count("please"), "chime" in parts, "digit_1_yao" in parts) == (1, False, True)
    assert parts != announcement(announcer.current or pytest.fail("nobody is called"))


@SQLITE
def test_in_quiet_hours_calls_are_shown_and_not_spoken(
    opens: Opens, sample: SampleHall, booth: Booth, lectern: Lectern, qtbot: QtBot
) -> None:
    sample.itself.do(security.set_policy, policy=VoicePolicy(quiet_from="08:00", quiet_until="10:00"))
    display = opens()
    call(sample, 1)
    sample.guide.do(screens_notices.announce, text=WORDS)
    qtbot.waitUntil(lambda: display.hero.number.text() == "A001" and WORDS in texts(display))
    assert display.hero.is_flashing()
    assert (booth.played, lectern.given) == ([], [])


@SQLITE
def test_the_halls_own_notices_take_the_place_of_the_standing_one(opens: Opens, sample: SampleHall) -> None:
    sample.itself.do(security.set_policy, policy=DisplayPolicy(notices=("周三下午停电",), notice_seconds=2))
    display = opens()
    seen = []
    for _ in range(4):
        seen.append(display.notice.text())
        display.tick()
    assert seen[0] == "今日提示：周三下午停电"
    assert seen[2].startswith("今日提示：办公时间")


@SQLITE
def test_a_notice_that_is_wider_than_the_screen_takes_several_turns(opens: Opens, sample: SampleHall) -> None:
    notice = "本周三下午系统升级，社保业务暂停受理，请您周四再来，急事请到导服台登记电话，我们给您打电话。"
    sample.itself.do(security.set_policy, policy=DisplayPolicy(notices=(notice,), notice_seconds=1))
    display = opens()
    height, said = display.notice.height(), ""
    while not display.notice.text().startswith("今日提示：办公"):
        assert display.notice.fontMetrics().horizontalAdvance(display.notice.text()) <= display.notice.width()
        said += display.notice.text()
        display.tick()
    assert said == f"今日提示：{notice}"
    assert display.notice.height() == height


def test_an_announcement_is_shown_at_once_and_read_once_between_two_calls(
    opens: Opens, sample: SampleHall, booth: Booth, lectern: Lectern, announcer: Announcer, qtbot: QtBot
) -> None:
    display = opens()
    call(sample, 1)
    call(sample, 2)
    qtbot.waitUntil(lambda: len(announcer.waiting) == 1)
    sample.guide.do(screens_notices.announce, text=WORDS)
    qtbot.waitUntil(lambda: WORDS in texts(display))
    assert display.said.isVisible()
    assert lectern.given == []
    booth.say()
    assert [text for _, text in lectern.given] == [WORDS]
    assert (announcer.current, len(announcer.waiting)) == (None, 1)
    display.refresh()
    settle()
    lectern.end()
    assert announcer.current is not None
    booth.say()
    assert len(lectern.given) == 1
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    clock.advance(timedelta(seconds=61))
    display.tick()
    qtbot.waitUntil(lambda: WORDS not in texts(display))


@SQLITE
def test_without_a_system_voice_an_announcement_holds_no_call_up(
    opens: Opens, sample: SampleHall, booth: Booth, lectern: Lectern, qtbot: QtBot
) -> None:
    display = opens()
    lectern.ready_changed.emit(False)
    sample.guide.do(screens_notices.announce, text=WORDS)
    qtbot.waitUntil(lambda: WORDS in texts(display))
    call(sample, 1)
    qtbot.waitUntil(lambda: len(booth.played) == 1)
    assert lectern.given == []


@SQLITE
def test_why_a_counter_is_paused_is_said_in_the_halls_words(opens: Opens, sample: SampleHall, qtbot: QtBot) -> None:
    display = opens()
    sample.seats[0].hall.do(posts.pause_counter, reason="meal")
    sample.seats[1].hall.do(posts.pause_counter, reason="送孩子")
    sample.seats[2].hall.do(posts.work_in_back_office)
    qtbot.waitUntil(lambda: "1 号  ■ 暂停 用餐  2 号  ■ 暂停服务  3 号  ■ 暂停" in texts(display))
    assert "送孩子" not in texts(display)


@SQLITE
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1080, 1920), (3840, 2160), (1280, 720)])
def test_a_full_hall_is_shown_without_a_cut(
    opens: Opens, screenshots: Path, size: tuple[int, int], large: bool
) -> None:
    display = opens(size, large=large)
    fill(display, counters=12)
    settle()
    display.grab().save(str(screenshots / f"display-full-{size[0]}x{size[1]}{'-large' if large else ''}.png"))
    cut = [cell.text() for cell in display.findChildren(Cell) if cell.isVisible() and not cell.is_whole()]
    assert cut == []
    assert display.minimumSizeHint().height() <= size[1]
    upright = size[1] > size[0]
    assert display.hero.number.ink_height() >= min(size) / (5 if upright else 6)


@SQLITE
def test_large_type_says_less_and_says_it_larger(opens: Opens, sample: SampleHall, qtbot: QtBot) -> None:
    ordinary = opens()
    usual = ordinary.calls._rows[0][0].fitted_font().pixelSize()
    ordinary.close()
    display = opens(large=True)
    fill(display, counters=12)
    settle()
    assert display.calls._rows[0][0].font().pixelSize() >= 1.3 * usual
    assert "A1022" in texts(display)
    assert "A021" not in texts(display)
    assert not display.strip.isVisible()
