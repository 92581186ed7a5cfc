"""Who sits at the window: signing in, leaving, and what the open page looks at together with it."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from hall.kernel.refusal import Refusal
from hall.service import Hall, Reading, facts_of, security, security_views
from ui.supervisor.page import Office

SITS_HERE = ("ratings.find", "cases.review_refusal", "seals.seal", "statistics.close_day")
"""Whoever may do one of these has work at this window."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One look: who sits here, which page was looked at, and what it saw; None while nobody is signed in."""

    office: Office
    page: str = ""
    seen: Any = None


def look(hall: Hall, page: str, looker: Any) -> Glance:  # noqa: ANN401 -- a page's own look
    """Look at the person and at one page at one instant; for a worker thread."""
    return hall.see(_look, page=page, looker=looker)


def sit_down(hall: Hall, number: str, password: str) -> bool:
    """Sign in whoever has work here; False for a wrong number or password.

    Raises:
        Refusal: `ui.not_your_desk` for anybody else; what `security.sign_in` says.
    """
    if hall.do(security.sign_in, number=number, password=password) is None:
        return False
    if hall.actor.may.isdisjoint(SITS_HERE):
        hall.do(security.sign_out)
        raise Refusal("ui.not_your_desk")
    return True


def leave(hall: Hall) -> None:
    """Sign out."""
    hall.do(security.sign_out)


def _look(reading: Reading, *, page: str, looker: Any) -> Glance:  # noqa: ANN401 -- a page's own look
    facts, actor = facts_of(reading), reading.actor
    zone = ZoneInfo(facts.zone)
    if actor.staff_id is None or actor.may.isdisjoint(SITS_HERE):
        return Glance(Office(facts.name, zone))
    office = Office(facts.name, zone, security_views.colleague(reading, staff_id=actor.staff_id), actor.may)
    return Glance(office, page, looker(reading, office))
