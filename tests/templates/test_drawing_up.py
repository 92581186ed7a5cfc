"""Every paper that the catalogue names for a matter is drawn from its case, by whoever may and for whom it is."""

from typing import Any

import pytest

from hall.catalogue.terms import PaperKind
from hall.documents import actions as documents
from hall.documents.kinds import KINDS
from hall.documents.views import content_of, documents_of
from hall.kernel.refusal import Refusal
from hall.posts import actions as posts
from hall.queue import actions as queue
from hall.templates import actions, views
from hall.templates.template import FieldKind
from tests.cases.house import House, product_catalogue

NAMED = [
    (matter.code, paper.name)
    for matter in product_catalogue().matters
    for paper in matter.papers
    if matter.enabled
    and paper.kind in (PaperKind.PUBLIC_NOTICE, PaperKind.AGREEMENT, PaperKind.RECORD, PaperKind.REFERRAL_SLIP)
    and paper.name not in views.DRAWN_ELSEWHERE
]
"""What until now was only recorded by name."""

TYPED: dict[str, Any] = {
    FieldKind.DATE: "2026-11-23", FieldKind.MONTH: "2026-11", FieldKind.MONEY: "460", FieldKind.NUMBER: "7",
}  # fmt: skip


def typed(card: views.TemplateCard) -> dict[str, Any]:
    """Return what a clerk types for the fields that the case does not know."""
    values: dict[str, Any] = {}
    for field in card.fields:
        if not field.missing:
            continue
        if field.kind == FieldKind.TABLE:
            values[field.id] = [{column.id: TYPED.get(column.kind, "幸福里") for column in field.columns}]
        elif field.options:
            values[field.id] = field.options[0]
        else:
            values[field.id] = TYPED.get(field.kind, "幸福里")
    return values


def cards(house: House, case_id: str) -> dict[str, views.TemplateCard]:
    return {card.code: card for card in house.first.see(views.templates_for, case_id=case_id)}


@pytest.mark.parametrize(("code", "name"), NAMED)
def test_a_paper_of_the_catalogue_is_drawn_from_its_case(office: House, code: str, name: str) -> None:
    case_id = office.draft(code)
    template = views.paper_named(office.matter(code), name)
    assert template is not None, f"{code} names {name}, and nothing draws it"
    values = typed(cards(office, case_id)[template.code])
    if template.posting:
        values["people"] = [{"name": "程䶮", "birth": "1961-04-08"}]
    document_id = office.first.do(actions.draw_up, case_id=case_id, template=template.code, values=values)
    paper = office.first.see(content_of, document_id=document_id)
    (card,) = [each for each in office.first.see(documents_of, subject_id=case_id) if each.id == document_id]
    assert paper.number == card.number
    assert f"-{KINDS[template.code].letters}-2026-" in paper.number
    assert card.state == ("drafted" if template.approve else "issued")


def test_papers_that_another_room_draws_are_named_by_the_catalogue() -> None:
    named = {paper.name for matter in product_catalogue().matters for paper in matter.papers}
    assert set(views.DRAWN_ELSEWHERE) <= named
    assert set(views.DRAWN_ELSEWHERE.values()) <= set(KINDS)


def test_the_step_of_posting_offers_the_posting_first(office: House) -> None:
    case_id = office.accepted("JS-007")
    first = office.first.see(views.templates_for, case_id=case_id)[0]
    assert (first.code, first.wanted) == ("public_notice", True)
    (people,) = [field for field in first.fields if field.id == "people"]
    assert people.value[0]["name"] == "㭎小满"


def test_a_matter_that_is_never_posted_has_no_posting(office: House) -> None:
    assert "public_notice" not in cards(office, office.draft("JS-008"))
    with pytest.raises(Refusal, match="not_of_matter"):
        office.first.do(
            actions.draw_up, case_id=office.draft("JS-008"), template="public_notice", values={"subject": "名单"}
        )


def test_what_the_case_knows_is_filled_in_and_masked(office: House) -> None:
    case_id = office.draft("LD-004")
    card = cards(office, case_id)["safety_undertaking"]
    known = {field.id: field.value for field in card.fields}
    assert known["owner"] == "㭎小满"
    assert known["tenants"]
    assert set(card.missing) == {"产权性质", "派出所"}


def test_a_refused_paper_leaves_no_gap_in_its_numbers(office: House) -> None:
    case_id = office.draft("MZ-005")
    slip = {"amount": "56.4", "merchant": "自来水公司", "what": "水费", "account": "71", "serial": "9", "paid": "9:31"}
    first = office.first.do(actions.draw_up, case_id=case_id, template="payment_slip", values=slip)
    with pytest.raises(Refusal, match="amount_unreadable"):
        office.first.do(actions.draw_up, case_id=case_id, template="payment_slip", values={**slip, "amount": "五十"})
    second = office.first.do(actions.draw_up, case_id=case_id, template="payment_slip", values=slip)
    numbers = [office.first.see(content_of, document_id=each).number[-5:] for each in (first, second)]
    assert int(numbers[1]) == int(numbers[0]) + 1


def test_a_posting_goes_out_when_somebody_else_has_looked_at_it(office: House) -> None:
    case_id = office.accepted("MZ-001")
    values = {"people": [{"name": "程䶮", "birth": "1961-04-08"}]}
    document_id = office.first.do(actions.draw_up, case_id=case_id, template="public_notice", values=values)
    with pytest.raises(Refusal, match="not_allowed"):
        office.first.do(documents.approve, document_id=document_id)
    office.leader.do(documents.approve, document_id=document_id)
    (card,) = [each for each in office.first.see(documents_of, subject_id=case_id) if each.id == document_id]
    assert card.state != "drafted"


def test_the_address_of_the_form_never_reaches_the_wall(office: House) -> None:
    case_id = office.accepted("ZF-001")
    values = {"people": [{"name": "程䶮", "birth": "1961-04-08", "category": "幸福里社区12栋3单元501室"}]}
    with pytest.raises(Refusal) as refused:
        office.first.do(actions.draw_up, case_id=case_id, template="public_notice", values=values)
    assert refused.value.values["what"] == "详细住址"


def test_the_sensitive_matter_keeps_its_neutral_name(office: House) -> None:
    case_id = office.draft("JS-008")
    values = {"type": "子女伤残（1—3级）", "amount": "460", "begin": "2026-12", "contacts": "王芳"}
    document_id = office.first.do(actions.draw_up, case_id=case_id, template="family_notice", values=values)
    paper = office.first.see(content_of, document_id=document_id)
    assert paper.title == "家庭关怀服务告知书"
    assert paper.barcode == ""
    assert "计划生育" not in str(paper)


def test_without_a_visit_there_is_no_card_to_rate_it(office: House) -> None:
    case_id = office.draft("MZ-005")
    assert "rating_card" not in cards(office, case_id)
    with pytest.raises(Refusal, match="field_missing"):
        office.first.do(actions.draw_up, case_id=case_id, template="rating_card", values={})


def test_a_visit_without_a_case_can_have_the_papers_of_every_matter(office: House) -> None:
    office.hall.do(posts.add_counter, number=1, name="综合窗口", services=["aid"])
    ticket_id = office.hall.do(queue.take_ticket, service_code="aid")
    found = {card.code for card in office.first.see(views.templates_for_visit, ticket_id=ticket_id)}
    assert {"payment_slip", "rating_card"} <= found
    document_id = office.first.do(actions.draw_up, ticket_id=ticket_id, template="rating_card", values={})
    assert office.first.see(content_of, document_id=document_id).qr


def test_a_paper_that_nobody_knows_is_refused_in_words(office: House) -> None:
    with pytest.raises(Refusal) as refused:
        office.first.do(actions.draw_up, case_id=office.draft("MZ-005"), template="love_letter", values={})
    assert refused.value.values == {"template": "love_letter"}


def test_a_visit_needs_a_case_or_a_ticket(office: House) -> None:
    with pytest.raises(Refusal, match="no_subject"):
        office.first.do(actions.draw_up, template="payment_slip", values={})
