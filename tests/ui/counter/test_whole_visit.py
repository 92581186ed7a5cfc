"""A clerk's whole path with the keyboard alone, from the call to the papers in the resident's hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hall.service import cases_views, contacts_views, queue_views
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk, identity
from tests.ui.texts import assert_golden
from ui.counter.desk import Phase
from ui.counter.steps import Step


def fill_allowance(clerk: Clerk) -> None:
    """Fill the old-age allowance's form: birth and age stand there already."""
    form = clerk.window.visit.form.form
    assert form is not None
    clerk.tabs_to(form.editor("band"))
    clerk.press(Qt.Key.Key_Right)
    clerk.press(ENTER)
    clerk.enters("6222021234567890123")
    clerk.enters("20270305")


def test_a_promised_matter(clerk: Clerk, screenshots: Path) -> None:
    clerk.serves("elderly-disabled")
    clerk.notes_who("李建国", identity("19390305"), "13900001111")
    clerk.types("gljt")
    assert_golden("counter-ask", clerk.reads())
    clerk.press(ENTER)
    clerk.reaches(Step.MATERIALS)
    assert "还缺 1 样" in clerk.reads()
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: "材料齐了" in clerk.reads() and "在办的件" in clerk.reads())
    assert_golden("counter-materials", clerk.reads())
    clerk.press(ENTER)
    clerk.reaches(Step.FORM)
    fill_allowance(clerk)
    clerk.reaches(Step.ACCEPT)
    assert_golden("counter-accept", clerk.reads())
    clerk.window.grab().save(str(screenshots / "counter-accept.png"))
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)
    clerk.until(lambda: "已送打印" in clerk.reads())
    assert "已受理，承诺 2026-12-23、法定 2027-01-04（暂定）" in clerk.reads()
    assert clerk.printed() == ["受理通知书"] * 2 + ["材料接收清单"] * 2
    assert_golden("counter-papers", clerk.reads())
    clerk.press(ENTER)
    clerk.until(lambda: "已拿到" in clerk.reads())
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number="A001")
    assert ticket is not None
    assert ticket.outcome == "accepted"
    assert "在办的件" in clerk.reads()


def test_an_immediate_matter(clerk: Clerk, screenshots: Path) -> None:
    clerk.serves("unsure")
    clerk.notes_who("周美丽", identity("19990101", "002"), "13900002222")
    clerk.enters("暂住证")
    clerk.reaches(Step.FORM)  # the only material is shared: nothing to look at
    form = clerk.window.visit.form.form
    assert form is not None
    clerk.tabs_to(form.editor("from_address"))
    clerk.enters("安宁区和平街道 5 号")
    clerk.enters("幸福里 3 号楼 2 单元 501")
    clerk.enters("20260901")
    clerk.press(Qt.Key.Key_Right)
    clerk.tabs_to(form.editor("phone"))
    clerk.press(ENTER)
    clerk.reaches(Step.ACCEPT)
    assert "当场办结" in clerk.reads()
    clerk.window.grab().save(str(screenshots / "counter-immediate.png"))
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)
    assert clerk.told() == "办结了，居民可以拿走结果。"
    if not clerk.printed():
        clerk.tabs_to(clerk.window.visit.papers.sheet)
        clerk.press(ENTER)
    clerk.until(clerk.printed)
    clerk.until(lambda: "都拿到了" in clerk.reads())
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number="D001")
    assert ticket is not None
    assert ticket.outcome == "done"
    [sheet] = clerk.seat.hall.see(contacts_views.of_ticket, ticket_id=ticket.id)
    assert (sheet.state, sheet.replied) == ("closed", True)


def test_what_is_missing_is_said_once_and_the_resident_comes_back_once(clerk: Clerk) -> None:
    clerk.serves("elderly-disabled")
    clerk.notes_who("李建国", identity("19390305"))
    clerk.enters("高龄津贴")
    clerk.reaches(Step.MATERIALS)
    clerk.enters()
    clerk.reaches(Step.FORM)
    fill_allowance(clerk)
    clerk.reaches(Step.ACCEPT)
    assert "还缺 1 样：高龄津贴申请审批表" in clerk.reads()
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)
    clerk.until(lambda: "一次性告知书" in clerk.printed())
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    assert "等居民补正" in clerk.reads()

    [case] = clerk.seat.hall.see(cases_views.open_cases)
    clerk.serves("elderly-disabled", person_id=case.person_id)
    assert "接着办：高龄津贴申请" in clerk.reads()
    clerk.press(ENTER)
    clerk.reaches(Step.MATERIALS)
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: "材料齐了" in clerk.reads())
    clerk.press(ENTER)
    clerk.reaches(Step.FORM)
    clerk.window.visit.form.go_on()
    clerk.reaches(Step.ACCEPT)
    clerk.press(ENTER)
    clerk.until(lambda: "受理通知书" in clerk.printed())
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    [case] = clerk.seat.hall.see(cases_views.open_cases)
    assert case.stage == "accepted"


def test_a_situation_asks_for_its_material(clerk: Clerk) -> None:
    clerk.serves("elderly-disabled")
    clerk.notes_who("李建国", identity("19390305"))
    clerk.enters("高龄津贴")
    clerk.reaches(Step.MATERIALS)
    assert "照片" not in clerk.reads()
    question = clerk.window.visit.materials.situations["当地要求提供"]
    question.focus_first()
    clerk.press(Qt.Key.Key_Left)
    clerk.until(lambda: "照片" in clerk.reads())
    assert "还缺 2 样" in clerk.reads()
    clerk.press(Qt.Key.Key_Right)
    clerk.until(lambda: "照片" not in clerk.reads())


def test_everything_is_here_with_one_key(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("李建国", identity("19390305"))
    clerk.enters("低保")
    clerk.reaches(Step.MATERIALS)
    clerk.press(Qt.Key.Key_Space, CONTROL)
    clerk.until(lambda: "材料齐了" in clerk.reads())


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1280, 660)])
def test_nothing_is_cut_off(clerk: Clerk, size: tuple[int, int], screenshots: Path) -> None:
    clerk.serves("aid")
    clerk.window.resize(*size)
    clerk.notes_who("李建国", identity("19390305"))
    clerk.until(lambda: clerk.window.size().width() == size[0])
    page = clerk.window.visit.ask
    for widget in (page.leading, page.words, page.ways, page.who.phone, clerk.window.bench.todo):
        assert widget.visibleRegion().boundingRect().size() == widget.size(), widget.accessibleName()
    clerk.window.grab().save(str(screenshots / f"counter-ask-{size[0]}.png"))
