"""Booking, giving up, coming, staying away in any order: never more in a slot than it holds, and places come back."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.appointments import actions
from hall.kernel.refusal import Refusal
from tests.appointments.house import MORNING, TODAY, House

STARTS = ("10:00", "10:30")
SERVICES = ("relief", "insurance", "family")
book = st.tuples(st.just("book"), st.sampled_from(SERVICES), st.sampled_from(STARTS))
others = st.tuples(st.sampled_from(["cancel", "check_in"]), st.integers(0, 30), st.just(""))
wait = st.tuples(st.just("wait"), st.integers(1, 40), st.just(""))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(book, book, others, wait), min_size=4, max_size=30))
def test_a_slot_never_holds_more_than_its_places(house: House, steps: list[tuple[str, Any, str]]) -> None:
    house.days = getattr(house, "days", 0) + 7  # another Monday for each run, one hall for all of them
    house.clock.move_to(MORNING + timedelta(days=house.days))
    day, booked = TODAY + timedelta(days=house.days), []
    for step, what, start in steps:
        if step == "wait":
            house.wait(minutes=what)
            house.run_due()
        elif step == "book":
            free = house.slot(start, what, day)
            answer = attempt(house, what, start, day)
            assert bool(answer) == free.open
            booked += [answer] if answer else []
        elif booked:
            change(house, step, booked[what % len(booked)])
        for service in SERVICES:
            for begins in STARTS:
                slot = house.slot(begins, service, day)
                assert len(kept(house, booked, service, begins)) + slot.free <= slot.places
    assert house.appointments_hold()
    assert house.journals_hold()


def attempt(house: House, service: str, start: str, day: Any) -> str:
    try:
        return house.book(start, service_code=service, day=day)
    except Refusal as refusal:
        code = refusal.code
    assert code in {"appointments.full", "appointments.past"}
    return ""


def change(house: House, step: str, appointment: str) -> None:
    """Give up or come; given up is free again for the next."""
    card = house.card(appointment)
    free = house.slot(card.start, card.service, card.day).free
    if card.state != "booked":
        assert (
            house.guide.refused(getattr(actions, step), appointment_id=appointment) == f"appointments.now_{card.state}"
        )
        return
    house.guide.do(getattr(actions, step), appointment_id=appointment)
    now = house.slot(card.start, card.service, card.day).free
    assert now > free if step == "cancel" else now == free


def kept(house: House, booked: list[str], service: str, start: str) -> list[str]:
    cards = [house.card(appointment) for appointment in booked]
    return [card.id for card in cards if (card.service, card.start) == (service, start) and card.state != "cancelled"]
