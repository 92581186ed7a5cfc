"""Who sits at a window of pages: signing in, leaving, and what the open page looks at together with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from hall.kernel.refusal import Refusal
from hall.service import Hall, Reading, facts_of, security, security_views
from ui.shared.entering import enter
from ui.shared.page import Office

SITS_AT = {
    "supervisor": ("ratings.find", "cases.review_refusal", "seals.seal", "statistics.close_day"),
    "admin": ("security.add_staff",),
}
"""The windows of pages: whoever may do one of the actions has work there."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One look: who sits here, which page was looked at, and what it saw; None while nobody is signed in."""

    office: Office
    page: str = ""
    seen: Any = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk in the hall at which not everybody has work.

    Attributes:
        hall: as this device sees it.
        sits_here: whoever may do one of these actions has work here.
    """

    hall: Hall
    sits_here: Sequence[str]

    def look(self, page: str, looker: Any) -> Glance:  # noqa: ANN401 -- a page's own look
        """Look at the person and at one page at one instant; for a worker thread."""
        return self.hall.see(self._look, page=page, looker=looker)

    def sit_down(self, number: str, password: str, take_over: bool = False) -> bool:
        """Sign in whoever has work here; False for a wrong number or password.

        Raises:
            Refusal: `ui.not_your_desk` for anybody else; what `enter` says.
        """
        if not enter(self.hall, number, password, take_over):
            return False
        if self.hall.actor.may.isdisjoint(self.sits_here):
            self.hall.do(security.sign_out)
            raise Refusal("ui.not_your_desk")
        return True

    def leave(self) -> None:
        """Sign out."""
        self.hall.do(security.sign_out)

    def _look(self, reading: Reading, *, page: str, looker: Any) -> Glance:  # noqa: ANN401 -- a page's own look
        facts, actor = facts_of(reading), reading.actor
        zone = ZoneInfo(facts.zone)
        person = security_views.at_work(reading)
        locked = security_views.session_here(reading).locked
        if person is None or (not locked and actor.may.isdisjoint(self.sits_here)):
            return Glance(Office(facts.name, zone))
        office = Office(facts.name, zone, person, actor.may)
        return Glance(office, page, looker(reading, office))
