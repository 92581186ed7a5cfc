"""Packages for other halls as files: made, opened and unpacked; the command line and the windows do it alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from hall.documents.content import copies_of
from hall.kernel.refusal import Refusal
from hall.service import Hall, exchange, exchange_page, exchange_parcel, exchange_rules, exchange_views
from printing.spooler import write_whole
from ui.shared.i18n import tr

SUFFIX = ".hallpack"
Told = Callable[[int, int], object]
"""Is told how many papers of how many are done; a Refusal that it raises ends the work, with nothing on record."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a package is to hold: for whom, what for, and which papers, fields and further PDF files go along."""

    to: str
    purpose: str
    words: str = ""
    basis: str = ""
    fields: Sequence[str] = ()
    papers: Sequence[str] = ()
    attached: Sequence[Path] = ()


def make_package(hall: Hall, case_id: str, order: Order, told: Told | None = None) -> tuple[str, bytes]:
    """Make a package and close it; answers with its key and the file. Nothing of it is written anywhere in clear.

    Args:
        hall: the hall.
        case_id: the case.
        order: for whom, what for, and what goes along.
        told: hears how far it is, before each paper.

    Raises:
        Refusal: `exchange.…`, `printing.…`, and whatever `told` raises.
    """
    ready = hall.see(exchange_views.ready, case_id=case_id, to=order.to, fields=order.fields, numbers=order.papers)
    drawn = dict(_drawn(ready, told or (lambda _done, _total: None)))
    files = {exchange_parcel.DATA: ready.data.encode(), **drawn, **_attached(order.attached)}
    named = {paper.path: (paper.title, paper.number) for paper in ready.papers}
    named |= {f"attached/{place:02d}.pdf": (file.stem, "") for place, file in enumerate(order.attached, start=1)}
    named[exchange_parcel.DATA] = (tr("Data of the case"), "")
    parts = [asdict(exchange_parcel.part_of(path, *named[path], data)) for path, data in files.items()]
    key = hall.do(
        exchange.make,
        case_id=case_id,
        to=ready.to,
        purpose=order.purpose,
        parts=parts,
        fields=list(ready.fields),
        words=order.words,
        basis=order.basis,
    )
    return key, hall.see(exchange_views.sealed, package_id=key, files=files)


def unpack(hall: Hall, sealed: bytes, out: Path) -> Path:
    """Write what lies in a package that was opened into a folder of its number; answers with the folder.

    Raises:
        Refusal: as `exchange.open_package`; the folder cannot be written to.
    """
    parcel = hall.see(exchange_views.opened, sealed=sealed)
    zone = hall.see(lambda reading: reading.place.zone)
    place = out / "".join(sign for sign in parcel.said.number if sign.isalnum() or sign == "-")
    for path, data in parcel.files.items():
        write_whole((place / path).parent, Path(path).name, data)
    write_whole(place, "材料包.html", exchange_page.as_html(parcel, zone).encode())
    return place


def check_package(hall: Hall, sealed: bytes) -> exchange_parcel.Said:
    """Return what a package says, its sender proven, without opening it for work.

    Raises:
        Refusal: as `exchange.open_package`.
    """
    return hall.see(exchange_views.opened, sealed=sealed).said


def read_package(file: Path) -> bytes:
    """Return a file's bytes; one byte more than a package may have is enough to be refused.

    Raises:
        Refusal: `exchange.unreadable` (file).
    """
    try:
        with file.open("rb") as data:
            return data.read(exchange_rules.SEALED_MOST + 1)
    except OSError as failed:
        raise Refusal("exchange.unreadable", file=file.name) from failed


def keep_free(out: Path) -> None:
    """Refuse a file that is there already (`exchange.exists`)."""
    if out.exists():
        raise Refusal("exchange.exists", file=out.name)


def _drawn(ready: exchange_views.Ready, told: Told) -> Iterator[tuple[str, bytes]]:
    """Draw the papers as the other side is to see them: the first part of each."""
    from printing.drawing import draw  # reportlab is loaded when there is something to draw

    for place, paper in enumerate(ready.papers):
        told(place, len(ready.papers))
        copy = copies_of(paper.content, printed_at=paper.printed_at, staff_number="")[0]
        yield paper.path, draw(paper.content, copy, archive=True)
    told(len(ready.papers), len(ready.papers))


def _attached(files: Sequence[Path]) -> Mapping[str, bytes]:
    """Return further PDF files, such as materials that were scanned."""
    read = {f"attached/{place:02d}.pdf": read_package(file) for place, file in enumerate(files, start=1)}
    for file, data in zip(files, read.values(), strict=True):
        if not data.startswith(b"%PDF-"):
            raise Refusal("exchange.not_pdf", file=file.name)
    return read
