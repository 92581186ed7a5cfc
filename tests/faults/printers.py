"""Many tickets through a print system that is stopped and restarted at random: none lost, none handed over twice.

CUPS itself sends a job again that it was sending when it was stopped; how many papers that made is said, not judged.

Run it with `python -m tests.faults.printers [TICKETS] [SEED]`; it takes minutes.
"""

import logging
import os
import random
import sys

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.drawing import draw
from printing.lp import LpSpooler
from printing.samples import queue_ticket
from tests.printing.papers import COPY
from tests.printing.peer_media import ticket_printer
from tests.printing.print_peer import PrintPeer
from tests.waiting import settled, until

PATIENCE = 300.0
log = logging.getLogger(__name__)


def main(tickets: int = 60, seed: int = 1) -> int:
    """Print so many tickets with their references through random faults; answers with 0 when all came out once."""
    chance, peer = random.Random(seed), PrintPeer()
    try:
        peer.start()
        peer.add_printer("ticket", ticket_printer())
        peer.slow_down("ticket", 0.2)
        os.environ["CUPS_SERVER"] = f"127.0.0.1:{peer.address.port}"
        sent = [reference for number in range(tickets) if (reference := _one(peer, chance, f"{number}-1"))]
        return _count(peer, len(sent))
    finally:
        peer.stop()


def _one(peer: PrintPeer, chance: random.Random, reference: str) -> str:
    """Hand one ticket over, more than once if a fault makes that doubtful, as the print worker would."""
    spooler, pdf = LpSpooler(), draw(queue_ticket(), COPY)
    fault = chance.choice([_nothing, _nothing, _restart, _pause])
    for _ in range(chance.choice([1, 1, 2])):
        try:
            spooler.print(pdf, printer="ticket", sheet=Sheet.TICKET_80, title="号票", reference=reference)
        except Refusal:
            log.exception("not taken")
            return ""
        fault(peer)
        if spooler.handed(reference, "ticket") is not True:
            raise AssertionError(f"{reference} was handed over, and CUPS does not say so after {fault.__name__}")
    return reference


def _nothing(_peer: PrintPeer) -> None:
    """Leave the print system in peace."""


def _restart(peer: PrintPeer) -> None:
    peer.stop_cups()
    peer.start_cups()


def _pause(peer: PrintPeer) -> None:
    peer.admin("cupsdisable", "ticket")
    peer.admin("cupsenable", "ticket")


def _count(peer: PrintPeer, wanted: int) -> int:
    until(lambda: len(peer.printed("ticket")) >= wanted, "tickets are lost", patience=PATIENCE)
    settled(lambda: len(peer.printed("ticket")), seconds=3.0)  # whatever comes out twice comes out now
    papers = [paper.job["job-name"].rpartition("#")[2] for paper in peer.printed("ticket")]
    jobs = [job.name.rpartition("#")[2] for job in peer.client().jobs()]
    again = len(papers) - len(set(papers))
    log.warning("handed over %d, came out %d, sent again by CUPS %d", wanted, len(set(papers)), again)
    return 0 if len(set(papers)) == wanted and len(jobs) == len(set(jobs)) == wanted else 1


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    sys.exit(main(*map(int, sys.argv[1:])))
