"""A clerk's own work between two residents: steps, the upper level, the result."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from hall.service import cases, cases_supervision, cases_views, contacts, people
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk, identity
from ui.counter.desk import Phase

FORM = {
    "birth": "1939-03-05",
    "age": 87,
    "band": "80-89",
    "bank_account": "6222021234567890123",
    "alive_check_due": "2027-03-05",
}


@pytest.fixture
def case_id(clerk: Clerk) -> str:
    """Give an accepted case of the old-age allowance in the clerk's hands."""
    hall = clerk.seat.hall
    person = hall.do(people.register, name="李建国", id_kind="resident_card", id_number=identity("19390305"))
    sheet = hall.do(contacts.open_sheet, matter_text="高龄津贴", person_id=person)
    opened = hall.do(cases.open_case, matter_code="MZ-006", person_id=person, form=FORM, contact_id=sheet)
    hall.do(cases.check_material, case_id=opened, material_id="application-form", state="verified", originals=1)
    hall.do(cases.submit, case_id=opened)
    hall.do(cases.accept, case_id=opened)
    return opened


def opens_first(clerk: Clerk) -> None:
    """Open the list of work, then its first item."""
    clerk.until(lambda: "在办的件" in clerk.reads())
    clerk.press(Qt.Key.Key_F9)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.work.acts.leading.isVisible())


def test_a_case_goes_its_way_with_enter(clerk: Clerk, case_id: str) -> None:
    opens_first(clerk)
    assert "第 1 步，共 3 步：社区 受理、核实" in clerk.reads()
    clerk.press(ENTER)
    clerk.until(lambda: "这一步办完了" in clerk.reads())
    clerk.press(ENTER)
    clerk.enters("已入户核实")
    clerk.until(lambda: "上报：街道" in clerk.reads())
    clerk.press(ENTER)
    clerk.until(lambda: "登记对方答复" in clerk.reads())
    clerk.press(ENTER)
    clerk.press(Qt.Key.Key_Right)
    clerk.press(Qt.Key.Key_Right)
    clerk.press(ENTER)
    clerk.enters("同意")
    clerk.until(lambda: "制作结果" in clerk.reads())
    clerk.press(ENTER)
    clerk.until(lambda: "通知居民来领" in clerk.reads())
    clerk.press(ENTER)
    clerk.until(lambda: "把结果交给居民" in clerk.reads())
    assert clerk.seat.hall.see(cases_views.case, case_id=case_id).card.stage == "notified_pickup"
    clerk.until(lambda: "办结通知书" in clerk.printed())


def test_escape_goes_back_one_step_at_a_time(clerk: Clerk, case_id: str) -> None:
    opens_first(clerk)
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.window.work.list.isVisible()
    clerk.press(Qt.Key.Key_Escape)
    assert not clerk.window.bench.is_working()


def test_a_case_that_is_late_says_so(clerk: Clerk, case_id: str) -> None:
    clerk.clock().advance(timedelta(days=60))
    clerk.window._todos.refresh()
    clerk.until(lambda: "已超期" in clerk.reads())


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_a_late_case_asks_its_handler_why_and_the_answer_is_printed(clerk: Clerk, case_id: str) -> None:
    clerk.clock().advance(timedelta(days=60))
    clerk.sample.itself.run_due()
    clerk.window._todos.refresh()
    clerk.until(lambda: "已超期" in clerk.reads())
    clerk.press(Qt.Key.Key_F9)
    clerk.press(ENTER)
    clerk.until(lambda: "答复督办单" in clerk.reads())
    assert "个工作日" in clerk.window.work.acts.hint.text()
    clerk.press(ENTER)
    clerk.enters("入户两次没有人在家")
    clerk.until(lambda: "写整改情况" in clerk.reads())
    clerk.until(lambda: "督办单" in clerk.printed())
    (slip,) = clerk.seat.hall.see(cases_supervision.open_slips)
    assert (slip.state, slip.words[0].words) == ("explained", "入户两次没有人在家")


def test_whoever_calls_turns_to_the_resident(clerk: Clerk, case_id: str) -> None:
    clerk.opens()
    opens_first(clerk)
    clerk.serves("aid")
    assert clerk.window.phase is Phase.SERVING
    assert clerk.focused() is clerk.window.visit.ask.who.name
    assert clerk.seat.hall.see(cases_views.case, case_id=case_id).card.stage == "accepted"


def test_the_palette_opens_a_case_by_its_number(clerk: Clerk, case_id: str) -> None:
    number = clerk.seat.hall.see(cases_views.case, case_id=case_id).card.number
    clerk.press(Qt.Key.Key_K, CONTROL)
    clerk.types(number)
    clerk.until(lambda: len(clerk.window.palette_.texts()) == 1)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.work.acts.leading.isVisible())
    assert "李建国　高龄津贴申请" in clerk.reads()


def test_the_palette_finds_a_person_by_the_last_digits(clerk: Clerk, case_id: str) -> None:
    clerk.press(Qt.Key.Key_K, CONTROL)
    clerk.types(identity("19390305")[-4:])
    clerk.until(lambda: any("李*国" in text for text in clerk.window.palette_.texts()))
    assert not any("李建国" in text for text in clerk.window.palette_.texts())
