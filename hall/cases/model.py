"""Tables of cases: the case, its journal, its materials, and the words and papers of its steps."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow
from hall.storage.sealing import SealedJson


class Case(Base):
    """A case (办件): one application for one matter, worked under the version of the matter that it was opened with.

    Two clocks run from acceptance: the statutory limit (法定时限) and the promised one (承诺时限), by which the hall is
    measured. Form values are personal data and stand here, never in the journal.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_file_handler", "handler", "stage"),
        Index("ix_case_file_stage", "stage", "promised_due"),
        Index("ix_case_file_person_id", "person_id"),
        Index("ix_case_file_contact_id", "contact_id"),
        Index("ix_case_file_ticket_id", "ticket_id"),
        Index("ix_case_file_opened_at", "opened_at"),
        Index("ix_case_file_status_code", "status_code"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    status_code: Mapped[str] = mapped_column(String(8))
    opened_at: Mapped[datetime]
    matter_code: Mapped[str] = mapped_column(String(20))
    matter_version_id: Mapped[str] = mapped_column(Key)
    person_id: Mapped[str] = mapped_column(Key)
    contact_id: Mapped[str | None] = mapped_column(Key)
    ticket_id: Mapped[str | None] = mapped_column(Key)
    form: Mapped[dict[str, Any]] = mapped_column(SealedJson)

    stage: Mapped[str] = mapped_column(String(20))
    handler: Mapped[str | None] = mapped_column(Key)
    step: Mapped[int]
    steps: Mapped[int]
    back_to: Mapped[str] = mapped_column(String(20))
    submitted_at: Mapped[datetime | None]
    notices: Mapped[int]
    supplement_due: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    deemed: Mapped[bool]
    tolerant_until: Mapped[datetime | None]
    promised_due: Mapped[datetime | None]
    statutory_due: Mapped[datetime | None]
    yellow_from: Mapped[datetime | None]
    provisional: Mapped[bool]
    statutory_provisional: Mapped[bool]
    paused_on: Mapped[date | None]
    pause_reason: Mapped[str] = mapped_column(String(20))
    extension_asked: Mapped[int]
    extended: Mapped[int]
    decision: Mapped[str] = mapped_column(String(10))
    light: Mapped[str] = mapped_column(String(10))
    red_days: Mapped[int]
    notice_asked: Mapped[bool] = mapped_column(server_default="0")
    escalated: Mapped[bool] = mapped_column(server_default="0")
    silent: Mapped[bool] = mapped_column(server_default="0")


class CaseEvent(JournalRow, Base):
    """What happened to a case: every step of it, with ids and codes only."""

    __tablename__ = "case_event"
    __table_args__ = (Index("ix_case_event_at", "at"),)
    subject_table = "case_file"


class CaseMaterial(Base):
    """One line of a case's checklist (材料清单): asked for, received, verified, waived or promised for later.

    `holding_id` names what is on file instead, and `held` is the snapshot of it at the time of its use.
    """

    __tablename__ = "case_material"
    __table_args__ = (UniqueConstraint("case_id", "material_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(Key, ForeignKey("case_file.id"))
    material_id: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    waived_for: Mapped[str] = mapped_column(String(20))
    originals: Mapped[int]
    copies: Mapped[int]
    pages: Mapped[int]
    returned: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime | None]
    handed_back_at: Mapped[datetime | None]
    holding_id: Mapped[str | None] = mapped_column(Key)
    held: Mapped[dict[str, Any]] = mapped_column(SealedJson, server_default="{}")


class SupplementNotice(Base):
    """A one-time supplement notice (一次性告知书): the whole list of what is missing or wrong, frozen when given.

    Each item is `{key, name, problem, requirement, basis}`; `key` is the material's id or the code of a defect.
    `released_by` is the leader who let a second one with new items go out.
    """

    __tablename__ = "case_notice"
    __table_args__ = (UniqueConstraint("case_id", "seq"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(Key, ForeignKey("case_file.id"))
    seq: Mapped[int]
    items: Mapped[list[dict[str, Any]]]
    channel: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[datetime]
    given_by: Mapped[str | None] = mapped_column(Key)
    due_at: Mapped[datetime]
    exemption: Mapped[str] = mapped_column(String(20))
    exemption_note: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime | None]
    released_by: Mapped[str | None] = mapped_column(Key)


class NoticeWish(Base):
    """A second notice with new items that waits for a leader, with the exemption (豁免码) by which it is excused."""

    __tablename__ = "case_notice_wish"
    __table_args__ = (Index("ix_case_notice_wish_case_id", "case_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(Key, ForeignKey("case_file.id"))
    items: Mapped[list[dict[str, Any]]]
    channel: Mapped[str] = mapped_column(String(10))
    exemption: Mapped[str] = mapped_column(String(20))
    exemption_note: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str | None] = mapped_column(Key)
    outcome: Mapped[str] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(Key)
    answer: Mapped[str] = mapped_column(Text)


class RefusalProposal(Base):
    """A refusal on its way (否定报备): nobody who handles a case has the last word on a no; a leader reviews it.

    `register_number` is the number under which it stands in the register of refusals (否定报备编号). `case_id` is empty
    for a certificate that no community may issue: the slip goes out at once and is filed here, with the institution
    that demanded it.
    """

    __tablename__ = "case_refusal"
    __table_args__ = (Index("ix_case_refusal_case_id", "case_id"), Index("ix_case_refusal_outcome", "outcome"))

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    case_id: Mapped[str | None] = mapped_column(Key, ForeignKey("case_file.id"))
    contact_id: Mapped[str | None] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    office: Mapped[str] = mapped_column(String(200))
    institution: Mapped[str] = mapped_column(String(100), server_default="")
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[str | None] = mapped_column(Key)
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str | None] = mapped_column(Key)
    outcome: Mapped[str] = mapped_column(String(20))
    review_note: Mapped[str] = mapped_column(Text)
    register_number: Mapped[str] = mapped_column(String(80), server_default="")
    due_at: Mapped[datetime | None]
    late: Mapped[bool] = mapped_column(server_default="0")
    escalated_at: Mapped[datetime | None]
    escalated_by: Mapped[str | None] = mapped_column(Key)
    escalation: Mapped[str] = mapped_column(Text, server_default="")
    filed_at: Mapped[datetime | None]


class RefusalAudit(Base):
    """A filed refusal that the monthly sample looks at again (每月抽查): found right, or wrongful and to be made good.

    `due_at` and `corrected_at` are the duty that a wrongful one leaves where its case has ended already.
    """

    __tablename__ = "case_refusal_audit"
    __table_args__ = (Index("ix_case_refusal_audit_month", "month"), UniqueConstraint("proposal_id"))

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    proposal_id: Mapped[str] = mapped_column(Key, ForeignKey("case_refusal.id"))
    month: Mapped[str] = mapped_column(String(7))
    drawn_at: Mapped[datetime]
    drawn_by: Mapped[str | None] = mapped_column(Key)
    verdict: Mapped[str] = mapped_column(String(10))
    audited_at: Mapped[datetime | None]
    audited_by: Mapped[str | None] = mapped_column(Key)
    words: Mapped[str] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(Key)
    due_at: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str | None] = mapped_column(Key)
    correction: Mapped[str] = mapped_column(Text)


class Forwarding(Base):
    """A step done by another body (上报): sent, their receipt number, their answer; it has no seat in the program."""

    __tablename__ = "case_forwarding"
    __table_args__ = (Index("ix_case_forwarding_case_id", "case_id", "sent_at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(Key, ForeignKey("case_file.id"))
    step: Mapped[int]
    place: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[datetime]
    sent_by: Mapped[str | None] = mapped_column(Key)
    receipt_number: Mapped[str] = mapped_column(String(80))
    answered_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20))
    items: Mapped[list[dict[str, Any]]]
    words: Mapped[str] = mapped_column(Text)


class CaseNote(Base):
    """Words that belong to an entry of the journal: reasons, findings, what an upper level wrote."""

    __tablename__ = "case_note"
    __table_args__ = (Index("ix_case_note_case_id", "case_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(Key, ForeignKey("case_file.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)


class Delivery(Base):
    """How a result reached the applicant (送达), with the receipt that proves it."""

    __tablename__ = "case_delivery"
    __table_args__ = (Index("ix_case_delivery_case_id", "case_id"), Index("ix_case_delivery_at", "at"))

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(Key, ForeignKey("case_file.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    way: Mapped[str] = mapped_column(String(12))
    receiver: Mapped[str] = mapped_column(String(100))
    relation: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    witness: Mapped[str] = mapped_column(String(100))


class Violation(Base):
    """A breach of the hall's own rules (违规), such as a second notice with a new item, recorded against who caused it.

    A candidate still has to be looked into; `upper` says that it counts against the upper level. `verdict` is what a
    leader or the supervisor found: `upheld`, `dismissed`, or empty. `case_id` is empty where no case was opened.
    """

    __tablename__ = "case_violation"
    __table_args__ = (Index("ix_case_violation_at", "at"), Index("ix_case_violation_case_id", "case_id"))

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str | None] = mapped_column(Key, ForeignKey("case_file.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    against: Mapped[str | None] = mapped_column(Key)
    upper: Mapped[bool]
    candidate: Mapped[bool]
    keys: Mapped[list[str]]
    verdict: Mapped[str] = mapped_column(String(10), server_default="")
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[str | None] = mapped_column(Key)
    words: Mapped[str] = mapped_column(Text, server_default="")
