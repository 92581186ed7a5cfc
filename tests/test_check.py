"""`hall check` finds what somebody has changed behind the hall's back, and nothing in a hall that only worked."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Delete, Update, column, delete, table, update

from hall.check import find_problems
from hall.contacts.actions import answer, close, open_sheet
from hall.contacts.model import ContactSheet
from hall.documents.model import Document
from hall.posts.actions import open_counter
from hall.queue.actions import arrive, call_next, finish, take_ticket
from hall.queue.model import Ticket, TicketEvent
from hall.simulation.sample import SampleHall
from hall.storage.numbers import NumberSeries
from tests.halls import furnish_database, sample_hall
from tests.tampering import tamper


@pytest.fixture
def sample(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SampleHall]:
    """Give a hall in which somebody was served and somebody waits."""
    sample = sample_hall(prepared_database(furnish_database))
    clerk = sample.seats[0].hall
    clerk.do(open_counter)
    ticket = sample.kiosk.do(take_ticket, service_code="aid")
    sample.kiosk.do(take_ticket, service_code="aid")
    assert clerk.do(call_next) == ticket
    clerk.do(arrive, ticket_id=ticket)
    sheet = clerk.do(open_sheet, matter_text="低保怎么申请", ticket_id=ticket)
    clerk.do(answer, sheet_id=sheet, words="已说明条件和材料。")
    clerk.do(close, sheet_id=sheet)
    clerk.do(finish, ticket_id=ticket, outcome="advised")
    yield sample
    sample.itself.close()


def problems(sample: SampleHall) -> list[str]:
    return sample.itself.see(lambda reading: list(find_problems(reading)))


def test_a_hall_that_only_worked_is_whole(sample: SampleHall) -> None:
    assert problems(sample) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (update(Ticket).where(Ticket.state == "done").values(outcome="refused"), "differs from its journal"),
        (delete(TicketEvent).where(TicketEvent.kind == "arrived"), "its journal has a gap"),
        (update(Ticket).where(Ticket.state == "waiting").values(seq=9), "the last is 9"),
        (update(NumberSeries).where(NumberSeries.series.like("ticket/%")).values(value=7), "the series stands at 7"),
        (update(Document).values(content="{}"), "its content was altered"),
        (update(Document).values(state="printed"), "no printer has taken it"),
        (update(ContactSheet).values(responsible=""), "nobody is responsible"),
        (update(ContactSheet).values(replied=False), "closed without a reply"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_what_was_changed_behind_its_back_is_named(sample: SampleHall, change: Update | Delete, said: str) -> None:
    tamper(sample.itself._engine, change)
    assert any(said in problem for problem in problems(sample)), problems(sample)


def test_a_seal_that_was_changed_or_taken_off_is_named(sample: SampleHall) -> None:
    content = table("document", column("content"))
    tamper(sample.itself._engine, update(content).values(content=content.c.content.concat("x")))
    assert all("content does not open" in problem for problem in problems(sample))
    assert problems(sample) != []
    tamper(sample.itself._engine, update(content).values(content='{"plain": 1}'))
    assert any("content lies unsealed" in problem for problem in problems(sample))
