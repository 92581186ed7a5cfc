"""Whoever asks the guide leaves with an answer, a name, or a slip; and the sheet says so."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from sqlalchemy import select

from hall.contacts.model import ContactSheet
from hall.service import contacts, contacts_promises, contacts_views
from tests.ui.guide.person import ENTER, Guide, settle
from ui.guide.sheet_form import HOW
from ui.shared.theme import apply_theme


def sheets(guide: Guide) -> list[contacts_views.SheetCard]:
    """Return the sheets that are not closed."""
    return list(guide.sample.itself.see(contacts_views.open_sheets))


def asks(guide: Guide, question: str, name: str = "", phone: str = "") -> None:
    """Open the page and type who asks what; the keyboard ends behind the phone."""
    guide.press(Qt.Key.Key_F6)
    guide.enters(question)
    guide.enters(name)
    guide.enters(phone)


def test_an_answer_at_once_is_on_record_and_closed(guide: Guide) -> None:
    guide.types("1")
    guide.press(ENTER)
    (ticket,) = guide.tickets()
    asks(guide, "低保要带什么", "周小满", "13800001111")
    guide.enters("户口本、收入证明，二楼2号窗口。")
    (card,) = guide.sample.itself.see(contacts_views.of_ticket, ticket_id=ticket.id)
    assert (card.state, card.replied, card.first_contact_name) == ("closed", True, "李明")
    assert guide.window.pages.currentWidget() is guide.window.desk


def test_a_question_without_words_is_refused_before_anything_stands_on_record(guide: Guide) -> None:
    asks(guide, "", "周小满")
    guide.press(ENTER)
    assert guide.window.contact.form.problem.text()
    guide.window.contact.form.question.setFocus()
    guide.enters("社保卡丢了怎么办")
    guide.window.contact.form.words.setFocus()
    guide.press(ENTER)
    assert sheets(guide) == []
    assert guide.window.contact.form.name.text() == "周小满"


def test_a_wrong_phone_number_keeps_everything_that_was_typed(guide: Guide) -> None:
    asks(guide, "社保卡丢了怎么办", "周小满", "123")
    guide.enters("带身份证到3号窗口挂失。")
    form = guide.window.contact.form
    assert form.problem.text()
    assert (form.question.text(), form.words.text()) == ("社保卡丢了怎么办", "带身份证到3号窗口挂失。")
    assert sheets(guide) == []
    form.phone.setText("13800001111")
    form.words.setFocus()
    guide.press(ENTER)
    assert guide.window.pages.currentWidget() is guide.window.desk


def test_a_colleague_gets_the_question_and_has_to_sign_for_it(guide: Guide) -> None:
    asks(guide, "我家楼道灯坏了")
    form = guide.window.contact.form
    form.how.button("hand").click()
    form.colleague.search.setFocus()
    guide.types("王芳")
    guide.enters()
    guide.enters("照片 2")
    guide.enters("请联系物业。")
    (card,) = sheets(guide)
    assert (card.state, card.receiver_name, card.responsible_name) == ("handover_pending", "王芳", "李明")
    (over,) = guide.sample.itself.see(contacts_views.sheet, sheet_id=card.id).hand_overs
    assert over.materials == (("照片", 2),)


def test_a_name_that_nobody_bears_is_said_and_nothing_is_lost(guide: Guide) -> None:
    asks(guide, "我家楼道灯坏了")
    form = guide.window.contact.form
    form.how.button("hand").click()
    form.colleague.search.setFocus()
    guide.enters("赵钱孙李")
    guide.enters()
    guide.enters("请联系物业。")
    assert "同事" in form.problem.text()
    assert sheets(guide) == []


def test_the_way_to_another_office_is_printed_and_the_slip_is_owed_an_end(guide: Guide) -> None:
    asks(guide, "公积金怎么提")
    form = guide.window.contact.form
    form.how.button("show").click()
    form.office.setFocus()
    for words in ("住房公积金管理中心", "安宁路8号", "12329", "带身份证"):
        guide.enters(words)
    (card,) = sheets(guide)
    assert card.state == "referred"
    assert guide.printed() == ["办事指引单"] or len(guide.papers_of(card.id)) == 1
    assert "公积金怎么提" in "".join(row.text for row in guide.window.contact.list.rows())
    guide.press(Qt.Key.Key_F6)
    guide.window.contact.list.setFocus()
    guide.press(ENTER)
    guide.window.sheet.note.setFocus()
    guide.types("已当面指路。")
    guide.press(ENTER)
    assert sheets(guide) == []
    assert [paper.split()[-1] for paper in guide.papers_of(card.id)] == ["printed"]


def test_what_a_colleague_hands_to_the_guide_waits_for_the_signature(guide: Guide) -> None:
    clerk = guide.sample.seats[0].hall
    sheet_id = clerk.do(contacts.open_sheet, matter_text="轮椅从哪里进")
    me = guide.hall.actor.staff_id
    assert me is not None
    clerk.do(contacts.hand_over, sheet_id=sheet_id, to=me)
    guide.until(lambda: guide.window.contact.list.count())
    guide.press(Qt.Key.Key_F6)
    guide.window.contact.list.setFocus()
    guide.press(ENTER)
    guide.types("1")
    assert [(card.state, card.responsible_name) for card in sheets(guide)] == [("handed", "李明")]


def test_a_way_without_a_phone_is_refused_and_nothing_is_lost(guide: Guide) -> None:
    asks(guide, "公积金怎么提")
    form = guide.window.contact.form
    form.how.button("show").click()
    form.office.setFocus()
    for words in ("住房公积金管理中心", "安宁路8号", "", "带身份证"):
        guide.enters(words)
    assert "电话" in form.problem.text()
    assert form.address.text() == "安宁路8号"
    assert sheets(guide) == []


def test_an_office_that_was_named_before_is_known_by_two_characters(guide: Guide) -> None:
    clerk = guide.sample.seats[0].hall
    earlier = clerk.do(contacts.open_sheet, matter_text="公积金怎么提")
    where = {"office": "住房公积金管理中心", "address": "安宁路8号", "phone": "12329"}
    clerk.do(contacts.refer_out, sheet_id=earlier, **where)
    asks(guide, "公积金怎么还贷")
    form = guide.window.contact.form
    form.how.button("show").click()
    form.office.setFocus()
    guide.enters("公积金")
    assert (form.office.text(), form.address.text(), form.office_phone.text()) == tuple(where.values())


def test_i_find_out_for_you_leaves_a_slip_and_an_owner(guide: Guide) -> None:
    asks(guide, "轮椅能借几天", "周小满", "13800001111")
    form = guide.window.contact.form
    form.how.button("promise").click()
    form.words.setFocus()
    guide.enters("问残联能借几天")
    guide.enters()
    me = guide.hall.actor.staff_id
    assert me is not None
    (promise,) = guide.sample.itself.see(contacts_promises.promises_of, staff_id=me)
    assert (promise.words, promise.due_on, promise.person_name) == ("问残联能借几天", dt.date(2026, 11, 26), "周*满")
    guide.until(lambda: guide.printed() == ["承诺条"])


def test_a_promise_until_no_day_is_refused_before_anything_stands_on_record(guide: Guide) -> None:
    asks(guide, "轮椅能借几天")
    form = guide.window.contact.form
    form.how.button("promise").click()
    form.words.setFocus()
    guide.enters("问残联能借几天")
    form.day.edit.clear()
    guide.enters("下周")
    assert "最晚哪天" in form.problem.text()
    assert sheets(guide) == []


def test_a_letter_is_answered_by_letter_and_closed(guide: Guide) -> None:
    asks(guide, "低保多久批下来", "周小满")
    form = guide.window.contact.form
    form.way.button("letter").click()
    form.words.setFocus()
    guide.enters("二十个工作日。")
    assert sheets(guide) == []
    mine = guide.sample.itself.see(lambda reading: [row.way for row in reading.session.scalars(select(ContactSheet))])
    assert mine == ["letter"]


@pytest.fixture(params=[1.0, 1.5])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    """Set the size of type for a window that is opened after it."""
    apply_theme(qapp, "day", request.param)
    yield request.param
    apply_theme(qapp)


def test_whatever_is_done_about_a_question_the_step_stands_in_sight(scale: float, guide: Guide) -> None:
    guide.press(Qt.Key.Key_F6)
    form = guide.window.contact.form
    for how in HOW:
        guide.qtbot.mouseClick(form.how.button(how), Qt.MouseButton.LeftButton)
        settle()
        lines = [line for line in form.findChildren(QLineEdit) if line.isVisible()]
        assert whole(form.step), how
        assert scale > 1 or all(map(whole, lines)), f"{how}: without large type everything stands at once"


def whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().size() == widget.size()
