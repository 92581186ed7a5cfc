"""The table of persons."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class Person(Base):
    """A person who came to the hall (人): kept once, used by many (一口采集、多口使用).

    The identity number is no key: it changes, some people have none, and a few were issued twice. Two rows with the
    same kind and number are the same person nevertheless, unless the names differ.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_id_number", "id_number"),
        Index("ix_person_name", "name"),
        Index("ix_person_phone", "phone"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(100))
    id_kind: Mapped[str] = mapped_column(String(40))
    id_number: Mapped[str] = mapped_column(String(40))
    sex: Mapped[str] = mapped_column(String(10))
    birth: Mapped[date | None]
    phone: Mapped[str] = mapped_column(String(30))
    address: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
