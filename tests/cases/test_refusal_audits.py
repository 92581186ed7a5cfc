"""Filed refusals are looked at again: a drawn sample, a verdict, what a wrongful no costs, and the proof of it all."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from hall.cases import actions, views
from hall.cases.model import RefusalAudit, RefusalProposal, Violation
from hall.cases.refusal_proofs import find_refusal_problems
from hall.storage.work import Reading
from tests.cases.house import House
from tests.cases.test_intake import DIBAO, refused
from tests.cases.test_refusals import WHY, filed, last, review

MONTH = "2026-11"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (update(RefusalProposal).values(reviewed_by=RefusalProposal.proposed_by), "reviewed by whoever proposed it"),
        (update(RefusalProposal).values(outcome="overruled"), "no leader has agreed to it"),
        (update(RefusalProposal).values(register_number="FB-1"), "FB-1 stands twice"),
        (delete(RefusalProposal).where(RefusalProposal.case_id.is_(None)), "numbers were given out"),
        (delete(Violation), "sent away a third time without an order"),
    ],
)
def test_hall_check_finds_a_no_or_an_errand_without_its_leader(office: House, change: Any, said: str) -> None:
    filed(office)
    office.first.do(actions.refuse_certificate, name="无犯罪记录证明")
    third_trip(office)

    def tampered(reading: Reading, *, first: bool) -> list[str]:
        if first:
            reading.session.execute(change.execution_options(synchronize_session=False))
        return list(find_refusal_problems(reading))

    assert office.hall.see(tampered, first=False) == []
    assert any(said in problem for problem in office.hall.see(tampered, first=True))


def third_trip(office: House) -> None:
    case_id = office.submitted(DIBAO)
    for _ in range(2):
        office.first.do(actions.give_notice, case_id=case_id)
        office.first.do(actions.supplement, case_id=case_id)
    office.leader.do(actions.insist_on_notice, case_id=case_id, words="居民同意再补一次")


def drawn(office: House) -> tuple[str, str]:
    """File a refusal and draw everything of its month; answers with the case and the proposal."""
    case_id = filed(office)
    office.leader.do(actions.draw_sample, month=month_of(office), size=500)
    return case_id, last(office, case_id).id


def month_of(office: House) -> str:
    return f"{office.clock.now():%Y-%m}"


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_the_sample_is_random_but_the_same_for_hall_and_month(house: House) -> None:
    for _ in range(6):
        filed(house)
    assert house.leader.do(actions.draw_sample, month=MONTH, size=2) == 2
    first = {card.proposal.id for card in house.hall.see(views.sample, month=MONTH)}
    with Session(house.engine) as session, session.begin():
        session.query(RefusalAudit).delete()
    assert house.leader.do(actions.draw_sample, month=MONTH, size=2) == 2
    assert {card.proposal.id for card in house.hall.see(views.sample, month=MONTH)} == first
    assert house.leader.do(actions.draw_sample, month=MONTH) == 5, "the hall's own size"
    assert first <= {card.proposal.id for card in house.hall.see(views.sample, month=MONTH)}
    assert house.leader.do(actions.draw_sample, month=MONTH, size=99) == 6


@pytest.mark.parametrize("month", ["2026-13", "November", "2999-01", ""])
def test_only_a_month_that_has_begun_is_drawn(office: House, month: str) -> None:
    refused("cases.month", lambda: office.leader.do(actions.draw_sample, month=month))


def test_what_was_not_drawn_is_not_audited_and_what_was_only_once(office: House) -> None:
    case_id = filed(office)
    proposal_id = last(office, case_id).id
    audit: dict[str, Any] = {"proposal_id": proposal_id, "ok": True}
    refused("cases.not_in_sample", lambda: office.hall.do(actions.audit_refusal, **audit))
    office.leader.do(actions.draw_sample, month=month_of(office), size=500)
    refused("gate.not_allowed", lambda: office.first.do(actions.audit_refusal, **audit))
    refused("cases.own_review", lambda: office.leader.do(actions.audit_refusal, **audit))
    office.hall.do(actions.audit_refusal, **audit)
    assert last(office, case_id).outcome == "audited"
    assert office.stage(case_id) == "ready"
    refused("cases.audited", lambda: office.hall.do(actions.audit_refusal, **audit))


def test_a_wrongful_no_that_has_not_gone_out_is_taken_back(office: House) -> None:
    case_id, proposal_id = drawn(office)
    refused("cases.reason_missing", lambda: office.hall.do(actions.audit_refusal, proposal_id=proposal_id, ok=False))
    office.hall.do(actions.audit_refusal, proposal_id=proposal_id, ok=False, words="经常居住地在本街道")
    card = office.file(case_id).card
    assert (card.stage, card.decision) == ("checking", "")
    assert [(each.kind, each.against_name) for each in office.file(case_id).violations] == [
        ("wrongful_refusal", "李明")
    ]
    office.verify(case_id)
    office.first.do(actions.accept, case_id=case_id)
    assert office.stage(case_id) == "accepted"


def test_a_wrongful_denial_goes_back_to_where_it_was_decided(office: House) -> None:
    case_id = office.accepted(DIBAO)
    office.first.do(actions.begin_step, case_id=case_id)
    office.first.do(actions.propose_refusal, case_id=case_id, **WHY)
    review(office, case_id)
    office.first.do(actions.make_ready, case_id=case_id)
    office.leader.do(actions.draw_sample, month=month_of(office), size=500)
    office.hall.do(actions.audit_refusal, proposal_id=last(office, case_id).id, ok=False, words="收入算错了")
    assert office.stage(case_id) == "deciding"
    assert office.file(case_id).card.light in ("green", "yellow", "red")


def test_a_wrongful_no_of_an_ended_case_leaves_a_duty_with_a_term(office: House) -> None:
    case_id, proposal_id = drawn(office)
    office.seal(case_id)
    office.first.do(actions.deliver, case_id=case_id)
    office.hall.do(actions.audit_refusal, proposal_id=proposal_id, ok=False, words="应当受理")
    assert office.stage(case_id) == "closed"
    mine = office.hall.see(views.corrections, staff_id=office.id_of(office.first))
    (owed,) = (each for each in mine if each.proposal.id == proposal_id)
    assert (owed.owner_name, owed.verdict) == ("李明", "wrongful")
    assert owed.due_at is not None
    assert owed.due_at > office.clock.now()
    done = {"proposal_id": proposal_id, "words": "已请居民重新申请，当日受理"}
    office.leader.do(actions.correct_refusal, **done)
    refused("cases.no_correction", lambda: office.leader.do(actions.correct_refusal, **done))
    left = office.hall.see(views.corrections)
    assert proposal_id not in [each.proposal.id for each in left]


def test_a_certificate_wrongfully_refused_is_a_breach_and_a_duty_without_a_case(office: House) -> None:
    office.first.do(actions.refuse_certificate, name="无犯罪记录证明")
    now = office.clock.now()
    found = office.hall.see(views.refusals, since=now, until=now + dt.timedelta(seconds=1))
    proposal_id = found[-1].id
    office.leader.do(actions.draw_sample, month=month_of(office), size=500)
    office.hall.do(actions.audit_refusal, proposal_id=proposal_id, ok=False, words="清单上其实有")
    breaches = office.hall.see(views.violations, since=now, until=now + dt.timedelta(seconds=1))
    assert (None, "wrongful_refusal", "李明") in [(each.case_id, each.kind, each.against_name) for each in breaches]
    assert proposal_id in [each.proposal.id for each in office.hall.see(views.corrections)]
