"""What screens and papers receive about seals: frozen values, never rows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SealCard:
    """A seal and who answers for it.

    Attributes:
        late: the term for the handing over has passed without a signature.
    """

    id: str
    kind: str
    kind_name: str
    name: str
    state: str
    keeper: str
    keeper_name: str
    since: datetime
    next_keeper: str | None
    next_keeper_name: str
    hand_over_by: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class UseCard:
    """A use of a seal as lists and details show it.

    Attributes:
        applicant: the resident, masked; empty for a paper of the hall itself.
        id_tail: the last four characters of the resident's number.
        phone: masked, and `address` down to the building.
        seal_name: the seal that was used, or the one that will be.
        turn: what comes next: `verify`, `approve`, `seal`, or nothing.
        turn_names: whose turn it is, as far as that is known.
        across: the paper has a stub, so that it is sealed across.
        outside: not a paper of this hall; whoever verifies it says that it is filled in, and a copy stays here.
        paper_void: the paper of the hall on which the seal stands has been voided.
        why_not: the words of whoever rejected or voided it.
    """

    id: str
    version: int
    number: str
    state: str
    state_name: str
    document_id: str | None
    case_id: str | None
    paper_name: str
    outside: bool
    list_code: str
    list_name: str
    basis: str
    weighty: bool
    seal_kind: str
    seal_id: str | None
    seal_name: str
    pages: int
    copies: int
    reason: str
    person_id: str | None
    applicant: str
    id_tail: str
    phone: str
    address: str
    requested_at: datetime
    requester: str | None
    requester_name: str
    verifier_name: str
    verified_at: datetime | None
    originals: bool
    approver_name: str
    approved_at: datetime | None
    resolution: str
    year: int | None
    nth: int | None
    sealer_name: str
    sealed_at: datetime | None
    sealed_copies: int
    sealed_pages: int
    straddle: bool
    across: bool
    paper_void: bool
    retained: str
    rejected_for: str
    why_not: str
    turn: str
    turn_names: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The uses on which somebody has to act, the oldest first."""

    to_verify: tuple[UseCard, ...]
    to_approve: tuple[UseCard, ...]
    to_seal: tuple[UseCard, ...]

    def __len__(self) -> int:
        return len(self.to_verify) + len(self.to_approve) + len(self.to_seal)


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One step on the way of a use: `request`, `verify`, `approve`, `seal`, `log`; done by whom and when."""

    name: str
    words: str
    staff_name: str
    at: datetime | None
    done: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a journal in words."""

    at: datetime
    kind: str
    name: str
    staff_name: str


@dataclass(frozen=True, slots=True)
class UseFile:
    """Everything about one use; `acts` are the actions that the reader may take now, the likeliest first."""

    card: UseCard
    course: tuple[CourseStep, ...]
    notes: tuple[tuple[datetime, str, str], ...]
    history: tuple[Happening, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnsealedPaper:
    """A paper of this hall that should bear a seal and does not; `use` is its latest use."""

    document_id: str
    kind: str
    number: str
    issued_at: datetime
    subject_id: str
    use: UseCard
