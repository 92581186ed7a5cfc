"""Takes residents of a roster into the register: those not known yet come in, the others are filled up."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.masks import mask_name
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.people import roster
from hall.people.holdings import IMPORT, IN_REGISTER, know
from hall.people.model import Person, PersonFact
from hall.people.roster import CellProblem
from hall.people.roster_rules import Resident
from hall.storage.action import action
from hall.storage.numbers import next_number
from hall.storage.work import Reading, Work

BATCH: Final = 200
"""So many rows come in in one transaction."""


def clashes(reading: Reading, *, residents: Sequence[Resident]) -> dict[int, CellProblem]:
    """Return the rows whose number the register has under another name, by the row's number."""
    found: dict[int, CellProblem] = {}
    for start in range(0, len(residents), BATCH):
        batch = residents[start : start + BATCH]
        names: dict[tuple[str, str], set[str]] = {}
        for person in _of_numbers(reading, batch):
            names.setdefault((person.id_kind, person.id_number), set()).add(person.name)
        for each in batch:
            known = names.get((each.id_kind, each.id_number), set()) - {""}
            if each.id_number and known and each.name not in known:
                masked = mask_name(sorted(known)[0])
                found[each.row] = CellProblem(roster.NAME, Refusal("people.roster_other_person", name=masked))
    return found


@action
def import_rows(work: Work, *, residents: Sequence[Resident]) -> int:
    """Take residents into the register in one transaction; answers how many of them were not known before.

    Whoever is known keeps what was said at a counter; only what is missing or came from an earlier list changes.

    Raises:
        Refusal: `people.roster_other_person` (name) when a number has another name in the register.
    """
    next_number(work.session, "people/import")  # two imports at once wait for each other, and double nobody
    for problem in clashes(work, residents=residents).values():
        raise problem.refusal
    known = _known(work, residents)
    new: list[tuple[Person, Resident]] = []
    for each in residents:
        person = known.get(_key(each))
        if person is None:
            known[_key(each)] = person = _new_person(work, each)
            new.append((person, each))
        else:
            _fill_up(work, person, each)
        work.concerns(person.id)
    work.session.flush()  # persons before what is known of them
    for person, each in new:
        work.session.add_all(_facts(work, person, each))
    work.touched(Topic.PEOPLE)
    return len(new)


_Key = tuple[str, str, str, dt.date | None]


def _key(each: Resident | Person) -> _Key:
    """Return by what somebody is known again: document and name, or name and birthday where there is no number."""
    return (each.id_kind, each.id_number, each.name, None) if each.id_number else ("", "", each.name, each.birth)


def _known(work: Work, residents: Sequence[Resident]) -> dict[_Key, Person]:
    """Return who is in the register already; who showed a number at a machine has no name yet and gets this one."""
    known = {_key(person): person for person in _without_number(work, residents)}
    by_number = {(each.id_kind, each.id_number): each for each in residents if each.id_number}
    for person in sorted(_of_numbers(work, residents), key=lambda each: each.name, reverse=True):
        name = person.name or by_number[person.id_kind, person.id_number].name
        if not person.name and (person.id_kind, person.id_number, name, None) in known:
            continue
        person.name = name
        known.setdefault(_key(person), person)
    return known


def _of_numbers(reading: Reading, residents: Sequence[Resident]) -> Iterator[Person]:
    numbers = sorted({each.id_number for each in residents if each.id_number})
    wanted = {(each.id_kind, each.id_number) for each in residents}
    rows = select(Person).where(Person.id_mark.in_(numbers)).order_by(Person.name, Person.id)
    return (row for row in reading.session.scalars(rows).all() if (row.id_kind, row.id_number) in wanted)


def _without_number(reading: Reading, residents: Sequence[Resident]) -> Sequence[Person]:
    names = sorted({each.name for each in residents if not each.id_number})
    if not names:
        return ()
    rows = select(Person).where(Person.name.in_(names), Person.id_mark == "").order_by(Person.id)
    return reading.session.scalars(rows).all()


def _new_person(work: Work, each: Resident) -> Person:
    person = Person(
        id=new_id(), hall_id=work.place.hall_id, name=each.name, id_kind=each.id_kind, id_number=each.id_number,
        sex=each.sex, birth=each.birth, phone=each.facts.get("phone", ""), address=each.facts.get("address", ""),
        created_at=work.now,
    )  # fmt: skip
    work.session.add(person)
    return person


def _facts(work: Work, person: Person, each: Resident) -> Iterator[PersonFact]:
    for fact, value in each.facts.items():
        yield PersonFact(
            id=new_id(), hall_id=work.place.hall_id, person_id=person.id, fact=fact, value={"value": value},
            source=IMPORT, staff_id=work.actor.staff_id, valid_from=work.now,
        )  # fmt: skip


def _fill_up(work: Work, person: Person, each: Resident) -> None:
    """Add what is not known yet, and renew what an earlier list said."""
    person.sex = person.sex or each.sex
    person.birth = person.birth or each.birth
    rows = select(PersonFact).where(PersonFact.person_id == person.id, PersonFact.valid_to.is_(None))
    known = {row.fact: row.value["value"] for row in work.session.scalars(rows)}
    known |= {fact: getattr(person, fact) for fact in IN_REGISTER}
    for fact, value in each.facts.items():
        if known.get(fact) != value:
            know(work, person.id, fact, value, source=IMPORT)
