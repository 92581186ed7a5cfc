"""The keeper seals what was approved, and the head of the hall closes the day."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from hall.service import queue, seals, seals_views, statistics_closing
from hall.simulation.sample import SampleHall
from tests.ui.supervisor.head import Head
from tests.ui.texts import assert_golden


def ask(sample: SampleHall) -> str:
    """Ask for the seal on a report of the hall itself; answers with the key of the use."""
    return sample.seats[0].hall.do(
        seals.request, paper_name="2026年第三季度统计报表", pages=2, copies=1, list_code="own-report", reason="报街道"
    )


def test_a_use_goes_from_hand_to_hand_and_nobody_seals_alone(
    qtbot: QtBot, sample: SampleHall, tmp_path: Path, screenshots: Path
) -> None:
    use_id = ask(sample)
    leader = Head(qtbot, sample, tmp_path)
    leader.open("seals")
    leader.until(lambda: "待核实" in leader.sees("seals"))
    leader.step("seals", filled_in="yes", originals="yes")
    leader.until(lambda: "待签批" in leader.sees("seals"))
    leader.step("seals")
    leader.until(lambda: "待盖章" in leader.sees("seals"))
    keeper = Head(qtbot, sample, tmp_path, sample.keeper)
    keeper.open("seals")
    keeper.until(lambda: "待盖章" in keeper.sees("seals"))
    keeper.window.grab().save(str(screenshots / "supervisor-seals.png"))
    assert_golden("supervisor-seals", keeper.sees("seals"))
    keeper.step("seals", straddle="yes", retained="2026年报表卷宗")
    keeper.until(lambda: "没有要盖章的" in keeper.folder("seals").none.text())
    assert sample.itself.see(seals_views.use, use_id=use_id).card.nth == 1


def test_what_is_open_is_named_and_the_day_is_closed_with_a_reason(head: Head, screenshots: Path) -> None:
    head.sample.kiosk.do(queue.take_ticket, service_code="aid")
    head.open("close")
    head.until(lambda: "还在等候" in head.sees("close") or "件未了" in head.sees("close"))
    head.window.grab().save(str(screenshots / "supervisor-close.png"))
    assert_golden("supervisor-close", head.sees("close"))
    panel = head.folder("close").panel
    head.press(panel.go)
    assert head.hall.see(statistics_closing.day_close).closed is None
    head.step("close", reason="居民已劝回，明天来。")
    head.until(lambda: "今天已日结" in head.sees("close"))
    closing = head.hall.see(statistics_closing.day_close).closed
    assert closing is not None
    assert (closing.reason, closing.open_count) == ("居民已劝回，明天来。", 2)
    assert "由 何敏 日结" in head.folder("close").facts.text()
