"""Reads the register of persons."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from hall.kernel.dates import add_months, age_on
from hall.kernel.masks import mask_name, mask_number, mask_phone
from hall.kernel.refusal import Refusal
from hall.people import finding
from hall.people.model import Consent, Person, PersonDocument, PersonFact, Reuse
from hall.people.rules import IdentityKind, kind_of, normalise_number
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as forms and papers need them; screens show it through what is masked (see `people.reveal`)."""

    id: str
    name: str
    id_kind: str
    id_number: str
    sex: str
    birth: date | None
    phone: str
    address: str

    @property
    def masked(self) -> str:
        """The name with its middle hidden."""
        return mask_name(self.name)

    @property
    def masked_number(self) -> str:
        """The identity number with its middle hidden."""
        return mask_number(self.id_number)

    @property
    def masked_phone(self) -> str:
        """The phone number with its middle hidden."""
        return mask_phone(self.phone)

    def age(self, day: date) -> int | None:
        """Return the age in full years (周岁) on a day, None where the birthday is not known."""
        return age_on(self.birth, day) if self.birth else None


def person(reading: Reading, *, person_id: str) -> PersonCard:
    """Return one person."""
    return _card(reading.session.get_one(Person, person_id))


def masked_name(reading: Reading, *, person_id: str) -> str:
    """Return the name of a person as lists show it, empty for one whose data were cleared since."""
    row = reading.session.get(Person, person_id)
    return mask_name(row.name) if row is not None else ""


def named(reading: Reading, *, person_id: str) -> PersonCard:
    """Return one person whose name is known, as every paper needs it.

    Raises:
        Refusal: `people.name_missing` for somebody who only showed a number at a machine.
    """
    card = person(reading, person_id=person_id)
    if not card.name:
        raise Refusal("people.name_missing")
    return card


def holder(reading: Reading, *, id_number: str, name: str = "") -> str | None:
    """Return the key of who is known by a document, None if nobody is.

    A number that two names share tells nobody without the name; who showed it at a machine has no name yet.
    """
    number = normalise_number(id_number)
    kind = kind_of(number) or IdentityKind.RESIDENT_CARD
    same = select(Person).where(Person.id_kind == kind.value, Person.id_mark == number)
    if name:
        same = same.where(Person.name.in_((name, "")))
    holders = reading.session.scalars(same.order_by(Person.name.desc(), Person.id)).all() if number else ()
    named_ones = [each.id for each in holders if each.name]
    if len(named_ones) == 1:
        return named_ones[0]
    return next((each.id for each in holders if not each.name), None)


def find(reading: Reading, *, text: str) -> tuple[PersonCard, ...]:
    """Return at most 50 persons by what somebody types of them, whoever fits it wholly first.

    Args:
        reading: the look at the data.
        text: part of the name; initials of its sound (zs, wxm); a whole identity or phone number, or its last four.
    """
    wanted = text.strip()
    return tuple(_card(row) for row in finding.persons_like(reading.session, wanted)) if wanted else ()


def rehearse(reading: Reading) -> None:
    """Search once for nobody, so that the first search at a PC takes no longer than the tenth."""
    finding.rehearse(reading.session)


def _card(row: Person) -> PersonCard:
    return PersonCard(row.id, row.name, row.id_kind, row.id_number, row.sex, row.birth, row.phone, row.address)


@dataclass(frozen=True, slots=True)
class HoldingCard:
    """A material that is held of a person (在库材料), one edition of it.

    Attributes:
        kept_on: the hall's day on which it was taken in.
        ended_for: why it is no longer the one in use, empty while it is.
        disputed: what is said against it, empty if nothing.
    """

    id: str
    kind: str
    name: str
    number: str
    issued: date | None
    valid_to: date | None
    digest: str
    source: str
    sensitive: bool
    matter_code: str
    case_id: str | None
    kept_at: datetime
    kept_on: date
    ended_for: str
    disputed: str

    def trouble(self, today: date, good_months: int | None, changed_at: datetime | None) -> str:
        """Return why it cannot serve any more: `disputed`, `expired`, `stale` or `changed`; empty if it can.

        Args:
            today: the hall's day.
            good_months: after so many months a document without an end of its own is looked at again.
            changed_at: when something that the document says of the person last changed.
        """
        if self.disputed:
            return "disputed"
        if self.valid_to is not None and self.valid_to < today:
            return "expired"
        if self.valid_to is None and good_months and add_months(self.kept_on, good_months) < today:
            return "stale"
        return "changed" if changed_at is not None and changed_at > self.kept_at else ""


@dataclass(frozen=True, slots=True)
class FactCard:
    """Something known of a person, one edition of it; `until` is None for what is known now."""

    id: str | None
    fact: str
    value: Any
    source: str
    case_id: str | None
    since: datetime
    since_day: date
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReuseCard:
    """One use of what is held: what, for which matter and case, when and by whom."""

    at: datetime
    what: str
    kind: str
    held_id: str | None
    matter_code: str
    case_id: str
    case_number: str
    field_id: str
    staff_id: str | None
    consent_id: str | None


def holdings(reading: Reading, *, person_id: str, history: bool = False) -> tuple[HoldingCard, ...]:
    """Return the materials that are held of a person, the newest first; with `history` the former editions too."""
    rows = select(PersonDocument).where(PersonDocument.person_id == person_id)
    if not history:
        rows = rows.where(PersonDocument.ended_at.is_(None))
    ordered = rows.order_by(PersonDocument.kept_at.desc(), PersonDocument.id.desc())
    return tuple(_holding(reading, row) for row in reading.session.scalars(ordered))


def holding(reading: Reading, *, holding_id: str) -> HoldingCard:
    """Return one edition of a material."""
    return _holding(reading, reading.session.get_one(PersonDocument, holding_id))


def facts(reading: Reading, *, person_id: str) -> dict[str, FactCard]:
    """Return what is known of a person now, by the code of the fact; what stands in the register is among it."""
    row = reading.session.get_one(Person, person_id)
    rows = select(PersonFact).where(PersonFact.person_id == person_id, PersonFact.valid_to.is_(None))
    known = {each.fact: _fact(reading, each) for each in reading.session.scalars(rows)}
    born = row.birth.isoformat() if row.birth else ""
    age = age_on(row.birth, reading.today) if row.birth else ""
    for fact, value in (("phone", row.phone), ("address", row.address), ("birth", born), ("age", age)):
        if fact not in known and value != "":
            on = reading.local(row.created_at).date()
            known[fact] = FactCard(None, fact, value, "counter", None, row.created_at, on)
    return known


def changes(reading: Reading, *, person_id: str) -> dict[str, datetime]:
    """Return when each fact last ceased to be what it had been; nothing for one that never changed."""
    ended = func.max(PersonFact.valid_to)
    rows = select(PersonFact.fact, ended).where(PersonFact.person_id == person_id, PersonFact.valid_to.is_not(None))
    found = reading.session.execute(rows.group_by(PersonFact.fact)).tuples()
    return {fact: at for fact, at in found if at is not None}


def fact_history(reading: Reading, *, person_id: str, fact: str) -> tuple[FactCard, ...]:
    """Return every edition of a fact, oldest first."""
    rows = select(PersonFact).where(PersonFact.person_id == person_id, PersonFact.fact == fact)
    ordered = rows.order_by(PersonFact.valid_from, PersonFact.id)
    return tuple(_fact(reading, row) for row in reading.session.scalars(ordered))


def reuses(reading: Reading, *, person_id: str) -> tuple[ReuseCard, ...]:
    """Return every use of what is held of a person, the newest first."""
    rows = select(Reuse).where(Reuse.person_id == person_id).order_by(Reuse.at.desc(), Reuse.id.desc())
    return tuple(
        ReuseCard(
            row.at, row.what, row.kind, row.held_id, row.matter_code, row.case_id, row.case_number, row.field_id,
            row.staff_id, row.consent_id,
        )
        for row in reading.session.scalars(rows)
    )  # fmt: skip


def consents(reading: Reading, *, case_id: str) -> dict[str, str]:
    """Return the consents that stand for a case: the consent's key by the kind of material."""
    rows = select(Consent).where(Consent.case_id == case_id, Consent.withdrawn_at.is_(None))
    ordered = reading.session.scalars(rows.order_by(Consent.given_at, Consent.id))
    return {kind: row.id for row in ordered for kind in row.kinds}


def _holding(reading: Reading, row: PersonDocument) -> HoldingCard:
    return HoldingCard(
        id=row.id,
        kind=row.kind,
        name=row.name,
        number=row.number,
        issued=row.issued,
        valid_to=row.valid_to,
        digest=row.digest,
        source=row.source,
        sensitive=row.sensitive,
        matter_code=row.matter_code,
        case_id=row.case_id,
        kept_at=row.kept_at,
        kept_on=reading.local(row.kept_at).date(),
        ended_for=row.ended_for,
        disputed=row.dispute_note,
    )


def _fact(reading: Reading, row: PersonFact) -> FactCard:
    on = reading.local(row.valid_from).date()
    return FactCard(row.id, row.fact, row.value["value"], row.source, row.case_id, row.valid_from, on, row.valid_to)
