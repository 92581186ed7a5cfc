"""The tray: what a resident hands over lies in sight, goes back with one key, and an identity card never stays."""

import pytest
from sqlalchemy import update

from hall.originals.model import Original
from hall.originals.rules import is_identity_card
from hall.posts.actions import close_counter, open_counter
from hall.service import originals, originals_views
from tests.originals.house import CARD, HOUSEHOLD_BOOK, House


def test_an_original_lies_in_the_tray_of_the_counter_with_its_owner(house: House) -> None:
    ticket_id = house.serve()
    original = house.take(CARD)
    card = house.card(original)
    assert (card.ticket_id, card.counter_number, card.holder_name) == (ticket_id, 1, "王芳")
    assert house.tray() == [(CARD, 1)]
    assert house.tray(counter=2) == []


def test_one_key_hands_back_everything_of_this_resident(house: House) -> None:
    ticket_id = house.serve()
    house.take(CARD)
    house.take(HOUSEHOLD_BOOK, 2)
    assert house.clerk.do(originals.hand_back, ticket_id=ticket_id) == 3
    assert house.here() == []
    assert house.clerk.do(originals.hand_back, ticket_id=ticket_id) == 0


def test_some_of_several_go_and_the_rest_stays(house: House) -> None:
    house.serve()
    original = house.take("出生医学证明", 3)
    house.clerk.do(originals.check_out, original_id=original, count=2)
    assert house.tray() == [("出生医学证明", 1)]
    assert house.refused(originals.check_out, original_id=original, count=2) == "originals.more_than_left"
    house.clerk.do(originals.check_out, original_id=original, to="agent")
    assert house.refused(originals.check_out, original_id=original) == "originals.all_out"


def test_the_custody_says_who_had_it_and_to_whom_it_went(house: House) -> None:
    house.serve()
    original = house.take("出生医学证明", 2)
    house.sample.seats[1].hall.do(originals.check_out, original_id=original, count=1, to="street")
    house.clerk.do(originals.check_out, original_id=original)
    moved = house.itself.see(originals_views.movements, original_id=original)
    assert [(each.kind, each.staff_name, each.count, each.to) for each in moved] == [
        ("checked_in", "王芳", 2, ""),
        ("checked_out", "赵建军", 1, "street"),
        ("checked_out", "王芳", 1, "owner"),
    ]


def test_what_somebody_left_behind_is_not_the_next_residents(house: House) -> None:
    house.serve()
    forgotten = house.take(HOUSEHOLD_BOOK)
    house.go()
    next_one = house.serve()
    own = house.take(CARD)
    seen = house.itself.see(originals_views.tray, counter_id=house.sample.seats[0].counter.id)
    assert [(card.id, card.here, card.overdue) for card in seen] == [(forgotten, False, True), (own, True, False)]
    assert house.clerk.do(originals.hand_back, ticket_id=next_one) == 1
    assert house.tray() == [(HOUSEHOLD_BOOK, 1)]


def test_originals_go_with_the_person_to_another_ticket(house: House) -> None:
    person_id = house.person()
    house.serve(person_id)
    house.take(HOUSEHOLD_BOOK)
    house.go()
    again = house.serve(person_id)
    assert [card.name for card in house.itself.see(originals_views.of_visit, ticket_id=again)] == [HOUSEHOLD_BOOK]


def test_what_stays_for_the_work_has_a_receipt(house: House) -> None:
    ticket_id = house.serve(house.person())
    original = house.take(HOUSEHOLD_BOOK, 2)
    receipt = house.clerk.do(originals.keep, ticket_id=ticket_id)
    assert house.paper(receipt, ticket_id) == "原件收存凭证：您的2件原件留在我们这里办事。"
    assert house.tray() == []
    assert (house.card(original).state, house.card(original).receipt) == ("kept", "119999-0007-YJ-2026-00001")
    assert house.refused(originals.keep, ticket_id=ticket_id) == "originals.nothing_to_keep"


def test_an_identity_card_is_never_kept_against_a_receipt(house: House) -> None:
    ticket_id = house.serve()
    house.take(HOUSEHOLD_BOOK)
    house.take(CARD)
    assert house.refused(originals.keep, ticket_id=ticket_id) == "originals.identity_card_kept"
    assert house.tray() == [(HOUSEHOLD_BOOK, 1), (CARD, 1)]


def test_an_identity_card_is_not_taken_for_longer_than_the_day(house: House) -> None:
    house.serve()
    for card in ({"name": CARD}, {"name": "证件", "material_id": "id-card"}, {"name": "证件", "identity_card": True}):
        assert house.refused(originals.check_in, overnight=True, **card) == "originals.identity_card_kept"
    house.take(HOUSEHOLD_BOOK, overnight=True)


@pytest.mark.parametrize("to", ["street", "file"])
def test_an_identity_card_is_not_sent_up(house: House, to: str) -> None:
    house.serve()
    original = house.take(CARD)
    assert house.refused(originals.check_out, original_id=original, to=to) == "originals.identity_card_up"


@pytest.mark.parametrize(
    ("name", "material", "is_card"),
    [
        ("居民身份证", "", True),
        ("监护人身份证", "", True),
        ("身份证或社保卡", "", True),
        ("证件", "guardian-id-card", True),
        ("身份证复印件", "id-card", False),
        ("授权委托书和代办人身份证", "proxy-authorisation", False),
        ("居民户口簿", "household-register", False),
    ],
)
def test_an_identity_card_is_known_by_its_name(name: str, material: str, is_card: bool) -> None:
    assert is_identity_card(name, material) is is_card


def test_a_counter_does_not_close_on_an_identity_card_that_nobody_saw_to(house: House) -> None:
    house.serve()
    original = house.take(CARD)
    house.go()
    assert house.refused(close_counter) == "originals.identity_card_left"
    house.clerk.do(originals.note_left, original_id=original, words="已打电话，本人下午来取。")
    house.clerk.do(close_counter)
    house.clerk.do(open_counter)
    [left] = house.itself.see(originals_views.left_over)
    assert (left.identity_card, left.overdue, left.note) == (True, True, "已打电话，本人下午来取。")


def test_a_closing_counter_may_hold_other_originals(house: House) -> None:
    house.serve()
    house.take(HOUSEHOLD_BOOK)
    house.go()
    house.clerk.do(close_counter)
    house.clerk.do(open_counter)


def test_words_and_counts_are_asked_for(house: House) -> None:
    house.serve()
    assert house.refused(originals.check_in, name="  ") == "originals.name_missing"
    assert house.refused(originals.check_in, name=CARD, count=0) == "originals.count"
    original = house.take()
    assert house.refused(originals.note_left, original_id=original, words=" ") == "originals.words_missing"
    assert house.refused(originals.check_out, original_id=original, to="neighbour") == "originals.receiver"


@pytest.mark.parametrize(("wrong", "back"), [({"out": 2}, {"out": 0}), ({"count": 0}, {"count": 1})])
def test_hall_check_finds_an_original_that_was_conjured_away(
    house: House, wrong: dict[str, int], back: dict[str, int]
) -> None:
    house.serve()
    original = house.take()
    change = update(Original).where(Original.id == original)
    for values in (wrong, back):
        found = [problem for problem in house.problems() if "came" in problem]
        assert bool(found) == (values is back)
        with house.itself._engine.begin() as connection:
            connection.execute(change.values(values))
