"""The rows that a day added to a hall, dealt out to as many transactions as it took."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry, AuditHead
from hall.kernel.topics import Topic
from hall.people.model import PersonFragment
from hall.security.model import SignIn
from hall.storage import sealing
from hall.storage.base import Base
from hall.storage.changes import Revision
from hall.storage.engine import for_writing, open_engine, sqlite_url
from hall.storage.journal import JournalRow
from ui.bench.drivers import Driver
from ui.bench.stage import Stage

# Who is signed in where the rows are written again is so already, and nobody can be twice; revisions are raised; the
# fragments of a name come with its person.
_LEFT_OUT = {SignIn, Revision, PersonFragment}
_CLASSES = {mapper.class_.__table__.name: mapper.class_ for mapper in Base.registry.mappers}


@dataclass(frozen=True, slots=True)
class AddedRow:
    """One row: its table's class, its values for a session, and as the driver has them."""

    kind: type[Base]
    values: dict[str, Any]
    raw: tuple[Any, ...]


Commit = list[AddedRow]


def last_rows(file: Path) -> dict[str, int]:
    """Return where each table of a SQLite file ends."""
    engine = open_engine(sqlite_url(file))
    with engine.connect() as connection:
        ends = {
            name: connection.scalar(select(func.max(text("rowid"))).select_from(kind.__table__)) or 0
            for name, kind in _CLASSES.items()
            if kind is not PersonFragment
        }
    engine.dispose()
    return ends


def commits_since(file: Path, ends: dict[str, int]) -> list[Commit]:
    """Return the rows added since then, each table's dealt out evenly over as many commits as actions ran."""
    engine = open_engine(sqlite_url(file))
    sealing.unlock(engine)
    added = [_added(engine, file, kind, ends[name]) for name, kind in _CLASSES.items() if kind not in _LEFT_OUT]
    engine.dispose()
    count = max(len(rows) for rows in added if rows and rows[0].kind is AuditEntry)
    commits: list[Commit] = [[] for _ in range(count)]
    for rows in added:
        for place, row in enumerate(rows):
            commits[place * count // len(rows)].append(row)
    return commits


def write_plain(file: Path, commits: list[Commit]) -> None:
    """Write the rows through plain sessions, raising what every action raises: chain, revision, journaled rows."""
    engine = for_writing(_unchecked(file))
    for rows in commits:
        with Session(engine) as session, session.begin():
            session.add_all(row.kind(**row.values) for row in rows)
            for row in rows:
                _raise_what_goes_with(session, row)
            session.get_one(Revision, Topic.POSTS).value += 1
    engine.dispose()


def write_bare(file: Path, commits: list[Commit]) -> None:
    """Write the same by the driver."""
    driver = Driver(Stage(sqlite_url(file)))
    driver.run("PRAGMA foreign_keys=OFF")
    statements = {kind: _insert(kind) for kind in _CLASSES.values()}
    for rows in commits:
        driver.run("BEGIN IMMEDIATE")
        for row in rows:
            driver.run(statements[row.kind], row.raw)
            if (goes_with := _raised_by(row)) is not None:
                driver.run(*goes_with)
        driver.run("UPDATE revision SET value = value + 1 WHERE topic = ?", (Topic.POSTS,))
        driver.run("COMMIT")
    driver.close()


def _raised_by(row: AddedRow) -> tuple[str, tuple[Any, ...]] | None:
    """Return the statement that changes the row to which an entry belongs."""
    values = row.values
    if row.kind is AuditEntry:
        end = (values["seq"], values["digest"], values["device_id"])
        return "UPDATE audit_head SET seq = ?, digest = ? WHERE device_id = ?", end
    if issubclass(row.kind, JournalRow) and values["seq"] > 1:
        return f"UPDATE {row.kind.subject_table} SET version = ? WHERE id = ?", (values["seq"], values["subject_id"])
    return None


def _raise_what_goes_with(session: Session, row: AddedRow) -> None:
    """Change the row that an entry belongs to: the end of its audit chain, or the thing whose journal it is in."""
    if row.kind is AuditEntry:
        head = session.get(AuditHead, row.values["device_id"])
        if head is not None:
            head.seq, head.digest = row.values["seq"], row.values["digest"]
    elif issubclass(row.kind, JournalRow) and row.values["seq"] > 1:
        subject: Any = session.get(_CLASSES[row.kind.subject_table], row.values["subject_id"])
        if subject is not None:
            subject.version = row.values["seq"]


def _added(engine: Engine, file: Path, kind: type[Base], end: int) -> list[AddedRow]:
    table = kind.__table__
    driver = Driver(Stage(sqlite_url(file)))
    names = ", ".join(column.name for column in table.columns)
    raw = driver.run(f"SELECT {names} FROM {kind.__tablename__} WHERE rowid > ? ORDER BY rowid", (end,)).fetchall()
    driver.close()
    chosen = select(table).where(text("rowid > :end")).order_by(text("rowid"))
    with engine.connect() as connection:
        typed = connection.execute(chosen, {"end": end}).mappings().all()
    return [AddedRow(kind, dict(values), raw_one) for values, raw_one in zip(typed, raw, strict=True)]


def _insert(kind: type[Base]) -> str:
    names = [column.name for column in kind.__table__.columns]
    return f"INSERT INTO {kind.__tablename__} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def _unchecked(file: Path) -> Engine:
    """Open a file without the check of references: rows dealt out evenly come before what they refer to."""
    engine = open_engine(sqlite_url(file))
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys=OFF").close())
    sealing.unlock(engine)
    return engine
