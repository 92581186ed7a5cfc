"""Tables of what the hall has learned about its waits, and of what it told people."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key, PortableJson


class ServicePace(Base):
    """How long visits for a service take and how many come, in one half-hour of the day (办理时长、到访规律).

    Learned anew every evening from the last weeks (`pace.learn_pace`); nothing in it is about one person.

    Attributes:
        service: its code, empty for the whole hall.
        half_hour: of the day, 18 for 9:00 to 9:30; -1 for the whole day.
        visits: finished ones that it was learned from.
        seconds: their mean time at counters.
        arrivals: tickets taken a day.
    """

    __tablename__ = "service_pace"

    hall_id: Mapped[str] = mapped_column(Key, primary_key=True)
    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    half_hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    visits: Mapped[int]
    seconds: Mapped[float]
    arrivals: Mapped[float]


class HallPace(Base):
    """What the hall has learned that holds for all services; the fields are those of `estimate.Pace`."""

    __tablename__ = "hall_pace"

    hall_id: Mapped[str] = mapped_column(Key, primary_key=True)
    learned_on: Mapped[date] = mapped_column(Date)
    days: Mapped[int]
    head_starts: Mapped[list[list[float]]] = mapped_column(PortableJson)
    shape: Mapped[list[float]] = mapped_column(PortableJson)
    walk: Mapped[float]
    turn: Mapped[float]
    no_show: Mapped[float]
    low: Mapped[float]
    middle: Mapped[float]
    high: Mapped[float]


class WaitForecast(Base):
    """What somebody was told when they took a ticket (预计等候), kept to learn how far it was out.

    Attributes:
        low_seconds: what was foreseen, as `estimate.Foresight`; so `middle_seconds` and `high_seconds`.
        minutes: what stood on the paper; so `low` and `high`.
    """

    __tablename__ = "wait_forecast"
    __table_args__ = (Index("ix_wait_forecast_day", "day"),)

    ticket_id: Mapped[str] = mapped_column(Key, ForeignKey("ticket.id"), primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    day: Mapped[date] = mapped_column(Date)
    low_seconds: Mapped[int]
    middle_seconds: Mapped[int]
    high_seconds: Mapped[int]
    minutes: Mapped[int]
    low: Mapped[int]
    high: Mapped[int]
