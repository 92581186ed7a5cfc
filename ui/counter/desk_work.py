"""The queue's commands at a counter: calling, holding, passing on, finishing, and who stands aside."""

from hall.service import Hall, posts, queue, queue_views
from ui.counter import ending
from ui.counter.desk import Phase, Ticket
from ui.counter.end_work import EndWork
from ui.counter.ending import NEXT
from ui.counter.targets import Offers, aside_rows, narrowed, offers, targets
from ui.counter.wording import BACK_IN_LINE, HOLD_REASONS
from ui.shared import tasks
from ui.shared.i18n import tr
from ui.shared.row_list import Row
from ui.shared.wording import said


class DeskWork(EndWork):
    """Does what the keys of the queue say."""

    # -- calling

    def call_next(self) -> None:
        """Call whose turn it is; a counter that rests goes on, one that is busy asks what comes first."""
        if self.desk is not None and self.desk.phase in (Phase.PAUSED, Phase.BACK_OFFICE):
            self._do(lambda hall: hall.do(posts.open_counter))
        else:
            self._call(NEXT)

    def call_ticket(self, ticket_id: str) -> None:
        """Call a chosen ticket; where it overtakes somebody, that is said before."""
        desk = self.desk
        if desk is None:
            return
        ahead = desk.ahead_of(ticket_id)
        if ahead == 0 or not desk.line:
            self._call(ticket_id)
            return
        if ahead is None:
            title, first = tr("This ticket is not in the line of this counter."), tr("Call it all the same")
        else:
            number = desk.line[ahead].number
            title = tr("{count} people are before {ticket}.", count=ahead, ticket=number)
            first = tr("Call {ticket} first", ticket=number)
        turn = tr("Call {ticket}, whose turn it is", ticket=desk.line[0].number)
        rows = [Row(ticket_id, first), Row(NEXT, turn)]
        self._ask.ask(title, rows, lambda whom, _note: self._call(str(whom)))

    def walk_in(self) -> None:
        """Serve somebody who has taken no ticket: ask what they have come for."""
        hall, here = self._runner.hall, self._here()
        tasks.run(self, lambda: hall.see(offers, here=here), self._ask_what)

    def recall(self) -> None:
        """Call again."""
        self._on_ticket(queue.recall, tr("Called again."))

    def miss(self) -> None:
        """Nobody came."""
        done = tr("Missed. The resident can come back at the guide's desk.")
        self._on_ticket(queue.miss, then=lambda _missed: self._offer_undo(done))

    def arrive(self) -> None:
        """The resident is here."""
        self._on_ticket(queue.arrive)

    # -- aside, and elsewhere

    def hold(self) -> None:
        """Let the resident go for something."""
        self._ask_hold("")

    def transfer(self) -> None:
        """Ask where the ticket goes."""
        hall, here = self._runner.hall, self._here()
        tasks.run(self, lambda: hall.see(targets, here=here), self._ask_where)

    def pass_to(self, staff_id: str) -> None:
        """Pass the ticket to the colleague who got the sheet."""
        done = tr("Passed on. The resident keeps the place in line.")
        self.clear_tray(lambda: self._on_ticket(queue.transfer, done, staff_id=staff_id))

    def aside(self) -> None:
        """Show who stands aside: on hold, or missed."""
        rows = aside_rows(self.desk) if self.desk else []
        if rows:
            self._ask.ask(tr("Who is here again?"), rows, lambda key, _note: self._bring_back(key))
        else:
            self._say(tr("Nobody stands aside."))

    def resume(self, ticket_id: str) -> None:
        """Go on with a ticket on hold."""
        self._do(lambda hall: hall.do(queue.resume, ticket_id=ticket_id))

    def requeue(self, ticket_id: str) -> None:
        """Take a missed ticket back into the line, at the place that the hall has settled."""
        self._do(lambda hall: _requeue(hall, ticket_id), then=self._on_requeued)

    def _call(self, whom: str) -> None:
        desk = self.desk
        if desk is not None and desk.ticket is not None:
            self._ask_first(desk.ticket, desk.phase, whom)
        else:
            self._do(lambda hall: ending.call(hall, whom), then=self._on_called)

    def _ask_first(self, ticket: Ticket, phase: Phase, whom: str) -> None:
        """Ask what becomes of the ticket at hand before another is called."""
        if phase is Phase.CALLING:
            title = tr("{ticket} is still being called. What comes first?", ticket=ticket.number)
            rows = [Row("arrive", tr("Is here, begin")), Row("miss", tr("No show, then call"))]
        else:
            title = tr("{ticket} is still here. What comes first?", ticket=ticket.number)
            rows = [Row("finish", tr("Finish, then call")), Row("hold", tr("Hold, then call"))]
        self._ask.ask(title, rows, lambda first, _note: self._do_first(str(first), ticket.id, whom))

    def _do_first(self, first: str, ticket_id: str, whom: str) -> None:
        if first == "arrive":
            self.arrive()
        elif first == "miss":
            self._do(lambda hall: ending.miss(hall, ticket_id, whom), then=self._on_called)
        elif first == "hold":
            self._ask_hold(whom)
        else:
            self._end(whom)

    def _ask_what(self, found: Offers) -> None:
        self._ask.ask(
            tr("What has the resident come for?"), found.rows(""), lambda key, _note: self._serve(key),
            narrow=found.rows,
        )  # fmt: skip

    def _serve(self, key: object) -> None:
        if isinstance(key, tuple):
            what = {"matter_code": key[1]} if key[0] == "matter" else {"service_code": key[1]}
            done = tr("You serve somebody without a ticket.")
            self._do(lambda hall: hall.do(queue.serve_without_ticket, **what), done)

    def _ask_hold(self, whom: str) -> None:
        rows = [Row(code, said(HOLD_REASONS, code)) for code in HOLD_REASONS]
        title = tr("Why does the resident wait aside?")
        self._ask.ask(title, rows, lambda reason, _note: self._hold(str(reason), whom))

    def _hold(self, reason: str, whom: str) -> None:
        """Let the resident go aside; before somebody else sits down, the tray is cleared."""
        if whom:
            self.clear_tray(lambda: self._hold_now(reason, whom))
        else:
            self._hold_now(reason, whom)

    def _hold_now(self, reason: str, whom: str) -> None:
        desk, unsaved = self.desk, self._unsaved()
        if desk is None or desk.ticket is None:
            return
        ticket_id = desk.ticket.id
        done = "" if whom else tr("On hold. F7 brings the ticket back.")
        self._do(
            lambda hall: ending.hold(hall, ticket_id, reason, unsaved, whom),
            done,
            self._on_called if whom else None,
        )

    def _ask_where(self, rows: list[Row]) -> None:
        self._ask.ask(
            tr("Where does the ticket go?"), rows, lambda key, note: self._pass_on(key, note),
            note=tr("Note for the next counter"), narrow=narrowed(rows),
        )  # fmt: skip

    def _pass_on(self, key: object, note: str) -> None:
        if isinstance(key, tuple):
            name = {"service": "service_code", "counter": "counter_id", "person": "staff_id"}[key[0]]
            done = tr("Passed on. The resident keeps the place in line.")
            self.clear_tray(lambda: self._on_ticket(queue.transfer, done, note=note, **{name: key[1]}))

    def _bring_back(self, key: object) -> None:
        if isinstance(key, tuple):
            (self.resume if key[0] == "held" else self.requeue)(key[1])

    def _on_requeued(self, found: tuple[Ticket, bool]) -> None:
        ticket, renewed = found
        place = self.desk.policy.requeue_place if self.desk else ""
        if renewed:
            self._say(tr("Back in line with the new number {ticket}.", ticket=ticket.number))
        else:
            self._say(said(BACK_IN_LINE, place))

    def _here(self) -> str:
        return self.desk.counter.id if self.desk and self.desk.counter else ""


def _requeue(hall: Hall, ticket_id: str) -> tuple[Ticket, bool]:
    """Bring a missed ticket back; answers with what waits now, and whether it has a new number."""
    waits = hall.do(queue.requeue, ticket_id=ticket_id)
    return hall.see(queue_views.ticket, ticket_id=waits), waits != ticket_id
