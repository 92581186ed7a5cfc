"""Editors of answers from a list: yes or no, one of few, one of many, several, a member of staff."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.spec import ColumnSpec, OptionSpec, Value
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import tr
from ui.shared.search_box import SearchBox
from ui.shared.theme import is_large, scaled
from ui.shared.toggle_row import ToggleRow

MOST_BUTTONS = 7
BOX_WIDTH, BOX_LARGE = 280, 224


class YesNoEditor(FieldEditor):
    """Yes or no (是否), with no answer until someone gives one."""

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.row = ToggleRow((("yes", tr("Yes")), ("no", tr("No"))), field.name, self)
        self.row.chosen.connect(self.value_changed)
        self.column.addWidget(self.row)
        self.finish()

    def value(self) -> Value:
        """Return True, False or None."""
        return {"yes": True, "no": False}.get(self.row.code())

    def set_value(self, value: Value) -> None:
        """Show an answer."""
        self.row.choose({True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else "")

    def focus_first(self) -> None:
        """Take the focus."""
        self.row.focus_first()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the buttons."""
        return (self.row.button("yes"), self.row.button("no"))


class FewChoiceEditor(FieldEditor):
    """One of at most seven entries (单选), all seen at once."""

    def __init__(
        self, field: ColumnSpec, parent: QWidget | None = None, *, options: Sequence[OptionSpec] | None = None
    ) -> None:
        super().__init__(field, parent)
        self._unknown: str | None = None
        self._options = field.options if options is None else options
        self.row = ToggleRow([(option.code, option.label) for option in self._options], field.name, self)
        self.row.chosen.connect(self._on_chosen)
        self.column.addWidget(self.row)
        self.finish()

    def value(self) -> Value:
        """Return the chosen code."""
        return self.row.code() or self._unknown

    def set_value(self, value: Value) -> None:
        """Show a code; one that is no longer offered is kept until another is chosen."""
        known = value in {option.code for option in self._options}
        self._unknown = None if known or value is None else str(value)
        self.row.choose(str(value) if known else "")

    def own_problem(self) -> str | None:
        """Say when the stored entry is no longer offered."""
        return _gone(self._unknown)

    def focus_first(self) -> None:
        """Take the focus."""
        self.row.focus_first()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the buttons."""
        return tuple(self.row.button(option.code) for option in self._options)

    @Slot()
    def _on_chosen(self) -> None:
        self._unknown = None
        self.value_changed.emit()


class ManyChoiceEditor(FieldEditor):
    """One of many entries, found by typing a part of it."""

    def __init__(
        self,
        field: ColumnSpec,
        parent: QWidget | None = None,
        *,
        options: Sequence[OptionSpec] | None = None,
        initials: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(field, parent)
        entries = field.options if options is None else options
        self.box = SearchBox([(entry.code, entry.label) for entry in entries], self, initials=initials)
        self.name_part(self.box.search)
        self.box.setFixedWidth(scaled(BOX_LARGE if is_large() else BOX_WIDTH))
        self.box.chosen.connect(self.value_changed)
        self.setFocusProxy(self.box)
        self.column.addWidget(self.box)
        self.finish()

    def value(self) -> Value:
        """Return the code of what is typed; text that names no entry as it is."""
        return self.box.code() or self.box.text() or None

    def set_value(self, value: Value) -> None:
        """Show a code by its label."""
        self.box.choose("" if value is None else str(value))

    def own_problem(self) -> str | None:
        """Say when the text names no entry."""
        return tr("Choose an entry from the list.") if self.box.text() and not self.box.code() else None

    def focus_first(self) -> None:
        """Take the focus."""
        self.box.search.setFocus()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self.box.search,)


class ChoicesEditor(FieldEditor):
    """Several entries of a list (多选)."""

    def __init__(
        self, field: ColumnSpec, parent: QWidget | None = None, *, options: Sequence[OptionSpec] | None = None
    ) -> None:
        super().__init__(field, parent)
        self._unknown: list[str] = []
        self.ticks: dict[str, QCheckBox] = {}
        holder = QWidget(self)
        flow = FlowLayout(holder)
        for option in field.options if options is None else options:
            tick = QCheckBox(option.label, holder)
            self.name_part(tick, option.label)
            tick.clicked.connect(self.value_changed)
            self.ticks[option.code] = tick
            flow.addWidget(tick)
        self.column.addWidget(holder)
        self.finish()

    def value(self) -> Value:
        """Return the codes in the list's order."""
        return [code for code, tick in self.ticks.items() if tick.isChecked()] + self._unknown

    def set_value(self, value: Value) -> None:
        """Show codes; those no longer offered are kept."""
        codes = [str(code) for code in value] if isinstance(value, list) else []
        self._unknown = [code for code in codes if code not in self.ticks]
        for code, tick in self.ticks.items():
            tick.setChecked(code in codes)

    def focus_first(self) -> None:
        """Take the focus."""
        next(iter(self.ticks.values())).setFocus()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the ticks."""
        return tuple(self.ticks.values())


def _gone(code: str | None) -> str | None:
    return None if code is None else tr("The earlier answer is no longer offered. Choose again.")
