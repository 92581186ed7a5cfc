"""The head of the hall follows a bad rating up until somebody has been told."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hall.service import ratings_views, security, security_views
from hall.simulation.sample import SampleHall
from tests.ui.hands import type_chinese
from tests.ui.supervisor.head import Head, settle
from tests.ui.texts import assert_golden
from ui.supervisor.figures_page import FiguresPage

PASSWORD = "Osmanthus-7"


def test_nothing_to_do_says_so(head: Head) -> None:
    assert "没有差评要办" in head.reads()


def test_a_bad_rating_from_the_touch_to_the_answer(head: Head, screenshots: Path) -> None:
    head.rated(1, reasons=["attitude", "trips"], name="周兰", phone="13812345678")
    head.until(lambda: "非常不满意" in head.reads())
    assert_golden("supervisor-bad", head.reads())
    head.window.grab().save(str(screenshots / "supervisor-bad.png"))
    assert "13812345678" not in head.reads()
    head.answers(to=head.hall.actor.staff_id or "")
    head.until(lambda: "待核实" in head.reads())
    assert "周兰　138****5678" in head.reads()
    eyes = (each for each in head.window.findChildren(QPushButton) if each.text().startswith("显示全号"))
    next(eye for eye in eyes if eye.isVisibleTo(head.window)).click()
    head.until(lambda: "13812345678" in head.reads())
    head.answers(words="她说来了两趟。")
    head.until(lambda: "核实中" in head.reads())
    head.answers(valid="yes", words="没有一次性告知书。")
    head.until(lambda: "属实，待整改" in head.reads())
    head.answers(words="今天起当场出具告知书。")
    head.until(lambda: "整改中" in head.reads())
    head.answers(words="已道歉，告诉她怎么改的。")
    head.until(lambda: "已反馈，待回访" in head.reads())
    head.answers(satisfied="yes")
    head.until(lambda: "已办结" in head.reads())
    assert head.sample.leader.see(ratings_views.bad_ratings) == ()
    assert "现在没有要办的" in head.reads()
    head.window.grab().save(str(screenshots / "supervisor-closed.png"))


def test_what_is_overdue_stands_on_top_in_red(head: Head) -> None:
    head.rated(2)
    head.clock().advance(timedelta(days=2))
    head.sample.itself.run_due()
    head.rated(1)
    head.until(lambda: head.folder("ratings").list.count() == 2)
    first, second = head.folder("ratings").list.rows()
    assert (first.light, first.text[:3]) == ("red", "不满意")
    assert (second.light, second.text[:5]) == ("yellow", "非常不满意")
    assert "超期" in first.remark


def test_a_missing_answer_is_named_and_nothing_is_lost(head: Head) -> None:
    rating = head.rated(2)
    head.until(lambda: head.folder("ratings").panel.step() is not None)
    head.answers(to=head.hall.actor.staff_id or "")
    head.until(lambda: "待核实" in head.reads())
    head.press(head.folder("ratings").panel.go)
    assert "这一项还没有填" in head.reads()
    form = head.folder("ratings").panel.form
    assert form is not None
    form.focus_first()
    type_chinese(head.window.focusWidget() or form, "看过录像")
    head.rated(2)
    head.until(lambda: head.folder("ratings").list.count() == 2)
    assert head.folder("ratings").panel.form is form
    assert form.values()["words"] == "看过录像"
    head.press(head.folder("ratings").panel.go)
    head.until(lambda: "核实中" in head.reads())
    assert head.hall.see(ratings_views.rating, rating_id=rating).card.state == "verifying"


def test_an_unjustified_rating_goes_to_appeal_or_is_explained(head: Head) -> None:
    head.rated(1)
    head.until(lambda: head.folder("ratings").panel.step() is not None)
    head.answers(to=head.hall.actor.staff_id or "")
    head.until(lambda: "待核实" in head.reads())
    head.answers(words="查过。")
    head.until(lambda: "核实中" in head.reads())
    head.answers(valid="no", words="录像里居民当场说满意。")
    head.until(lambda: "不属实" in head.reads())
    assert "[不申诉，向居民解释]" in head.reads()
    head.answers(words="居民点错了。")
    head.until(lambda: "申诉待复核" in head.reads())
    head.answers(exclude="yes", words="确系误评。")
    head.until(lambda: "已剔除" in head.reads())


def test_only_who_follows_up_sits_down_here(qtbot: QtBot, sample: SampleHall, tmp_path: Path) -> None:
    device = sample.itself.do(security.add_device, kind="supervisor", name="督办").partition(".")[0]
    for number in ("002", "003"):
        staff = next(each for each in sample.itself.see(security_views.colleagues) if each.number == number)
        sample.itself.do(security.reset_password, staff_id=staff.id, new=PASSWORD)
    head = Head(qtbot, sample, tmp_path, sample.itself.at(device))
    page = head.window.sign_in
    head.until(page.isVisible)

    def enter(number: str) -> None:
        page.number.setText(number)
        page.password.setText(PASSWORD)
        head.press(page.button)

    enter("003")
    head.until(lambda: "没有您要办的事" in page.problem.text())
    assert head.hall.actor.staff_id is None
    enter("002")
    head.until(lambda: head.window.pages.currentWidget() is head.window.page["live"])
    head.window.table.run("leave")
    head.until(page.isVisible)
    assert page.number.text() == ""


def test_figures_count_silence_as_silence(head: Head, screenshots: Path) -> None:
    for grade in (5, 5, 4, None):
        head.rated(grade)
    head.rated(1, reasons=["speed"])
    head.serve()
    head.window.table.run("figures")
    page = head.window.page["figures"]
    assert isinstance(page, FiguresPage)
    head.until(lambda: "请评未评 1 次，不算任何等级" in head.reads())
    settle()
    shown = [number.text() for number, _below in page.numbers]
    assert shown == ["6", "4", "67%", "1", "1"]
    assert [bar.count for bar in page.grades.bars()] == [2, 1, 0, 0, 1]
    assert [bar.words for bar in page.reasons.bars()] == ["办得太慢"]
    head.window.grab().save(str(screenshots / "supervisor-figures.png"))
    head.clock().advance(timedelta(days=1))
    head.press(page.period.button("today"))
    head.until(lambda: page.numbers[0][0].text() == "0")
    assert "–" in page.numbers[2][0].text()
