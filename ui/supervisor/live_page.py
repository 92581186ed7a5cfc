"""The hall at a glance: counters, lines, lights and what waits; each number opens its list."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hall.service import Reading, statistics_live
from ui.shared.card import Card
from ui.shared.i18n import mark, tr
from ui.shared.page import Office, Page
from ui.shared.page_scroll import PageScroll
from ui.shared.pause_words import pause_words
from ui.shared.row_list import Row, RowList
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, is_large
from ui.supervisor.bars import Bar, Bars
from ui.supervisor.notices import Notice, Notices
from ui.supervisor.number_button import NumberButton

LIGHTS = (
    ("red", mark("Red light"), Light.RED),
    ("yellow", mark("Yellow light"), Light.YELLOW),
    ("green", mark("Green light"), Light.GREEN),
    ("grey", mark("Resting"), Light.BLUE),
    ("none", mark("Being taken in"), Light.GREY),
)
"""The lights of the open cases; each opens the page of cases in this scope."""
WAITS = (
    ("review", mark("Refusals, extensions, notices"), "approvals", "all"),
    ("assign", mark("Questions nobody owns"), "approvals", "sheets"),
    ("lists", mark("Duty lists unsigned"), "approvals", "lists"),
    ("slips", mark("Supervision slips"), "cases", "slips"),
    ("ratings", mark("Bad ratings open"), "ratings", ""),
    ("breaches", mark("Breaches to be judged"), "records", "breaches"),
    ("seals", mark("Seals wanted"), "seals", "waiting"),
    ("promises", mark("Promises overdue"), "close", ""),
    ("originals", mark("Originals in the trays"), "close", ""),
)
"""What waits: its count, its words, and on which page and in which scope it opens."""
_COUNTERS: Mapping[str, tuple[str, Light]] = {
    "serving": (mark("serving {ticket}, {minutes} min"), Light.GREEN),
    "calling": (mark("calling {ticket}"), Light.YELLOW),
    "open": (mark("free"), Light.GREEN),
    "paused": (mark("paused: {reason}"), Light.BLUE),
    "back_office": (mark("working on files"), Light.BLUE),
    "closed": (mark("not staffed"), Light.GREY),
}


class LivePage(Page):
    """Nothing here is decided; every number leads to where it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counters = RowList(tr("Counters"), self, framed=False)
        self.waiting = Bars(tr("Waiting now"), self)
        self.came = Bars(tr("Who came, by the hour"), self)
        self.lights = {code: NumberButton(tr(text), light, self) for code, text, light in LIGHTS}
        self.waits = {code: NumberButton(tr(text), None, self) for code, text, _page, _scope in WAITS}
        self.notices = Notices()
        self.told = Card(tr("Notices"), self)
        self._lines: list[tuple[StateMark, QLabel]] = []
        self._connect()
        self._assemble()

    def looker(self) -> Callable[[Reading, Office], tuple[statistics_live.Live, tuple[Notice, ...]]]:
        """Look at the whole hall."""
        return lambda reading, _office: (statistics_live.live(reading), self.notices.look(reading))

    def show_seen(self, office: Office, seen: Any) -> None:  # noqa: ANN401 -- a Live and its notices
        """Show the hall as it was seen."""
        live: statistics_live.Live = seen[0]
        self._show_notices(seen[1])
        self.counters.show_rows([_counter_row(each, live) for each in live.counters])
        self.waiting.show_bars([Bar(_line(each), each.waiting, "accent") for each in live.lines])
        self.came.show_bars([Bar(_hour(each), each.came, "blue") for each in live.hours])
        for code, button in self.lights.items():
            button.show_count(live.lights.get(code, 0), alarming=code == "red")
        for code, button in self.waits.items():
            button.show_count(live.waits.get(code, 0), alarming=True)

    def take_focus(self) -> None:
        """Begin with the lights."""
        self.lights["red"].setFocus()

    def _show_notices(self, found: Sequence[Notice]) -> None:
        """Show the card only while there is something to hear of."""
        while len(self._lines) < len(found):
            self._add_line()
        for place, (mark_, words) in enumerate(self._lines):
            mark_.setVisible(place < len(found))
            words.setVisible(place < len(found))
            if place < len(found):
                mark_.show_state(found[place].light, "")
                words.setText("\n".join(filter(None, (found[place].text, found[place].below))))
        self.told.setVisible(bool(found))

    def _add_line(self) -> None:
        state, words = StateMark(Light.GREY, "", self.told), QLabel(self.told)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.addWidget(state, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self.told.body.addLayout(row)
        self._lines.append((state, words))

    def _connect(self) -> None:
        for code, button in self.lights.items():
            button.clicked.connect(lambda _checked=False, scope=code: self.opened.emit("cases", scope, ""))
        for code, _text, page, scope in WAITS:
            target = (page, scope, code if page == "close" else "")
            self.waits[code].clicked.connect(lambda _checked=False, target=target: self.opened.emit(*target))

    def _assemble(self) -> None:
        cases, duties = Card(tr("Open cases"), self), Card(tr("Waits for somebody"), self)
        lamps = QGridLayout()
        lamps.setSpacing(GRID)
        beside = 3 if is_large() else len(LIGHTS)
        for place, button in enumerate(self.lights.values()):
            lamps.addWidget(button, place // beside, place % beside)
            lamps.setColumnStretch(place % beside, 1)
        cases.body.addLayout(lamps)
        cases.body.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for place, button in enumerate(self.waits.values()):
            grid.addWidget(button, place // 3, place % 3)
        duties.body.addLayout(grid)
        duties.body.addStretch(1)
        counters, lines, hours = (
            Card(title, self) for title in (tr("Counters"), tr("Waiting now"), tr("Who came, by the hour"))
        )
        counters.body.addWidget(self.counters, 1)
        lines.body.addWidget(_within(self.waiting), 1)
        hours.body.addWidget(_within(self.came), 1)
        below = QHBoxLayout()
        below.setSpacing(2 * GRID)
        for card, share in ((counters, 4), (lines, 4), (hours, 4)):
            below.addWidget(card, share)
        above = QHBoxLayout()
        above.setSpacing(2 * GRID)
        above.addWidget(cases, 6)
        above.addWidget(duties, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(2 * GRID)
        self.told.hide()
        column.addWidget(self.told)
        column.addLayout(above)
        column.addLayout(below, 1)


def _within(bars: Bars) -> PageScroll:
    """Return the bars in a frame that scrolls where even lines close together are too many."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(bars, 1)
    column.addStretch(0)
    return PageScroll(column)


def _counter_row(each: statistics_live.LiveCounter, live: statistics_live.Live) -> Row:
    words, light = _COUNTERS[each.state]
    minutes = int((live.at - each.since).total_seconds() // 60) if each.since else 0
    said = tr(words, ticket=each.ticket_number, minutes=minutes, reason=pause_words(each.pause_reason))
    text = tr("{number} {name}", number=each.number, name=each.staff_name or each.name)
    return Row(each.number, text, said, light)


def _line(each: statistics_live.LiveLine) -> str:
    return tr("{name}, {minutes} min", name=each.name, minutes=each.longest) if each.longest else each.name


def _hour(each: statistics_live.LiveHour) -> str:
    return tr("{hour} o'clock, waited {minutes} min", hour=each.hour, minutes=round(each.wait))
