"""Every enabled matter of the product's catalogue goes from the intake to the delivery through its own steps.

Steps of the hall are done here, those of other bodies are sent, receipted and answered. Every paper that the hall
issues on the way is drawn; every paper of another body is recorded with number and date and handed over by name.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from typing import Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.cases import actions
from hall.cases.certificates import ends_in_certificate
from hall.cases.materials import MISSING
from hall.cases.model import Case, CaseMaterial
from hall.cases.record import JOURNAL
from hall.catalogue.matter import Matter
from hall.catalogue.terms import CaseType, MaterialForm, PaperKind
from hall.documents.content import Content, copies_of, from_json
from hall.documents.model import Document
from hall.simulation.visits import as_brought
from hall.storage.work import Reading
from printing.drawing import draw
from tests.cases.house import House, prepare, product_catalogue

ENABLED = [matter for matter in product_catalogue().matters if matter.enabled]
CODES = [matter.code for matter in ENABLED]
IN_MEMORY = "file:every-matter?mode=memory&cache=shared"
YESTERDAY = dt.date(2026, 11, 22)

DRAWN: Final = {
    PaperKind.ACCEPTANCE_NOTICE: "acceptance_notice",
    PaperKind.MATERIAL_RECEIPT: "material_receipt",
    PaperKind.SUPPLEMENT_NOTICE: "supplement_notice",
    PaperKind.RESULT_NOTICE: "result_notice",
    PaperKind.DELIVERY_RECEIPT: "delivery_receipt",
    PaperKind.CERTIFICATE: "certificate",
}
"""Papers of the catalogue that this way brings; a receipt is the acceptance notice, or that of a matter done at once,
and a refusal takes another way."""
OF_THE_FILE: Final = {PaperKind.PUBLIC_NOTICE, PaperKind.AGREEMENT, PaperKind.RECORD, PaperKind.REFERRAL_SLIP}
"""Papers of the catalogue that are drawn up from templates when somebody asks for one (tests/templates); on this way
they are recorded by name, as they are where another body has written them."""


@pytest.fixture(scope="module")
def shop() -> Iterator[House]:
    """Give one hall in memory for all matters: their cases do not touch each other."""
    url = f"sqlite:///{IN_MEMORY}&uri=true"
    kept = sqlite3.connect(IN_MEMORY, uri=True)  # the hall lives as long as somebody has it open
    prepare(url)
    house = House(url)
    yield house
    house.close()
    kept.close()


@pytest.mark.parametrize("code", CODES)
def test_from_the_intake_to_the_delivery(shop: House, code: str) -> None:
    matter = next(each for each in ENABLED if each.code == code)
    case_id = take_in(shop, matter)
    walk(shop, matter, case_id)
    outside = record_outside_papers(shop, matter, case_id)
    hand_over(shop, matter, case_id)
    papers = issued(shop, case_id)
    assert sum(len(draw_all(paper)) for paper in papers) > 0
    assert expected_kinds(matter) <= {paper.kind for paper in papers}
    if outside:
        receipt = next(paper for paper in papers if paper.kind == "delivery_receipt")
        assert [name for name in outside if name not in str(receipt)] == []
    with Session(shop.engine) as session:
        row = session.get_one(Case, case_id)
        assert row.stage == "archived"
        assert JOURNAL.refold(JOURNAL.history(session, case_id)) == JOURNAL.of(row)


def take_in(house: House, matter: Matter) -> str:
    """Open a case, say once what is missing, take it in and accept it."""
    case_id = house.draft(matter.code)
    house.first.do(actions.submit, case_id=case_id)
    missing = lines(house, case_id)
    if missing:
        house.first.do(actions.give_notice, case_id=case_id)
    forms = {material.id: material.form for material in matter.materials}
    copies = {material.id: material.copies for material in matter.materials}
    for material_id in missing:
        brought = as_brought(material_id, copies[material_id], forms)
        house.first.do(actions.check_material, case_id=case_id, **brought)
    if missing:
        house.first.do(actions.supplement, case_id=case_id)
    house.first.do(actions.accept, case_id=case_id)
    return case_id


def walk(house: House, matter: Matter, case_id: str) -> None:
    """Do the steps of the hall, send the others and record their receipt numbers and answers; then decide."""
    for step in matter.steps:
        if step.held_here:
            house.first.do(actions.begin_step, case_id=case_id)
            house.first.do(actions.complete_step, case_id=case_id)
            continue
        house.first.do(actions.forward, case_id=case_id)
        house.first.do(actions.record_receipt, case_id=case_id, receipt_number=f"收{step.no:03}")
        house.first.do(actions.record_result, case_id=case_id, outcome=answer(matter, step.no))
        if answer(matter, step.no) == "approved":
            return
    house.first.do(actions.decide, case_id=case_id)


def answer(matter: Matter, number: int) -> str:
    """Return what another body says: the last step of all approves, every other one passes on."""
    return "approved" if number == len(matter.steps) else "passed"


def record_outside_papers(house: House, matter: Matter, case_id: str) -> list[str]:
    """Record the papers of other bodies, and those that are written elsewhere; answers with their names."""
    named = [paper.name for paper in matter.papers if not paper.issued_here or paper.kind in OF_THE_FILE]
    for number, name in enumerate(named, start=1):
        house.first.do(
            actions.record_outside_paper, case_id=case_id, name=name, number=f"外{number:03}", issued_on=YESTERDAY
        )
    return named


def hand_over(house: House, matter: Matter, case_id: str) -> None:
    """Put the result on paper and under its seal, tell the applicant, hand it over and file the case."""
    house.first.do(actions.make_ready, case_id=case_id)
    if ends_in_certificate(matter):
        house.seal(case_id)
    house.first.do(actions.notify, case_id=case_id)
    house.first.do(actions.deliver, case_id=case_id)
    house.first.do(actions.archive, case_id=case_id)


def expected_kinds(matter: Matter) -> set[str]:
    """Return the kinds of papers that this matter has to bring on its way."""
    kinds = {DRAWN[paper.kind] for paper in matter.papers if paper.kind in DRAWN}
    asked = [each for each in matter.materials if not each.shared and each.condition is None]
    brought = [each for each in asked if each.form not in (MaterialForm.ELECTRONIC, MaterialForm.INFORMATION)]
    at_once = matter.case_type is CaseType.IMMEDIATE
    expected = kinds | {"result_notice"} | (set() if at_once else {"acceptance_notice"})
    expected |= {"supplement_notice"} if asked else set()
    if not any(paper.kind in {PaperKind.CERTIFICATE, PaperKind.EXTERNAL, *OF_THE_FILE} for paper in matter.papers):
        expected -= {"delivery_receipt"}  # nothing on paper is handed over
    return expected if brought and not at_once else expected - {"material_receipt"}


def lines(house: House, case_id: str) -> list[str]:
    """Return the materials of a case that are missing."""
    missing = select(CaseMaterial.material_id).where(CaseMaterial.case_id == case_id, CaseMaterial.state == MISSING)
    return house.hall.see(lambda reading: list(reading.session.scalars(missing.order_by(CaseMaterial.position))))


def issued(house: House, case_id: str) -> list[Content]:
    """Return every paper of a case."""

    def read(reading: Reading) -> list[Content]:
        rows = select(Document.content).where(Document.subject_id == case_id).order_by(Document.issued_at, Document.id)
        return [from_json(text) for text in reading.session.scalars(rows)]

    return house.hall.see(read)


def draw_all(paper: Content) -> bytes:
    """Draw the first part of a paper; a character that no font has stops it."""
    pdf = draw(paper, copies_of(paper, printed_at="2026-11-23 09:42", staff_number="0107")[0])
    assert pdf.startswith(b"%PDF")
    return pdf


@pytest.mark.parametrize("code", ["MZ-001", "ZM-002"])
def test_from_the_intake_to_the_delivery_on_either_database(house: House, code: str) -> None:
    matter = next(each for each in ENABLED if each.code == code)
    case_id = take_in(house, matter)
    walk(house, matter, case_id)
    hand_over(house, matter, case_id)
    assert house.stage(case_id) == "archived"


@pytest.mark.parametrize("code", [each.code for each in ENABLED if each.case_type is CaseType.IMMEDIATE])
def test_an_immediate_matter_is_done_while_the_applicant_waits(shop: House, code: str) -> None:
    case_id = shop.draft(code)
    shop.verify(case_id)
    shop.first.do(actions.finish_at_once, case_id=case_id)
    if shop.stage(case_id) == "ready":
        shop.seal(case_id)
        shop.first.do(actions.deliver, case_id=case_id)
    assert shop.stage(case_id) == "closed"
    assert {paper.kind for paper in issued(shop, case_id)} in ({"receipt"}, {"certificate", "delivery_receipt"})


def test_the_catalogue_has_its_sixty_five_matters() -> None:
    assert len(ENABLED) == 65
