"""Looks at every paper that a day has left in its folder, as a printer, a scanner and a reader would.

Also a command, for a day lived by hand: `python -m tests.e2e.inspection DATA PAPERS`.
"""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import select

from hall.cases.model import Case
from hall.contacts.model import ContactSheet
from hall.documents.content import Content, from_json
from hall.documents.model import Document, PrintJob
from hall.opening import open_hall
from hall.people.model import Person
from hall.service import SystemHall
from hall.storage.work import Reading
from tests.printing.papers import codes_read


def faults_of(data: Path, papers: Path) -> list[str]:
    """Return one sentence for each paper that is not in order."""
    hall = open_hall(data, kind=SystemHall)
    printed = hall.see(_printed)
    names = hall.see(_names)
    hall.close()
    files = sorted(papers.glob("*.pdf"))
    with ThreadPoolExecutor(2) as pool:
        found = [list(faults) for faults in pool.map(_unsound, files)]
        found += [list(faults) for faults in pool.map(lambda item: _unlike(papers / item[0], item[1], names), printed)]
    missing = [f"{name} was printed and is not there" for name, _ in printed if not (papers / name).exists()]
    return [fault for faults in found for fault in faults] + missing


def _printed(reading: Reading) -> list[tuple[str, Content]]:
    """Return the first copy's file and the content of every paper that was sent to the printer."""
    rows = select(PrintJob.spooled_as, Document.content).join(Document, Document.id == PrintJob.document_id)
    sent = rows.where(PrintJob.state.in_(("sent", "confirmed")))
    return [(name, from_json(content)) for name, content in reading.session.execute(sent).tuples()]


def _names(reading: Reading) -> set[str]:
    people = set(reading.session.scalars(select(Person.name)))
    assert reading.session.scalar(select(Case.id).limit(1)), "a day without a single case proves nothing"
    assert reading.session.scalar(select(ContactSheet.id).limit(1))
    return people


def _unsound(file: Path) -> Iterator[str]:
    """Whole, and every font embedded as a subset with its way back to Unicode."""
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
    if checked.returncode:
        yield f"{file.name}: qpdf says {checked.stderr or checked.stdout}"
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in fonts.splitlines()[2:]]
    if not rows or any(row[-5:-2] != ["yes", "yes", "yes"] for row in rows):
        yield f"{file.name}: fonts\n{fonts}"


def _unlike(file: Path, content: Content, names: set[str]) -> Iterator[str]:
    """Codes that can be read from a 203-dpi raster, and every name that can be copied out."""
    if not file.exists():
        return
    codes = {code for code in (content.qr, content.barcode) if code}
    if missing := codes - codes_read(file.read_bytes()):
        yield f"{file.name}: cannot be read: {missing}"
    copied = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True).stdout.decode()
    text = "".join(copied.split())
    said = str(content)
    for name in names:
        if name in said and name not in text:
            yield f"{file.name}: the name {name} cannot be copied"


if __name__ == "__main__":
    faults = faults_of(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write("\n".join(faults) or "every paper is in order\n")
    sys.exit(bool(faults))
