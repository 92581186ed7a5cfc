"""Taking tickets, calling them, and everything that can befall one."""

from hall.catalogue.views import service, service_of
from hall.people.views import person
from hall.posts.model import Counter
from hall.queue import order, rules
from hall.queue.by_itself import expire_left_behind, expire_line, miss_by_itself, owe_what_follows, recall_by_itself
from hall.queue.desk import free_counter, own_counter, own_counter_id, refuse_not_open, refuse_occupied
from hall.queue.hours import refuse_machine
from hall.queue.leaving import leave_nobody_behind
from hall.queue.ledger import JOURNAL, happened, locked, of_today
from hall.queue.model import Ticket
from hall.queue.moving import hold, requeue, resume, transfer
from hall.queue.policy import DESK, KIOSK, QueuePolicy
from hall.queue.serving import arrive, finish, next_matter, serve_without_ticket
from hall.queue.taking import Arrival, admit, print_ticket, refuse_second_ticket
from hall.queue.undoing import undo
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.work import Work

__all__ = [
    "arrive",
    "call_next",
    "call_ticket",
    "expire_left_behind",
    "expire_line",
    "finish",
    "finish_and_call_next",
    "hold",
    "leave_nobody_behind",
    "miss",
    "miss_by_itself",
    "next_matter",
    "recall",
    "recall_by_itself",
    "requeue",
    "resume",
    "serve_without_ticket",
    "take_ticket",
    "transfer",
    "undo",
]


@action
def take_ticket(
    work: Work,
    *,
    service_code: str,
    matter_code: str = "",
    priority: str = "",
    ground: str = "",
    person_id: str = "",
    silent: bool = False,
) -> str:
    """Come into the line and print the ticket; answers with its key.

    Args:
        work: the open transaction.
        service_code: what the resident queues for; may be empty where the matter says it.
        matter_code: the matter, if it is known already.
        priority: the class asked for; empty for whatever follows from the age.
        ground: how it is justified.
        person_id: the resident, if they showed a document.
        silent: to be called by the screen and not by the voice (静音叫号).

    Raises:
        Refusal: what `rules.classify` says; `queue.already_waiting` with a ticket for the same service in line;
            `queue.no_counter` when no counter of the hall takes the service; `catalogue.no_service`; where no staff
            is at hand, also what `hours.refuse_machine` says.
    """
    policy = settings.read(work.session, QueuePolicy)
    wanted = service(work, code=service_code) if service_code else service_of(work, matter_code=matter_code)
    refuse_machine(work, wanted, policy)
    refuse_second_ticket(work, person_id, wanted)
    age = person(work, person_id=person_id).age(work.today) if person_id else None
    staffed = work.actor.staff_id is not None
    given, because = rules.classify(priority, ground, age=age, seen_by_staff=staffed, policy=policy)
    source = DESK if staffed else KIOSK
    ticket = admit(work, Arrival(wanted, given, because, matter_code, person_id, source, silent=silent), policy)
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
        Refusal: `queue.not_waiting`, `queue.meant_for_another`, `queue.of_another_day`, and those of `call_next`.
    """
    counter = free_counter(work)
    ticket = of_today(work, locked(work, ticket_id))
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
    owe_what_follows(work, ticket, policy)


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
def finish_and_call_next(work: Work, *, ticket_id: str, outcome: str = "done") -> str | None:
    """Finish and call whose turn it is, with one key; answers as `call_next` does."""
    counter = own_counter(work)  # first the counter, then the ticket: everybody locks in this order
    finish(work, ticket_id=ticket_id, outcome=outcome)
    refuse_not_open(counter)
    refuse_occupied(work, counter)
    return _call_first(work, counter)


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
    owe_what_follows(work, ticket, settings.read(work.session, QueuePolicy))
