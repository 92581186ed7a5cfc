"""Prints what waits for one device: claims jobs through the gate, draws them and hands them to the spooler."""

from hall.documents.content import copies_of
from hall.kernel.refusal import Refusal
from hall.service import Hall, documents, documents_views
from printing.spooler import Spooler


def print_waiting(hall: Hall, spooler: Spooler) -> int:
    """Print every waiting job of the hall's device; answers with how many papers came out.

    A paper that cannot be printed is reported as spoiled, with the reason, and does not hold up the next one.
    """
    printed = 0
    while (job_id := hall.do(documents.claim_job)) is not None:
        printed += _print(hall, spooler, hall.see(documents_views.job, job_id=job_id))
    return printed


def _print(hall: Hall, spooler: Spooler, job: documents_views.JobCard) -> bool:
    from printing.drawing import draw  # reportlab is loaded with the first paper, not with the window

    copies = copies_of(job.content, printed_at=job.printed_at, staff_number=job.staff_number, reprint=job.reprint)
    try:
        names = [
            spooler.print(draw(job.content, copy), printer=job.role, sheet=job.content.sheet, title=job.title)
            for copy in copies
        ]
    except Refusal as refusal:
        hall.do(documents.report_spoiled, job_id=job.id, reason=refusal.code)
        return False
    hall.do(documents.report_sent, job_id=job.id, spooled_as=names[0])
    return True
