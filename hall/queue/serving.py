"""Serving at the counter: with a call or without a ticket, one matter or several, to the end."""

from hall.catalogue.matter import Matter
from hall.catalogue.views import ServiceCard, current, service, service_of
from hall.kernel.refusal import Refusal
from hall.posts.model import Counter
from hall.queue import order, rules
from hall.queue.desk import free_counter, own_counter_id
from hall.queue.ending import ask_guards
from hall.queue.ledger import JOURNAL, happened, locked
from hall.queue.model import Ticket
from hall.queue.policy import COUNTER, QueuePolicy
from hall.queue.taking import Arrival, admit, lock_person, public_name
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.work import Work


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
def serve_without_ticket(work: Work, *, service_code: str = "", matter_code: str = "", person_id: str = "") -> str:
    """Serve somebody at the free counter who has taken no ticket (无号办理); answers with the key of their ticket.

    It carries the next number of its series, so that nothing is served without being counted; it has no paper and
    never stands in line.

    Args:
        work: the open transaction.
        service_code: the service; empty for the matter's, or without a matter for the counter's first.
        matter_code: the matter, if it is known already.
        person_id: the resident, if they showed a document.

    Raises:
        Refusal: those of `call_next`; `queue.has_ticket` when the resident already waits for the service,
            `queue.served_elsewhere` when another counter calls or serves them; `queue.service_missing`.
    """
    counter = free_counter(work)
    wanted = _wanted(work, counter, service_code, matter_code)
    if person_id:
        _refuse_known(work, person_id, wanted)
    arrival = Arrival(wanted, matter_code=matter_code, person_id=person_id, source=COUNTER)
    ticket = admit(work, arrival, settings.read(work.session, QueuePolicy))
    happened(work, ticket, rules.serve_at_once(JOURNAL.of(ticket)))
    return ticket.id


@action
def next_matter(work: Work, *, ticket_id: str, matter_code: str = "", service_code: str = "") -> None:
    """Go on with another matter of the same resident under the same number (一次办多事).

    Args:
        work: the open transaction.
        ticket_id: the ticket that the actor's counter serves.
        matter_code: the matter that follows; empty where nobody knows it yet.
        service_code: its service; empty for the matter's, or without a matter for the same.

    Raises:
        Refusal: what `rules.next_matter` says; `catalogue.no_matter`, `catalogue.no_service`; what the guards of
            `ending.before_finishing` say.
    """
    ticket = locked(work, ticket_id)
    wanted = _service(work, service_code or ("" if matter_code else ticket.service), matter_code)
    follows = rules.next_matter(
        JOURNAL.of(ticket),
        counter_id=own_counter_id(work),
        service=wanted.code,
        matter=matter_code,
        former=ticket.matter_code,
        now=work.now,
    )
    ask_guards(work, ticket)
    happened(work, ticket, follows)
    matter = _matter(work, matter_code)
    ticket.matter_code, ticket.display_name = matter_code, public_name(wanted, matter)
    ticket.minutes = matter.service_minutes if matter is not None else 0


@action
def finish(work: Work, *, ticket_id: str, outcome: str = "done") -> None:
    """The resident has been served; the outcome is one of `OUTCOMES`.

    Raises:
        Refusal: what `rules.finish` and the guards of `ending.before_finishing` say.
    """
    ticket = locked(work, ticket_id)
    finished = rules.finish(JOURNAL.of(ticket), counter_id=own_counter_id(work), outcome=outcome)
    ask_guards(work, ticket, outcome)
    happened(work, ticket, finished)


def _wanted(work: Work, counter: Counter, service_code: str, matter_code: str) -> ServiceCard:
    if service_code or matter_code:
        return _service(work, service_code, matter_code)
    if not counter.services:
        raise Refusal("queue.service_missing", counter=counter.number)
    return service(work, code=counter.services[0])


def _service(work: Work, service_code: str, matter_code: str) -> ServiceCard:
    return service(work, code=service_code) if service_code else service_of(work, matter_code=matter_code)


def _matter(work: Work, matter_code: str) -> Matter | None:
    return current(work, code=matter_code).matter if matter_code else None


def _refuse_known(work: Work, person_id: str, wanted: ServiceCard) -> None:
    """Refuse a second number for a resident who has one, or who just stands at another counter."""
    lock_person(work, person_id)
    same = order.line(work.today).where(Ticket.person_id == person_id, Ticket.service == wanted.code)
    if (waiting := work.session.scalar(same.limit(1))) is not None:
        raise Refusal("queue.has_ticket", ticket=waiting.number)
    if (there := work.session.scalar(order.with_person(person_id).limit(1))) is not None:
        counter = work.session.get_one(Counter, there.counter_id)
        raise Refusal("queue.served_elsewhere", ticket=there.number, counter=counter.number)
