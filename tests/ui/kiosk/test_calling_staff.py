"""Calling staff: the sign stands at once, the desk hears of it, and the resident sees that it was heard."""

import pytest
from pytestqt.qtbot import QtBot

from hall.kernel.refusal import Refusal
from hall.service import posts_help
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import settle
from tests.ui.kiosk.touching import read, touch
from ui.kiosk.window import KioskWindow

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def test_the_desk_hears_of_it_and_the_answer_is_seen(kiosk: KioskWindow, sample: SampleHall, qtbot: QtBot) -> None:
    touch(kiosk.foot.help)
    assert "这里需要帮忙" in read(kiosk.sign)
    (call,) = sample.guide.see(posts_help.help_calls)
    assert call.device_name == "取号机"
    sample.guide.do(posts_help.answer_help, help_id=call.id)
    qtbot.waitUntil(lambda: "工作人员马上来" in read(kiosk.sign))
    assert "李明" not in read(kiosk.sign)


def test_putting_the_sign_away_calls_the_call_off(kiosk: KioskWindow, sample: SampleHall) -> None:
    touch(kiosk.foot.help)
    touch(kiosk.sign.away)
    settle()
    assert sample.guide.see(posts_help.help_calls) == ()


def test_a_second_call_begins_with_the_question_again(kiosk: KioskWindow, sample: SampleHall, qtbot: QtBot) -> None:
    touch(kiosk.foot.help)
    (call,) = sample.guide.see(posts_help.help_calls)
    sample.guide.do(posts_help.answer_help, help_id=call.id)
    qtbot.waitUntil(lambda: "工作人员马上来" in read(kiosk.sign))
    touch(kiosk.sign.away)
    touch(kiosk.foot.help)
    assert "这里需要帮忙" in read(kiosk.sign)
    assert len(sample.guide.see(posts_help.help_calls)) == 1


def test_the_sign_stands_though_the_hall_is_out_of_reach(
    kiosk: KioskWindow, sample: SampleHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_args: object, **_kwargs: object) -> None:
        raise Refusal("storage.server_lost")

    monkeypatch.setattr(sample.kiosk, "do", lost)
    touch(kiosk.foot.help)
    assert "这里需要帮忙" in read(kiosk.sign)
    touch(kiosk.sign.away)
    assert "您要办什么事？" in read(kiosk)
