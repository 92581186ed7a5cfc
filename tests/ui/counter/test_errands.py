"""Going for a resident, from the counter: the mandate, the list, the way up and back, all from the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hall.service import agency, agency_views, cases, cases_views, contacts, originals, people
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk, identity
from tests.ui.counter.test_more_keys import answers

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def errand(clerk: Clerk) -> agency_views.ErrandFile:
    """Return the only errand as it stands."""
    [card] = clerk.seat.hall.see(agency_views.open_errands)
    return clerk.seat.hall.see(agency_views.errand, agency_id=card.id)


def leads(clerk: Clerk, text: str) -> None:
    """Wait until a step is the obvious one."""
    clerk.until(lambda: clerk.window.work.acts.leading.text().startswith(text))


def registered(clerk: Clerk) -> str:
    return clerk.seat.hall.do(
        people.register, name="李建国", id_kind="resident_card", id_number=identity("19390305"), phone="13900001111"
    )


def test_a_mandate_is_taken_from_the_visit(clerk: Clerk, screenshots: Path) -> None:
    person_id = registered(clerk)
    clerk.serves("aid", person_id=person_id)
    clerk.press(Qt.Key.Key_G, CONTROL)
    leads(clerk, "签代办委托，替居民去办")
    clerk.press(ENTER)
    clerk.types("到街道领高龄津贴存折")
    clerk.window.grab().save(str(screenshots / "counter-mandate.png"))
    for _ in range(8):
        clerk.press(Qt.Key.Key_Tab)
        if clerk.focused() is clerk.window.work.acts.leading:
            break
    clerk.window.work.acts.leading.click()
    clerk.until(lambda: "委托书已打印" in clerk.told())
    card = errand(clerk).card
    assert (card.state, card.powers) == ("entrusted", ("submit", "supplement", "collect"))
    clerk.until(lambda: "代办委托书" in clerk.printed())
    assert "代办  1" in clerk.reads()


def test_without_a_name_no_mandate_is_taken(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_G, CONTROL)
    assert "请先登记居民的姓名和证件" in clerk.told()


def test_an_errand_goes_its_way_from_the_list(clerk: Clerk, screenshots: Path) -> None:
    hall = clerk.seat.hall
    until = hall.see(lambda reading: reading.today)
    given = {"powers": ("submit", "collect"), "until": until, "identity_way": "card"}
    agency_id = hall.do(agency.entrust, person_id=registered(clerk), words="领高龄津贴存折", **given)
    hall.do(agency.log, agency_id=agency_id, items=({"name": "居民户口簿", "originals": 1},), place="和平街道")
    clerk.until(lambda: "代办  1" in clerk.reads())
    clerk.press(Qt.Key.Key_F9)
    clerk.press(ENTER)
    leads(clerk, "已送上级")
    clerk.window.grab().save(str(screenshots / "counter-errand.png"))
    clerk.press(ENTER)
    clerk.types("HP-0042")
    clerk.window.work.acts.leading.click()
    leads(clerk, "登记对方答复")
    assert "居民户口簿 ×1（在上级）" in clerk.reads()
    clerk.press(ENTER)
    clerk.window.work.acts.leading.click()
    leads(clerk, "把结果交给居民")
    clerk.press(ENTER)
    leads(clerk, "回访")
    assert [item.up for item in errand(clerk).items] == [0]
    assert errand(clerk).originals[-1].left == 0


def test_a_case_that_goes_up_offers_the_mandate(clerk: Clerk) -> None:
    hall, person_id = clerk.seat.hall, registered(clerk)
    form = {"birth": "1939-03-05", "age": 87, "band": "80-89", "bank_account": "6222021234567890123",
            "alive_check_due": "2027-03-05"}  # fmt: skip
    sheet = hall.do(contacts.open_sheet, matter_text="高龄津贴", person_id=person_id)
    case_id = hall.do(cases.open_case, matter_code="MZ-006", person_id=person_id, form=form, contact_id=sheet)
    hall.do(cases.check_material, case_id=case_id, material_id="application-form", state="verified", originals=1)
    hall.do(cases.submit, case_id=case_id)
    hall.do(cases.accept, case_id=case_id)
    clerk.until(lambda: "在办的件" in clerk.reads())
    clerk.press(Qt.Key.Key_F9)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.work.acts.leading.isVisible())
    names = [act.name for act in clerk.window.work.acts._acts]
    assert "entrust" in names
    assert hall.see(cases_views.case, case_id=case_id).card.stage == "accepted"


def test_what_is_owed_back_stands_in_the_list(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("赵桂兰")
    answers(clerk, "食堂几点开门")
    original_id = clerk.seat.hall.do(originals.check_in, name="居民户口簿")
    clerk.sample.itself.do(originals.note_left, original_id=original_id, words="约好明天来取")
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: "还给居民了吗" in clerk.reads())
    clerk.press(Qt.Key.Key_Escape)
    assert "要退还的原件" not in clerk.reads()  # whoever sits there has them in sight
