"""Taking tickets, calling them, and everything that can befall one."""

from datetime import timedelta

from hall.catalogue.views import service, service_of
from hall.kernel.refusal import Refusal
from hall.people.views import person
from hall.posts.model import Counter
from hall.queue import order, rules
from hall.queue.desk import free_counter, own_counter, own_counter_id, refuse_occupied
from hall.queue.ledger import JOURNAL, expire, happened, locked
from hall.queue.life import HELD, MISSED, WAITING
from hall.queue.model import Ticket
from hall.queue.policy import QueuePolicy
from hall.queue.taking import begin, new_ticket, print_ticket, public_name, refuse_second_ticket
from hall.queue.views import counters_for
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.work import Work


@action
def take_ticket(
    work: Work,
    *,
    service_code: str,
    matter_code: str = "",
    priority: str = "",
    ground: str = "",
    person_id: str = "",
) -> str:
    """Come into the line and print the ticket; answers with its key.

    Args:
        work: the open transaction.
        service_code: what the resident queues for; may be empty where the matter says it.
        matter_code: the matter, if it is known already.
        priority: the class asked for; empty for whatever follows from the age.
        ground: how it is justified.
        person_id: the resident, if they showed a document.

    Raises:
        Refusal: what `rules.classify` says; `queue.already_waiting` with a ticket for the same service in line;
            `queue.no_counter` when no counter of the hall takes the service; `catalogue.no_service`.
    """
    policy = settings.read(work.session, QueuePolicy)
    wanted = service(work, code=service_code) if service_code else service_of(work, matter_code=matter_code)
    refuse_second_ticket(work, person_id, wanted)
    age = person(work, person_id=person_id).age(work.today) if person_id else None
    staffed = work.actor.staff_id is not None
    given, because = rules.classify(priority, ground, age=age, seen_by_staff=staffed, policy=policy)
    ticket = new_ticket(work, wanted, given, because, policy)
    ticket.display_name = public_name(work, wanted, matter_code)
    ticket.matter_code, ticket.person_id = matter_code, person_id or None
    begin(work, ticket, wanted.code, policy)
    print_ticket(work, ticket, policy)
    return ticket.id


@action
def call_next(work: Work) -> str | None:
    """Call whose turn it is at the actor's counter; answers with the ticket's key, or None when nobody waits.

    Raises:
        Refusal: `queue.finish_first`, `queue.open_first`, `posts.no_counter`.
    """
    return _call_first(work, free_counter(work))


@action
def call_ticket(work: Work, *, ticket_id: str) -> None:
    """Call a chosen ticket out of turn (点呼); the journal keeps that it was chosen.

    Raises:
        Refusal: `queue.not_waiting`, `queue.meant_for_another`, and those of `call_next`.
    """
    counter = free_counter(work)
    ticket = locked(work, ticket_id)
    chosen = rules.choose(JOURNAL.of(ticket), counter_id=counter.id, staff_id=work.actor.staff_id)
    _call(work, ticket, chosen)


@action
def recall(work: Work, *, ticket_id: str) -> None:
    """Call the same ticket again.

    Raises:
        Refusal: what `rules.recall` says.
    """
    policy = settings.read(work.session, QueuePolicy)
    ticket = locked(work, ticket_id)
    again = rules.recall(JOURNAL.of(ticket), counter_id=own_counter_id(work), now=work.now, policy=policy)
    due.cancel(work, ticket.id)
    happened(work, ticket, again)
    _owe_what_follows(work, ticket, policy)


@action
def arrive(work: Work, *, ticket_id: str) -> None:
    """The resident has come to the counter and is served.

    Raises:
        Refusal: what `rules.arrive` says.
    """
    ticket = locked(work, ticket_id)
    arrived = rules.arrive(JOURNAL.of(ticket), counter_id=own_counter_id(work))
    due.cancel(work, ticket.id)
    happened(work, ticket, arrived)


@action
def miss(work: Work, *, ticket_id: str) -> None:
    """Nobody came after the last call (过号).

    Raises:
        Refusal: what `rules.miss` says.
    """
    policy = settings.read(work.session, QueuePolicy)
    ticket = locked(work, ticket_id)
    missed = rules.miss(JOURNAL.of(ticket), counter_id=own_counter_id(work), policy=policy)
    due.cancel(work, ticket.id)
    happened(work, ticket, missed)


@action
def requeue(work: Work, *, ticket_id: str) -> None:
    """Take a missed ticket back into the line, third from the front unless the hall has set another place.

    Raises:
        Refusal: what `rules.requeue` says.
    """
    policy = settings.read(work.session, QueuePolicy)
    ticket = locked(work, ticket_id)
    same_service = order.line(ticket.day).where(Ticket.service == ticket.service)
    scores = work.session.scalars(same_service.with_only_columns(Ticket.score)).all()
    happened(work, ticket, rules.requeue(JOURNAL.of(ticket), now=work.now, line=scores, policy=policy))


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
        Refusal: what `rules.transfer` says; `queue.no_counter`, `catalogue.no_service`.
    """
    ticket = locked(work, ticket_id)
    passed_on = rules.transfer(
        JOURNAL.of(ticket),
        counter_id=work.actor.counter_id,
        service=service_code,
        to_counter=counter_id,
        to_staff=staff_id,
    )
    if service_code and service_code != ticket.service:
        wanted = service(work, code=service_code)
        if not counters_for(work, service_code=service_code):
            raise Refusal("queue.no_counter", service=wanted.name)
        ticket.display_name = wanted.name
    ticket.note = note.strip()[:200] or ticket.note
    happened(work, ticket, passed_on)


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
        Refusal: `queue.not_held`; at the counter also those of `call_next`.
    """
    if not to_line:
        free_counter(work)
    ticket = locked(work, ticket_id)
    happened(work, ticket, rules.resume(JOURNAL.of(ticket), to_line=to_line))


@action
def finish(work: Work, *, ticket_id: str, outcome: str = "done") -> None:
    """The resident has been served; the outcome is one of `OUTCOMES`.

    Raises:
        Refusal: what `rules.finish` says.
    """
    ticket = locked(work, ticket_id)
    happened(work, ticket, rules.finish(JOURNAL.of(ticket), counter_id=own_counter_id(work), outcome=outcome))


@action
def finish_and_call_next(work: Work, *, ticket_id: str, outcome: str = "done") -> str | None:
    """Finish and call whose turn it is, with one key; answers as `call_next` does."""
    counter = own_counter(work)  # first the counter, then the ticket: everybody locks in this order
    finish(work, ticket_id=ticket_id, outcome=outcome)
    refuse_occupied(work, counter)
    return _call_first(work, counter)


@action
def recall_by_itself(work: Work, *, ticket_id: str, seq: int) -> None:
    """Call again because nobody came and nobody pressed a key; `seq` is the journal entry after which it was owed.

    Raises:
        Refusal: `queue.not_calling` when something has happened since.
    """
    policy = settings.read(work.session, QueuePolicy)
    ticket = _unchanged(work, ticket_id, seq)
    happened(work, ticket, rules.recall_by_itself(JOURNAL.of(ticket), policy))
    _owe_what_follows(work, ticket, policy)


@action
def miss_by_itself(work: Work, *, ticket_id: str, seq: int) -> None:
    """Nobody came after the last call; `seq` as in `recall_by_itself`.

    Raises:
        Refusal: `queue.not_calling` when something has happened since.
    """
    ticket = _unchanged(work, ticket_id, seq)
    happened(work, ticket, rules.miss_by_itself(JOURNAL.of(ticket)))


@action
def expire_line(work: Work) -> None:
    """Close the day: whoever still waits, is on hold or was missed has to take a new ticket another day.

    Who is being called or served is served to the end.
    """
    left = order.still_open().where(Ticket.day <= work.today, Ticket.state.in_((WAITING, HELD, MISSED)))
    expire(work, left)


def _call_first(work: Work, counter: Counter) -> str | None:
    ticket = _first_in_line(work, counter)
    if ticket is None:
        return None
    _call(work, ticket, rules.call(JOURNAL.of(ticket)))
    return ticket.id


def _first_in_line(work: Work, counter: Counter) -> Ticket | None:
    for whom in order.choices(counter, work.actor.staff_id):
        first = order.line(work.today).where(whom).limit(1).with_for_update(skip_locked=True)
        if (ticket := work.session.scalar(first)) is not None:
            return ticket
    return None


def _call(work: Work, ticket: Ticket, event: Event) -> None:
    happened(work, ticket, event)
    _owe_what_follows(work, ticket, settings.read(work.session, QueuePolicy))


def _owe_what_follows(work: Work, ticket: Ticket, policy: QueuePolicy) -> None:
    """Owe the next call, or the miss after the last one."""
    if not policy.calls_by_itself:
        return
    last = ticket.calls >= policy.calls
    follows, seconds = (miss_by_itself, policy.miss_seconds) if last else (recall_by_itself, policy.recall_seconds)
    at = work.now + timedelta(seconds=seconds)
    due.schedule(work, follows.name, ticket.id, at, ticket_id=ticket.id, seq=ticket.version)


def _unchanged(work: Work, ticket_id: str, seq: int) -> Ticket:
    ticket = locked(work, ticket_id)
    if ticket.version != seq:
        raise Refusal("queue.not_calling", ticket=ticket.number)
    return ticket
