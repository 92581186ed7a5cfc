"""Papers that come out, that do not, and that are printed again."""

from pathlib import Path

from PySide6.QtCore import Qt

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from hall.service import documents_views
from printing.printer_state import PrinterReport, PrinterState, Trouble
from printing.spooler import FileSpooler
from tests.ui.counter.clerk import ENTER, Clerk
from tests.ui.counter.test_first_contact import takes_way
from ui.counter.desk import Phase
from ui.counter.steps import Step


class Jammed(FileSpooler):
    """A printer that takes nothing until somebody looks after it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.jammed = True

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        if self.jammed:
            raise Refusal("printing.printer_refused", printer="A5")
        return super().print(pdf, printer=printer, sheet=sheet, title=title, reference=reference)

    def printer_state(self, printer: str) -> PrinterState:
        return PrinterState.STOPPED if self.jammed else PrinterState.READY


class Doubtful(FileSpooler):
    """A printer that stops answering and does not know what it had."""

    silent = True

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        if self.silent:
            raise Refusal("printing.printer_silent", printer=printer, seconds=20)
        return super().print(pdf, printer=printer, sheet=sheet, title=title, reference=reference)

    def handed(self, reference: str, printer: str) -> bool | None:
        return None

    def report(self, printer: str) -> PrinterReport:
        state = PrinterState.STOPPED if self.silent else PrinterState.READY
        return PrinterReport(state, (Trouble.JAM,) if self.silent else (), "A5")


def show_the_way(clerk: Clerk) -> None:
    clerk.serves("unsure")
    clerk.notes_who("赵桂兰")
    clerk.types("想过户房子")
    takes_way(clerk, "refer")
    for words in ("区不动产登记中心", "安宁路 8 号", "010-55550200", ""):
        clerk.enters(words)
    clerk.reaches(Step.PAPERS)


def test_a_jam_is_said_with_its_reason_and_the_paper_is_printed_again(clerk: Clerk) -> None:
    printer = Jammed(clerk.paper)
    clerk.window.close()
    clerk.window = clerk.open_window(printer)
    clerk.until(lambda: "打印机 停了" in clerk.reads())
    show_the_way(clerk)
    clerk.until(lambda: "没打出来" in clerk.reads())
    assert "打印机“A5”没有收下这份文书：请检查是否开机、缺纸、连线，再重打。" in clerk.reads()
    clerk.press(Qt.Key.Key_F8)
    assert clerk.told() == "有一张纸没打出来：请先补打，再办完。"
    assert clerk.window.phase is Phase.SERVING

    printer.jammed = False
    clerk.tabs_to(clerk.window.visit.papers.leading)
    clerk.press(ENTER)
    assert "为什么补打《办事指引单》" in clerk.reads()
    clerk.press(ENTER)
    clerk.until(lambda: "已送打印，补打 1" in clerk.reads())
    assert "办事指引单" in clerk.printed()


def test_f8_says_that_the_papers_are_in_hand(clerk: Clerk) -> None:
    show_the_way(clerk)
    clerk.until(lambda: "已送打印" in clerk.reads())
    visit = clerk.window.visit.visit
    assert visit is not None
    assert visit.sheet is not None
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    [slip] = clerk.seat.hall.see(documents_views.documents_of, subject_id=visit.sheet.id)
    assert slip.state == "printed"


def test_what_a_power_cut_left_waiting_is_printed_at_the_next_start(clerk: Clerk) -> None:
    clerk.window.runner.print_papers = lambda: None  # type: ignore[method-assign]
    show_the_way(clerk)
    assert clerk.printed() == []
    clerk.open_window(FileSpooler(clerk.paper))
    clerk.until(clerk.printed)


def test_a_paper_in_doubt_is_printed_again_only_when_the_clerk_has_looked(clerk: Clerk, screenshots: Path) -> None:
    printer = Doubtful(clerk.paper)
    clerk.window.close()
    clerk.window = clerk.open_window(printer)
    show_the_way(clerk)
    clerk.until(lambda: "打出来了吗？请看一眼" in clerk.reads())
    assert "《办事指引单》打出来了吗？请先看一眼打印机，再选。" in clerk.reads()
    clerk.until(lambda: "打印机“A5”卡纸" in clerk.reads())
    clerk.window.grab().save(str(screenshots / "counter-paper-in-doubt.png"))
    clerk.press(Qt.Key.Key_F8)
    assert clerk.told() == "有一张纸打没打出来还说不准：请先看打印机。"
    printer.silent = False
    clerk.window.visit.papers.missing.click()
    clerk.until(lambda: "已送打印，补打 1" in clerk.reads())
    assert len(list(clerk.paper.glob("*.pdf"))) == 1


def test_a_paper_that_came_out_after_all_is_not_printed_again(clerk: Clerk) -> None:
    clerk.window.close()
    clerk.window = clerk.open_window(Doubtful(clerk.paper))
    show_the_way(clerk)
    clerk.until(lambda: "打出来了吗？请看一眼" in clerk.reads())
    clerk.tabs_to(clerk.window.visit.papers.leading)
    clerk.press(ENTER)
    clerk.until(lambda: "已送打印" in clerk.reads())
    clerk.press(ENTER)
    clerk.until(lambda: "已拿到" in clerk.reads())
    assert clerk.printed() == []
