"""Reads the register of persons."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from hall.kernel.dates import age_on
from hall.kernel.masks import mask_name
from hall.people.model import Person
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
