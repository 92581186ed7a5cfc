"""First contact as the colleagues live it: who owes the answer, who owes the work, and what the papers say."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hall.check import find_problems
from hall.contacts import actions, views
from hall.contacts.model import ContactSheet
from hall.contacts.record import JOURNAL
from hall.documents.content import Content, Facts, Grid, Lead, copies_of
from hall.documents.views import content_of, documents_of
from hall.kernel.refusal import Refusal
from hall.people import actions as people
from hall.security import actions as security
from hall.service import Hall
from printing.drawing import lay_out
from tests.contacts.house import PASSWORD, House


def ask(house: House, **more: str) -> str:
    return house.first.do(actions.open_sheet, matter_text="楼道灯坏了，归谁修", name="程小满", **more)


def state_of(house: House, sheet_id: str) -> views.SheetCard:
    return house.hall.see(views.sheet, sheet_id=sheet_id).card


def refused(code: str, doing: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as refusal:
        doing()
    assert refusal.value.code == code


def test_whoever_is_asked_first_owes_the_answer_and_the_work(house: House) -> None:
    card = state_of(house, ask(house))
    assert (card.first_contact_name, card.responsible_name, card.state) == ("李明", "李明", "open")
    assert card.name == "程*满"
    assert card.number.startswith("420199-0007-SW-2026-")


def test_a_device_with_nobody_signed_in_is_no_first_contact(house: House) -> None:
    refused("contacts.nobody", lambda: house.hall.do(actions.open_sheet, matter_text="问路"))


def test_a_sheet_without_a_question_is_refused(house: House) -> None:
    refused("contacts.matter_missing", lambda: house.first.do(actions.open_sheet, matter_text=" "))


def test_the_register_fills_in_name_and_phone(house: House) -> None:
    person_id = house.first.do(people.register, name="程小满", phone="13800000456")
    sheet_id = house.first.do(actions.open_sheet, matter_text="问低保", person_id=person_id, way="phone", belonging="A")
    file = house.hall.see(views.sheet, sheet_id=sheet_id)
    assert (file.name, file.phone, file.card.belonging) == ("程小满", "13800000456", "A")


def test_answered_on_the_spot_counts_as_told_and_closes(house: House) -> None:
    sheet_id = ask(house)
    house.first.do(actions.answer, sheet_id=sheet_id, words="归物业，已打电话，今晚修")
    house.first.do(actions.close, sheet_id=sheet_id)
    assert state_of(house, sheet_id).state == "closed"


def test_own_case_is_linked_and_its_end_makes_the_first_contact_reply(house: House) -> None:
    sheet_id = ask(house)
    house.first.do(actions.link_case, sheet_id=sheet_id, case_id="case-1")
    assert (state_of(house, sheet_id).state, state_of(house, sheet_id).belonging) == ("linked", "A")
    house.hall.do(actions.case_done, case_id="case-1")
    refused("contacts.reply_first", lambda: house.first.do(actions.close, sheet_id=sheet_id))
    house.first.do(actions.reply, sheet_id=sheet_id, way="phone", words="已办好，来取")
    house.first.do(actions.close, sheet_id=sheet_id)
    assert state_of(house, sheet_id).state == "closed"


def test_responsibility_moves_only_with_the_signature(house: House) -> None:
    sheet_id = ask(house)
    to = house.id_of(house.second)
    house.first.do(actions.hand_over, sheet_id=sheet_id, to=to, materials={"照片": 2}, belonging="B")
    card = state_of(house, sheet_id)
    assert (card.state, card.responsible_name, card.receiver_name) == ("handover_pending", "李明", "王芳")
    refused("contacts.not_receiver", lambda: house.third.do(actions.sign_for, sheet_id=sheet_id))
    house.second.do(actions.sign_for, sheet_id=sheet_id)
    card = state_of(house, sheet_id)
    assert (card.state, card.responsible_name, card.first_contact_name) == ("handed", "王芳", "李明")
    (over,) = house.hall.see(views.sheet, sheet_id=sheet_id).hand_overs
    assert (over.materials, over.outcome) == ((("照片", 2),), "signed")


def test_what_the_colleague_found_still_has_to_reach_the_resident(house: House) -> None:
    sheet_id = handed(house)
    house.second.do(actions.answer, sheet_id=sheet_id, words="物业明天修")
    assert (state_of(house, sheet_id).state, state_of(house, sheet_id).replied) == ("followup", False)
    refused("contacts.not_owing", lambda: house.third.do(actions.reply, sheet_id=sheet_id, way="phone", words="好"))
    house.first.do(actions.reply, sheet_id=sheet_id, way="phone", words="物业明天修")
    house.first.do(actions.close, sheet_id=sheet_id)


def handed(house: House) -> str:
    sheet_id = ask(house)
    house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
    house.second.do(actions.sign_for, sheet_id=sheet_id)
    return sheet_id


def test_declining_needs_a_reason_and_gives_the_sheet_back(house: House) -> None:
    sheet_id = ask(house)
    house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
    refused("contacts.reason_missing", lambda: house.second.do(actions.decline, sheet_id=sheet_id, reason=" "))
    house.second.do(actions.decline, sheet_id=sheet_id, reason="归城建窗口")
    card = state_of(house, sheet_id)
    assert (card.state, card.responsible_name, card.receiver) == ("open", "李明", None)


def test_the_second_decline_goes_to_the_leader_who_assigns_for_good(house: House) -> None:
    sheet_id = ask(house)
    for counter in (house.second, house.third):
        house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(counter))
        counter.do(actions.decline, sheet_id=sheet_id, reason="不归我")
    assert [card.id for card in house.hall.see(views.to_assign)] == [sheet_id]
    refused("gate.not_allowed", lambda: house.first.do(actions.assign, sheet_id=sheet_id, to=house.id_of(house.third)))
    house.leader.do(actions.assign, sheet_id=sheet_id, to=house.id_of(house.third), words="由城建办")
    assert (state_of(house, sheet_id).state, state_of(house, sheet_id).responsible_name) == ("handed", "赵晴")
    refused("contacts.now_handed", lambda: house.third.do(actions.decline, sheet_id=sheet_id, reason="不要"))


def test_an_unsigned_hand_over_is_pressed_and_two_hours_later_goes_to_the_leader(house: House) -> None:
    sheet_id = ask(house)
    house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
    house.pass_time(minutes=29)
    assert not state_of(house, sheet_id).reminded
    house.pass_time(minutes=1)
    assert (state_of(house, sheet_id).reminded, state_of(house, sheet_id).state) == (True, "handover_pending")
    house.pass_time(hours=2)
    assert (state_of(house, sheet_id).state, state_of(house, sheet_id).responsible_name) == ("escalated", "李明")
    day = house.clock.now() - dt.timedelta(days=1)
    (shirked,) = house.hall.see(views.violations, since=day, until=house.clock.now() + dt.timedelta(days=1))
    assert (shirked.sheet_id, shirked.kind, shirked.against_name) == (sheet_id, "unanswered", "王芳")


def test_a_signature_in_time_stops_the_pressing(house: House) -> None:
    sheet_id = handed(house)
    house.pass_time(hours=5)
    assert [step.kind for step in house.hall.see(views.sheet, sheet_id=sheet_id).history] == [
        "opened", "handed_over", "signed",
    ]  # fmt: skip


def test_unclear_goes_to_the_leader_and_the_first_contact_keeps_owing_the_reply(house: House) -> None:
    sheet_id = ask(house)
    house.first.do(actions.escalate, sheet_id=sheet_id, words="不知道归谁")
    refused("contacts.now_escalated", lambda: house.first.do(actions.answer, sheet_id=sheet_id, words="不清楚"))
    house.leader.do(actions.assign, sheet_id=sheet_id, to=house.id_of(house.second))
    assert (state_of(house, sheet_id).belonging, state_of(house, sheet_id).first_contact_name) == ("D", "李明")


def test_referring_out_prints_office_address_and_phone_and_still_needs_a_reply(house: House) -> None:
    sheet_id = ask(house)
    refused(
        "contacts.office_missing",
        lambda: house.first.do(actions.refer_out, sheet_id=sheet_id, office="", address="", phone=""),
    )
    paper_id = house.first.do(
        actions.refer_out, sheet_id=sheet_id, office="临江区住建局", address="沿江路 3 号", phone="027-80000456"
    )
    slip = house.hall.see(content_of, document_id=paper_id)
    assert answer_line(slip) == "这件事由临江区住建局办理。"
    assert facts(slip) >= {("地址", "沿江路 3 号"), ("电话", "027-80000456")}
    refused("contacts.reply_first", lambda: house.first.do(actions.close, sheet_id=sheet_id))


def test_nobody_but_the_responsible_person_hands_a_sheet_on(house: House) -> None:
    sheet_id = ask(house)
    to = house.id_of(house.third)
    refused("contacts.not_responsible", lambda: house.second.do(actions.hand_over, sheet_id=sheet_id, to=to))
    own = house.id_of(house.first)
    refused("contacts.to_oneself", lambda: house.first.do(actions.hand_over, sheet_id=sheet_id, to=own))
    refused("contacts.receiver_gone", lambda: house.first.do(actions.hand_over, sheet_id=sheet_id, to="nobody"))


def test_leaving_the_post_offers_everything_to_the_b_post_who_has_to_sign(house: House) -> None:
    first, second = ask(house), ask(house)
    assert house.first.do(actions.hand_over_all, to=house.id_of(house.second)) == 2
    assert {card.id for card in house.hall.see(views.to_sign, staff_id=house.id_of(house.second))} == {first, second}
    assert len(house.hall.see(views.mine, staff_id=house.id_of(house.first))) == 2
    house.second.do(actions.sign_for, sheet_id=first)
    assert state_of(house, first).responsible_name == "王芳"


def test_a_closed_sheet_takes_nothing_more(house: House) -> None:
    sheet_id = ask(house)
    house.first.do(actions.answer, sheet_id=sheet_id, words="好")
    house.first.do(actions.close, sheet_id=sheet_id)
    to = house.id_of(house.second)
    for doing in (
        lambda: house.first.do(actions.answer, sheet_id=sheet_id, words="再说"),
        lambda: house.first.do(actions.hand_over, sheet_id=sheet_id, to=to),
        lambda: house.leader.do(actions.assign, sheet_id=sheet_id, to=to),
    ):
        refused("contacts.now_closed", doing)


def declined(house: House, reason: str = "归医保办") -> str:
    """Let a hand-over be sent back; answers with its key."""
    sheet_id = ask(house)
    over: str = house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
    house.second.do(actions.decline, sheet_id=sheet_id, reason=reason)
    return over


def test_a_decline_without_a_ground_is_recorded_by_a_leader_once(house: House) -> None:
    over = declined(house, "就是不办")
    refused("gate.not_allowed", lambda: house.first.do(actions.judge_decline, hand_over_id=over))
    house.leader.do(actions.judge_decline, hand_over_id=over)
    refused("contacts.judged_before", lambda: house.leader.do(actions.judge_decline, hand_over_id=over))
    now = house.clock.now()
    (found,) = house.hall.see(views.violations, since=now, until=now + dt.timedelta(seconds=1))
    assert (found.kind, found.against_name, found.reason) == ("shirking", "王芳", "就是不办")


def test_a_decline_with_a_ground_is_no_violation_and_a_signature_cannot_be_judged(house: House) -> None:
    declined(house)
    sheet_id = ask(house)
    over: str = house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
    house.second.do(actions.sign_for, sheet_id=sheet_id)
    refused("contacts.not_declined", lambda: house.leader.do(actions.judge_decline, hand_over_id=over))
    now = house.clock.now()
    assert house.hall.see(views.violations, since=now, until=now + dt.timedelta(days=1)) == ()


def test_a_deputy_assigns_as_the_leader_does(house: House) -> None:
    house.hall.do(
        security.add_staff, number="0102", name="何敏", department="综合", roles=["leader"], password=PASSWORD
    )
    device = house.hall.do(security.add_device, kind="counter", name="副站长").split(".")[0]
    deputy = house.first.at(device)
    deputy.do(security.sign_in, number="0102", password=PASSWORD)
    sheet_id = ask(house)
    house.first.do(actions.escalate, sheet_id=sheet_id, words="不知道归谁")
    deputy.do(actions.assign, sheet_id=sheet_id, to=house.id_of(house.third))
    assert (state_of(house, sheet_id).state, state_of(house, sheet_id).responsible_name) == ("handed", "赵晴")
    last = house.hall.see(views.sheet, sheet_id=sheet_id).chain[-1]
    assert (last.kind, last.who, last.to) == ("assigned", "何敏", "赵晴")


def test_receiver_giver_and_leader_see_a_hand_over_that_is_late(house: House) -> None:
    sheet_id = ask(house)
    house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
    assert house.hall.see(views.pressed) == ()
    house.pass_time(minutes=30)
    assert [card.id for card in house.hall.see(views.pressed)] == [sheet_id]
    assert [card.id for card in house.hall.see(views.pressed, staff_id=house.id_of(house.first))] == [sheet_id]
    (card,) = house.hall.see(views.to_sign, staff_id=house.id_of(house.second))
    assert card.reminded


@pytest.mark.parametrize(("way", "told"), [("walk_in", []), ("phone", []), ("letter", ["reply"]), ("net", ["reply"])])
def test_an_answer_at_once_is_registered_answered_and_closed_in_one_go(house: House, way: str, told: list[str]) -> None:
    sheet_id = house.first.do(actions.answer_at_once, matter_text="几点开门", words="八点半", way=way, name="程小满")
    file = house.hall.see(views.sheet, sheet_id=sheet_id)
    assert (file.card.state, file.card.replied, file.card.way) == ("closed", True, way)
    assert [note.purpose for note in file.notes] == ["answer", *told]
    assert not house.hall.see(lambda reading: list(find_problems(reading)))


def test_an_answer_at_once_without_words_leaves_nothing_behind(house: House) -> None:
    refused("contacts.words_missing", lambda: house.first.do(actions.answer_at_once, matter_text="几点开门", words=" "))
    assert house.hall.see(views.open_sheets) == ()


def test_the_belonging_of_a_hand_over_follows_from_the_colleagues_department(house: House) -> None:
    sheet_id = ask(house)
    house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
    assert state_of(house, sheet_id).belonging == "B"
    elsewhere = house.hall.do(
        security.add_staff, number="0120", name="钱秀兰", department="社保", roles=["clerk"], password=PASSWORD
    )
    house.second.do(actions.sign_for, sheet_id=sheet_id)
    house.second.do(actions.hand_over, sheet_id=sheet_id, to=str(elsewhere))
    assert state_of(house, sheet_id).belonging == "C"


def test_an_office_that_was_named_is_known_as_it_was_named_last(house: House) -> None:
    for phone in ("027-80000111", "027-80000222"):
        house.first.do(actions.refer_out, sheet_id=ask(house), office="区住建局", address="沿江路 3 号", phone=phone)
        house.pass_time(minutes=1)
    assert house.hall.see(views.offices) == (views.OfficeCard("区住建局", "沿江路 3 号", "027-80000222"),)


def test_the_printed_sheet_shows_the_chain_in_three_parts(house: House) -> None:
    sheet_id = handed(house)
    house.first.do(actions.print_sheet, sheet_id=sheet_id)
    house.first.do(actions.print_sheet, sheet_id=sheet_id)
    first, second = house.hall.see(documents_of, subject_id=sheet_id)
    assert second.number == f"{first.number}-2"
    paper = house.hall.see(content_of, document_id=first.id)
    assert paper.copies == ("首问人联", "承办人联", "居民联")
    assert answer_line(paper) == "您问的事，李明负责回复您。"
    (chain,) = (block for block in paper.blocks if isinstance(block, Grid))
    assert [row[1:] for row in chain.rows] == [
        ("李明", "来访登记，负责回复"),
        ("李明", "转给王芳，没有附材料"),
        ("王芳", "签收，负责办理"),
    ]
    assert {row[0] for row in chain.rows} == {"11-23 09:00"}


def test_the_row_equals_the_fold_of_its_journal(house: House) -> None:
    sheet_id = handed(house)
    house.second.do(
        actions.refer_out, sheet_id=sheet_id, office="区住建局", address="沿江路 3 号", phone="027-80000456"
    )
    with Session(house.engine) as session:
        row = session.get_one(ContactSheet, sheet_id)
        entries = JOURNAL.history(session, sheet_id)
        assert JOURNAL.refold(entries) == JOURNAL.of(row)
        assert row.version == len(entries)
        assert all("程小满" not in str(entry.details) for entry in entries)


def answer_line(paper: Content) -> str:
    return next(block.text for block in paper.blocks if isinstance(block, Lead))


def facts(paper: Content) -> set[tuple[str, str]]:
    return {pair for block in paper.blocks if isinstance(block, Facts) for pair in block.pairs}


def test_every_counter_is_a_person_of_their_own(house: House) -> None:
    counters: tuple[Hall, ...] = (house.leader, house.first, house.second, house.third)
    assert len({house.id_of(counter) for counter in counters}) == 4


def test_a_sheet_with_a_hand_over_and_an_answer_fits_on_one_page(house: House) -> None:
    sheet_id = ask(house, phone="13800000456")
    house.first.do(actions.hand_over, sheet_id=sheet_id, to=house.id_of(house.second), materials={"申请材料": 1})
    house.second.do(actions.sign_for, sheet_id=sheet_id)
    house.second.do(actions.answer, sheet_id=sheet_id, words="归物业，已打电话，物业答应今晚来修好")
    paper_id = house.first.do(actions.print_sheet, sheet_id=sheet_id)
    paper = house.hall.see(content_of, document_id=paper_id)
    assert len(lay_out(paper, copies_of(paper, printed_at="2026-11-23 09:42", staff_number="0107")[0])) == 1
    assert {("首问人", "李明（负责回复）"), ("承办人", "王芳（负责办理）")} <= facts(paper)
