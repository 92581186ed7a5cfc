"""Tables of what keeps personal data from being cleared, of the runs that clear it, and of what was cleared."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class LegalHold(Base):
    """Personal data of one person or one case is not cleared while this stands (诉讼、复议、检查期间不删).

    Source: Personal Information Protection Law, article 47 (2): what the law still needs is only kept and guarded.

    Attributes:
        ground: one of `rules.HOLD_GROUNDS`.
        words: number of the lawsuit or the letter; may name people.
    """

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_ended_at", "ended_at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    person_id: Mapped[str | None] = mapped_column(Key)
    case_id: Mapped[str | None] = mapped_column(Key)
    ground: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    set_by: Mapped[str | None] = mapped_column(Key)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(Key)


class ErasureRun(Base):
    """One clearing of what is over its time (到期清除): asked for by one, agreed to by a leader, done in batches.

    Attributes:
        counts: how many rows of each rule were due when it was asked for.
    """

    __tablename__ = "erasure_run"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str | None] = mapped_column(Key)
    agreed_at: Mapped[datetime | None]
    agreed_by: Mapped[str | None] = mapped_column(Key)
    counts: Mapped[dict[str, Any]]


class Erasure(Base):
    """One row was cleared of what is personal (清除记录), or removed: which, under which rule, in which run.

    Rows are never changed. They hold keys only.
    """

    __tablename__ = "erasure"

    rule: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject_id: Mapped[str] = mapped_column(Key, primary_key=True)
    run_id: Mapped[str] = mapped_column(Key, ForeignKey("erasure_run.id"))
    at: Mapped[datetime]
