"""Tables of what people write for the hall's screens."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key

LONGEST = 200
"""Characters that a screen of 800 × 480 pixels shows large."""


class CounterText(Base):
    """What a clerk writes for a deaf visitor (给听障居民看的字), for one ticket and no longer than it is served."""

    __tablename__ = "counter_text"

    counter_id: Mapped[str] = mapped_column(Key, ForeignKey("counter.id"), primary_key=True)
    ticket_id: Mapped[str] = mapped_column(Key)
    text: Mapped[str] = mapped_column(String(LONGEST))
    at: Mapped[datetime]


class Announcement(Base):
    """A sentence that staff announced to the whole hall (通知广播); their words, kept to show who said what."""

    __tablename__ = "announcement"
    __table_args__ = (Index("ix_announcement_at", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(String(60))
    staff_id: Mapped[str | None] = mapped_column(Key)
