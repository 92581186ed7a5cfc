"""Tables of staff, devices and sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class Staff(Base):
    """A member of staff (工作人员): one person, one number, no shared account (GB/T 22239, access control).

    `temporary` staff (临聘人员) work like the others, but sign nothing for the hall and never hold its seal.
    """

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    department: Mapped[str] = mapped_column(String(40))
    roles: Mapped[list[str]]
    password_hash: Mapped[str] = mapped_column(String(200))
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)
    temporary: Mapped[bool] = mapped_column(default=False, server_default="0")


class Device(Base):
    """A window on a PC (设备): kiosk, counter, display; nothing acts without one."""

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))
    counter_id: Mapped[str | None] = mapped_column(Key)
    secret_hash: Mapped[str] = mapped_column(String(64))
    active: Mapped[bool] = mapped_column(default=True)


class SignIn(Base):
    """Somebody at a device from one instant to another; one person is signed in at one device at a time."""

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
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    staff_id: Mapped[str] = mapped_column(Key, ForeignKey("staff.id"))
    device_id: Mapped[str] = mapped_column(Key, ForeignKey("device.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
