"""The end of a visit is one sheet of questions: a plain enquiry is F8, the words, Enter; and a call needs no ticket."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from hall.contacts.model import ContactSheet
from hall.contacts.rules import ContactPolicy
from hall.security.actions import set_policy
from hall.service import Reading, contacts_promises, contacts_views, documents_views, queue_views
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk
from ui.counter.desk import Phase

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
"""Nothing here hangs on the database."""


def ended(clerk: Clerk, number: str = "A001") -> queue_views.TicketCard:
    """Wait until nobody is served any more; return the ticket."""
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number=number)
    assert ticket is not None
    return ticket


def all_sheets(reading: Reading) -> list[contacts_views.SheetCard]:
    """Return the sheets, closed ones too."""
    keys = reading.session.scalars(select(ContactSheet.id)).all()
    return [contacts_views.sheet(reading, sheet_id=key).card for key in keys]


def sheet_of(clerk: Clerk, ticket: queue_views.TicketCard) -> contacts_views.SheetCard:
    (sheet,) = clerk.seat.hall.see(contacts_views.of_ticket, ticket_id=ticket.id)
    return sheet


def ends_by(clerk: Clerk, way: str) -> None:
    """Press F8, go to the choices, walk to one and into its questions."""
    clerk.press(Qt.Key.Key_F8)
    panel = clerk.window.queue.panel
    clerk.tabs_to(panel.ways)
    for _ in range(5):
        if panel.ways.code() == way:
            break
        clerk.press(Qt.Key.Key_Right)
    clerk.press(ENTER)


def test_a_plain_enquiry_is_f8_the_words_and_enter(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_F8)
    clerk.enters("带户口本，二楼 2 号窗口")
    ticket = ended(clerk)
    sheet = sheet_of(clerk, ticket)
    assert (ticket.outcome, sheet.state, sheet.replied) == ("advised", "closed", True)
    assert sheet.matter_text == "咨询：低保·救助"


def test_what_was_typed_about_the_resident_goes_onto_the_sheet(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("赵桂兰", "", "13911112222")
    clerk.types("食堂几点开门")
    clerk.press(Qt.Key.Key_F8)
    clerk.enters("十点半")
    sheet = sheet_of(clerk, ended(clerk))
    assert (sheet.matter_text, sheet.name) == ("食堂几点开门", "赵*兰")


def test_i_find_out_for_you_prints_a_slip_with_the_third_day(clerk: Clerk) -> None:
    clerk.serves("aid")
    ends_by(clerk, "promise")
    clerk.enters("问清能不能补缴")
    clerk.press(ENTER)
    ticket = ended(clerk)
    (promise,) = clerk.seat.hall.see(contacts_promises.promises_of, staff_id=clerk.seat.staff.id)
    assert (promise.ticket_id, promise.due_on, promise.owner_name) == (ticket.id, dt.date(2026, 11, 26), "王芳")
    clerk.until(lambda: "承诺条" in clerk.printed())
    assert "答应居民的事" in clerk.reads()


def test_a_promise_for_a_day_that_is_over_is_refused_and_everything_stays_typed(clerk: Clerk) -> None:
    clerk.serves("aid")
    ends_by(clerk, "promise")
    clerk.enters("问清能不能补缴")
    clerk.press(Qt.Key.Key_A, CONTROL)
    clerk.enters("20261101")
    assert "承诺的日子已经过去了" in clerk.reads()
    assert clerk.window.phase is Phase.SERVING
    clerk.press(Qt.Key.Key_A, CONTROL)
    clerk.enters("20261125")
    ended(clerk)
    (sheet,) = clerk.seat.hall.see(contacts_views.open_sheets)
    assert sheet.state == "open"


def test_a_way_elsewhere_needs_its_address_and_phone(clerk: Clerk) -> None:
    clerk.serves("aid")
    ends_by(clerk, "refer")
    clerk.enters("区不动产登记中心")
    clerk.enters("安宁路 8 号")
    clerk.enters()
    clerk.enters()
    assert "这一项还没有填。" in clerk.reads()
    clerk.enters("010-55550200")  # the keyboard is in the line that is empty
    clerk.enters("带房产证")
    assert ended(clerk).outcome == "referred"


def test_an_office_that_was_named_before_need_not_be_typed_again(clerk: Clerk) -> None:
    test_a_way_elsewhere_needs_its_address_and_phone(clerk)
    clerk.serves("aid")
    ends_by(clerk, "refer")
    clerk.types("不动产")
    clerk.tabs_to(clerk.window.queue.panel.forms.offer)
    assert "用上次的：区不动产登记中心，安宁路 8 号，010-55550200" in clerk.reads()
    clerk.press(Qt.Key.Key_Space)
    for _ in range(4):
        clerk.press(ENTER)
    ticket = ended(clerk, "A002")
    file = clerk.seat.hall.see(contacts_views.sheet, sheet_id=sheet_of(clerk, ticket).id)
    assert file.chain[-1].where == ("区不动产登记中心", "安宁路 8 号", "010-55550200")


def test_the_leader_decides_and_the_resident_goes_with_a_name(clerk: Clerk) -> None:
    clerk.serves("aid")
    ends_by(clerk, "leader")
    clerk.enters("不知道归谁")
    ticket = ended(clerk)
    assert (ticket.outcome, sheet_of(clerk, ticket).state) == ("referred", "escalated")


def test_a_demanded_certificate_gets_a_letter_on_wish(clerk: Clerk) -> None:
    clerk.serves("certificates")
    number = clerk.window.bench.ticket.number.text()
    clerk.notes_who("赵桂兰")
    clerk.types("亲属关系证明")
    ends_by(clerk, "refer")
    panel = clerk.window.queue.panel
    clerk.tabs_to(panel.forms.offer)
    clerk.press(Qt.Key.Key_Space)
    assert "派出所" in panel.hint.text()
    clerk.press(ENTER)
    clerk.enters("安宁区第二小学")
    clerk.press(Qt.Key.Key_Left)
    clerk.press(ENTER)
    assert ended(clerk, number).outcome == "refused"
    clerk.until(lambda: len(clerk.printed()) == 3)
    assert clerk.printed() == ["不予出具证明告知单", *["关于不再索要证明的函"] * 2]


def test_a_hall_that_uses_the_queue_alone_finishes_at_once(clerk: Clerk) -> None:
    clerk.sample.itself.do(set_policy, policy=ContactPolicy(every_visit_ends=False))
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_F8)
    assert ended(clerk).outcome == "done"


def test_a_call_is_put_on_record_while_nobody_stands_there(clerk: Clerk) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_D, CONTROL)
    clerk.until(lambda: "来电、来信、网上咨询登记" in clerk.reads())
    clerk.enters("社保卡丢了怎么办")
    clerk.enters("赵桂兰")
    clerk.enters("13911112222")
    clerk.enters("打 12333 挂失，再来补卡")
    clerk.until(lambda: "来电、来信、网上咨询登记" not in clerk.reads())
    (card,) = clerk.sample.itself.see(all_sheets)
    assert (card.way, card.state, card.ticket_id) == ("phone", "closed", None)


def test_a_letter_that_is_answered_goes_out_and_is_closed(clerk: Clerk) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_D, CONTROL)
    clerk.until(lambda: "来电、来信、网上咨询登记" in clerk.reads())
    clerk.types("低保多久批下来")
    panel = clerk.window.queue.panel
    clerk.tabs_to(panel.came)
    clerk.press(Qt.Key.Key_Right)
    assert panel.came.code() == "letter"
    clerk.tabs_to(panel.forms)
    clerk.enters("二十个工作日")
    clerk.until(lambda: panel.isHidden())
    (card,) = clerk.sample.itself.see(all_sheets)
    assert (card.way, card.state, card.replied) == ("letter", "closed", True)


def test_a_promise_is_kept_from_the_list_of_work(clerk: Clerk) -> None:
    test_i_find_out_for_you_prints_a_slip_with_the_third_day(clerk)
    clerk.press(Qt.Key.Key_F9)
    clerk.until(lambda: "问清能不能补缴" in clerk.reads())
    rows = clerk.window.work.list
    while rows.current_key() is None or rows.current_key()[0] != "promise":  # type: ignore[index]
        clerk.press(Qt.Key.Key_Down)
    clerk.press(ENTER)
    clerk.until(lambda: "承诺条编号" in clerk.reads())
    clerk.press(ENTER)
    clerk.press(ENTER)
    clerk.enters("能补，带身份证来")
    clerk.until(lambda: clerk.told() == "已兑现，居民知道了。")
    assert clerk.seat.hall.see(contacts_promises.promises_of, staff_id=clerk.seat.staff.id) == ()
    assert clerk.seat.hall.see(contacts_views.open_sheets) == ()


def test_the_promise_slip_belongs_to_its_sheet(clerk: Clerk) -> None:
    test_i_find_out_for_you_prints_a_slip_with_the_third_day(clerk)
    (sheet,) = clerk.seat.hall.see(contacts_views.open_sheets)
    papers = clerk.seat.hall.see(documents_views.documents_of, subject_id=sheet.id)
    assert [paper.kind for paper in papers] == ["promise_slip"]
