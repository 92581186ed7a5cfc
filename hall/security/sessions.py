"""Signing in, out and over: passwords counted, screens locked, one post at a time."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security.keyfiles import proves
from hall.security.model import Device, DeviceGuesses, SignIn, Staff, StaffKey, UnknownNumber
from hall.security.passwords import NOBODYS, matches
from hall.security.policy import (
    CHALLENGE_LASTS,
    SignInPolicy,
    after_wrong,
    challenge_message,
    has_aged,
    needs_key,
    wait_at_device,
)
from hall.security.rules import device_name
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Work

WRONG = "security.wrong_password"
FORGET_AFTER = timedelta(days=1)


@action
def sign_in(work: Work, *, number: str, password: str, proof: str = "", take_over: bool = False) -> str | None:
    """Sit down at the actor's device; answers with the staff key, or None when the password is wrong.

    A wrong password is an answer and not a refusal, because the count of failures has to be kept; the audit entry
    says `security.wrong_password`. A number that nobody has is answered in the same way and after the same time.

    Args:
        work: the transaction.
        number: the staff number.
        password: the password.
        proof: the challenge signed with the key file, in hex; empty without one.
        take_over: whether to end one's own sign-in at another device.

    Raises:
        Refusal: `security.locked` after too many failures, `security.wait` after too many at this device,
            `security.key_needed`, `security.no_key`, `security.wrong_key`, `security.elsewhere` when signed in at
            another device.
    """
    policy = settings.read(work.session, SignInPolicy)
    guesses = guesses_here(work)
    staff = work.session.scalar(select(Staff).where(Staff.number == number, Staff.active).with_for_update())
    if staff is None:
        _refuse_unknown(work, number, password, guesses, policy)
        return None
    work.concerns(staff.id)
    if not knows_password(work, staff, password, guesses, policy):
        return None
    _check_key(work, staff, proof, guesses, policy)
    if staff.password_at is None:
        staff.password_at = work.now
    staff.must_change = staff.must_change or has_aged(staff.password_at, work.now, policy)
    _sit_down(work, staff, take_over=take_over)
    return staff.id


@action
def sign_out(work: Work) -> None:
    """Leave the actor's device."""
    end_sign_ins(work, SignIn.device_id == work.actor.device_id, "")


@action
def lock(work: Work) -> None:
    """Lock the screen of whoever sits at the actor's device: nothing goes before the password."""
    for row in _open_rows(work, SignIn.device_id == work.actor.device_id):
        row.locked_at = row.locked_at or work.now
        work.concerns(row.staff_id)
    work.touched(Topic.STAFF)


@action
def unlock(work: Work, *, password: str) -> bool:
    """Go on at a locked screen; False, which is counted like a wrong password at sign-in, when it is not the right one.

    Raises:
        Refusal: `security.locked`, `security.wait`, `security.session_ended` when the sign-in has ended meanwhile.
    """
    if work.actor.staff_id is None:
        raise Refusal("security.session_ended")
    staff = work.session.get_one(Staff, work.actor.staff_id, with_for_update=True)
    work.concerns(staff.id)
    if not knows_password(work, staff, password, guesses_here(work), settings.read(work.session, SignInPolicy)):
        return False
    for row in _open_rows(work, SignIn.device_id == work.actor.device_id):
        row.locked_at = None
    work.touched(Topic.STAFF)
    return True


@action
def ask_challenge(work: Work) -> str:
    """Ask for the words that a key file signs at the next sign-in at this device; they hold for two minutes."""
    guesses = guesses_here(work)
    guesses.challenge, guesses.challenge_at = secrets.token_hex(24), work.now
    return guesses.challenge


def knows_password(work: Work, staff: Staff, password: str, guesses: DeviceGuesses, policy: SignInPolicy) -> bool:
    """Tell whether a password is right, and count it where it is wrong.

    Raises:
        Refusal: `security.locked`, `security.wait`.
    """
    _refuse_locked(work, staff.locked_until is not None and staff.locked_until > work.now, staff)
    _refuse_waiting(work, guesses)
    if matches(staff.password_hash, password):
        staff.failures, staff.locked_until, guesses.failures, guesses.wait_until = 0, None, 0, None
        return True
    staff.failures, staff.locked_until = after_wrong(staff.failures, work.now, policy)
    _count_here(work, guesses, policy)
    return False


def guesses_here(work: Work) -> DeviceGuesses:
    """Return the count of the actor's device, locked until the commit."""
    found = work.session.get(DeviceGuesses, work.actor.device_id, with_for_update=True)
    if found is None:
        found = DeviceGuesses(device_id=work.actor.device_id, failures=0)
        work.session.add(found)
    return found


def end_sign_ins(work: Work, whose: ColumnElement[bool], why: str) -> None:
    """End the open sign-ins that a condition names; `why` is one of `rules.ENDS`."""
    for row in _open_rows(work, whose):
        row.ended_at, row.ended_why = work.now, why
    work.session.flush()
    work.touched(Topic.STAFF)


def _open_rows(work: Work, whose: ColumnElement[bool]) -> list[SignIn]:
    return list(work.session.scalars(select(SignIn).where(whose, SignIn.ended_at.is_(None))))


def _refuse_unknown(work: Work, number: str, password: str, guesses: DeviceGuesses, policy: SignInPolicy) -> None:
    """Do with a number that nobody has all that is done with a wrong password."""
    long_ago = work.now - FORGET_AFTER
    work.session.execute(delete(UnknownNumber).where(UnknownNumber.last_at < long_ago))
    mark = hashlib.sha256(f"{work.place.hall_id}|{number}".encode()).hexdigest()
    known = work.session.get(UnknownNumber, (work.actor.device_id, mark))
    if known is None:
        known = UnknownNumber(device_id=work.actor.device_id, mark=mark, failures=0, last_at=work.now)
        work.session.add(known)
    _refuse_locked(work, known.locked_until is not None and known.locked_until > work.now, known)
    _refuse_waiting(work, guesses)
    matches(NOBODYS, password)
    known.last_at = work.now
    known.failures, known.locked_until = after_wrong(known.failures, work.now, policy)
    _count_here(work, guesses, policy)


def _refuse_locked(work: Work, locked: bool, account: Staff | UnknownNumber) -> None:
    if locked and account.locked_until is not None:
        raise Refusal("security.locked", until=f"{work.local(account.locked_until):%H:%M}")


def _refuse_waiting(work: Work, guesses: DeviceGuesses) -> None:
    if guesses.wait_until is not None and guesses.wait_until > work.now:
        seconds = -(-(guesses.wait_until - work.now) // timedelta(seconds=1))
        raise Refusal("security.wait", seconds=seconds)


def _count_here(work: Work, guesses: DeviceGuesses, policy: SignInPolicy) -> None:
    """Count a failure at the device, and say in the audit entry what it was."""
    guesses.failures += 1
    wait = wait_at_device(guesses.failures, policy)
    guesses.wait_until = work.now + wait if wait else None
    work.outcome(WRONG)


def _check_key(work: Work, staff: Staff, proof: str, guesses: DeviceGuesses, policy: SignInPolicy) -> None:
    """Refuse where a key file is needed and was not shown."""
    if not needs_key(staff.roles, policy):
        return
    keys = select(StaffKey.public).where(StaffKey.staff_id == staff.id, StaffKey.revoked_at.is_(None))
    publics = list(work.session.scalars(keys))
    if not publics:
        raise Refusal("security.no_key")
    if not proof:
        raise Refusal("security.key_needed")
    fresh = guesses.challenge_at is not None and work.now - guesses.challenge_at <= CHALLENGE_LASTS
    message = challenge_message(work.place.hall_id, work.actor.device_id, staff.number, guesses.challenge)
    if not fresh or not guesses.challenge or not any(proves(public, message, proof) for public in publics):
        raise Refusal("security.wrong_key")
    guesses.challenge = ""


def _sit_down(work: Work, staff: Staff, *, take_over: bool) -> None:
    elsewhere = work.session.execute(
        select(SignIn.device_id, Device.name)
        .join(Device, Device.id == SignIn.device_id)
        .where(SignIn.staff_id == staff.id, SignIn.ended_at.is_(None))
    ).first()
    if elsewhere is not None and elsewhere.device_id != work.actor.device_id:
        if not take_over:
            raise Refusal("security.elsewhere", device=device_name(elsewhere.name))
        work.concerns(elsewhere.device_id)
        end_sign_ins(work, SignIn.staff_id == staff.id, "taken_over")
    end_sign_ins(work, SignIn.device_id == work.actor.device_id, "switched")
    work.session.add(SignIn(id=new_id(), staff_id=staff.id, device_id=work.actor.device_id, began_at=work.now))
    work.touched(Topic.STAFF)
