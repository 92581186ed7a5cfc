"""The hall's master key at work: which key a database is sealed with, and the column types that seal and mark."""

import json
import os
from collections.abc import Callable
from typing import Any, Final, cast

from sqlalchemy import Connection, Dialect, Engine, LargeBinary, String, Text, TypeDecorator, insert, inspect, select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import ClauseElement, operators

from hall.kernel.refusal import Refusal
from hall.storage import pc
from hall.storage.base import Base
from hall.storage.engine import for_writing
from hall.storage.machine_key import NOT_HERE, MachineSealer, Withheld, sealer_here
from hall.storage.recovery import root_of
from hall.storage.sealer import HEADS, VERSION, Sealer, SealRefusal, WrittenBy

MARK_LENGTH: Final = 32
TAIL: Final = 4
_PROBE: Final = "一站式大厅"
_ONLY_ROW: Final = 1
_IN_MEMORY: Final = (None, "", ":memory:")


class Sealing(Base):
    """With which key this database is sealed (主密钥): one row; `probe` is a known word that only this key opens.

    The key itself never stands in the database. Source: GB/T 22239-2019 8.1.4.8 (confidentiality of stored data),
    Personal Information Protection Law art. 51.
    """

    __tablename__ = "sealing"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key_id: Mapped[str] = mapped_column(String(16))
    probe: Mapped[str] = mapped_column(Text)


def unlock(engine: Engine) -> None:
    """Let an engine read and write what is sealed, if this PC has the key; makes the key of a new database.

    A database whose tables are older than sealing is left alone. Without its key the engine works all the same, and
    whoever uses a sealed column is refused. A machine that was given keys of its own uses those, whatever else lies
    on its PC.
    """
    with engine.connect() as connection:
        if not inspect(connection).has_table(Sealing.__tablename__):
            return
        key_id = _key_id(connection)
    if key_id is None:
        key_id = _found(engine)
    _use(engine.dialect, key_id, engine.url.username or "")


def unlock_connection(connection: Connection) -> Sealer:
    """Do as `unlock` inside a transaction that is open, such as that of a migration; answers with the sealer.

    Raises:
        Refusal: `storage.key_missing`.
    """
    key_id = _key_id(connection) or _begin(connection)
    _use(connection.dialect, key_id, "")
    sealer = sealer_of(connection.dialect)
    if isinstance(sealer, MachineSealer):
        raise SealRefusal("storage.key_missing")
    return sealer


def enter(engine: Engine, code: str) -> None:
    """Take a recovery code in: prove it against the database and remember the key on this PC.

    Raises:
        Refusal: `storage.recovery_code` for a mistyped code, `storage.recovery_other` for another hall's,
            `storage.not_sealed` for a database that has no key yet, `storage.no_root_at_a_machine` for a machine that
            has keys of its own.
    """
    root = root_of(code)
    with engine.connect() as connection:
        has_table = inspect(connection).has_table(Sealing.__tablename__)
        row = connection.execute(select(Sealing.key_id, Sealing.probe)).one_or_none() if has_table else None
    if row is None:
        raise Refusal("storage.not_sealed")
    if pc.machine_key_of(row.key_id, engine.url.username or "") is not None:
        raise Refusal("storage.no_root_at_a_machine")
    try:
        fits = Sealer(root).open(row.probe) == _PROBE
    except Refusal:
        fits = False
    if not fits:
        raise Refusal("storage.recovery_other")
    pc.remember_key(root)
    unlock(engine)


def root_for(engine: Engine) -> bytes:
    """Return the root secret of an open database, for the recovery sheet and for other PCs of the hall.

    Raises:
        Refusal: `storage.key_missing`; `storage.not_at_a_machine` on a machine that never had it.
    """
    sealer = sealer_of(engine.dialect)
    root = pc.key_of(sealer.key_id)
    if root is None:
        raise Refusal(NOT_HERE if isinstance(sealer, MachineSealer) else "storage.key_missing")
    return root


def sealer_of(dialect: Dialect) -> Sealer | MachineSealer:
    """Return what seals and opens for a database.

    Raises:
        Refusal: `storage.key_missing`.
    """
    sealer: Sealer | MachineSealer | None = getattr(dialect, "sealer", None)
    if sealer is None:
        raise SealRefusal("storage.key_missing")
    return sealer


def _key_id(connection: Connection) -> str | None:
    return connection.scalar(select(Sealing.key_id))


def _use(dialect: Dialect, key_id: str, login: str) -> None:
    present: Sealer | MachineSealer | None = getattr(dialect, "sealer", None)
    if present is None or present.key_id != key_id:
        cast(Any, dialect).sealer = sealer_here(key_id, login)


def _found(engine: Engine) -> str:
    """Make the key of a new database; whoever comes second takes the first one's."""
    made: list[str] = []
    try:
        with for_writing(engine).begin() as connection:
            return _key_id(connection) or _begin(connection, made)
    except IntegrityError:
        for key_id in made:
            pc.forget_key(key_id)
    with engine.connect() as connection:
        return connection.scalars(select(Sealing.key_id)).one()


def _begin(connection: Connection, made: list[str] | None = None) -> str:
    """Make a key, remember it on this PC, and only then write which one it is."""
    root = os.urandom(pc.ROOT_BYTES)
    key_id = pc.remember_key(root, lasting=connection.engine.url.database not in _IN_MEMORY)
    if made is not None:
        made.append(key_id)
    row = {"id": _ONLY_ROW, "key_id": key_id, "probe": Sealer(root).seal(_PROBE)}
    connection.execute(insert(Sealing), row)
    return key_id


_ORDERLESS: Final = frozenset({operators.is_, operators.is_not})
_COMPARING: Final = frozenset({operators.eq, operators.ne})


class _NoComparing(TypeDecorator.Comparator[Any]):
    """Lets a sealed column be compared with nothing but emptiness: sealed text never equals itself."""

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- SQLAlchemy's own operators
        """Pass on what makes sense in SQL; raises TypeError for the rest, which would silently find nothing."""
        if op in _ORDERLESS or (op in _COMPARING and _is_no_value(other[0])):
            return super().operate(op, *other, **kwargs)
        message = f"a sealed column cannot be searched or ordered ({op.__name__}): use its mark"
        raise TypeError(message)


def _is_no_value(other: object) -> bool:
    """Tell whether a comparison is with emptiness, or SQLAlchemy's own with another column."""
    return other is None or isinstance(other, ClauseElement) or other in ("", {}, [])


class Sealed(TypeDecorator[str]):
    """Text that is sealed at rest (加密存放). Emptiness is told; what is not sealed yet is read as it is.

    A machine with keys of its own reads as `Withheld` what it cannot open, and writes only where `written_by` says so.
    """

    impl = Text
    cache_ok = True
    comparator_factory = _NoComparing

    def __init__(self, written_by: WrittenBy = WrittenBy.HALL) -> None:
        super().__init__()
        self.written_by = written_by

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal what goes into the database."""
        return sealer_of(dialect).seal(value, self.written_by) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open what comes out of it."""
        if value is None or not value.startswith(HEADS):
            return value
        return sealer_of(dialect).read(value, self.written_by)


class SealedJson(TypeDecorator[Any]):
    """A JSON value that is sealed at rest as text; an empty list or table stands as it is."""

    impl = Text
    cache_ok = True
    comparator_factory = _NoComparing

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 -- any JSON
        """Seal what goes into the database."""
        if value is None:
            return None
        if isinstance(value, Withheld):
            raise SealRefusal(NOT_HERE)
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return sealer_of(dialect).seal(text) if value not in ({}, []) else text

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 -- any JSON
        """Open what comes out of it."""
        if value is None:
            return None
        if not value.startswith(HEADS):
            return json.loads(value)
        opened = sealer_of(dialect).read(value)
        return opened if isinstance(opened, Withheld) else json.loads(opened)


class SealedBytes(TypeDecorator[bytes]):
    """Bytes that are sealed at rest."""

    impl = LargeBinary
    cache_ok = True
    comparator_factory = _NoComparing

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Seal what goes into the database."""
        return sealer_of(dialect).seal_bytes(value) if value else value

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Open what comes out of it."""
        if value is None or not value.startswith(VERSION.encode("ascii")):
            return value
        return sealer_of(dialect).read_bytes(value)


class MarkText(str):
    """A mark as it came out of the database; written back it stays what it is."""

    __slots__ = ()


class Mark(TypeDecorator[str]):
    """The keyed hash of a text (检索标记), set and compared as the plain text: `Person.id_mark == "1101…"`.

    Whoever has the database without the key can tell that two rows share a value, not which one.
    """

    impl = String(MARK_LENGTH)
    cache_ok = True

    def __init__(self, purpose: str = "") -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Mark what goes into the database."""
        if not value or isinstance(value, MarkText):
            return value
        return sealer_of(dialect).mark(value, self.purpose)

    def process_result_value(self, value: str | None, dialect: Dialect) -> MarkText | None:
        """Return the mark as it stands."""
        return None if value is None else MarkText(value)


def same_as(column: str) -> Callable[[DefaultExecutionContext], str]:
    """Return the default of a mark that follows a column where rows are written past the objects."""
    return lambda context: _given(context).get(column) or ""


def tail_of(column: str) -> Callable[[DefaultExecutionContext], str]:
    """Return the default of a mark of a column's last four characters."""
    return lambda context: tail(_given(context).get(column))


def tail(value: str | None) -> str:
    """Return the last four characters of a number, nothing of a shorter one."""
    return value[-TAIL:] if value and len(value) > TAIL else ""


def _given(context: DefaultExecutionContext) -> dict[str, Any]:
    given: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return given
