"""A resident rates a visit once, of their own accord, and nobody does it for them."""

import pytest
from sqlalchemy import select

from hall.check import find_problems
from hall.kernel.refusal import Refusal
from hall.ratings.model import Rating, RatingEvent
from hall.ratings.rules import BAD, BLANK, GIVEN
from hall.service import queue, ratings, ratings_views
from tests.ratings.house import PHONE, House


def test_the_screen_asks_after_service_and_never_again(house: House) -> None:
    assert house.asked() == ""
    ticket = house.serve()
    assert house.asked() == house.number(ticket)
    rating = house.screen.do(ratings.rate, ticket_id=ticket, grade=5)
    assert house.state(rating).state == GIVEN
    assert house.asked() == ""
    assert house.refused(house.screen, ratings.rate, ticket_id=ticket, grade=1) == "ratings.already"
    assert house.refused(house.screen, ratings.rate, ticket_id=ticket, grade=None) == "ratings.already"


def test_no_answer_is_kept_as_no_answer(house: House) -> None:
    ticket = house.serve()
    rating = house.screen.do(ratings.rate, ticket_id=ticket, grade=None)
    assert (house.state(rating).state, house.state(rating).grade) == (BLANK, None)
    assert house.asked() == ""


def test_who_did_not_answer_at_the_screen_may_still_rate_by_code(house: House) -> None:
    ticket = house.serve()
    blank = house.screen.do(ratings.rate, ticket_id=ticket, grade=None)
    house.pass_time(days=3)
    code = house.code(ticket).lower()
    given = house.sample.kiosk.do(ratings.rate_by_code, status_code=f"{code[:4]}-{code[4:]}", grade=4)
    assert given == blank
    assert house.state(given).grade == 4
    assert house.refused(house.sample.kiosk, ratings.rate_by_code, status_code=code, grade=5) == "ratings.already"


def test_the_holder_of_the_code_sees_whether_they_may_rate(house: House) -> None:
    ticket, kiosk = house.begin(), house.sample.kiosk
    code = house.code(ticket)
    assert kiosk.see(ratings_views.to_rate_by_code, status_code=code) is None
    house.clerk.do(queue.finish, ticket_id=ticket)
    house.screen.do(ratings.rate, ticket_id=ticket, grade=None)
    house.pass_time(days=7)
    open_still = ratings_views.RatedByCode(house.number(ticket), "")
    assert kiosk.see(ratings_views.to_rate_by_code, status_code=code) == open_still
    house.pass_time(days=1)
    late = kiosk.see(ratings_views.to_rate_by_code, status_code=code)
    assert late is not None
    assert late.refused == house.refused(kiosk, ratings.rate_by_code, status_code=code, grade=5) == "ratings.too_late"


def test_a_visit_that_was_rated_shows_it_by_its_code(house: House) -> None:
    ticket = house.serve()
    house.screen.do(ratings.rate, ticket_id=ticket, grade=4)
    seen = house.sample.kiosk.see(ratings_views.to_rate_by_code, status_code=house.code(ticket))
    assert seen == ratings_views.RatedByCode(house.number(ticket), "ratings.already")


def test_the_question_has_its_time(house: House) -> None:
    ticket = house.serve()
    house.pass_time(minutes=11)
    assert house.asked() == ""
    assert house.refused(house.screen, ratings.rate, ticket_id=ticket, grade=5) == "ratings.too_late"
    house.pass_time(days=8)
    late = house.refused(house.sample.kiosk, ratings.rate_by_code, status_code=house.code(ticket), grade=5)
    assert late == "ratings.too_late"
    nowhere = house.refused(house.sample.kiosk, ratings.rate_by_code, status_code="ZZZZZZZZ", grade=5)
    assert nowhere == "ratings.no_such_ticket"


def test_the_next_resident_is_not_asked_about_the_last_one(house: House) -> None:
    first = house.serve()
    second = house.begin()
    assert house.asked() == ""
    assert house.refused(house.screen, ratings.rate, ticket_id=second, grade=5) == "ratings.not_finished"
    house.clerk.do(queue.finish, ticket_id=second)
    assert house.asked() == house.number(second) != house.number(first)


def test_while_the_next_one_is_called_the_last_one_is_still_asked(house: House) -> None:
    house.sample.kiosk.do(queue.take_ticket, service_code="aid")
    ticket = house.begin()
    house.clerk.do(queue.finish_and_call_next, ticket_id=ticket)
    assert house.asked() == house.number(ticket)


def test_whoever_left_is_not_asked(house: House) -> None:
    house.serve(outcome="left")
    assert house.asked() == ""


def test_nobody_rates_for_a_resident(house: House) -> None:
    ticket = house.serve()
    assert house.refused(house.clerk, ratings.rate, ticket_id=ticket, grade=5) == "gate.not_allowed"
    assert house.refused(house.leader, ratings.rate, ticket_id=ticket, grade=5) == "gate.not_allowed"
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        house.seat("003", kind="rating")
    neighbour = house.sample.screens[1]
    assert house.refused(neighbour, ratings.rate, ticket_id=ticket, grade=5) == "ratings.not_here"
    assert house.refused(house.sample.kiosk, ratings.rate, ticket_id=ticket, grade=5) == "gate.not_allowed"


def test_a_visit_that_went_on_has_one_rating(house: House) -> None:
    ticket = house.serve()
    blank = house.screen.do(ratings.rate, ticket_id=ticket, grade=None)
    house.clerk.do(queue.undo)
    assert house.asked() == ""
    house.pass_time(seconds=20)
    house.clerk.do(queue.finish, ticket_id=ticket)
    assert house.asked() == house.number(ticket)
    assert house.screen.do(ratings.rate, ticket_id=ticket, grade=3) == blank
    house.clerk.do(queue.undo)
    house.pass_time(seconds=20)
    house.clerk.do(queue.finish, ticket_id=ticket)
    assert house.asked() == ""
    rows = house.itself.see(lambda reading: reading.session.scalars(select(Rating.grade)).all())
    assert rows == [3]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"grade": 6}, "ratings.grade"),
        ({"grade": 5, "reasons": ["attitude"]}, "ratings.only_bad"),
        ({"grade": 4, "phone": PHONE}, "ratings.only_bad"),
        ({"grade": 1, "reasons": ["weather"]}, "ratings.reason"),
        ({"grade": 1, "name": "周兰"}, "ratings.phone_missing"),
        ({"grade": 1, "phone": "1381"}, "people.phone"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(house: House, arguments: dict[str, object], code: str) -> None:
    assert house.refused(house.screen, ratings.rate, ticket_id=house.serve(), **arguments) == code


def test_what_a_resident_says_never_stands_in_the_journal(house: House) -> None:
    rating = house.rated(1, reasons=["attitude", "trips"], words="说了三遍还要我再来", name="周兰", phone=PHONE)
    assert house.state(rating).state == BAD

    def journal(reading: object) -> str:
        rows = reading.session.scalars(select(RatingEvent))  # type: ignore[attr-defined]
        return "".join(f"{row.kind} {row.details} {row.staff_id}" for row in rows)

    said = house.itself.see(journal)
    assert "attitude" in said
    assert not [secret for secret in ("周兰", PHONE, "三遍") if secret in said]
    assert "None" in said, "nobody of the staff stands beside the grade"


def test_ratings_are_part_of_the_proof(house: House) -> None:
    house.rated(5)
    rating = house.rated(2)
    assert house.itself.see(lambda reading: list(find_problems(reading))) == []
    with house.itself._engine.begin() as connection:
        connection.execute(Rating.__table__.update().where(Rating.id == rating).values(grade=5))
    assert any("rating" in problem for problem in house.itself.see(lambda reading: list(find_problems(reading))))
