"""An administrator takes people on, sets what the hall may set, sees who did what, and lets nothing be lost."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hall.service import audit_words, people, security, security_views
from hall.simulation.sample import SampleHall
from tests.ui.admin.keeper import NAME, Keeper, MadeUpPc, settle
from tests.ui.texts import assert_golden


def chooses(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Let the administrator choose a file or a folder in every dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(file))


def test_somebody_is_taken_on_gets_a_stick_loses_it_leaves_and_comes_back(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screenshots: Path
) -> None:
    page = keeper.open("staff", "＋")
    keeper.window.grab().save(str(screenshots / "admin-staff.png"))
    assert_golden("admin-staff", keeper.sees(page))
    keeper.step(page, number="206", name="罗小虎", roles=["admin", "supervisor"])
    assert "管理员和督查不能是同一个人" in keeper.told()
    assert page.panel.form is not None
    assert page.panel.form.values()["name"] == "罗小虎", "nothing typed is lost"
    keeper.step(page, roles=["clerk"])
    sheet = keeper.window.steps.sheet
    assert sheet.isVisible()
    password = sheet.code.text()
    assert "罗小虎" in sheet.title.text()
    keeper.press(sheet.ready)
    assert not sheet.isVisible()
    assert not sheet.code.text()
    keeper.choose(page, "罗小虎（206）")
    assert "密码待换" in keeper.sees(page)
    device = keeper.sample.itself.do(security.add_device, kind="guide", name="备用")
    there = keeper.sample.itself.at(device.partition(".")[0])
    assert there.do(security.sign_in, number="206", password=password)
    assert there.see(security_views.session_here).must_change
    chooses(monkeypatch, tmp_path)
    page = keeper.open("staff", "李明")
    keeper.step(page, "做密钥盘…")
    assert (tmp_path / "hall-005.key").exists()
    keeper.until(lambda: "有密钥盘" in page.facts.text())
    keeper.step(page, "密钥盘丢了，停用")
    keeper.until(lambda: "没有密钥盘" in page.facts.text())
    keeper.step(page, "改角色", roles=["guide", "clerk"])
    keeper.until(lambda: "窗口受理员" in page.facts.text())
    keeper.step(page, "离岗注销")
    keeper.until(lambda: all(not row.text.startswith("李明") for row in page.list.rows()))
    assert page.scopes is not None
    keeper.press(page.scopes.button("left"))
    keeper.until(lambda: "李明" in page.heading.text())
    keeper.step(page, password="Meihua+8642")
    keeper.until(lambda: "这里没有人" in page.none.text())


def test_a_setting_says_what_it_may_be_and_the_record_who_changed_it(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screenshots: Path
) -> None:
    page = keeper.open("settings", "排队叫号")
    keeper.window.grab().save(str(screenshots / "admin-settings.png"))
    keeper.seek(page, "叫几次")
    keeper.until(lambda: page.list.count() == 1)
    assert_golden("admin-setting", keeper.sees(page))
    keeper.step(page, value="40")
    assert keeper.told() == "“叫几次不到算过号” 请填 1 到 9 的整数。"
    assert page.panel.form is not None
    assert page.panel.form.values()["value"] == "40"
    keeper.step(page, value="2")
    keeper.until(lambda: "现在：2" in page.facts.text())
    assert keeper.told() == "改好了：原来是 3，现在是 2。"
    keeper.step(page, "恢复出厂值")
    keeper.until(lambda: "现在：3" in page.facts.text())
    keeper.seek(page, "sqrx")
    assert "没有这样的设置" in page.none.text()
    clerk = keeper.sample.seats[0].hall
    person = clerk.do(people.register, name="周兰", id_kind="resident_card", id_number="110101199003074477")
    clerk.do(people.reveal, person_id=person, what="id_number", purpose="verify")
    page = keeper.open("audit")
    keeper.window.grab().save(str(screenshots / "admin-audit.png"))
    keeper.seek(page, "孙玉梅 叫几次 设置")
    keeper.until(lambda: page.list.count() == 2)
    assert "叫几次不到算过号：2 → 3" in page.facts.text()
    keeper.seek(page, "")
    keeper.open("audit", scope="looks")
    keeper.until(lambda: page.list.count() == 1)
    assert "周*" in keeper.sees(page)
    assert "110101199003074477" not in keeper.sees(page)
    keeper.step(page, "核验全部记录")
    assert "全部对得上" in keeper.told()
    out = tmp_path / "记录.csv"
    chooses(monkeypatch, out)
    keeper.step(page, "导出这些天的记录…")
    assert "已经留痕" in keeper.told()
    assert "工号 003" in out.read_text(encoding="utf-8-sig").splitlines()[0]
    assert keeper.hall.see(audit_words.entries, action="audit.note_export")


def test_a_copy_shows_how_far_it_is_and_can_be_stopped_and_the_lock_covers_all(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(monkeypatch, tmp_path / "大厅.zip")
    page = keeper.open("copies", "备份")
    keeper.machine.between = keeper.window.steps.stop
    keeper.step(page)
    assert keeper.machine.copied == []
    assert "已经停下" in keeper.told()
    keeper.machine.between = lambda: None
    keeper.step(page)
    assert keeper.machine.copied == [tmp_path / "大厅.zip"]
    assert "4 条数据" in keeper.told()
    assert not keeper.window.steps.line.isVisible()
    keeper.open("copies", "恢复密钥单")
    keeper.step(page)
    assert [file.read_bytes() for file in keeper.printed.glob("*恢复密钥单*")] == [b"%PDF-1.7 sheet"]
    keeper.window.table.run("lock")
    settle()
    assert keeper.window.lock.is_covering()
    assert not keeper.window.table.is_enabled("staff")


def test_a_pc_of_another_host_says_where_the_rest_is_done(qtbot: QtBot, sample: SampleHall, tmp_path: Path) -> None:
    keeper = Keeper(qtbot, sample, tmp_path, MadeUpPc(is_served=True))
    page = keeper.open("staff", "李明")
    assert "离岗注销请到主机上" in page.facts.text()
    for name, scope in (("devices", "host"), ("copies", ""), ("privacy", "")):
        page = keeper.open(name, scope=scope)
        keeper.until(lambda page=page: "到主机上的管理窗口" in page.facts.text())
        assert page.panel.step() is None


def test_a_host_lets_a_pc_in_and_a_device_goes_out_of_use(
    qtbot: QtBot, sample: SampleHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Keeper(qtbot, sample, tmp_path, MadeUpPc(is_host=True))
    chooses(monkeypatch, tmp_path)
    page = keeper.open("devices", scope="host")
    keeper.until(lambda: page.panel.step() is not None)
    assert "1 号窗口" in keeper.sees(page)
    keeper.step(page, kind="counter", number=None)
    assert "还没有选是几号窗口" in keeper.told()
    keeper.step(page, number="2")
    assert keeper.window.steps.sheet.code.text() == "K7QM-4XRA-2HPT-9WDN"
    assert f"在设备名单里叫“{NAME}”" in keeper.sees(page)
    keeper.press(keeper.window.steps.sheet.ready)
    page = keeper.open("devices", "大屏", scope="use")
    key = page.list.current_key()
    keeper.step(page, reason="屏幕坏了")
    keeper.until(lambda: all(row.text != "大屏" for row in page.list.rows()))
    assert keeper.machine.dismissed == [key]
    page = keeper.open("devices", "大屏", scope="retired")
    assert "屏幕坏了" in page.facts.text()
