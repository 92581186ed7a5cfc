"""Editors of text: text, address, phone, bank account."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from hall.kernel.names import characters
from ui.shared.character_check import CharacterCheck
from ui.shared.fields.base import FieldEditor
from ui.shared.fields.spec import ColumnSpec, Value
from ui.shared.fields.typed import digits_only, grouped, half_width
from ui.shared.i18n import tr
from ui.shared.text_line import TextBox, TextLine
from ui.shared.theme import GRID, scaled

_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?")
LEAST_ACCOUNT, MOST_ACCOUNT = 8, 30


class TextEditor(FieldEditor):
    """A line of text (文本)."""

    line_width = 480

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit: TextLine = self.line()
        self.edit.setMaximumWidth(scaled(self.line_width))
        if field.max_length:
            self.edit.set_longest(field.max_length)
        self.setFocusProxy(self.edit)
        self.column.addWidget(self.edit)
        self.finish()

    def value(self) -> Value:
        """Return the text without blanks around it."""
        return self.edit.text().strip() or None

    def set_value(self, value: Value) -> None:
        """Show a text."""
        self.edit.setText("" if value is None else str(value))

    def focus_first(self) -> None:
        """Take the focus."""
        self.edit.setFocus()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self.edit,)


class LongTextEditor(FieldEditor):
    """A text of several lines (多行文本); Enter goes on to the next field, Shift and Enter begin a line."""

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit = TextBox(self)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(3 * self.edit.fontMetrics().lineSpacing() + 2 * GRID)
        self.edit.setMaximumWidth(scaled(720))
        self.edit.installEventFilter(self)
        self.name_part(self.edit)
        self.edit.textChanged.connect(self._on_changed)
        CharacterCheck(self.edit, self.show_doubt)
        self._quiet = False
        self.setFocusProxy(self.edit)
        self.column.addWidget(self.edit)
        self.finish()

    def value(self) -> Value:
        """Return the text without blanks around it."""
        return self.edit.toPlainText().strip() or None

    def set_value(self, value: Value) -> None:
        """Show a text."""
        self._quiet = True
        self.edit.setPlainText("" if value is None else str(value))
        self._quiet = False

    def own_problem(self) -> str | None:
        """Say when it is too long."""
        most = self.field.max_length
        if most is None or len(characters(str(self.value() or ""))) <= most:
            return None
        return tr("At most {count} characters fit here. Shorten the text.", count=most)

    def focus_first(self) -> None:
        """Take the focus."""
        self.edit.setFocus()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the text."""
        return (self.edit,)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter is not written: it is the form's key for the next field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                event.accept()  # or the form would get it twice, once more on the way of the first delivery
                QApplication.sendEvent(self, event)
                return True
        return False

    def _on_changed(self) -> None:
        if not self._quiet:
            self.value_changed.emit()


class AddressEditor(TextEditor):
    """An address (地址): street, building, flat, as long as it is."""

    line_width = 720


class PhoneEditor(TextEditor):
    """A phone number (电话): mobile, or land line with its area code."""

    line_width = 200

    def value(self) -> Value:
        """Return the number without blanks; the strokes of an area code or extension stay."""
        return half_width(self.edit.text()).replace(" ", "") or None

    def own_problem(self) -> str | None:
        """Say when it cannot be a number in China."""
        if self.value() is None or _PHONE.fullmatch(str(self.value())):
            return None
        return tr("Check the phone number: 11 figures for a mobile, area code and number for a land line.")


class BankAccountEditor(TextEditor):
    """A bank account (银行账号), read in groups of four as it stands on the card."""

    line_width = 360

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit.textEdited.connect(self._group)

    def value(self) -> Value:
        """Return the figures without gaps."""
        return digits_only(self.edit.text()) or None

    def set_value(self, value: Value) -> None:
        """Show an account in groups."""
        text = "" if value is None else str(value)
        self.edit.setText(grouped(text) if text.isdecimal() else text)

    def own_problem(self) -> str | None:
        """Say when it is not a row of figures of a likely length."""
        digits = self.value()
        if digits is None or (digits.isdecimal() and LEAST_ACCOUNT <= len(digits) <= MOST_ACCOUNT):
            return None
        return tr("An account number has figures only, as they stand on the card or passbook.")

    def _group(self, text: str) -> None:
        """Regroup while typing; the cursor stays behind the same figure."""
        digits = digits_only(text)
        if not digits.isdecimal():
            return
        before = len(digits_only(text[: self.edit.cursorPosition()]))
        self.edit.setText(grouped(digits))
        self.edit.setCursorPosition(before + max(before - 1, 0) // 4)
