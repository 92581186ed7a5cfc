"""The table of days that were closed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class ClosedDay(Base):
    """The end of a day (日结): its figures as they stood, who closed it, the anchor of the audit, and the copy made.

    A day is closed once; what happens on it afterwards is not in these figures. Lines hold figures and keys, no names.

    Attributes:
        open_count: how many things were left open; then `reason` says why the day was closed all the same.
        heads: device, entries and digest of every audit chain; `anchor` ties them to `previous`.
        signature: of the anchor, with the hall's key `key_id`; empty for days closed before anchors were signed.
        copy: `made`, `host` where a server's host makes the copies, `failed` (see `copy_problem`), empty while it is
            being made.
    """

    __tablename__ = "closed_day"
    __table_args__ = (UniqueConstraint("day", "hall_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    day: Mapped[date] = mapped_column(Date)
    closed_at: Mapped[datetime]
    closed_by: Mapped[str | None] = mapped_column(Key)
    reason: Mapped[str] = mapped_column(Text)
    lines: Mapped[list[dict[str, Any]]]
    open_count: Mapped[int]
    heads: Mapped[list[dict[str, Any]]]
    previous: Mapped[str] = mapped_column(String(64))
    anchor: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[str] = mapped_column(String(20), server_default="")
    signature: Mapped[str] = mapped_column(String(120), server_default="")
    copy: Mapped[str] = mapped_column(String(10))
    copy_name: Mapped[str] = mapped_column(String(120))
    copy_size: Mapped[int]
    copy_rows: Mapped[int]
    copy_problem: Mapped[str] = mapped_column(String(80))
