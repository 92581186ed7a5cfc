"""Taking persons into the register, and correcting what it says."""

from datetime import date

from sqlalchemy import select

from hall.kernel.dates import age_on
from hall.kernel.ids import new_id
from hall.kernel.names import read_name
from hall.kernel.refusal import Refusal
from hall.people.holdings import COUNTER, KIOSK, consent, corrected, dispute, know, withdraw_consent
from hall.people.importing import import_rows
from hall.people.looking import reveal
from hall.people.model import Person
from hall.people.rules import OLDEST, Identity, IdentityKind, kind_of, read_identity, read_phone
from hall.people.views import holder
from hall.storage.action import action
from hall.storage.work import Work

__all__ = ["consent", "correct", "dispute", "identify", "import_rows", "register", "reveal", "withdraw_consent"]


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
        Refusal: what `read_name`, `read_identity` and `read_phone` say; `people.id_kind`, `people.birth_in_future`,
            `people.birth_invalid`.
    """
    clean = read_name(name).text
    identity = read_identity(_kind(id_kind), id_number, work.today)
    born = identity.birth or _birthday(birth, work.today)
    reach, home = read_phone(phone), address.strip()
    person = _known(work, clean, identity)
    former = (person.sex, person.birth) if person else ("", None)
    if person is None:
        person = Person(
            id=new_id(), hall_id=work.place.hall_id, name=clean, created_at=work.now, phone=reach, address=home
        )
    person.name = clean
    person.id_kind, person.id_number = identity.kind.value, identity.number
    person.sex = identity.sex.value if identity.sex else sex
    person.birth = born
    work.session.add(person)
    work.concerns(person.id)
    _reach(work, person, reach, home)
    for fact, was in zip(("sex", "birth"), former, strict=True):
        corrected(work, person, fact, was)
    return person.id


@action
def identify(work: Work, *, id_number: str, name: str = "", phone: str = "") -> str:
    """Take in who shows a document at a machine, or find who is known by it; answers with their key.

    A typed number brings no name. Whoever is not known yet stays nameless until `register` at a desk fills the name
    in, and nothing that is on file already is overwritten: at a machine nobody sees who is typing.

    Args:
        work: the open transaction.
        id_number: as typed or read; its look tells the kind of document.
        name: as the reader read it, empty when the number was typed.
        phone: may be empty.

    Raises:
        Refusal: what `read_identity`, `read_name` and `read_phone` say.
    """
    identity = read_identity(kind_of(id_number) or IdentityKind.RESIDENT_CARD, id_number, work.today)
    reach = read_phone(phone)
    clean = read_name(name).text if name.strip() else ""
    known = holder(work, id_number=identity.number, name=clean)
    person = work.session.get_one(Person, known, with_for_update=True) if known else _shown(work, identity)
    person.sex = identity.sex.value if identity.sex else person.sex or ""
    person.birth = identity.birth or person.birth
    person.name = person.name or clean
    if reach and not person.phone:
        person.phone = reach
    work.session.add(person)
    work.concerns(person.id)
    return person.id


@action
def correct(work: Work, *, person_id: str, phone: str, address: str) -> None:
    """Change how a person is reached; what held until now stays on record.

    Raises:
        Refusal: `people.phone`.
    """
    for fact, value in (("phone", read_phone(phone)), ("address", address.strip())):
        know(work, person_id, fact, value)
    work.concerns(person_id)


def _reach(work: Work, person: Person, phone: str, address: str) -> None:
    """Keep how somebody known already is reached now; what was not said anew stays."""
    source = COUNTER if work.actor.staff_id else KIOSK
    for fact, said in (("phone", phone), ("address", address)):
        if said and said != getattr(person, fact):
            know(work, person.id, fact, said, source=source)


def _shown(work: Work, identity: Identity) -> Person:
    """Return a new person of whom nothing is known but the document."""
    return Person(
        id=new_id(), hall_id=work.place.hall_id, name="", id_kind=identity.kind.value, id_number=identity.number,
        phone="", address="", created_at=work.now,
    )  # fmt: skip


def _known(work: Work, name: str, identity: Identity) -> Person | None:
    """Return who has this document under this name, or who showed it at a machine and has no name yet."""
    if not identity.number:
        return None
    same = select(Person).where(Person.id_kind == identity.kind.value, Person.id_mark == identity.number)
    return work.session.scalar(same.where(Person.name.in_((name, ""))).order_by(Person.name.desc()).limit(1))


def _kind(chosen: str) -> IdentityKind:
    try:
        return IdentityKind(chosen)
    except ValueError:
        raise Refusal("people.id_kind") from None


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
