"""Reads which secure blanks the papers in a clerk's hand lie on, as far as the packet in the clerk's drawer tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hall.documents.content import from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.documents.rules import SENT
from hall.stock.using import needs
from hall.stock.views import next_serials
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class BlankNeed:
    """A paper that counts as out only with the serials of its sheets.

    Attributes:
        document_id: the paper, `title` as it is called, `version` of its row.
        blank: name of the secure blank (空白证明纸).
        parts: names of its parts (联), one empty name for a single sheet; a serial is needed for each.
        serials: the next ones of the reader's own packet, as many as there are parts or as are left.
    """

    document_id: str
    title: str
    version: int
    blank: str
    parts: tuple[str, ...]
    serials: tuple[str, ...]


def blank_needs(reading: Reading, *, document_ids: Sequence[str]) -> tuple[BlankNeed, ...]:
    """Return what these papers need before they are confirmed; nothing of those on plain paper or at hand already."""
    sent = select(Document).where(Document.id.in_(document_ids), Document.state == SENT)
    used: dict[str, int] = {}
    found = []
    for row in reading.session.scalars(sent.order_by(Document.issued_at, Document.id)):
        if blank := needs(reading, row.kind):
            parts = from_json(row.content).copies or ("",)
            skip = used.get(blank, 0)
            used[blank] = skip + len(parts)
            serials = next_serials(reading, kind=blank, count=used[blank])[skip:]
            found.append(BlankNeed(row.id, KINDS[row.kind].title, row.version, blank, tuple(parts), serials))
    return tuple(found)
