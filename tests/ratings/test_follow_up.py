"""A bad rating is followed up until somebody has been told, and the clerk does not learn who gave it."""

import datetime as dt

import pytest

from hall.kernel.refusal import Refusal
from hall.ratings.rules import CLOSED, FEEDBACK, RECTIFYING, REVISIT, UPHELD
from hall.service import ratings, ratings_figures, ratings_views
from tests.ratings.house import PHONE, House


def day_of(house: House, at: dt.datetime | None) -> dt.date:
    assert at is not None
    return house.itself.see(lambda reading: reading.local(at)).date()


def test_an_anonymous_rating_is_looked_into_and_answered_in_public(house: House) -> None:
    rating = house.rated(2, reasons=["told_at_once"], words="没说要带照片")
    (card,) = house.leader.see(ratings_views.bad_ratings)
    assert (card.grade, card.reasons, card.named, card.light) == (2, ("没有一次说清",), False, "yellow")
    assert day_of(house, card.due_at) == dt.date(2026, 11, 24), "the next working day"
    house.looked_into(rating)
    assert day_of(house, house.card(rating).due_at) == dt.date(2026, 11, 30), "the fifth working day"
    house.follow(ratings.rectify, rating, course="simple", words="窗口补贴了照片要求。")
    house.follow(ratings.feed_back, rating, words="已在公示栏说明并道歉。")
    assert house.state(rating).state == CLOSED
    assert house.leader.see(ratings_views.bad_ratings) == ()
    (closed,) = house.leader.see(ratings_views.closed_ratings, since=dt.date(2026, 11, 1))
    assert (closed.id, closed.light) == (rating, "grey")


def test_whoever_left_a_number_is_reached_told_and_asked_again(house: House) -> None:
    rating = house.rated(1, reasons=["attitude"], name="周兰", phone="138-1234-5678")
    house.follow(ratings.assign, rating, to=house.leader.actor.staff_id)
    unreached = house.refused(house.leader, ratings.contact, rating_id=rating, words="查了录像。")
    assert unreached == "ratings.way_missing"
    house.follow(ratings.contact, rating, words="电话里说明了经过。", way="phone")
    house.follow(ratings.find, rating, valid=True, words="属实。")
    house.follow(ratings.rectify, rating, course="complex", words="要重新培训，两周内完成。")
    assert house.state(rating).state == RECTIFYING
    assert day_of(house, house.state(rating).due_at) == dt.date(2026, 12, 14), "the fifteenth working day"
    house.follow(ratings.feed_back, rating, words="培训已完成，向您道歉。", way="phone")
    assert house.state(rating).state == FEEDBACK
    assert house.refused(house.leader, ratings.close, rating_id=rating, words="完") == "ratings.now_feedback"
    house.follow(ratings.revisit, rating, satisfied=False, words="她说还是慢。")
    assert house.state(rating).state == REVISIT
    house.follow(ratings.rectify, rating, course="simple", words="加开快办窗口。")
    house.follow(ratings.feed_back, rating, words="已加开快办窗口。", way="phone")
    house.follow(ratings.revisit, rating, satisfied=True)
    assert house.state(rating).state == CLOSED
    file = house.leader.see(ratings_views.rating, rating_id=rating)
    assert (file.card.name, file.name, file.phone) == ("周*", "周兰", PHONE)
    assert [step.kind for step in file.history] == [
        "graded", "assigned", "contacted", "found_valid", "rectifying", "told", "revisited", "rectifying", "told",
        "revisited", "closed",
    ]  # fmt: skip
    assert file.history[2].words == "电话里说明了经过。"


def test_an_appeal_is_decided_by_somebody_else(house: House) -> None:
    rating = house.rated(1)
    house.looked_into(rating, valid=False)
    house.follow(ratings.appeal, rating, words="居民点错了，当场说是满意。")
    supervisor = house.seat("004")
    house.follow(ratings.review, rating, supervisor, exclude=True, words="录像中居民口头表示满意。")
    state = house.state(rating)
    assert (state.state, state.excluded, state.told) == (CLOSED, True, False)
    other = house.rated(1)
    house.looked_into(other, valid=False)
    house.follow(ratings.appeal, other, words="申诉。")
    house.follow(ratings.review, other, supervisor, exclude=False, words="差评成立。")
    assert house.state(other).state == UPHELD
    assert house.refused(house.leader, ratings.appeal, rating_id=other, words="再申诉") == "ratings.now_upheld"
    today = dt.date(2026, 11, 23)
    figures = house.leader.see(ratings_figures.rating_figures, first=today, last=today)
    assert (figures.bad, figures.excluded, figures.open) == (1, 1, 1)


def test_a_leader_at_a_counter_neither_recognises_nor_judges_their_own_rating(house: House) -> None:
    staff = house.seat("002", kind="counter")  # 郑国华, a leader, once sat at the first counter
    rating = house.rated(1)
    with house.itself._engine.begin() as connection:
        from hall.ratings.model import Rating

        connection.execute(Rating.__table__.update().values(staff_id=staff.actor.staff_id))
    (own,) = staff.see(ratings_views.bad_ratings)
    assert (own.own, own.ticket_number, own.given_at) == (True, "", None)
    house.looked_into(rating, valid=False)
    house.follow(ratings.appeal, rating, words="申诉。")
    refused = house.refused(staff, ratings.review, rating_id=rating, exclude=True, words="算了。")
    assert refused == "ratings.own_service"


def test_what_is_not_done_in_time_turns_red(house: House) -> None:
    rating = house.rated(2)
    house.pass_time(days=2)
    card = house.card(rating)
    assert (card.light, house.state(rating).late) == ("red", True)
    house.looked_into(rating)
    assert (house.card(rating).light, house.state(rating).late) == ("green", False)


def test_only_the_leader_assigns_and_no_clerk_follows_up(house: House) -> None:
    rating = house.rated(1)
    supervisor = house.seat("004")
    assert house.refused(supervisor, ratings.assign, rating_id=rating, to="x") == "gate.not_allowed"
    assert house.refused(house.clerk, ratings.find, rating_id=rating, valid=False, words="x") == "gate.not_allowed"
    assert house.refused(house.leader, ratings.assign, rating_id=rating, to="nobody") == "ratings.handler_gone"


@pytest.mark.parametrize(
    "view",
    [
        lambda hall: hall.see(ratings_views.bad_ratings),
        lambda hall: hall.see(ratings_views.closed_ratings, since=dt.date(2026, 1, 1)),
        lambda hall: hall.see(ratings_figures.rating_figures, first=dt.date(2026, 11, 23), last=dt.date(2026, 11, 23)),
    ],
)
def test_a_clerk_sees_no_rating(house: House, view: object) -> None:
    house.rated(1)
    with pytest.raises(Refusal, match=r"ratings\.not_yours"):
        view(house.clerk)  # type: ignore[operator]


def test_a_clerk_sees_totals_from_the_next_day_on_when_there_are_enough(house: House) -> None:
    for grade in (5, 5, 4, 1):
        house.rated(grade)
    assert house.clerk.see(ratings_figures.own_totals) == ()
    house.pass_time(days=1)
    assert house.clerk.see(ratings_figures.own_totals) == (), "four could be recognised"
    house.rated(5)
    assert house.clerk.see(ratings_figures.own_totals) == (), "today is not over"
    house.rated(None)
    house.pass_time(days=1)
    (totals,) = house.clerk.see(ratings_figures.own_totals)
    assert totals.grades == ((5, 3), (4, 1), (3, 0), (2, 0), (1, 1))
    assert (totals.first, totals.last) == (dt.date(2026, 11, 23), dt.date(2026, 11, 24))
    house.rated(3)
    house.pass_time(days=1)
    assert house.clerk.see(ratings_figures.own_totals) == (totals,), "one more cannot be found by subtracting"


def test_silence_is_no_praise(house: House) -> None:
    house.rated(5)
    house.rated(None)
    house.serve()
    house.serve(outcome="left")
    house.rated(2, reasons=["speed"])
    today = dt.date(2026, 11, 23)
    figures = house.leader.see(ratings_figures.rating_figures, first=today, last=today)
    assert figures.grades == ((5, 1), (4, 0), (3, 0), (2, 1), (1, 0))
    assert (figures.served, figures.given, figures.blank, figures.bad) == (4, 2, 1, 1)
    assert figures.response == 0.5
    assert figures.reasons == (("speed", 1),)
