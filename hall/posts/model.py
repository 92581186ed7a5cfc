"""Tables of counters, of who holds which post there, and of who is on duty."""

from datetime import date, datetime

from sqlalchemy import Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class Counter(Base):
    """A counter (窗口) with the services that it takes, in the order of its preference (GB/T 36112, counter states).

    Any counter may take any service of the hall when its own have nobody waiting (业务互通), if `takes_any` says so.
    A quick counter (快办窗口) takes only tickets whose matter is known to last `quick_minutes` at most; 0 is no limit.
    """

    __tablename__ = "counter"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(50))
    services: Mapped[list[str]]
    takes_any: Mapped[bool] = mapped_column(default=False)
    quick_minutes: Mapped[int] = mapped_column(server_default="0", default=0)
    state: Mapped[str] = mapped_column(String(12), default="closed")
    pause_reason: Mapped[str] = mapped_column(String(80), default="")
    staff_id: Mapped[str | None] = mapped_column(Key)


_OPEN = text("answered_at IS NULL AND withdrawn_at IS NULL")


class HelpCall(Base):
    """Somebody at a device asked for staff (求助): one open call for each device at any time.

    Nobody's name stands in it: a machine does not know who touched it.
    """

    __tablename__ = "help_call"
    __table_args__ = (
        Index("uq_help_call_device_id", "device_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_help_call_day", "day"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    device_id: Mapped[str] = mapped_column(Key)
    day: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(Key)
    withdrawn_at: Mapped[datetime | None]


class PostPair(Base):
    """An A post and its B post (AB岗): B does all that A does while A is away, and a leader if both are (rules §5).

    A pair holds for a matter, for a service or for everything, at one counter or at any; the narrowest one counts.
    `others` may do it too and are asked when a visitor comes on a day on which neither is there. An empty code or
    counter means any.
    """

    __tablename__ = "post_pair"
    __table_args__ = (
        UniqueConstraint("matter_code", "service_code", "counter_id", "hall_id"),
        Index("ix_post_pair_a", "a"),
        Index("ix_post_pair_b", "b"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    matter_code: Mapped[str] = mapped_column(String(20))
    service_code: Mapped[str] = mapped_column(String(40))
    counter_id: Mapped[str] = mapped_column(Key)
    a: Mapped[str] = mapped_column(Key)
    b: Mapped[str] = mapped_column(Key)
    others: Mapped[list[str]]


class DutyDay(Base):
    """Whether somebody is on duty on a day (值班); on a day with anybody's name on it, nobody else is expected."""

    __tablename__ = "duty_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    staff_id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    on_duty: Mapped[bool]


_AWAY = text("ended_at IS NULL")


class Absence(Base):
    """Somebody has left the post (离岗) and not come back; opening a counter ends it."""

    __tablename__ = "post_absence"
    __table_args__ = (
        Index("uq_post_absence_staff_id", "staff_id", unique=True, sqlite_where=_AWAY, postgresql_where=_AWAY),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    staff_id: Mapped[str] = mapped_column(Key)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
