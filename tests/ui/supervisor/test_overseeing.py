"""The head of the hall sees the hall at a glance, opens what is behind a number, and decides."""

from pathlib import Path

from hall.service import cases_views, contacts, queue
from tests.ui.supervisor.head import Head
from tests.ui.texts import assert_golden, texts
from ui.supervisor.live_page import LivePage


def escalate(head: Head) -> str:
    """Let a clerk ask the leader whose a question is; answers with the sheet's key."""
    clerk = head.sample.seats[0].hall
    sheet_id = clerk.do(contacts.open_sheet, matter_text="楼上漏水没人管", name="周兰", phone="13812345678")
    clerk.do(contacts.escalate, sheet_id=sheet_id, words="物业说不归他们")
    return sheet_id


def test_each_number_opens_its_list(head: Head, screenshots: Path) -> None:
    escalate(head)
    head.sample.kiosk.do(queue.take_ticket, service_code="aid")
    head.serve()
    head.open("live")
    page = head.window.page["live"]
    assert isinstance(page, LivePage)
    head.until(lambda: page.waits["assign"].number.text() == "1")
    head.window.grab().save(str(screenshots / "supervisor-live.png"))
    assert_golden("supervisor-live", texts(head.window))
    head.press(page.waits["assign"])
    head.until(lambda: "楼上漏水没人管" in head.sees("approvals"))
    assert head.window.pages.currentWidget() is head.window.page["approvals"]


def test_a_question_nobody_owns_is_assigned_for_good(head: Head, screenshots: Path) -> None:
    sheet_id = escalate(head)
    head.open("approvals")
    head.until(lambda: "楼上漏水没人管" in head.sees("approvals"))
    head.window.grab().save(str(screenshots / "supervisor-approvals.png"))
    assert_golden("supervisor-approvals", head.sees("approvals"))
    head.step("approvals", to=head.sample.seats[1].staff.id)
    head.until(lambda: "没有等您拿主意的事" in head.sees("approvals"))
    card = next(iter(head.hall.see(cases_views.open_cases)), None)
    assert card is None
    assert head.sample.seats[1].hall.actor.staff_id == _responsible(head, sheet_id)


def _responsible(head: Head, sheet_id: str) -> str:
    from hall.service import contacts_views

    return head.hall.see(contacts_views.sheet, sheet_id=sheet_id).card.responsible
