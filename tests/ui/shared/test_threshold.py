"""The page that takes keys before there is a hall: nothing typed is lost, and what does not open says why."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from hall.kernel.refusal import Refusal
from tests.ui.texts import texts
from ui.shared import tasks
from ui.shared.threshold import Opened, Threshold

NUMBER, PASSWORD = "101", "Yangguang-1"
HEAVY = (
    "sqlalchemy",
    "pydantic",
    "psycopg",
    "cryptography",
    "hall.service",
    "hall.opening",
    "hall.storage",
    "printing",
)


class Behind:
    """A hall of a door that opens when the test says so, and a plain window with one command and one line."""

    def __init__(self) -> None:
        self.door, self.modules = Event(), Event()
        self.refusals: list[Exception] = []
        self.taken = self.settled = False
        self.asked: list[tuple[str, str, bool]] = []
        self.called: list[str] = []
        self.window: QMainWindow | None = None

    def open(self) -> Opened:
        assert self.door.wait(10)
        if self.refusals:
            raise self.refusals.pop()
        return Opened(
            hall=None,  # type: ignore[arg-type]
            sit_down=self._sit_down,
            place="幸福里 · 1 号窗口",
            taken=self.taken,
            begin=lambda: self.called.append("begun"),
            load=lambda: self.modules.wait(10),
            build=self._build,
            is_settled=lambda _window: self.settled,
        )

    def _sit_down(self, number: str, password: str, take_over: bool) -> bool:
        self.asked.append((number, password, take_over))
        return password == PASSWORD

    def _build(self) -> QWidget:
        self.window = QMainWindow()
        self.window.setCentralWidget(QLineEdit())
        self.window.centralWidget().setFocus()
        for key in ("F2", "Return"):
            action = QAction(key, self.window)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _checked=False, key=key: self.called.append(key))
            self.window.addAction(action)
        return self.window


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[Behind]:
    behind = Behind()
    monkeypatch.setattr("ui.shared.sign_in_page.gone_to", lambda _hall: "")
    yield behind
    behind.door.set()
    behind.modules.set()
    tasks.wait_for_all()
    if behind.window is not None:
        behind.window.close()
        behind.window.deleteLater()


@pytest.fixture
def page(qtbot: QtBot, behind: Behind) -> Threshold:
    page = Threshold("受理窗口", "1 号窗口", behind.open)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    qtbot.waitUntil(lambda: page._opening)
    return page


@pytest.fixture
def types(page: Threshold) -> Callable[[str], None]:
    """Give a function that presses keys at the window, a return for each new line."""

    def press(text: str) -> None:
        for each in text:
            if each == "\n":
                QTest.keyClick(page.windowHandle(), Qt.Key.Key_Return)
            else:
                QTest.keyClick(page.windowHandle(), each)

    return press


def test_what_stands_first_loads_no_room_of_the_hall() -> None:
    program = f"""
import sys, ui.command_line, typer.main
typer.main.get_command(ui.command_line.app)
import ui.commands.desks
print(*[name for name in {HEAVY!r} if name in sys.modules])"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def test_it_takes_keys_before_there_is_a_hall_and_enter_waits_for_it(
    qtbot: QtBot, page: Threshold, behind: Behind, types: Callable[[str], None], screenshots: Path
) -> None:
    types(f"{NUMBER}\n{PASSWORD}")
    assert "正在打开本窗口…" in texts(page)
    types("\n")
    assert "正在打开本窗口，打开后马上登录…" in texts(page)
    assert behind.asked == []
    page.grab().save(str(screenshots / "threshold.png"))
    behind.door.set()
    qtbot.waitUntil(lambda: page._accepted)
    assert behind.asked == [(NUMBER, PASSWORD, False)]
    assert page.page.place.text() == "幸福里 · 1 号窗口"


def test_whoever_goes_on_typing_is_not_signed_in_unasked(
    qtbot: QtBot, page: Threshold, behind: Behind, types: Callable[[str], None]
) -> None:
    types(f"{NUMBER}\n{PASSWORD}\n!")
    behind.modules.set()
    behind.door.set()
    qtbot.waitUntil(lambda: page._opened is not None)
    tasks.wait_for_all()
    assert (behind.asked, page.page.password.text()) == ([], f"{PASSWORD}!")
    assert "正在打开" not in texts(page)


def test_keys_pressed_while_the_window_is_made_are_pressed_there(
    qtbot: QtBot, page: Threshold, behind: Behind, types: Callable[[str], None]
) -> None:
    behind.door.set()
    types(f"{NUMBER}\n{PASSWORD}\n")
    qtbot.waitUntil(lambda: page._accepted)
    types("\n")  # a second Enter of somebody impatient calls nobody
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_F2)
    types("abc")
    assert page.isVisible()
    behind.modules.set()
    qtbot.waitUntil(lambda: behind.window is not None)
    assert behind.window is not None
    assert page.isVisible()
    assert not behind.window.isVisible()
    behind.settled = True
    with qtbot.waitSignal(page.handed_over):
        pass
    line = behind.window.centralWidget()
    assert isinstance(line, QLineEdit)
    assert (line.text(), behind.called) == ("abc", ["begun", "F2"])
    assert behind.window.geometry() == page.geometry()
    assert behind.window.isVisible()
    assert not page.isVisible()


def test_where_somebody_sits_already_their_window_takes_over(qtbot: QtBot, page: Threshold, behind: Behind) -> None:
    behind.taken = behind.settled = True
    behind.modules.set()
    with qtbot.waitSignal(page.handed_over):
        behind.door.set()
    assert behind.asked == []
    assert page.refusal is None


def test_a_hall_that_does_not_open_says_why_and_is_tried_again(
    qtbot: QtBot, page: Threshold, behind: Behind, types: Callable[[str], None], screenshots: Path
) -> None:
    behind.refusals = [Refusal("storage.host_refused"), Refusal("posts.no_such_counter", number=9)]
    types(f"{NUMBER}\n{PASSWORD}\n")
    with qtbot.waitSignal(page.refused):
        behind.door.set()
    assert "没有 9 号窗口" in texts(page)
    assert not page._again.isActive()
    page.grab().save(str(screenshots / "threshold-refused.png"))
    with qtbot.waitSignal(page.refused):
        page.sign.again.click()
    assert page._again.isActive()  # a host comes back by itself
    assert page.page.password.text() == PASSWORD
    types("\n")  # who signs in now wants it tried now
    qtbot.waitUntil(lambda: page._accepted)
    assert (behind.asked, page.refusal, page._again.isActive()) == ([(NUMBER, PASSWORD, False)], None, False)


def test_whoever_leaves_before_the_hall_is_open_begins_nothing(page: Threshold, behind: Behind) -> None:
    page.close()
    behind.door.set()
    tasks.wait_for_all()
    assert (behind.called, page.refusal) == ([], None)


def test_a_fault_of_the_program_is_a_sentence_too(qtbot: QtBot, page: Threshold, behind: Behind) -> None:
    behind.refusals = [ImportError("half a file")]
    with qtbot.waitSignal(page.refused):
        behind.door.set()
    assert "打开时程序出了错" in texts(page)
