"""The outbox: what a run that has died left behind, what is in doubt, and two windows that both want it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hall.check import find_problems
from hall.documents import actions
from hall.documents.content import Sheet
from hall.documents.outbox import LEASE
from hall.documents.views import DocumentCard, documents_of, job, outbox
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.queue.actions import take_ticket
from hall.service import Hall
from hall.simulation.sample import SampleHall
from printing.spooler import FileSpooler
from tests.databases import SQLITE
from tests.faults.crashing import BlindSpooler, pdfs
from tests.faults.print_crash import issue_paper
from ui.shared.print_runs import has_ended, print_run
from ui.shared.print_worker import print_waiting


def card(device: Hall, document_id: str) -> DocumentCard:
    """Return how a paper stands."""

    def of_paper(reading: Any) -> DocumentCard:
        from hall.documents.model import Document

        subject = reading.session.get_one(Document, document_id).subject_id
        return next(each for each in documents_of(reading, subject_id=subject) if each.id == document_id)

    return device.see(of_paper)


def handing(device: Hall, *, copy: int, run: str) -> str:
    """Leave a job as a run leaves it that dies while a copy is under way."""
    job_id = device.do(actions.claim_job, run=run)
    assert job_id
    for number in range(1, copy + 1):
        device.do(actions.report_handing, job_id=job_id, copy=number, run=run)
    return job_id


def refused(code: str, call: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as found:
        call()
    assert found.value.code == code


def test_two_windows_of_one_device_take_a_job_up_once(sample: SampleHall, clock: ManualClock) -> None:
    device, document_id = issue_paper(sample, "sheet")
    job_id = handing(device, copy=1, run="first@elsewhere")
    twin = sample.itself.at(device.actor.device_id)
    assert not twin.do(actions.take_up, job_id=job_id, of="first@elsewhere", run="second@here")
    clock.advance(LEASE + dt.timedelta(seconds=1))
    assert twin.do(actions.take_up, job_id=job_id, of="first@elsewhere", run="second@here")
    assert not device.do(actions.take_up, job_id=job_id, of="first@elsewhere", run="third@here")
    refused(
        "documents.job_of_another",
        lambda: device.do(actions.report_handing, job_id=job_id, copy=2, run="first@elsewhere"),
    )
    refused("documents.job_of_another", lambda: device.do(actions.report_sent, job_id=job_id, spooled_as="x", run=""))
    assert card(device, document_id).state == "issued"


@SQLITE
def test_a_run_on_this_computer_is_known_to_live_and_to_have_died(sample: SampleHall, tmp_path: Path) -> None:
    device, _ = issue_paper(sample, "sheet")
    with print_run() as run:
        handing(device, copy=1, run=run)
        assert has_ended(run) is False
        assert print_waiting(device, FileSpooler(tmp_path)) == 0
        assert pdfs(tmp_path) == []
    assert has_ended(run) is True
    assert has_ended("somebody@another computer") is None
    assert print_waiting(device, FileSpooler(tmp_path)) == 1
    assert len(pdfs(tmp_path)) == 3


@SQLITE
def test_what_nobody_can_tell_is_asked_and_the_answer_prints_the_rest_or_all_anew(
    sample: SampleHall, tmp_path: Path
) -> None:
    device, document_id = issue_paper(sample, "sheet")
    job_id = handing(device, copy=2, run="")
    spooler = BlindSpooler(tmp_path)
    assert print_waiting(device, spooler) == 0
    assert card(device, document_id).in_doubt
    assert not device.see(outbox).held
    for forbidden in (actions.reprint, actions.confirm_printed):
        extra = {"reason": "spoiled"} if forbidden is actions.reprint else {}
        with pytest.raises(Refusal, match=r"documents\.(in_doubt|not_sent)"):
            device.do(forbidden, document_id=document_id, **extra)
    device.do(actions.came_out, document_id=document_id)
    assert device.see(job, job_id=job_id).copy == 2
    assert print_waiting(device, spooler) == 1
    assert len(pdfs(tmp_path)) == 1  # the third part: two lie there already
    assert card(device, document_id).state == "sent"
    refused("documents.not_in_doubt", lambda: device.do(actions.came_out, document_id=document_id))


@SQLITE
def test_a_sheet_that_did_not_come_out_is_printed_again_with_its_mark(sample: SampleHall, tmp_path: Path) -> None:
    device, document_id = issue_paper(sample, "sheet")
    handing(device, copy=1, run="")
    print_waiting(device, BlindSpooler(tmp_path))
    device.do(actions.not_out, document_id=document_id)
    device.do(actions.reprint, document_id=document_id, reason="not_out")
    print_waiting(device, FileSpooler(tmp_path))
    paper = card(device, document_id)
    assert (paper.state, paper.reprints, paper.in_doubt, len(pdfs(tmp_path))) == ("sent", 1, False, 3)


class Silent(FileSpooler):
    """A print system that takes a paper and never answers."""

    knows: bool | None = True

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        raise Refusal("printing.printer_silent", printer=printer, seconds=20)

    def handed(self, reference: str, printer: str) -> bool | None:
        return self.knows


@SQLITE
@pytest.mark.parametrize(
    ("knows", "state", "in_doubt"), [(True, "printed", False), (False, "spoiled", False), (None, "issued", True)]
)
def test_a_silent_printer_is_asked_what_it_had(
    sample: SampleHall, tmp_path: Path, knows: bool | None, state: str, in_doubt: bool
) -> None:
    device, document_id = issue_paper(sample, "ticket")
    spooler = Silent(tmp_path)
    spooler.knows = knows
    print_waiting(device, spooler)
    paper = card(sample.seats[0].hall, document_id)
    assert (paper.state, paper.in_doubt) == (state, in_doubt)


@SQLITE
def test_nothing_void_is_printed_and_it_does_not_hold_up_the_next(sample: SampleHall, tmp_path: Path) -> None:
    device, first = issue_paper(sample, "sheet")
    sample.leader.do(actions.void, document_id=first, reason="wrong")
    device, second = issue_paper(sample, "sheet")
    assert print_waiting(device, FileSpooler(tmp_path)) == 1
    assert len(pdfs(tmp_path)) == 3
    assert (card(device, first).state, card(device, second).state) == ("voided", "sent")
    refused("documents.voided", lambda: device.do(actions.reprint, document_id=first, reason="lost"))


@SQLITE
def test_a_paper_on_its_way_to_the_printer_is_not_void_under_the_clerk_s_hands(sample: SampleHall) -> None:
    device, document_id = issue_paper(sample, "sheet")
    job_id = handing(device, copy=1, run="")
    refused(
        "documents.still_printing",
        lambda: sample.leader.do(actions.void, document_id=document_id, reason="wrong"),
    )
    device.do(actions.report_doubt, job_id=job_id)
    sample.leader.do(actions.void, document_id=document_id, reason="wrong")
    assert sample.itself.see(lambda reading: list(find_problems(reading))) == []


@SQLITE
def test_a_driver_s_bug_leaves_a_question_and_the_next_paper_comes_out(sample: SampleHall, tmp_path: Path) -> None:
    class Broken(FileSpooler):
        def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
            raise OSError("driver")

    ticket = sample.kiosk.do(take_ticket, service_code="aid")
    with pytest.raises(OSError, match="driver"):
        print_waiting(sample.kiosk, Broken(tmp_path))
    (paper,) = sample.seats[0].hall.see(documents_of, subject_id=ticket)
    assert (paper.state, paper.in_doubt) == ("issued", True)
    sample.kiosk.do(take_ticket, service_code="aid")
    assert print_waiting(sample.kiosk, FileSpooler(tmp_path)) == 1
