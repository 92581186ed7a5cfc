"""Tickets in two keys, missed numbers back, priorities noted later, machines that call, and what is announced."""

from PySide6.QtCore import Qt

from hall.service import posts_help, queue, queue_views, screens_notices
from tests.ui.guide.person import CONTROL, ENTER, Guide
from tests.ui.texts import assert_golden


def test_a_figure_and_enter_print_a_ticket(guide: Guide) -> None:
    guide.types("3")
    guide.press(ENTER)
    (ticket,) = guide.tickets()
    assert (ticket.number, ticket.service, ticket.source, ticket.priority) == ("B001", "work", "desk", "P4")
    assert guide.papers_of(ticket.id) == [f"{ticket.day}/B001 printed"]
    assert guide.window.desk.ticket.number.text() == "B001"
    assert "前面 0 人" in guide.window.desk.ticket.last.text()


def test_a_figure_and_a_letter_print_a_ticket_that_goes_first(guide: Guide) -> None:
    guide.types("1")
    guide.types("j")
    (ticket,) = guide.tickets()
    assert (ticket.number, ticket.priority, ticket.ground) == ("V001", "P1", "certificate_seen")
    assert len(guide.papers_of(ticket.id)) == 1


def test_the_ground_can_be_another_than_the_usual_one(guide: Guide) -> None:
    guide.types("1")
    guide.window.desk.ticket.claims.button("disabled").click()
    guide.window.desk.ticket.grounds.button("clerk_note").click()
    guide.window.desk.ticket.print.click()
    guide.until(guide.tickets)
    (ticket,) = guide.tickets()
    assert (ticket.priority, ticket.ground) == ("P2", "clerk_note")


def test_a_deaf_resident_is_called_without_voice_and_the_next_one_with_it(guide: Guide) -> None:
    for keys in ("1s", "1"):
        guide.types(keys)
        guide.press(ENTER)
    assert [ticket.silent for ticket in guide.tickets()] == [True, False]


def test_nothing_comes_out_while_nothing_is_chosen(guide: Guide) -> None:
    guide.press(ENTER)
    guide.types("j")
    guide.types("1")
    guide.press(Qt.Key.Key_Escape)
    guide.press(ENTER)
    assert guide.tickets() == []


def test_a_matter_is_found_by_its_initials_and_goes_onto_the_ticket(guide: Guide) -> None:
    guide.press(Qt.Key.Key_K, CONTROL)
    guide.types("shiyedengji")
    guide.until(lambda: any("失业登记" in text for text in guide.window.palette_.texts()))
    guide.press(ENTER)
    assert "失业登记" in guide.window.desk.ticket.service.text()
    guide.press(ENTER)
    assert [ticket.service for ticket in guide.tickets()] == ["work"]
    assert guide.tickets()[0].matter_code


def test_one_key_brings_the_missed_number_back(guide: Guide) -> None:
    number = guide.misses("aid")
    guide.until(lambda: guide.window.floor and guide.window.floor.missed)
    assert number in guide.reads()
    guide.press(Qt.Key.Key_F3)
    assert [ticket.number for ticket in guide.tickets()] == [number]
    guide.until(lambda: guide.window.desk.hall.missed_list.rows() == [])


def test_a_missed_number_comes_back_by_its_row_too(guide: Guide) -> None:
    number = guide.misses("aid")
    guide.until(lambda: guide.window.desk.hall.missed_list.count())
    guide.window.desk.hall.missed_list.setFocus()
    guide.press(ENTER)
    assert [ticket.number for ticket in guide.tickets()] == [number]


def test_a_priority_is_noted_for_somebody_who_waits_already(guide: Guide) -> None:
    for _ in range(2):
        guide.types("1")
        guide.press(ENTER)
        guide.wait(minutes=2)
    last = guide.tickets()[-1]
    guide.press(Qt.Key.Key_F4)
    guide.types("2")  # the second in line
    guide.types("2")  # 残疾人
    guide.types("1")  # 证件已看
    first = guide.tickets()[0]
    assert (first.id, first.number, first.priority) == (last.id, last.number, "P2")
    assert "已记下" in guide.told()


def test_a_machine_that_calls_stands_in_the_top_line_until_somebody_goes(guide: Guide) -> None:
    guide.sample.kiosk.do(posts_help.call_for_help)
    guide.until(lambda: "请人帮忙" in guide.window.notice.mark.word())
    guide.press(Qt.Key.Key_F9)
    assert guide.sample.itself.see(posts_help.help_calls) == ()
    guide.until(lambda: "请人帮忙" not in guide.window.notice.mark.word())


def test_an_announcement_goes_to_the_screens_in_the_guides_own_words(guide: Guide) -> None:
    guide.press(Qt.Key.Key_F5)
    guide.window.sheet.note.setFocus()
    guide.types("请挪一下门口的电动车。")
    guide.press(ENTER)
    assert [card.text for card in guide.hall.see(screens_notices.announcements)] == ["请挪一下门口的电动车。"]


def test_a_refresh_moves_nothing_under_the_hand(guide: Guide) -> None:
    guide.types("2")
    guide.sample.kiosk.do(queue.take_ticket, service_code="aid")
    guide.until(lambda: guide.window.floor and guide.window.floor.in_line)
    assert guide.window.desk.chosen() == "pension-medical"
    guide.press(ENTER)
    assert [ticket.number for ticket in guide.tickets()] == ["A001", "B001"]


def test_who_is_not_allowed_sees_the_command_grey(guide: Guide) -> None:
    assert guide.window.table.is_enabled("book")
    guide.press(Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    guide.until(lambda: guide.window.pages.currentWidget() is guide.window.sign_in)
    assert not guide.window.table.is_enabled("book")
    guide.types("1")
    guide.press(ENTER)
    assert guide.tickets() == []


def test_the_whole_hall_is_in_sight(guide: Guide) -> None:
    for service in ("aid", "aid", "work"):
        guide.sample.kiosk.do(queue.take_ticket, service_code=service)
        guide.wait(minutes=3)
    number = guide.misses("aid")
    guide.until(lambda: guide.window.floor and guide.window.floor.missed)
    guide.types("2")
    guide.press(ENTER)
    assert guide.sample.itself.see(queue_views.ticket_numbered, number=number) is not None
    assert_golden("guide", guide.reads())
