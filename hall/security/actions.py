"""Staff, their passwords, keys and roles, devices and settings; signing in stands in `sessions`."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security.keyfiles import check_public
from hall.security.model import Device, FormerPassword, SignIn, Staff, StaffKey
from hall.security.passwords import check_new, hashed, matches
from hall.security.policy import SignInPolicy
from hall.security.rules import DEVICE_KINDS, check_powers, check_roles, device_name, free_name, secret_hash
from hall.security.sessions import (
    ask_challenge,
    end_sign_ins,
    guesses_here,
    knows_password,
    lock,
    sign_in,
    sign_out,
    unlock,
)
from hall.storage import settings
from hall.storage.action import action, secret_action
from hall.storage.work import Work

__all__ = [
    "add_device", "add_key", "add_staff", "ask_challenge", "before_leaving", "change_password", "come_back", "leave",
    "lock", "reset_password", "retire_device", "revoke_keys", "set_policies", "set_policy", "set_roles", "sign_in",
    "sign_out", "unlock",
]  # fmt: skip

_OPEN_SOMETHING = frozenset({"kiosk.leave_code"})
"""Settings that are codes themselves: the record says that they were changed, and not to what."""
MOST_FORMER = 24
"""Former passwords of which a digest is kept: as many as the policy may ask for."""

BeforeLeaving = Callable[[Work, str], object]
_before_leaving: list[BeforeLeaving] = []


def before_leaving(check: BeforeLeaving) -> BeforeLeaving:
    """Register what another room looks at before somebody leaves for good; it refuses where duties are open."""
    _before_leaving.append(check)
    return check


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
    provisional: bool = False,
) -> str:
    """Take on a member of staff; answers with their key. Temporary staff have no right to sign or to seal.

    A password that somebody else chose is provisional: it only opens the way to an own one. What a person gives
    always is; what the hall itself gives is where `provisional` says so.

    Raises:
        Refusal: `security.number_taken`, `security.unknown_role`, `security.powers_apart`, and why the password is
            too weak.
    """
    policy = settings.read(work.session, SignInPolicy)
    check_roles(roles)
    check_powers(roles, policy)
    check_new(password, policy, number=number, name=name)
    if work.session.scalar(select(Staff.id).where(Staff.number == number)) is not None:
        raise Refusal("security.number_taken", number=number)
    staff = Staff(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=number,
        name=name,
        department=department,
        roles=list(roles),
        password_hash=hashed(password),
        password_at=work.now,
        must_change=provisional or work.actor.staff_id is not None,
        failures=0,
        active=True,
        temporary=temporary,
    )
    work.session.add(staff)
    work.concerns(staff.id)
    work.noted("roles", None, list(roles))
    work.touched(Topic.STAFF)
    return staff.id


@action
def set_roles(work: Work, *, staff_id: str, roles: Sequence[str]) -> None:
    """Give a member of staff other roles.

    Raises:
        Refusal: `security.unknown_role`, `security.powers_apart`, `security.last_admin`.
    """
    check_roles(roles)
    check_powers(roles, settings.read(work.session, SignInPolicy))
    staff = work.session.get_one(Staff, staff_id, with_for_update=True)
    if "admin" not in roles:
        _keep_an_admin(work, staff)
    work.noted("roles", staff.roles, list(roles))
    staff.roles = list(roles)
    work.concerns(staff_id)
    work.touched(Topic.STAFF)


@action
def leave(work: Work, *, staff_id: str, on: date) -> None:
    """Let a member of staff leave for good: nothing opens to them any more, what they did stays.

    Raises:
        Refusal: `security.leaves_later` for a day to come, `security.last_admin`, `security.left_already`, and what
            other rooms say while duties are open.
    """
    staff = work.session.get_one(Staff, staff_id, with_for_update=True)
    if not staff.active:
        raise Refusal("security.left_already", name=staff.name)
    if on > work.today:
        raise Refusal("security.leaves_later", day=on.isoformat())
    _keep_an_admin(work, staff)
    for check in _before_leaving:
        check(work, staff_id)
    staff.active, staff.left_on = False, on
    end_sign_ins(work, SignIn.staff_id == staff_id, "left")
    revoke_keys(work, staff_id=staff_id)


@action
def come_back(work: Work, *, staff_id: str, password: str) -> None:
    """Take on again who had left, under the old number; the password given is provisional.

    Raises:
        Refusal: `security.still_here`, and why the password is too weak.
    """
    staff = work.session.get_one(Staff, staff_id, with_for_update=True)
    if staff.active:
        raise Refusal("security.still_here", name=staff.name)
    staff.active, staff.left_on = True, None
    reset_password(work, staff_id=staff_id, new=password, provisional=True)
    work.touched(Topic.STAFF)


@action
def add_key(work: Work, *, staff_id: str, public: str) -> str:
    """Register the public half of a key file; the ones before it hold no more. Answers with the key's own key.

    Raises:
        Refusal: `security.key_unreadable`.
    """
    check_public(public)
    revoke_keys(work, staff_id=staff_id)
    key = StaffKey(id=new_id(), staff_id=staff_id, public=public, given_at=work.now)
    work.session.add(key)
    work.concerns(key.id)
    return key.id


@action
def revoke_keys(work: Work, *, staff_id: str) -> None:
    """Take the key files of a member of staff out of use, for instance when a stick was lost."""
    for key in work.session.scalars(
        select(StaffKey).where(StaffKey.staff_id == staff_id, StaffKey.revoked_at.is_(None)).with_for_update()
    ):
        key.revoked_at = work.now
    work.concerns(staff_id)


@secret_action
def add_device(work: Work, *, kind: str, name: str, counter_id: str | None = None) -> str:
    """Register a device under a name of its own; answers with `id.secret`, shown once and kept on the PC itself.

    Raises:
        Refusal: `security.unknown_device_kind`.
    """
    if kind not in DEVICE_KINDS:
        raise Refusal("security.unknown_device_kind", kind=kind)
    secret = secrets.token_urlsafe(24)
    in_use = set(work.session.scalars(select(Device.name).where(Device.active)))
    name = free_name(name, in_use, at_counter=counter_id is not None)
    device = Device(
        id=new_id(), kind=kind, name=name, counter_id=counter_id, secret_hash=secret_hash(secret), active=True
    )
    work.session.add(device)
    work.concerns(device.id)
    work.touched(Topic.POSTS)
    return f"{device.id}.{secret}"


@action
def retire_device(work: Work, *, device_id: str, reason: str) -> None:
    """Take a device out of use; whoever sits there is signed out, and its window closes itself.

    Raises:
        Refusal: `security.device_retired` when it is out of use already.
    """
    device = work.session.get_one(Device, device_id, with_for_update=True)
    if not device.active:
        raise Refusal("security.device_retired", name=device_name(device.name))
    device.active, device.retired_at, device.retired_why = False, work.now, reason[:100]
    end_sign_ins(work, SignIn.device_id == device_id, "retired")
    work.concerns(device_id)
    work.touched(Topic.POSTS, Topic.STAFF)


@action
def change_password(work: Work, *, old: str, new: str) -> bool:
    """Choose a new password; False, which is counted like a wrong password at sign-in, when the old one is not right.

    Raises:
        Refusal: `security.locked`, `security.wait`, `security.password_former`, and why the new one is too weak.
    """
    policy = settings.read(work.session, SignInPolicy)
    staff = work.session.get_one(Staff, work.actor.staff_id, with_for_update=True)
    if not knows_password(work, staff, old, guesses_here(work), policy):
        return False
    check_new(new, policy, number=staff.number, name=staff.name)
    _check_former(work, staff, new, policy)
    _give(work, staff, new)
    staff.must_change = False
    work.touched(Topic.STAFF)
    return True


@action
def reset_password(work: Work, *, staff_id: str, new: str, provisional: bool = False) -> None:
    """Give a member of staff a new password and lift the lock; it is provisional as in `add_staff`.

    Raises:
        Refusal: why the password is too weak.
    """
    staff = work.session.get_one(Staff, staff_id, with_for_update=True)
    check_new(new, settings.read(work.session, SignInPolicy), number=staff.number, name=staff.name)
    _give(work, staff, new)
    staff.failures, staff.locked_until = 0, None
    staff.must_change = provisional or work.actor.staff_id is not None


@action
def set_policy(work: Work, *, policy: object) -> None:
    """Change settings: `policy` is one of the frozen dataclasses that rooms read, such as `QueuePolicy`.

    Raises:
        Refusal: `settings.…` when a changed value is not allowed; the sentence says what is.
    """
    known = settings.read(work.session, type(policy))
    changed = settings.check(known, policy)
    settings.write(work.session, policy)
    for name in changed:
        before, after = (getattr(each, name.partition(".")[2]) for each in (known, policy))
        if name in _OPEN_SOMETHING:
            before, after = before and "已设", after and "新设"
        work.noted(name, before, after)
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


def _give(work: Work, staff: Staff, new: str) -> None:
    """Keep a new password, and the digest of the one before it."""
    work.session.add(FormerPassword(id=new_id(), staff_id=staff.id, password_hash=staff.password_hash, at=work.now))
    work.session.flush()
    for row in _former(work, staff)[MOST_FORMER:]:
        work.session.delete(row)
    staff.password_hash, staff.password_at = hashed(new), work.now
    work.concerns(staff.id)


def _check_former(work: Work, staff: Staff, new: str, policy: SignInPolicy) -> None:
    hashes = [staff.password_hash, *(row.password_hash for row in _former(work, staff))]
    if any(matches(each, new) for each in hashes[: policy.former]):
        raise Refusal("security.password_former", count=policy.former)


def _former(work: Work, staff: Staff) -> list[FormerPassword]:
    """Return the former passwords, the latest first."""
    rows = select(FormerPassword).where(FormerPassword.staff_id == staff.id)
    return list(work.session.scalars(rows.order_by(FormerPassword.at.desc(), FormerPassword.id.desc())))


def _keep_an_admin(work: Work, staff: Staff) -> None:
    """Refuse to lose the last one who may give anybody anything back."""
    if not staff.active or "admin" not in staff.roles:
        return
    others = work.session.scalars(select(Staff).where(Staff.active, Staff.id != staff.id))
    if not any("admin" in other.roles for other in others):
        raise Refusal("security.last_admin")
