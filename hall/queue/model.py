"""Tables of the queue."""

from datetime import date, datetime

from sqlalchemy import Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow, by_time

# The predicates stand in the queries word for word (order.py): only then does a database use the small index, and a
# million tickets of history cost a call nothing.
IN_LINE = "state = 'waiting'"
AT_A_COUNTER = "state IN ('calling', 'serving')"
STILL_OPEN = "state IN ('waiting', 'calling', 'serving', 'held', 'missed')"
HANDLED = "state = 'done'"


class Ticket(Base):
    """A ticket (排队号): one resident's place in one day's queue, called once and at one counter at a time.

    The order of calling is decided by the score alone, the instant of arrival less the head start of the priority
    class, and by who came first among equals. So nobody is passed by a person who came more than that head start
    later (优先: Law on the Protection of the Elderly 53 and 58, Barrier-Free Environment Law 40, and the law on the
    status of servicemen).

    Attributes:
        number: as printed and called, such as A001; `series` and `seq` are its parts. Never given twice on one day.
        display_name: what screens and the paper call the service; neutral for confidential matters.
        queued_at: when it came into the line, which decides among equal scores: arrival, or coming back after a miss.
        called_at: the first call of all; `last_call_at` the latest.
        worked_seconds: time at counters, without the time on hold or in line.
        source: how it came into the line, one of `policy.SOURCES`.
        minutes: how long its matter usually takes, 0 where nobody knows; a quick counter asks for it.
        matters: how many matters were dealt with in this visit.
        silent: called by the screen and not by the voice (静音叫号), for who cannot hear it or does not want it heard.
        note: what the clerk wrote for the next counter; people's words, so never in the journal.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        Index("uq_ticket_number", "day", "number", "hall_id", unique=True),
        Index("uq_ticket_status_code", "status_code", unique=True),
        Index(
            "uq_ticket_counter_id",
            "counter_id",
            unique=True,
            sqlite_where=text(AT_A_COUNTER),
            postgresql_where=text(AT_A_COUNTER),
        ),
        Index(
            "ix_ticket_in_line",
            "day",
            "score",
            "queued_at",
            "seq",
            "series",
            sqlite_where=text(IN_LINE),
            postgresql_where=text(IN_LINE),
        ),
        Index("ix_ticket_open", "day", sqlite_where=text(STILL_OPEN), postgresql_where=text(STILL_OPEN)),
        Index(
            "ix_ticket_handled", "service", "finished_at", sqlite_where=text(HANDLED), postgresql_where=text(HANDLED)
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    day: Mapped[date] = mapped_column(Date)
    series: Mapped[str] = mapped_column(String(2))
    seq: Mapped[int]
    number: Mapped[str] = mapped_column(String(10))
    status_code: Mapped[str] = mapped_column(String(8))
    service: Mapped[str] = mapped_column(String(40))
    matter_code: Mapped[str] = mapped_column(String(20))
    display_name: Mapped[str] = mapped_column(String(600))
    priority: Mapped[str] = mapped_column(String(2))
    ground: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str | None] = mapped_column(Key)
    arrived_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    score: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    calls: Mapped[int]
    misses: Mapped[int]
    counter_id: Mapped[str | None] = mapped_column(Key)
    staff_id: Mapped[str | None] = mapped_column(Key)
    target_counter_id: Mapped[str | None] = mapped_column(Key)
    target_staff_id: Mapped[str | None] = mapped_column(Key)
    called_at: Mapped[datetime | None]
    last_call_at: Mapped[datetime | None]
    served_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    worked_seconds: Mapped[int]
    matters: Mapped[int] = mapped_column(server_default="1")
    source: Mapped[str] = mapped_column(String(12), server_default="")
    minutes: Mapped[int] = mapped_column(server_default="0")
    silent: Mapped[bool] = mapped_column(server_default="0", default=False)
    hold_reason: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200), default="")


class TicketEvent(JournalRow, Base):
    """The life of a ticket: taken, called, arrived, held, transferred, missed, requeued, finished, expired.

    What was pressed by mistake stays there with its undoing behind it: call, finish and miss undone (撤回).
    """

    __tablename__ = "ticket_event"
    __table_args__ = (by_time("ticket_event"),)
    subject_table = "ticket"
