"""Taking persons into the register, and correcting what it says."""

from datetime import date

from sqlalchemy import select

from hall.kernel.dates import age_on
from hall.kernel.ids import new_id
from hall.kernel.names import read_name
from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.people.rules import OLDEST, Identity, IdentityKind, read_identity, read_phone
from hall.storage.action import action
from hall.storage.work import Work


@action
def register(
    work: Work,
    *,
    name: str,
    id_kind: str = "none",
    id_number: str = "",
    sex: str = "",
    birth: str = "",
    phone: str = "",
    address: str = "",
) -> str:
    """Take a person in, or find the one who is already known by the same document; answers with their key.

    Args:
        work: the open transaction.
        name: as on the document.
        id_kind: see `IdentityKind`; `none` for somebody without papers, who is served all the same.
        id_number: as typed or scanned.
        sex: code of GB/T 2261.1; read from the number where it says so.
        birth: ISO date; read from the number where it says so.
        phone: may be empty.
        address: where the person lives now.

    Raises:
        Refusal: what `read_name`, `read_identity` and `read_phone` say; `people.birth_in_future`,
            `people.birth_invalid`.
    """
    clean = read_name(name).text
    identity = read_identity(IdentityKind(id_kind), id_number, work.today)
    born = identity.birth or _birthday(birth, work.today)
    person = _known(work, clean, identity) or Person(
        id=new_id(), hall_id=work.place.hall_id, name=clean, created_at=work.now, phone="", address=""
    )
    person.id_kind, person.id_number = identity.kind.value, identity.number
    person.sex = identity.sex.value if identity.sex else sex
    person.birth = born
    person.phone = read_phone(phone) or person.phone
    person.address = address.strip() or person.address
    work.session.add(person)
    work.concerns(person.id)
    return person.id


@action
def correct(work: Work, *, person_id: str, phone: str, address: str) -> None:
    """Change how a person is reached.

    Raises:
        Refusal: `people.phone`.
    """
    person = work.session.get_one(Person, person_id, with_for_update=True)
    person.phone, person.address = read_phone(phone), address.strip()
    work.concerns(person_id)


def _known(work: Work, name: str, identity: Identity) -> Person | None:
    if not identity.number:
        return None
    same = select(Person).where(
        Person.id_kind == identity.kind.value, Person.id_number == identity.number, Person.name == name
    )
    return work.session.scalar(same.limit(1))


def _birthday(typed: str, today: date) -> date | None:
    if not typed:
        return None
    try:
        birth = date.fromisoformat(typed)
    except ValueError:
        raise Refusal("people.birth_invalid") from None
    if birth > today:
        raise Refusal("people.birth_in_future")
    if age_on(birth, today) > OLDEST:
        raise Refusal("people.birth_invalid")
    return birth
