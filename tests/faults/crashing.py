"""A print that dies at a chosen step: the worker is the product's, only what it calls counts the steps."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.check import find_problems
from hall.documents.content import Sheet
from hall.documents.kinds import KINDS
from hall.documents.model import Document, PrintJob
from hall.documents.views import copies_in
from hall.service import Hall, SystemHall
from hall.storage.engine import open_engine
from hall.storage.work import Reading
from printing import spooler as spoolers
from printing.spooler import FileSpooler, JobState, PrinterState
from ui.shared.print_worker import print_waiting

Proof = Callable[[Reading], Iterable[str]]


class Steps:
    """Counts named steps, and dies at one of them as by a power cut."""

    def __init__(self, dies_at: int = -1) -> None:
        self.names: list[str] = []
        self._dies_at = dies_at

    def reached(self, name: str) -> None:
        """Note a step; at the fatal one the process is gone before the next instruction."""
        if len(self.names) == self._dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.names.append(name)

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return the call with a step before it and one after it."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.reached(f"before {name}")
            answer = call(*args, **kwargs)
            self.reached(f"after {name}")
            return answer

        return counted


class BlindSpooler(FileSpooler):
    """A printer that takes everything it is given, again and again, and never knows what it had."""

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        """Write one more file."""
        return super().print(pdf, printer=printer, sheet=sheet, title=title)

    def handed(self, reference: str, printer: str) -> bool | None:
        """Not know."""
        return None


class Watched:
    """The worker's hall and spooler with steps around everything that leaves the process."""

    def __init__(self, hall: Hall, spooler: FileSpooler, steps: Steps) -> None:
        self._hall, self._spooler, self._steps = hall, spooler, steps

    def see(self, view: Any, **arguments: Any) -> Any:
        """Look as ever."""
        return self._hall.see(view, **arguments)

    def do(self, action: Any, **arguments: Any) -> Any:
        """Act with a step before and after."""
        return self._steps.around(action.name, self._hall.do)(action, **arguments)

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        """Hand over with a step before and after."""
        answer: str = self._steps.around("spooler", self._spooler.print)(
            pdf, printer=printer, sheet=sheet, title=title, reference=reference
        )
        return answer

    def handed(self, reference: str, printer: str) -> bool | None:
        """Ask the spooler."""
        return self._spooler.handed(reference, printer)

    def shift_for(self, printer: str) -> tuple[float, float]:
        """Ask the spooler."""
        return self._spooler.shift_for(printer)

    def printers(self) -> tuple[str, ...]:
        """Ask the spooler."""
        return self._spooler.printers()

    def printer_state(self, printer: str) -> PrinterState:
        """Ask the spooler."""
        return self._spooler.printer_state(printer)

    def state(self, job: str) -> JobState:
        """Ask the spooler."""
        return self._spooler.state(job)


def print_once(url: str, device_id: str, spooler: FileSpooler, steps: Steps) -> None:
    """Print what waits at a device in a hall of its own, counting steps."""
    hall = SystemHall.open(open_engine(url))
    watched: Any = Watched(hall.at(device_id), spooler, steps)
    fsync = spoolers.os.fsync
    spoolers.os.fsync = steps.around("fsync of the file", fsync)
    try:
        print_waiting(watched, watched)
    finally:
        spoolers.os.fsync = fsync
        hall.close()


def die_at(step: int, url: str, device_id: str, spooler: FileSpooler) -> bool:
    """Print in a process that dies at a step; answers False where it came to its end before."""
    child = os.fork()
    if child == 0:
        try:
            print_once(url, device_id, spooler, Steps(step))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def pdfs(folder: Path) -> list[str]:
    """Return the whole files that a spooler has written."""
    return sorted(path.name for path in folder.glob("*.pdf")) if folder.exists() else []


def what_is_wrong(
    hall: SystemHall, device: Hall, document_id: str, folder: Path, *, blind: bool, proof: Proof = find_problems
) -> list[str]:
    """Start again after a crash and return what does not hold; nothing where the outbox kept its word."""
    spooler = (BlindSpooler if blind else FileSpooler)(folder)
    print_waiting(device, spooler)
    wrong = list(_second_originals(hall, document_id, folder, blind=blind))
    with Session(hall._engine) as session:
        document = session.get_one(Document, document_id)
        job = session.scalars(select(PrintJob).where(PrintJob.document_id == document_id)).one()
    original = KINDS[document.kind].original
    expected = {("sent", "sent")} if original else {("printed", "confirmed")}
    if blind:
        expected.add(("issued", "in_doubt"))
    if (document.state, job.state) not in expected:
        wrong.append(f"the document is {document.state}, its job {job.state}")
    if job.state != "in_doubt" and len(pdfs(folder)) != copies_in(document):
        wrong.append(f"{len(pdfs(folder))} sheets for {copies_in(document)} copies")
    if job.state == "in_doubt" and print_waiting(device, spooler):
        wrong.append("printed although nobody has said that it did not come out")
    return wrong + hall.see(lambda reading: list(proof(reading)))


def _second_originals(hall: SystemHall, document_id: str, folder: Path, *, blind: bool) -> Iterator[str]:
    """Yield a sentence for each copy of which more than one sheet lies there."""
    with Session(hall._engine) as session:
        document = session.get_one(Document, document_id)
        (job,) = session.scalars(select(PrintJob).where(PrintJob.document_id == document_id))
    if blind:
        if len(pdfs(folder)) > copies_in(document):
            yield f"{len(pdfs(folder))} sheets for {copies_in(document)} copies"
        return
    for copy in range(1, copies_in(document) + 1):
        sheets = [name for name in pdfs(folder) if name.endswith(f"-{job.id}-{copy}.pdf")]
        if len(sheets) > 1:
            yield f"copy {copy} lies there {len(sheets)} times"
