"""Finds persons in a register of a million: by parts of a name, its sound, or marks of their numbers."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from hall.kernel.pinyin import plain
from hall.people.fragments import START, fragments_of
from hall.people.model import Person, PersonFragment
from hall.people.rules import normalise_number
from hall.storage.sealing import TAIL

MOST_FOUND: Final = 50
_RARE: Final = 1_000
_SPARE: Final = 2
"""So many times more are looked at where parts of a name may stand apart in it."""
_NOBODY: Final = "\U0002a6a5\U0002053b\U000206c0"
"""Stands in nobody's name: three rare characters, of which a search makes two pairs."""
_NOSOUND: Final = "vvvv"
"""No syllable of Chinese begins so."""
_AFTER: Final = "\U0010ffff"
"""Sorts behind every letter."""


def persons_like(session: Session, text: str) -> list[Person]:
    """Return at most `MOST_FOUND` persons that fit a text, those whose whole name or number it is first."""
    found: dict[str, Person] = {}
    for stage in chain(_by_number(session, text), _by_name(session, text)):
        fresh = [person for person in stage if person.id not in found]
        for person in sorted(fresh, key=lambda each: (each.name, each.id))[: MOST_FOUND - len(found)]:
            found[person.id] = person
        if len(found) == MOST_FOUND:
            break
    return list(found.values())


def rehearse(session: Session) -> None:
    """Search once for nobody in every way: that loads the sounds of characters and builds the statements."""
    fragments_of(_NOBODY)
    for text in (_NOBODY[:1], _NOBODY[:2], _NOBODY, _NOSOUND):
        persons_like(session, text)
    for mark in (Person.id_mark, Person.phone_mark, Person.id_tail_mark, Person.phone_tail_mark):
        _all(session, mark == _NOBODY)
    _rows(session, [_NOBODY])


def _by_number(session: Session, text: str) -> Iterator[list[Person]]:
    """Look for whole numbers, then for the last four figures (the last of an identity number may be an X)."""
    number = normalise_number(text)
    digits = sum(map(str.isdigit, number))
    if digits >= TAIL:
        phone = number if "-" in number and not number.startswith("1") else number.replace("-", "")
        yield _all(session, Person.id_mark == number)
        yield _all(session, Person.phone_mark == phone)
    if len(number) == TAIL and digits >= TAIL - 1:
        yield _all(session, Person.id_tail_mark == number) + _all(session, Person.phone_tail_mark == number)


def _all(session: Session, condition: ColumnElement[bool]) -> list[Person]:
    rows = select(Person).where(condition).order_by(Person.name, Person.id).limit(MOST_FOUND)
    return list(session.scalars(rows))


def _by_name(session: Session, text: str) -> Iterator[list[Person]]:
    wanted = plain(text)
    if not wanted or wanted.isdigit():
        return
    yield _all(session, Person.name == text)
    if wanted.isascii():
        yield _sounding(session, START + wanted)
        yield _sounding(session, wanted)
    elif len(wanted) == 1:
        yield _of(session, _with(START + wanted))
        yield _of(session, _with(wanted))
    else:
        pairs = sorted({wanted[place : place + 2] for place in range(len(wanted) - 1)})
        rarest, *others = sorted(pairs, key=lambda pair: _commonness(session, pair)) if len(pairs) > 1 else pairs
        found = _of(session, _with(rarest, *others))
        yield [person for person in found if wanted in plain(person.name)]


def _commonness(session: Session, fragment: str) -> int:
    """Return how many names have a fragment, counted no further than it matters."""
    some = select(PersonFragment.person_id).where(PersonFragment.fragment == fragment).limit(_RARE).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _with(rarest: str, *others: str) -> Select[tuple[str]]:
    """Return the keys of those whose names have all fragments, walked along the rarest."""
    rows = select(PersonFragment.person_id).where(PersonFragment.fragment == rarest)
    for fragment in others:
        also = aliased(PersonFragment)
        rows = rows.where(exists().where(and_(also.fragment == fragment, also.person_id == PersonFragment.person_id)))
    return rows.order_by(PersonFragment.person_id).limit(MOST_FOUND * (_SPARE if others else 1))


def _sounding(session: Session, beginning: str) -> list[Person]:
    """Return those of whom some fragment of the sound begins so, the shortest names first."""
    fragment = PersonFragment.fragment
    within = and_(fragment >= beginning, fragment < beginning + _AFTER)
    rows = select(PersonFragment.person_id).where(within).order_by(fragment, PersonFragment.person_id)
    found = _of(session, rows.limit(MOST_FOUND))
    return [each for each in found if any(part.startswith(beginning) for part in fragments_of(each.name))]


def _of(session: Session, keys: Select[tuple[str]]) -> list[Person]:
    """Return the persons of the keys that a query finds, asked for one after the other so that no plan goes astray."""
    wanted = list(dict.fromkeys(session.scalars(keys)))
    return _rows(session, wanted) if wanted else []


def _rows(session: Session, keys: list[str]) -> list[Person]:
    return list(session.scalars(select(Person).where(Person.id.in_(keys))))
