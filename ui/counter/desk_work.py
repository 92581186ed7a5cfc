"""The queue's commands at a counter: calling, holding, passing on, finishing, and who stands aside."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hall.service import (
    Hall,
    Reading,
    cases,
    catalogue_views,
    contacts,
    contacts_views,
    documents,
    posts,
    posts_views,
    queue,
    security,
)
from ui.counter.choice_sheet import ChoiceSheet
from ui.counter.desk import Desk
from ui.counter.row_list import Row
from ui.counter.runner import Runner
from ui.counter.visit import Visit
from ui.counter.wording import HOLD_REASONS, OUTCOMES, PAUSE_REASONS, passed, said
from ui.shared import tasks
from ui.shared.i18n import tr
from ui.shared.message_line import MessageLine
from ui.shared.messages import say
from ui.shared.state_mark import Light

Unsaved = Callable[[], tuple[str, Mapping[str, Any]] | None]


class DeskWork(QObject):
    """Does what the keys of the queue say.

    Signals:
        answer_wanted: the clerk wants to write an answer before the visit ends.
    """

    answer_wanted = Signal()

    def __init__(self, runner: Runner, sheet: ChoiceSheet, window: QWidget, unsaved: Unsaved) -> None:
        super().__init__(window)
        self._runner = runner
        self._ask = sheet
        self._window = window
        self._unsaved = unsaved
        self.desk: Desk | None = None
        self.visit: Visit | None = None

    def open_counter(self) -> None:
        """Open the counter, or come back from a pause."""
        self._do(lambda hall: hall.do(posts.open_counter))

    def pause_counter(self) -> None:
        """Pause the counter; the display tells those who wait why."""
        rows = [Row(tr(reason), tr(reason)) for reason in PAUSE_REASONS]
        title = tr("Why is the counter paused?")
        self._ask.ask(title, rows, lambda reason, note: self._pause(str(note or reason)), note=tr("In other words"))

    def close_counter(self) -> None:
        """Close the counter for the day."""
        self._do(lambda hall: hall.do(posts.close_counter), tr("Counter closed for today."))

    def call_next(self) -> None:
        """Call whose turn it is."""
        self._do(lambda hall: hall.do(queue.call_next), then=self._on_called)

    def recall(self) -> None:
        """Call again."""
        self._on_ticket(queue.recall, tr("Called again."))

    def miss(self) -> None:
        """Nobody came."""
        self._on_ticket(queue.miss, tr("Missed. The resident can come back at the guide's desk."))

    def arrive(self) -> None:
        """The resident is here."""
        self._on_ticket(queue.arrive)

    def hold(self) -> None:
        """Let the resident go for something."""
        rows = [Row(code, said(HOLD_REASONS, code)) for code in HOLD_REASONS]
        self._ask.ask(
            tr("Why does the resident wait aside?"),
            rows,
            lambda reason, _note: self._on_ticket(queue.hold, tr("On hold. F7 brings the ticket back."), reason=reason),
        )

    def transfer(self) -> None:
        """Ask where the ticket goes."""
        hall, desk = self._runner.hall, self.desk
        here = desk.counter.id if desk and desk.counter else ""
        tasks.run(self, lambda: hall.see(_targets, here=here), self._ask_where)

    def pass_to(self, staff_id: str) -> None:
        """Pass the ticket to the colleague who got the sheet."""
        self._on_ticket(queue.transfer, tr("Passed on. The resident keeps the place in line."), staff_id=staff_id)

    def aside(self) -> None:
        """Show who stands aside: on hold, or missed."""
        if self.desk is None:
            return
        rows = aside_rows(self.desk)
        if not rows:
            say(self._window, tr("Nobody stands aside."))
            return
        self._ask.ask(tr("Who is here again?"), rows, lambda key, _note: self._bring_back(key))

    def call_ticket(self, ticket_id: str) -> None:
        """Call a chosen ticket."""
        self._do(lambda hall: hall.do(queue.call_ticket, ticket_id=ticket_id))

    def resume(self, ticket_id: str) -> None:
        """Go on with a ticket on hold."""
        self._do(lambda hall: hall.do(queue.resume, ticket_id=ticket_id))

    def requeue(self, ticket_id: str) -> None:
        """Take a missed ticket back into the line."""
        self._do(lambda hall: hall.do(queue.requeue, ticket_id=ticket_id), tr("Back in line, third from the front."))

    def finish(self) -> None:
        """End the visit with what has come of it; without anything, ask."""
        visit = self.visit
        if self.desk is None or self.desk.ticket is None:
            return
        if visit is not None and any(paper.state == "spoiled" for paper in visit.papers):
            self._refuse(tr("A paper did not come out: print it again first."))
        elif visit is not None and visit.outcome:
            self._finish(visit.outcome)
        else:
            self._ask_outcome(visit)

    def change_clerk(self) -> None:
        """Leave the desk to a colleague; whatever is typed is written down first."""
        unsaved = self._unsaved()
        self._do(lambda hall: _leave(hall, unsaved))

    def _ask_outcome(self, visit: Visit | None) -> None:
        rows = [Row("left", said(OUTCOMES, "left"))]
        if visit is None or visit.case is None:
            rows.insert(0, Row("answer", tr("Write down what the resident was told")))
        drafted = visit is not None and visit.case is not None
        title = (
            tr("This case is neither accepted nor answered. How does it end?")
            if drafted
            else tr("Nothing is on record for this resident yet. How does it end?")
        )
        self._ask.ask(
            title, rows, lambda code, _note: self.answer_wanted.emit() if code == "answer" else self._finish(str(code))
        )

    def _finish(self, outcome: str) -> None:
        desk, visit, unsaved = self.desk, self.visit, self._unsaved()
        if desk is None or desk.ticket is None:
            return
        ticket_id = desk.ticket.id
        self._do(lambda hall: _end_visit(hall, ticket_id, outcome, visit, unsaved), tr("Finished."))

    def _ask_where(self, rows: list[Row]) -> None:
        self._ask.ask(
            tr("Where does the ticket go?"), rows, lambda key, note: self._pass_on(key, note),
            note=tr("Note for the next counter"),
        )  # fmt: skip

    def _pass_on(self, key: object, note: str) -> None:
        if isinstance(key, tuple):
            where = {"service_code": key[1]} if key[0] == "service" else {"counter_id": key[1]}
            done = tr("Passed on. The resident keeps the place in line.")
            self._on_ticket(queue.transfer, done, note=note, **where)

    def _bring_back(self, key: object) -> None:
        if isinstance(key, tuple):
            (self.resume if key[0] == "held" else self.requeue)(key[1])

    def _pause(self, reason: str) -> None:
        self._do(lambda hall: hall.do(posts.pause_counter, reason=reason))

    def _on_called(self, ticket_id: object) -> None:
        if ticket_id is None:
            say(self._window, tr("Nobody is waiting any more."))

    def _on_ticket(self, action: Any, said_: str = "", **values: Any) -> None:  # noqa: ANN401 -- any queue action
        desk = self.desk
        if desk is None or desk.ticket is None:
            return
        ticket_id = desk.ticket.id
        self._do(lambda hall: hall.do(action, ticket_id=ticket_id, **values), said_)

    def _do(
        self, work: Callable[[Hall], object], said_: str = "", then: Callable[[object], object] | None = None
    ) -> None:
        self._runner.run(self._window, work, then, said=said_)

    def _refuse(self, text: str) -> None:
        line = self._window.findChild(MessageLine)
        if line is not None:
            line.refuse(text)


def aside_rows(desk: Desk) -> list[Row]:
    """Return who stands aside, those on hold first."""
    now = desk.looked_at
    held = [
        Row(("held", t.id), tr("{number}　{service}", number=t.number, service=t.display_name),
            said(HOLD_REASONS, t.hold_reason), Light.BLUE)
        for t in desk.held
    ]  # fmt: skip
    missed = [
        Row(("missed", t.id), tr("{number}　{service}", number=t.number, service=t.display_name),
            tr("missed {minutes} min ago", minutes=passed(t.missed_at, now) // 60), Light.GREY)
        for t in desk.missed
    ]  # fmt: skip
    return held + missed


def _targets(reading: Reading, *, here: str) -> list[Row]:
    """Return where a ticket can go: counters that are open, then services."""
    counters = [
        Row(("counter", card.id), tr("Counter {number}", number=card.number), card.name)
        for card in posts_views.counters(reading)
        if card.id != here and card.state == posts.OPEN
    ]
    services = [Row(("service", card.code), card.name, card.series_name) for card in catalogue_views.services(reading)]
    return counters + services


def _leave(hall: Hall, unsaved: tuple[str, Mapping[str, Any]] | None) -> None:
    _save(hall, unsaved)
    hall.do(security.sign_out)


def _save(hall: Hall, unsaved: tuple[str, Mapping[str, Any]] | None) -> None:
    if unsaved is not None:
        case_id, form = unsaved
        hall.do(cases.save_form, case_id=case_id, form=form)


def _end_visit(
    hall: Hall, ticket_id: str, outcome: str, visit: Visit | None, unsaved: tuple[str, Mapping[str, Any]] | None
) -> None:
    """Confirm the papers that are in hand, close what was answered, and let the resident go."""
    _save(hall, unsaved)
    for paper in visit.papers if visit else ():
        if paper.state == "sent" and paper.original:
            hall.do(documents.confirm_printed, document_id=paper.id)
    if visit is not None and visit.sheet is not None:
        _close_sheet(hall, visit.sheet, visit)
    hall.do(queue.finish, ticket_id=ticket_id, outcome=outcome)


def _close_sheet(hall: Hall, sheet: contacts_views.SheetCard, visit: Visit) -> None:
    """Close the sheet of a resident who has heard the answer at this counter."""
    if visit.me not in (sheet.first_contact, sheet.responsible):
        return
    if sheet.state == "followup" and visit.case is not None:
        said_ = tr("Done at the counter: {matter}", matter=visit.case.matter.name)
        hall.do(contacts.reply, sheet_id=sheet.id, way="walk_in", words=said_)
        hall.do(contacts.close, sheet_id=sheet.id)
    elif sheet.state == "answered" and sheet.replied:
        hall.do(contacts.close, sheet_id=sheet.id)
