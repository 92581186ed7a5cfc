"""The paper ticket book: nobody who came while the machine was down loses their place, and no number is used twice."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from hall.books import actions as book
from hall.books import rules as book_rules
from hall.books import views as book_views
from hall.books.model import BookLeaf
from hall.check import find_problems
from hall.documents import views as documents_views
from hall.documents.content import Leaves
from hall.kernel.refusal import Refusal
from hall.queue import views
from hall.queue.figures import day_figures
from hall.queue.model import Ticket
from tests.queue.house import MORNING, House


def print_book(house: House, count: int = 10) -> str:
    """Print a book; a minute passes."""
    key: str = house.guide.do(book.print_book, count=count)
    house.wait(minutes=1)
    return key


def came(minutes: int) -> datetime:
    """Return an instant so many minutes after nine."""
    return MORNING + timedelta(minutes=minutes)


def enter(house: House, number: str, minutes: int, service: str = "relief", **arguments: Any) -> str:
    ticket_id: str = house.guide.do(
        book.enter_leaf, number=number, arrived_at=came(minutes), service_code=service, **arguments
    )
    return ticket_id


def refused(house: House, number: str, arrived_at: datetime, **arguments: Any) -> str:
    return house.guide.refused(
        book.enter_leaf, number=number, arrived_at=arrived_at, service_code="relief", **arguments
    )


def problems(house: House) -> list[str]:
    return list(house.guide.see(find_problems))


def test_a_book_has_its_leaves_printed_with_numbers_that_run_on_from_book_to_book(house: House) -> None:
    first, second = print_book(house, 10), print_book(house, 5)
    printed = [_leaves(house, key) for key in (first, second)]
    assert [(leaves[0], leaves[-1]) for leaves in printed] == [("H0001", "H0010"), ("H0011", "H0015")]
    cards = house.guide.see(book_views.books)
    assert [(card.first, card.last, card.unused, card.next) for card in cards] == [
        ("H0011", "H0015", 5, "H0011"),
        ("H0001", "H0010", 10, "H0001"),
    ]


def test_the_book_is_an_original_so_that_it_cannot_be_printed_twice_by_mistake(house: House) -> None:
    (paper,) = house.guide.see(documents_views.documents_of, subject_id=print_book(house))
    assert (paper.title, paper.original) == ("手写号票簿", True)


def test_who_came_during_the_outage_goes_before_who_took_a_ticket_after_it(house: House) -> None:
    print_book(house)
    house.wait(minutes=20)
    after = house.take()
    enter(house, "H0002", 12)
    enter(house, "H0001", 10)
    called = [house.counter(1).call()]
    house.counter(1).serve(house.guide.see(views.ticket_numbered, number=called[0]).id)
    called.append(house.counter(1).call())
    house.counter(1).serve(house.guide.see(views.ticket_numbered, number=called[1]).id)
    called.append(house.counter(1).call())
    assert called == ["H0001", "H0002", house.number(after)]
    assert problems(house) == []


def test_a_ticked_priority_counts_from_the_arrival_on_paper(house: House) -> None:
    print_book(house)
    house.wait(minutes=30)
    enter(house, "1", 5)
    old = enter(house, "2", 25, priority="P2", ground="certificate_seen")
    card = house.guide.ticket(old)
    assert card.score == came(25) - timedelta(minutes=30)
    assert house.counter(1).call() == "H0002"


def test_who_was_served_during_the_outage_is_entered_with_the_times_of_the_paper(house: House) -> None:
    print_book(house)
    house.wait(hours=2)
    ticket_id = enter(
        house, "h3", 10, counter_id=house.counter_id(1), served_at=came(16), finished_at=came(23), outcome="advised"
    )
    card = house.guide.ticket(ticket_id)
    assert (card.state, card.outcome, card.worked_seconds) == ("done", "advised", 7 * 60)
    assert (card.arrived_at, card.called_at, card.finished_at) == (came(10), came(16), came(23))
    figures = house.guide.see(day_figures)
    assert [(row.taken, row.done) for row in figures.series if row.series == "A"] == [(1, 1)]
    assert figures.waits[0].mean_seconds == 6 * 60
    assert house.journals_hold()
    assert problems(house) == []


def test_a_leaf_of_yesterday_counts_for_yesterday_and_cannot_wait(house: House) -> None:
    print_book(house)
    house.wait(days=1)
    assert refused(house, "H0001", came(60)) == "books.another_day"
    ticket_id = enter(house, "H0001", 60, counter_id=house.counter_id(1), served_at=came(61), finished_at=came(62))
    assert house.guide.ticket(ticket_id).day == MORNING.date()


def test_the_day_is_closed_also_when_all_its_tickets_came_on_paper(house: House) -> None:
    print_book(house)
    ticket_id = enter(house, "H0001", 1)
    house.wait(hours=12)
    house.run_due()
    assert house.guide.ticket(ticket_id).state == "expired"


def test_the_code_on_the_leaf_asks_for_the_ticket(house: House) -> None:
    key = print_book(house)
    code = _leaf_codes(house, key)["H0004"]
    ticket_id = enter(house, "H0004", 1)
    found = house.guide.see(views.ticket_of_code, status_code=code)
    assert found is not None
    assert found.id == ticket_id


@pytest.mark.parametrize(("minutes", "code"), [(-1, "books.not_printed_then"), (3, "books.in_future")])
def test_times_that_cannot_be_are_refused(house: House, minutes: int, code: str) -> None:
    print_book(house)
    assert refused(house, "H0001", came(minutes)) == code


def test_half_of_a_service_is_refused_and_so_is_one_that_ran_backwards(house: House) -> None:
    print_book(house)
    house.wait(hours=1)
    counter = house.counter_id(1)
    assert refused(house, "H0001", came(5), counter_id=counter) == "books.counter"
    assert refused(house, "H0001", came(5), served_at=came(6), finished_at=came(7)) == "books.counter"
    backwards = {"counter_id": counter, "served_at": came(4), "finished_at": came(9)}
    assert refused(house, "H0001", came(5), **backwards) == "books.order"
    assert house.guide.see(book_views.books)[0].unused == 10


def test_no_number_is_used_twice_and_the_refusal_says_when(house: House) -> None:
    print_book(house)
    enter(house, "H0001", 1)
    house.guide.do(book.void_leaf, number="H0002", reason="spoiled")
    with pytest.raises(Refusal) as again:
        enter(house, "1", 1)
    assert (again.value.code, again.value.values["at"]) == ("books.entered", "11-23 09:01")
    assert refused(house, "H0002", came(1)) == "books.voided"
    assert house.guide.refused(book.void_leaf, number="H0001", reason="lost") == "books.entered"


def test_a_number_that_was_never_printed_is_refused(house: House) -> None:
    print_book(house)
    assert refused(house, "H0011", came(1)) == "books.unknown"
    assert refused(house, "A001", came(1)) == "books.unknown"


def test_gaps_are_the_leaves_torn_off_before_one_that_is_settled(house: House) -> None:
    print_book(house)
    print_book(house)
    house.wait(minutes=10)
    assert house.guide.see(book_views.book_gaps) == ()
    enter(house, "H0005", 5)
    enter(house, "H0002", 4)
    house.guide.do(book.void_leaf, number="H0003", reason="left")
    enter(house, "H0012", 6)
    assert house.guide.see(book_views.book_gaps) == ("H0001", "H0004", "H0011")
    assert [card.next for card in house.guide.see(book_views.books)] == ["H0013", "H0006"]


def test_a_book_takes_no_letter_of_a_service_and_no_silly_size(house: House) -> None:
    assert house.guide.refused(book.print_book, count=201) == "books.size"
    with pytest.raises(Refusal) as refusal:
        book_rules.check_book("A", 60, frozenset({"A", "V"}))
    assert refusal.value.code == "books.series"


def test_the_proof_finds_a_leaf_that_was_tampered_with(house: House) -> None:
    print_book(house)
    enter(house, "H0001", 1)
    with Session(house.engine) as session, session.begin():
        session.execute(update(BookLeaf).where(BookLeaf.number == "H0001").values(state="unused", ticket_id=None))
    assert problems(house) == ["ticket H0001 says that it is of a ticket book, and no leaf has it"]
    with Session(house.engine) as session, session.begin():
        session.execute(update(Ticket).values(source="desk"))
        session.execute(delete(BookLeaf).where(BookLeaf.number == "H0010"))
    assert any("leaves are missing" in problem for problem in problems(house))


@pytest.mark.parametrize(
    ("typed", "number"), [("H0007", "H0007"), ("h7", "H0007"), (" 7 ", "H0007"), ("00012", "H0012"), ("A001", "A001")]
)
def test_a_number_may_be_typed_short(typed: str, number: str) -> None:
    assert book_rules.read_number(typed, "H") == number


def _leaves(house: House, key: str) -> list[str]:
    return list(_leaf_codes(house, key))


def _leaf_codes(house: House, key: str) -> dict[str, str]:
    (paper,) = house.guide.see(documents_views.documents_of, subject_id=key)
    content = house.guide.see(documents_views.content_of, document_id=paper.id)
    (block,) = [each for each in content.blocks if isinstance(each, Leaves)]
    return dict(block.leaves)
