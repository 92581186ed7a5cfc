"""What the hall holds already stands on the checklist and in the form with its date: nothing is asked for twice."""

import pytest
from PySide6.QtCore import Qt

from hall.catalogue.views import current
from hall.service import cases, cases_views, people
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk, identity
from ui.counter.materials_page import MaterialsPage
from ui.counter.steps import Step

OLD_MAN = identity("19390305")
ONE_DATABASE = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def known(clerk: Clerk) -> str:
    return clerk.seat.hall.do(
        people.register,
        name="李建国",
        id_kind="resident_card",
        id_number=OLD_MAN,
        phone="13900001111",
        address="幸福里",
    )


def kept(clerk: Clerk, who: str, code: str, material: str, **how: str) -> None:
    """Let an earlier case have brought a material."""
    hall = clerk.seat.hall
    situations = clerk.sample.itself.see(current, code=code).matter.situations
    case_id = hall.do(cases.open_case, matter_code=code, person_id=who, situations=situations)
    entry = {"material_id": material, "state": "verified", "originals": 1, "copies": 1, **how}
    hall.do(cases.check_material, case_id=case_id, returned=True, **entry)


def opens(clerk: Clerk, who: str, matter: str) -> MaterialsPage:
    """Serve the old man for a matter, every situation of which applies."""
    clerk.serves("aid")
    clerk.notes_who("李建国", OLD_MAN, "13900001111")
    clerk.enters(matter)
    clerk.reaches(Step.MATERIALS)
    page = clerk.window.visit.materials
    for situation, toggle in page.situations.items():
        toggle.chosen.emit("yes")
        clerk.until(lambda at=situation: page.situations[at].code() == "yes" and _asked(clerk, at))  # type: ignore[misc]
    return page


def _asked(clerk: Clerk, situation: str) -> bool:
    visit = clerk.window.visit.visit
    lines = visit.case.materials if visit and visit.case else ()
    return all(line.waived_for != "condition" for line in lines if line.condition == situation)


@ONE_DATABASE
def test_materials_on_file_are_crossed_off_signed_for_or_disputed(clerk: Clerk) -> None:
    who = known(clerk)
    kept(clerk, who, "MZ-001", "household-register", valid_to="2030-01-01")
    kept(clerk, who, "CL-003", "medical-records")
    page = opens(clerk, who, "最低生活保障")
    register, records = page.rows["household-register"], page.rows["medical-records"]
    assert register.state.word() == "已在库，免交"
    assert "2026-11-23 入库、有效到 2030-01-01" in register.note.text()
    assert records.state.word() == "已在库，待签字"
    assert "敏感材料，居民签字才能用" in records.note.text()
    page.consent.click()
    clerk.until(lambda: records.state.word() == "已在库，免交")
    assert clerk.told() == "同意书已送打印：请居民签字；不愿意签就请交材料。"
    clerk.until(lambda: "个人信息使用同意书" in clerk.printed())
    assert page.consent.text() == "居民没有签"
    page.consent.click()
    clerk.until(lambda: records.state.word() == "已在库，待签字")
    register.setFocus(Qt.FocusReason.OtherFocusReason)
    clerk.press(Qt.Key.Key_E, CONTROL)
    clerk.until(page.acts.is_asking)
    clerk.types("少了变更页")
    clerk.press(ENTER)
    clerk.until(lambda: register.state.word() == "要换新的")
    assert "少了变更页" in register.note.text()


@ONE_DATABASE
def test_the_form_says_where_its_answers_come_from_until_they_are_changed(clerk: Clerk) -> None:
    known(clerk)
    clerk.serves("unsure")
    clerk.notes_who("李建国", OLD_MAN, "13900001111")
    clerk.enters("暂住证")
    clerk.reaches(Step.FORM)
    form = clerk.window.visit.form.form
    assert form is not None
    assert form.editor("address").origin() == "已带出：2026-11-23 窗口登记，请核对。"
    assert form.editor("from_address").origin() == ""
    clerk.tabs_to(form.editor("address"))
    clerk.types("3号楼")
    assert form.editor("address").origin() == ""
    visit = clerk.window.visit.visit
    assert visit is not None
    assert visit.case is not None
    case_id = visit.case.card.id
    clerk.until(lambda: "address" not in clerk.seat.hall.see(cases_views.case, case_id=case_id).origins)
