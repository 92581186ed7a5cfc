"""Who has work at the administrator's window, and signing in there."""

from hall.service import Hall
from ui.shared.office import Desk

SITS_HERE = ("security.add_staff",)
"""Whoever may do one of these has work here."""


def sit_down(hall: Hall, number: str, password: str, take_over: bool = False) -> bool:
    """Sign in whoever has work here; False for a wrong number or password.

    Raises:
        Refusal: `ui.not_your_desk` for anybody else; what `enter` says.
    """
    return Desk(hall, SITS_HERE).sit_down(number, password, take_over)
