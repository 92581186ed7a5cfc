"""Reads the papers of a year in their order, a page at a time, and whether their numbers follow each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, func, select

from hall.archive.model import ArchivePackage
from hall.archive.rules import ArchivePolicy, check_year
from hall.cases.model import Case
from hall.contacts.model import ContactSheet
from hall.documents.content import Content, from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document, DocumentEvent
from hall.documents.rules import APPROVED, DRAFTED, VOIDED, split
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading

_NOT_OUT = (DRAFTED, APPROVED)
_PAGE = 200
Place = tuple[datetime, str]
_Row = TypeVar("_Row", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry in the life of a paper; the time is local, `staff` a staff number, empty for the hall itself."""

    kind: str
    at: datetime
    staff: str
    reason: str


@dataclass(frozen=True, slots=True)
class ArchivedPaper:
    """One paper as it is put away.

    Attributes:
        place: where it stands in the order of the year.
        case: number of the case or sheet that it belongs to; empty for another paper.
        content: what it says; None for a voided one, which is listed and not drawn.
        statement: the signed text of its QR code, for a kind that carries one.
    """

    place: Place
    kind: str
    title: str
    number: str
    state: str
    case: str
    matter_code: str
    issued_at: datetime
    reprints: int
    sealed_copies: int
    handed_over: bool
    digest: str
    statement: str
    history: tuple[Happened, ...]
    content: Content | None


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one series in a year: the voided ones with their reasons, and those that no paper has.

    Attributes:
        missing: pairs of a number and the year in which its paper went out, 0 where there is no such paper.
    """

    prefix: str
    first: int
    last: int
    count: int
    voided: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be packed: whose, of which year, how many papers, and whether the year is over."""

    facts: HallFacts
    year: int
    whole: bool
    papers: int
    retention: str
    made_at: datetime


def plan(reading: Reading, *, year: int) -> Plan:
    """Return what a package of a year will hold.

    Raises:
        Refusal: `archive.future`, `archive.no_year` (year).
    """
    check_year(year, reading.today.year)
    count = reading.session.scalar(_of_year(reading, select(func.count(Document.id)), year, reading.now)) or 0
    facts, policy = settings.read(reading.session, HallFacts), settings.read(reading.session, ArchivePolicy)
    return Plan(facts, year, year < reading.today.year, count, policy.retention, reading.local(reading.now))


def papers(reading: Reading, *, plan: Plan, after: Place | None = None) -> tuple[ArchivedPaper, ...]:
    """Return the next papers of a plan, oldest first; none when all were read."""
    year = _of_year(reading, select(Document), plan.year, plan.made_at)
    found = year.order_by(Document.issued_at, Document.id).limit(_PAGE)
    if after is not None:
        found = found.where(
            (Document.issued_at > after[0]) | ((Document.issued_at == after[0]) & (Document.id > after[1]))
        )
    rows = reading.session.scalars(found).all()
    keys = [row.id for row in rows]
    told, owners = _histories(reading, keys), _owners(reading, {row.subject_id for row in rows})
    return tuple(_paper(reading, row, told.get(row.id, ()), owners.get(row.subject_id, ("", ""))) for row in rows)


def series(reading: Reading, *, plan: Plan) -> tuple[Series, ...]:
    """Return the series of numbers of a plan's year: a gap in one is explained or named."""
    begin, end = _bounds(reading, plan.year)
    columns = select(Document.number, Document.state, Document.id).where(~Document.number.contains("/"))
    rows = columns.where(Document.issued_at >= begin, Document.issued_at < end, Document.issued_at <= plan.made_at)
    found: dict[str, _Run] = {}
    for number, state, key in reading.session.execute(rows.order_by(func.length(Document.number), Document.number)):
        parts = split(number)
        if parts is not None:
            found.setdefault(parts[0], _Run(parts[0], number)).add(number, parts[1], key if state == VOIDED else "")
    return tuple(_series(reading, run) for _, run in sorted(found.items()))


def sheet(reading: Reading, *, package_id: str) -> bytes:
    """Return the signed sheet of a package as it lies in it."""
    return reading.session.get_one(ArchivePackage, package_id).sheet.encode()


class _Run:
    """A series while its numbers are read in their order."""

    def __init__(self, prefix: str, number: str) -> None:
        self.prefix, self.sample = prefix, number
        self.first = self.last = self.count = 0
        self.voided: list[tuple[str, str]] = []
        self.gaps: list[int] = []

    def add(self, number: str, serial: int, voided_key: str) -> None:
        self.first = self.first or serial
        self.gaps.extend(range(self.last + 1, serial))
        self.last, self.count = serial, self.count + 1
        if voided_key:
            self.voided.append((number, voided_key))

    def number(self, serial: int) -> str:
        return f"{self.prefix}{serial:05d}{'号' if self.sample.endswith('号') else ''}"


def _series(reading: Reading, run: _Run) -> Series:
    voided = tuple((number, _why_void(reading, key)) for number, key in run.voided)
    missing = tuple((run.number(serial), _went_out(reading, run.number(serial))) for serial in run.gaps)
    return Series(run.prefix, run.first, run.last, run.count, voided, missing)


def _why_void(reading: Reading, document_id: str) -> str:
    ended = select(DocumentEvent.details).where(
        DocumentEvent.subject_id == document_id, DocumentEvent.kind == VOIDED
    )  # fmt: skip
    return str((reading.session.scalar(ended.limit(1)) or {}).get("reason", ""))


def _went_out(reading: Reading, number: str) -> int:
    """Return the year in which the paper of a number went out; a draft of December goes out in January."""
    at = reading.session.scalar(select(Document.issued_at).where(Document.number == number))
    return reading.local(at).year if at is not None else 0


def _bounds(reading: Reading, year: int) -> tuple[datetime, datetime]:
    zone = reading.place.zone
    return datetime(year, 1, 1, tzinfo=zone).astimezone(UTC), datetime(year + 1, 1, 1, tzinfo=zone).astimezone(UTC)


def _of_year(reading: Reading, wanted: Select[_Row], year: int, until: datetime) -> Select[_Row]:
    begin, end = _bounds(reading, year)
    left_out = settings.read(reading.session, ArchivePolicy).left_out
    inside = (Document.issued_at >= begin, Document.issued_at < end, Document.issued_at <= until)
    return wanted.where(*inside, Document.state.not_in(_NOT_OUT), Document.kind.not_in(left_out))


def _paper(reading: Reading, row: Document, history: tuple[Happened, ...], owner: tuple[str, str]) -> ArchivedPaper:
    content, kind = from_json(row.content), KINDS[row.kind]
    return ArchivedPaper(
        (row.issued_at, row.id),
        row.kind,
        kind.title,
        content.number,
        row.state,
        *owner,
        reading.local(row.issued_at),
        row.reprints,
        row.sealed_copies,
        row.handed_over,
        row.digest,
        content.qr if kind.signed else "",
        history,
        None if row.state == VOIDED else content,
    )


def _histories(reading: Reading, keys: Sequence[str]) -> Mapping[str, tuple[Happened, ...]]:
    rows = (
        select(DocumentEvent, Staff.number)
        .outerjoin(Staff, Staff.id == DocumentEvent.staff_id)
        .where(DocumentEvent.subject_id.in_(keys))
        .order_by(DocumentEvent.subject_id, DocumentEvent.seq)
    )
    told: dict[str, list[Happened]] = {}
    for event, staff in reading.session.execute(rows).tuples():
        reason = str(event.details.get("reason", ""))
        told.setdefault(event.subject_id, []).append(
            Happened(event.kind, reading.local(event.at), staff or "", reason)
        )  # fmt: skip
    return {key: tuple(entries) for key, entries in told.items()}


def _owners(reading: Reading, keys: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return the number and the matter of the cases, and the number of the sheets, among these keys."""
    return {key: (number, matter) for key, number, matter in _numbered(reading, list(keys))}


def _numbered(reading: Reading, keys: list[str]) -> Iterator[tuple[str, str, str]]:
    cases = select(Case.id, Case.number, Case.matter_code).where(Case.id.in_(keys))
    yield from reading.session.execute(cases).tuples()
    sheets = select(ContactSheet.id, ContactSheet.number).where(ContactSheet.id.in_(keys))
    for key, number in reading.session.execute(sheets):
        yield key, number, ""
