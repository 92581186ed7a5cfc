"""The tables of the audit record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.audit.rules import REVEAL
from hall.storage.base import Base, Key

_IS_LOOK = text(f"action = '{REVEAL}'")


class AuditEntry(Base):
    """Who did what, when, to which thing, and with which outcome (GB/T 22239, security audit: 安全审计).

    Rows are never updated or deleted; `hall.audit.guard` makes the database refuse it. They hold keys and codes, never
    personal data. One chain runs per device, so that writers never wait for each other; each row's digest covers the
    row and the digest before it.

    Attributes:
        detail: what else an auditor asks: `changes` (each rule or setting with what it was and is), `what` and
            `purpose` of a look at a full number, `clock` of a session, `late_s` of an act that ran later than it
            was due, `back_s` of the first after somebody set the clock back. Codes, numbers and setting values only.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_at", "at"),
        Index("ix_audit_entry_looks", "at", sqlite_where=_IS_LOOK, postgresql_where=_IS_LOOK),
    )

    device_id: Mapped[str] = mapped_column(Key, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    action: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[str] = mapped_column(String(80))
    subjects: Mapped[list[str]]
    request_id: Mapped[str] = mapped_column(Key)
    digest: Mapped[str] = mapped_column(String(64))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class AuditHead(Base):
    """The end of a device's chain; `at` is when it was reached, by the clock of whoever wrote the last entry."""

    __tablename__ = "audit_head"

    device_id: Mapped[str] = mapped_column(Key, primary_key=True)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime | None]


class AuditAnchor(Base):
    """The ends of all chains at one instant of the day, tied to the anchor before and signed by the hall (锚点).

    Set every few hours by the hall itself, so that a chain cut today is noticed today. Rows are never changed.
    """

    __tablename__ = "audit_anchor"
    __table_args__ = (Index("ix_audit_anchor_at", "at"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hall_id: Mapped[str] = mapped_column(Key)
    at: Mapped[datetime]
    heads: Mapped[list[dict[str, Any]]]
    previous: Mapped[str] = mapped_column(String(64))
    anchor: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[str] = mapped_column(String(20))
    signature: Mapped[str] = mapped_column(String(120))


class AuditFollower(Base):
    """How far the second place of the audit (第二存放处) has got in a device's chain."""

    __tablename__ = "audit_follower"

    device_id: Mapped[str] = mapped_column(Key, primary_key=True)
    seq: Mapped[int]
