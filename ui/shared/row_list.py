"""A list of two-part rows: words on the left, a quiet remark on the right, and a light where there is one."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.shared.shape_mark import paint_shape
from ui.shared.state_mark import SHAPES, Light
from ui.shared.theme import GRID, colour, length, text_size

_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        key: what the row stands for.
        text: its words.
        remark: a quiet word at its right end.
        light: a light before the words.
        below: a quiet second line.
    """

    key: Hashable
    text: str
    remark: str = ""
    light: Light | None = None
    below: str = ""


class RowList(QListWidget):
    """Shows rows that are refreshed without jumping: the chosen row and the place stay.

    Signals:
        row_chosen: the key of a row, by Enter or a click.
    """

    row_chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, led: bool = False, framed: bool = True) -> None:
        """Make an empty list; one that is `led` from a line of text shows its choice without the focus too."""
        super().__init__(parent)
        self.led = led
        self.setAccessibleName(name)
        if not framed:
            self.setStyleSheet("border: none; background: transparent;")
        self.setItemDelegate(_RowPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(False)
        self.setTabKeyNavigation(False)
        self.itemClicked.connect(self._on_clicked)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows; the row that was chosen stays chosen if it is still there."""
        if [self.row_at(place) for place in range(self.count())] == list(rows):
            return
        key, place = self.current_key(), self.verticalScrollBar().value()
        self.clear()
        for row in rows:
            item = QListWidgetItem(self)
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.text} {row.below} {row.remark}")
        self.choose(key)
        self.verticalScrollBar().setValue(place)

    def choose(self, key: Hashable | None) -> None:
        """Choose the row of a key, else the first."""
        places = [place for place in range(self.count()) if self.row_at(place).key == key]
        if self.count():
            self.setCurrentRow(places[0] if places else 0)

    def row_at(self, place: int) -> Row:
        """Return the row at a place, from 0."""
        row: Row = self.item(place).data(_ROW)
        return row

    def rows(self) -> list[Row]:
        """Return all rows."""
        return [self.row_at(place) for place in range(self.count())]

    def current_key(self) -> Hashable | None:
        """Return the key of the chosen row, None in an empty list."""
        return self.row_at(self.currentRow()).key if self.currentRow() >= 0 else None

    def step(self, by: int) -> None:
        """Choose the row above (-1) or below (1)."""
        if self.count():
            self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.row_chosen.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.row_chosen.emit(item.data(_ROW).key)


class _RowPainter(QStyledItemDelegate):
    """Paints the parts of a row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line, or two."""
        row: Row = index.data(_ROW)
        below = QFontMetrics(_small(option)).height() if row.below else 0
        return QSize(0, length("control") + below)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, light, words, remark."""
        self.initStyleOption(option, index)
        row: Row = index.data(_ROW)
        rows = option.widget
        lively = rows.hasFocus()
        seen = lively or (isinstance(rows, RowList) and rows.led)
        chosen = seen and bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(option.rect, colour("accent" if lively else "accent_soft"))
        ink = colour("accent_text" if chosen and lively else "text")
        quiet = colour("accent_text" if chosen and lively else "quiet")
        area = option.rect.adjusted(GRID, 0, -GRID, 0)
        first = QRect(area.x(), area.y(), area.width(), length("control"))
        if row.light is not None:
            side = text_size("small")
            mark = QRectF(area.x(), first.center().y() - side / 2, side, side)
            paint_shape(painter, mark, SHAPES[row.light], ink if chosen and lively else colour(row.light.value))
            first.setLeft(first.left() + side + GRID)
        _paint_words(painter, option, first, row, ink, quiet)
        if row.below:
            painter.setFont(_small(option))
            painter.setPen(quiet)
            second = QRect(first.x(), first.bottom() - GRID, first.width(), QFontMetrics(painter.font()).height())
            painter.drawText(second, Qt.AlignmentFlag.AlignLeft, _elided(painter, row.below, second.width()))
        painter.restore()

    def helpEvent(self, *_arguments: object) -> bool:
        """Say nothing in a tool tip: the words are there."""
        return False


def _paint_words(
    painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: Row, ink: QColor, quiet: QColor
) -> None:
    small = _small(option)
    remark = QFontMetrics(small).horizontalAdvance(row.remark)
    painter.setFont(option.font)
    painter.setPen(ink)
    left = area.adjusted(0, 0, -(remark + 2 * GRID if remark else 0), 0)
    side = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(left, side | Qt.AlignmentFlag.AlignLeft, _elided(painter, row.text, left.width()))
    painter.setFont(small)
    painter.setPen(quiet)
    painter.drawText(area, side | Qt.AlignmentFlag.AlignRight, row.remark)


def _small(option: QStyleOptionViewItem) -> QFont:
    small = QFont(option.font)
    small.setPixelSize(text_size("small"))
    return small


def _elided(painter: QPainter, text: str, width: int) -> str:
    return QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)
