"""A form that is not whole yet, and a form under four hands: what is missing is said, what was typed is kept."""

from pathlib import Path

import pytest

from hall.service import cases, cases_views
from tests.ui.counter.clerk import ENTER, Clerk
from tests.ui.counter.test_nothing_is_lost import begin_allowance
from ui.counter.steps import Step

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def test_what_is_missing_can_be_said_before_the_form_is_whole(clerk: Clerk, screenshots: Path) -> None:
    begin_allowance(clerk)
    clerk.window.visit.go_to(Step.ACCEPT)
    clerk.reaches(Step.ACCEPT)
    clerk.until(lambda: "表还没有填好" in clerk.reads())
    panel = clerk.window.visit.accept.acts
    assert panel.leading.accessibleName() == "回到填表"
    clerk.window.grab().save(str(screenshots / "counter-form-not-whole.png"))
    clerk.tabs_to(panel.quiet[0])
    assert panel.quiet[0].text() == "一次性告知"
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)
    clerk.until(lambda: "一次性告知书" in clerk.printed())
    [case] = clerk.seat.hall.see(cases_views.open_cases)
    [notice] = clerk.seat.hall.see(cases_views.case, case_id=case.id).notices
    assert {"form.band", "form.bank_account"} <= {item["key"] for item in notice.items}


def test_what_a_colleague_has_typed_meanwhile_stays_beside_mine(clerk: Clerk) -> None:
    begin_allowance(clerk)
    form = clerk.window.visit.form.form
    assert form is not None
    [case] = clerk.seat.hall.see(cases_views.open_cases)
    seen = clerk.seat.hall.see(cases_views.case, case_id=case.id).form
    other = clerk.sample.seats[1].hall
    other.do(cases.save_form, case_id=case.id, form={**seen, "band": "80-89"}, base=seen)
    clerk.tabs_to(form.editor("bank_account"))
    clerk.types("6222021234567890123")
    clerk.window.visit.form.keep()
    clerk.until(lambda: "bank_account" in clerk.seat.hall.see(cases_views.case, case_id=case.id).form)
    assert clerk.seat.hall.see(cases_views.case, case_id=case.id).form["band"] == "80-89"


def test_a_field_that_both_have_filled_in_says_whose_answer_stands(clerk: Clerk, screenshots: Path) -> None:
    begin_allowance(clerk)
    form = clerk.window.visit.form.form
    assert form is not None
    [case] = clerk.seat.hall.see(cases_views.open_cases)
    seen = clerk.seat.hall.see(cases_views.case, case_id=case.id).form
    seat = clerk.sample.seats[1]
    seat.hall.do(cases.save_form, case_id=case.id, form={**seen, "bank_account": "6222021111111111111"}, base=seen)
    clerk.tabs_to(form.editor("bank_account"))
    clerk.types("6222021234567890123")
    clerk.window.visit.form.keep()
    clerk.until(lambda: form.editor("bank_account").problem())
    clerk.window.grab().save(str(screenshots / "counter-two-hands.png"))
    assert form.editor("bank_account").problem() == f"{seat.staff.name}填的是：6222021111111111111"
    assert form.editor("bank_account").value() == "6222021234567890123"
    clerk.window.visit.form.keep()
    clerk.until(
        lambda: clerk.seat.hall.see(cases_views.case, case_id=case.id).form["bank_account"] == "6222021234567890123"
    )
