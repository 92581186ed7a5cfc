"""Time decides nothing by itself but what a rule names: silence, promises, pauses, extensions, withdrawals."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from hall.cases import actions, life, views
from hall.catalogue.terms import CaseType, DeemedAcceptance, ResultKind
from hall.documents.content import Facts, Lead
from tests.cases.house import House, product_catalogue
from tests.cases.test_course import at_upper
from tests.cases.test_intake import DIBAO, change_matter, refused

TOLERANT = "MZ-005"
BENEFITS = [matter for matter in product_catalogue().matters if ResultKind.PAYMENT in matter.result.kinds]


@pytest.mark.parametrize(
    ("deemed", "stage"),
    [
        (DeemedAcceptance.LAW, "accepted"),
        (DeemedAcceptance.LOCAL, "accepted"),
        (DeemedAcceptance.PRODUCT, "accepted"),
        (DeemedAcceptance.NONE, "checking"),
    ],
)
def test_silence_accepts_only_where_the_matter_says_so(office: House, deemed: DeemedAcceptance, stage: str) -> None:
    change_matter(office, "MZ-008", deemed_acceptance=deemed)
    case_id = office.submitted("MZ-008")
    received = office.clock.now()
    office.pass_time(days=4)
    assert office.stage(case_id) == "checking"
    office.pass_time(days=5)
    file = office.file(case_id)
    assert file.card.stage == stage
    assert [(each.kind, each.against_name, each.state) for each in file.violations] == [
        ("late_notice", "李明", "candidate")
    ]
    if stage == "accepted":
        assert file.card.accepted_at == received


def test_silence_that_decides_nothing_is_told_to_the_leader(office: House) -> None:
    case_id = office.submitted(DIBAO)
    office.pass_time(days=9)
    assert case_id in [card.id for card in office.leader.see(views.unanswered)]
    assert office.file(case_id).history[-1].kind == "silence_escalated"
    office.first.do(actions.give_notice, case_id=case_id)
    assert case_id not in [card.id for card in office.leader.see(views.unanswered)]


def test_whoever_came_back_is_not_met_with_silence_either(office: House) -> None:
    case_id = office.submitted(DIBAO)
    office.first.do(actions.give_notice, case_id=case_id)
    office.first.do(actions.supplement, case_id=case_id)
    office.pass_time(days=9)
    assert case_id in [card.id for card in office.leader.see(views.unanswered)]


def test_no_benefit_of_the_catalogue_is_accepted_by_silence() -> None:
    assert len(BENEFITS) > 10
    assert {matter.deemed_acceptance for matter in BENEFITS} == {DeemedAcceptance.NONE}


def test_silence_never_approves_a_benefit_it_only_escalates(office: House) -> None:
    """Even a benefit that a hall has set to be accepted by silence is never approved by it, however long it lasts."""
    change_matter(office, "MZ-006", deemed_acceptance=DeemedAcceptance.LOCAL)
    quiet, begun = office.submitted("MZ-006"), office.accepted(DIBAO)
    office.first.do(actions.begin_step, case_id=begun)
    office.pass_time(days=45)
    for case_id, stage in ((quiet, "accepted"), (begun, "deciding")):
        card = office.file(case_id).card
        assert (card.stage, card.decision, card.light) == (stage, "", "red")
    assert {each.kind for each in office.file(begun).history[-3:]} == {"warned"}


def test_minor_materials_are_promised_in_writing_with_a_deadline(office: House) -> None:
    case_id = office.submitted(TOLERANT)
    (first, *rest) = [line.material_id for line in office.file(case_id).materials if line.state == "missing"]
    office.verify(case_id, *rest)
    accept: dict[str, Any] = {"case_id": case_id}
    if rest:
        refused("cases.promise_needless", lambda: office.first.do(actions.accept, **accept, promised=[first, *rest]))
    office.first.do(actions.accept, **accept, promised=[first])
    paper = office.paper(case_id, "tolerance_promise")
    lead = next(block for block in paper.blocks if isinstance(block, Lead))
    until = dict(pair for block in paper.blocks if isinstance(block, Facts) for pair in block.pairs)["补交期限"]
    assert lead.text == f"欠的1样材料，我在{until}前补交。"
    assert until.startswith("202")


def test_an_overdue_promise_counts_as_withdrawn_even_while_the_clock_stands(office: House) -> None:
    case_id = at_upper_with_promise(office)
    office.first.do(
        actions.record_return, case_id=case_id, items=[{"key": "u", "name": "u", "problem": "缺", "requirement": "补"}]
    )
    office.pass_time(days=25)
    assert (office.stage(case_id), office.file(case_id).history[-1].kind) == ("withdrawn", "lapsed")


def at_upper_with_promise(office: House) -> str:
    case_id = office.submitted(TOLERANT)
    missing = [line.material_id for line in office.file(case_id).materials if line.state == "missing"]
    office.first.do(actions.accept, case_id=case_id, promised=missing)
    while office.stage(case_id) != "at_upper":
        act = office.file(case_id).acts[0]
        office.first.do(getattr(actions, act), case_id=case_id)
    return case_id


def test_a_supplement_after_a_return_does_not_forget_the_promise(office: House) -> None:
    case_id = at_upper_with_promise(office)
    office.first.do(
        actions.record_return, case_id=case_id, items=[{"key": "u", "name": "u", "problem": "缺", "requirement": "补"}]
    )
    office.first.do(actions.supplement, case_id=case_id)
    office.pass_time(days=25)
    assert office.stage(case_id) == "withdrawn"


STAGES: dict[str, Callable[[House], str]] = {
    life.DRAFT: lambda office: office.draft(DIBAO),
    life.CHECKING: lambda office: office.submitted(DIBAO),
    life.NOTIFIED: lambda office: _then(office, office.submitted(DIBAO), actions.give_notice),
    life.REFUSAL_PROPOSED: lambda office: _then(
        office, office.submitted(DIBAO), actions.propose_refusal, ground="duplicate", reason="已有一件", basis="条例"
    ),
    life.ACCEPTED: lambda office: office.accepted(DIBAO),
    life.DECIDING: lambda office: _then(office, office.accepted(DIBAO), actions.begin_step),
    life.AT_UPPER: lambda office: at_upper(office),
    life.SUPPLEMENT: lambda office: _then(
        office,
        at_upper(office),
        actions.record_return,
        items=[{"key": "u", "name": "u", "problem": "缺", "requirement": "补"}],
    ),
    life.PAUSED: lambda office: _then(office, office.accepted("MZ-002"), actions.pause, reason="posting", needs="7天"),
}


def _then(office: House, case_id: str, action: Any, **more: Any) -> str:
    office.first.do(action, case_id=case_id, **more)
    return case_id


def test_every_undecided_stage_is_tried() -> None:
    assert set(STAGES) == set(life.UNDECIDED)


@pytest.mark.parametrize("stage", STAGES)
def test_the_resident_may_withdraw_from_every_undecided_stage(office: House, stage: str) -> None:
    case_id = STAGES[stage](office)
    assert office.stage(case_id) == stage
    assert "withdraw" in office.file(case_id).acts
    refused("cases.reason_missing", lambda: office.first.do(actions.withdraw, case_id=case_id, reason=" "))
    office.first.do(actions.withdraw, case_id=case_id, reason="不办了")
    assert office.stage(case_id) == "withdrawn"


@pytest.mark.parametrize("stage", STAGES)
def test_a_case_without_object_is_aborted_from_every_undecided_stage(office: House, stage: str) -> None:
    case_id = STAGES[stage](office)
    office.first.do(actions.abort, case_id=case_id, reason="moved_away")
    assert office.stage(case_id) == "aborted"


def test_what_is_decided_is_neither_withdrawn_nor_aborted(office: House) -> None:
    case_id = office.decided(DIBAO)
    refused("cases.now_decided_yes", lambda: office.first.do(actions.withdraw, case_id=case_id, reason="不办了"))
    refused("cases.now_decided_yes", lambda: office.first.do(actions.abort, case_id=case_id, reason="died"))


def test_no_matter_pauses_for_a_reason_that_is_not_its_own(office: House) -> None:
    case_id = office.accepted("MZ-002")
    allowed = {reason.value for reason in office.matter("MZ-002").pause_reasons}
    for reason in {"inspection", "posting", "assessment", "appraisal", "hearing", "lunch"} - allowed:
        refused("cases.pause_reason", lambda r=reason: _then(office, case_id, actions.pause, reason=r, needs="7天"))


def extension(office: House) -> str:
    return _then(office, office.accepted(DIBAO), actions.propose_extension, days=5, reason="入户调查没完")


def test_a_leader_does_not_grant_their_own_extension(office: House) -> None:
    case_id = office.accepted(DIBAO)
    office.leader.do(actions.propose_extension, case_id=case_id, days=5, reason="人手不够")
    refused("cases.own_extension", lambda: office.leader.do(actions.approve_extension, case_id=case_id, agree=True))


def test_an_extension_is_neither_asked_for_nor_granted_after_the_promised_day(office: House) -> None:
    case_id, late = extension(office), office.accepted(DIBAO)
    due = office.file(case_id).card.promised_due
    assert due is not None
    office.clock.advance(due - office.clock.now() + dt.timedelta(seconds=1))
    office.hall.run_due()
    refused("cases.extension_late", lambda: office.leader.do(actions.approve_extension, case_id=case_id, agree=True))
    refused("cases.extension_late", lambda: _then(office, late, actions.propose_extension, days=5, reason="晚了"))
    office.leader.do(actions.approve_extension, case_id=case_id, agree=False, words="已经过期")
    assert office.file(case_id).notes[-1][1:] == ("extension_answer", "已经过期")


def test_what_can_be_done_next_follows_the_extension(office: House) -> None:
    case_id = office.accepted(DIBAO)
    assert "propose_extension" in office.file(case_id).acts
    _then(office, case_id, actions.propose_extension, days=5, reason="入户调查没完")
    assert "approve_extension" in office.file(case_id).acts
    assert "propose_extension" not in office.file(case_id).acts
    office.leader.do(actions.approve_extension, case_id=case_id, agree=True)
    assert not {"approve_extension", "propose_extension"} & set(office.file(case_id).acts)


def test_an_immediate_matter_needs_no_acceptance_notice(office: House) -> None:
    code = next(m.code for m in product_catalogue().matters if m.enabled and m.case_type is CaseType.IMMEDIATE)
    case_id = office.draft(code)
    office.verify(case_id)
    office.first.do(actions.finish_at_once, case_id=case_id)
    assert "acceptance_notice" not in office.papers(case_id)
