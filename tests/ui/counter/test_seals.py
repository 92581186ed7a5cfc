"""A certificate at the counter: verified with one key, signed and sealed by others, handed over with one key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hall.cases.record import codes_of
from hall.catalogue.views import current
from hall.service import cases, cases_views, catalogue, people, queue_views, seals, seals_views
from hall.simulation.sealing import seal_papers
from tests.cases.forms import filled_in
from tests.cases.house import product_catalogue
from tests.ui.counter.clerk import ENTER, Clerk, identity
from ui.counter.desk import Phase
from ui.counter.steps import Step

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def certificate(clerk: Clerk, *, ticket_id: str | None = None) -> str:
    """Take in a certificate of residence, and do it where there is no ticket; answers with its case."""
    clerk.sample.itself.do(catalogue.import_catalogue, catalogue=product_catalogue())
    hall = clerk.seat.hall
    person = hall.do(people.register, name="李建国", id_kind="resident_card", id_number=identity("19390305"))
    form = filled_in(hall.see(current, code="ZM-001").matter, hall.see(codes_of))
    case_id = hall.do(cases.open_case, matter_code="ZM-001", person_id=person, form=form, ticket_id=ticket_id)
    for material in hall.see(cases_views.case, case_id=case_id).materials:
        if material.state == "missing":
            hall.do(cases.check_material, case_id=case_id, material_id=material.material_id, state="verified", copies=1)
    if ticket_id is None:
        hall.do(cases.finish_at_once, case_id=case_id)
    return case_id


def leads(clerk: Clerk, text: str) -> None:
    """Wait until a step is the obvious one of the papers."""
    clerk.until(lambda: clerk.window.visit.papers.leading.text().startswith(text))


def opens_the_paper(clerk: Clerk) -> None:
    """Open the case that waits for its seal from the list of work."""
    clerk.press(Qt.Key.Key_F9)
    clerk.until(lambda: "等核实用印" in clerk.reads())
    [item] = [item for item in clerk.window.work.items() if item.kind == "case"]
    clerk.window.work.open_item(item)


def test_a_certificate_is_verified_sealed_elsewhere_and_handed_over_with_enter(clerk: Clerk, screenshots: Path) -> None:
    clerk.serves("certificates")
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number="D001")
    assert ticket is not None
    case_id = certificate(clerk, ticket_id=ticket.id)
    clerk.reaches(Step.ACCEPT)
    assert "证明盖好章再交给居民" in clerk.reads()
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)
    assert "等盖章：先核对文书和办件" in clerk.reads()
    leads(clerk, "都拿到了")
    clerk.press(ENTER)
    leads(clerk, "核实无误，请领导签批")
    clerk.window.grab().save(str(screenshots / "counter-seal-verify.png"))
    clerk.press(ENTER)
    clerk.until(lambda: "等盖章：正等何敏、郑国华签批" in clerk.reads())
    leads(clerk, "办完这一位")
    clerk.window.grab().save(str(screenshots / "counter-seal-waits.png"))
    seal_papers(clerk.sample.leader, clerk.sample.keeper, case_id=case_id)
    leads(clerk, "已盖章，交给居民")
    assert "章盖好了，可以交给居民" in clerk.reads()
    clerk.press(ENTER)
    clerk.until(lambda: clerk.seat.hall.see(cases_views.case, case_id=case_id).card.stage == "closed")
    clerk.until(lambda: "送达回证" in clerk.printed())
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)


def test_whoever_comes_back_for_it_finds_it_in_the_list_of_work(clerk: Clerk, screenshots: Path) -> None:
    case_id = certificate(clerk)
    clerk.window._todos.refresh()
    clerk.until(lambda: "等盖章的文书" in clerk.reads())
    opens_the_paper(clerk)
    work = clerk.window.work
    clerk.until(lambda: work.acts.leading.text().startswith("核实无误，请领导签批"))
    clerk.window.grab().save(str(screenshots / "counter-seal-work.png"))
    clerk.press(ENTER)
    clerk.until(lambda: "等领导签批用印" in clerk.reads())
    assert "把结果交给居民" not in clerk.reads()
    seal_papers(clerk.sample.leader, clerk.sample.keeper, case_id=case_id)
    clerk.until(lambda: "通知居民来领" in clerk.reads())


def test_an_outside_paper_of_a_case_is_asked_for_from_the_work_page(clerk: Clerk) -> None:
    case_id = certificate(clerk)
    clerk.window._todos.refresh()
    clerk.until(lambda: "等盖章的文书" in clerk.reads())
    opens_the_paper(clerk)
    work = clerk.window.work
    clerk.until(lambda: work.acts.leading.isVisible())
    [act] = [act for act in work.acts._rest() if act.needs == "seals.request"]
    said = {"paper_name": "人口统计表", "list_code": "own-report", "reason": "上报街道", "pages": 2, "copies": 1}
    act.run(clerk.seat.hall, said)
    asked = clerk.seat.hall.see(seals_views.of_case, case_id=case_id)[-1]
    assert (asked.paper_name, asked.pages, asked.outside) == ("人口统计表", 2, True)
    clerk.until(lambda: "每页都填好了" in clerk.reads())
    clerk.press(ENTER)
    clerk.until(lambda: not clerk.seat.hall.see(seals_views.waiting).to_verify)
    clerk.sample.leader.do(seals.approve, use_id=asked.id)
    assert clerk.seat.hall.see(seals_views.use, use_id=asked.id).card.turn == "seal"
