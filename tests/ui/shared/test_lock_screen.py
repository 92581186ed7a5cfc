"""A window whose person is away: covered, silent, and as it was when they come back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hall.kernel.refusal import Refusal
from hall.security.policy import SignInPolicy
from hall.service import security, security_keyfiles, security_views
from hall.simulation.sample import SampleHall
from printing.spooler import FileSpooler
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk, settle
from tests.ui.counter.test_nothing_is_lost import begin_allowance
from tests.ui.guide.person import Guide
from tests.ui.texts import texts
from ui.counter.desk import Phase
from ui.rating.window import RatingWindow
from ui.shared.entering import enter, key_files
from ui.shared.idle import IdleClock
from ui.shared.retired import RetiredCover
from ui.supervisor.window import SupervisorWindow

PASSWORD, OTHER = "Osmanthus-7", "Persimmon+8"

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


@pytest.fixture
def clerk(qtbot: QtBot, sample: SampleHall, tmp_path: Path) -> Clerk:
    """王芳 at the first counter, whose password is known; the second counter's clerk has gone."""
    clerk = Clerk(qtbot, sample, sample.seats[0], tmp_path)
    sample.seats[1].hall.do(security.sign_out)
    for seat in sample.seats[:2]:
        sample.itself.do(security.reset_password, staff_id=seat.staff.id, new=PASSWORD)
    clerk.until(lambda: clerk.window.lock._session.staff is not None)
    return clerk


def locks(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_L, CONTROL)
    clerk.until(lambda: clerk.window.lock._session.locked)


def test_the_page_is_covered_and_comes_back_as_it_was(clerk: Clerk, screenshots: Path) -> None:
    begin_allowance(clerk)
    form = clerk.window.visit.form.form
    assert form is not None
    clerk.tabs_to(form.editor("bank_account"))
    clerk.types("622202123456")
    locks(clerk)
    clerk.window.grab().save(str(screenshots / "counter-locked.png"))
    assert texts(clerk.window.lock).count("王芳 · 工号 101") == 1
    assert clerk.window.lock.geometry() == clerk.window.rect()
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F2, Qt.Key.Key_F9, Qt.Key.Key_Escape):
        clerk.press(key)
    clerk.scans("A1234567890")
    assert clerk.window.lock.is_covering()
    clerk.enters("not this one")
    assert "密码不对" in texts(clerk.window.lock)
    clerk.enters(PASSWORD)
    clerk.until(lambda: not clerk.window.lock.is_covering())
    settle()
    assert clerk.window.phase is Phase.SERVING
    assert form.editor("bank_account").isAncestorOf(clerk.focused())
    assert form.values()["bank_account"] == "622202123456"
    clerk.types("7")
    assert form.values()["bank_account"] == "6222021234567"


def test_nobody_at_the_keyboard_locks_it_and_a_restart_does_not_open_it(clerk: Clerk, tmp_path: Path) -> None:
    seconds = [0.0]
    clerk.window.lock._clock = IdleClock(clerk.window, lambda: seconds[0])
    seconds[0] = 599.0
    clerk.window.lock._on_tick()
    assert not clerk.window.lock.is_covering()
    seconds[0] = 600.0
    clerk.window.lock._on_tick()
    clerk.until(lambda: clerk.window.lock._session.locked)
    again = clerk.open_window(FileSpooler(tmp_path))
    clerk.until(again.lock.is_covering)


def test_a_colleague_sits_down_over_the_lock(clerk: Clerk, screenshots: Path) -> None:
    clerk.opens()
    locks(clerk)
    clerk.window.lock.card.switch.click()
    settle()
    clerk.window.grab().save(str(screenshots / "counter-switch.png"))
    clerk.enters("102")
    clerk.enters(PASSWORD)
    clerk.until(lambda: not clerk.window.lock.is_covering())
    clerk.until(lambda: "赵建军 · 窗口受理员" in clerk.reads())
    assert clerk.window.phase is Phase.IDLE
    present = {card.number for card in clerk.sample.itself.see(security_views.present)}
    assert "102" in present
    assert "101" not in present


def test_a_colleague_goes_on_with_the_resident_who_is_served(clerk: Clerk) -> None:
    begin_allowance(clerk)
    ticket = clerk.window.queue.desk.ticket.number  # type: ignore[union-attr]
    locks(clerk)
    clerk.window.lock.card.switch.click()
    clerk.enters("102")
    clerk.enters(PASSWORD)
    clerk.until(lambda: "赵建军 · 窗口受理员" in clerk.reads())
    assert clerk.window.phase is Phase.SERVING
    clerk.until(lambda: clerk.window.visit.visit is not None)
    visit = clerk.window.visit.visit
    assert visit is not None
    assert (visit.ticket.number, visit.first_contact) == (ticket, "王芳")
    assert visit.case is not None
    assert clerk.window.table.is_enabled("finish")


def test_a_sheet_that_the_guide_began_is_kept_for_a_colleague(
    qtbot: QtBot, sample: SampleHall, tmp_path: Path, screenshots: Path
) -> None:
    guide = Guide(qtbot, sample, tmp_path)
    guide.press(Qt.Key.Key_F6)
    guide.types("楼上漏水没人管")
    sample.itself.do(security.reset_password, staff_id=guide.hall.actor.staff_id or "", new=PASSWORD)
    guide.press(Qt.Key.Key_L, CONTROL)
    guide.until(lambda: guide.window.lock._session.locked)
    guide.window.grab().save(str(screenshots / "guide-locked.png"))
    guide.enters(PASSWORD)
    guide.until(lambda: not guide.window.lock.is_covering())
    guide.press(Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    guide.until(lambda: guide.window.floor is not None and guide.window.floor.guide is None)
    assert "楼上漏水" not in guide.reads()
    guide.enters(guide.sample.itself.see(security_views.colleagues, role="guide")[0].number)
    guide.enters(PASSWORD)
    guide.until(lambda: "这里有一张首问单还没写完" in guide.told())
    guide.press(Qt.Key.Key_F6)
    assert guide.window.contact.form.question.text() == "楼上漏水没人管"


def test_signing_in_elsewhere_takes_the_session_along(clerk: Clerk, screenshots: Path) -> None:
    second = Clerk(clerk.qtbot, clerk.sample, clerk.sample.seats[1], clerk.paper)
    second.enters("101")
    second.enters(PASSWORD)
    assert "您还在“1 号窗口”上登录着" in second.reads()
    second.window.grab().save(str(screenshots / "counter-elsewhere.png"))
    assert second.focused() is second.window.sign_in.here
    second.press(Qt.Key.Key_Space)
    second.until(lambda: second.window.phase is not Phase.SIGNED_OUT)
    clerk.until(lambda: clerk.window.phase is Phase.SIGNED_OUT)
    clerk.until(lambda: "刚才在这里的人已经在“2 号窗口”登录" in clerk.reads())


def test_a_password_from_somebody_else_is_changed_before_anything(clerk: Clerk, screenshots: Path) -> None:
    clerk.sample.itself.do(
        security.reset_password, staff_id=clerk.sample.seats[1].staff.id, new=PASSWORD, provisional=True
    )
    second = Clerk(clerk.qtbot, clerk.sample, clerk.sample.seats[1], clerk.paper)
    second.enters("102")
    second.enters(PASSWORD)
    assert "请先换成自己的密码" in second.reads()
    assert second.window.phase is Phase.SIGNED_OUT
    second.enters("Xingfu-1234")
    second.enters("Xingfu-1234")
    assert "连着的键“1234”" in second.reads()
    second.window.grab().save(str(screenshots / "counter-new-password.png"))
    second.enters(OTHER)
    second.enters(OTHER)
    second.until(lambda: second.window.phase is Phase.CLOSED)


def test_a_retired_device_shows_one_sentence(clerk: Clerk, screenshots: Path) -> None:
    device = clerk.seat.hall.actor.device_id
    clerk.sample.itself.do(security.retire_device, device_id=device, reason="电脑报废")
    clerk.until(lambda: "“1 号窗口”已经停用" in texts(clerk.window.lock))
    clerk.window.grab().save(str(screenshots / "counter-retired.png"))
    assert clerk.window.lock.is_covering()
    assert not clerk.window.table.is_enabled("help")


def test_the_head_of_the_hall_locks_too(qtbot: QtBot, sample: SampleHall, tmp_path: Path) -> None:
    window = SupervisorWindow(sample.leader, FileSpooler(tmp_path))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.lock._session.staff is not None, timeout=5_000)
    qtbot.waitUntil(lambda: window.table.is_enabled("lock"), timeout=5_000)
    window.table.run("lock")
    qtbot.waitUntil(lambda: window.lock._session.locked, timeout=5_000)
    settle()
    assert window.lock.is_covering()
    sample.itself.do(security.reset_password, staff_id=window.lock._session.staff.id, new=PASSWORD)  # type: ignore[union-attr]
    qtbot.keyClicks(window.lock.card.password, PASSWORD)
    qtbot.keyClick(window.lock.card.password, ENTER)
    qtbot.waitUntil(lambda: not window.lock.is_covering(), timeout=5_000)
    qtbot.waitUntil(lambda: window.office is not None and window.office.person is not None, timeout=5_000)


def test_a_key_file_on_a_stick_is_found_and_signs(
    sample: SampleHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_KEYS", str(tmp_path))
    staff, desk = sample.seats[0].staff, sample.seats[0].hall
    sample.itself.do(security.reset_password, staff_id=staff.id, new=PASSWORD)
    sample.itself.do(security.set_policy, policy=SignInPolicy(second_factor="all"))
    public = security_keyfiles.make_key(tmp_path, staff.number)
    sample.itself.do(security.add_key, staff_id=staff.id, public=public)
    assert [file.parent for file in key_files(staff.number)] == [tmp_path]
    assert enter(desk, staff.number, PASSWORD)
    next(key_files(staff.number)).unlink()
    with pytest.raises(Refusal, match=r"security\.key_needed"):
        enter(desk, staff.number, PASSWORD)


def test_a_screen_at_a_counter_says_that_it_is_out_of_use(qtbot: QtBot, sample: SampleHall) -> None:
    hall = sample.screens[0]
    window = RatingWindow(hall)
    qtbot.addWidget(window)
    cover = RetiredCover(window, hall)
    window.show()
    sample.itself.do(security.retire_device, device_id=hall.actor.device_id, reason="换新")
    qtbot.waitUntil(cover.isVisible, timeout=5_000)
    assert cover.words.text() == "“1 号窗口屏”已经停用，这里不能再办事：请找管理员重新登记。"
    assert cover.geometry() == window.rect()


def test_a_new_password_is_chosen_at_the_lock_and_counts_from_then_on(clerk: Clerk, screenshots: Path) -> None:
    locks(clerk)
    wants_another(clerk, PASSWORD)
    clerk.window.grab().save(str(screenshots / "counter-new-password.png"))
    clerk.enters(OTHER)
    clerk.enters(OTHER)
    clerk.until(lambda: not clerk.window.lock.is_covering())
    locks(clerk)
    clerk.enters(PASSWORD)
    clerk.until(lambda: "密码不对" in texts(clerk.window.lock))
    clerk.enters(OTHER)
    clerk.until(lambda: not clerk.window.lock.is_covering())


def test_a_password_that_is_not_taken_leaves_it_locked(clerk: Clerk) -> None:
    locks(clerk)
    wants_another(clerk, PASSWORD)
    clerk.enters("wangfang")
    clerk.enters("wangfang")
    clerk.until(lambda: "密码" in clerk.window.lock.new.problem.text())
    assert clerk.window.lock.is_covering()
    assert clerk.seat.hall.see(security_views.session_here).locked
    clerk.press(Qt.Key.Key_Escape)
    clerk.enters(PASSWORD)
    clerk.until(lambda: not clerk.window.lock.is_covering())


def test_whoever_does_not_know_the_old_password_chooses_none(clerk: Clerk) -> None:
    locks(clerk)
    wants_another(clerk, "not this one")
    clerk.enters(OTHER)
    clerk.enters(OTHER)
    clerk.until(lambda: "密码不对" in texts(clerk.window.lock))
    assert clerk.window.lock.is_covering()
    clerk.enters(PASSWORD)
    clerk.until(lambda: not clerk.window.lock.is_covering())


def wants_another(clerk: Clerk, old: str) -> None:
    clerk.types(old)
    clerk.window.lock.card.change.click()
    clerk.until(lambda: clerk.window.lock.new.new.hasFocus())
