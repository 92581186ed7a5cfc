"""Reads the register of persons."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from hall.kernel.dates import age_on
from hall.kernel.masks import mask_name
from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.people.rules import IdentityKind, kind_of, normalise_number
from hall.storage.work import Reading

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as forms and papers need them; screens show names through `masked`."""

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

    def age(self, day: date) -> int | None:
        """Return the age in full years (周岁) on a day, None where the birthday is not known."""
        return age_on(self.birth, day) if self.birth else None


def person(reading: Reading, *, person_id: str) -> PersonCard:
    """Return one person."""
    return _card(reading.session.get_one(Person, person_id))


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
    same = select(Person).where(Person.id_kind == kind.value, Person.id_number == number)
    if name:
        same = same.where(Person.name.in_((name, "")))
    holders = reading.session.scalars(same.order_by(Person.name.desc(), Person.id)).all() if number else ()
    named_ones = [each.id for each in holders if each.name]
    if len(named_ones) == 1:
        return named_ones[0]
    return next((each.id for each in holders if not each.name), None)


def find(reading: Reading, *, text: str) -> tuple[PersonCard, ...]:
    """Return at most 50 persons by part of the name, or by the end of an identity or phone number."""
    if not (wanted := text.strip()):
        return ()
    matches = [Person.name.contains(wanted, autoescape=True)]
    if wanted[:-1].isdigit():
        matches += [Person.id_number.endswith(wanted.upper(), autoescape=True), Person.phone.endswith(wanted)]
    rows = select(Person).where(or_(*matches)).order_by(Person.name, Person.id).limit(MOST_FOUND)
    return tuple(_card(row) for row in reading.session.scalars(rows))


def _card(row: Person) -> PersonCard:
    return PersonCard(row.id, row.name, row.id_kind, row.id_number, row.sex, row.birth, row.phone, row.address)
