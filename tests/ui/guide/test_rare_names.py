"""A name that no keyboard writes goes from its parts to the paper, and can be copied out of it."""

import subprocess

from PySide6.QtCore import Qt

from hall.service import contacts, contacts_views
from tests.ui.guide.person import CONTROL, ENTER, Guide, settle
from ui.shared.rare_characters import RareCharacters

NAME = "𬱖𠅤"


def writes_by_parts(guide: Guide, parts: str) -> None:
    """Open the sheet at the cursor, type the parts, take the first that is found."""
    guide.press(Qt.Key.Key_J, CONTROL)
    guide.types(parts)
    guide.press(ENTER)


def test_a_name_found_by_its_parts_is_on_record_and_on_the_paper(guide: Guide) -> None:
    guide.types("1")
    guide.press(ENTER)
    (ticket,) = guide.tickets()
    guide.press(Qt.Key.Key_F6)
    guide.enters("低保要带什么")
    writes_by_parts(guide, "由页")
    writes_by_parts(guide, "亩心")
    assert guide.window.contact.form.name.text() == NAME
    guide.press(ENTER)
    guide.enters("13800001111")
    guide.enters("户口本、收入证明，二楼2号窗口。")
    (card,) = guide.sample.itself.see(contacts_views.of_ticket, ticket_id=ticket.id)
    guide.hall.do(contacts.print_sheet, sheet_id=card.id)
    guide.window.runner.print_papers()
    settle()
    copied = [_text_of(file) for file in sorted(guide.paper.glob("*.pdf"))]
    assert any(NAME in text for text in copied)


def _text_of(file: object) -> str:
    return subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()


def test_without_a_field_the_key_says_where_to_go_first(guide: Guide) -> None:
    guide.window.desk.services.setFocus()
    guide.press(Qt.Key.Key_J, CONTROL)
    sheet = guide.window.findChild(RareCharacters)
    assert sheet is not None
    assert sheet.isHidden()
    assert "Ctrl+J" in guide.told()
