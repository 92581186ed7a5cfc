"""Moving a ticket: aside and back, to another line, counter or person, and into the line again after a miss."""

from collections.abc import Sequence
from datetime import datetime

from hall.catalogue.views import service
from hall.kernel.refusal import Refusal
from hall.queue import line_rules, order, rules
from hall.queue.desk import free_counter, own_counter_id
from hall.queue.ledger import JOURNAL, happened, locked, of_today
from hall.queue.model import Ticket
from hall.queue.policy import DESK, NEW, QueuePolicy
from hall.queue.taking import Arrival, admit, line_time, print_ticket
from hall.queue.views import counters_for
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Work


@action
def requeue(work: Work, *, ticket_id: str) -> str:
    """Take a missed ticket back into the line, third from the front unless the hall has set another place.

    Answers with the key of the ticket that now waits: the same, or a new one with a paper of its own where the hall
    gives missed people a new number.

    Raises:
        Refusal: what `line_rules.requeue` says; `queue.of_another_day`.
    """
    policy = settings.read(work.session, QueuePolicy)
    ticket = of_today(work, locked(work, ticket_id))
    if policy.requeue_place == NEW:
        return _give_new_number(work, ticket, policy)
    back = line_rules.requeue(
        JOURNAL.of(ticket), now=work.now, line=_scores(work, ticket), policy=policy, queued_at=line_time(work)
    )
    happened(work, ticket, back)
    return ticket.id


def _give_new_number(work: Work, old: Ticket, policy: QueuePolicy) -> str:
    """End the old number and stand its holder at the end of the line with a new one."""
    state = JOURNAL.of(old)
    line_rules.refuse_coming_back(state, work.now, policy)
    behind_all = line_rules.score_after_miss(state.score, _scores(work, old), NEW)
    arrival = Arrival(
        wanted=service(work, code=old.service),
        priority=old.priority,
        ground=old.ground,
        matter_code=old.matter_code,
        person_id=old.person_id or "",
        source=DESK,
        score=max(line_time(work), behind_all),
        silent=old.silent,
    )
    ticket = admit(work, arrival, policy)
    happened(work, old, line_rules.replaced(by=ticket.id))
    _keep_what_was_arranged(work, old, ticket)
    print_ticket(work, ticket, policy)
    return ticket.id


def _keep_what_was_arranged(work: Work, old: Ticket, ticket: Ticket) -> None:
    """Let the new number keep the clerk's note and the counter or person to whom the old one was passed on."""
    ticket.note = old.note
    to_counter, to_staff = old.target_counter_id or "", old.target_staff_id or ""
    if to_counter or to_staff:
        state = JOURNAL.of(ticket)
        happened(work, ticket, line_rules.transfer(state, counter_id=None, to_counter=to_counter, to_staff=to_staff))


def _scores(work: Work, ticket: Ticket) -> Sequence[datetime]:
    same_service = order.line(ticket.day).where(Ticket.service == ticket.service)
    return work.session.scalars(same_service.with_only_columns(Ticket.score)).all()


@action
def transfer(
    work: Work, *, ticket_id: str, service_code: str = "", counter_id: str = "", staff_id: str = "", note: str = ""
) -> None:
    """Pass a ticket on to another service, counter or person; it keeps its score.

    Args:
        work: the open transaction.
        ticket_id: a ticket that is served at the actor's counter, or one that waits.
        service_code: the service that it joins; empty keeps it.
        counter_id: only this counter may call it; empty for any.
        staff_id: only this person may call it; empty for anybody.
        note: what the next counter should know.

    Raises:
        Refusal: what `line_rules.transfer` says; `queue.of_another_day`, `queue.no_counter`, `catalogue.no_service`.
    """
    ticket = of_today(work, locked(work, ticket_id))
    passed_on = line_rules.transfer(
        JOURNAL.of(ticket),
        counter_id=work.actor.counter_id,
        service=service_code,
        to_counter=counter_id,
        to_staff=staff_id,
    )
    if service_code and service_code != ticket.service:
        _join(work, ticket, service_code)
    ticket.note = note.strip()[:200] or ticket.note
    happened(work, ticket, passed_on)


def _join(work: Work, ticket: Ticket, service_code: str) -> None:
    """Name the ticket after the service that it joins; how long it takes there nobody knows."""
    wanted = service(work, code=service_code)
    if not counters_for(work, service_code=service_code):
        raise Refusal("queue.no_counter", service=wanted.name)
    ticket.display_name, ticket.minutes = wanted.name, 0


@action
def hold(work: Work, *, ticket_id: str, reason: str) -> None:
    """Let the resident go for something and serve others meanwhile; the reason is one of `HOLD_REASONS`.

    Raises:
        Refusal: what `rules.hold` says.
    """
    ticket = locked(work, ticket_id)
    happened(work, ticket, rules.hold(JOURNAL.of(ticket), counter_id=own_counter_id(work), reason=reason))


@action
def resume(work: Work, *, ticket_id: str, to_line: bool = False) -> None:
    """Go on with a held ticket at the actor's counter, or let it wait its turn with its old score.

    Raises:
        Refusal: `queue.not_held`; at the counter also those of `call_next`, into the line `queue.of_another_day`.
    """
    if not to_line:
        free_counter(work)
    ticket = locked(work, ticket_id)
    if to_line:
        of_today(work, ticket)
    happened(work, ticket, rules.resume(JOURNAL.of(ticket), to_line=to_line))
