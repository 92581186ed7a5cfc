"""Numbers of residents are masked on the counter's pages; the whole is shown for a moment and the look is on record."""

import pytest
from PySide6.QtCore import Qt

from hall.service import audit_looks, cases, contacts, people
from tests.ui.counter.clerk import CONTROL, Clerk, identity
from tests.ui.counter.test_work import FORM, opens_first
from ui.shared.reveal import Masked, Reveals

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
PHONE = "13800005678"


def test_the_phone_on_a_case_is_masked_until_somebody_asks(clerk: Clerk) -> None:
    hall = clerk.seat.hall
    number = identity("19390305")
    person = hall.do(people.register, name="李建国", id_kind="resident_card", id_number=number, phone=PHONE)
    sheet = hall.do(contacts.open_sheet, matter_text="高龄津贴", person_id=person)
    case_id = hall.do(cases.open_case, matter_code="MZ-006", person_id=person, form=FORM, contact_id=sheet)
    hall.do(cases.check_material, case_id=case_id, material_id="application-form", state="verified", originals=1)
    hall.do(cases.submit, case_id=case_id)
    hall.do(cases.accept, case_id=case_id)
    opens_first(clerk)
    clerk.until(lambda: "138****5678" in clerk.reads())
    assert PHONE not in clerk.reads()
    clerk.press(Qt.Key.Key_E, CONTROL)
    clerk.until(lambda: PHONE in clerk.reads())
    (look,) = clerk.sample.itself.see(audit_looks.looks, person_id=person)
    assert (look.what, look.purpose, look.case_id) == ("phone", "serving", case_id)
    clerk.window.work.facts.hide_whole()
    assert PHONE not in clerk.reads()


def test_without_the_person_at_hand_the_window_asks_why(clerk: Clerk) -> None:
    person = clerk.seat.hall.do(people.register, name="李建国", phone=PHONE)
    got: list[str] = []
    reveals = Reveals(clerk.seat.hall, clerk.window.sheet, clerk.window)
    reveals.ask(Masked("138****5678", person, "phone"), got.append)
    clerk.until(clerk.window.sheet.isVisible)
    assert "联系本人" in clerk.reads()
    clerk.press(Qt.Key.Key_2)
    clerk.until(lambda: got == [PHONE])
    (look,) = clerk.sample.itself.see(audit_looks.looks, person_id=person)
    assert look.purpose == "contact"


def test_another_reason_is_written_and_holds_no_number(clerk: Clerk) -> None:
    person = clerk.seat.hall.do(people.register, name="李建国", phone=PHONE)
    got: list[str] = []
    Reveals(clerk.seat.hall, clerk.window.sheet, clerk.window).ask(Masked("138****5678", person, "phone"), got.append)
    clerk.until(clerk.window.sheet.isVisible)
    clerk.press(Qt.Key.Key_5)
    clerk.until(lambda: "还没有写明原因" in clerk.reads())
    assert got == []
