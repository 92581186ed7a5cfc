"""Tables of staff, devices and sign-ins."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class Staff(Base):
    """A member of staff (工作人员): one person, one number, no shared account (GB/T 22239, access control).

    `temporary` staff (临聘人员) work like the others, but sign nothing for the hall and never hold its seal.
    `must_change`: the password was given by somebody else or has aged, so that nothing goes before a new one.
    """

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    department: Mapped[str] = mapped_column(String(40))
    roles: Mapped[list[str]]
    password_hash: Mapped[str] = mapped_column(String(200), deferred=True)  # read at a sign-in and nowhere else
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)
    temporary: Mapped[bool] = mapped_column(default=False, server_default="0")
    must_change: Mapped[bool] = mapped_column(default=False, server_default="0")
    password_at: Mapped[datetime | None]
    left_on: Mapped[date | None]


class FormerPassword(Base):
    """The hash of a password that somebody had; the latest ones do not come back."""

    __tablename__ = "former_password"
    __table_args__ = (Index("ix_former_password_staff_id", "staff_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    staff_id: Mapped[str] = mapped_column(Key, ForeignKey("staff.id"))
    password_hash: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class StaffKey(Base):
    """The public half of a key file (密钥盘) that proves a person besides the password."""

    __tablename__ = "staff_key"
    __table_args__ = (Index("ix_staff_key_staff_id", "staff_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    staff_id: Mapped[str] = mapped_column(Key, ForeignKey("staff.id"))
    public: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Device(Base):
    """A window on a PC (设备): kiosk, counter, display; nothing acts without one."""

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))
    counter_id: Mapped[str | None] = mapped_column(Key)
    secret_hash: Mapped[str] = mapped_column(String(64), deferred=True)
    active: Mapped[bool] = mapped_column(default=True)
    retired_at: Mapped[datetime | None]
    retired_why: Mapped[str] = mapped_column(String(100), default="", server_default="")


class DeviceGuesses(Base):
    """Wrong passwords at one device since somebody was right there, and the challenge that it last asked for."""

    __tablename__ = "device_guesses"

    device_id: Mapped[str] = mapped_column(Key, ForeignKey("device.id"), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]
    challenge: Mapped[str] = mapped_column(String(64), default="", server_default="")
    challenge_at: Mapped[datetime | None]


class UnknownNumber(Base):
    """Wrong sign-ins with a number that nobody has: answered as if somebody had it, so that numbers are not found out.

    `mark` is a digest: whoever slips may type a password where the number belongs.
    """

    __tablename__ = "unknown_number"

    device_id: Mapped[str] = mapped_column(Key, ForeignKey("device.id"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    last_at: Mapped[datetime]


class SignIn(Base):
    """Somebody at a device from one instant to another; one person is signed in at one device at a time.

    `locked_at`: the screen is locked (锁屏): the person sits there still, and nothing may be done before the password.
    `ended_why`: one of `rules.ENDS`, empty for leaving in the usual way.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        Index(
            "uq_sign_in_staff_id",
            "staff_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "uq_sign_in_device_id",
            "device_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_sign_in_device_id", "device_id", "began_at"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    staff_id: Mapped[str] = mapped_column(Key, ForeignKey("staff.id"))
    device_id: Mapped[str] = mapped_column(Key, ForeignKey("device.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(String(20), default="", server_default="")
