"""A promise is a dated slip with an owner: it survives hand-overs, shows when it is late, and ends with an answer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hall.check import find_problems
from hall.contacts import actions, promises, views
from hall.contacts.model import Promise
from hall.contacts.promising import JOURNAL
from hall.documents.content import Facts, Lead, Paragraph
from hall.documents.views import content_of, documents_of
from hall.kernel.refusal import Refusal
from hall.people import actions as people
from hall.service import Hall
from tests.contacts.house import House

MONDAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 27)

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
"""Nothing here hangs on the database."""


def promised(house: House, who: Hall | None = None, **more: Any) -> str:
    return (who or house.first).do(actions.promise, words="问清能不能补缴", due_on=FRIDAY, **more)


def card(house: House, promise_id: str) -> promises.PromiseCard:
    return house.hall.see(promises.promise, promise_id=promise_id)


def refused(code: str, doing: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as refusal:
        doing()
    assert refusal.value.code == code


def asked(house: House, **more: Any) -> str:
    return house.first.do(actions.open_sheet, matter_text="养老保险能不能补缴", name="程小满", **more)


def test_whoever_promises_owns_it_and_the_resident_gets_a_slip(house: House) -> None:
    sheet_id = asked(house)
    promise_id = promised(house, sheet_id=sheet_id)
    (paper,) = house.hall.see(documents_of, subject_id=sheet_id)
    slip = house.hall.see(content_of, document_id=paper.id)
    assert (paper.kind, slip.number) == ("promise_slip", card(house, promise_id).number)
    facts = {pair for block in slip.blocks if isinstance(block, Facts) for pair in block.pairs}
    assert {("最晚", "2026年11月27日"), ("谁负责", "李明"), ("电话", "027-80000123")} <= facts
    assert next(block for block in slip.blocks if isinstance(block, Lead)).note == "11月27日前给您回话"
    assert any(isinstance(block, Paragraph) and block.text == "问清能不能补缴" for block in slip.blocks)
    assert "程小满" not in str(slip)


def test_a_promise_shows_whose_it_is_without_the_residents_full_name(house: House) -> None:
    person_id = house.first.do(people.register, name="程小满", phone="13800000456")
    promise_id = promised(house, person_id=person_id, ticket_id="ticket-1", case_id="case-1")
    (mine,) = house.hall.see(promises.promises_of, staff_id=house.id_of(house.first))
    assert (mine.id, mine.person_name, mine.ticket_id, mine.case_id) == (promise_id, "程*满", "ticket-1", "case-1")
    assert house.hall.see(promises.promises_on, case_id="case-1") == (mine,)


@pytest.mark.parametrize(
    ("words", "due_on", "code"),
    [
        (" ", FRIDAY, "contacts.promise_words"),
        ("问清楚", MONDAY - dt.timedelta(days=1), "contacts.promise_past"),
        ("问清楚", MONDAY + dt.timedelta(days=31), "contacts.promise_far"),
    ],
)
def test_a_promise_without_words_or_with_an_impossible_day_is_refused(
    house: House, words: str, due_on: dt.date, code: str
) -> None:
    refused(code, lambda: house.first.do(actions.promise, words=words, due_on=due_on))


def test_nobody_promises_at_a_device_where_nobody_is_signed_in(house: House) -> None:
    refused("contacts.nobody", lambda: promised(house, house.hall))


def test_only_who_owes_the_answer_promises_on_a_sheet(house: House) -> None:
    sheet_id = asked(house)
    refused("contacts.not_owing", lambda: promised(house, house.third, sheet_id=sheet_id))


def test_the_owner_moves_with_the_signature_and_the_first_one_stays_on_record(house: House) -> None:
    sheet_id = asked(house)
    promise_id = promised(house, sheet_id=sheet_id)
    house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
    assert card(house, promise_id).owner_name == "李明"
    house.second.do(actions.sign_for, sheet_id=sheet_id)
    assert (card(house, promise_id).owner_name, card(house, promise_id).first_owner_name) == ("王芳", "李明")
    assert house.hall.see(promises.promises_of, staff_id=house.id_of(house.first)) == ()


def test_the_owner_moves_with_a_leaders_order(house: House) -> None:
    sheet_id = asked(house)
    with_sheet, alone = promised(house, sheet_id=sheet_id), promised(house)
    house.leader.do(actions.assign, sheet_id=sheet_id, to=house.id_of(house.third))
    refused(
        "gate.not_allowed",
        lambda: house.first.do(actions.assign_promise, promise_id=alone, to=house.id_of(house.second)),
    )
    house.leader.do(actions.assign_promise, promise_id=alone, to=house.id_of(house.second))
    assert [card(house, key).owner_name for key in (with_sheet, alone)] == ["赵晴", "王芳"]


def test_a_promise_is_late_the_day_after_its_day(house: House) -> None:
    promise_id = promised(house)
    house.pass_time(days=4)
    assert house.hall.see(promises.promises_late) == ()
    house.pass_time(days=1)
    (late,) = house.hall.see(promises.promises_late)
    assert (late.id, late.late) == (promise_id, True)


def test_keeping_a_promise_tells_the_resident_and_closes_the_sheet(house: House) -> None:
    sheet_id = asked(house)
    promise_id = promised(house, sheet_id=sheet_id)
    refused(
        "contacts.not_your_promise",
        lambda: house.second.do(actions.keep_promise, promise_id=promise_id, words="能补"),
    )
    refused("contacts.words_missing", lambda: house.first.do(actions.keep_promise, promise_id=promise_id, words=" "))
    house.first.do(actions.keep_promise, promise_id=promise_id, words="能补，带身份证来")
    file = house.hall.see(views.sheet, sheet_id=sheet_id)
    assert (file.card.state, file.card.replied) == ("closed", True)
    assert (card(house, promise_id).told, card(house, promise_id).kept_at) == ("能补，带身份证来", house.clock.now())
    refused("contacts.promise_kept", lambda: house.first.do(actions.keep_promise, promise_id=promise_id, words="好"))
    assert not house.hall.see(lambda reading: list(find_problems(reading)))


def test_keeping_a_promise_leaves_a_case_to_its_own_end(house: House) -> None:
    sheet_id = asked(house)
    house.first.do(actions.link_case, sheet_id=sheet_id, case_id="case-1")
    promise_id = promised(house, sheet_id=sheet_id)
    house.first.do(actions.keep_promise, promise_id=promise_id, words="区里说下周批")
    assert house.hall.see(views.sheet, sheet_id=sheet_id).card.state == "linked"


def test_the_chain_of_the_sheet_tells_the_promise_and_its_end(house: House) -> None:
    sheet_id = asked(house)
    promise_id = promised(house, sheet_id=sheet_id)
    house.pass_time(hours=1)
    house.leader.do(actions.assign, sheet_id=sheet_id, to=house.id_of(house.second), words="由王芳办")
    house.pass_time(hours=1)
    house.second.do(actions.keep_promise, promise_id=promise_id, words="能补", way="phone")
    chain = house.hall.see(views.sheet, sheet_id=sheet_id).chain
    told = [(link.kind, link.who, link.to or link.words or link.way) for link in chain]
    assert told == [
        ("opened", "李明", "walk_in"),
        ("promised", "李明", "问清能不能补缴"),
        ("promise_passed_on", "周建国", "王芳"),
        ("assigned", "周建国", "王芳"),
        ("promise_kept", "王芳", ""),
        ("replied", "王芳", "能补"),
        ("closed", "王芳", ""),
    ]


def test_the_row_of_a_promise_equals_the_fold_of_its_journal(house: House) -> None:
    promise_id = promised(house)
    house.leader.do(actions.assign_promise, promise_id=promise_id, to=house.id_of(house.second))
    house.second.do(actions.keep_promise, promise_id=promise_id, words="能补")
    with Session(house.engine) as session:
        entries = JOURNAL.history(session, promise_id)
        assert JOURNAL.refold(entries) == JOURNAL.of(session.get_one(Promise, promise_id))
        assert [entry.kind for entry in entries] == ["made", "passed_on", "kept"]
        assert "补缴" not in str(entries)
