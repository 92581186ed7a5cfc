"""What screens receive about cases: frozen values, never rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hall.cases.clock import Light
from hall.cases.register_cards import ProposalCard, ViolationCard, WishCard
from hall.catalogue.matter import Matter
from hall.seals.cards import UseCard


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as lists show it: the applicant masked, a sensitive matter under its neutral name.

    `seal` says of a ready result how far its seal is: `requested`, `verified`, `approved`, or `missing`; empty when
    nothing is waited for. `days_left` counts the working days after today up to the promised one, 0 on that day and
    below 0 over it; None while no clock runs.
    """

    id: str
    version: int
    number: str
    matter_code: str
    matter_name: str
    person_id: str
    applicant: str
    stage: str
    light: Light
    step: int
    steps: int
    step_place: str
    step_action: str
    handler: str | None
    handler_name: str
    opened_at: datetime
    accepted_at: datetime | None
    supplement_due: datetime | None
    promised_due: datetime | None
    statutory_due: datetime | None
    provisional: bool
    statutory_provisional: bool
    extension_asked: int
    decision: str
    contact_id: str | None
    ticket_id: str | None
    seal: str = ""
    days_left: int | None = None
    supplement_provisional: bool = False


@dataclass(frozen=True, slots=True)
class HeldCard:
    """What the hall holds instead of a material that a case asks for.

    Attributes:
        state: `used`, `usable`, `consent` that is to be asked for, or why it does not serve: `expired`, `stale`,
            `changed`, `disputed`; `kept` for what this case itself has brought.
        since: the day on which it was taken in.
        valid_to: its last valid day, where it says one.
        consented: it is used on the applicant's consent.
    """

    holding_id: str
    state: str
    name: str
    since: date
    valid_to: date | None
    source: str
    number: str = ""
    consented: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer of a form comes from: what it is, since when it is known, and by which way it came in."""

    name: str
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class MaterialCard:
    """One line of the checklist beside what the matter asks for."""

    material_id: str
    name: str
    form: str
    wanted: int
    condition: str
    state: str
    waived_for: str
    originals: int
    copies: int
    pages: int
    returned: bool
    note: str
    held: HeldCard | None = None


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A supplement notice as it was given."""

    id: str
    seq: int
    items: tuple[dict[str, Any], ...]
    channel: str
    given_at: datetime
    given_by_name: str
    due_at: datetime
    exemption: str
    exemption_note: str
    signed_at: datetime | None = None
    released_by_name: str = ""


@dataclass(frozen=True, slots=True)
class ForwardingCard:
    """A step of another body: sent, receipted, answered."""

    id: str
    step: int
    place: str
    sent_at: datetime
    receipt_number: str
    answered_at: datetime | None
    outcome: str
    words: str
    items: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a case's history in words."""

    seq: int
    at: datetime
    kind: str
    name: str
    staff_name: str


@dataclass(frozen=True, slots=True)
class SlipWords:
    """What was said on a slip: why it was `pressed`, how it was `explained`, `rectified`, `closed`."""

    at: datetime
    purpose: str
    staff_name: str
    words: str


@dataclass(frozen=True, slots=True)
class SlipCard:
    """A supervision slip (督办单) of a case.

    Attributes:
        cause: `overdue` or `pressed`.
        waits_for: the action that it waits for: `explain_slip`, `rectify_slip`, `close_slip`, or nothing.
        handler: who handles the case now and has to answer.
        addressed_to: who handled it when the slip was issued.
        overdue_days: full working days over the promise now, 0 for a case that is not overdue.
    """

    id: str
    number: str
    case_id: str
    case_number: str
    matter_name: str
    cause: str
    state: str
    level: int
    waits_for: str
    handler: str | None
    handler_name: str
    addressed_to: str | None
    issued_at: datetime
    issued_by_name: str
    promised_due: datetime | None
    provisional: bool
    overdue_days: int
    closed_at: datetime | None
    words: tuple[SlipWords, ...]


@dataclass(frozen=True, slots=True)
class OutsidePaperCard:
    """A paper of another body that came of a case: what it is called, its number where it has one, its date."""

    id: str
    name: str
    number: str
    issued_on: date
    recorded_at: datetime
    recorded_by_name: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything about one case; `acts` are what can be done next, the likeliest first."""

    card: CaseCard
    matter: Matter
    status_code: str
    form: dict[str, Any]
    materials: tuple[MaterialCard, ...]
    notices: tuple[NoticeCard, ...]
    proposals: tuple[ProposalCard, ...]
    forwardings: tuple[ForwardingCard, ...]
    notes: tuple[tuple[datetime, str, str], ...]
    violations: tuple[ViolationCard, ...]
    history: tuple[Happening, ...]
    acts: tuple[str, ...]
    slips: tuple[SlipCard, ...] = ()
    origins: dict[str, Origin] = field(default_factory=dict)
    seals: tuple[UseCard, ...] = ()
    wishes: tuple[WishCard, ...] = ()
    outside: tuple[OutsidePaperCard, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusCard:
    """What a resident learns under the status code: no name, a neutral matter, the stage and the promised day."""

    matter_name: str
    stage: str
    light: Light
    promised_due: datetime | None
    supplement_due: datetime | None
    provisional: bool
