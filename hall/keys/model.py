"""Tables of the hall's own keys, of other halls' public keys and of lists of revoked papers."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.sealing import Sealed

KEY_ID_LENGTH = 16


class HallKey(Base):
    """A key of this hall (密钥): one signs at any time for each purpose, older ones prove what they signed before.

    A key is never deleted. `retired_at` is when another took its place; `withdrawn_at` is the instant from which
    nothing that it signed is believed (密钥泄露), which may lie before the day on which the loss was noticed.

    Attributes:
        id: the first eight bytes of the SHA-256 of the public key, in hexadecimal digits.
        purpose: `statement`, `pdf` or `package`.
        public: raw Ed25519 key or P-256 point in base64, or the recipient's line of age.
        certificate: X.509 in DER, base64, for `pdf`; empty for the others.
        private: read by `hall.keys.vault` alone.
    """

    __tablename__ = "hall_key"
    __table_args__ = (
        Index(
            "uq_hall_key_purpose",
            "purpose",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(KEY_ID_LENGTH), primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(10))
    public: Mapped[str] = mapped_column(String(120))
    certificate: Mapped[str] = mapped_column(Text)
    private: Mapped[str] = mapped_column(Sealed)
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class KnownHall(Base):
    """Another hall whose card a person has compared by its fingerprint and taken in (已登记的大厅).

    Attributes:
        hall_id: that hall's own key.
        card: as it came, with its signatures.
    """

    __tablename__ = "known_hall"

    hall_id: Mapped[str] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    fingerprint: Mapped[str] = mapped_column(String(40))
    card: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str | None] = mapped_column(Key)


class RevocationList(Base):
    """The numbers of papers that a hall has taken back (撤销名单): its own as handed out, others' as taken in.

    Lists of one hall are numbered 1, 2, 3 …; a hall never goes back to an older one than it has seen.
    """

    __tablename__ = "revocation_list"
    __table_args__ = (UniqueConstraint("issuer", "number"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    issuer: Mapped[str] = mapped_column(Key)
    number: Mapped[int]
    issued_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
    taken_at: Mapped[datetime]
    taken_by: Mapped[str | None] = mapped_column(Key)
