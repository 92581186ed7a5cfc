"""Tables of ratings and of what was said while a bad one was followed up."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow
from hall.storage.sealer import WrittenBy
from hall.storage.sealing import Sealed

FOLLOWED_UP = "grade <= 2 AND state <> 'closed'"
"""Bad ratings on the way; the predicate stands in the queries word for word, so that a database uses the index."""


class Rating(Base):
    """A rating (好差评): one for each visit, given by the resident of their own accord (GB/T 39735, 39734 一次一评).

    `grade` is 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意, or nothing: a resident who was asked and did not
    answer. Silence is never a grade and never counts as a good one; no setting makes it one. A bad rating (2 or 1) is
    closed only when somebody has been told what came of it, or when a review has left it out (国办发〔2019〕51号).

    Attributes:
        day: the day of the visit.
        counter_id: where the visit ended; `staff_id` by whom, who is not told who gave which grade.
        asked_at: when the question was last put or answered.
        given_at: when the grade was given.
        words: what the resident wrote; `name` and `phone` only where they want an answer (实名). Never in the journal.
        handler: who follows a bad rating up.
        due_at: when the step at hand is due; `late` once that has passed.
        course: `simple` (立行立改) or `complex` (限期整改), empty before it is decided.
        told: somebody was told what came of it.
        satisfied: the answer at the revisit.
        excluded: a review found the rating mistaken or malicious; figures leave it out.
    """

    __tablename__ = "rating"
    __table_args__ = (
        Index("uq_rating_ticket_id", "ticket_id", unique=True),
        Index("ix_rating_day", "day"),
        Index("ix_rating_staff_id", "staff_id", "given_at"),
        Index("ix_rating_open", "due_at", sqlite_where=text(FOLLOWED_UP), postgresql_where=text(FOLLOWED_UP)),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    ticket_id: Mapped[str] = mapped_column(Key, ForeignKey("ticket.id"))
    day: Mapped[date] = mapped_column(Date)
    counter_id: Mapped[str | None] = mapped_column(Key)
    staff_id: Mapped[str | None] = mapped_column(Key)
    words: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(Sealed(WrittenBy.MACHINES))

    state: Mapped[str] = mapped_column(String(12))
    grade: Mapped[int | None]
    reasons: Mapped[list[str]]
    named: Mapped[bool]
    asked_at: Mapped[datetime]
    given_at: Mapped[datetime | None]
    handler: Mapped[str | None] = mapped_column(Key)
    due_at: Mapped[datetime | None]
    late: Mapped[bool]
    course: Mapped[str] = mapped_column(String(10))
    told: Mapped[bool]
    satisfied: Mapped[bool | None]
    excluded: Mapped[bool]


class RatingEvent(JournalRow, Base):
    """What happened to a rating: left blank, graded, assigned, looked into, put right, told, revisited, closed."""

    __tablename__ = "rating_event"
    subject_table = "rating"


class RatingNote(Base):
    """Words that belong to an entry of the journal; they may name people, so they stand here and not in it."""

    __tablename__ = "rating_note"
    __table_args__ = (Index("ix_rating_note_rating_id", "rating_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    rating_id: Mapped[str] = mapped_column(Key, ForeignKey("rating.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    words: Mapped[str] = mapped_column(Text)
