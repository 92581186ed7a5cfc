"""A result waits for its seal: nobody is told to fetch it, nothing leaves the house without it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hall.cases import actions
from hall.cases.model import CaseEvent
from hall.check import find_problems
from hall.documents import actions as documents
from hall.documents.model import Document
from hall.documents.views import documents_of
from hall.seals import actions as seals
from hall.seals.model import SealUse
from hall.seals.rules import SealPolicy
from hall.seals.views import UseCard, of_case, unsealed_certificates
from hall.security import actions as security
from tests.cases.house import House, prepare
from tests.cases.test_intake import refused

CERTIFICATE, COMMITTEE_MATTER, STREET_MATTER = "ZM-001", "ZM-002", "MZ-001"
WHY = {"reason": "申请人户籍和经常居住地都不在本辖区", "basis": "社会救助暂行办法第九条"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give one hall for all tests: their cases do not touch each other."""
    url = f"sqlite:///{tmp_path_factory.mktemp('sealing') / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    yield house
    house.close()


def ready(house: House) -> str:
    """Do a certificate on the spot; it stops where the seal is missing."""
    case_id = house.draft(CERTIFICATE)
    house.verify(case_id)
    house.first.do(actions.finish_at_once, case_id=case_id)
    return case_id


def refused_case(house: House, code: str) -> str:
    """Refuse an application and put the refusal on paper."""
    case_id = house.submitted(code)
    more = {"ground": "not_competent", "office": "沿湖街道办事处（沿湖路18号，027-80000456）"}
    house.first.do(actions.propose_refusal, case_id=case_id, **WHY, **more)
    house.leader.do(actions.review_refusal, case_id=case_id, agree=True)
    house.first.do(actions.make_ready, case_id=case_id)
    return case_id


def use_of(house: House, case_id: str) -> UseCard:
    return house.hall.see(of_case, case_id=case_id)[-1]


def acts(house: House, case_id: str) -> tuple[str, ...]:
    return house.file(case_id).acts


def problems(house: House) -> list[str]:
    return house.hall.see(lambda reading: list(find_problems(reading)))


def test_a_certificate_asks_for_its_seal_by_itself_and_stops_there(shop: House) -> None:
    case_id = ready(shop)
    assert shop.stage(case_id) == "ready"
    use = use_of(shop, case_id)
    assert (use.state, use.list_name, use.requester_name, use.applicant) == (
        "requested",
        "居住情况证明",
        "李明",
        "㭎*满",
    )
    assert use.reason.endswith("：幸福里第一小学")
    assert shop.file(case_id).card.seal == "requested"
    assert [card.id for card in shop.file(case_id).seals] == [use.id]


def test_nothing_is_announced_or_handed_over_before_the_seal_is_on_it_and_the_refusal_says_whose_turn_it_is(
    shop: House,
) -> None:
    case_id = ready(shop)
    shop.put_papers_out()
    use_id = use_of(shop, case_id).id
    for who, what, then in (
        ("核实人", "核实", lambda: shop.first.do(seals.verify, use_id=use_id)),
        ("周建国", "签批", lambda: shop.leader.do(seals.approve, use_id=use_id)),
        ("钱秀兰", "盖章", lambda: shop.keeper.do(seals.seal, use_id=use_id, copies=1, pages=1, straddle=True)),
    ):
        assert not {"notify", "deliver"} & set(acts(shop, case_id))
        for action in (actions.notify, actions.deliver):
            refused(
                "cases.not_sealed", lambda a=action: shop.first.do(a, case_id=case_id), paper="证明", who=who, what=what
            )
        then()
    assert {"notify", "deliver"} <= set(acts(shop, case_id))
    assert shop.file(case_id).card.seal == ""
    shop.first.do(actions.deliver, case_id=case_id)
    assert shop.stage(case_id) == "closed"


def test_a_refusal_in_the_street_s_name_bears_the_street_s_seal_and_the_committee_s_its_own(shop: House) -> None:
    street, own = refused_case(shop, STREET_MATTER), refused_case(shop, COMMITTEE_MATTER)
    assert (use_of(shop, street).seal_kind, use_of(shop, own).seal_kind) == ("special", "official")
    assert use_of(shop, street).copies == 2
    for case_id in (street, own):
        refused("cases.not_sealed", lambda c=case_id: shop.first.do(actions.deliver, case_id=c), paper="不予受理通知书")
        shop.seal(case_id)
        shop.first.do(actions.deliver, case_id=case_id)


def test_a_result_without_a_paper_of_the_hall_waits_for_no_seal(shop: House) -> None:
    case_id = shop.decided(STREET_MATTER)
    shop.first.do(actions.make_ready, case_id=case_id)
    assert shop.hall.see(of_case, case_id=case_id) == ()
    shop.first.do(actions.deliver, case_id=case_id)


def test_what_cannot_be_verified_is_decided_again_and_its_paper_is_void(shop: House) -> None:
    case_id = ready(shop)
    slip = shop.leader.do(
        seals.reject, use_id=use_of(shop, case_id).id, reason="unverified", words="请到派出所查户籍档案。"
    )
    assert slip is not None
    assert (shop.stage(case_id), shop.file(case_id).card.decision) == ("deciding", "")
    states = [(paper.kind, paper.state) for paper in shop.hall.see(documents_of, subject_id=case_id)]
    assert ("certificate", "voided") in states
    assert "propose_refusal" in acts(shop, case_id)
    shop.first.do(actions.decide, case_id=case_id)
    shop.first.do(actions.make_ready, case_id=case_id)
    shop.seal(case_id)
    shop.first.do(actions.deliver, case_id=case_id)
    assert len([paper for paper in shop.papers(case_id) if paper == "certificate"]) == 2


def test_a_refusal_whose_seal_was_rejected_is_put_on_paper_again(shop: House) -> None:
    case_id = refused_case(shop, COMMITTEE_MATTER)
    shop.leader.do(seals.reject, use_id=use_of(shop, case_id).id, reason="blank", words="打了两张空白的")
    assert shop.stage(case_id) == "refused"
    shop.first.do(actions.make_ready, case_id=case_id)
    shop.seal(case_id)
    shop.first.do(actions.deliver, case_id=case_id)
    assert [kind for kind in shop.papers(case_id) if kind == "refusal_notice"] == ["refusal_notice"] * 2


def test_a_spoiled_sheet_is_sealed_again_under_a_new_number(shop: House) -> None:
    case_id = ready(shop)
    shop.seal(case_id)
    first = use_of(shop, case_id)
    refused("cases.seal_asked", lambda: shop.first.do(actions.request_seal, case_id=case_id))
    shop.keeper.do(seals.void, use_id=first.id, words="章盖花了，已销毁")
    assert (shop.stage(case_id), acts(shop, case_id)[0]) == ("ready", "request_seal")
    refused("cases.seal_missing", lambda: shop.first.do(actions.deliver, case_id=case_id), paper="证明")
    assert shop.first.do(actions.request_seal, case_id=case_id) == 1
    shop.seal(case_id)
    again = use_of(shop, case_id)
    assert again.nth == (first.nth or 0) + 1
    shop.first.do(actions.deliver, case_id=case_id)


def test_a_void_certificate_is_made_anew_and_its_line_stays_in_the_register(shop: House) -> None:
    case_id = ready(shop)
    shop.seal(case_id)
    use = use_of(shop, case_id)
    shop.leader.do(documents.void, document_id=str(use.document_id), reason="other")
    assert shop.stage(case_id) == "decided_yes"
    assert (use_of(shop, case_id).state, use_of(shop, case_id).paper_void) == ("sealed", True)
    shop.first.do(actions.make_ready, case_id=case_id)
    shop.seal(case_id)
    shop.first.do(actions.deliver, case_id=case_id)


def test_a_result_whose_only_paper_was_void_before_there_was_a_register_is_made_anew(shop: House) -> None:
    case_id = ready(shop)
    shop.seal(case_id)
    paper = str(use_of(shop, case_id).document_id)
    with shop.engine.begin() as connection:
        connection.execute(update(Document).where(Document.id == paper).values(state="voided"))
    refused("cases.result_voided", lambda: shop.first.do(actions.deliver, case_id=case_id), paper="证明")
    assert acts(shop, case_id)[0] == "request_seal"
    shop.first.do(actions.request_seal, case_id=case_id)
    assert shop.stage(case_id) == "decided_yes"
    with shop.engine.begin() as connection:
        connection.execute(update(Document).where(Document.id == paper).values(state="printed"))


def test_the_seal_on_a_delivered_paper_is_not_taken_back_while_the_paper_holds(shop: House) -> None:
    case_id = ready(shop)
    shop.seal(case_id)
    use = use_of(shop, case_id)
    shop.first.do(actions.deliver, case_id=case_id)
    refused("cases.seal_delivered", lambda: shop.keeper.do(seals.void, use_id=use.id, words="反悔"))
    paper = str(use.document_id)
    refused("documents.only_revoked", lambda: shop.leader.do(documents.void, document_id=paper, reason="other"))
    shop.leader.do(documents.revoke, document_id=paper, reason="unfounded", words="户主来电话说不是本人办的")
    shop.keeper.do(seals.void, use_id=use.id, words="证明已收回销毁")
    assert (shop.stage(case_id), use_of(shop, case_id).state) == ("closed", "voided")
    assert problems(shop) == []


def test_a_hall_that_keeps_its_register_on_paper_delivers_without_an_entry(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    waiting = ready(house)
    house.hall.do(security.set_policy, policy=SealPolicy(delivery_needs_seal=False))
    case_id = ready(house)
    assert house.stage(case_id) == "closed"
    assert house.hall.see(of_case, case_id=case_id) == ()
    house.first.do(actions.deliver, case_id=waiting)
    assert problems(house) == []
    house.hall.do(security.set_policy, policy=replace(SealPolicy(), delivery_needs_seal=True))
    assert problems(house) == []
    house.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sealed_copies": 3}, "more often than it has parts"),
        ({"nth": 77}, "the series differs or has a hole"),
        ({"sealer": "approver"}, "approved and sealed"),
        ({"state": "voided"}, "delivered without its seal"),
    ],
)
def test_hall_check_finds_a_register_that_was_changed_behind_its_back(
    shop: House, change: dict[str, Any], said: str
) -> None:
    case_id = ready(shop)
    shop.seal(case_id)
    use = use_of(shop, case_id)
    shop.first.do(actions.deliver, case_id=case_id)
    with Session(shop.engine) as session:
        row = session.get_one(SealUse, use.id)
        before = {name: getattr(row, name) for name in change}
        values = {name: getattr(row, value) if value == "approver" else value for name, value in change.items()}
    _write(shop, use.id, values)
    assert any(said in problem for problem in problems(shop)), problems(shop)
    _write(shop, use.id, before)
    assert problems(shop) == []


def test_the_delivery_names_the_uses_of_the_seal_in_the_journal(shop: House) -> None:
    case_id = ready(shop)
    shop.seal(case_id)
    shop.first.do(actions.deliver, case_id=case_id)
    with Session(shop.engine) as session:
        entry = session.scalars(
            select(CaseEvent).where(CaseEvent.subject_id == case_id, CaseEvent.kind == "delivered")
        ).one()
    assert entry.details["seals"] == [use_of(shop, case_id).id]


def test_unsealed_papers_are_there_for_the_close_of_the_day(shop: House) -> None:
    case_id = ready(shop)
    open_papers = {paper.subject_id: paper for paper in shop.hall.see(unsealed_certificates)}
    assert open_papers[case_id].use.state == "requested"
    assert open_papers[case_id].issued_at <= shop.clock.now() + dt.timedelta(seconds=1)
    shop.seal(case_id)
    assert case_id not in {paper.subject_id for paper in shop.hall.see(unsealed_certificates)}


def _write(house: House, use_id: str, values: dict[str, Any]) -> None:
    with house.engine.begin() as connection:
        connection.execute(update(SealUse).where(SealUse.id == use_id).values(**values))
