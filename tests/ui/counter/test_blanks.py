"""A certificate on a secure blank: its serial is proposed, compared, scanned or typed, and nothing typed is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hall.security.actions import set_policy
from hall.service import queue_views, stock, stock_rules, stock_views
from tests.ui.counter.clerk import ENTER, Clerk
from tests.ui.counter.test_seals import certificate, leads, opens_the_paper
from ui.counter.steps import Step

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
PAPER = "证明专用纸"


@pytest.fixture
def clerk(clerk: Clerk) -> Clerk:
    """Give a clerk with three blanks in the drawer, in a hall whose certificates need them."""
    sample = clerk.sample
    sample.itself.do(set_policy, policy=stock_rules.StockPolicy(needed=(f"certificate={PAPER}",)))
    sample.leader.do(stock.receive, kind=PAPER, first="ZM0101", last="ZM0110", count=10, source="区政务局")
    sample.leader.do(stock.load, kind=PAPER, first="ZM0101", last="ZM0103", holder=clerk.seat.staff.id)
    return clerk


def where(clerk: Clerk) -> dict[str, str]:
    return {
        lot.state: " ".join(f"{first}-{last}" for first, last in lot.spans)
        for lot in clerk.sample.itself.see(stock_views.stock)
    }


def makes_a_certificate(clerk: Clerk) -> None:
    """Accept a certificate at the counter, and wait for its paper."""
    clerk.serves("certificates")
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number="D001")
    assert ticket is not None
    certificate(clerk, ticket_id=ticket.id)
    clerk.reaches(Step.ACCEPT)
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)
    clerk.until(lambda: "证明专用纸号" in clerk.reads())


def field(clerk: Clerk) -> str:
    return str(clerk.window.visit.papers.blanks.serials().popitem()[1][0])


def test_the_next_blank_is_proposed_and_one_key_takes_it(clerk: Clerk, screenshots: Path) -> None:
    makes_a_certificate(clerk)
    assert field(clerk) == "ZM0101"
    assert "请核对纸上的号码" in clerk.reads()
    leads(clerk, "都拿到了")
    clerk.window.grab().save(str(screenshots / "counter-blank.png"))
    clerk.press(ENTER)
    leads(clerk, "核实无误，请领导签批")
    assert where(clerk) == {"used": "ZM0101-ZM0101", "loaded": "ZM0102-ZM0103", "in_store": "ZM0104-ZM0110"}
    assert "证明专用纸号" not in clerk.reads()


def test_a_damaged_sheet_is_written_off_and_a_wrong_serial_stays_with_its_reason(
    clerk: Clerk, screenshots: Path
) -> None:
    makes_a_certificate(clerk)
    [line] = clerk.window.visit.papers.blanks._lines
    clerk.tabs_to(line.bad)
    clerk.press(Qt.Key.Key_Space)
    assert "证明专用纸 ZM0101 怎么了？" in clerk.reads()
    clerk.press(ENTER)
    clerk.until(lambda: field(clerk) == "ZM0102")
    assert where(clerk)["spoiled"] == "ZM0101-ZM0101"
    assert clerk.told() == "ZM0101 已登记打坏，请留好，等两个人一起销毁。"
    clerk.tabs_to(line.field)
    line.field.selectAll()
    clerk.enters("zm0107")
    clerk.until(lambda: line.problem.text())
    assert line.problem.text() == "ZM0107 还在库里，没有领出来：请先领用。"
    clerk.window.grab().save(str(screenshots / "counter-blank-refused.png"))
    clerk.window.visit.refresh()
    clerk.until(lambda: field(clerk) == "ZM0107")
    assert line.field.text() == "zm0107"
    clerk.scans("ZM0103")
    assert field(clerk) == "ZM0103"
    clerk.press(ENTER)
    leads(clerk, "核实无误，请领导签批")
    assert where(clerk)["used"] == "ZM0103-ZM0103"


def test_outside_a_visit_the_serial_is_named_before_the_seal_is_asked_for(clerk: Clerk, screenshots: Path) -> None:
    certificate(clerk)
    clerk.window._todos.refresh()
    clerk.until(lambda: "等盖章的文书" in clerk.reads())
    clerk.window.runner.print_papers()
    clerk.until(clerk.printed)
    opens_the_paper(clerk)
    work = clerk.window.work
    clerk.until(lambda: work.acts.leading.text().startswith("《证明》打好了，填空白纸号"))
    clerk.press(ENTER)
    assert work.acts.form is not None
    assert work.acts.form.values() == {"serial0": "ZM0101"}
    clerk.window.grab().save(str(screenshots / "counter-blank-act.png"))
    clerk.press(ENTER)
    clerk.until(lambda: work.acts.leading.text().startswith("核实无误，请领导签批"))
    assert where(clerk)["used"] == "ZM0101-ZM0101"
