"""What was copied here is cleared: after the hall's time, at once when somebody signs out."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.shared.clipboard import ClipboardGuard, clear_now, guard_of


@pytest.fixture
def guard(qapp: QApplication) -> ClipboardGuard:
    QApplication.clipboard().clear()
    return guard_of(qapp)


def test_a_copied_number_is_cleared_after_its_time(qapp: QApplication, guard: ClipboardGuard) -> None:
    guard._timer.setInterval(30)
    line = QLineEdit("11010519491231002X")
    line.selectAll()
    line.copy()
    assert guard.is_waiting
    assert QApplication.clipboard().text() == "11010519491231002X"
    QTest.qWait(60)
    assert QApplication.clipboard().text() == ""
    assert not guard.is_waiting


def test_a_hall_says_how_long_and_signing_out_does_not_wait(guard: ClipboardGuard) -> None:
    guard.wait(45)
    assert guard.seconds == 45
    QApplication.clipboard().setText("13800000456")
    clear_now()
    assert QApplication.clipboard().text() == ""
