"""The sixteen editors, as hands and scanners meet them."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.hands import type_chinese
from tests.ui.shared.fields_at_hand import ALL, ANSWERS, FEW, HELPERS, MANY
from ui.shared.fields.base import FieldEditor
from ui.shared.fields.factory import TYPES, editor_for
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice, Helpers


def shown(qtbot: QtBot, field: PlainField) -> FieldEditor:
    editor = editor_for(field, HELPERS)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_there_is_an_editor_for_each_of_the_sixteen_types() -> None:
    assert {field.type for field in ALL} == TYPES
    assert len(TYPES) == 16
    with pytest.raises(ValueError, match="hologram"):
        editor_for(PlainField("x", "x", "hologram"))


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.id)
def test_an_answer_comes_back_as_it_was_set(qtbot: QtBot, field: PlainField) -> None:
    editor = shown(qtbot, field)
    assert editor.is_empty()
    editor.set_value(ANSWERS[field.id])
    assert editor.value() == ANSWERS[field.id]
    assert editor.own_problem() is None
    editor.set_value(None)
    assert editor.is_empty()


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.id)
def test_every_control_says_its_name(qtbot: QtBot, field: PlainField) -> None:
    editor = shown(qtbot, field)
    if field.type in ("people", "table"):
        editor.set_value(ANSWERS[field.id])
    controls = [c for kind in (QLineEdit, QComboBox, QAbstractButton) for c in editor.findChildren(kind)]
    assert controls
    assert [control for control in controls if not control.accessibleName()] == []


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("date", "昨天"), ("money", "一千多"), ("number", "三四"), ("phone", "没有"), ("bank_account", "折子丢了")],
)
def test_what_cannot_be_read_stays_and_is_explained(qtbot: QtBot, kind: str, typed: str) -> None:
    editor = shown(qtbot, PlainField("x", "问", kind))
    line = editor.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.setText(typed)
    line.editingFinished.emit()
    assert line.text() == typed
    assert editor.value() == typed
    assert editor.own_problem()
    again = shown(qtbot, PlainField("x", "问", kind))
    again.set_value(editor.value())
    assert again.value() == typed


def test_a_rare_character_is_deleted_whole(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("name", "姓名", "text"))
    editor.set_value("王𠅤")
    line = editor.findChild(QLineEdit)
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert editor.value() == "王"


def test_an_amount_shows_its_capitals(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "金额", "money"))
    qtbot.keyClicks(editor.edit, "1409.5")
    assert editor.capitals.text() == "人民币壹仟肆佰零玖元伍角"
    assert editor.value() == "1409.50"
    qtbot.keyClicks(editor.edit, "x")
    assert editor.capitals.text().strip() == ""


def test_a_whole_number_takes_no_decimals(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "次数", "number"))
    type_chinese(editor.edit, "２")
    assert editor.value() == 2
    qtbot.keyClicks(editor.edit, ".5")
    assert editor.own_problem()
    assert editor.value() == "２.5"


def test_a_date_typed_in_figures_is_written_out_when_left(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "日期", "date"))
    qtbot.keyClicks(editor.edit, "20261122")
    editor.edit.editingFinished.emit()
    assert editor.edit.text() == "2026-11-22"


def test_a_day_is_picked_from_the_calendar(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "日期", "date"))
    editor.set_value("2026-11-22")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.calendar.isVisible()
    assert editor.calendar.selectedDate() == QDate(2026, 11, 22)
    with qtbot.waitSignal(editor.value_changed):
        editor.calendar.activated.emit(QDate(2026, 11, 25))
    assert editor.value() == "2026-11-25"
    assert not editor.calendar.isVisible()


def test_a_period_that_ends_before_it_begins_is_noticed(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "租期", "period"))
    editor.set_value({"from": "2026-12-01", "to": "2026-11-01"})
    assert "早于" in (editor.own_problem() or "")
    editor.set_value({"from": "2026-12-01", "to": None})
    assert editor.value() == {"from": "2026-12-01", "to": None}
    assert editor.own_problem() is None


def test_yes_and_no_are_chosen_by_hand_arrows_and_delete(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "是否", "yes_no"))
    assert editor.value() is None
    qtbot.mouseClick(editor.row.button("yes"), Qt.MouseButton.LeftButton)
    assert editor.value() is True
    qtbot.keyClick(editor.row.button("yes"), Qt.Key.Key_Right)
    assert editor.value() is False
    qtbot.keyClick(editor.row.button("no"), Qt.Key.Key_Delete)
    assert editor.value() is None


def test_few_entries_are_all_seen_and_many_are_searched(qtbot: QtBot) -> None:
    few = shown(qtbot, PlainField("x", "原因", "choice", options=FEW))
    assert {b.text() for b in few.findChildren(QAbstractButton)} >= {entry.label for entry in FEW}
    many = shown(qtbot, PlainField("x", "民族", "choice", options=MANY))
    assert many.box.matches("回") == ["回族"]
    assert many.box.matches("hz") == ["回族"]
    qtbot.keyClicks(many.box.search, "hz")
    many.box.completer.popup().hide()
    qtbot.keyClick(many.box.search, Qt.Key.Key_Return)
    assert many.value() == "03"


def test_text_that_names_no_entry_is_kept_and_explained(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "民族", "choice", options=MANY))
    editor.set_value("火星族")
    assert editor.value() == "火星族"
    assert editor.own_problem()


def test_an_earlier_answer_that_is_no_longer_offered_is_not_lost(qtbot: QtBot) -> None:
    few = shown(qtbot, PlainField("x", "原因", "choice", options=FEW))
    few.set_value("flood")
    assert few.value() == "flood"
    assert few.own_problem()
    qtbot.mouseClick(few.row.button("ill"), Qt.MouseButton.LeftButton)
    assert few.value() == "ill"
    several = shown(qtbot, PlainField("y", "项目", "choices", options=FEW))
    several.set_value(["ill", "flood"])
    assert several.value() == ["ill", "flood"]


def test_a_code_table_supplies_entries_and_its_absence_leaves_a_text(qtbot: QtBot) -> None:
    field = PlainField("x", "地区", "choice", codes="regions")
    told = editor_for(field, Helpers(code_table=lambda name: (Choice("11", f"{name} 北京"),)))
    qtbot.addWidget(told)
    told.set_value("11")
    assert told.value() == "11"
    assert told.own_problem() is None
    untold = shown(qtbot, field)
    untold.set_value("北京")
    assert untold.value() == "北京"


def test_an_account_is_read_in_fours_while_it_is_typed(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "账号", "bank_account"))
    qtbot.keyClicks(editor.edit, "622202123")
    assert editor.edit.text() == "6222 0212 3"
    editor.edit.setCursorPosition(2)
    qtbot.keyClicks(editor.edit, "9")
    assert editor.value() == "6292202123"
    assert editor.edit.cursorPosition() == 3


def test_a_card_scanned_into_the_name_lands_in_the_number(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "申请人", "person"))
    qtbot.keyClicks(editor.name, "440524188001010014")
    qtbot.keyClick(editor.name, Qt.Key.Key_Return)
    person = editor.value()
    assert person["name"] == ""
    assert person["id_number"] == "440524188001010014"
    assert (person["birth"], person["sex"]) == ("1988-01-01", "1")


def test_a_doubtful_number_is_a_hint_and_no_barrier(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "申请人", "person"))
    editor.set_value({"name": "田禾", "id_number": "44052418800101001x"})
    assert editor.hint.text() == "号码最后一位对不上。"
    assert editor.own_problem() is None
    assert editor.value()["id_number"] == "44052418800101001X"


def test_parts_of_a_person_that_have_no_place_on_screen_are_kept(qtbot: QtBot) -> None:
    editor = shown(qtbot, PlainField("x", "申请人", "person"))
    editor.set_value({"name": "田禾", "relation": "10", "person_id": "p-1"})
    assert editor.value()["relation"] == "10"
    assert editor.value()["person_id"] == "p-1"


def test_a_removed_person_can_be_brought_back(qtbot: QtBot) -> None:
    editor = shown(qtbot, next(field for field in ALL if field.id == "members"))
    editor.set_value(ANSWERS["members"])
    qtbot.keyClick(editor, Qt.Key.Key_Insert)
    assert len(editor.rows) == 2
    qtbot.mouseClick(editor.rows[0].remove, Qt.MouseButton.LeftButton)
    assert editor.value() == []
    qtbot.mouseClick(editor.undo_button, Qt.MouseButton.LeftButton)
    assert editor.value() == ANSWERS["members"]
    assert not editor.undo_button.isVisible()


def test_rows_keep_within_their_bounds(qtbot: QtBot) -> None:
    columns = (PlainField("kind", "种类", "text"),)
    editor = shown(qtbot, PlainField("x", "财产", "table", min_rows=2, max_rows=3, columns=columns))
    assert len(editor.rows) == 2
    for _ in range(3):
        editor.add_by_hand()
    assert len(editor.rows) == 3
    assert not editor.add_button.isEnabled()


def test_no_rows_are_an_answer_unless_the_matter_needs_some(qtbot: QtBot) -> None:
    columns = (PlainField("kind", "种类", "text"),)
    free = shown(qtbot, PlainField("x", "财产", "table", required=True, columns=columns))
    assert not free.is_missing()
    bound = shown(qtbot, PlainField("x", "当事人", "people", required=True, min_rows=2))
    bound.set_value([{"name": "田禾"}])
    assert bound.is_missing()
    bound.set_value([{"name": "田禾"}, {"name": "白露"}])
    assert not bound.is_missing()


@pytest.mark.parametrize(
    ("typed", "value", "right"),
    [
        ("139 0000 0000", "13900000000", True),
        ("０５５１-62345678", "0551-62345678", True),
        ("0551-62345678-12", "0551-62345678-12", True),
        ("1390000000", "1390000000", False),
        ("62345678", "62345678", False),
    ],
)
def test_a_phone_number_is_tidied_and_judged(qtbot: QtBot, typed: str, value: str, right: bool) -> None:
    editor = shown(qtbot, PlainField("x", "电话", "phone"))
    editor.set_value(typed)
    assert editor.value() == value
    assert (editor.own_problem() is None) is right


def test_a_row_that_cannot_be_read_is_named_by_its_number(qtbot: QtBot) -> None:
    editor = shown(qtbot, next(field for field in ALL if field.id == "assets"))
    editor.set_value([{"kind": "存款", "worth": "1.00"}, {"kind": "车辆", "worth": "不详"}])
    assert (editor.own_problem() or "").startswith("第 2 行")
    assert editor.value()[1]["worth"] == "不详"


def test_the_wheel_over_a_list_scrolls_the_form_and_changes_nothing(qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    editor = shown(qtbot, PlainField("x", "申请人", "person"))
    middle = QPointF(editor.kind.rect().center())
    turn = QWheelEvent(
        middle,
        QPointF(editor.kind.mapToGlobal(editor.kind.rect().center())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    editor.name.setFocus()
    before = editor.kind.currentIndex()
    editor.kind.wheelEvent(turn)
    assert editor.kind.currentIndex() == before
    assert not turn.isAccepted()
