"""What a package may carry, what it may be made for, and which answer can follow."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hall.catalogue.form import Asked, FieldType, FormField
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event
from hall.storage.zip_file import Limits

MADE, OPENED, ANSWERED, CLOSED = "made", "opened", "answered", "closed"
RECEIVED, RETURNED, DONE = "received", "returned", "done"
OUTCOMES: Final = {RECEIVED: "收到", RETURNED: "退回", DONE: "办结"}
FINAL: Final = (RETURNED, DONE)
PURPOSES: Final = {
    "forward": "报送上级办理",
    "agency": "帮办代办",
    "transfer": "移送有权办理的单位",
    "verify": "请求协助核实",
    "consult": "征求意见",
}
"""Purposes (用途) by code."""
FORWARD: Final = "forward"
NOT_SENT: Final = frozenset(
    {"queue_ticket", "promise_slip", "contact_sheet", "supervision_slip", "seal_form", "duty_list", "consent_form"}
)
"""Papers about the hall's own work; they are sent only when somebody names them."""
ABOUT: Final = {"name": "姓名", "id_number": "证件号码", "phone": "电话", "address": "住址"}
"""What can be said of the applicant, by code."""
USUAL_ABOUT: Final = ("name", "id_number", "phone")
_NEVER_BY_ITSELF: Final = (FieldType.BANK_ACCOUNT, FieldType.STAFF)
LONGEST_WORDS: Final = 1000
SEALED_MOST: Final = 64 << 20
LIMITS: Final = Limits(files=200, file_bytes=32 << 20, total_bytes=SEALED_MOST)


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """Where a package stands.

    Attributes:
        state: `made` or `opened`, `answered`, `closed`.
        outcome: of the last answer: `received`, `returned` or `done`; empty before the first.
    """

    state: str
    outcome: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package as its list names it: path, title and number of the paper, size and SHA-256."""

    path: str
    title: str
    number: str
    size: int
    sha256: str


def fold(state: ExchangeState | None, entry: Entry) -> ExchangeState:
    """Apply one entry of the journal."""
    if state is None or entry.kind in (MADE, OPENED):
        return ExchangeState(entry.kind)
    if entry.kind == ANSWERED:
        return ExchangeState(ANSWERED, str(entry.details["outcome"]), entry.at)
    return replace(state, state=CLOSED) if entry.kind == CLOSED else state


def answer(state: ExchangeState, *, outcome: str, receipt_number: str, words: str, answer_id: str) -> Event:
    """The receiver says what became of a package: first that it came, then how it ended; or its end at once.

    Raises:
        Refusal: `exchange.outcome`, `exchange.closed`, `exchange.answered`, `exchange.receipt_missing`,
            `exchange.words_missing` for what is sent back without a reason.
    """
    if outcome not in OUTCOMES:
        raise Refusal("exchange.outcome", known="、".join(OUTCOMES))
    if state.state == CLOSED:
        raise Refusal("exchange.closed")
    if state.outcome in FINAL or state.outcome == outcome:
        raise Refusal("exchange.answered", said=OUTCOMES[state.outcome])
    if outcome == RECEIVED and not receipt_number.strip():
        raise Refusal("exchange.receipt_missing")
    if outcome == RETURNED and not words.strip():
        raise Refusal("exchange.words_missing")
    return Event(ANSWERED, {"outcome": outcome, "answer_id": answer_id})


def close(state: ExchangeState, *, direction: str, reason: str) -> Event:
    """The sender needs no further answer.

    Raises:
        Refusal: `exchange.closed`; `exchange.not_ours` for one that came in; `exchange.no_answer` for one that waits
            for its end, without a reason.
    """
    if state.state == CLOSED:
        raise Refusal("exchange.closed")
    if direction != "out":
        raise Refusal("exchange.not_ours")
    if state.outcome not in FINAL and not reason.strip():
        raise Refusal("exchange.no_answer")
    return Event(CLOSED, {"answered": state.outcome in FINAL})


def check_purpose(purpose: str, basis: str) -> None:
    """Refuse a package without a known purpose (`exchange.purpose`) or its legal basis (`exchange.basis`)."""
    if purpose not in PURPOSES:
        raise Refusal("exchange.purpose", known="、".join(PURPOSES))
    if not basis.strip():
        raise Refusal("exchange.basis")


def needed_fields(fields: Sequence[FormField], wanted: Collection[str]) -> tuple[str, ...]:
    """Return the codes of what is said of a case, in their order; by itself only what the form demands at intake.

    Raises:
        Refusal: `exchange.field` (field, known) for one that neither the applicant nor the form has.
    """
    known = (*ABOUT, *(field.id for field in fields))
    for each in wanted:
        if each not in known:
            raise Refusal("exchange.field", field=each, known="、".join(known))
    if wanted:
        return tuple(each for each in known if each in wanted)
    demanded = (
        field.id
        for field in fields
        if field.required and field.asked is Asked.AT_INTAKE and field.type not in _NEVER_BY_ITSELF
    )
    return (*USUAL_ABOUT, *demanded)


def plain_parts(parts: Sequence[Part]) -> Iterator[Mapping[str, Any]]:
    """Yield the list of files as the manifest says it."""
    for part in parts:
        yield {
            "path": part.path, "title": part.title, "number": part.number, "size": part.size, "sha256": part.sha256,
        }  # fmt: skip
