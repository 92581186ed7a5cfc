"""The rules alone: slots, capacity, suspension, and the bound on how much an appointment may gain."""

from collections import Counter as Tally
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.appointments import rules
from hall.appointments.rules import AppointmentPolicy, AppointmentState, Place, Supply
from hall.kernel.refusal import Refusal
from hall.security.rules import DEVICE_MAY, OF_THE_HALL_ITSELF, ROLE_MAY

POLICY = AppointmentPolicy()
TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BOOKED = AppointmentState("relief", TEN, TEN + timedelta(minutes=30))
SERVICES = ("a", "b", "c", "d")
minutes = st.integers(-240, 240).map(lambda n: timedelta(minutes=n))


def supply(minutes: int, counters: int, **policy: int) -> Supply:
    takers = frozenset(map(str, range(counters)))
    return Supply(AppointmentPolicy(**policy), {"a": minutes}, {"a": takers})


def test_slots_lie_within_the_openings() -> None:
    spans = [(time(9), time(10, 15)), (time(13, 30), time(14))]
    assert list(rules.slots_of(spans, 30)) == [("09:00", "09:30"), ("09:30", "10:00"), ("13:30", "14:00")]
    assert list(rules.slots_of([(time(23), time(23, 59))], 30)) == [("23:00", "23:30")]


@pytest.mark.parametrize(
    ("length", "counters", "share", "places"),
    [(8, 2, 40, 3), (10, 4, 40, 4), (12, 5, 40, 5), (15, 1, 40, 1), (60, 1, 40, 1), (7, 0, 40, 0), (7, 3, 0, 0)],
)
def test_places_are_the_share_of_the_counters_time(length: int, counters: int, share: int, places: int) -> None:
    assert supply(length, counters, share_percent=share).places("a") == places


def test_a_service_that_nobody_takes_has_no_places() -> None:
    assert supply(10, 2).places("unknown") == 0


supplies = st.builds(
    Supply,
    st.builds(AppointmentPolicy, share_percent=st.integers(1, 100), slot_minutes=st.sampled_from([15, 30, 60])),
    st.fixed_dictionaries({code: st.integers(1, 45) for code in SERVICES}),
    st.fixed_dictionaries({code: st.frozensets(st.sampled_from("1234"), max_size=4) for code in SERVICES}),
)


@given(supply=supplies, asked=st.lists(st.sampled_from(SERVICES), max_size=60))
def test_however_they_come_no_service_gets_more_than_its_share(supply: Supply, asked: list[str]) -> None:
    taken: Tally[str] = Tally()
    for service in asked:
        if supply.free(service, taken):
            taken[service] += 1
    for service, count in taken.items():
        assert 0 < count <= supply.places(service)


@given(supply=supplies, asked=st.lists(st.sampled_from(SERVICES), max_size=60))
def test_counters_that_all_take_everything_are_never_promised_beyond_their_share(
    supply: Supply, asked: list[str]
) -> None:
    everyone = frozenset("12")
    supply = Supply(supply.policy, supply.minutes, dict.fromkeys(SERVICES, everyone))
    taken: Tally[str] = Tally()
    for service in asked:
        if supply.free(service, taken):
            taken[service] += 1
    promised = sum(supply.minutes[service] * count for service, count in taken.items())
    share = supply.policy.share_percent * 2 * supply.policy.slot_minutes / 100
    assert promised <= share or sum(taken.values()) == 1


@given(supply=supplies, asked=st.lists(st.sampled_from(SERVICES), min_size=1, max_size=30))
def test_a_place_given_back_is_there_again(supply: Supply, asked: list[str]) -> None:
    taken: Tally[str] = Tally()
    for service in asked:
        if before := supply.free(service, taken):
            taken[service] += 1
            assert supply.free(service, taken) < before
            taken[service] -= 1
            assert supply.free(service, taken) == before
            taken[service] += 1


# -- the place in the line


def score_of(place: Place, arrived: datetime, head_start: timedelta) -> datetime:
    """Return the instant by which the queue orders them."""
    return place.score or arrived - head_start


@given(came=minutes, other=minutes)
def test_an_appointment_passes_nobody_who_came_more_than_its_lateness_before(came: timedelta, other: timedelta) -> None:
    arrived, walked_in = TEN + came, TEN + other
    try:
        place = rules.place_in_line(BOOKED, arrived_at=arrived, head_start=timedelta(0), policy=POLICY)
    except Refusal:
        return
    if score_of(place, arrived, timedelta(0)) <= walked_in < arrived:
        assert arrived - walked_in <= timedelta(minutes=POLICY.late_minutes)


@given(came=minutes, head_start=st.integers(0, 90).map(lambda n: timedelta(minutes=n)))
def test_a_priority_keeps_the_better_of_both_places(came: timedelta, head_start: timedelta) -> None:
    arrived = TEN + came
    try:
        place = rules.place_in_line(BOOKED, arrived_at=arrived, head_start=head_start, policy=POLICY)
    except Refusal:
        return
    by_class = arrived - head_start
    if head_start and place.kept:
        assert score_of(place, arrived, head_start) == min(by_class, TEN)
    if not place.kept:
        assert score_of(place, arrived, head_start) == by_class


@given(came=minutes)
def test_coming_early_gains_nothing_over_those_who_came_before_the_slot(came: timedelta) -> None:
    try:
        place = rules.place_in_line(BOOKED, arrived_at=TEN + came, head_start=timedelta(0), policy=POLICY)
    except Refusal:
        return
    assert place.score is None or place.score == TEN


@pytest.mark.parametrize(
    ("minutes_after", "outcome"), [(-90, "by slot"), (0, "by slot"), (15, "by slot"), (16, "late"), (45, "late")]
)
def test_a_quarter_of_an_hour_late_keeps_it_and_more_does_not(minutes_after: int, outcome: str) -> None:
    arrived = TEN + timedelta(minutes=minutes_after)
    place = rules.place_in_line(BOOKED, arrived_at=arrived, head_start=timedelta(0), policy=POLICY)
    expected = {"by slot": Place(kept=True, by_slot=True, score=TEN), "late": Place(kept=False)}
    assert place == expected[outcome]


def test_when_the_slot_and_the_time_allowed_are_over_nobody_waits_for_them() -> None:
    with pytest.raises(Refusal, match=r"appointments\.now_no_show"):
        rules.place_in_line(BOOKED, arrived_at=TEN + timedelta(minutes=46), head_start=timedelta(0), policy=POLICY)


# -- suspension


def days(*numbers: int) -> list[datetime]:
    return [TEN + timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("missed", "until"),
    [
        ((), None),
        ((0, 10), None),
        ((0, 10, 20), 50),
        ((0, 45, 90), 120),
        ((0, 45, 91), None),
        ((0, 50, 95, 130), 160),
        ((0, 10, 20, 60), 50),  # what led to the first suspension counts for no other
        ((0, 10, 20, 60, 61, 62), 92),
    ],
)
def test_three_in_ninety_days_suspend_for_thirty(missed: tuple[int, ...], until: int | None) -> None:
    expected = None if until is None else TEN + timedelta(days=until)
    assert rules.suspended_until(days(*missed), POLICY) == expected


def test_a_hall_may_suspend_nobody() -> None:
    assert rules.suspended_until(days(1, 2, 3, 4), AppointmentPolicy(no_shows=0)) is None


# -- who may


def test_a_machine_books_and_checks_in_and_only_an_administrator_brings_in_files() -> None:
    kiosk = {name for name in DEVICE_MAY["kiosk"] if name.startswith("appointments.")}
    assert kiosk == {"appointments.book", "appointments.cancel", "appointments.check_in"}
    for role in ("guide", "clerk"):
        assert kiosk | {"appointments.print_slip"} <= ROLE_MAY[role]
        assert "appointments.import_row" not in ROLE_MAY[role]
    assert "appointments.import_row" in ROLE_MAY["admin"]
    assert "appointments.lapse_by_itself" in OF_THE_HALL_ITSELF
