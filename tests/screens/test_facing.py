"""The screen at a counter says who is served, and carries a clerk's words to a deaf visitor and to nobody else."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from hall.screens.facing import FacingPolicy
from hall.screens.model import CounterText
from hall.service import posts, queue, screens_facing, security
from tests.halls import furnish_database
from tests.ratings.house import House


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    """Give the sample hall with its counters open."""
    house = House(prepared_database(furnish_database))
    yield house
    house.close()


def facing(house: House, counter: int = 1) -> screens_facing.FacingCard:
    screen = house.sample.screens[counter - 1]
    return screen.see(screens_facing.facing_screen, counter_id=screen.actor.counter_id or "")


def kept(house: House) -> list[str]:
    return list(house.itself.see(lambda reading: reading.session.scalars(select(CounterText.text)).all()))


def test_it_names_the_post_and_the_staff_number_but_not_the_person(house: House) -> None:
    card = facing(house)
    assert (card.number, card.state, card.staff_number, card.staff_name) == (1, "open", "101", "")
    house.itself.do(security.set_policy, policy=FacingPolicy(clerk="surname"))
    assert facing(house).staff_name == "王"
    house.itself.do(security.set_policy, policy=FacingPolicy(clerk="name"))
    assert facing(house).staff_name == "王芳"


def test_it_follows_the_ticket_and_the_pause(house: House) -> None:
    ticket = house.begin()
    assert (facing(house).ticket_number, facing(house).ticket_state) == (house.number(ticket), "serving")
    assert facing(house, 2).ticket_number == ""
    house.clerk.do(queue.finish, ticket_id=ticket)
    house.clerk.do(posts.pause_counter, reason="取材料")
    assert (facing(house).state, facing(house).pause_reason) == ("paused", "取材料")


def test_words_stand_there_until_they_are_taken_away(house: House) -> None:
    house.begin()
    house.clerk.do(screens_facing.show_text, text=" 请出示身份证原件。 ")
    assert facing(house).text == "请出示身份证原件。"
    assert facing(house, 2).text == ""
    house.clerk.do(screens_facing.show_text, text="请在这里签名。")
    assert facing(house).text == "请在这里签名。"
    house.clerk.do(screens_facing.show_text, text="")
    assert facing(house).text == ""
    assert kept(house) == []


def test_words_go_with_their_resident(house: House) -> None:
    ticket = house.begin()
    house.clerk.do(screens_facing.show_text, text="您的低保还差一样材料。")
    house.clerk.do(queue.finish, ticket_id=ticket)
    assert facing(house).text == ""
    house.begin()
    assert facing(house).text == ""
    house.pass_time(minutes=31)
    assert kept(house) == [], "nothing is kept of what was written for somebody"


def test_words_stay_while_the_visit_is_long(house: House) -> None:
    house.begin()
    house.clerk.do(screens_facing.show_text, text="请稍等。")
    house.pass_time(minutes=45)
    assert facing(house).text == "请稍等。"


def test_words_need_somebody_to_read_them(house: House) -> None:
    assert house.refused(house.clerk, screens_facing.show_text, text="请稍等。") == "screens.nobody_to_show"
    house.begin()
    assert house.refused(house.clerk, screens_facing.show_text, text="字" * 201) == "screens.text_too_long"
    assert house.refused(house.screen, screens_facing.show_text, text="请稍等。") == "gate.not_allowed"


def test_there_are_sentences_at_hand(house: House) -> None:
    phrases = house.clerk.see(screens_facing.phrases)
    assert "请在这里签名。" in phrases
    assert all(len(phrase) <= 200 for phrase in phrases)
