"""The list of what is owed: by the day on which it is due, and by whom one waits for."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hall.service import cases, contacts, people
from tests.ui.counter.clerk import ENTER, Clerk, identity
from tests.ui.counter.test_work import FORM
from ui.shared.theme import apply_theme

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def accepted(clerk: Clerk, name: str, order: str, *, lacking: bool = False) -> str:
    """Give a case in the clerk's hands, accepted today; or one that waits for what is missing."""
    hall = clerk.seat.hall
    number = identity("19390305", order)
    person = hall.do(people.register, name=name, id_kind="resident_card", id_number=number)
    sheet = hall.do(contacts.open_sheet, matter_text="高龄津贴", person_id=person)
    opened = hall.do(cases.open_case, matter_code="MZ-006", person_id=person, form=FORM, contact_id=sheet)
    if lacking:
        hall.do(cases.submit, case_id=opened)
        hall.do(cases.give_notice, case_id=opened)
        return opened
    hall.do(cases.check_material, case_id=opened, material_id="application-form", state="verified", originals=1)
    hall.do(cases.submit, case_id=opened)
    hall.do(cases.accept, case_id=opened)
    return opened


@pytest.fixture
def busy(clerk: Clerk) -> Clerk:
    """Give a clerk a month later: one case over its day, one due today, one soon, one just begun, and more."""
    clock, hall = clerk.clock(), clerk.seat.hall
    accepted(clerk, "李建国", "001")
    clock.advance(timedelta(days=2))
    accepted(clerk, "王淑芬", "003")
    clock.advance(timedelta(days=1))
    accepted(clerk, "赵玉珍", "005")
    clock.advance(timedelta(days=29))
    clerk.sample.itself.run_due()
    accepted(clerk, "孙德明", "007")
    accepted(clerk, "周桂兰", "009", lacking=True)
    sheet = hall.do(contacts.open_sheet, matter_text="问临时救助怎么办", name="吴秀英")
    hall.do(contacts.promise, words="问清街道的答复", due_on=date(2026, 12, 25), sheet_id=sheet)
    clerk.window._todos.refresh()
    clerk.until(lambda: clerk.window.bench.todo.list.count() == 8)
    return clerk


def test_what_is_owed_stands_by_its_day(busy: Clerk, screenshots: Path) -> None:
    counted = {row.text: row.remark for row in busy.window.bench.todo.list.rows()}
    assert counted == {
        "督办单等我答复": "1",
        "已超期": "1",
        "今天到期": "1",
        "快到期": "1",
        "等我答复居民": "1",
        "答应居民的事": "1",
        "在办的件": "1",
        "等居民补正": "1",
    }
    busy.press(Qt.Key.Key_F9)
    rows = busy.window.work.list.rows()
    assert len(rows) == len({row.key for row in rows})
    below = [row.below for row in rows]
    assert any("已超1个工作日" in text for text in below)
    assert any("今天到期" in text for text in below)
    assert any("（暂定）" in text and "还剩" in text for text in below)
    assert below[-1].endswith("2027-01-15（暂定） 到期")
    busy.window.grab().save(str(screenshots / "counter-worklist.png"))


def test_a_kind_of_work_opens_and_closes_with_the_keyboard_alone(busy: Clerk) -> None:
    busy.tabs_to(busy.window.bench.todo.list)
    for _ in range(2):
        busy.press(Qt.Key.Key_Down)
    busy.press(ENTER)
    assert [row.text for row in busy.window.work.list.rows()] == ["王*芬　高龄津贴申请"]
    busy.press(ENTER)
    busy.until(lambda: busy.window.work.acts.leading.isVisible())
    assert busy.window.work.head.left.text() == "今天到期"


@pytest.fixture
def large_type(qapp: QApplication) -> Iterator[None]:
    """Dress the application in large type before a window is made."""
    apply_theme(qapp, "day", 2.0)
    yield
    apply_theme(qapp)


def test_the_page_of_a_case_gives_way_to_large_type(large_type: None, busy: Clerk, screenshots: Path) -> None:
    busy.press(Qt.Key.Key_F9)
    busy.press(ENTER)
    busy.until(lambda: busy.window.work.acts.leading.isVisible())
    page = busy.window.work
    busy.window.grab().save(str(screenshots / "counter-case-large.png"))
    for button in (page.acts.leading, page.acts.more):
        assert button.visibleRegion().boundingRect().size() == button.size()
        assert button.width() >= button.sizeHint().width()
    assert page.head.width() <= page.head.parentWidget().width()
