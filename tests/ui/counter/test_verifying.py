"""A paper that somebody hands in is verified at the counter, while the visit stays as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hall.service import keys, security
from tests.keys.halls import KeyHouse, make_database
from tests.ui.counter.clerk import Clerk
from ui.counter.desk import Phase


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[KeyHouse]:
    """Give another hall, with keys of its own."""
    make_database(tmp_path / "theirs.sqlite3")
    house = KeyHouse(tmp_path / "theirs.sqlite3", "hall-b", "安康街道政务服务中心")
    yield house
    house.hall.close()


def knows(clerk: Clerk, other: KeyHouse) -> None:
    """Let the clerk's hall take in the card of another."""
    clerk.sample.itself.do(keys.import_hall, card=other.card(), fingerprint=other.fingerprint())


def test_a_scanned_paper_opens_its_verdict_and_the_visit_stays(
    clerk: Clerk,
    theirs: KeyHouse,
    screenshots: Path,
) -> None:
    knows(clerk, theirs)
    clerk.serves("aid")
    clerk.notes_who("李建国")
    clerk.scans(theirs.issued_text())
    sheet = clerk.window.papers
    clerk.until(lambda: sheet.verdict.word.text() == "真实有效")
    assert sheet.verdict.values()["编号"] == "（2026）幸福社证字第00012号"
    clerk.window.grab().save(str(screenshots / "counter-verify.png"))
    clerk.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert clerk.focused() is clerk.window.visit.ask.words
    assert (clerk.window.phase, clerk.window.visit.ask.who.name.text()) == (Phase.SERVING, "李建国")
    assert "HALL1" not in clerk.reads()


def test_half_a_scan_is_called_unread_and_no_forgery(clerk: Clerk, theirs: KeyHouse) -> None:
    clerk.opens()
    clerk.scans(theirs.issued_text()[:200])
    clerk.until(lambda: clerk.window.papers.verdict.word.text() == "没有读全，不能采用")


def test_the_palette_opens_the_sheet_and_a_code_is_pasted(clerk: Clerk, theirs: KeyHouse) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    clerk.enters("验真")
    sheet = clerk.window.papers
    assert sheet.isVisible()
    assert sheet.verdict.word.text() == "还没有扫码"
    QApplication.clipboard().setText(theirs.issued_text())
    clerk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: sheet.verdict.word.text() == "无法证实是谁签发的")
    clerk.press(Qt.Key.Key_F12)
    assert not sheet.isVisible()


def test_nobody_verifies_before_signing_in(clerk: Clerk, theirs: KeyHouse) -> None:
    clerk.seat.hall.do(security.sign_out)
    clerk.until(lambda: clerk.window.phase is Phase.SIGNED_OUT)
    clerk.scans(theirs.issued_text())
    clerk.press(Qt.Key.Key_F12)
    assert clerk.told() == "请先登录，再扫码。"
    assert not clerk.window.papers.isVisible()
