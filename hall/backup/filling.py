"""Fills an empty database from rows of a copy or of another database, and proves that nothing was lost on the way."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from hall import schema
from hall.audit import guard
from hall.audit.actions import record
from hall.audit.rules import DONE
from hall.backup.manifest import TablePart
from hall.backup.tables import Row, Shape, quoted_names, read_rows, shapes_of, write_rows
from hall.backup.writing import encoded
from hall.check import find_problems
from hall.kernel.actor import SYSTEM_DEVICE, Actor
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.storage import sealing
from hall.storage.action import all_actions
from hall.storage.changes import announce
from hall.storage.place import place_of
from hall.storage.work import Reading, Work

Columns = dict[str, tuple[tuple[str, str], ...]]
_MOST_PROBLEMS: Final = 20
_ITSELF: Final = Actor(SYSTEM_DEVICE)


def fill(
    connection: Connection,
    revision: str,
    parts: tuple[TablePart, ...],
    rows_of: Callable[[TablePart], Iterator[Row]],
    tell: Callable[[int], object],
) -> None:
    """Make the tables of a version in an empty database and put the rows in; all in the caller's transaction.

    Args:
        connection: to the empty database.
        revision: version of the tables.
        parts: the tables with the digests that they must have afterwards.
        rows_of: gives the rows of a table.
        tell: told how many rows were put in or proven.

    Raises:
        Refusal: `backup.other_tables` when the tables of that version are others, `backup.unequal` when a table
            reads otherwise in the end than it was.
    """
    wanted = {part.name: part for part in parts}
    columns = {part.name: part.columns for part in parts}
    _empty(connection, revision, columns)
    shapes = shapes_of(connection)
    if {shape.name: shape.columns for shape in shapes} != columns:
        raise Refusal("backup.other_tables")
    for shape in shapes:
        write_rows(connection, shape, _told(rows_of(wanted[shape.name]), tell))
    if connection.dialect.name == "postgresql":
        # By itself the server looks a minute later, and until then plans as if a register of a million were empty.
        connection.exec_driver_sql(f"ANALYZE {quoted_names(shapes)}")
    for shape in shapes:
        if measure(connection, shape, tell) != wanted[shape.name]:
            raise Refusal("backup.unequal")


def _empty(connection: Connection, revision: str, columns: Columns) -> None:
    """Come to empty tables of a version; those that stand are kept where they are the same, with everybody's rights."""
    there = shapes_of(connection)
    if there and revision == schema.HEAD and {shape.name: shape.columns for shape in there} == columns:
        guard.stand_down(connection)
        connection.exec_driver_sql(f"TRUNCATE {quoted_names(there)}")
        return
    if there:
        connection.exec_driver_sql(f"DROP TABLE {quoted_names(there)} CASCADE")
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    schema.build(connection, revision)


def measure(connection: Connection, shape: Shape, tell: Callable[[int], object]) -> TablePart:
    """Return what a copy would say about a table as it stands."""
    digest, size, rows = hashlib.sha256(), 0, 0

    def counted(count: int) -> None:
        nonlocal rows
        rows += count
        tell(count)

    for piece in encoded(read_rows(connection, shape), counted):
        digest.update(piece)
        size += len(piece)
    return TablePart(shape.name, shape.columns, rows, size, digest.hexdigest())


def finish(connection: Connection, now: datetime, note: Callable[[Work], str]) -> tuple[str, ...]:
    """Bring a filled database to the tables of today, put on record whence it came, and check all of it.

    Args:
        connection: to the database, in its transaction.
        now: the instant.
        note: runs the action that puts it on record, and answers with its name.

    Returns:
        what `hall check` finds, at most twenty sentences.
    """
    sealing.unlock_connection(connection)
    schema.finish(connection)
    with Session(connection) as session:
        place = place_of(session)
        work = Work(session, now, place, Actor(SYSTEM_DEVICE, may=frozenset(all_actions())), new_id())
        record(work, note(work), DONE)  # as the gate does: nobody else can write before the transaction ends
        session.flush()
        announce(session, work.topics)
        problems = tuple(islice(find_problems(Reading(session, now, place, _ITSELF)), _MOST_PROBLEMS))
        session.flush()
    return problems


def row_of(line: bytes) -> Row:
    """Return the values of a line.

    Raises:
        Refusal: `backup.damaged`.
    """
    try:
        row = json.loads(line)
    except ValueError as broken:
        raise Refusal("backup.damaged") from broken
    if not isinstance(row, list):
        raise Refusal("backup.damaged")
    return row


def _told(rows: Iterator[Row], tell: Callable[[int], object]) -> Iterator[Row]:
    count = 0
    for count, row in enumerate(rows, start=1):
        yield row
        if count % 1000 == 0:
            tell(1000)
    tell(count % 1000)
