"""The head of the hall lets a paper go out or sends it back, and revokes what should not have gone out."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from hall.service import cases, documents, documents_views, people, templates
from hall.simulation.paperwork import put_on_paper
from tests.ui.supervisor.head import Head
from tests.ui.texts import assert_golden


def other(head: Head, page: str, text: str) -> QPushButton:
    return next(button for button in head.folder(page).panel.others if button.text() == text)


def drafted(head: Head, name: str = "㭎小满") -> tuple[str, str]:
    """Draw up a posting at the first counter; answers with the keys of case and paper."""
    clerk = head.sample.seats[0].hall
    person_id = clerk.do(people.register, name=name, address="幸福里社区12栋3单元501室", phone="13800000456")
    case_id = clerk.do(cases.open_case, matter_code="MZ-001", person_id=person_id)
    paper = {"people": [{"name": "程䶮", "birth": "1961-04-08", "class": "城市低保"}]}
    values = {**paper, "subject": "最低生活保障拟保障名单"}
    return case_id, clerk.do(templates.draw_up, case_id=case_id, template="public_notice", values=values)


def state(head: Head, case_id: str, document_id: str) -> str:
    papers = head.sample.itself.see(documents_views.documents_of, subject_id=case_id)
    return next(paper.state for paper in papers if paper.id == document_id)


def test_a_paper_is_read_and_let_out_or_sent_back(head: Head, screenshots: Path) -> None:
    case_id, first = drafted(head)
    _case_id, second = drafted(head, "程䶮")
    head.open("approvals")
    head.until(lambda: "公示件" in head.sees("approvals"))
    head.window.grab().save(str(screenshots / "supervisor-draft.png"))
    assert_golden("supervisor-draft", head.sees("approvals"))
    head.step("approvals")
    head.until(lambda: state(head, case_id, first) == "issued")
    assert "在起草人那里打印" in head.told()
    head.until(lambda: "程*" in head.sees("approvals"))
    head.press(other(head, "approvals", "退回"))
    head.step("approvals", words="名单还没有评议")
    head.until(lambda: state(head, _case_id, second) == "voided")
    head.until(lambda: not head.folder("approvals").list.rows())


def test_a_paper_that_is_out_is_printed_again_or_revoked(head: Head, screenshots: Path) -> None:
    case_id, document_id = drafted(head)
    head.hall.do(documents.approve, document_id=document_id)
    put_on_paper(head.sample.seats[0].hall)
    head.open("records")
    head.folder("records").go_to("papers", document_id)
    head.until(lambda: "公示件" in head.sees("records"))
    head.step("records", why="lost")
    head.until(lambda: state(head, case_id, document_id) == "sent")
    put_on_paper(head.hall)
    head.folder("records").go_to("papers", document_id)
    head.until(lambda: "补打过 1 次" in head.sees("records"))
    head.press(other(head, "records", "撤销"))
    head.window.grab().save(str(screenshots / "supervisor-revoke.png"))
    form = head.folder("records").panel.form
    assert form is not None
    form.set_values({"why": "wrong", "words": "名单重新评议"})
    head.press(head.folder("records").panel.go)
    head.until(lambda: "已撤销" in head.sees("records"))
    assert "名单重新评议" in head.folder("records").said.text()
    assert state(head, case_id, document_id) == "revoked"
    assert_golden("supervisor-revoked", head.sees("records"))
