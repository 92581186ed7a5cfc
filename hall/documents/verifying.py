"""Decides what a scanned statement is worth: valid, altered, revoked, of an unknown key, expired, or none at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from hall.documents import statement as statements
from hall.documents.content import Content, from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document, DocumentEvent
from hall.documents.statement import Statement, content_digest
from hall.keys.rules import Revocations, VerifyKey, standing
from hall.keys.views import revocations, verifiers
from hall.storage.work import Reading

TAKEN_BACK = ("voided", "revoked")
NOT_OUT = ("drafted", "approved")


class Outcome(StrEnum):
    """What a paper's statement is worth (验真结论)."""

    VALID = "valid"
    ALTERED = "altered"
    REVOKED = "revoked"
    UNKNOWN_KEY = "unknown_key"
    EXPIRED = "expired"
    NOT_A_STATEMENT = "not_a_statement"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out, and what a person compares with the paper in their hand.

    Attributes:
        outcome: valid only if everything held.
        reason: a code for the sentence beside the outcome: `broken`, `signature`, `content`, `number`, `file`,
            `words`, `withdrawn`, `retired`, `early`, `stranger`; empty where the outcome says it all.
        statement: what the code says; None if it could not be read.
        title: what kind of paper the code speaks of.
        hall_name: who signed, empty if nobody here knows the key.
        revoked_on: since when it does not count any more.
        list_as_of: the day of the list of revoked papers that was asked; None where there is none of that hall.
        held_here: this hall issued the paper and compared it with its own books.
    """

    outcome: Outcome
    reason: str = ""
    statement: Statement | None = None
    title: str = ""
    hall_name: str = ""
    revoked_on: date | None = None
    list_as_of: date | None = None
    held_here: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A paper as the issuing hall's own books have it."""

    digest: bytes
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Books:
    """The issuing hall's own books: its key, and what it has under a number."""

    hall_id: str
    find: Callable[[str], Held | None]


@dataclass(frozen=True, slots=True)
class Trust:
    """All that verification asks, without any network.

    Attributes:
        verifiers: the keys by their names.
        revocations: the newest list of each hall, by the hall's key.
        books: the own books, where a hall verifies its own papers.
    """

    verifiers: Mapping[str, VerifyKey] = field(default_factory=dict)
    revocations: Mapping[str, Revocations] = field(default_factory=dict)
    books: Books | None = None


def verify(text: str, trust: Trust, today: date) -> Verdict:
    """Return what a scanned text is worth on a day."""
    if not statements.is_statement(text):
        return Verdict(Outcome.NOT_A_STATEMENT)
    try:
        read = statements.read(text)
    except ValueError:
        return Verdict(Outcome.ALTERED, "broken")
    said = read.statement
    title = KINDS[said.kind].title if said.kind in KINDS else said.kind
    if (key := trust.verifiers.get(said.key_id)) is None:
        return Verdict(Outcome.UNKNOWN_KEY, "stranger", said, title)
    as_of = _list_as_of(trust, key, today)
    seen = Verdict(Outcome.VALID, "", said, title, key.hall_name, list_as_of=as_of, held_here=_is_own(trust, key))
    if not key.verifies(read.message, read.signature):
        return _but(seen, Outcome.ALTERED, "signature")
    if why := standing(key, said.issued):
        return _but(seen, Outcome.UNKNOWN_KEY, why)
    return _counts(seen, said, _held(trust, key, said), key, trust, today)


def _counts(
    seen: Verdict, said: Statement, held: Held | None, key: VerifyKey, trust: Trust, today: date
) -> Verdict:  # fmt: skip
    """Return whether a genuine statement counts: by the own books, by the list of its hall, by its dates."""
    if seen.held_here and held is None:
        return _but(seen, Outcome.ALTERED, "number")
    if held is not None and held.digest != said.digest:
        return _but(seen, Outcome.ALTERED, "content")
    listed = trust.revocations.get(key.hall_id)
    since = held.revoked_on if held is not None else listed.revoked.get(said.number) if listed else None
    if since is not None:
        return _but(seen, Outcome.REVOKED, since=since)
    if said.valid_until is not None and said.valid_until < today:
        return _but(seen, Outcome.EXPIRED)
    return seen


def judge(reading: Reading, *, text: str) -> Verdict:
    """Return what a scanned text is worth to this hall: by its own books, and by the cards and lists that it knows."""
    return verify(text, trust_of(reading), reading.today)


def trust_of(reading: Reading) -> Trust:
    """Return all that this hall can ask."""
    books = Books(reading.place.hall_id, lambda number: held_as(reading, number))
    return Trust(verifiers(reading), revocations(reading), books)


def held_as(reading: Reading, number: str) -> Held | None:
    """Return a paper of this hall by its number; None if none has gone out under it."""
    row = _gone_out(reading, number)
    if row is None:
        return None
    day = taken_back(reading, (row.id,)).get(row.number) if row.state in TAKEN_BACK else None
    return Held(content_digest(from_json(row.content)), day)


def content_under(reading: Reading, *, number: str) -> Content | None:
    """Return what this hall's paper of a number says; None if none has gone out under it."""
    row = _gone_out(reading, number)
    return from_json(row.content) if row is not None else None


def taken_back(reading: Reading, document_ids: Iterable[str] | None = None) -> dict[str, date]:
    """Return the numbers of signed papers that were voided or revoked, each with its day; all, or those of keys."""
    ended = (
        select(Document.number, func.min(DocumentEvent.at))
        .join(DocumentEvent, DocumentEvent.subject_id == Document.id)
        .where(Document.state.in_(TAKEN_BACK), DocumentEvent.kind.in_(TAKEN_BACK))
        .where(Document.kind.in_([name for name, kind in KINDS.items() if kind.signed]))
        .group_by(Document.number)
    )
    if document_ids is not None:
        ended = ended.where(Document.id.in_(list(document_ids)))
    return {number: reading.local(at).date() for number, at in reading.session.execute(ended)}


def find_statement_problems(reading: Reading) -> Iterator[str]:
    """Each signed paper that went out bears a statement of this hall about exactly what stands on it."""
    known = verifiers(reading)
    kinds = [name for name, kind in KINDS.items() if kind.signed]
    rows = select(Document).where(Document.kind.in_(kinds), Document.state.not_in(NOT_OUT))
    for row in reading.session.scalars(rows.execution_options(yield_per=500)):
        content = from_json(row.content)
        if statements.is_statement(content.qr) and not _is_whole(content, row, known):
            yield f"document {row.number}: its signed statement does not fit it"


def _is_whole(content: Content, row: Document, known: Mapping[str, VerifyKey]) -> bool:
    try:
        read = statements.read(content.qr)
    except ValueError:
        return False
    key, said = known.get(read.statement.key_id), read.statement
    if key is None or key.hall_id != row.hall_id or not key.verifies(read.message, read.signature):
        return False
    return (said.number, said.digest) == (row.number, content_digest(content))


def _gone_out(reading: Reading, number: str) -> Document | None:
    row = reading.session.scalar(select(Document).where(Document.number == number))
    return row if row is not None and row.state not in NOT_OUT else None


def _but(seen: Verdict, outcome: Outcome, reason: str = "", since: date | None = None) -> Verdict:
    return Verdict(
        outcome, reason, seen.statement, seen.title, seen.hall_name, since, seen.list_as_of, seen.held_here
    )  # fmt: skip


def _is_own(trust: Trust, key: VerifyKey) -> bool:
    return trust.books is not None and trust.books.hall_id == key.hall_id


def _held(trust: Trust, key: VerifyKey, said: Statement) -> Held | None:
    return trust.books.find(said.number) if trust.books is not None and _is_own(trust, key) else None


def _list_as_of(trust: Trust, key: VerifyKey, today: date) -> date | None:
    """Return how fresh the list is; the own books are of today."""
    if _is_own(trust, key):
        return today
    listed = trust.revocations.get(key.hall_id)
    return listed.as_of if listed is not None else None
