"""Who may go on: wrong passwords, aged ones, locked screens, one post at a time, key files."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security import actions as security
from hall.security import views as security_views
from hall.security.keyfiles import file_name, make_key, sign_with
from hall.security.policy import SignInPolicy, after_wrong, challenge_message, has_aged, wait_at_device
from hall.service import Hall
from tests.databases import SQLITE
from tests.halls import MONDAY_MORNING
from tests.security.house import OTHER, PASSWORD, House

ANY_TOPIC = frozenset({Topic.STAFF, Topic.POSTS})


def refused(house: House, desk: Hall, number: str, password: str = "Nothing-5") -> str:
    try:
        return str(house.sits_down(desk, number, password))
    except Refusal as refusal:
        return refusal.code


def outcomes(house: House) -> list[str]:
    rows = select(AuditEntry.outcome).where(AuditEntry.action == "security.sign_in").order_by(AuditEntry.seq)
    with Session(house.itself._engine) as session:
        return list(session.scalars(rows))


@SQLITE
def test_a_number_that_nobody_has_is_answered_like_one_that_somebody_has(house: House) -> None:
    def tries(desk: Hall, number: str) -> list[str]:
        answers = []
        for _try in range(8):
            answers.append(refused(house, desk, number))
            house.clock.advance(timedelta(seconds=1))
        house.clock.advance(timedelta(minutes=11))
        return [*answers, refused(house, desk, number)]

    assert tries(house.first, "101") == tries(house.second, "777")


@SQLITE
def test_the_record_says_wrong_password_though_nothing_was_refused(house: House) -> None:
    assert not house.sits_down(house.first, password="Nothing-5")
    assert not house.sits_down(house.first, "777")
    assert house.sits_down(house.first)
    assert outcomes(house) == ["security.wrong_password", "security.wrong_password", "done"]


@SQLITE
def test_a_device_at_which_numbers_are_tried_out_waits_longer_each_time(house: House) -> None:
    for number in range(700, 706):
        refused(house, house.first, str(number))
    assert refused(house, house.first, "706") == "security.wait"
    assert refused(house, house.first, "101", PASSWORD) == "security.wait"
    assert house.sits_down(house.second)  # the other PC stays as it was
    house.clock.advance(timedelta(seconds=3))
    house.second.do(security.sign_out)
    assert house.sits_down(house.first)
    refused(house, house.first, "707")
    assert refused(house, house.first, "708") == "False"  # whoever was right begins anew


def test_five_wrong_ones_lock_and_ten_minutes_later_the_right_one_opens(house: House) -> None:
    assert [refused(house, house.first, "101") for _ in range(5)] == ["False"] * 5
    assert refused(house, house.second, "101", PASSWORD) == "security.locked"
    house.clock.advance(timedelta(minutes=10))
    assert house.sits_down(house.second)


def test_lock_out_and_waiting_follow_their_rules() -> None:
    """Whatever the policy: never more than its tries between two locks, and waits grow and end at five minutes."""
    now = MONDAY_MORNING
    for tries in range(3, 21):
        policy = SignInPolicy(failures=tries)
        failures, seen = 0, 0
        for _ in range(100):
            failures, until = after_wrong(failures, now, policy)
            seen += 1
            assert seen <= tries
            if until is not None:
                assert (seen, failures, until - now) == (tries, 0, timedelta(minutes=10))
                seen = 0
        waits = [wait_at_device(count, policy) for count in range(60)]
        assert waits == sorted(waits)
        assert (waits[tries], waits[tries + 1], waits[-1]) == (
            timedelta(0), timedelta(seconds=2), timedelta(minutes=5),
        )  # fmt: skip


def test_age_is_counted_in_days_and_never_where_the_hall_says_never() -> None:
    now = MONDAY_MORNING
    for days in (1, 30, 90, 3650):
        policy = SignInPolicy(days=days)
        assert not has_aged(now - timedelta(days=days) + timedelta(seconds=1), now, policy)
        assert has_aged(now - timedelta(days=days), now, policy)
    assert not has_aged(now - timedelta(days=9999), now, SignInPolicy(days=0))
    assert not has_aged(None, now, SignInPolicy())


@SQLITE
def test_an_aged_password_opens_only_the_way_to_a_new_one(house: House) -> None:
    house.clock.advance(timedelta(days=90))
    assert house.sits_down(house.first)
    assert not [name for name in house.first.actor.may if name.startswith(("queue.", "cases."))]
    assert house.first.see(security_views.at_work) is None
    with pytest.raises(Refusal, match="password_former"):
        house.first.do(security.change_password, old=PASSWORD, new=PASSWORD)
    house.first.do(security.change_password, old=PASSWORD, new=OTHER)
    assert "queue.call_next" in house.first.actor.may
    house.clock.advance(timedelta(days=89))
    house.first.do(security.sign_out)
    assert house.sits_down(house.first, password=OTHER)
    assert "queue.call_next" in house.first.actor.may


@SQLITE
def test_whoever_finds_an_open_screen_cannot_try_out_its_password_there(house: House) -> None:
    assert house.sits_down(house.first)
    wrong = (f"Chestnut*{number}" for number in range(9))
    assert [house.first.do(security.change_password, old=next(wrong), new=OTHER) for _ in range(5)] == [False] * 5
    with pytest.raises(Refusal, match=r"security\.locked"):
        house.first.do(security.change_password, old=PASSWORD, new=OTHER)
    house.clock.advance(timedelta(minutes=11))
    assert house.first.do(security.change_password, old=PASSWORD, new=OTHER)


@SQLITE
def test_what_an_admin_gives_is_provisional_and_what_the_hall_gives_as_it_says(house: House) -> None:
    assert house.sits_down(house.office, "900")
    house.office.do(security.reset_password, staff_id=house.ids["101"], new=OTHER)
    assert house.sits_down(house.first, password=OTHER)
    assert house.first.see(security_views.session_here).must_change
    house.itself.do(security.reset_password, staff_id=house.ids["101"], new=PASSWORD)
    house.first.noticed(ANY_TOPIC)
    assert not house.first.see(security_views.session_here).must_change


@SQLITE
def test_former_passwords_stay_away_for_as_long_as_the_hall_remembers(house: House) -> None:
    house.set(former=2)
    assert house.sits_down(house.first)
    words = [PASSWORD, OTHER, "Chestnut*99", "Bamboo(31)"]
    for old, new in pairwise(words):
        house.clock.advance(timedelta(minutes=1))
        house.first.do(security.change_password, old=old, new=new)
    with pytest.raises(Refusal, match="password_former"):
        house.first.do(security.change_password, old=words[3], new=words[2])
    house.first.do(security.change_password, old=words[3], new=words[0])


@SQLITE
def test_a_locked_screen_lets_nothing_through_but_the_password(house: House) -> None:
    assert house.sits_down(house.first)
    house.first.do(security.lock)
    assert "queue.call_next" not in house.first.actor.may
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        house.first.do(security.change_password, old=PASSWORD, new=OTHER)
    assert not house.first.do(security.unlock, password="Nothing-5")
    assert house.first.do(security.unlock, password=PASSWORD)
    assert "queue.call_next" in house.first.actor.may


@SQLITE
def test_at_a_locked_screen_guesses_are_counted_too(house: House) -> None:
    assert house.sits_down(house.first)
    house.first.do(security.lock)
    for _ in range(5):
        assert not house.first.do(security.unlock, password="Nothing-5")
    with pytest.raises(Refusal, match=r"security\.locked"):
        house.first.do(security.unlock, password=PASSWORD)


def test_a_colleague_takes_a_locked_desk_over(house: House) -> None:
    assert house.sits_down(house.first)
    house.first.do(security.lock)
    assert house.sits_down(house.first, "001")
    assert house.first.actor.staff_number == "001"
    assert house.sits_down(house.second)  # the first one's sign-in has ended


def test_whoever_is_signed_in_at_a_dead_pc_goes_on_here(house: House) -> None:
    assert house.sits_down(house.first)
    with pytest.raises(Refusal, match=r"security\.elsewhere"):
        house.sits_down(house.second)
    assert not house.sits_down(house.second, password="Nothing-5", take_over=True)
    assert house.first.actor.staff_number == "101"
    assert house.sits_down(house.second, take_over=True)
    house.first.noticed(ANY_TOPIC)
    left = house.first.see(security_views.session_here)
    assert (left.staff, left.gone) == (None, "2 号窗口")


def test_a_key_file_is_asked_for_and_proves_one_sign_in(house: House, tmp_path: Path) -> None:
    house.set(second_factor="admins")
    with pytest.raises(Refusal, match=r"security\.no_key"):
        house.sits_down(house.office, "900")
    house.itself.do(security.add_key, staff_id=house.ids["900"], public=make_key(tmp_path, "900"))
    with pytest.raises(Refusal, match=r"security\.key_needed"):
        house.sits_down(house.office, "900")
    hall_id = house.itself.see(lambda reading: reading.place.hall_id)
    desk = house.office.actor.device_id
    message = challenge_message(hall_id, desk, "900", house.office.do(security.ask_challenge))
    proof = sign_with(tmp_path / file_name("900"), message)
    assert house.sits_down(house.office, "900", proof=proof)
    with pytest.raises(Refusal, match=r"security\.wrong_key"):  # the same proof again
        house.sits_down(house.office, "900", proof=proof)
    assert house.sits_down(house.first)  # a clerk needs none


@SQLITE
def test_a_challenge_is_stale_after_two_minutes_and_a_strange_key_proves_nothing(house: House, tmp_path: Path) -> None:
    house.set(second_factor="all")
    house.itself.do(security.add_key, staff_id=house.ids["101"], public=make_key(tmp_path, "101"))
    hall_id = house.itself.see(lambda reading: reading.place.hall_id)
    make_key(tmp_path, "strange")

    def proof(file: str) -> str:
        challenge = house.first.do(security.ask_challenge)
        message = challenge_message(hall_id, house.first.actor.device_id, "101", challenge)
        return sign_with(tmp_path / file_name(file), message)

    with pytest.raises(Refusal, match=r"security\.wrong_key"):
        house.sits_down(house.first, proof=proof("strange"))
    late = proof("101")
    house.clock.advance(timedelta(minutes=3))
    with pytest.raises(Refusal, match=r"security\.wrong_key"):
        house.sits_down(house.first, proof=late)
    assert house.sits_down(house.first, proof=proof("101"))
