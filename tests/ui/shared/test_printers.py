"""Printers by role: what is set is where papers go, and the sheet of printers says how each one is."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.printer_state import PrinterReport, PrinterState, Trouble
from printing.spooler import JobState
from ui.shared import printer_settings, printer_setup, printer_trials, printers, tasks
from ui.shared.header import Header
from ui.shared.i18n import tr
from ui.shared.machines import PrinterWatch
from ui.shared.printer_settings import PrinterSettings
from ui.shared.printer_setup import Place, Setup, read_setup, write_setup
from ui.shared.printer_words import SENTENCES, SHORT, printer_sentence, printer_word
from ui.shared.printers import RoutedSpooler


class Laser:
    """A print system with two printers; the red one is out of paper."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, str]] = []

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "", paper: str = "") -> str:
        self.taken.append((printer, reference, paper))
        return f"{printer}-{len(self.taken)}"

    def handed(self, reference: str, printer: str) -> bool | None:
        return any(taken[1] == reference for taken in self.taken)

    def printers(self) -> tuple[str, ...]:
        return ("blue", "red")

    def report(self, printer: str) -> PrinterReport:
        if printer == "red":
            return PrinterReport(PrinterState.STOPPED, (Trouble.NO_PAPER,), printer)
        return PrinterReport(PrinterState.READY, (), printer)

    def state(self, job: str) -> JobState:
        return JobState.PRINTED if job == "blue-1" else JobState.UNKNOWN


@pytest.fixture
def laser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Laser:
    laser = Laser()
    monkeypatch.setitem(printers._WAYS, "cups", lambda: laser)
    monkeypatch.setattr(printer_setup, "user_config_path", lambda *_args, **_more: tmp_path / "config")
    monkeypatch.setattr(printers, "user_state_path", lambda *_args, **_more: tmp_path / "state")
    return laser


@pytest.fixture
def spooler(laser: Laser, tmp_path: Path) -> RoutedSpooler:
    return RoutedSpooler(tmp_path / "printed", window="counter 3")


def _send(spooler: RoutedSpooler, role: str, reference: str = "") -> str:
    return spooler.print(b"%PDF-1.4", printer=role, sheet=Sheet.A4, title="证明", reference=reference)


def test_without_a_setup_every_paper_becomes_a_file(spooler: RoutedSpooler, tmp_path: Path) -> None:
    job = _send(spooler, "page", "7-1")
    assert (tmp_path / "printed" / job).is_file()
    assert spooler.handed("7-1", "page") is True
    assert spooler.state(job) is JobState.PRINTED
    assert all(report.works for report in spooler.reports())


def test_a_window_has_its_own_printer_and_a_certificate_takes_that_of_pages(
    spooler: RoutedSpooler, laser: Laser
) -> None:
    setup = Setup({"page": Place("cups", "blue", "Tray2", 1.5, -2.0)}).with_place("page", Place("cups", "red"), "guide")
    write_setup(setup)
    assert _send(spooler, "certificate", "8-1") == "cups:blue-1"
    assert laser.taken == [("blue", "8-1", "Tray2")]
    assert spooler.shift_for("certificate") == (1.5, -2.0)
    assert spooler.state("cups:blue-1") is JobState.PRINTED
    assert RoutedSpooler(Path(), window="guide").place("page").name == "red"
    write_setup(setup.with_place("page", None))  # counts from the next paper on
    assert spooler.place("page").way == "folder"
    write_setup(Setup())
    assert spooler.handed("8-1", "page") is True  # to a printer that nobody has set any more
    assert spooler.handed("8-2", "page") is False


def test_the_setup_is_for_its_owner_alone_and_a_damaged_one_is_said(spooler: RoutedSpooler) -> None:
    write_setup(Setup({"page": Place("cups", "blue")}))
    file = printer_setup.setup_file()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text('{"pc": {"page": {"way": "telex", "name": "x"}}, "windows": {}}')
    with pytest.raises(Refusal, match=r"printing\.setup_damaged"):
        _send(spooler, "page")
    assert not spooler.report("page").works


def test_choosing_measuring_and_forgetting(laser: Laser) -> None:
    with pytest.raises(Refusal, match=r"printing\.unknown_printer"):
        printer_trials.choose("page", Place("cups", "green"))
    printer_trials.choose("page", Place("cups", "blue"))
    assert printer_trials.calibrate("page", 18.5, 22.0) == Place("cups", "blue", "", 1.5, -2.0)
    assert printer_trials.calibrate("certificate", 20.5, 20.0).dx == 1.0  # measured again, on the sheet that was moved
    printer_trials.choose("page", Place("cups", "blue"))
    assert read_setup().place("page").dx == 1.0
    with pytest.raises(Refusal, match=r"printing\.shift_out_of_reach"):
        printer_trials.calibrate("page", 120.0, 20.0)
    printer_trials.forget("page")
    assert read_setup() == Setup()


def test_the_trial_sheet_goes_to_the_printer_of_the_role(spooler: RoutedSpooler, laser: Laser) -> None:
    write_setup(Setup({"receipt": Place("cups", "red")}))
    assert printer_trials.print_trial(spooler, "receipt") == "cups:red-1"


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_word_and_says_what_to_do(trouble: Trouble) -> None:
    report = PrinterReport(PrinterState.STOPPED, (trouble,), "HP-1")
    assert printer_word(report) != SHORT[trouble]
    assert "请" in printer_sentence(report)
    assert tr(SENTENCES[trouble]).endswith("。")


def test_the_head_of_a_window_shows_the_worst_printer(qtbot: QtBot, spooler: RoutedSpooler, laser: Laser) -> None:
    write_setup(Setup({"page": Place("cups", "blue"), "receipt": Place("cups", "red")}))
    from datetime import UTC, datetime

    header = Header(lambda: datetime(2026, 11, 23, tzinfo=UTC))
    qtbot.addWidget(header)
    watch = PrinterWatch(spooler, header.show_printer, header)
    watch.ask()
    watch.ask()
    _settle()
    assert header.printer.accessibleName() == "打印机 缺纸"
    assert header.printer.toolTip() == "打印机“red”缺纸：请装纸，装好会自己接着打。"


@pytest.fixture
def sheet(
    qtbot: QtBot, spooler: RoutedSpooler, laser: Laser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PrinterSettings]:
    monkeypatch.setattr(printer_settings, "usual_way", lambda: "cups")
    write_setup(Setup({"page": Place("cups", "red")}))
    sheet = PrinterSettings(spooler)
    qtbot.addWidget(sheet)
    _settle()
    yield sheet
    sheet.close()


def test_the_sheet_shows_chooses_tries_and_measures(sheet: PrinterSettings, laser: Laser, screenshots: Path) -> None:
    row = sheet.rows["page"]
    assert row.printer.currentText() == "red"
    assert row.advice.text().startswith("打印机“red”缺纸")
    row.printer.setCurrentIndex(row.printer.findText("blue"))
    row.printer.activated.emit(row.printer.currentIndex())
    _settle()
    assert read_setup().place("page", "counter 3").name == "blue"
    assert row.state.accessibleName() == tr("Printer: fine")
    row.trial.click()
    _settle()
    assert laser.taken == [("blue", "", "")]
    row.true.click()
    row.aside.setValue(19.0)
    row.keep.click()
    _settle()
    assert read_setup().place("page", "counter 3").dx == 1.0
    sheet.grab().save(str(screenshots / "printers.png"))


def _settle() -> None:
    for _ in range(6):
        tasks.wait_for_all()
        QApplication.processEvents()
