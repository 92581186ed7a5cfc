"""By which parts a name is found (姓名检索片段): its characters, pairs of them, and the initials of its sound."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, delete, event, insert
from sqlalchemy.orm import Mapper, attributes

from hall.kernel.pinyin import initials, plain
from hall.people.model import Person, PersonFragment

START: Final = "^"
"""Stands before a fragment with which the name begins."""

_LONGEST: Final = 50


@lru_cache(maxsize=4096)
def fragments_of(name: str) -> frozenset[str]:
    """Return the fragments under which a name is kept; none for no name.

    Of 王小明: ^王, 小, 明, 王小, 小明, and of its sound ^wxm, xm, m, whose beginnings are looked up as a range.
    """
    letters = plain(name)
    pairs = {letters[place : place + 2] for place in range(len(letters) - 1)}
    return frozenset({START + letters[:1], *letters[1:], *pairs, *_sounds(letters)} if letters else ())


def rows_of(person_id: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a name, for writing many persons at once past the objects."""
    return [{"person_id": person_id, "fragment": fragment} for fragment in sorted(fragments_of(name))]


def _sounds(letters: str) -> Iterator[str]:
    for spelt in initials(letters):
        yield START + spelt[:_LONGEST]
        yield from (spelt[place:] for place in range(1, len(spelt)))


def _came(_mapper: Mapper[Person], connection: Connection, person: Person) -> None:
    if rows := rows_of(person.id, person.name):
        connection.execute(insert(PersonFragment), rows)


def _changed(_mapper: Mapper[Person], connection: Connection, person: Person) -> None:
    was = attributes.get_history(person, "name").deleted
    if not was:
        return
    before, now = fragments_of(was[0] or ""), fragments_of(person.name)
    _drop(connection, person.id, before - now)
    if came := now - before:
        rows: list[dict[str, Any]] = [{"person_id": person.id, "fragment": each} for each in sorted(came)]
        connection.execute(insert(PersonFragment), rows)


def _gone(_mapper: Mapper[Person], connection: Connection, person: Person) -> None:
    _drop(connection, person.id, fragments_of(person.name))


def _drop(connection: Connection, person_id: str, fragments: frozenset[str]) -> None:
    if fragments:
        own = PersonFragment.person_id == person_id
        connection.execute(delete(PersonFragment).where(own, PersonFragment.fragment.in_(sorted(fragments))))


# With the person's own row in the same flush: no caller can set a name and forget its fragments.
event.listen(Person, "after_insert", _came)
event.listen(Person, "after_update", _changed)
event.listen(Person, "after_delete", _gone)
