"""First contact (首问负责制): who owes the resident an answer, who owes the work, and how that changes hands."""

import re
from dataclasses import dataclass, replace
from typing import Annotated, Final

from hall.kernel.allowed import Between
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

OPEN: Final = "open"
ANSWERED: Final = "answered"
LINKED: Final = "linked"
HANDOVER_PENDING: Final = "handover_pending"
HANDED: Final = "handed"
ESCALATED: Final = "escalated"
REFERRED: Final = "referred"
FOLLOWUP: Final = "followup"
CLOSED: Final = "closed"

WAYS: Final = ("walk_in", "phone", "letter", "net")
BELONGINGS: Final = ("A", "B", "C", "D")
"""A own post, B another post of the department, C another department of the hall, D not this hall's or unclear.

What each makes the first contact do: A do it at once or say what is missing, B and C hand over with a list and wait for
the signature, D name the office with its address and phone, or ask the leader and answer all the same.
"""
ELSEWHERE: Final = ("B", "C")
IN_PERSON: Final = ("walk_in", "phone")
"""Ways in which the resident hears an answer the moment that it is given; a letter still has to be sent."""

NOT_CLOSED: Final = (OPEN, ANSWERED, LINKED, HANDOVER_PENDING, HANDED, ESCALATED, REFERRED, FOLLOWUP)
_AT_WORK: Final = (OPEN, LINKED, HANDED)
_TO_BE_CLOSED: Final = (ANSWERED, REFERRED, FOLLOWUP)
_DECLINES: Final = 2
_REASON: Final = 2
"""Characters without which a reason is none."""


@dataclass(frozen=True)
class ContactPolicy:
    """How first contact is kept to; national rules name no minutes and no days, so they are settings.

    Attributes:
        remind_minutes: the receiver, the giver and a leader are reminded after this time.
        escalate_minutes: after this further time the leader has to assign somebody.
        promise_days: the furthest day that may be promised; what takes longer is a case with a limit of its own.
        every_visit_ends: whether a ticket needs something on record before it is finished (不空手); a hall that uses
            the queue alone switches it off.
    """

    remind_minutes: Annotated[int, Between(1, 480)] = 30
    escalate_minutes: Annotated[int, Between(1, 1440)] = 120
    promise_days: Annotated[int, Between(1, 365)] = 30
    every_visit_ends: bool = True


@dataclass(frozen=True, slots=True)
class SheetState:
    """Where a sheet stands and whose it is.

    Attributes:
        state: one of the states above.
        belonging: A, B, C or D; empty while nobody has said.
        first_contact: who was asked first and owes the resident the answer; never changes.
        responsible: who owes the work; exactly one person.
        receiver: who has to sign for a hand-over that is under way.
        back_to: the state to which a declined hand-over returns.
        declines: how many hand-overs were declined.
        reminded: the hand-over under way has been pressed once.
        case_id: the case that came of it.
        replied: the resident has been told.
    """

    state: str
    belonging: str
    first_contact: str
    responsible: str
    receiver: str | None = None
    back_to: str = OPEN
    declines: int = 0
    reminded: bool = False
    case_id: str | None = None
    replied: bool = False


def open_sheet(*, first_contact: str | None, way: str, belonging: str) -> Event:
    """Somebody was asked.

    Raises:
        Refusal: `contacts.nobody` when no person is signed in, `contacts.way`, `contacts.belonging`.
    """
    if first_contact is None:
        raise Refusal("contacts.nobody")
    if way not in WAYS:
        raise Refusal("contacts.way")
    if belonging and belonging not in BELONGINGS:
        raise Refusal("contacts.belonging")
    return Event("opened", {"first_contact": first_contact, "belonging": belonging, "way": way})


def answer(state: SheetState, *, by: str | None, note_id: str, told: bool = True) -> Event:
    """Answer on the spot, or, where the sheet was handed over, say what came of the work.

    `told` says that the resident hears it this moment, as in person or on the phone.
    """
    _expect(state, OPEN, HANDED)
    _own(state, by)
    return Event("answered", {"note_id": note_id, "told": told})


def link_case(state: SheetState, *, by: str | None, case_id: str) -> Event:
    """The responsible person opens a case for it."""
    _expect(state, OPEN, HANDED)
    _own(state, by)
    return Event("linked", {"case_id": case_id})


def hand_over(state: SheetState, *, by: str | None, to: str, hand_over_id: str, belonging: str) -> Event:
    """Offer the sheet to a colleague, who has to sign for it; until then the giver stays responsible."""
    _expect(state, *_AT_WORK)
    _own(state, by)
    if to == state.responsible:
        raise Refusal("contacts.to_oneself")
    if belonging not in ELSEWHERE:
        raise Refusal("contacts.hand_over_belonging")
    return Event("handed_over", {"to": to, "hand_over_id": hand_over_id, "belonging": belonging})


def sign_for(state: SheetState, *, by: str | None) -> Event:
    """The receiver signs (签收): from now on the work is theirs."""
    _expect(state, HANDOVER_PENDING)
    _receiver(state, by)
    return Event("signed", {"by": by})


def decline(state: SheetState, *, by: str | None, reason: str) -> Event:
    """The receiver declines with a reason; the second decline of a sheet goes to the leader."""
    _expect(state, HANDOVER_PENDING)
    _receiver(state, by)
    if len(re.sub(r"\W", "", reason)) < _REASON:
        raise Refusal("contacts.reason_missing")
    return Event("declined", {"by": by})


def remind(state: SheetState) -> Event:
    """Nobody has signed in time: both sides and a leader are reminded."""
    _expect(state, HANDOVER_PENDING)
    return Event("reminded", {"receiver": state.receiver})


def time_out(state: SheetState) -> Event:
    """Nobody has signed long after the reminder: the leader assigns; the silence counts against the receiver (推诿)."""
    _expect(state, HANDOVER_PENDING)
    return Event("timed_out", {"receiver": state.receiver})


def escalate(state: SheetState, *, by: str | None, note_id: str) -> Event:
    """Ask the leader whose it is (归属不明)."""
    _expect(state, OPEN, HANDOVER_PENDING)
    _own(state, by)
    return Event("escalated", {"note_id": note_id})


def assign(state: SheetState, *, to: str, note_id: str = "") -> Event:
    """The leader names who does the work; it cannot be declined. Reaches every sheet that is not closed."""
    if state.state == CLOSED:
        raise Refusal("contacts.now_closed")
    return Event("assigned", {"to": to, "note_id": note_id} if note_id else {"to": to})


def take_over(state: SheetState, *, to: str, list_id: str) -> Event:
    """Whoever signs a leaver's duty list (离岗交接) does the work from now on, of every sheet that is not closed."""
    if state.state == CLOSED:
        raise Refusal("contacts.now_closed")
    return Event("taken_over", {"to": to, "list_id": list_id})


def refer_out(state: SheetState, *, by: str | None, note_id: str, office: str, address: str, phone: str) -> Event:
    """Name the office outside the hall that is competent; without address and phone it is no way at all."""
    _expect(state, OPEN, HANDED)
    _own(state, by)
    for gap, said in (("office", office), ("address", address), ("phone", phone)):
        if not said.strip():
            raise Refusal(f"contacts.{gap}_missing")
    return Event("referred", {"note_id": note_id})


def promise(state: SheetState, *, by: str | None, promise_id: str) -> Event:
    """Whoever owes the answer says until when it will come (我帮您问)."""
    if state.state == CLOSED:
        raise Refusal("contacts.now_closed")
    _owing(state, by)
    return Event("promised", {"promise_id": promise_id})


def finish_case(state: SheetState) -> Event:
    """The case is done: the first contact is told and owes the resident the reply."""
    _expect(state, LINKED, HANDED, HANDOVER_PENDING, ESCALATED)
    return Event("case_done", {"case_id": state.case_id})


def reply(state: SheetState, *, by: str | None, note_id: str, way: str, words: str) -> Event:
    """Record that the resident was told, how and in which words."""
    _expect(state, *_TO_BE_CLOSED)
    _owing(state, by)
    if way not in WAYS:
        raise Refusal("contacts.way")
    if not words.strip():
        raise Refusal("contacts.words_missing")
    return Event("replied", {"note_id": note_id, "way": way})


def close(state: SheetState, *, by: str | None) -> Event:
    """End the sheet; the reply to the resident must be on record."""
    _expect(state, *_TO_BE_CLOSED)
    _owing(state, by)
    if not state.replied:
        raise Refusal("contacts.reply_first")
    return Event("closed")


def fold(state: SheetState | None, entry: Entry) -> SheetState:
    """Apply one entry of the journal."""
    details = entry.details
    if state is None:
        first = details["first_contact"]
        return SheetState(OPEN, details["belonging"], first_contact=first, responsible=first)
    match entry.kind:
        case "answered":
            # In front of the resident the answer is the reply; a colleague's answer still has to reach them.
            told = details.get("told", True)  # older entries knew only people in front of the counter
            return replace(state, state=ANSWERED, replied=told) if state.state == OPEN else _to(state, FOLLOWUP)
        case "linked":
            own = "A" if state.state == OPEN else state.belonging
            where = LINKED if state.state == OPEN else HANDED
            return replace(state, state=where, case_id=details["case_id"], belonging=own)
        case "handed_over":
            return replace(_to(state, HANDOVER_PENDING), receiver=details["to"], back_to=state.state, reminded=False,
                           belonging=details["belonging"])  # fmt: skip
        case "signed":
            return replace(_to(state, HANDED), responsible=details["by"])
        case "declined":
            declines = state.declines + 1
            where = state.back_to if declines < _DECLINES else ESCALATED
            return replace(_to(state, where), declines=declines)
        case "reminded":
            return replace(state, reminded=True)
        case "promised":
            return state
        case "timed_out":
            return _to(state, ESCALATED)
        case "escalated":
            return replace(_to(state, ESCALATED), belonging="D")
        case "assigned":
            where = state.state if state.state in _TO_BE_CLOSED else HANDED
            return replace(_to(state, where), responsible=details["to"])
        case "taken_over":
            # What was only open is now handed over, and what was offered to the signer is signed for with the rest.
            signed = state.state == OPEN or state.receiver == details["to"]
            return replace(_to(state, HANDED) if signed else state, responsible=details["to"])
        case "referred":
            return replace(_to(state, REFERRED), belonging="D")
        case "case_done":
            return _to(state, FOLLOWUP)
        case "replied":
            return replace(state, replied=True)
        case "closed":
            return _to(state, CLOSED)
    raise ValueError(f"unknown entry {entry.kind}")


def _to(state: SheetState, where: str) -> SheetState:
    """Move to a state in which nobody is asked to sign."""
    return replace(state, state=where, receiver=None)


def _expect(state: SheetState, *allowed: str) -> None:
    """Refuse with the sentence of the present state, which says what can be done instead."""
    if state.state not in allowed:
        raise Refusal(f"contacts.now_{state.state}")


def _own(state: SheetState, by: str | None) -> None:
    if by != state.responsible:
        raise Refusal("contacts.not_responsible")


def _receiver(state: SheetState, by: str | None) -> None:
    if by != state.receiver:
        raise Refusal("contacts.not_receiver")


def _owing(state: SheetState, by: str | None) -> None:
    if by not in (state.first_contact, state.responsible):
        raise Refusal("contacts.not_owing")
