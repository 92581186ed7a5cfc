"""The table of who looked into a whole case."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class Disclosure(Base):
    """Somebody was shown everything about a case (查阅登记): who, when, what for, and whether names were masked.

    What is personal is shown in full only for a stated purpose (Personal Information Protection Law, article 6). The
    words may name people, so they stand here; the audit entry holds the code of the purpose.
    """

    __tablename__ = "disclosure"
    __table_args__ = (Index("ix_disclosure_case_id", "case_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    case_id: Mapped[str] = mapped_column(Key)
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    device_id: Mapped[str] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    full: Mapped[bool]
