"""The table of holiday notices that the hall has read in."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key

IN_FORCE = "replaced_at IS NULL"


class HolidayEdition(Base):
    """One year's holiday table as it was read in (放假安排); the one in force is the one that nothing has replaced.

    The State Council's General Office gives notice once a year, as a rule in November for the next year; an area's own
    holidays (全国年节及纪念日放假办法, article 4) stand in a table of their own. A table of the same year replaces the
    one before it, which is kept: dates that were counted by it stand on papers.

    Attributes:
        year: whose notice it is.
        source: the notice by title and number.
        local: an area's own holidays.
        days: by date, true a workday, false a day off.
        imported_by: who read it in; nothing for the command line.
        replaced_at: when a later table of the year took its place.
    """

    __tablename__ = "holiday_edition"
    __table_args__ = (
        Index(
            "uq_holiday_edition_in_force",
            "year",
            "local",
            unique=True,
            sqlite_where=text(IN_FORCE),
            postgresql_where=text(IN_FORCE),
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    year: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    local: Mapped[bool]
    days: Mapped[dict[str, Any]]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str | None] = mapped_column(Key)
    replaced_at: Mapped[datetime | None]
