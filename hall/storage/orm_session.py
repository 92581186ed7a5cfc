"""Sessions as the gate opens them: they keep what they have read, and texts within their columns."""

from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, event, inspect, select
from sqlalchemy.orm import Mapper, Session, object_mapper

from hall.kernel.refusal import Refusal
from hall.storage.base import Base

_HELD = "held"


class KeepingSession(Session):
    """A session that holds on to every row it was asked for by key, so that a step reads it once and locks it once.

    SQLAlchemy's own lets go of a row as soon as nobody else holds it and builds its question anew each time, and one
    step asks for the same matter and case in a dozen places. A row that others may have changed is asked for with a
    lock, which reads it anew; from then on nobody else can change it until the step ends.
    """

    def get(self, entity: Any, ident: Any, *, with_for_update: Any = None, **how: Any) -> Any:  # noqa: ANN401
        """Return the row of a class with a key, None where there is none; `with_for_update` as SQLAlchemy has it."""
        locks = with_for_update is True
        if any(how.values()) or not isinstance(ident, str) or with_for_update not in (None, True):
            return super().get(entity, ident, with_for_update=with_for_update, **how)
        held = self.info.setdefault(_HELD, {})
        row = held.get((entity, ident, locks))
        if row is None or row not in self:
            here = not locks and inspect(entity).identity_key_from_primary_key((ident,)) in self.identity_map
            row = super().get(entity, ident) if here else self.scalar(_by_key(entity, locks=locks), {"key": ident})
            held[entity, ident, locks] = row
        return row


@cache
def _by_key(entity: type[Base], *, locks: bool) -> Select[Any]:
    (key,) = inspect(entity).primary_key
    found = select(entity).where(key == bindparam("key"))
    return found.with_for_update().execution_options(populate_existing=True) if locks else found


@event.listens_for(KeepingSession, "after_commit")
@event.listens_for(KeepingSession, "after_soft_rollback")
def _let_go(session: Session, *_: object) -> None:
    """Forget all that was looked up: with a step, or a part of it that was undone, its locks are gone."""
    session.info.clear()


class FittingSession(KeepingSession):
    """A session that refuses a text which is longer than its column (`gate.too_long`) before anything is written.

    SQLite would take any length, and a move to a server would end there.
    """


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
