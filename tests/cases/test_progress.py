"""What a status code tells at the kiosk: how things stand, and nothing about whose they are."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

from hall.kernel.clock import ManualClock
from hall.service import cases, cases_progress, cases_views, people, posts, queue, queue_views
from hall.simulation.sample import SampleHall


def progress(sample: SampleHall, code: str) -> Any:
    return sample.kiosk.see(cases_progress.progress_of, status_code=code)


def test_a_ticket_tells_how_many_come_first_and_where_it_is_called(sample: SampleHall) -> None:
    clerk = sample.seats[0].hall
    clerk.do(posts.open_counter)
    taken = [sample.itself.do(queue.take_ticket, service_code="aid") for _ in range(2)]
    first, second = (sample.itself.see(queue_views.ticket, ticket_id=ticket_id) for ticket_id in taken)
    assert progress(sample, second.status_code).expected.ahead == 1
    clerk.do(queue.call_next)
    called = progress(sample, f"{first.status_code[:4].lower()}-{first.status_code[4:]}")
    assert (called.number, called.state, called.counter_number, called.expected) == ("A001", "calling", 1, None)


def test_a_ticket_of_an_earlier_day_is_over(sample: SampleHall, clock: ManualClock) -> None:
    ticket_id = sample.itself.do(queue.take_ticket, service_code="aid")
    code = sample.itself.see(queue_views.ticket, ticket_id=ticket_id).status_code
    assert progress(sample, code).today
    clock.advance(timedelta(days=1))
    old = progress(sample, code)
    assert (old.today, old.expected, old.counter_number) == (False, None, 0)


def test_a_case_tells_its_stage_and_nobodys_name(sample: SampleHall) -> None:
    person_id = sample.itself.do(
        people.register, name="周秀英", id_kind="resident_card", id_number="11010519491231002X"
    )
    case_id = sample.itself.do(cases.open_case, matter_code="SB-008", person_id=person_id)
    code = sample.itself.see(cases_views.case, case_id=case_id).status_code
    stands = progress(sample, code)
    assert (stands.matter_name, stands.stage) == ("失业登记", "draft")
    assert not {"周秀英", "11010519491231002X", person_id} & set(map(str, asdict(stands).values()))


@pytest.mark.parametrize("code", ["", "   ", "AAAAAAAA", "' OR 1=1"])
def test_an_unknown_code_tells_nothing(sample: SampleHall, code: str) -> None:
    sample.itself.do(queue.take_ticket, service_code="aid")
    assert progress(sample, code) is None
