"""Editors of figures: number and money."""

import re
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hall.kernel.money import capital, parse_amount
from hall.kernel.refusal import Refusal
from ui.shared.fields.base import FieldEditor
from ui.shared.fields.spec import ColumnSpec, Value
from ui.shared.fields.typed import half_width
from ui.shared.i18n import sentence, tr
from ui.shared.theme import GRID, number_font, scaled, set_role


class NumberEditor(FieldEditor):
    """A number with its unit (数字): whole, or with a fixed number of places."""

    line_width = 120

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit = self.line()
        self.edit.setFont(number_font(self.edit.font()))
        self.edit.setFixedWidth(scaled(self.line_width))
        self.setFocusProxy(self.edit)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.edit)
        row.addWidget(QLabel(self.unit(), self))
        row.addStretch()
        self.column.addLayout(row)
        self.build_below()
        self.finish()

    def unit(self) -> str:
        """Return what is counted."""
        return self.field.unit or ""

    def build_below(self) -> None:
        """Add what stands under the number."""

    def value(self) -> Value:
        """Return an int for whole numbers, else the number as text; unreadable text as it was typed."""
        typed = half_width(self.edit.text()).replace(",", "")
        if not typed or not self._readable(typed):
            return self.edit.text().strip() or None
        if not self.field.decimals:
            return int(typed)
        return f"{Decimal(typed):.{self.field.decimals}f}"

    def set_value(self, value: Value) -> None:
        """Show a number."""
        self.edit.setText("" if value is None else str(value))

    def own_problem(self) -> str | None:
        """Say when it is no number, or has too many places."""
        typed = half_width(self.edit.text()).replace(",", "")
        if not typed or self._readable(typed):
            return None
        if self.field.decimals:
            return tr("Type a number with at most {places} decimal places.", places=self.field.decimals)
        return tr("Type a whole number, in figures.")

    def focus_first(self) -> None:
        """Take the focus."""
        self.edit.setFocus()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self.edit,)

    def _readable(self, typed: str) -> bool:
        places = self.field.decimals or 0
        form = rf"-?[0-9]{{1,15}}(\.[0-9]{{1,{places}}})?" if places else r"-?[0-9]{1,15}"
        return re.fullmatch(form, typed) is not None


class MoneyEditor(NumberEditor):
    """An amount of yuan (金额), with its capitals (大写) below so that a slip of the finger is seen."""

    line_width = 160

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None, *, with_capitals: bool = True) -> None:
        self._with_capitals = with_capitals
        super().__init__(field, parent)

    def unit(self) -> str:
        """Return yuan."""
        return tr("yuan")

    def build_below(self) -> None:
        """Add the capitals."""
        self.capitals = QLabel(self)
        set_role(self.capitals, "capital")
        self.capitals.setVisible(self._with_capitals)
        self.column.addWidget(self.capitals)
        self.edit.textChanged.connect(self._show_capitals)
        self._show_capitals()

    def value(self) -> Value:
        """Return the amount as 123.45."""
        amount = self._amount()
        return f"{amount:.2f}" if isinstance(amount, Decimal) else self.edit.text().strip() or None

    def own_problem(self) -> str | None:
        """Say when it is no amount."""
        amount = self._amount()
        return sentence(amount) if isinstance(amount, Refusal) else None

    def _amount(self) -> Decimal | Refusal | None:
        if not self.edit.text().strip():
            return None
        try:
            return parse_amount(self.edit.text())
        except Refusal as refusal:
            return refusal

    def _show_capitals(self) -> None:
        amount = self._amount()
        self.capitals.setText(capital(amount) if isinstance(amount, Decimal) else " ")
