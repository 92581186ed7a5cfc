"""Reads staff, devices and who is signed in where."""

from dataclasses import dataclass

from sqlalchemy import select

from hall.kernel.actor import Actor
from hall.kernel.refusal import Refusal
from hall.security.model import Device, SignIn, Staff
from hall.security.rules import allowed
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
    return tuple(DeviceCard(row.id, row.kind, row.name, row.counter_id) for row in rows)


def actor_at(reading: Reading, *, device_id: str) -> Actor:
    """Return who acts at a device now: the person signed in there, or the device alone.

    Raises:
        Refusal: `security.unknown_device` when the device is not registered or was retired.
    """
    device = reading.session.get(Device, device_id)
    if device is None or not device.active:
        raise Refusal("security.unknown_device")
    staff = reading.session.scalar(
        select(Staff)
        .join(SignIn, SignIn.staff_id == Staff.id)
        .where(SignIn.device_id == device_id, SignIn.ended_at.is_(None), Staff.active)
    )
    if staff is None:
        return Actor(device_id, counter_id=device.counter_id, may=allowed((), device.kind))
    may = allowed(staff.roles, device.kind, temporary=staff.temporary)
    return Actor(device_id, staff.id, staff.number, device.counter_id, may)


def _card(row: Staff) -> StaffCard:
    return StaffCard(row.id, row.number, row.name, row.department, tuple(row.roles), row.temporary)
