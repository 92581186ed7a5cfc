"""Who has work at the window of the head of the hall, and signing in there."""

from hall.service import Hall
from ui.shared.office import Desk

SITS_HERE = ("ratings.find", "cases.review_refusal", "seals.seal", "statistics.close_day")
"""Whoever may do one of these has work here."""


def sit_down(hall: Hall, number: str, password: str, take_over: bool = False) -> bool:
    """Sign in whoever has work here; False for a wrong number or password.

    Raises:
        Refusal: `ui.not_your_desk` for anybody else; what `enter` says.
    """
    return Desk(hall, SITS_HERE).sit_down(number, password, take_over)
