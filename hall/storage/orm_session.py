"""Keeps texts within their columns: SQLite would take any length, and a move to a server would end there."""

from functools import cache
from typing import Any

from sqlalchemy import String, event
from sqlalchemy.orm import Mapper, Session, object_mapper

from hall.kernel.refusal import Refusal


class FittingSession(Session):
    """A session that refuses a text which is longer than its column (`gate.too_long`) before anything is written."""


@event.listens_for(FittingSession, "before_flush")
def _refuse_long(session: Session, *_: object) -> None:
    for row in (*session.new, *session.dirty):
        for name, longest in _limits(object_mapper(row)):
            value = row.__dict__.get(name)  # what was never loaded was never changed
            if isinstance(value, str) and len(value) > longest:
                raise Refusal("gate.too_long", longest=longest)


@cache
def _limits(mapper: Mapper[Any]) -> tuple[tuple[str, int], ...]:
    """Return the plain text columns of a class with their lengths; what is sealed takes any."""
    plain = ((each.key, each.columns[0].type) for each in mapper.column_attrs)
    return tuple((name, column.length) for name, column in plain if isinstance(column, String) and column.length)
