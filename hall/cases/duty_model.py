"""Tables of the lists with which whoever leaves a post hands over what is still open."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow

_UNSIGNED = text("state = 'offered'")


class DutyList(Base):
    """What somebody who leaves the post hands over (离岗交接单): every open duty, signed for as a whole (rules §5).

    Until the signature the leaver is the holder, from then on whoever signed; the B post cannot decline for want of
    practice, only a leader can name somebody else. Reasons may tell of illness, so they stand here and not in the
    journal.
    """

    __tablename__ = "duty_list"
    __table_args__ = (
        Index("uq_duty_list_leaver", "leaver", unique=True, sqlite_where=_UNSIGNED, postgresql_where=_UNSIGNED),
        Index("ix_duty_list_receiver", "receiver", "state"),
        Index("ix_duty_list_holder", "holder", "state"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    offered_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)

    state: Mapped[str] = mapped_column(String(12))
    leaver: Mapped[str] = mapped_column(Key)
    receiver: Mapped[str] = mapped_column(Key)
    holder: Mapped[str] = mapped_column(Key)
    signed_at: Mapped[datetime | None]
    reminded: Mapped[bool]
    escalated: Mapped[bool]


class DutyListEvent(JournalRow, Base):
    """What happened to a list: offered, reminded, escalated, redirected, signed, withdrawn, taken back."""

    __tablename__ = "duty_list_event"
    subject_table = "duty_list"


class DutyItem(Base):
    """One duty on a list: which thing, and what became of it: listed, moved, ended before, or taken back."""

    __tablename__ = "duty_item"

    list_id: Mapped[str] = mapped_column(Key, ForeignKey("duty_list.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(Key)
    number: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[str] = mapped_column(String(12))
