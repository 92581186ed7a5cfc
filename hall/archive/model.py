"""The table of the yearly packages that were made."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class ArchivePackage(Base):
    """The hall has signed the papers of a year as they were packed (归档登记): who, when, how many.

    The package leaves the hall with personal data in it, so each one is on record. Archives Law (2020), article 37:
    an electronic file needs a reliable source, a regular way and complete elements.

    Attributes:
        sheet: what was signed, with the signature, as it lies in the package.
    """

    __tablename__ = "archive_package"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    year: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(Key)
    papers: Mapped[int]
    voided: Mapped[int]
    manifest_digest: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(Text)
