"""The whole chain of a sheet with its times: asked, handed over, signed, declined, assigned, promised, told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from hall.contacts.model import ContactNote, ContactSheetEvent, HandOver, Promise, PromiseEvent
from hall.contacts.record import staff_names
from hall.storage.work import Reading

PASSED_ON, KEPT = "promise_passed_on", "promise_kept"
_WORKED = ("signed", "overruled", "timed_out")
"""Ends of a hand-over after which somebody else than the first contact does the work."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain.

    Attributes:
        kind: of the journal's entry; a promise that changed hands or was kept is `promise_passed_on`, `promise_kept`.
        who: who did it; empty for the hall itself.
        to: to whom it went: the receiver, the colleague who was assigned.
        words: what was said: the answer, the note, the reason, the promise.
        way: how the resident was told, one of `rules.WAYS`.
        materials: names and numbers of what went along.
        where: office, address and phone of a referral.
        due: the day that was promised, or by which it was wanted.
    """

    at: datetime
    kind: str
    who: str
    to: str = ""
    words: str = ""
    way: str = ""
    materials: tuple[tuple[str, int], ...] = ()
    where: tuple[str, ...] = ()
    due: str = ""


def chain_of(reading: Reading, *, sheet_id: str) -> tuple[Link, ...]:
    """Return everything that happened to a sheet, oldest first."""
    told = _Teller(reading, sheet_id)
    return tuple(sorted([*told.promises(), *told.sheet()], key=lambda link: link.at))


class _Teller:
    """Tells the journals of one sheet with the words that stand beside them."""

    def __init__(self, reading: Reading, sheet_id: str) -> None:
        def of_sheet(table: Any) -> Sequence[Any]:  # noqa: ANN401 -- any table with the sheet's key
            return reading.session.scalars(select(table).where(table.sheet_id == sheet_id)).all()

        self._reading = reading
        self._notes: dict[str, ContactNote] = {row.id: row for row in of_sheet(ContactNote)}
        self._overs: dict[str, HandOver] = {row.id: row for row in of_sheet(HandOver)}
        self._promises: dict[str, Promise] = {row.id: row for row in of_sheet(Promise)}
        own = select(ContactSheetEvent).where(ContactSheetEvent.subject_id == sheet_id)
        self._entries = reading.session.scalars(own.order_by(ContactSheetEvent.seq)).all()
        kept = select(PromiseEvent).where(PromiseEvent.subject_id.in_(self._promises), PromiseEvent.kind != "made")
        self._kept = reading.session.scalars(kept.order_by(PromiseEvent.at, PromiseEvent.seq)).all()
        self._names = staff_names(reading, self._people())

    def sheet(self) -> Iterator[Link]:
        """Return the sheet's own entries; those of a signature know the hand-over that they end."""
        over: HandOver | None = None
        told = {entry.details["note_id"] for entry in self._entries if entry.kind == "replied"}
        for entry in self._entries:
            over = self._overs.get(entry.details.get("hand_over_id", ""), over)
            if entry.kind != "answered" or entry.details["note_id"] not in told:  # one note for answer and reply
                yield self._link(entry, over)

    def promises(self) -> Iterator[Link]:
        """Return what became of the promises."""
        on_sheet = {note.words for note in self._notes.values()}
        for entry in self._kept:
            promise, who = self._promises[entry.subject_id], self._name(entry.staff_id)
            if entry.kind == "kept":  # the same words need not be read twice
                yield Link(entry.at, KEPT, who, words="" if promise.told in on_sheet else promise.told)
            else:
                yield Link(entry.at, PASSED_ON, who, to=self._name(entry.details["to"]), words=promise.words)

    def _link(self, entry: ContactSheetEvent, over: HandOver | None) -> Link:
        details, at, who = entry.details, entry.at, self._name(entry.staff_id)
        said = self._notes.get(details.get("note_id", ""))
        words, way = (said.words, said.way) if said else ("", "")
        match entry.kind:
            case "opened":
                return Link(at, entry.kind, who, way=details.get("way", ""))
            case "handed_over" if over is not None:
                return self._handed(at, who, over)
            case "declined" if over is not None:
                return Link(at, entry.kind, who, to=self._name(over.giver), words=over.reason)
            case "reminded" | "timed_out":
                return Link(at, entry.kind, who, to=self._name(details.get("receiver")))
            case "assigned" | "taken_over":
                return Link(at, entry.kind, who, to=self._name(details["to"]), words=words)
            case "answered" if over is not None and over.outcome in _WORKED:
                return Link(at, entry.kind, who, words=words)  # a colleague's: the resident has not heard it yet
            case "referred" if said is not None:
                where = tuple(part for part in (said.office, said.address, said.phone) if part)
                return Link(at, entry.kind, who, words=words if words != said.office else "", where=where)
            case "promised":
                promise = self._promises[details["promise_id"]]
                return Link(at, entry.kind, who, words=promise.words, due=promise.due_on.isoformat())
        return Link(at, entry.kind, who, words=words, way=way)

    def _handed(self, at: datetime, who: str, over: HandOver) -> Link:
        materials = tuple((str(each["name"]), int(each["count"])) for each in over.materials)
        due = self._reading.local(over.wanted_by).date().isoformat() if over.wanted_by else ""
        return Link(at, "handed_over", who, to=self._name(over.receiver), words=over.note, materials=materials, due=due)

    def _name(self, staff_id: str | None) -> str:
        return self._names.get(staff_id or "", "")

    def _people(self) -> Iterable[str | None]:
        entries: list[ContactSheetEvent | PromiseEvent] = [*self._entries, *self._kept]
        for entry in entries:
            yield from (entry.staff_id, entry.details.get("to"), entry.details.get("receiver"))
        for over in self._overs.values():
            yield from (over.giver, over.receiver)
