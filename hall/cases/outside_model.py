"""The table of the papers that other bodies issued in a case."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class OutsidePaper(Base):
    """A paper of another body that came of a case (外来文书), such as 最低生活保障证 or 居住证.

    The hall draws none of them: it records name, number and date, so that the delivery can name what was handed over.
    """

    __tablename__ = "case_outside_paper"
    __table_args__ = (Index("ix_case_outside_paper_case_id", "case_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(Key, ForeignKey("case_file.id"))
    name: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(80))
    issued_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Key)
