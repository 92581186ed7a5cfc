"""A clerk draws up a paper of the matter: a list, what is known already, the rest from the keyboard, and it prints."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hall.service import cases, documents, people, templates
from tests.ui.counter.clerk import ENTER, Clerk, identity

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def takes(clerk: Clerk, text: str) -> None:
    """Take the row of the open list that holds a text."""
    rows = clerk.window.sheet.list
    place = next(place for place, row in enumerate(rows.rows()) if text in row.text)
    for _ in range(place):
        clerk.press(Qt.Key.Key_Down)
    clerk.press(ENTER)


def test_a_paper_of_the_matter_is_drawn_up_from_the_list(clerk: Clerk, screenshots: Path) -> None:
    hall, panel = clerk.seat.hall, clerk.window.work.acts
    person_id = hall.do(
        people.register, name="㭎小满", id_kind="resident_card", id_number=identity("19900307"), phone="13800000456"
    )
    hall.do(cases.open_case, matter_code="MZ-005", person_id=person_id)
    clerk.until(lambda: "在办的件" in clerk.reads())
    clerk.press(Qt.Key.Key_F9)
    clerk.press(ENTER)
    clerk.until(lambda: panel.more.isVisible())
    clerk.tabs_to(panel.more)
    clerk.press(ENTER)
    takes(clerk, "出文书")
    assert clerk.window.sheet.title.text() == "出哪一份文书"
    assert "临时救助审批表" in clerk.reads()
    clerk.window.grab().save(str(screenshots / "counter-templates.png"))
    takes(clerk, "缴费凭条")
    assert panel.is_asking()
    assert "㭎小满" in clerk.reads()  # the payer is known
    clerk.window.grab().save(str(screenshots / "counter-template-form.png"))
    form = panel.form
    assert form is not None
    form.set_values({**form.values(), "merchant": "自来水公司", "what": "水费", "account": "0071", "serial": "417",
                     "paid": "2026-11-23 09:31"})  # fmt: skip
    panel.leading.click()
    assert panel.is_asking(), "the amount is missing"
    form.set_values({**form.values(), "amount": "56.40"})
    panel.leading.click()
    clerk.until(lambda: "写好了" in clerk.told())
    clerk.until(lambda: "缴费凭条" in clerk.printed())


def test_a_visit_without_a_case_has_papers_too(clerk: Clerk, screenshots: Path) -> None:
    clerk.serves("aid")
    ask = clerk.window.visit.ask
    clerk.window.grab().save(str(screenshots / "counter-ask.png"))
    clerk.tabs_to(ask.draw_up.button)
    clerk.press(ENTER)
    assert clerk.window.sheet.title.text() == "出哪一份文书"
    takes(clerk, "缴费凭条")
    form = ask.draw_up.acts.form
    assert form is not None
    assert not ask.leading.isVisible()
    clerk.window.grab().save(str(screenshots / "counter-visit-paper.png"))
    form.set_values({"payer": "㭎小满", "merchant": "自来水公司", "what": "水费", "account": "0071", "serial": "417",
                     "paid": "2026-11-23 09:31", "amount": "56.40"})  # fmt: skip
    ask.draw_up.acts.leading.click()
    clerk.until(lambda: "缴费凭条" in clerk.printed())
    assert ask.leading.isVisible()
    assert not ask.draw_up.acts.isVisible()


def test_the_drafter_reads_what_waits_what_came_back_and_it_prints_here_once_approved(
    clerk: Clerk, screenshots: Path
) -> None:
    hall, leader = clerk.seat.hall, clerk.sample.leader
    person_id = hall.do(people.register, name="㭎小满", id_kind="resident_card", id_number=identity("19900307"))
    case_id = hall.do(cases.open_case, matter_code="MZ-001", person_id=person_id)
    values = {"subject": "名单", "people": [{"name": "程䶮", "birth": "1961-04-08"}]}

    def posting() -> str:
        return hall.do(templates.draw_up, case_id=case_id, template="public_notice", values=values)

    first = posting()
    clerk.until(lambda: "在办的件" in clerk.reads())
    clerk.press(Qt.Key.Key_F9)
    clerk.press(ENTER)
    clerk.until(lambda: "公示件（等待批准）" in clerk.reads())
    leader.do(documents.send_back, document_id=first, words="公示期少写了一天")
    clerk.until(lambda: "公示期少写了一天" in clerk.reads())
    clerk.window.grab().save(str(screenshots / "counter-sent-back.png"))
    leader.do(documents.approve, document_id=posting())
    clerk.until(lambda: any("公示" in paper for paper in clerk.printed()))
    clerk.until(lambda: "公示期少写了一天" not in clerk.reads())
