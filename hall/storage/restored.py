"""When these data were brought back from a copy or came from another database: what a supervisor must know of it."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class Restoring(Base):
    """One return of the hall from a copy (数据恢复), or one move to another database (数据迁移).

    What happened between the making of the copy and this instant is not in the data: papers that were given out then
    must be entered again from the paper, and their numbers are not given a second time.

    Attributes:
        kind: `restored` or `moved`.
        digest: SHA-256 of the copy's list, or of the list of what was moved.
        made_at: when the copy was made.
        ends: the last number of each series as it stood in the copy, one `series=number` a line.
        skipped: how many numbers each series left out.
    """

    __tablename__ = "restoring"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    ends: Mapped[str] = mapped_column(Text)
    skipped: Mapped[int]
