"""The window says in word, shape and colour what a paper is worth, and shows what to compare."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall.documents import statement as statements
from hall.documents.content import Content, Paragraph, copies_of
from hall.documents.statement import Proof
from hall.keys import signing
from printing.drawing import draw
from printing.signatures import sign_pdf
from tests.keys.halls import KeyHouse, certificate
from tests.printing.papers import thermal_raster
from ui.shared.theme import apply_theme
from ui.shared.verifying import HallJudge, Outcome, verdict_of_bytes
from ui.verify.camera import CameraView
from ui.verify.window import VerifyWindow

SIZE = (1366, 768)


@pytest.fixture
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[VerifyWindow]:
    """Give the window of a hall, on the screen of an old PC."""
    house: KeyHouse = request.getfixturevalue("ours")
    opened = VerifyWindow(HallJudge(house.hall), house.clock, camera=False)
    qtbot.addWidget(opened)
    opened.resize(*SIZE)
    opened.show()
    return opened


def scan(qtbot: QtBot, window: VerifyWindow, text: str) -> str:
    """Scan a text as a scanner types it, and return the word of the verdict."""
    window.field.setFocus()
    before = window.verdict.word.text()
    window.field.insertPlainText(text)
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window._working)
    return window.verdict.word.text() if text else before


def paper(house: KeyHouse, number: str = "（2026）幸福社证字第00031号") -> tuple[Content, bytes]:
    """Issue a certificate and draw it."""
    content = house.content(house.issue(certificate(number)))
    return content, draw(content, copies_of(content, printed_at="2026-11-23 09:00", staff_number="")[0])


def signed(house: KeyHouse, content: Content, pdf: bytes) -> bytes:
    key, own = house.hall.see(signing.pdf_signer)
    now = house.clock.now()
    return sign_pdf(pdf, key=key, certificate=own, reason="证明", location="本厅", signed_at=now, statement=content.qr)


def rewritten(pdf: bytes) -> bytes:
    """Return the same pages written by another program."""
    saved = BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document.save(saved)
    return saved.getvalue()


def give_file(qtbot: QtBot, window: VerifyWindow, file: Path) -> str:
    window.verify_file(file)
    qtbot.waitUntil(lambda: not window._working)
    return window.verdict.word.text()


def test_a_genuine_paper_is_shown_for_comparison(
    qtbot: QtBot, window: VerifyWindow, ours: KeyHouse, screenshots: Path
) -> None:
    assert scan(qtbot, window, ours.issued_text()) == "真实有效"
    assert window.verdict.values() == {
        "出具单位": "幸福里社区便民服务中心",
        "文书": "证明",
        "编号": "（2026）幸福社证字第00012号",
        "姓名": "欧**满",
        "用途": "子女入学登记",
        "出具日期": "2026年11月23日",
        "有效期至": "2026年12月23日",
    }
    assert "本厅的登记" in window.verdict.age.text()
    window.grab().save(str(screenshots / "verify_valid.png"))


def test_each_verdict_has_its_word_and_its_advice(
    qtbot: QtBot, window: VerifyWindow, ours: KeyHouse, theirs: KeyHouse, screenshots: Path
) -> None:
    ours.know(theirs)
    ours.learn(theirs.publish())
    stranger = theirs.issued_text()
    ours.wait(days=3)
    text = ours.issued_text()
    revoked = ours.issue(certificate("（2026）幸福社证字第00013号"))
    ours.take_back(revoked)
    expired = ours.issue(
        certificate("（2026）幸福社证字第00014号"), Proof("欧阳小满", "子女入学登记", date(2026, 11, 25))
    )
    said = statements.read(text).statement
    forged = statements.to_text(said, bytes(64))
    told = {
        "elsewhere": (stranger, "真实有效"),
        "altered": (forged, "不真实：内容被改动"),
        "revoked": (ours.text(revoked), "已经撤销，不再有效"),
        "expired": (ours.text(expired), "已经过期"),
        "none": ("https://hall.example/q/7FK39QPM", "这不是大厅的验真码"),
    }
    for name, (scanned, word) in told.items():
        assert scan(qtbot, window, scanned) == word
        assert window.verdict.advice.text().startswith("请")
        window.grab().save(str(screenshots / f"verify_{name}.png"))


def test_a_stranger_is_unknown_and_an_old_list_says_its_age(
    qtbot: QtBot, window: VerifyWindow, ours: KeyHouse, theirs: KeyHouse, screenshots: Path
) -> None:
    text = theirs.issued_text()
    assert scan(qtbot, window, text) == "无法证实是谁签发的"
    window.grab().save(str(screenshots / "verify_unknown.png"))
    ours.know(theirs)
    scan(qtbot, window, text)
    assert window.verdict.age.text().startswith("没有这个大厅的撤销名单")
    ours.learn(theirs.publish())
    ours.wait(days=12)
    scan(qtbot, window, text)
    assert "距今 12 天" in window.verdict.age.text()


def test_a_signed_pdf_is_genuine_and_one_changed_character_is_told(
    qtbot: QtBot, window: VerifyWindow, ours: KeyHouse, tmp_path: Path, screenshots: Path
) -> None:
    content, pdf = paper(ours)
    whole = signed(ours, content, pdf)
    changed = whole.replace(b"/Lang (zh-CN)", b"/Lang (zh-TN)")
    assert changed != whole
    words = []
    for name, data in (("whole", whole), ("changed", changed), ("unsigned", pdf), ("rewritten", rewritten(pdf))):
        (tmp_path / f"{name}.pdf").write_bytes(data)
        words.append(give_file(qtbot, window, tmp_path / f"{name}.pdf"))
    assert words == ["真实有效", "不真实：内容被改动", "真实有效", "文件没有签名"]
    window.grab().save(str(screenshots / "verify_unsigned.png"))


def test_a_file_without_signature_and_with_one_other_character_is_told_by_its_own_hall_alone(
    ours: KeyHouse, theirs: KeyHouse
) -> None:
    content, _ = paper(ours)
    changed = replace(content, blocks=(Paragraph("兹证明欧阳小溝系本社区常住居民。"), *content.blocks[1:]))
    forged = rewritten(draw(changed, copies_of(content, printed_at="2026-11-23 09:00", staff_number="0107")[0]))
    theirs.know(ours)
    here, there = (verdict_of_bytes(HallJudge(house.hall), forged) for house in (ours, theirs))
    assert (here.outcome, here.reason) == (Outcome.ALTERED, "words")
    assert there.outcome is Outcome.UNSIGNED


def test_a_scanned_paper_is_not_taken_for_a_forgery(ours: KeyHouse) -> None:
    _, pdf = paper(ours)
    scanned = BytesIO()
    thermal_raster(pdf).save(scanned, "PDF", resolution=203)
    assert verdict_of_bytes(HallJudge(ours.hall), scanned.getvalue()).outcome is Outcome.UNSIGNED


@pytest.mark.parametrize("reprint", [0, 2])
def test_a_sheet_printed_again_has_the_words_of_the_paper(ours: KeyHouse, reprint: int) -> None:
    content, _ = paper(ours)
    again = draw(content, copies_of(content, printed_at="2026-11-25 16:00", staff_number="", reprint=reprint)[0])
    assert verdict_of_bytes(HallJudge(ours.hall), again).outcome is Outcome.VALID
    assert verdict_of_bytes(HallJudge(ours.hall), rewritten(again)).outcome is Outcome.UNSIGNED


def test_a_pdf_signed_by_a_stranger_with_our_code_in_it_is_not_ours(
    qtbot: QtBot, window: VerifyWindow, ours: KeyHouse, theirs: KeyHouse, tmp_path: Path
) -> None:
    content, pdf = paper(ours)
    (tmp_path / "a.pdf").write_bytes(signed(theirs, content, pdf))
    assert give_file(qtbot, window, tmp_path / "a.pdf") == "无法证实是谁签发的"
    ours.know(theirs)
    assert give_file(qtbot, window, tmp_path / "a.pdf") == "不真实：内容被改动"


def test_a_photograph_can_be_dropped_or_pasted(
    qtbot: QtBot, window: VerifyWindow, ours: KeyHouse, tmp_path: Path
) -> None:
    _, pdf = paper(ours)
    thermal_raster(pdf).save(tmp_path / "photo.png")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "photo.png"))])
    assert window.field.canInsertFromMimeData(dropped)
    window.field.insertFromMimeData(dropped)
    qtbot.waitUntil(lambda: window.verdict.word.text() == "真实有效")
    window.begin_anew()
    assert window.verdict.word.text() == "还没有扫码"
    QApplication.clipboard().setImage(QImage(str(tmp_path / "photo.png")))
    window.field.paste()
    qtbot.waitUntil(lambda: window.verdict.word.text() == "真实有效")


def test_a_file_that_is_gone_is_refused_in_a_sentence(qtbot: QtBot, window: VerifyWindow, tmp_path: Path) -> None:
    give_file(qtbot, window, tmp_path / "gone.pdf")
    assert "打不开" in window.message.text()
    assert window.verdict.word.text() == "还没有扫码"


def test_the_next_scan_overwrites_the_one_before(qtbot: QtBot, window: VerifyWindow, ours: KeyHouse) -> None:
    scan(qtbot, window, "something else")
    assert scan(qtbot, window, ours.issued_text()) == "真实有效"


def test_no_camera_no_button(window: VerifyWindow) -> None:
    assert not window.camera.isVisible()


def test_the_camera_reads_a_code_that_it_sees(qtbot: QtBot, ours: KeyHouse, tmp_path: Path) -> None:
    _, pdf = paper(ours)
    thermal_raster(pdf).save(tmp_path / "seen.png")
    view = CameraView()
    qtbot.addWidget(view)
    view.resize(480, 360)
    view.see(QImage(str(tmp_path / "seen.png")))
    with qtbot.waitSignal(view.read) as heard:
        view.look()
    assert ours.judge(heard.args[0]).statement is not None
    view.end()


def test_large_type_fits(
    qtbot: QtBot, qapp: QApplication, window: VerifyWindow, ours: KeyHouse, screenshots: Path
) -> None:
    apply_theme(qapp, scale=1.5)
    try:
        scan(qtbot, window, ours.issued_text())
        window.resize(*SIZE)
        assert window.width() == SIZE[0]
        assert window.height() == SIZE[1]
        window.grab().save(str(screenshots / "verify_large.png"))
    finally:
        apply_theme(qapp)


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing more", b"\x89PNG\r\n broken", b"", b"\xff\xfe\x00"])
def test_broken_files_get_a_verdict_and_no_crash(ours: KeyHouse, data: bytes) -> None:
    assert verdict_of_bytes(HallJudge(ours.hall), data).outcome in (Outcome.ALTERED, Outcome.NOT_A_STATEMENT)
