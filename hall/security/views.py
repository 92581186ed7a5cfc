"""Reads staff, devices and who is signed in where."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hall.kernel.actor import Actor
from hall.kernel.refusal import Refusal
from hall.security.model import Device, SignIn, Staff, StaffKey
from hall.security.policy import SignInPolicy, challenge_message
from hall.security.rules import (
    BEFORE_A_NEW_PASSWORD,
    BEHIND_THE_LOCK,
    DEVICE_MAY,
    NOBODY_SITS_AT,
    allowed,
    device_name,
    secret_hash,
)
from hall.storage import settings
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class StaffCard:
    """A colleague as screens and papers name them."""

    id: str
    number: str
    name: str
    department: str
    roles: tuple[str, ...]
    temporary: bool = False


def colleagues(reading: Reading, *, role: str | None = None) -> tuple[StaffCard, ...]:
    """Return the active staff by number, all or those with one role."""
    rows = reading.session.scalars(select(Staff).where(Staff.active).order_by(Staff.number))
    return tuple(_card(row) for row in rows if role is None or role in row.roles)


def colleague(reading: Reading, *, staff_id: str) -> StaffCard:
    """Return one member of staff, also one who has left."""
    return _card(reading.session.get_one(Staff, staff_id))


def present(reading: Reading) -> tuple[StaffCard, ...]:
    """Return the staff who are signed in somewhere now."""
    signed_in = select(Staff).join(SignIn, SignIn.staff_id == Staff.id).where(SignIn.ended_at.is_(None))
    return tuple(_card(row) for row in reading.session.scalars(signed_in.order_by(Staff.number)))


@dataclass(frozen=True, slots=True)
class DeviceCard:
    """A registered device."""

    id: str
    kind: str
    name: str
    counter_id: str | None


def devices(reading: Reading) -> tuple[DeviceCard, ...]:
    """Return the devices in use, by kind and name."""
    rows = reading.session.scalars(select(Device).where(Device.active).order_by(Device.kind, Device.name))
    return tuple(DeviceCard(row.id, row.kind, device_name(row.name), row.counter_id) for row in rows)


def device_with(reading: Reading, *, device_id: str, secret: str) -> DeviceCard:
    """Return the device whose secret this is.

    Raises:
        Refusal: `security.device_retired` for one out of use, `security.wrong_secret` for an unknown one or another
            secret.
    """
    row = reading.session.get(Device, device_id)
    if row is None or not hmac.compare_digest(row.secret_hash, secret_hash(secret)):
        raise Refusal("security.wrong_secret")
    if not row.active:
        raise Refusal("security.device_retired", name=device_name(row.name))
    return DeviceCard(row.id, row.kind, device_name(row.name), row.counter_id)


def actor_at(reading: Reading, *, device_id: str) -> Actor:
    """Return who acts at a device now: the person signed in there, or the device alone.

    Behind a locked screen, and before a password that is due has been changed, a person may do next to nothing.

    Raises:
        Refusal: `security.unknown_device` when the device is not registered, `security.device_retired` when it is out
            of use.
    """
    device = reading.session.get(Device, device_id)
    if device is None:
        raise Refusal("security.unknown_device")
    if not device.active:
        raise Refusal("security.device_retired", name=device_name(device.name))
    found = None if device.kind in NOBODY_SITS_AT else _here(reading, device_id)
    if found is None:
        return Actor(device_id, counter_id=device.counter_id, may=allowed((), device.kind), kind=device.kind)
    staff, sign_in = found
    may = allowed(staff.roles, device.kind, temporary=staff.temporary)
    if sign_in.locked_at is not None:
        may &= BEHIND_THE_LOCK | DEVICE_MAY[device.kind]
    elif staff.must_change:
        may &= BEFORE_A_NEW_PASSWORD | DEVICE_MAY[device.kind]
    return Actor(device_id, staff.id, staff.number, device.counter_id, may, device.kind)


@dataclass(frozen=True, slots=True)
class SessionCard:
    """Who sits at a device, as its window needs to know.

    Attributes:
        staff: who sits there; None for nobody.
        locked: whether the screen is locked.
        must_change: whether nothing goes before a new password.
        idle_minutes: minutes until a window locks itself, 0 for never.
        gone: where the last one who sat here went on, when their sign-in was taken over; empty otherwise.
    """

    staff: StaffCard | None
    locked: bool = False
    must_change: bool = False
    idle_minutes: int = 0
    gone: str = ""


def session_here(reading: Reading) -> SessionCard:
    """Return who sits at the reading device."""
    device_id, idle = reading.actor.device_id, settings.read(reading.session, SignInPolicy).idle_minutes
    found = _here(reading, device_id)
    if found is None:
        return SessionCard(None, idle_minutes=idle, gone=_gone_to(reading, device_id))
    staff, sign_in = found
    return SessionCard(_card(staff), sign_in.locked_at is not None, staff.must_change, idle)


def message_to_sign(reading: Reading, *, number: str, challenge: str) -> bytes:
    """Return what a key file signs at the reading device."""
    return challenge_message(reading.place.hall_id, reading.actor.device_id, number, challenge)


def at_work(reading: Reading) -> StaffCard | None:
    """Return who works at the reading device: nobody, while a password has to be changed first."""
    session = session_here(reading)
    return None if session.must_change else session.staff


def has_admin(reading: Reading) -> bool:
    """Tell whether somebody can administer this hall."""
    return bool(colleagues(reading, role="admin"))


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff as an administrator sees them; those who have left too.

    Attributes:
        password_at: when the password was last changed, None where nobody knows.
        locked_until: until when wrong passwords have locked it; None for not at all.
    """

    card: StaffCard
    active: bool
    left_on: str
    key: bool
    locked: bool
    must_change: bool
    password_at: datetime | None = None
    locked_until: datetime | None = None


def everybody(reading: Reading) -> tuple[StaffLine, ...]:
    """Return all staff by number, also those who have left."""
    keyed = set(reading.session.scalars(select(StaffKey.staff_id).where(StaffKey.revoked_at.is_(None))))
    return tuple(
        StaffLine(
            _card(row),
            row.active,
            row.left_on.isoformat() if row.left_on else "",
            row.id in keyed,
            row.locked_until is not None and row.locked_until > reading.now,
            row.must_change,
            row.password_at,
            row.locked_until,
        )
        for row in reading.session.scalars(select(Staff).order_by(Staff.number))
    )


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device as an administrator sees it; those out of use too.

    Attributes:
        retired_at: since when it is out of use, None for one in use; `retired_why` says why.
        sits_there: name of whoever is signed in there now, empty for nobody.
    """

    card: DeviceCard
    retired_at: datetime | None
    retired_why: str
    sits_there: str


def all_devices(reading: Reading) -> tuple[DeviceLine, ...]:
    """Return all devices by kind and name, also those out of use."""
    there = select(SignIn.device_id, Staff.name).join(Staff, Staff.id == SignIn.staff_id)
    names = dict(reading.session.execute(there.where(SignIn.ended_at.is_(None))).tuples().all())
    return tuple(
        DeviceLine(DeviceCard(row.id, row.kind, device_name(row.name), row.counter_id),
                   None if row.active else row.retired_at, row.retired_why, names.get(row.id, ""))
        for row in reading.session.scalars(select(Device).order_by(Device.kind, Device.name, Device.id))
    )  # fmt: skip


def staff_numbers(reading: Reading) -> dict[str, str]:
    """Return every staff number by its key, also of those who have left."""
    return dict(reading.session.execute(select(Staff.id, Staff.number)).tuples().all())


def device_names(reading: Reading) -> dict[str, str]:
    """Return every device's name by its key, also of those that were retired."""
    rows = reading.session.execute(select(Device.id, Device.name)).tuples()
    return {key: device_name(name) for key, name in rows}


def staff_numbered(reading: Reading, *, number: str) -> StaffCard:
    """Return the member of staff of a number, also one who has left.

    Raises:
        Refusal: `security.no_such_number`.
    """
    row = reading.session.scalar(select(Staff).where(Staff.number == number))
    if row is None:
        raise Refusal("security.no_such_number", number=number)
    return _card(row)


def _here(reading: Reading, device_id: str) -> tuple[Staff, SignIn] | None:
    row = reading.session.execute(
        select(Staff, SignIn)
        .join(SignIn, SignIn.staff_id == Staff.id)
        .where(SignIn.device_id == device_id, SignIn.ended_at.is_(None), Staff.active)
    ).first()
    return None if row is None else (row[0], row[1])


def _gone_to(reading: Reading, device_id: str) -> str:
    """Return the device at which the last one who sat here goes on now."""
    last = reading.session.scalar(
        select(SignIn).where(SignIn.device_id == device_id).order_by(SignIn.began_at.desc()).limit(1)
    )
    if last is None or last.ended_why != "taken_over":
        return ""
    where = select(Device.name).join(SignIn, SignIn.device_id == Device.id)
    name = reading.session.scalar(where.where(SignIn.staff_id == last.staff_id, SignIn.ended_at.is_(None)))
    return device_name(name or "")


def _card(row: Staff) -> StaffCard:
    return StaffCard(row.id, row.number, row.name, row.department, tuple(row.roles), row.temporary)
