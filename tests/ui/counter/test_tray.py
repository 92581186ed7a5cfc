"""The originals tray at the counter: it is seen, cleared with one key, and nobody leaves without being asked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hall.service import originals, originals_views, queue, queue_views
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk
from tests.ui.counter.test_more_keys import answers, come
from ui.counter.desk import Phase
from ui.counter.steps import Step

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)

CARD, BOOK = "居民身份证", "居民户口簿"


@pytest.fixture
def serving(clerk: Clerk) -> Clerk:
    """Give the clerk with a resident whose question is answered, so that the visit may end."""
    clerk.serves("aid")
    clerk.notes_who("赵桂兰")
    answers(clerk, "食堂几点开门")
    return clerk


def lays_down(clerk: Clerk, *names: str) -> None:
    """Have originals put into the tray."""
    for name in names:
        clerk.seat.hall.do(originals.check_in, name=name)
    clerk.until(lambda: all(name in tray(clerk) for name in names))


def tray(clerk: Clerk) -> list[str]:
    """Return the names in the tray's card."""
    return [row.text for row in clerk.window.bench.tray.list.rows()]


def left(clerk: Clerk) -> list[tuple[str, str]]:
    """Return what is still in the hall."""
    return [(card.name, card.state) for card in clerk.seat.hall.see(originals_views.kept)]


def test_the_tray_shows_what_lies_there_and_one_key_clears_it(serving: Clerk, screenshots: Path) -> None:
    assert "原件盘" in serving.reads()
    lays_down(serving, CARD, BOOK)
    assert "[原件都还给居民  Ctrl+R]" in serving.reads()
    serving.window.grab().save(str(screenshots / "counter-tray.png"))
    serving.press(Qt.Key.Key_R, CONTROL)
    serving.until(lambda: tray(serving) == [])
    assert serving.told() == "已还给居民：居民身份证 ×1、居民户口簿 ×1。"
    assert left(serving) == []


def test_an_original_is_put_in_by_its_figure_or_its_name(serving: Clerk) -> None:
    serving.press(Qt.Key.Key_I, CONTROL)
    assert "收下哪样原件？" in serving.reads()
    serving.press(Qt.Key.Key_2)
    serving.until(lambda: tray(serving) == [BOOK])
    serving.press(Qt.Key.Key_I, CONTROL)
    serving.tabs_to(serving.window.sheet.note)
    serving.enters("房屋租赁合同")
    serving.until(lambda: tray(serving) == [BOOK, "房屋租赁合同"])


def test_before_the_visit_ends_the_tray_is_named(serving: Clerk, screenshots: Path) -> None:
    lays_down(serving, CARD)
    serving.press(Qt.Key.Key_F8)
    serving.until(lambda: "原件盘里还有 1 件原件，还给居民了吗？" in serving.reads())
    serving.window.grab().save(str(screenshots / "counter-tray-warning.png"))
    assert "都还了  居民身份证 ×1" in serving.reads()
    assert "留下办理" not in serving.reads()  # nobody may keep an identity card
    serving.press(Qt.Key.Key_Escape)
    assert (serving.window.phase, left(serving)) == (Phase.SERVING, [(CARD, "tray")])
    serving.press(Qt.Key.Key_F8)
    serving.until(lambda: "还给居民了吗" in serving.reads())
    serving.press(Qt.Key.Key_1)
    serving.until(lambda: serving.window.phase is Phase.IDLE)
    assert left(serving) == []


def test_what_is_kept_goes_with_a_receipt_and_the_card_goes_back(serving: Clerk) -> None:
    lays_down(serving, BOOK, CARD)
    serving.press(Qt.Key.Key_F8)
    serving.until(lambda: "身份证还了，其余留下办理" in serving.reads())
    serving.press(Qt.Key.Key_2)
    serving.until(lambda: serving.window.phase is Phase.IDLE)
    assert left(serving) == [(BOOK, "kept")]
    serving.until(lambda: "原件收存凭证" in serving.printed())


def test_the_next_one_is_called_only_when_the_tray_is_clear(serving: Clerk) -> None:
    come(serving, 1)
    lays_down(serving, BOOK)
    serving.press(Qt.Key.Key_F2)
    serving.press(Qt.Key.Key_1)
    serving.until(lambda: "还给居民了吗" in serving.reads())
    assert serving.window.bench.ticket.number.text() == "A001"
    serving.press(Qt.Key.Key_1)
    serving.until(lambda: serving.window.bench.ticket.number.text() == "A002")
    assert left(serving) == []


def test_hold_and_call_asks_too(clerk: Clerk) -> None:
    clerk.serves("aid")
    come(clerk, 1)
    lays_down(clerk, BOOK)
    clerk.press(Qt.Key.Key_F2)
    clerk.press(Qt.Key.Key_2)
    clerk.press(Qt.Key.Key_1)
    clerk.until(lambda: "还给居民了吗" in clerk.reads())
    clerk.press(Qt.Key.Key_1)
    clerk.until(lambda: clerk.window.bench.ticket.number.text() == "A002")


def test_who_is_passed_on_takes_the_originals_along(clerk: Clerk) -> None:
    clerk.serves("aid")
    lays_down(clerk, BOOK)
    clerk.press(Qt.Key.Key_F6)
    clerk.until(lambda: "转到哪里" in clerk.reads())
    clerk.press(ENTER)
    clerk.until(lambda: "还给居民了吗" in clerk.reads())
    clerk.press(Qt.Key.Key_1)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)


def test_what_the_last_one_left_behind_is_red_and_can_be_accounted_for(serving: Clerk, screenshots: Path) -> None:
    lays_down(serving, CARD)
    ticket = serving.seat.hall.see(queue_views.at_counter, counter_id=serving.seat.counter.id)
    assert ticket is not None
    serving.seat.hall.do(queue.finish, ticket_id=ticket.id, outcome="advised")  # at another window of the hall
    serving.until(lambda: serving.window.phase is Phase.IDLE)
    assert "A001 落下的" in serving.reads()
    assert not serving.window.table.is_enabled("tray_back")
    serving.window.grab().save(str(screenshots / "counter-tray-left-behind.png"))
    serving.window.bench.tray.list.setFocus()
    serving.press(ENTER)
    serving.press(Qt.Key.Key_1)
    serving.until(lambda: tray(serving) == [])


def test_a_card_that_was_only_looked_at_lies_in_the_tray_until_it_is_back(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("李建国", "", "13900001111")
    clerk.enters("gljt")
    clerk.reaches(Step.MATERIALS)
    row = clerk.window.visit.materials.rows["id-card"]
    row.setFocus()
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: tray(clerk) == [CARD])
    clerk.press(Qt.Key.Key_R, CONTROL)
    clerk.until(lambda: tray(clerk) == [])
    line = next(each for each in clerk.window.visit.visit.case.materials if each.material_id == "id-card")  # type: ignore[union-attr]
    assert line.returned
