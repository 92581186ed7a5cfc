"""Tables of seals and of their uses."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow

OPEN_USES = "state IN ('requested', 'verified', 'approved')"
"""Uses on which somebody has still to act; the predicate stands in the queries word for word, for the index."""


class Seal(Base):
    """A seal (印章): one keeper at any time, never lent; a change of keeper is signed for, a lost seal is blocked.

    `keeper` answers for it until `next_keeper` has signed; `hand_over_by` is the end of the term for that
    (换届后七个工作日内移交). `since` is when the present keeper took it over.
    """

    __tablename__ = "seal"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    added_at: Mapped[datetime]

    state: Mapped[str] = mapped_column(String(10))
    keeper: Mapped[str] = mapped_column(Key)
    since: Mapped[datetime]
    next_keeper: Mapped[str | None] = mapped_column(Key)
    hand_over_by: Mapped[datetime | None]


class SealEvent(JournalRow, Base):
    """What happened to a seal: taken into use, handing over begun and signed for, lost, destroyed."""

    __tablename__ = "seal_event"
    subject_table = "seal"


class SealUse(Base):
    """A use of a seal (用印): asked for, verified, approved, sealed, filed, each by a person with a name.

    The approval number is taken when it is asked for, the number in the seal's own register (第n次用印) when it is
    sealed; neither is ever given again, and a void use keeps both (不回收、不补号).

    Attributes:
        number: of the approval form; `nth` and `year`: the line in the register of `seal_id`.
        document_id: the paper of this hall; without one an outside paper of `paper_name`, looked at page by page.
        list_code: the entry of the local list, or of the hall's own official papers, with name and basis of that day.
        seal_kind: which kind of seal it needs.
        weighty: only with the number of a resolution (居民会议或居民代表会议决议).
        reason: what for; may name people, so it stands here and never in the journal.
        retained: where the copy of an outside paper is filed (留底); papers of this hall keep themselves.
        originals: the originals were looked at when it was verified.
        straddle: sealed across the pages or across the stub's line (骑缝).
    """

    __tablename__ = "seal_use"
    __table_args__ = (
        UniqueConstraint("seal_id", "year", "nth"),
        Index("ix_seal_use_document_id", "document_id"),
        Index("ix_seal_use_case_id", "case_id"),
        Index("ix_seal_use_sealed_at", "sealed_at"),
        Index("ix_seal_use_open", "requested_at", sqlite_where=text(OPEN_USES), postgresql_where=text(OPEN_USES)),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    requested_at: Mapped[datetime]
    requester: Mapped[str | None] = mapped_column(Key)
    document_id: Mapped[str | None] = mapped_column(Key, ForeignKey("document.id"))
    case_id: Mapped[str | None] = mapped_column(Key)
    person_id: Mapped[str | None] = mapped_column(Key)
    paper_name: Mapped[str] = mapped_column(String(200))
    list_code: Mapped[str] = mapped_column(String(60))
    list_name: Mapped[str] = mapped_column(String(120))
    basis: Mapped[str] = mapped_column(String(400))
    seal_kind: Mapped[str] = mapped_column(String(20))
    weighty: Mapped[bool]
    pages: Mapped[int]
    copies: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    retained: Mapped[str] = mapped_column(String(200))

    state: Mapped[str] = mapped_column(String(10))
    verifier: Mapped[str | None] = mapped_column(Key)
    verified_at: Mapped[datetime | None]
    originals: Mapped[bool]
    approver: Mapped[str | None] = mapped_column(Key)
    approved_at: Mapped[datetime | None]
    resolution: Mapped[str] = mapped_column(String(60))
    seal_id: Mapped[str | None] = mapped_column(Key, ForeignKey("seal.id"))
    year: Mapped[int | None]
    nth: Mapped[int | None]
    sealer: Mapped[str | None] = mapped_column(Key)
    sealed_at: Mapped[datetime | None]
    sealed_copies: Mapped[int]
    sealed_pages: Mapped[int]
    straddle: Mapped[bool]
    rejected_for: Mapped[str] = mapped_column(String(12))
    ended_at: Mapped[datetime | None]


class SealUseEvent(JournalRow, Base):
    """What happened to a use: requested, verified, approved, sealed, filed; rejected, voided."""

    __tablename__ = "seal_use_event"
    subject_table = "seal_use"


class SealNote(Base):
    """Words that belong to an entry of either journal: why it was rejected or voided, how a seal was lost."""

    __tablename__ = "seal_note"
    __table_args__ = (Index("ix_seal_note_subject_id", "subject_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    subject_id: Mapped[str] = mapped_column(Key)
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text)
