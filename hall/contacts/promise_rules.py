"""Promises (承诺): until which day, who owns them, and when they are kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

OPEN: Final = "open"
KEPT: Final = "kept"


@dataclass(frozen=True, slots=True)
class PromiseState:
    """Where a promise stands and whose it is.

    Attributes:
        state: open or kept.
        owner: who has to keep it; exactly one person.
        first_owner: who made it; never changes.
        due_on: the last day.
        kept_at: when the resident was told.
    """

    state: str
    owner: str
    first_owner: str
    due_on: date
    kept_at: datetime | None = None


def make(*, by: str | None, words: str, due_on: date, today: date, days: int) -> Event:
    """Promise something until a day.

    Args:
        by: who promises.
        words: what, as the resident will read it.
        due_on: the last day.
        today: the hall's day.
        days: the furthest day that may be promised, from today.

    Raises:
        Refusal: `contacts.nobody`, `contacts.promise_words`, `contacts.promise_past`, `contacts.promise_far` (days).
    """
    if by is None:
        raise Refusal("contacts.nobody")
    if not words.strip():
        raise Refusal("contacts.promise_words")
    if due_on < today:
        raise Refusal("contacts.promise_past")
    if due_on > today + timedelta(days=days):
        raise Refusal("contacts.promise_far", days=days)
    return Event("made", {"owner": by, "due_on": due_on.isoformat()})


def pass_on(state: PromiseState, *, to: str) -> Event:
    """Give it to whoever does the work now: by their signature, by a list of duties, or by a leader's order.

    Raises:
        Refusal: `contacts.promise_kept`.
    """
    _expect_open(state)
    return Event("passed_on", {"to": to})


def keep(state: PromiseState, *, by: str | None, words: str) -> Event:
    """Keep it: the resident has been told what came of it.

    Raises:
        Refusal: `contacts.promise_kept`, `contacts.not_your_promise`, `contacts.words_missing`.
    """
    _expect_open(state)
    if by != state.owner:
        raise Refusal("contacts.not_your_promise")
    if not words.strip():
        raise Refusal("contacts.words_missing")
    return Event("kept")


def fold(state: PromiseState | None, entry: Entry) -> PromiseState:
    """Apply one entry of the journal."""
    details = entry.details
    if state is None:
        owner = details["owner"]
        return PromiseState(OPEN, owner, owner, date.fromisoformat(details["due_on"]))
    if entry.kind == "passed_on":
        return replace(state, owner=details["to"])
    if entry.kind == "kept":
        return replace(state, state=KEPT, kept_at=entry.at)
    raise ValueError(f"unknown entry {entry.kind}")


def _expect_open(state: PromiseState) -> None:
    if state.state != OPEN:
        raise Refusal("contacts.promise_kept")
