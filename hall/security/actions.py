"""Staff, devices and sign-in."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security.model import Device, SignIn, Staff
from hall.security.rules import DEVICE_KINDS, SignInPolicy, check_password, check_roles
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Work

# argon2id with 19 MiB, two passes, one lane: the least that OWASP's password storage guide recommends, because the
# hall's PCs are old and sixteen clerks sign in within the same minute.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@action
def add_staff(
    work: Work,
    *,
    number: str,
    name: str,
    department: str,
    roles: Sequence[str],
    password: str,
    temporary: bool = False,
) -> str:
    """Take on a member of staff; answers with their key. Temporary staff have no right to sign or to seal.

    Raises:
        Refusal: `security.number_taken`, `security.unknown_role`, `security.weak_password`.
    """
    check_roles(roles)
    check_password(password, settings.read(work.session, SignInPolicy))
    if work.session.scalar(select(Staff.id).where(Staff.number == number)) is not None:
        raise Refusal("security.number_taken", number=number)
    staff = Staff(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=number,
        name=name,
        department=department,
        roles=list(roles),
        password_hash=_hasher.hash(password),
        failures=0,
        active=True,
        temporary=temporary,
    )
    work.session.add(staff)
    work.concerns(staff.id)
    work.touched(Topic.STAFF)
    return staff.id


@action
def add_device(work: Work, *, kind: str, name: str, counter_id: str | None = None) -> str:
    """Register a device; answers with `id.secret`, which is shown once and kept on the PC itself.

    Raises:
        Refusal: `security.unknown_device_kind`.
    """
    if kind not in DEVICE_KINDS:
        raise Refusal("security.unknown_device_kind", kind=kind)
    secret = secrets.token_urlsafe(24)
    device = Device(
        id=new_id(), kind=kind, name=name, counter_id=counter_id, secret_hash=_secret_hash(secret), active=True
    )
    work.session.add(device)
    work.concerns(device.id)
    work.touched(Topic.POSTS)
    return f"{device.id}.{secret}"


@action
def sign_in(work: Work, *, number: str, password: str) -> str | None:
    """Sit down at the actor's device; answers with the staff key, or None when the password is wrong.

    A wrong password is an answer and not a refusal, because the count of failures has to be kept.

    Raises:
        Refusal: `security.locked` after too many failures, `security.elsewhere` when signed in at another device.
    """
    staff = work.session.scalar(select(Staff).where(Staff.number == number, Staff.active).with_for_update())
    if staff is None:
        return None
    work.concerns(staff.id)
    if staff.locked_until is not None and staff.locked_until > work.now:
        raise Refusal("security.locked", until=f"{work.local(staff.locked_until):%H:%M}")
    if not _matches(staff, password):
        _count_failure(work, staff)
        return None
    staff.failures, staff.locked_until = 0, None
    _sit_down(work, staff)
    return staff.id


@action
def sign_out(work: Work) -> None:
    """Leave the actor's device."""
    _end_sign_in(work, SignIn.device_id == work.actor.device_id)
    work.touched(Topic.STAFF)


@action
def change_password(work: Work, *, old: str, new: str) -> None:
    """Choose a new password.

    Raises:
        Refusal: `security.wrong_password`, `security.weak_password`.
    """
    staff = work.session.get_one(Staff, work.actor.staff_id, with_for_update=True)
    if not _matches(staff, old):
        raise Refusal("security.wrong_password")
    check_password(new, settings.read(work.session, SignInPolicy))
    staff.password_hash = _hasher.hash(new)
    work.concerns(staff.id)


@action
def reset_password(work: Work, *, staff_id: str, new: str) -> None:
    """Give a member of staff a new password and lift the lock.

    Raises:
        Refusal: `security.weak_password`.
    """
    check_password(new, settings.read(work.session, SignInPolicy))
    staff = work.session.get_one(Staff, staff_id, with_for_update=True)
    staff.password_hash, staff.failures, staff.locked_until = _hasher.hash(new), 0, None
    work.concerns(staff_id)


@action
def set_policy(work: Work, *, policy: object) -> None:
    """Change settings: `policy` is one of the frozen dataclasses that rooms read, such as `QueuePolicy`.

    Raises:
        Refusal: `settings.…` when a changed value is not allowed; the sentence says what is.
    """
    changed = settings.check(settings.read(work.session, type(policy)), policy)
    settings.write(work.session, policy)
    work.concerns(*changed)
    work.touched(Topic.SETTINGS)


@action
def set_policies(work: Work, *, policies: Sequence[object]) -> None:
    """Change several policies, all of them or none.

    Raises:
        Refusal: as `set_policy`.
    """
    for policy in policies:
        set_policy(work, policy=policy)


def _secret_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _matches(staff: Staff, password: str) -> bool:
    try:
        return _hasher.verify(staff.password_hash, password)
    except VerifyMismatchError:
        return False


def _count_failure(work: Work, staff: Staff) -> None:
    policy = settings.read(work.session, SignInPolicy)
    staff.failures += 1
    if staff.failures >= policy.failures:
        staff.failures = 0
        staff.locked_until = work.now + timedelta(minutes=policy.locked_minutes)


def _sit_down(work: Work, staff: Staff) -> None:
    elsewhere = work.session.execute(
        select(SignIn.device_id, Device.name)
        .join(Device, Device.id == SignIn.device_id)
        .where(SignIn.staff_id == staff.id, SignIn.ended_at.is_(None))
    ).first()
    if elsewhere is not None and elsewhere.device_id != work.actor.device_id:
        raise Refusal("security.elsewhere", device=elsewhere.name)
    _end_sign_in(work, SignIn.device_id == work.actor.device_id)
    work.session.flush()
    work.session.add(SignIn(id=new_id(), staff_id=staff.id, device_id=work.actor.device_id, began_at=work.now))
    work.touched(Topic.STAFF)


def _end_sign_in(work: Work, whose: object) -> None:
    for row in work.session.scalars(select(SignIn).where(whose, SignIn.ended_at.is_(None))):  # type: ignore[arg-type]
        row.ended_at = work.now
