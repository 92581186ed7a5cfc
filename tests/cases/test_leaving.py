"""Leaving the post: everything open on one list, moved by one signature, and nothing moved before."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hall.cases import actions as cases
from hall.cases import duty_views
from hall.cases.duty_rules import MOVED
from hall.check import find_problems
from hall.contacts import actions as contacts
from hall.contacts import views as contacts_views
from hall.contacts.promises import promises_of
from hall.documents.content import Content, Grid, Lead
from hall.kernel.refusal import Refusal
from hall.originals import actions as originals
from hall.posts import manning, roster
from hall.service import Hall
from tests.cases.house import House, prepare

MATTER = "MZ-006"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the prepared house; on one database, for nothing here depends on its dialect."""
    file = tmp_path_factory.mktemp("leaving") / "hall.sqlite3"
    prepare(f"sqlite:///{file}")
    return file


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    """李明 has an open sheet, an accepted case, a promise and an original in custody; 王芳 is the B post."""
    (tmp_path / "hall.sqlite3").write_bytes(template.read_bytes())
    house = House(f"sqlite:///{tmp_path / 'hall.sqlite3'}")
    house.hall.do(manning.set_post, a=house.id_of(house.first), b=house.id_of(house.second))
    yield house
    house.close()


def busy(house: House) -> tuple[str, str]:
    """Give 李明 one duty of each kind; answers with the sheet and the case."""
    sheet = house.first.do(contacts.open_sheet, matter_text="楼道灯坏了", name="程小满")
    case = house.accepted(MATTER)
    house.first.do(contacts.promise, words="周五前回电话", due_on=dt.date(2026, 11, 27), sheet_id=sheet)
    house.first.do(originals.check_in, name="房产证", count=2, person_id=house.person())
    return sheet, case


def leave(house: House, who: Hall | None = None, **more: str) -> str:
    return (who or house.first).do(cases.leave_post, **{"reason": "休假两周", **more})


def owners(house: House, sheet: str, case: str) -> set[str]:
    """Return who is responsible, by the views that everybody else uses."""
    return {
        house.hall.see(contacts_views.sheet, sheet_id=sheet).card.responsible_name,
        house.file(case).card.handler_name,
    }


def refused(code: str, doing: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as refusal:
        doing()
    assert refusal.value.code == code


def whole(house: House) -> bool:
    return not [each for each in house.hall.see(lambda reading: list(find_problems(reading))) if "duty" in each]


def test_the_list_names_everything_open_and_nothing_moves_before_the_signature(house: House) -> None:
    sheet, case = busy(house)
    file = house.hall.see(duty_views.duty_list, list_id=leave(house))
    assert {item.kind for item in file.items} == {"sheet", "case", "promise", "original"}
    assert (file.card.leaver_name, file.card.receiver_name, file.card.holder_name) == ("李明", "王芳", "李明")
    assert owners(house, sheet, case) == {"李明"}
    assert [card.id for card in house.hall.see(duty_views.to_sign, staff_id=house.id_of(house.second))] == [
        file.card.id
    ]


def test_the_signature_moves_every_duty_and_the_first_contact_stays(house: House) -> None:
    sheet, case = busy(house)
    list_id = leave(house)
    house.second.do(cases.sign_list, list_id=list_id)
    assert owners(house, sheet, case) == {"王芳"}
    assert house.hall.see(contacts_views.sheet, sheet_id=sheet).card.first_contact_name == "李明"
    kinds = {duty.kind for duty in house.hall.see(duty_views.duties, staff_id=house.id_of(house.first))}
    assert kinds == {"answer"}
    (promise,) = house.hall.see(promises_of, staff_id=house.id_of(house.second))
    assert promise.first_owner_name == "李明"
    assert {item.outcome for item in house.hall.see(duty_views.duty_list, list_id=list_id).items} == {MOVED}
    assert house.file(case).history[-1].kind == "reassigned"
    (over,) = house.hall.see(contacts_views.sheet, sheet_id=sheet).hand_overs
    assert (over.giver_name, over.receiver_name, over.outcome) == ("李明", "王芳", "signed")
    assert whole(house)


def test_only_the_receiver_or_a_leader_signs_and_nobody_can_decline(house: House) -> None:
    sheet, case = busy(house)
    list_id = leave(house)
    refused("cases.list_not_receiver", lambda: house.third.do(cases.sign_list, list_id=list_id))
    refused("cases.list_to_oneself", lambda: house.first.do(cases.sign_list, list_id=list_id))
    house.leader.do(cases.sign_list, list_id=list_id)
    assert owners(house, sheet, case) == {"周建国"}
    refused("cases.list_now_signed", lambda: house.second.do(cases.sign_list, list_id=list_id))


def test_a_leader_names_another_and_only_a_leader(house: House) -> None:
    sheet, case = busy(house)
    list_id = leave(house)
    to = house.id_of(house.third)
    refused("gate.not_allowed", lambda: house.second.do(cases.redirect_list, list_id=list_id, to=to))
    house.leader.do(cases.redirect_list, list_id=list_id, to=to, words="王芳也休假")
    refused("cases.list_not_receiver", lambda: house.second.do(cases.sign_list, list_id=list_id))
    house.third.do(cases.sign_list, list_id=list_id)
    assert owners(house, sheet, case) == {"赵晴"}


def test_who_comes_back_takes_what_the_deputy_has_not_finished(house: House) -> None:
    sheet, case = busy(house)
    list_id = leave(house)
    house.second.do(cases.sign_list, list_id=list_id)
    house.second.do(contacts.answer, sheet_id=sheet, words="已报物业")
    house.first.do(contacts.reply, sheet_id=sheet, way="phone", words="已报物业")
    house.first.do(contacts.close, sheet_id=sheet)
    refused("cases.list_not_leaver", lambda: house.second.do(cases.take_back, list_id=list_id))
    assert house.first.do(cases.take_back, list_id=list_id) == 3
    assert house.file(case).card.handler_name == "李明"
    assert house.hall.see(contacts_views.sheet, sheet_id=sheet).card.responsible_name == "王芳"
    assert whole(house)


def test_an_unsigned_list_is_taken_back_whole(house: House) -> None:
    sheet, case = busy(house)
    list_id = leave(house)
    assert house.first.do(cases.take_back, list_id=list_id) == 4
    assert owners(house, sheet, case) == {"李明"}
    refused("cases.list_now_withdrawn", lambda: house.second.do(cases.sign_list, list_id=list_id))


def test_an_unsigned_list_is_pressed_and_then_seen_by_a_leader(house: House) -> None:
    busy(house)
    list_id = leave(house)
    house.pass_time(minutes=30)
    assert house.hall.see(duty_views.duty_list, list_id=list_id).card.reminded
    assert house.hall.see(duty_views.unsigned, escalated_only=True) == ()
    house.pass_time(hours=2)
    assert [card.id for card in house.hall.see(duty_views.unsigned, escalated_only=True)] == [list_id]
    house.second.do(cases.sign_list, list_id=list_id)
    assert house.hall.see(duty_views.unsigned) == ()


def test_what_was_finished_before_the_signature_is_not_moved(house: House) -> None:
    sheet, _case = busy(house)
    list_id = leave(house)
    house.first.do(contacts.answer, sheet_id=sheet, words="灯已修好")
    house.first.do(contacts.close, sheet_id=sheet)
    house.second.do(cases.sign_list, list_id=list_id)
    items = house.hall.see(duty_views.duty_list, list_id=list_id).items
    assert next(item for item in items if item.key == sheet).outcome == "ended"
    assert house.hall.see(contacts_views.sheet, sheet_id=sheet).card.responsible_name == "李明"


def test_leaving_needs_a_reason_and_one_list_at_a_time(house: House) -> None:
    busy(house)
    refused("cases.leave_reason", lambda: leave(house, reason=" "))
    refused("cases.list_to_oneself", lambda: leave(house, to=house.id_of(house.first)))
    leave(house, to=house.id_of(house.third))
    refused("cases.list_waits", lambda: leave(house))


def test_who_owes_nothing_leaves_without_a_list_and_the_deputy_takes_over(house: House) -> None:
    assert leave(house) == ""
    who = house.hall.see(roster.effective_handler, matter_code=MATTER, counter_id="")
    assert who is not None
    assert (who.name, who.post) == ("王芳", "B")


def test_the_paper_has_room_for_both_signatures_and_names_what_is_handed_over(house: House) -> None:
    busy(house)
    list_id = leave(house)
    paper: Content = house.paper(list_id, "duty_list")
    lead = next(block for block in paper.blocks if isinstance(block, Lead))
    assert "李明离岗" in lead.text
    assert "王芳" in lead.text
    grid = next(block for block in paper.blocks if isinstance(block, Grid))
    assert {row[1] for row in grid.rows} == {"首问单", "办件", "承诺", "原件"}
    assert not any("程小满" in cell for row in grid.rows for cell in row)


def test_a_case_that_the_deputy_has_moved_on_stays_where_it_is(house: House) -> None:
    _sheet, case = busy(house)
    list_id = leave(house)
    house.second.do(cases.sign_list, list_id=list_id)
    house.leader.do(cases.reassign, case_id=case, to=house.id_of(house.third))
    house.first.do(cases.take_back, list_id=list_id)
    assert house.file(case).card.handler_name == "赵晴"
