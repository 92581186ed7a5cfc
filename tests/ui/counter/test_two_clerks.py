"""Two clerks at their windows with one case open: who was faster is said in one sentence, and no word is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hall.service import cases, cases_views, catalogue
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk
from tests.ui.counter.test_first_contact import leader_sits_down
from tests.ui.counter.test_work import case_id

__all__ = ["case_id"]
pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def opens(clerk: Clerk, case: str) -> None:
    """Open the page of a case by its number."""
    number = clerk.seat.hall.see(cases_views.case, case_id=case).card.number
    clerk.press(Qt.Key.Key_K, CONTROL)
    clerk.types(number)
    clerk.until(lambda: len(clerk.window.palette_.texts()) == 1)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.work.acts.leading.isVisible())


@pytest.fixture
def two(clerk: Clerk, seat: Callable[[int], Clerk], case_id: str) -> tuple[Clerk, Clerk]:
    """Give two clerks who both are about to say what was found at the first step; the second has typed it."""
    other = seat(2)
    clerk.seat.hall.do(cases.begin_step, case_id=case_id)
    for each in (clerk, other):
        opens(each, case_id)
        each.until(lambda each=each: each.window.work.acts.leading.accessibleName() == "这一步办完了")
        each.press(ENTER)
    other.types("已入户，老人健在，住在女儿家")
    return clerk, other


def words_of(clerk: Clerk) -> object:
    """Return what stands in the question of the act that is open."""
    form = clerk.window.work.acts.form
    assert form is not None, "the questions are gone"
    return form.editor("words").value()


def test_the_slower_one_is_told_who_was_faster_and_loses_no_word(
    two: tuple[Clerk, Clerk], case_id: str, screenshots: Path
) -> None:
    clerk, other = two
    clerk.enters("已核实")
    other.until(lambda: "第 2 步，共 3 步" in other.reads())
    assert "改过这件办件（办完一步）。您写的还在。" in other.window.work.changed.text()
    other.press(ENTER)
    other.until(other.window.messages.is_refusal)
    assert clerk.seat.staff.name in other.told()
    assert "（办完一步）" in other.told()
    assert words_of(other) == "已入户，老人健在，住在女儿家"
    other.until(lambda: "这一步现在不能再办了" in other.reads())
    assert not other.window.work.acts.leading.isEnabled()
    other.window.grab().save(str(screenshots / "counter-conflict.png"))
    other.press(Qt.Key.Key_Escape)
    other.until(lambda: other.window.work.acts.leading.accessibleName() == "上报：街道")
    assert cases_of(other, case_id) == 2


def test_what_is_still_possible_is_done_with_the_next_press(two: tuple[Clerk, Clerk], case_id: str) -> None:
    clerk, other = two
    clerk.sample.itself.do(cases.reassign, case_id=case_id, to=other.seat.staff.id)
    other.until(lambda: "您写的还在" in other.window.work.changed.text())
    other.press(ENTER)
    other.until(other.window.messages.is_refusal)
    assert words_of(other) == "已入户，老人健在，住在女儿家"
    other.press(ENTER)
    other.until(lambda: cases_of(other, case_id) == 2)
    assert "已入户，老人健在，住在女儿家" in str(other.seat.hall.see(cases_views.case, case_id=case_id).notes)


def test_a_question_in_which_nothing_was_typed_goes_with_its_act(two: tuple[Clerk, Clerk]) -> None:
    clerk, other = two
    other.enters("")
    clerk.until(lambda: not clerk.window.work.acts.is_asking())
    assert clerk.window.work.acts.leading.accessibleName() == "上报：街道"


def test_a_note_on_the_step_stands_on_the_card_with_its_day_and_author(
    clerk: Clerk, case_id: str, screenshots: Path
) -> None:
    opens(clerk, case_id)
    assert clerk.window.work.head.guide.text().startswith("谁能办：年满80周岁的老人")
    assert "还剩" in clerk.reads()
    clerk.sample.leader.do(catalogue.note_step, matter_code="MZ-006", step=1, words="住院的看出院小结，不用跑两趟")
    clerk.sample.leader.do(catalogue.note_step, matter_code="MZ-006", step=2, words="街道周五下午不收件")
    clerk.until(lambda: "住院的看出院小结" in clerk.window.work.head.guide.text())
    assert "更新于 11-23　何敏：" in clerk.window.work.head.guide.text()
    assert "街道周五下午不收件" not in clerk.window.work.head.guide.text()
    clerk.window.grab().save(str(screenshots / "counter-case.png"))


def test_a_leader_writes_a_note_from_the_page_of_a_case(clerk: Clerk, case_id: str) -> None:
    clerk.opens()
    leader_sits_down(clerk)
    opens(clerk, case_id)
    clerk.tabs_to(clerk.window.work.acts.more)
    clerk.press(ENTER)
    sheet = clerk.window.sheet
    clerk.until(sheet.isVisible)
    place = next(n for n, row in enumerate(sheet.list.rows()) if row.text.endswith("写步骤提示"))
    for _ in range(place):
        clerk.press(Qt.Key.Key_Down)
    clerk.press(ENTER)
    clerk.press(ENTER)  # the step at hand is proposed
    clerk.enters("独居老人先打电话再上门")
    clerk.until(lambda: "何敏：独居老人先打电话再上门" in clerk.window.work.head.guide.text())
    assert clerk.told() == "提示已经写上步骤卡。"


def cases_of(clerk: Clerk, case: str) -> int:
    """Return at which step a case is."""
    return clerk.seat.hall.see(cases_views.case, case_id=case).card.step
