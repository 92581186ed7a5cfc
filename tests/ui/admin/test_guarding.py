"""An administrator sees what is held, how old the copies are, and who did what at which device."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hall.kernel.refusal import Refusal
from hall.service import audit_words, people, privacy, privacy_views, security, security_views
from hall.simulation.sample import SampleHall
from tests.ui.admin.keeper import PRINT, Keeper, MadeUpPc
from tests.ui.texts import assert_golden
from ui.admin.machine import Copy, Nights
from ui.shared.state_mark import Light

LEADER, PASSWORD = "001", "Juhua+1357"
NUMBER = "110101199003074477"


def copies_of(keeper: Keeper, *cards: Copy) -> str:
    """Return what the page of copies says of some."""
    keeper.machine.kept = cards
    page = keeper.open("copies", "备份")
    page.wanted.emit()
    keeper.until(lambda: page.links.count() == len(cards) and page.facts.text())
    return keeper.sees(page)


def leader_with_password(sample: SampleHall) -> None:
    staff_id = sample.itself.see(security_views.staff_numbered, number=LEADER).id
    sample.itself.do(security.reset_password, staff_id=staff_id, new=PASSWORD)


def test_a_hold_says_whose_why_since_when_and_by_whom_and_a_leader_ends_it_with_a_reason(
    keeper: Keeper, screenshots: Path
) -> None:
    leader_with_password(keeper.sample)
    clerk = keeper.sample.seats[0].hall
    clerk.do(people.register, name="周兰", id_kind="resident_card", id_number=NUMBER)
    page = keeper.open("privacy", scope="holds")
    keeper.until(lambda: "现在没有保全的信息" in page.facts.text())
    keeper.step(page, person=NUMBER, ground="lawsuit", words="（2026）民初12号")
    keeper.until(lambda: any(row.text.startswith("周*") for row in page.list.rows()))
    keeper.choose(page, "周*")
    keeper.until(lambda: "诉讼" in page.facts.text())
    keeper.window.grab().save(str(screenshots / "admin-holds.png"))
    day = f"{keeper.hall.see(lambda reading: reading.today):%Y-%m-%d}"
    assert_golden("admin-hold", keeper.sees(page).replace(day, "‹今天›"))
    keeper.step(page, words="判决已经生效", leader=LEADER, password="Juhua+0000")
    assert "站长的密码不对，保全还在" in keeper.told()
    keeper.step(page, words="判决已经生效", leader=keeper.sample.seats[0].staff.number, password=PASSWORD)
    assert "要站长同意" in keeper.told()
    assert len(keeper.hall.see(privacy_views.holds)) == 1
    keeper.step(page, words="判决已经生效", leader=LEADER, password=PASSWORD)
    keeper.until(lambda: "现在没有保全的信息" in page.facts.text())
    assert "保全解除了" in keeper.told()
    entry = keeper.hall.see(audit_words.entries, action="privacy.release")[-1]
    leader = keeper.hall.see(security_views.staff_numbered, number=LEADER).id
    assert (entry.outcome, entry.detail["words"], leader in entry.subjects) == ("done", "判决已经生效", True)
    page = keeper.open("audit")
    keeper.seek(page, "解除保全 判决已经生效")
    keeper.until(lambda: [row.light for row in page.list.rows()] == [Light.GREEN, Light.RED])
    assert "原因：判决已经生效" in page.facts.text()


def test_a_leader_alone_ends_a_hold_and_says_why_without_numbers(keeper: Keeper) -> None:
    sample = keeper.sample
    person_id = sample.seats[0].hall.do(people.register, name="周兰", id_kind="resident_card", id_number=NUMBER)
    hold = keeper.hall.do(privacy.hold, ground="lawsuit", person_id=person_id)
    for hall, words, code in (
        (keeper.hall, "案件已结", "privacy.release_leader"),
        (sample.itself, "案件已结", "privacy.release_leader"),
        (sample.leader, "", "privacy.release_why"),
        (sample.leader, "见 110101199003074477 号", "people.look_number"),
        (sample.seats[0].hall, "案件已结", "gate.not_allowed"),
    ):
        with pytest.raises(Refusal, match=re.escape(code)):
            hall.do(privacy.release, hold_id=hold, words=words)
    (card,) = keeper.hall.see(privacy_views.holds)
    assert (card.set_by, card.ground) == ("孙玉梅（003）", "诉讼")
    sample.leader.do(privacy.release, hold_id=hold, words="案件已结")
    assert keeper.hall.see(privacy_views.holds) == ()


def test_copies_say_how_old_they_are_and_whether_they_hold(keeper: Keeper, screenshots: Path) -> None:
    now = keeper.hall.see(lambda reading: reading.now)
    assert "还没有备份" in copies_of(keeper)
    fresh = Copy("day", Path("backups/hall-2026-11-22.db"), now - timedelta(hours=20))
    proven = Copy("portable", Path("/media/stick/大厅.zip"), now - timedelta(days=9), is_here=False, proven_at=now)
    seen = copies_of(keeper, fresh, proven)
    keeper.window.grab().save(str(screenshots / "admin-copies.png"))
    assert "backups/hall-2026-11-22.db" in seen
    assert "昨天　做好时核对过" in seen or "今天　做好时核对过" in seen
    assert "9 天前　拿走了，" in seen
    assert "试恢复过" in seen
    assert "那以后办的事都不在里面" not in seen


def test_an_old_copy_is_said_in_words_and_a_broken_one_does_not_count(keeper: Keeper) -> None:
    now = keeper.hall.see(lambda reading: reading.now)
    old = Copy("day", Path("backups/hall-2026-11-19.db"), now - timedelta(days=2, hours=1))
    broken = Copy("portable", Path("backups/大厅.zip"), now, read_back=False, trouble="backup.damaged")
    wrong = Copy("portable", Path("backups/旧.zip"), now, proven_at=now, problems=3)
    seen = copies_of(keeper, broken, wrong, old)
    assert f"最新一份备份是 {old.at.astimezone(UTC) + timedelta(hours=8):%Y-%m-%d} 的，那以后办的事都不在里面。" in seen
    assert "每天办完事做日结" in seen
    assert "大厅.zip 打不开：这份备份读不完整，可能没有拷完：请重新拷一次" in seen
    assert "旧.zip 试恢复对不上" in seen
    assert "试恢复 3 处对不上" in seen


def test_a_host_says_what_it_copies_at_night_and_until_when_its_log_reaches(
    qtbot: QtBot, sample: SampleHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Keeper(qtbot, sample, tmp_path, MadeUpPc(is_host=True))
    now = keeper.hall.see(lambda reading: reading.now)
    until = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
    monkeypatch.setattr(keeper.machine, "nights", lambda: Nights("02:30", 7, until))
    seen = copies_of(keeper, Copy("night", Path("base/20261119T183000Z"), now - timedelta(days=3)))
    assert "主机每天 02:30 自己做一份，留最近 7 份。" in seen
    assert "已经存到 2026-11-22 10:30" in seen
    assert "主机夜里不要关机" in seen
    monkeypatch.setattr(keeper.machine, "nights", lambda: Nights("02:30", 7, None, elsewhere=True))
    assert "由管服务器的人做" in copies_of(keeper, Copy("portable", Path("a.zip"), now, read_back=False))


def test_the_sheet_with_the_code_shows_all_its_lines_and_the_fingerprint(
    qtbot: QtBot, sample: SampleHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screenshots: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    keeper = Keeper(qtbot, sample, tmp_path, MadeUpPc(is_host=True))
    page = keeper.open("devices", scope="host")
    keeper.until(lambda: page.panel.step() is not None)
    assert PRINT in page.facts.text()
    keeper.step(page, kind="counter", number="2")
    sheet = keeper.window.steps.sheet
    keeper.window.grab().save(str(screenshots / "admin-code.png"))
    assert PRINT in sheet.words.text()
    assert sheet.words.height() >= sheet.words.heightForWidth(sheet.words.width()), "no line is cut"


@pytest.mark.usefixtures("keeper")
def test_the_dialog_for_files_leaves_nothing_in_english() -> None:
    for context, text in (("QFileDialog", "&Look in:"), ("QFileDialog", "Files of &type:"),
                          ("QAbstractFileIconProvider", "Folder")):  # fmt: skip
        assert not QCoreApplication.translate(context, text).isascii()
