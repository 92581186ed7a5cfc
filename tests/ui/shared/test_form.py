"""A whole form under a clerk's hands: nothing typed is lost, the first wrong field is found, Enter leads through."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall.catalogue.form import FieldType, FormField, Precision
from tests.ui.hands import type_chinese
from tests.ui.shared.fields_at_hand import ALL, ANSWERS, HELPERS
from ui.shared.fields.form import DynamicForm, FieldGroup
from ui.shared.fields.plain import PlainField


@pytest.fixture
def form(qtbot: QtBot) -> DynamicForm:
    form = DynamicForm([FieldGroup("申请", ALL[:8]), FieldGroup("其他", ALL[8:])], helpers=HELPERS)
    qtbot.addWidget(form)
    form.resize(1000, 600)
    form.show()
    form.activateWindow()
    return form


def focused(form: DynamicForm) -> QWidget:
    widget = form.window().focusWidget()
    assert widget is not None
    return widget


def test_all_sixteen_types_come_back_as_they_were_set(form: DynamicForm) -> None:
    form.set_values(ANSWERS)
    assert form.values() == ANSWERS
    assert form.check() == {}


def test_the_fields_of_the_catalogue_make_a_form(qtbot: QtBot) -> None:
    fields = [
        FormField(id="income", name="月收入", type=FieldType.MONEY, required=True, help="税前"),
        FormField(id="until", name="截止月", type=FieldType.DATE, precision=Precision.MONTH),
        FormField(id="cause", name="原因", type=FieldType.CHOICE, options=({"code": "1", "label": "因病"},)),
        FormField(
            id="kin",
            name="家属",
            type=FieldType.PEOPLE,
            min_rows=1,
            columns=({"id": "job", "name": "职业", "type": "text"},),
        ),
    ]
    form = DynamicForm(fields)
    qtbot.addWidget(form)
    answers = {"income": "12.00", "until": "2026-11", "cause": "1", "kin": []}
    form.set_values(answers)
    assert form.values() == answers
    assert list(form.check()) == ["kin"]


def test_a_value_that_the_form_does_not_ask_for_survives(form: DynamicForm) -> None:
    form.set_values({**ANSWERS, "old_field": "旧表里填过的"})
    assert form.values()["old_field"] == "旧表里填过的"


def test_what_was_typed_survives_every_problem(form: DynamicForm, qtbot: QtBot) -> None:
    type_chinese(form.editor("happened").edit, "前天下午")
    form.show_problems(form.check())
    form.show_problems({"happened": "请写日期。"})
    form.clear_problems()
    assert form.editor("happened").edit.text() == "前天下午"
    assert form.values()["happened"] == "前天下午"


def test_the_focus_goes_to_the_first_wrong_field_and_it_is_in_sight(form: DynamicForm, qtbot: QtBot) -> None:
    form.set_values(ANSWERS)
    form.show_problems({"account": "账号少一位。", "employer": "没有这家单位。"})
    editor = form.editor("account")
    assert focused(form) is editor.edit
    qtbot.waitUntil(lambda: not editor.visibleRegion().isEmpty())
    assert editor.problem() == "账号少一位。"
    assert form.editor("school").problem() == ""


def test_the_form_itself_finds_what_is_missing_or_unreadable(form: DynamicForm) -> None:
    form.set_values({**ANSWERS, "school": "  ", "happened": "前天"})
    problems = form.check()
    assert list(problems) == ["school", "happened"]
    form.show_problems(problems)
    assert focused(form) is form.editor("school").edit


def test_a_problem_greys_when_the_answer_changes_and_nothing_moves(form: DynamicForm, qtbot: QtBot) -> None:
    form.show_problems({"school": "学校名称不全。"})
    editor = form.editor("school")
    place, height = form.editor("income").pos(), editor.height()
    assert editor.edit.property("problem") == "true"
    type_chinese(editor.edit, "小学")
    assert editor.edit.property("problem") == "false"
    assert (form.editor("income").pos(), editor.height()) == (place, height)
    assert editor.value() == "小学"


def test_a_field_with_a_problem_is_no_higher_than_one_without(form: DynamicForm) -> None:
    line = form.editor("school").edit
    before = line.sizeHint().height()
    form.show_problems({"school": "学校名称不全。"})
    assert line.sizeHint().height() == before


def test_enter_leads_through_the_form_and_says_when_it_is_done(qtbot: QtBot) -> None:
    fields = [PlainField("a", "甲", "text"), PlainField("b", "乙", "yes_no"), PlainField("c", "丙", "money")]
    form = DynamicForm(fields)
    qtbot.addWidget(form)
    form.show()
    form.focus_first()
    qtbot.keyClick(focused(form), Qt.Key.Key_Return)
    assert form.editor("b").isAncestorOf(focused(form))
    qtbot.keyClick(focused(form), Qt.Key.Key_Return)
    assert focused(form) is form.editor("c").edit
    with qtbot.waitSignal(form.finished):
        qtbot.keyClick(focused(form), Qt.Key.Key_Return)
    assert focused(form) is form.editor("c").edit
    qtbot.keyClick(focused(form), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert form.editor("b").isAncestorOf(focused(form))


def test_tab_visits_the_fields_in_the_order_in_which_they_are_read(form: DynamicForm, qtbot: QtBot) -> None:
    form.set_values(ANSWERS)
    form.focus_first()
    visited: list[str] = []
    for _ in range(80):
        here = focused(form)
        field = next(id for id in (f.id for f in ALL) if form.editor(id).isAncestorOf(here))
        if not visited or visited[-1] != field:
            visited.append(field)
        if field == ALL[-1].id:
            break
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert visited == [field.id for field in ALL]


def test_enter_in_a_long_text_goes_on_and_shift_enter_begins_a_line(qtbot: QtBot) -> None:
    form = DynamicForm([PlainField("a", "说明", "text", multiline=True), PlainField("b", "备注", "text")])
    qtbot.addWidget(form)
    form.show()
    form.focus_first()
    qtbot.keyClicks(focused(form), "ab")
    qtbot.keyClick(focused(form), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(focused(form), "cd")
    qtbot.keyClick(focused(form), Qt.Key.Key_Return)
    assert form.values()["a"] == "ab\ncd"
    assert focused(form) is form.editor("b").edit


def test_only_the_hand_counts_as_a_change(form: DynamicForm, qtbot: QtBot) -> None:
    changed: list[str] = []
    form.value_changed.connect(changed.append)
    form.set_values(ANSWERS)
    assert changed == []
    qtbot.keyClicks(form.editor("school").edit, "x")
    assert changed == ["school"]


def test_a_narrow_window_needs_no_sideways_scrolling(form: DynamicForm) -> None:
    form.set_values(ANSWERS)
    form.resize(720, 600)
    form.grab()
    assert form._scroll.horizontalScrollBar().maximum() == 0


def test_enter_in_several_lines_goes_on_by_one_field_only(qtbot: QtBot) -> None:
    form = DynamicForm([PlainField("a", "说明", "text", multiline=True), PlainField("b", "备注", "text")])
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    form.focus_first()
    ends: list[bool] = []
    form.finished.connect(lambda: ends.append(True))
    qtbot.keyClick(focused(form), Qt.Key.Key_Return)
    assert focused(form).accessibleName() == "备注"
    assert ends == []
    qtbot.keyClick(focused(form), Qt.Key.Key_Return)
    assert ends == [True]
