"""A resident takes a ticket by touching the screen, and the hall has it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall.kernel.refusal import Refusal
from hall.service import posts, queue_views
from hall.simulation.sample import SampleHall
from printing.spooler import FileSpooler
from tests.ui.kiosk.conftest import MakeKiosk, settle
from tests.ui.kiosk.touching import LOW_INCOME, go_to_priority, read, take_ticket, touch
from ui.kiosk.window import KioskWindow


class JammedPrinter(FileSpooler):
    """A printer without paper."""

    def print(self, *_args: object, **_kwargs: object) -> str:
        raise Refusal("printing.spool_failed", folder="")


class BrokenPrinter(FileSpooler):
    """A printer whose driver has a bug."""

    def print(self, *_args: object, **_kwargs: object) -> str:
        raise ValueError("driver")


def test_a_ticket_with_its_checklist(kiosk: KioskWindow, sample: SampleHall, paper: Path, screenshots: Path) -> None:
    sample.seats[0].hall.do(posts.open_counter)
    touch(kiosk.pages.start.button("aid"))
    touch(kiosk.pages.matters.button(LOW_INCOME))
    touch(kiosk.pages.situations.button("因病致困", yes=True))
    touch(kiosk.pages.situations.next)
    assert "重病诊断或住院费用单据" in read(kiosk)
    touch(kiosk.pages.bring.complete)
    touch(kiosk.pages.identity.yes)
    touch(kiosk.pages.priority.yes)
    shown = read(kiosk)
    kiosk.grab().save(str(screenshots / "kiosk-ticket.png"))
    (ticket,) = sample.itself.see(queue_views.in_line)
    assert ticket.number in shown
    assert "请取走号票" in shown
    assert (ticket.service, ticket.matter_code, ticket.priority) == ("aid", "MZ-001", "P4")
    assert [file.read_bytes()[:5] for file in paper.glob("*.pdf")] == [b"%PDF-"]


def test_a_second_touch_takes_no_second_number(kiosk: KioskWindow, sample: SampleHall) -> None:
    go_to_priority(kiosk)
    kiosk.pages.priority.accepted.emit()
    kiosk.pages.priority.accepted.emit()
    assert not kiosk.pages.priority.yes.isEnabled()
    settle()
    assert [ticket.number for ticket in sample.itself.see(queue_views.in_line)] == ["A001"]


def test_who_is_not_sure_takes_a_ticket_all_the_same(kiosk: KioskWindow, sample: SampleHall) -> None:
    assert take_ticket(kiosk, "housing") == "D001"
    assert sample.itself.see(queue_views.in_line)[0].matter_code == ""


def test_before_opening_the_kiosk_says_so_and_gives_tickets(kiosk: KioskWindow) -> None:
    assert "窗口还没有开，可以先取号" in read(kiosk)
    take_ticket(kiosk)
    go_back = kiosk.pages.ticket.close_button
    touch(go_back)
    take_ticket(kiosk)
    assert "前面还有 1 人，窗口一开就叫号" in read(kiosk)


def test_the_first_page_says_how_many_wait(kiosk: KioskWindow, sample: SampleHall, qtbot: QtBot) -> None:
    sample.seats[0].hall.do(posts.open_counter)
    qtbot.waitUntil(lambda: "现在没有人排队" in read(kiosk))
    take_ticket(kiosk)
    touch(kiosk.pages.ticket.close_button)
    qtbot.waitUntil(lambda: "现在有 1 人在等" in read(kiosk))


def test_a_refusal_is_a_sentence_and_nothing_is_lost(kiosk: KioskWindow, sample: SampleHall) -> None:
    for seat in sample.seats:
        sample.itself.do(posts.set_services, counter_id=seat.counter.id, services=["housing"], takes_any=False)
    touch(kiosk.pages.start.button("aid"))
    touch(kiosk.pages.matters.button(LOW_INCOME))
    touch(kiosk.pages.situations.button("因病致困", yes=False))
    touch(kiosk.pages.situations.next)
    touch(kiosk.pages.bring.complete)
    touch(kiosk.pages.identity.yes)
    touch(kiosk.pages.priority.yes)
    assert "“低保·救助”现在没有窗口办理" in read(kiosk)
    sample.itself.do(posts.set_services, counter_id=sample.seats[0].counter.id, services=["aid"], takes_any=False)
    touch(kiosk.pages.refused.no)
    assert kiosk.journey.answers == {"因病致困": False}
    touch(kiosk.pages.priority.yes)
    assert [ticket.matter_code for ticket in sample.itself.see(queue_views.in_line)] == ["MZ-001"]


@pytest.mark.parametrize("printer", [JammedPrinter, BrokenPrinter])
def test_a_failing_printer_hides_no_number(
    make_kiosk: MakeKiosk, paper: Path, printer: type[FileSpooler], caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = make_kiosk(spooler=printer(paper))
    number = take_ticket(kiosk)
    assert number == "A001"
    assert "号票没有打印出来，请记住号码 A001，或请工作人员来。" in read(kiosk)


def test_what_the_priority_page_offers_is_accepted(kiosk: KioskWindow, sample: SampleHall) -> None:
    go_to_priority(kiosk)
    touch(kiosk.pages.priority.no)
    assert "请到导服台，工作人员马上为您取号" in read(kiosk)
    touch(kiosk.pages.guide.no)
    assert [ticket.priority for ticket in sample.itself.see(queue_views.in_line)] == ["P4"]


def test_sensitive_matters_stand_under_neutral_names(kiosk: KioskWindow, sample: SampleHall) -> None:
    touch(kiosk.pages.start.button("birth-children"))
    shown = read(kiosk)
    assert shown.count("卫生健康服务") == shown.count("家庭关怀服务") == shown.count("儿童福利业务") == 1
    assert not [word for word in ("避孕", "失独", "孤儿", "并发症", "特别扶助") if word in shown]
    touch(kiosk.pages.matters.button("家庭关怀服务"))
    touch(kiosk.pages.identity.yes)
    touch(kiosk.pages.priority.yes)
    assert "家庭关怀服务" in read(kiosk)
    assert sample.itself.see(queue_views.in_line)[0].matter_code == "JS-008"


def test_a_hall_out_of_reach_is_said_and_tried_again(
    make_kiosk: MakeKiosk, sample: SampleHall, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def lost(*_args: object, **_kwargs: object) -> None:
        raise Refusal("storage.server_lost")

    monkeypatch.setattr(sample.kiosk, "see", lost)
    monkeypatch.setattr("ui.kiosk.news.AGAIN_MS", 1)
    kiosk = make_kiosk()
    assert kiosk.pages.start.trouble()
    monkeypatch.undo()
    qtbot.waitUntil(lambda: "您要办什么事？" in read(kiosk) and "低保·救助" in read(kiosk))
    QApplication.processEvents()
