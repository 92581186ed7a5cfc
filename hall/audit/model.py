"""The table of the audit record."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class AuditEntry(Base):
    """Who did what, when, to which thing, and with which outcome (GB/T 22239, security audit: 安全审计).

    Rows are never updated or deleted. They hold keys and codes, never personal data. One chain runs per device, so
    that writers never wait for each other; each row's digest covers the row and the digest before it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_at", "at"),)

    device_id: Mapped[str] = mapped_column(Key, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    action: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[str] = mapped_column(String(80))
    subjects: Mapped[list[str]]
    request_id: Mapped[str] = mapped_column(Key)
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The end of a device's chain."""

    __tablename__ = "audit_head"

    device_id: Mapped[str] = mapped_column(Key, primary_key=True)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
