"""The head hears unasked of what is wrong with the data, and sees who has looked at full numbers."""

from datetime import timedelta
from pathlib import Path

import pytest

from hall.kernel.refusal import Refusal
from hall.service import audit_looks, contacts, people
from hall.storage.restored import Restoring
from hall.witness import Behind, Witness
from tests.ui.supervisor.head import Head, settle
from tests.ui.texts import texts
from ui.supervisor.live_page import LivePage

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
PHONE = "13812345678"


def brought_back(head: Head) -> None:
    """Let the hall have been brought back from a copy of last night."""
    now = head.clock().now()
    ends = "number/望江-受理-2026-=17\nticket/2026-11-23/H=42\nseal_use/2026=3"
    row = Restoring(
        id="r", at=now, kind="restored", digest="d", made_at=now - timedelta(hours=14), ends=ends, skipped=20
    )
    with head.sample.itself._gate.reading(head.sample.itself.actor) as reading:
        reading.session.add(row)
        reading.session.commit()


def test_a_return_from_a_copy_and_a_lost_end_are_told_unasked(head: Head, screenshots: Path) -> None:
    page = head.window.page["live"]
    assert isinstance(page, LivePage)
    head.open("live")
    assert page.told.isHidden()
    brought_back(head)
    page.notices.behind = Refusal("storage.behind", count=12, minutes=3)
    page.wanted.emit()
    head.until(page.told.isVisible)
    shown = texts(head.window)
    assert "数据库比上次记录的少了最后 3 分钟的 12 项操作" in shown
    assert "每种编号跳过 20 个" in shown
    assert "望江-受理-2026-00017" in shown
    assert "号票 H0042" in shown
    head.window.grab().save(str(screenshots / "supervisor-notices.png"))


def test_a_lost_end_that_another_window_met_first_is_told_all_the_same(head: Head, tmp_path: Path) -> None:
    page = head.window.page["live"]
    assert isinstance(page, LivePage)
    head.open("live")
    now = head.clock().now()
    Witness(head.sample.itself._engine, tmp_path / "note").put_on_record(
        Behind(7, now, now - timedelta(minutes=2)), now
    )
    page.wanted.emit()
    head.until(page.told.isVisible)
    shown = texts(head.window)
    assert "少了最后 2 分钟的 7 项操作" in shown
    assert "打开大厅时发现的，审计记录里也有" in shown


def test_looks_stand_by_day_and_colleague_without_a_number(head: Head, screenshots: Path) -> None:
    clerk = head.sample.seats[0].hall
    person = clerk.do(people.register, name="李建国", phone=PHONE)
    sheet = clerk.do(contacts.open_sheet, matter_text="漏水", name="周兰", phone="13900001111")
    clerk.do(people.reveal, person_id=person, what="phone", purpose="contact")
    assert clerk.do(people.reveal, what="phone", record="sheet", key=sheet) == "13900001111"
    look = head.sample.itself.see(audit_looks.looks)[0]
    assert (look.person_id, look.record, look.key, look.purpose) == ("", "sheet", sheet, "serving")
    head.window.open_page("records", "looks")
    head.until(lambda: "看了 2 次" in head.sees("records"))
    shown = head.sees("records") + texts(head.window)
    assert "其中 1 次不是正在办理" in shown
    assert "李*国" in shown
    assert PHONE not in shown
    head.window.grab().save(str(screenshots / "supervisor-looks.png"))
    settle()


def test_only_who_follows_a_rating_up_sees_its_number_at_once(head: Head) -> None:
    rating = head.rated(1, words="等太久", name="周兰", phone=PHONE)
    with pytest.raises(Refusal, match=r"ratings\.not_yours"):
        head.sample.seats[0].hall.do(people.reveal, what="phone", record="rating", key=rating, purpose="contact")
    with pytest.raises(Refusal, match=r"people\.look_purpose"):
        head.hall.do(people.reveal, what="phone", record="rating", key=rating)
    page = head.folder("ratings")
    head.until(lambda: "138****5678" in page.facts.text())
    head.press(page.eye)
    head.until(head.window.sheet.isVisible)
    head.window.sheet.list.row_chosen.emit("contact")
    head.until(lambda: PHONE in head.told())
