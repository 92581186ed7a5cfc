"""What screens receive about cases: frozen values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hall.cases.clock import Light
from hall.catalogue.matter import Matter


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as lists show it: the applicant masked, a sensitive matter under its neutral name."""

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


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A refusal that was proposed, and what became of it."""

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
class ViolationCard:
    """A recorded breach or a candidate for one."""

    id: str
    case_id: str
    at: datetime
    kind: str
    against: str | None
    against_name: str
    upper: bool
    candidate: bool
    keys: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class StatusCard:
    """What a resident learns under the status code: no name, a neutral matter, the stage and the promised day."""

    matter_name: str
    stage: str
    light: Light
    promised_due: datetime | None
    supplement_due: datetime | None
    provisional: bool
