"""The tickets of a measured hall: this morning's line, and years of history behind it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, update

from hall.audit.model import AuditEntry
from hall.audit.rules import DONE as ACTION_DONE
from hall.audit.rules import GENESIS
from hall.gate import Request
from hall.queue.life import CALLING, DONE, WAITING
from hall.queue.model import Ticket, TicketEvent
from hall.storage.due import DueAct
from ui.bench.bulk import copies, days_before, keep, padded
from ui.bench.stage import DISPLAY, HALL, MORNING, SERVICE, STAFF, Stage

TICKETS_A_DAY = 1000
_LINE, _HISTORY = ("A", 4), ("H", 8)
"""The letter of a ticket's number, and how many digits follow."""
_SPRING = datetime.fromisoformat("2026-04-01T01:00:00+00:00")


def add_line(stage: Stage, count: int) -> None:
    """Let people take tickets this morning; nobody has called them yet."""
    first = _ticket(_LINE, MORNING - timedelta(hours=1), WAITING)
    engine = stage.open()
    with engine.begin() as connection:
        keep(connection, first)
        copies(connection, Ticket, f"t.id = '{first.id}'", count - 1, _numbered(connection, _LINE))
    engine.dispose()


def add_history(stage: Stage, count: int) -> None:
    """Add tickets that were served in earlier days, each with a journal entry, a request and an audit entry."""
    first = _ticket(_HISTORY, _SPRING, DONE)
    engine = stage.open()
    with engine.begin() as connection:
        keep(connection, first)
        numbered = _numbered(connection, _HISTORY)
        days = {"day": days_before(connection.dialect.name, "2026-04-01", f"n.i / {TICKETS_A_DAY}")}
        copies(connection, Ticket, f"t.id = '{first.id}'", count - 1, numbered | days)
        _add_traces(connection, first, count, numbered["id"])
        if stage.postgresql:
            connection.exec_driver_sql("ANALYZE")  # the server would do so by itself a minute later
    engine.dispose()


def _add_traces(connection: Connection, first: Ticket, count: int, key: str) -> None:
    """Add what each ticket of the history left in the journal, among the requests and in the audit record."""
    event = TicketEvent(subject_id=first.id, seq=1, at=_SPRING, kind="finished", staff_id=STAFF, details={})
    request = Request(id=first.id, device_id=DISPLAY, action="queue.finish", at=_SPRING, answer=first.id)
    audit = AuditEntry(device_id=DISPLAY, seq=1, at=_SPRING, action="queue.finish", outcome=ACTION_DONE,
                       subjects=[first.id], request_id=first.id, digest=GENESIS)  # fmt: skip
    keep(connection, event, request, audit)
    copies(connection, TicketEvent, f"t.subject_id = '{first.id}'", count - 1, {"subject_id": key})
    copies(connection, Request, f"t.id = '{first.id}'", count - 1, {"id": key})
    changes = {"seq": "n.i + 1", "request_id": key}
    copies(connection, AuditEntry, f"t.request_id = '{first.id}'", count - 1, changes)


def clear_counters(connection: Connection) -> None:
    """Serve everybody who has been called, so that every counter may call again."""
    connection.execute(update(Ticket).where(Ticket.state == CALLING).values(state=DONE))
    connection.execute(delete(DueAct))


def number_of(ticket_id: str) -> str:
    """Return the number of a ticket in the line."""
    letter, width = _LINE
    return f"{letter}{int(ticket_id[-12:]):0{width}d}"


def _ticket(kind: tuple[str, int], taken_at: datetime, state: str) -> Ticket:
    series, width = kind
    return Ticket(
        id=f"01800000-0000-7000-8{ord(series):03d}-000000000000",
        hall_id=HALL,
        version=1,
        day=taken_at.date(),
        series=series,
        seq=0,
        number=f"{series}{0:0{width}d}",
        status_code=f"{series}0000000",
        service=SERVICE,
        matter_code="",
        display_name="救助优抚",
        priority="P4",
        ground="",
        arrived_at=taken_at,
        queued_at=taken_at,
        score=taken_at,
        state=state,
        calls=0,
        misses=0,
        worked_seconds=0,
        hold_reason="",
        outcome="",
        note="",
    )


def _numbered(connection: Connection, kind: tuple[str, int]) -> dict[str, str]:
    """Return what tells the copies of a ticket apart."""
    name, (series, width) = connection.dialect.name, kind
    return {
        "id": f"'01800000-0000-7000-8{ord(series):03d}-' || {padded(name, 'n.i', 12)}",
        "seq": "n.i",
        "number": f"'{series}' || {padded(name, 'n.i', width)}",
        "status_code": f"'{series}' || {padded(name, 'n.i', 7)}",
    }
