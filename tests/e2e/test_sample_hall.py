"""The sample hall: furnished once or twice it is the same, and its papers are signed by the right body."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from hall.cases.facts import PaperPolicy
from hall.catalogue.views import certificates, current, on_offer
from hall.documents.content import Content, Lead, SealPlace, from_json
from hall.documents.model import Document
from hall.kernel.clock import ManualClock
from hall.opening import sample_hall
from hall.posts.actions import open_counter
from hall.queue.actions import arrive, call_next, take_ticket
from hall.service import SystemHall
from hall.simulation.paperwork import put_on_paper
from hall.simulation.profiles import PROFILES
from hall.simulation.residents import Crowd, Resident
from hall.simulation.sample import FACTS, SampleHall, furnish
from hall.simulation.visits import Visits
from hall.storage import settings
from hall.storage.work import Reading

MONDAY = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[SystemHall]:
    opened = sample_hall(tmp_path, FACTS, ManualClock(MONDAY))
    yield opened
    opened.close()


def bodies(hall: SystemHall) -> PaperPolicy:
    return hall.see(lambda reading: settings.read(reading.session, PaperPolicy))


def papers(hall: SystemHall, kind: str) -> list[Content]:
    def issued(reading: Reading) -> list[Content]:
        rows = reading.session.query(Document).filter(Document.kind == kind)
        return [from_json(row.content) for row in rows]

    return hall.see(issued)


def visit(sample: SampleHall, code: str) -> str:
    """Let one resident come with everything a matter needs; answers with how it ended."""
    matter = sample.itself.see(current, code=code).matter
    (seat,) = sample.seats
    seat.hall.do(open_counter)
    offered = [card.matter for card in sample.itself.see(on_offer)]
    zone = sample.itself.see(lambda reading: reading.place.zone)
    (drawn,) = Crowd(Random(1), PROFILES["village"], offered, zone).of(MONDAY.date(), 1)
    resident: Resident = replace(
        drawn, matter=matter, asks_about=matter, incomplete=False, unfit=False, handed_over=False
    )
    sample.kiosk.do(take_ticket, matter_code=code, service_code="", person_id="")
    ticket = seat.hall.do(call_next)
    assert ticket is not None
    seat.hall.do(arrive, ticket_id=ticket)
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    visits = Visits(sample, Random(1), clock, put_on_paper)
    return visits.finish(seat, ticket, visits.begin(seat, ticket, resident), resident)


def test_the_committee_signs_and_furnishing_again_changes_nothing(hall: SystemHall) -> None:
    furnish(hall, 1)
    first = bodies(hall)
    assert (first.committee, first.court) == ("幸福里社区居民委员会", "安宁区人民法院")
    furnish(hall, 1)
    assert bodies(hall) == first


def test_who_asks_for_what_cannot_be_issued_asks_for_a_forbidden_certificate_by_name(hall: SystemHall) -> None:
    assert visit(furnish(hall, 1), "ZM-001") == "refused"
    (slip,) = papers(hall, "no_certificate_slip")
    (lead,) = (block for block in slip.blocks if isinstance(block, Lead))
    forbidden = {f"社区不能开“{card.name}”。" for card in hall.see(certificates) if not card.allowed}
    assert len(forbidden) == 20
    assert lead.text in forbidden
    (seal,) = (block for block in slip.blocks if isinstance(block, SealPlace))
    assert seal.signer == "幸福里社区居民委员会"
    assert papers(hall, "certificate") == []
