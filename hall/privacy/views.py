"""Reads what is over its time, what is held, and which runs wait for a leader."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from hall.appointments.model import Appointment
from hall.cases.looking import serves_ticket
from hall.cases.model import Case
from hall.contacts.model import ContactSheet
from hall.exchange.model import ExchangePackage
from hall.kernel.masks import mask_name, mask_number
from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.people.rules import normalise_number
from hall.people.views import holder
from hall.privacy.model import ErasureRun, LegalHold
from hall.privacy.rules import HOLD_GROUNDS, RetentionPolicy, RetentionRule, retention_rules
from hall.privacy.targets import due_ids
from hall.queue.model import Ticket
from hall.ratings.model import Rating
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.work import Reading

EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class DueLine:
    """What a rule would clear today.

    Attributes:
        term: how long its data is kept, in words.
        examples: the first rows, masked.
    """

    rule: RetentionRule
    term: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldCard:
    """One standing hold; the person is masked.

    Attributes:
        case: number of the case whose applicant is held, empty for a hold on a person.
        set_by: who set it, empty where it was done at the command line of the hall's own PC.
    """

    id: str
    person: str
    case_id: str | None
    ground: str
    words: str
    since: datetime
    case: str = ""
    set_by: str = ""


def is_here(reading: Reading, *, person_id: str) -> bool:
    """Tell whether a person sits at the actor's counter now, so that their own data needs no other reason."""
    return serves_ticket(reading, person_id, None)


def count_due(reading: Reading) -> tuple[DueLine, ...]:
    """Return how much each rule would clear today; nothing changes."""
    policy = settings.read(reading.session, RetentionPolicy)
    return tuple(_line(reading, rule, policy) for rule in retention_rules() if rule.clears)


def holds(reading: Reading) -> tuple[HoldCard, ...]:
    """Return the holds that stand, the oldest first."""
    rows = reading.session.scalars(select(LegalHold).where(LegalHold.ended_at.is_(None)).order_by(LegalHold.since))
    return tuple(_hold(reading, row) for row in rows)


def waiting_runs(reading: Reading) -> tuple[tuple[str, datetime, dict[str, int]], ...]:
    """Return the runs to which nobody has agreed: key, when asked for, rows by rule."""
    rows = select(ErasureRun).where(ErasureRun.agreed_at.is_(None)).order_by(ErasureRun.asked_at)
    return tuple((row.id, row.asked_at, dict(row.counts)) for row in reading.session.scalars(rows))


def person_of(reading: Reading, *, text: str) -> str:
    """Return the key of a person by the key or by the number of a document.

    Raises:
        Refusal: `privacy.no_person`.
    """
    wanted = text.strip()
    found = reading.session.scalar(select(Person.id).where(Person.id == wanted))
    key = found or holder(reading, id_number=normalise_number(wanted))
    if key is None:
        raise Refusal("privacy.no_person")
    return key


def _hold(reading: Reading, row: LegalHold) -> HoldCard:
    staff = reading.session.get(Staff, row.set_by) if row.set_by else None
    case = reading.session.get(Case, row.case_id) if row.case_id else None
    return HoldCard(
        row.id, _masked(reading, row.person_id), row.case_id, HOLD_GROUNDS[row.ground], row.words, row.since,
        case.number if case else "", f"{staff.name}（{staff.number}）" if staff else "",
    )  # fmt: skip


def _line(reading: Reading, rule: RetentionRule, policy: RetentionPolicy) -> DueLine:
    ids = due_ids(reading, rule.code, getattr(policy, rule.code))
    count = reading.session.scalar(select(func.count()).select_from(ids.order_by(None).subquery())) or 0
    first = reading.session.scalars(ids.limit(EXAMPLES)).all() if count else ()
    return DueLine(rule, rule.term(policy), count, tuple(_example(reading, rule.code, key) for key in first))


def _example(reading: Reading, code: str, key: str) -> str:
    """Return a row so that one sees which it is and not whose."""
    session = reading.session  # no more than is shown is read: the administrator's PC may not see the rest
    if code == "ticket":
        day, number = session.execute(select(Ticket.day, Ticket.number).where(Ticket.id == key)).one()
        return f"{day} {number}"
    if code == "appointment":
        place = session.get_one(Appointment, key)
        return f"{place.day} {place.start} {mask_name(place.name)}".rstrip()
    if code == "contact":
        sheet = session.get_one(ContactSheet, key)
        return f"{sheet.number} {mask_name(sheet.name)}".rstrip()
    if code == "rating":
        return f"{session.scalars(select(Rating.day).where(Rating.id == key)).one()}"
    if code == "exchange":
        return session.scalars(select(ExchangePackage.number).where(ExchangePackage.id == key)).one()
    return _masked(reading, key)


def _masked(reading: Reading, person_id: str | None) -> str:
    row = reading.session.get(Person, person_id) if person_id else None
    if row is None:
        return ""
    return f"{mask_name(row.name)} {mask_number(row.id_number)}".strip()
