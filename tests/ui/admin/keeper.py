"""Whoever administers the hall, before the window: clicks, types, and reads what stands there."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hall.kernel.refusal import Refusal
from hall.service import Hall, security, security_views
from hall.simulation.sample import SampleHall
from printing.spooler import FileSpooler
from tests.ui.texts import texts
from ui.admin.machine import ClientCard, Copy, HostCard, Invited, Nights, Told
from ui.admin.window import AdminWindow
from ui.shared import tasks
from ui.shared.folder_page import FolderPage

NAME = "1 号窗口（第 2 台）"
PRINT = "5CFC 22CB A342 0FA1 E9A5 407A 2877 55C3"
NUMBER, PASSWORD = "003", "Lanhua+2468"
AT = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)


class MadeUpPc:
    """A PC whose host, copies and printers are made up; what is asked of it is remembered."""

    def __init__(self, *, is_host: bool = False, is_served: bool = False) -> None:
        self._is_host, self._is_served = is_host, is_served
        self.copied: list[Path] = []
        self.dismissed: list[str] = []
        self.kept: tuple[Copy, ...] = (Copy("day", Path("backups/hall-2026-11-22.db"), AT),)
        self.between: Callable[[], object] = lambda: None

    @property
    def is_host(self) -> bool:
        return self._is_host

    @property
    def is_served(self) -> bool:
        return self._is_served

    def host(self) -> HostCard:
        clients = (ClientCard("1 号窗口", "192.168.1.21"), ClientCard("大屏", "192.168.1.30"))
        return HostCard(True, "", ("hall-host", "192.168.1.10"), 5432, AT, AT.replace(year=2036), 118_000_000_000,
                        PRINT, clients)  # fmt: skip

    def invite(self, hall: Hall, kind: str, number: int, folder: Path) -> Invited:
        if kind == "counter" and not number:
            raise Refusal("host.number_needed")
        return Invited(folder / f"连接文件-{kind}-{number}.hallkey", "K7QM-4XRA-2HPT-9WDN", PRINT, NAME)

    def dismiss(self, device_id: str) -> None:
        self.dismissed.append(device_id)

    def copies(self) -> tuple[Copy, ...]:
        return self.kept

    def nights(self) -> Nights | None:
        return Nights("02:30", 7, AT) if self._is_host else None

    def write_copy(self, file: Path, told: Told) -> int:
        told(0, 4)
        self.between()
        told(2, 4)
        self.copied.append(file)
        return 4

    def prove_copy(self, file: Path, told: Told) -> int:
        told(1, 1)
        return 0

    def recovery_sheet(self) -> bytes:
        return b"%PDF-1.7 sheet"

    def clear(self, run_id: str, leader: str, password: str, told: Told) -> int:
        told(1, 1)
        return 1


class Keeper:
    """孙玉梅, the administrator, at her desk."""

    def __init__(self, qtbot: QtBot, sample: SampleHall, printed: Path, machine: MadeUpPc | None = None) -> None:
        self.qtbot, self.sample, self.printed = qtbot, sample, printed
        self.machine = machine or MadeUpPc()
        self.hall = signed_in(sample)
        self.window = AdminWindow(self.hall, FileSpooler(printed), self.machine)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.until(lambda: self.window.office is not None and self.window.pages.currentWidget() is self.page("staff"))

    def page(self, name: str) -> FolderPage:
        """Return a page."""
        page = self.window.page[name]
        assert isinstance(page, FolderPage)
        return page

    def open(self, name: str, row: str = "", scope: str = "") -> FolderPage:
        """Open a page by its key, a scope of it, and the row that begins so."""
        self.window.table.run(name)
        page = self.page(name)
        self.until(lambda: self.window.pages.currentWidget() is page and page.list.count())
        if scope:
            assert page.scopes is not None
            self.press(page.scopes.button(scope))
        if row:
            self.choose(page, row)
        return page

    def choose(self, page: FolderPage, row: str) -> None:
        """Click on the row that begins so."""
        self.until(lambda: any(each.text.startswith(row) for each in page.list.rows()))
        key = next(each.key for each in page.list.rows() if each.text.startswith(row))
        page.list.choose(key)
        self.until(lambda: page.list.current_key() == key)
        settle()

    def seek(self, page: FolderPage, words: str) -> None:
        """Type into the line above the list."""
        assert page.search is not None
        page.search.setText(words)
        settle()

    def step(self, page: FolderPage, text: str = "", **answers: object) -> None:
        """Choose what to do, fill the form in and do it."""
        if text and (step := page.panel.step()) is not None and step.text != text:
            self.press(next(button for button in page.panel.others if button.text() == text))
        assert page.panel.form is not None
        for name, answer in answers.items():
            page.panel.form.editor(name).set_value(answer)
        self.press(page.panel.go)

    def press(self, button: QPushButton) -> None:
        """Press a button that can be seen."""
        assert button.isVisible(), button.text()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    def sees(self, page: FolderPage) -> str:
        """Return the list of a page, and what is open of it."""
        rows = "".join(f"≡ {row.text}  {row.remark}  {row.below}\n" for row in page.list.rows())
        links = "".join(f"→ {row.text}  {row.remark}\n" for row in page.links.rows() if page.links.isVisible())
        return f"{texts(self.window)}{rows}{links}"

    def told(self) -> str:
        return self.window.messages.text()

    def until(self, happened: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=5_000)
        settle()


def signed_in(sample: SampleHall) -> Hall:
    """Return the hall as the administrator's device sees it, with the administrator signed in."""
    itself = sample.itself
    staff_id = itself.see(security_views.staff_numbered, number=NUMBER).id
    itself.do(security.reset_password, staff_id=staff_id, new=PASSWORD)
    device = itself.do(security.add_device, kind="admin", name="管理员电脑")
    hall = itself.at(device.partition(".")[0])
    hall.do(security.sign_in, number=NUMBER, password=PASSWORD)
    return hall


def settle() -> None:
    """Let every task and its consequences run."""
    for _ in range(5):
        tasks.wait_for_all()
        QApplication.processEvents()
