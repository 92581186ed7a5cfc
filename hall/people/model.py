"""The tables of persons: who they are, what is held and known of them, and for what it was used."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from hall.storage.base import Base, Key
from hall.storage.sealer import WrittenBy
from hall.storage.sealing import Mark, Sealed, SealedJson, same_as, tail, tail_of


class Person(Base):
    """A person who came to the hall (人): kept once, used by many (一口采集、多口使用).

    The identity number is no key: it changes, some people have none, and a few were issued twice. Two rows with the
    same kind and number are the same person nevertheless, unless the names differ.

    Number, phone and address are sealed; the marks beside them, which follow by themselves, are what a search finds.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_id_mark", "id_mark"),
        Index("ix_person_id_tail_mark", "id_tail_mark"),
        Index("ix_person_name", "name"),
        Index("ix_person_phone_mark", "phone_mark"),
        Index("ix_person_phone_tail_mark", "phone_tail_mark"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(100), active_history=True)
    id_kind: Mapped[str] = mapped_column(String(40))
    id_number: Mapped[str] = mapped_column(Sealed(WrittenBy.MACHINES))
    id_mark: Mapped[str] = mapped_column(Mark("identity"), default=same_as("id_number"), server_default="")
    id_tail_mark: Mapped[str] = mapped_column(Mark("identity tail"), default=tail_of("id_number"), server_default="")
    sex: Mapped[str] = mapped_column(String(10))
    birth: Mapped[date | None]
    phone: Mapped[str] = mapped_column(Sealed(WrittenBy.MACHINES))
    phone_mark: Mapped[str] = mapped_column(Mark("phone"), default=same_as("phone"), server_default="")
    phone_tail_mark: Mapped[str] = mapped_column(Mark("phone tail"), default=tail_of("phone"), server_default="")
    address: Mapped[str] = mapped_column(Sealed)
    created_at: Mapped[datetime]

    @validates("id_number")
    def _mark_number(self, _column: str, number: str) -> str:
        self.id_mark, self.id_tail_mark = number, tail(number)
        return number

    @validates("phone")
    def _mark_phone(self, _column: str, phone: str) -> str:
        self.phone_mark, self.phone_tail_mark = phone, tail(phone)
        return phone


class PersonFragment(Base):
    """A part of a name by which somebody is found (姓名检索片段); written with the name, see `hall.people.fragments`.

    The table is its own index: a million names are eight million rows. It tells nothing that `person.name` does not.
    """

    __tablename__ = "person_fragment"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads this class attribute

    fragment: Mapped[str] = mapped_column(
        String(60).with_variant(String(60, collation="C"), "postgresql"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(Key, primary_key=True)


class PersonDocument(Base):
    """A material that the hall holds of a person (在库材料): handed in once, used by many matters.

    One edition of a kind is current; a newer one takes its place and the older stays as it was. `ended_for` says why
    an edition ended: `renewed`, `taken_back` by whoever had ticked it off, or `handed_back` to the resident. One that
    is `sensitive` serves another purpose only with a consent for that purpose. Source: State Council Order 716 art. 7
    (what is held is not asked for again), Personal Information Protection Law art. 6 and 29.
    """

    __tablename__ = "person_document"
    __table_args__ = (
        Index("ix_person_document_person_id", "person_id", "kind"),
        Index("ix_person_document_case_id", "case_id"),
        Index(
            "uq_person_document_current",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    person_id: Mapped[str] = mapped_column(Key, ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(600))
    number: Mapped[str] = mapped_column(Sealed)
    issued: Mapped[date | None]
    valid_to: Mapped[date | None]
    digest: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(10))
    sensitive: Mapped[bool]
    case_id: Mapped[str | None] = mapped_column(Key)
    matter_code: Mapped[str] = mapped_column(String(20))
    kept_at: Mapped[datetime]
    kept_by: Mapped[str | None] = mapped_column(Key)
    ended_at: Mapped[datetime | None]
    ended_for: Mapped[str] = mapped_column(String(20))
    replaced_by: Mapped[str | None] = mapped_column(Key)
    disputed_at: Mapped[datetime | None]
    disputed_by: Mapped[str | None] = mapped_column(Key)
    dispute_note: Mapped[str] = mapped_column(Sealed)


class PersonFact(Base):
    """One thing that is known of a person (一人一档的一项), with the time for which it held (拉链).

    A correction ends the edition that held until then and begins another; nothing is overwritten. The edition without
    `valid_to` is what is known now.
    """

    __tablename__ = "person_fact"
    __table_args__ = (
        Index("ix_person_fact_person_id", "person_id", "fact"),
        Index(
            "uq_person_fact_current",
            "person_id",
            "fact",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    person_id: Mapped[str] = mapped_column(Key, ForeignKey("person.id"))
    fact: Mapped[str] = mapped_column(String(40))
    value: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    source: Mapped[str] = mapped_column(String(10))
    case_id: Mapped[str | None] = mapped_column(Key)
    staff_id: Mapped[str | None] = mapped_column(Key)
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]


class Consent(Base):
    """A person's consent to use sensitive materials for one purpose (单独同意): one matter, one case.

    Source: Personal Information Protection Law art. 14, 15 and 29; it can be withdrawn at any time.
    """

    __tablename__ = "person_consent"
    __table_args__ = (
        Index("ix_person_consent_person_id", "person_id"),
        Index("ix_person_consent_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    person_id: Mapped[str] = mapped_column(Key, ForeignKey("person.id"))
    kinds: Mapped[list[str]]
    matter_code: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[str | None] = mapped_column(Key)
    given_at: Mapped[datetime]
    taken_by: Mapped[str | None] = mapped_column(Key)
    withdrawn_at: Mapped[datetime | None]


class Reuse(Base):
    """One use of what is held or known for another purpose (复用记录): which thing, for which matter and case, by whom.

    Rows are never changed. Source: Personal Information Protection Law art. 6 (purpose limitation) and 55.
    """

    __tablename__ = "person_reuse"
    __table_args__ = (
        Index("ix_person_reuse_person_id", "person_id", "at"),
        Index("ix_person_reuse_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    person_id: Mapped[str] = mapped_column(Key, ForeignKey("person.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    what: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(60))
    held_id: Mapped[str | None] = mapped_column(Key)
    matter_code: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[str] = mapped_column(Key)
    case_number: Mapped[str] = mapped_column(String(80))
    field_id: Mapped[str] = mapped_column(String(40))
    consent_id: Mapped[str | None] = mapped_column(Key)
