"""A paper that somebody looks at first: where it comes out, how it is sent back, and the seal that it asks for."""

import datetime as dt
from typing import Any

import pytest

from hall.cases.views import card_of
from hall.documents import actions as documents
from hall.documents.register import drafts, lines_of, originals, said_of, sent_back
from hall.documents.views import documents_of, outbox
from hall.kernel.refusal import Refusal
from hall.seals import actions as seals
from hall.seals.rules import SealPolicy
from hall.seals.views import of_case
from hall.security import actions as security
from hall.service import Hall
from hall.templates import actions, views
from tests.cases.house import House
from tests.contacts.house import MORNING
from tests.templates.test_drawing_up import typed

BEARING = [
    ("TJ-001", "mediation_agreement", "own-mediation", "mediation"),
    ("DW-001", "party_letter", "own-party", "party"),
    ("SB-010", "job_letter", "own-letter", "special"),
    ("SB-008", "unemployment_voucher", "own-voucher", "special"),
    ("MZ-001", "public_notice", "own-notice", "official"),
]
"""Papers with a seal of this house, their entry and which seal."""


PEOPLE = {"people": [{"name": "程䶮", "birth": "1961-04-08"}]}


def drawn(house: House, matter: str, template: str, **values: Any) -> tuple[str, str]:
    """Draw up a paper of a new case; answers with the keys of case and paper."""
    case_id = house.accepted(matter)
    (card,) = [each for each in house.first.see(views.templates_for, case_id=case_id) if each.code == template]
    document_id = house.first.do(actions.draw_up, case_id=case_id, template=template, values={**typed(card), **values})
    return case_id, document_id


def state(hall: Hall, case_id: str, document_id: str) -> str:
    return next(paper.state for paper in hall.see(documents_of, subject_id=case_id) if paper.id == document_id)


def posting(house: House) -> tuple[str, str]:
    return drawn(house, "MZ-001", "public_notice", **PEOPLE)


def test_an_approved_paper_comes_out_where_it_was_drafted(office: House) -> None:
    case_id, document_id = posting(office)
    office.put_papers_out()
    (draft,) = [each for each in office.leader.see(drafts) if each.id == document_id]
    assert (draft.title, draft.by_name, draft.subject_id) == ("公示件", "李明", case_id)
    office.leader.do(documents.approve, document_id=document_id)
    assert not office.leader.see(outbox).waiting
    assert office.first.see(outbox).waiting
    assert document_id not in [each.id for each in office.leader.see(drafts)]


def test_a_draft_is_read_with_its_numbers_masked(office: House) -> None:
    case_id, document_id = drawn(office, "MZ-005", "relief_receipt", agent="马晓云 13800000457")
    said = "\n".join(office.leader.see(lines_of, document_id=document_id))
    assert "㭎小满" in said
    assert "138****0457" in said
    assert "13800000457" not in said
    card = office.leader.see(card_of, case_id=case_id)
    assert card is not None
    assert card.applicant == "㭎*满"
    assert office.leader.see(card_of, case_id=document_id) is None


def test_a_draft_sent_back_is_void_and_its_drafter_reads_why(office: House) -> None:
    case_id, document_id = posting(office)
    with pytest.raises(Refusal, match="words_missing"):
        office.leader.do(documents.send_back, document_id=document_id, words=" ")
    with pytest.raises(Refusal, match="not_allowed"):
        office.first.do(documents.send_back, document_id=document_id, words="改期")
    office.leader.do(documents.send_back, document_id=document_id, words="公示期少写了一天")
    assert state(office.first, case_id, document_id) == "voided"
    ((title, _number, said),) = office.first.see(sent_back, subject_id=case_id)
    assert (title, said.words, said.by_name) == ("公示件", "公示期少写了一天", "周建国")
    with pytest.raises(Refusal, match="voided"):
        office.leader.do(documents.approve, document_id=document_id)


def test_what_is_approved_is_not_sent_back(office: House) -> None:
    _case_id, document_id = posting(office)
    office.leader.do(documents.approve, document_id=document_id)
    with pytest.raises(Refusal, match="not_drafted"):
        office.leader.do(documents.send_back, document_id=document_id, words="改期")


@pytest.mark.parametrize(("matter", "template", "entry", "kind"), BEARING)
def test_it_asks_for_its_seal_once_somebody_holds_it(
    office: House, matter: str, template: str, entry: str, kind: str
) -> None:
    values = PEOPLE if template == "public_notice" else {}
    case_id, document_id = drawn(office, matter, template, **values)
    office.leader.do(documents.approve, document_id=document_id)
    assert [use for use in office.first.see(of_case, case_id=case_id) if use.document_id == document_id] == []
    office.put_papers_out()
    (use,) = [use for use in office.first.see(of_case, case_id=case_id) if use.document_id == document_id]
    assert (use.list_code, use.seal_kind, use.turn) == (entry, kind, "verify")
    with pytest.raises(Refusal, match="list_mismatch"):
        office.first.do(seals.request, document_id=document_id, list_code="own-report", reason="统计")


def test_a_paper_that_others_sign_asks_for_no_seal_here(office: House) -> None:
    case_id, _document_id = drawn(office, "MZ-005", "relief_receipt")
    office.put_papers_out()
    assert office.first.see(of_case, case_id=case_id) == ()


def test_a_posting_whose_seal_was_rejected_still_counts(office: House) -> None:
    case_id, document_id = posting(office)
    office.leader.do(documents.approve, document_id=document_id)
    office.put_papers_out()
    (use,) = [use for use in office.first.see(of_case, case_id=case_id) if use.document_id == document_id]
    office.leader.do(seals.reject, use_id=use.id, reason="unverified", words="先核对名单")
    assert state(office.first, case_id, document_id) == "printed"


def test_what_is_out_stands_in_the_register_until_it_is_revoked_and_after(office: House) -> None:
    _case_id, document_id = posting(office)
    office.leader.do(documents.approve, document_id=document_id)
    span = {"since": MORNING - dt.timedelta(days=30), "until": MORNING + dt.timedelta(days=300)}
    assert document_id not in [each.id for each in office.leader.see(originals, **span)]
    office.put_papers_out()
    office.leader.do(documents.revoke, document_id=document_id, reason="wrong", words="名单重新评议")
    (card,) = [each for each in office.leader.see(originals, **span) if each.id == document_id]
    assert card.state == "revoked"
    (said,) = office.leader.see(said_of, document_id=document_id)
    assert (said.purpose, said.words) == ("revoked", "名单重新评议")


def test_a_hall_that_keeps_its_register_on_paper_is_not_asked(office: House) -> None:
    case_id, document_id = posting(office)
    office.leader.do(documents.approve, document_id=document_id)
    office.hall.do(security.set_policy, policy=SealPolicy(delivery_needs_seal=False))
    office.put_papers_out()
    office.hall.do(security.set_policy, policy=SealPolicy())
    assert office.first.see(of_case, case_id=case_id) == ()
