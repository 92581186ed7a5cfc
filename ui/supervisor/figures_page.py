"""The page of figures: what residents answered, and how many did not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hall.service import Reading, ratings_figures, ratings_views
from ui.shared.card import Card
from ui.shared.grades import GRADES
from ui.shared.i18n import mark, tr
from ui.shared.page import Office, Page
from ui.shared.theme import GRID, scaled, set_role
from ui.shared.toggle_row import ToggleRow
from ui.supervisor.bars import Bar, Bars


class Period(StrEnum):
    """Of which days the figures are."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"

    def first(self, today: date) -> date:
        """Return the first day: today, or the seventh or thirtieth one counted back."""
        return today - timedelta(days={Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29}[self])


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures of a period, and code and words of each reason."""

    figures: ratings_figures.RatingFigures
    reasons: tuple[tuple[str, str], ...]


PERIODS = {
    Period.TODAY: mark("Today alone"),
    Period.WEEK: mark("The last 7 days"),
    Period.MONTH: mark("The last 30 days"),
}
COLOURS = {5: "green", 4: "green", 3: "blue", 2: "yellow", 1: "red"}


class FiguresPage(Page):
    """Counts of grades; silence is shown as silence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._period = Period.WEEK
        self.period = ToggleRow([(each.value, tr(text)) for each, text in PERIODS.items()], tr("Period"), self)
        self.period.choose(Period.WEEK.value)
        self.period.chosen.connect(self._on_period)
        self.span = QLabel(self)
        set_role(self.span, "quiet")
        self.numbers = [self._number() for _ in range(5)]
        self.grades = Bars(tr("Grades"), self)
        self.silent = QLabel(self)
        set_role(self.silent, "quiet")
        self.reasons = Bars(tr("Reasons of bad grades"), self)
        self.no_reasons = QLabel(tr("Nobody has ticked a reason."), self)
        set_role(self.no_reasons, "quiet")
        self._assemble()

    def looker(self) -> Callable[[Reading, Office], Seen]:
        """Count the grades of the period."""
        period = self._period

        def look(reading: Reading, _office: Office) -> Seen:
            first = period.first(reading.today)
            figures = ratings_figures.rating_figures(reading, first=first, last=reading.today)
            return Seen(figures, ratings_views.reasons(reading))

        return look

    def show_seen(self, office: Office, seen: Any) -> None:  # noqa: ANN401 -- a Seen
        """Show the figures of the period."""
        figures: ratings_figures.RatingFigures = seen.figures
        self.span.setText(f"{figures.first:%Y-%m-%d} – {figures.last:%Y-%m-%d}")
        for (number, below), (value, said) in zip(self.numbers, _heads(figures), strict=True):
            number.setText(value)
            below.setText(said)
        self.grades.show_bars([Bar(tr(GRADES[g]), n, COLOURS[g]) for g, n in figures.grades], figures.given)
        self.silent.setText(
            tr("Asked, not answered: {blank}. It counts as no grade. Left out after review: {excluded}.",
               blank=figures.blank, excluded=figures.excluded)
        )  # fmt: skip
        labels = dict(seen.reasons)
        self.reasons.show_bars([Bar(labels.get(code, code), count, "accent") for code, count in figures.reasons])
        self.reasons.setVisible(bool(figures.reasons))
        self.no_reasons.setVisible(not figures.reasons)

    def take_focus(self) -> None:
        """Begin with the period."""
        self.period.focus_first()

    def _number(self) -> tuple[QLabel, QLabel]:
        number, words = QLabel(self), QLabel(self)
        set_role(number, "hero")
        set_role(words, "quiet")
        return number, words

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.period)
        head.addWidget(self.span)
        head.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(6 * GRID)
        for number, words in self.numbers:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(words)
            row.addLayout(column)
        row.addStretch(1)
        grades, reasons = Card(tr("Grades"), self), Card(tr("Reasons of bad grades"), self)
        for widget in (self.grades, self.silent):
            grades.body.addWidget(widget)
        for widget in (self.reasons, self.no_reasons):
            reasons.body.addWidget(widget)
        for card in (grades, reasons):
            card.body.addStretch(1)
            card.setMinimumWidth(scaled(400))
        cards = QHBoxLayout()
        cards.setSpacing(2 * GRID)
        cards.addWidget(grades, 3)
        cards.addWidget(reasons, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(head)
        column.addLayout(row)
        column.addLayout(cards, 1)

    @Slot(str)
    def _on_period(self, code: str) -> None:
        if code:
            self._period = Period(code)
            self.wanted.emit()
        else:
            self.period.choose(self._period.value)


def _heads(figures: ratings_figures.RatingFigures) -> list[tuple[str, str]]:
    response = "–" if figures.response is None else f"{figures.response:.0%}"
    return [
        (str(figures.served), tr("visits served")),
        (str(figures.given), tr("grades given")),
        (response, tr("of the visits rated")),
        (str(figures.bad), tr("bad grades")),
        (str(figures.open), tr("of them still open")),
    ]
