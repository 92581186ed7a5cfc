"""The printers of a simulated hall: what waits is taken as printed, and whoever stands there confirms the originals."""

from collections.abc import Callable

from hall.documents.actions import claim_job, confirm_printed, report_handing, report_sent
from hall.documents.content import copies_of
from hall.documents.views import job, outbox, to_confirm
from hall.service import Hall

Printer = Callable[[Hall], int]
"""Prints what waits at a device; answers with how many papers."""


def print_unseen(hall: Hall) -> int:
    """Let everything that waits at a device be on paper, without drawing it; answers with how many papers."""
    printed = 0
    while hall.see(outbox).waiting and (job_id := hall.do(claim_job)) is not None:
        card = hall.see(job, job_id=job_id)
        for copy in copies_of(card.content, printed_at=card.printed_at, staff_number=card.staff_number):
            hall.do(report_handing, job_id=job_id, copy=copy.number)
        hall.do(report_sent, job_id=job_id, spooled_as="")
        printed += 1
    return printed


def confirm_originals(hall: Hall) -> None:
    """Press the key that says that the numbered originals are in hand."""
    for document_id in hall.see(to_confirm):
        hall.do(confirm_printed, document_id=document_id)


def with_a_look(print_waiting: Printer) -> Printer:
    """Return what prints and then confirms what came out, as a clerk does before going on."""

    def print_and_confirm(hall: Hall) -> int:
        if printed := print_waiting(hall):
            confirm_originals(hall)
        return printed

    return print_and_confirm


def put_on_paper(hall: Hall) -> None:
    """Let everything that waits at a device be on paper, without a printer, and confirm whatever came out there."""
    print_unseen(hall)
    confirm_originals(hall)
