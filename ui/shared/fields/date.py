"""The editor of dates: typed as figures or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.spec import ColumnSpec, Value
from ui.shared.fields.typed import read_date
from ui.shared.i18n import mark, tr
from ui.shared.line_button import set_line_button
from ui.shared.theme import GRID, number_font, scaled, set_role

_WIDTHS = {"month": 120, "day": 160, "minute": 208}
_EXAMPLES = {"month": "2026-11", "day": "2026-11-22", "minute": "2026-11-22 09:00"}
# No figures: an example that looks like an answer would be taken for one.
_HINTS = {"month": mark("year-month"), "day": mark("year-month-day"), "minute": mark("year-month-day hour:minute")}


class DateEditor(FieldEditor):
    """A month, a day or a minute (日期); text that is no date stays as it was typed."""

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None, *, part: str = "") -> None:
        super().__init__(field, parent)
        self.precision = field.precision
        self.edit = self.line(part)
        self.edit.setFont(number_font(self.edit.font()))
        self.edit.setFixedWidth(self.line_width())
        self.edit.setPlaceholderText(tr(_HINTS[self.precision]))
        self.edit.editingFinished.connect(self._tidy)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self._popup: QFrame | None = None
        if self.has_calendar():
            set_line_button(self.edit, "calendar", f"{part} {tr('calendar')}".strip(), self.open_calendar)
        self.column.addWidget(self.edit)
        self.finish()

    def value(self) -> Value:
        """Return 2026-11, 2026-11-22 or 2026-11-22T09:00; unreadable text as it was typed."""
        typed = self.edit.text().strip()
        return read_date(typed, self.precision) or typed or None

    def set_value(self, value: Value) -> None:
        """Show a date."""
        text = "" if value is None else str(value)
        self.edit.setText(text.replace("T", " ") if read_date(text, self.precision) else text)

    def own_problem(self) -> str | None:
        """Say when it is no date."""
        typed = self.edit.text().strip()
        if not typed or read_date(typed, self.precision):
            return None
        return tr("This is no date. Type it like {example}, or figures only.", example=_EXAMPLES[self.precision])

    def focus_first(self) -> None:
        """Take the focus."""
        self.edit.setFocus()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self.edit,)

    def line_width(self) -> int:
        """Return the width of the line in pixels."""
        return scaled(_WIDTHS[self.precision])

    def has_calendar(self) -> bool:
        """Return True when days can be picked; a month is typed."""
        return self.precision != "month"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt and Down open the calendar, as they open a list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() == Qt.Key.Key_Down and self.has_calendar():
                self.open_calendar()
                return True
        return False

    @Slot()
    def open_calendar(self) -> None:
        """Open the calendar at the date that is typed, or at today."""
        popup = self._popup = self._popup or self._build_popup()
        typed = read_date(self.edit.text(), self.precision)
        if typed:
            self.calendar.setSelectedDate(QDate.fromString(typed[:10], Qt.DateFormat.ISODate))
        popup.move(self.mapToGlobal(QPoint(0, self.edit.height() + GRID // 2)))
        popup.show()
        self.calendar.setFocus()

    @Slot(QDate)
    def _on_picked(self, picked: QDate) -> None:
        day = date(picked.year(), picked.month(), picked.day()).isoformat()
        time = self.edit.text().strip()[10:]
        self.edit.setText(day + (time or " 09:00") if self.precision == "minute" else day)
        if self._popup is not None:
            self._popup.hide()
        self.edit.setFocus()
        self.value_changed.emit()

    @Slot()
    def _tidy(self) -> None:
        """Write what was understood the usual way; leave alone what was not."""
        self.set_value(self.value())

    def _build_popup(self) -> QFrame:
        popup = QFrame(self, Qt.WindowType.Popup)
        set_role(popup, "popup")
        self.calendar = QCalendarWidget(popup)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt paints weekends red, which in a hall means overdue; make-up days make it wrong besides.
            self.calendar.setWeekdayTextFormat(weekend, self.calendar.weekdayTextFormat(Qt.DayOfWeek.Monday))
        self.calendar.setAccessibleName(tr("calendar"))
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)
        return popup
