"""Reads the papers that somebody decides about: drafts to be approved, papers that are out, and why one fell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select

from hall.documents.content import (
    Big,
    Block,
    Content,
    Facts,
    Grid,
    Lead,
    Paragraph,
    Remedy,
    SealPlace,
    Ticks,
    from_json,
)
from hall.documents.kinds import KINDS
from hall.documents.model import Document, DocumentEvent, DocumentNote
from hall.documents.rules import DRAFTED, PRINTED, REVOKED, SENT
from hall.kernel.masks import mask_bank, mask_number, mask_phone
from hall.security.model import Staff
from hall.storage.work import Reading

MOST = 200
"""So many papers stand in the register at once, the latest."""
_MASKS = (
    (re.compile(r"(?<![0-9A-Za-z*-])[1-9][0-9]{16}[0-9Xx](?![0-9-])"), mask_number),
    (re.compile(r"(?<![0-9*-])1[3-9][0-9]{9}(?![0-9-])"), mask_phone),
    (re.compile(r"(?<![0-9*-])[0-9]{12,30}(?![0-9-])"), mask_bank),
)


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper as whoever decides about it sees it in a list.

    Attributes:
        by: key of whoever drew it up; empty for the hall itself.
        at: when it was drawn up.
        subject_id: the case, the sheet or the visit that it belongs to.
        out: somebody holds or held its sheet.
    """

    id: str
    version: int
    kind: str
    title: str
    number: str
    state: str
    by: str
    by_name: str
    at: datetime
    subject_id: str
    reprints: int
    out: bool
    handed_over: bool
    guarded: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What was said when a draft was sent back or a paper revoked."""

    purpose: str
    words: str
    by_name: str
    at: datetime


def drafts(reading: Reading) -> tuple[PaperCard, ...]:
    """Return the drafts that nobody has approved or sent back yet, the oldest first."""
    rows = _rows(Document.state == DRAFTED).order_by(Document.issued_at, Document.id)
    return tuple(_card(*each) for each in reading.session.execute(rows))


def originals(reading: Reading, *, since: datetime, until: datetime) -> tuple[PaperCard, ...]:
    """Return the numbered pages that came out of a printer between two instants, revoked ones as well.

    The latest first, and no more than `MOST`.
    """
    guarded = [code for code, kind in KINDS.items() if kind.guarded or kind.signed]
    which = (
        Document.kind.in_(guarded)
        & Document.state.in_((SENT, PRINTED, REVOKED))
        & Document.issued_at.between(since, until)
    )
    rows = _rows(which).order_by(Document.issued_at.desc(), Document.id.desc()).limit(MOST)
    return tuple(_card(*each) for each in reading.session.execute(rows))


def lines_of(reading: Reading, *, document_id: str) -> tuple[str, ...]:
    """Return what a paper says, line by line, its numbers of persons and accounts masked as in every list."""
    content = from_json(reading.session.get_one(Document, document_id).content)
    return tuple(_masked(line) for line in _told(content) if line.strip())


def said_of(reading: Reading, *, document_id: str) -> tuple[Said, ...]:
    """Return the words that leaders left about a paper, the oldest first."""
    rows = (
        select(DocumentNote, Staff.name)
        .outerjoin(Staff, Staff.id == DocumentNote.staff_id)
        .where(DocumentNote.document_id == document_id)
        .order_by(DocumentNote.at, DocumentNote.id)
    )
    found = reading.session.execute(rows)
    return tuple(Said(note.purpose, note.words, name or "", note.at) for note, name in found)


def sent_back(reading: Reading, *, subject_id: str) -> tuple[tuple[str, str, Said], ...]:
    """Return the drafts of a case or a visit that were sent back, each with title, number and why."""
    rows = (
        select(Document.kind, Document.number, DocumentNote, Staff.name)
        .join(DocumentNote, DocumentNote.document_id == Document.id)
        .outerjoin(Staff, Staff.id == DocumentNote.staff_id)
        .where(Document.subject_id == subject_id, DocumentNote.purpose == "sent_back")
        .order_by(DocumentNote.at, DocumentNote.id)
    )
    return tuple(
        (KINDS[kind].title, number, Said(note.purpose, note.words, name or "", note.at))
        for kind, number, note, name in reading.session.execute(rows)
    )


def _rows(which: ColumnElement[bool]) -> Select[tuple[Document, DocumentEvent, str]]:
    first = (DocumentEvent.subject_id == Document.id) & (DocumentEvent.seq == 1)
    return (
        select(Document, DocumentEvent, Staff.name)
        .join(DocumentEvent, first)
        .outerjoin(Staff, Staff.id == DocumentEvent.staff_id)
        .where(which)
    )


def _card(row: Document, first: DocumentEvent, name: str | None) -> PaperCard:
    kind = KINDS[row.kind]
    return PaperCard(
        row.id,
        row.version,
        row.kind,
        kind.title,
        row.number,
        row.state,
        first.staff_id or "",
        name or "",
        first.at,
        row.subject_id,
        row.reprints,
        row.out,
        row.handed_over,
        kind.guarded,
    )


def _told(content: Content) -> Iterator[str]:
    """Yield the lines of a paper: enough to decide whether it may go out."""
    yield content.title.replace("\n", "")
    for block in content.blocks:
        yield from _lines(block)
    if content.copies:
        yield "、".join(content.copies)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Lead(text, note):
            yield from (text, note)
        case Big(text) | Paragraph(text) | Remedy(text):
            yield from text.split("\n")
        case Facts(pairs):
            yield from (f"{label}：{value.strip()}" for label, value in pairs if value.strip())
        case Grid(header, rows):
            yield "　".join(header)
            yield from ("　".join(row) for row in rows if any(row))
        case Ticks(items, label):
            ticked = "、".join(text for text, on in items if on)
            yield f"{label}：{ticked}" if ticked else ""
        case SealPlace(signer, date):
            yield f"{signer}　{date}"
        case _:
            return


def _masked(line: str) -> str:
    for pattern, mask in _MASKS:
        line = pattern.sub(lambda found: mask(found.group()), line)  # noqa: B023 -- used at once
    return line
