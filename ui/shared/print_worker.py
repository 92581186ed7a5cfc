"""Prints what waits for one device: claims jobs through the gate, draws them and hands them to the spooler.

Before each copy is handed over that is committed, and the spooler gets a reference of its own for it. So after a crash
at any instruction the next run knows what may be on paper: it asks the spooler, and where that cannot tell, a person.
"""

import logging
from collections.abc import Sequence

from hall.documents.content import copies_of
from hall.kernel.refusal import Refusal
from hall.service import Hall, documents, documents_views, font_policy_of
from printing.spooler import Spooler
from ui.shared.print_runs import has_ended, print_run

JobCard = documents_views.JobCard
log = logging.getLogger(__name__)
_SILENT = "printing.printer_silent"
_ANOTHER = "documents.job_of_another"
_STORAGE = "storage."
_FAULT = "printing.fault"
"""Why a paper was spoiled that no rule forbade to draw."""


def print_waiting(hall: Hall, spooler: Spooler) -> int:
    """Print every waiting job of the hall's device; answers with how many papers came out.

    What a run that has ended left behind is taken up first. A paper that cannot be printed is reported as spoiled,
    with the reason, and does not hold up the next one.
    """
    outbox = hall.see(documents_views.outbox)
    if not (outbox.waiting or outbox.held):
        return 0
    printed = 0
    _set_typefaces(hall)
    with print_run() as run:
        for held in outbox.held:
            gone = has_ended(held.run)
            if (gone or (gone is None and held.lapsed)) and hall.do(
                documents.take_up, job_id=held.id, of=held.run, run=run, gone=gone is True
            ):
                printed += _go_on(hall, spooler, held.id, run)
        waiting = outbox.waiting
        while waiting and (job_id := hall.do(documents.claim_job, run=run)) is not None:
            printed += _print(hall, spooler, hall.see(documents_views.job, job_id=job_id), run)
            waiting = hall.see(documents_views.outbox).waiting  # a look, so that an empty hand is not on record
    return printed


def _set_typefaces(hall: Hall) -> None:
    """Draw with the fonts that the hall has named; why one of them is not used stands in the log."""
    from printing import faces

    fonts = hall.see(font_policy_of)
    for refusal in faces.use(title=fonts.title, body=fonts.body, kai=fonts.kai):
        log.warning("%s %s", refusal.code, refusal.values)


def _go_on(hall: Hall, spooler: Spooler, job_id: str, run: str) -> bool:
    """Print what is left of a job whose run has ended; a copy that may be on paper is never handed over again."""
    job = hall.see(documents_views.job, job_id=job_id)
    if not job.handing:
        return _print(hall, spooler, job, run)
    known = _was_handed(spooler, job, job.copy)
    if known is None:
        hall.do(documents.report_doubt, job_id=job.id, run=run)
        return False
    return _print(hall, spooler, job, run, handed=job.copy if known else job.copy - 1)


def _print(hall: Hall, spooler: Spooler, job: JobCard, run: str, *, handed: int | None = None) -> bool:
    """Draw the copies that were not handed over yet, and hand them over; answers whether the paper is out."""
    try:
        drawn = _drawn(job, job.copy if handed is None else handed, spooler.shift_for(job.role))
    except Exception as fault:
        hall.do(documents.report_spoiled, job_id=job.id, reason=getattr(fault, "code", _FAULT), run=run)
        if not isinstance(fault, Refusal):
            raise
        return False
    try:
        _hand_over(hall, spooler, job, drawn, run)
    except _InDoubt as doubt:
        hall.do(documents.report_doubt, job_id=job.id, run=run)
        if doubt.__cause__ is not None and not isinstance(doubt.__cause__, Refusal):
            raise doubt.__cause__ from None
        return False
    except Refusal as refusal:
        if refusal.code.startswith(_STORAGE):  # nothing could be said of it: the next round takes it up
            raise
        if refusal.code != _ANOTHER:  # void meanwhile, or another window has taken it up
            hall.do(documents.report_spoiled, job_id=job.id, reason=refusal.code, run=run)
        return False
    return True


def _drawn(job: JobCard, handed: int, shift: tuple[float, float]) -> list[tuple[int, bytes]]:
    """Return the copies after the first `handed`, each with its number; all are drawn before one is handed over."""
    from printing.drawing import draw  # reportlab is loaded with the first paper, not with the window

    copies = copies_of(job.content, printed_at=job.printed_at, staff_number=job.staff_number, reprint=job.reprint)
    return [(copy.number, draw(job.content, copy, shift=shift)) for copy in copies[handed:]]


def _hand_over(hall: Hall, spooler: Spooler, job: JobCard, drawn: Sequence[tuple[int, bytes]], run: str) -> None:
    """Announce each copy, hand it over, and report the last."""
    name = ""
    for number, pdf in drawn:
        hall.do(documents.report_handing, job_id=job.id, copy=number, run=run)
        name = _handed(spooler, job, number, pdf) or name
    hall.do(documents.report_sent, job_id=job.id, spooled_as=name, run=run)


def _handed(spooler: Spooler, job: JobCard, number: int, pdf: bytes) -> str:
    """Hand one copy over and return its name with the spooler.

    Raises:
        Refusal: it was not taken.
        _InDoubt: nobody can tell whether it was.
    """
    reference = reference_of(job.id, number)
    try:
        return spooler.print(pdf, printer=job.role, sheet=job.content.sheet, title=job.title, reference=reference)
    except Refusal as refusal:
        if refusal.code != _SILENT:
            raise
        known = _was_handed(spooler, job, number)
        if known is None:
            raise _InDoubt from refusal
        if not known:
            raise
        return ""
    except Exception as fault:  # a driver's bug: it may have been on its way
        raise _InDoubt from fault


def _was_handed(spooler: Spooler, job: JobCard, number: int) -> bool | None:
    """Ask the spooler for a copy; one that refuses to answer cannot tell."""
    try:
        return spooler.handed(reference_of(job.id, number), job.role)
    except Refusal:
        return None


def reference_of(job_id: str, copy: int) -> str:
    """Return the name under which the spooler knows one copy of a job."""
    return f"{job_id}-{copy}"


class _InDoubt(Exception):  # noqa: N818 -- no error of anybody: a question
    """Nobody can tell whether a copy came out."""
