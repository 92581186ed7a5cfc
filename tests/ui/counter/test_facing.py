"""The clerk writes for a deaf visitor, who reads it on the screen at the counter."""

from pathlib import Path

from PySide6.QtCore import Qt

from hall.service import screens_facing
from tests.ui.counter.clerk import CONTROL, Clerk


def screen_of(clerk: Clerk) -> str:
    """Return the words on the screen at the clerk's counter."""
    screen = clerk.sample.screens[0]
    return screen.see(screens_facing.facing_screen, counter_id=clerk.seat.counter.id).text


def test_a_usual_sentence_takes_two_keys(clerk: Clerk, screenshots: Path) -> None:
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_T, CONTROL)
    clerk.until(lambda: clerk.window.facing.list.count())
    assert "屏上现在没有字" in clerk.reads()
    clerk.window.grab().save(str(screenshots / "counter-words.png"))
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: screen_of(clerk) == "请在这里签名。")
    assert "屏上现在是：请在这里签名。" in clerk.reads()


def test_a_sentence_of_ones_own_then_nothing(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_T, CONTROL)
    clerk.until(lambda: clerk.window.facing.list.count())
    clerk.types("请问您是为谁来办的？")
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: screen_of(clerk) == "请问您是为谁来办的？")
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_T, CONTROL)
    clerk.until(lambda: "屏上现在是：请问您是为谁来办的？" in clerk.reads())
    clerk.tabs_to(clerk.window.facing.clear)
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: screen_of(clerk) == "")


def test_words_need_a_resident(clerk: Clerk) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_T, CONTROL)
    assert not clerk.window.facing.isVisible()
