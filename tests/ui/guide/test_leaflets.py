"""Leaflets at the guide's desk: one key, the matter if it is open, the type, and the paper."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.guide.person import CONTROL, ENTER, Guide


def test_one_key_prints_the_leaflet_of_the_chosen_matter(guide: Guide) -> None:
    guide.press(Qt.Key.Key_K, CONTROL)
    guide.types("shiyedengji")
    guide.until(lambda: any("失业登记" in text for text in guide.window.palette_.texts()))
    guide.press(ENTER)
    guide.press(Qt.Key.Key_F11)
    guide.until(guide.window.sheet.isVisible)
    assert guide.window.sheet.title.text() == "办事指南“失业登记”：哪一种？"
    guide.types("2")
    guide.until(guide.printed)
    assert len(leaflets(guide.paper)) == 1
    assert guide.told() == "办事指南正在打印。"


def test_without_a_matter_it_is_asked_for(guide: Guide) -> None:
    guide.press(Qt.Key.Key_F11)
    guide.until(guide.window.sheet.isVisible)
    guide.types("高龄津贴")
    guide.press(ENTER)
    guide.until(lambda: "高龄津贴" in guide.window.sheet.title.text())
    guide.window.sheet.note.setFocus()
    guide.types("3")
    guide.press(ENTER)
    guide.until(lambda: len(leaflets(guide.paper)) == 3)


def test_a_stack_that_is_too_high_is_refused_in_words(guide: Guide) -> None:
    guide.types("3")
    guide.press(Qt.Key.Key_F11)
    guide.until(guide.window.sheet.isVisible)
    guide.press(ENTER)
    guide.until(lambda: "哪一种" in guide.window.sheet.title.text())
    guide.window.sheet.note.setText("500")
    guide.window.sheet.note.setFocus()
    guide.press(ENTER)
    guide.until(guide.told)
    assert guide.told() == "一次可以印1到50份，请重新填份数。"
    assert leaflets(guide.paper) == []


def leaflets(paper: Path) -> list[Path]:
    """Return the leaflets in the printer's folder."""
    return list(paper.glob("*.pdf"))
