"""A scanner at a counter finds what it reads; whatever has the keyboard notices nothing."""

import pytest
from PySide6.QtCore import Qt

from hall.service import people, queue, queue_views, security
from tests.ui.counter.clerk import ENTER, Clerk, identity
from ui.counter.desk import Phase


def code_of(clerk: Clerk, number: str) -> str:
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number=number)
    assert ticket is not None
    return ticket.status_code


def test_the_ticket_of_whoever_is_next_is_called_by_its_code(clerk: Clerk) -> None:
    clerk.opens()
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: "A001" in clerk.reads())
    clerk.scans(code_of(clerk, "A001"))
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)


def test_the_ticket_that_is_called_is_shown_and_served(clerk: Clerk) -> None:
    clerk.opens()
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: clerk.window.table.is_enabled("call_next"))
    clerk.press(Qt.Key.Key_F2)
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)
    clerk.scans(code_of(clerk, "A001"))
    clerk.until(lambda: clerk.window.phase is Phase.SERVING)


def test_a_ticket_that_would_overtake_is_asked_about(clerk: Clerk) -> None:
    clerk.opens()
    for _ in range(2):
        clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: "A002" in clerk.reads())
    clerk.scans(code_of(clerk, "A002"))
    clerk.until(lambda: "A002 前面还有 1 人，先叫吗？" in clerk.reads())
    assert clerk.window.phase is Phase.IDLE


def test_an_identity_card_goes_to_the_number_wherever_the_keyboard_is(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("李建国")
    clerk.types("低保")
    clerk.scans(identity("19390305"))
    page = clerk.window.visit.ask
    assert page.who.number.text() == identity("19390305")
    assert (page.who.name.text(), page.words.text()) == ("李建国", "低保")


def test_the_card_of_somebody_known_fills_in_who_it_is(clerk: Clerk) -> None:
    clerk.seat.hall.do(people.register, name="李建国", id_kind="resident_card", id_number=identity("19390305"))
    clerk.serves("aid")
    clerk.scans(identity("19390305"))
    clerk.until(lambda: clerk.window.visit.ask.who.name.text() == "李建国")


@pytest.mark.parametrize("read", [identity("19390305")[:-1] + "0", "NOREAD", "119999\N{REPLACEMENT CHARACTER}0305"])
def test_what_cannot_be_read_is_one_sentence_and_changes_nothing(clerk: Clerk, read: str) -> None:
    clerk.serves("aid")
    clerk.notes_who("李建国")
    before = clerk.window.visit.ask.who.who()
    clerk.scans(read)
    clerk.until(lambda: clerk.window.messages.is_refusal())
    assert clerk.window.visit.ask.who.who() == before
    assert clerk.focused() is clerk.window.visit.ask.words
    assert clerk.window.phase is Phase.SERVING


def test_an_unknown_code_presses_nothing_and_is_not_repeated(clerk: Clerk) -> None:
    clerk.opens()
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: clerk.window.table.is_enabled("call_next"))
    assert clerk.window.bench.ticket.leading["call_next"].hasFocus()
    clerk.scans("ZZZZ9999")
    clerk.until(lambda: "没有查到这个码" in clerk.told())
    assert clerk.window.phase is Phase.IDLE
    assert "ZZZZ9999" not in clerk.reads()


def test_a_scan_answers_no_question(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_F5)
    clerk.scans("1234567890")
    assert clerk.window.sheet.isVisible()
    assert clerk.window.phase is Phase.SERVING


def test_nobody_is_signed_in_by_a_scan(clerk: Clerk) -> None:
    clerk.seat.hall.do(security.sign_out)
    clerk.until(lambda: clerk.window.phase is Phase.SIGNED_OUT)
    clerk.scans("12345678")
    assert clerk.told() == "请先登录，再扫码。"
    assert clerk.window.sign_in.number.text() == ""
    clerk.press(ENTER)
    assert clerk.window.phase is Phase.SIGNED_OUT
