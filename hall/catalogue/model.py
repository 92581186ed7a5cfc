"""Tables of matters and services."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class MatterVersion(Base):
    """A matter (事项) as it stood from one import to the next.

    Law and local practice change; an imported change is a new version, and open cases keep the version under which
    they were taken in.
    """

    __tablename__ = "matter_version"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        Index(
            "uq_matter_version_current",
            "code",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    code: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    current: Mapped[bool]
    enabled: Mapped[bool]
    imported_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)


class ServiceRow(Base):
    """What residents queue for (业务): a group of matters in their own words, with the letter of its tickets."""

    __tablename__ = "service"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    series: Mapped[str] = mapped_column(String(2))
    series_name: Mapped[str] = mapped_column(String(40))
    examples: Mapped[list[str]]
    matters: Mapped[list[str]]


class DepartmentRow(Base):
    """A department (部门) whose matters the hall takes in."""

    __tablename__ = "department"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))


class CertificateRow(Base):
    """A certificate (证明) that the community may issue by its local list, or must not (民发〔2020〕20号)."""

    __tablename__ = "certificate_rule"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    allowed: Mapped[bool]
    basis: Mapped[str] = mapped_column(String(400))
    instead: Mapped[str] = mapped_column(String(400))
    matter_code: Mapped[str] = mapped_column(String(20))
    valid_days: Mapped[int | None]
    weighty: Mapped[bool] = mapped_column(default=False, server_default="0")


class MatterNote(Base):
    """What the hall itself has to say to whoever does a step of a matter (步骤提示): dated, and with its author.

    Notes outlive the editions of the matter; one that no longer holds is withdrawn, never rewritten. Step 0 stands for
    the whole matter.
    """

    __tablename__ = "matter_note"
    __table_args__ = (Index("ix_matter_note_matter_code", "matter_code", "written_at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    matter_code: Mapped[str] = mapped_column(String(20))
    step: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key, ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None]
