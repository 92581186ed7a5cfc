"""Leaving the post at a counter: why, what is open, to whom; and the colleague who signs with one key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from hall.service import cases, cases_duties, contacts, posts
from tests.ui.counter.clerk import CONTROL, ENTER, SHIFT, Clerk
from ui.counter.desk import Phase
from ui.counter.work_item import look

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


@pytest.fixture
def pair(seat: Callable[[int], Clerk]) -> tuple[Clerk, Clerk]:
    """Give 王芳, with two open sheets, and her B post 赵建军."""
    a, b = seat(1), seat(2)
    a.sample.itself.do(posts.set_post, a=a.seat.staff.id, b=b.seat.staff.id)
    for question in ("楼道灯坏了", "食堂几点开门"):
        a.seat.hall.do(contacts.open_sheet, matter_text=question)
    a.opens()
    return a, b


def leaves(clerk: Clerk) -> None:
    """Say that one is on leave, and see the list."""
    clerk.press(Qt.Key.Key_W, CONTROL | SHIFT)
    clerk.press(Qt.Key.Key_1)
    clerk.until(lambda: "离岗交接：还有" in clerk.reads())


def test_the_list_is_seen_before_it_is_sent(pair: tuple[Clerk, Clerk]) -> None:
    a, _b = pair
    leaves(a)
    assert "楼道灯坏了" in a.reads()
    assert "全部交给赵建军，打印交接单" in a.reads()
    a.press(Qt.Key.Key_Escape)
    assert a.window.phase is Phase.IDLE
    assert a.seat.hall.see(cases_duties.unsigned) == ()


def test_the_colleague_signs_with_one_key_and_has_everything(pair: tuple[Clerk, Clerk]) -> None:
    a, b = pair
    leaves(a)
    a.press(Qt.Key.Key_1)
    a.until(lambda: a.window.phase is Phase.CLOSED)
    assert "仍由您负责" in a.told()
    a.until(lambda: "离岗交接单" in a.printed())
    b.until(lambda: "等我签收的交接单" in b.reads())
    b.press(Qt.Key.Key_F9)
    b.press(ENTER)
    b.until(lambda: b.window.work.acts.leading.isVisible())
    assert "王芳离岗，2 件未结" in b.reads()
    b.press(ENTER)
    b.until(lambda: b.seat.hall.see(cases_duties.unsigned) == ())
    owed = b.seat.hall.see(cases_duties.duties, staff_id=b.seat.staff.id)
    assert [duty.kind for duty in owed] == ["sheet", "sheet"]


def test_who_is_back_takes_it_over_again(pair: tuple[Clerk, Clerk]) -> None:
    a, b = pair
    leaves(a)
    a.press(Qt.Key.Key_1)
    a.until(lambda: a.window.phase is Phase.CLOSED)
    b.seat.hall.do(cases.sign_list, list_id=b.seat.hall.see(cases_duties.unsigned)[0].id)
    a.until(lambda: "我交出去的" in a.reads())
    a.window.work.open_group("handed")
    a.window.bench.show_work(True)
    a.press(ENTER)
    a.until(lambda: "我回岗了，取回没办完的" in a.reads())
    a.press(ENTER)
    a.until(lambda: len(a.seat.hall.see(cases_duties.duties, staff_id=a.seat.staff.id)) == 2)


def test_a_hand_over_proposes_who_does_it_now(pair: tuple[Clerk, Clerk]) -> None:
    a, b = pair
    deputy = b.seat.hall
    deputy.do(contacts.open_sheet, matter_text="问路")
    b.until(lambda: "等我答复居民" in b.reads())
    b.press(Qt.Key.Key_F9)
    b.press(ENTER)
    b.until(lambda: b.window.work.acts.leading.isVisible())
    acts = {act.name: act for act in look(deputy, b.window.work.items()[0]).acts}
    assert acts["hand_over"].start == {"to": a.seat.staff.id}
