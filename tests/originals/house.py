"""The sample hall as the tests of the tray see it: a resident at the first counter, with originals in hand."""

import datetime as dt
from typing import Any

import pytest

from hall.cases.record import codes_of
from hall.catalogue.views import current
from hall.check import find_problems
from hall.documents.views import content_of, documents_of
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.service import (
    Hall,
    cases,
    cases_views,
    contacts,
    originals,
    originals_views,
    people,
    posts,
    queue,
    queue_views,
)
from hall.simulation.sample import SampleHall
from tests.cases.forms import filled_in
from tests.halls import MONDAY_MORNING, sample_hall

HOUSEHOLD_BOOK = "居民户口簿"
CARD = "居民身份证"


class House:
    """The sample hall; 王芳 sits at the first counter, which is open."""

    def __init__(self, url: str) -> None:
        self.clock = ManualClock(MONDAY_MORNING)
        self.sample: SampleHall = sample_hall(url, self.clock)
        self.clerk, self.itself = self.sample.seats[0].hall, self.sample.itself
        for seat in self.sample.seats:
            seat.hall.do(posts.open_counter)

    def serve(self, person_id: str = "") -> str:
        """Have somebody sit down at the first counter; answers with the ticket's key."""
        known = {"person_id": person_id} if person_id else {}
        ticket_id = self.sample.kiosk.do(queue.take_ticket, service_code="aid", **known)
        self.clerk.do(queue.call_ticket, ticket_id=ticket_id)
        self.clerk.do(queue.arrive, ticket_id=ticket_id)
        return ticket_id

    def person(self, name: str = "㭎小满") -> str:
        return self.clerk.do(people.register, name=name, phone="13800000456")

    def take(self, name: str = HOUSEHOLD_BOOK, count: int = 1, **more: Any) -> str:
        """Check originals in at the first counter."""
        return self.clerk.do(originals.check_in, name=name, count=count, **more)

    def draft(self, matter: str = "MZ-001", ticket_id: str | None = None) -> str:
        """Open a case at the first counter, its form filled in and nothing yet on its checklist but what is shared."""
        person = self.person()
        sheet = self.clerk.do(contacts.open_sheet, matter_text="来办事", person_id=person, ticket_id=ticket_id)
        form = filled_in(self.itself.see(current, code=matter).matter, self.itself.see(codes_of))
        return self.clerk.do(
            cases.open_case, matter_code=matter, person_id=person, contact_id=sheet, ticket_id=ticket_id, form=form
        )

    def accept(self, case_id: str) -> None:
        """Verify copies of all that is missing, then accept."""
        for line in self.itself.see(cases_views.case, case_id=case_id).materials:
            if line.state == "missing":
                self.check(case_id, line.material_id, copies=1)
        self.clerk.do(cases.submit, case_id=case_id)
        self.clerk.do(cases.accept, case_id=case_id)

    def check(self, case_id: str, material_id: str, *, state: str = "verified", **more: Any) -> None:
        self.clerk.do(cases.check_material, case_id=case_id, material_id=material_id, state=state, **more)

    def tray(self, counter: int = 1) -> list[tuple[str, int]]:
        """Return what lies in the tray of a counter."""
        counter_id = self.sample.seats[counter - 1].counter.id
        return [(card.name, card.left) for card in self.itself.see(originals_views.tray, counter_id=counter_id)]

    def card(self, original_id: str) -> originals_views.OriginalCard:
        """Return originals that are still here."""
        return next(card for card in self.itself.see(originals_views.kept) if card.id == original_id)

    def here(self) -> list[tuple[str, str, int]]:
        """Return everything that is here: name, state, how many."""
        return [(card.name, card.state, card.left) for card in self.itself.see(originals_views.kept)]

    def paper(self, document_id: str, subject_id: str) -> str:
        """Return the title of a paper and its first line."""
        known = [each.id for each in self.itself.see(documents_of, subject_id=subject_id)]
        assert document_id in known
        content = self.itself.see(content_of, document_id=document_id)
        return f"{content.title}：{content.blocks[0].text}"  # type: ignore[union-attr]

    def refused(self, action: Any, by: Hall | None = None, **arguments: Any) -> str:
        """Return the code with which an action is refused."""
        with pytest.raises(Refusal) as refusal:
            (by or self.clerk).do(action, **arguments)
        return refusal.value.code

    def problems(self) -> list[str]:
        return self.itself.see(lambda reading: list(find_problems(reading)))

    def pass_time(self, **span: float) -> None:
        self.clock.advance(dt.timedelta(**span))
        self.itself.run_due()

    def clear(self) -> None:
        """Hand everything back, and let whoever sits at the first counter go."""
        for card in self.itself.see(originals_views.kept):
            self.itself.do(originals.check_out, original_id=card.id)
        self.go()

    def go(self) -> None:
        """Let whoever sits at the first counter go."""
        there = self.itself.see(queue_views.at_counter, counter_id=self.sample.seats[0].counter.id)
        if there is not None:
            self.clerk.do(queue.finish, ticket_id=there.id, outcome="left")

    def close(self) -> None:
        self.itself.close()
