"""What screens receive from a leader's registers: refusals, the sample, second notices, breaches, shares of time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class WishCard:
    """A second notice for a leader: `waiting`, `released`, `declined`, or `dropped` for a notice without new items."""

    id: str
    items: tuple[dict[str, Any], ...]
    channel: str
    exemption: str
    exemption_note: str
    asked_at: datetime
    asked_by_name: str
    outcome: str
    answered_by_name: str
    answer: str


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A refusal that was proposed, and what became of it.

    Attributes:
        outcome: `waiting`, `escalated`, `agreed`, `overruled`, `filed`, `audited`, or `dropped` with its case.
        register_number: under which it stands in the register (否定报备编号).
        due_at: when its review is due, here or with the leader above.
        late: whether that term has passed.
    """

    id: str
    case_id: str | None
    kind: str
    ground: str
    reason: str
    basis: str
    found: str
    office: str
    proposed_at: datetime
    proposed_by_name: str
    outcome: str
    reviewed_by_name: str
    review_note: str
    register_number: str = ""
    due_at: datetime | None = None
    late: bool = False
    escalated_by_name: str = ""
    escalation: str = ""


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A refusal that the monthly sample has drawn.

    Attributes:
        case_number: empty for a certificate that was not issued.
        verdict: `ok`, `wrongful`, or empty while nobody has looked.
        owner_name: who owes the correction of a wrongful one whose case had ended, with `due_at` and `corrected_at`.
    """

    proposal: ProposalCard
    month: str
    case_number: str
    drawn_at: datetime
    verdict: str
    audited_by_name: str
    words: str
    owner: str | None
    owner_name: str
    due_at: datetime | None
    corrected_at: datetime | None
    correction: str


@dataclass(frozen=True, slots=True)
class LevelShare:
    """What one step, and with it one level, has used of the time.

    Attributes:
        step: its number; `level` and `place` say whose it is.
        began: when it was at hand here, or was sent; `ended` when it was done, None while it runs.
        working_days: used so far, the day of the beginning not counted and pauses left out.
        allowed: working days that the catalogue gives it, None where it says nothing.
    """

    step: int
    level: str
    place: str
    began: datetime
    ended: datetime | None
    working_days: int
    allowed: int | None


@dataclass(frozen=True, slots=True)
class ViolationCard:
    """A recorded breach or a candidate for one; `state` is `candidate`, `upheld` or `dismissed`."""

    id: str
    case_id: str | None
    at: datetime
    kind: str
    against: str | None
    against_name: str
    upper: bool
    candidate: bool
    keys: tuple[str, ...]
    state: str = ""
    judged_by_name: str = ""
    words: str = ""
