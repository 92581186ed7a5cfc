"""What passwords, locks and keys have to be in this hall, and what follows from a wrong password."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from hall.kernel.allowed import Between, OneOf, YesOrNo

NO_FACTOR, ADMINS, ALL = "none", "admins", "all"
POWERS = (("admin", "supervisor"),)
"""Whoever runs the system does not oversee it (GB/T 22239, 三权分立)."""


@dataclass(frozen=True)
class SignInPolicy:
    """Rules of passwords, locks and keys; defaults from domain practice for GB/T 22239 level 2.

    Attributes:
        shortest: characters of a password.
        kinds: how many of lower case, upper case, digits and signs it mixes.
        failures: wrong passwords before the lock.
        locked_minutes: minutes of the lock.
        days: days until a password must be changed; 0 for never.
        former: how many former passwords may not come back.
        idle_minutes: minutes without a key or a touch until a window locks itself; 0 for never.
        second_factor: who needs a key file besides the password: none, admins or all.
        powers_apart: whether nobody may both run the system and oversee it.
    """

    shortest: Annotated[int, Between(8, 64)] = 8
    kinds: Annotated[int, Between(2, 4)] = 3
    failures: Annotated[int, Between(3, 20)] = 5
    locked_minutes: Annotated[int, Between(1, 1440)] = 10
    days: Annotated[int, Between(0, 3650)] = 90
    former: Annotated[int, Between(0, 24)] = 5
    idle_minutes: Annotated[int, Between(0, 480)] = 10
    second_factor: Annotated[str, OneOf(NO_FACTOR, ADMINS, ALL)] = NO_FACTOR
    powers_apart: Annotated[bool, YesOrNo()] = True


LONGEST_WAIT = timedelta(minutes=5)
CHALLENGE_LASTS = timedelta(minutes=2)


def after_wrong(failures: int, now: datetime, policy: SignInPolicy) -> tuple[int, datetime | None]:
    """Return the count of failures after one more, and until when the account is locked, if it is now."""
    if failures + 1 >= policy.failures:
        return 0, now + timedelta(minutes=policy.locked_minutes)
    return failures + 1, None


def wait_at_device(failures: int, policy: SignInPolicy) -> timedelta:
    """Return how long a device waits after so many wrong passwords in a row: 2, 4, 8 seconds, at most five minutes."""
    over = failures - policy.failures
    if over <= 0:
        return timedelta(0)
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(over, 10)))


def has_aged(password_at: datetime | None, now: datetime, policy: SignInPolicy) -> bool:
    """Tell whether a password must be changed; one of unknown age is counted from the next sign-in."""
    return bool(policy.days) and password_at is not None and now - password_at >= timedelta(days=policy.days)


def needs_key(roles: Iterable[str], policy: SignInPolicy) -> bool:
    """Tell whether whoever has these roles proves themselves with a key file too."""
    return policy.second_factor == ALL or (policy.second_factor == ADMINS and "admin" in roles)


def challenge_message(hall_id: str, device_id: str, number: str, challenge: str) -> bytes:
    """Return what a key file signs: it proves one sign-in of one person at one device of one hall."""
    return "\n".join(("one-stop-hall sign-in", hall_id, device_id, number, challenge)).encode()
