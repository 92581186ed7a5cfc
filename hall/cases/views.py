"""Reads cases: my work, what is near its end, what a leader has to review, one case with everything in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from hall.cases import clock, life
from hall.cases.acts import next_acts
from hall.cases.cards import (
    CaseCard,
    CaseFile,
    ForwardingCard,
    Happening,
    MaterialCard,
    NoticeCard,
    ProposalCard,
    StatusCard,
    ViolationCard,
)
from hall.cases.model import (
    Case,
    CaseMaterial,
    CaseNote,
    Forwarding,
    RefusalProposal,
    SupplementNotice,
    Violation,
)
from hall.cases.record import JOURNAL, matter_of, staff_name, step_of
from hall.cases.words import word
from hall.catalogue.matter import Matter
from hall.catalogue.terms import CaseType
from hall.kernel.masks import mask_name
from hall.people.model import Person
from hall.storage.work import Reading

__all__ = [
    "CaseCard",
    "CaseFile",
    "MaterialCard",
    "by_number",
    "case",
    "mine",
    "near_end",
    "of_person",
    "of_ticket",
    "open_cases",
    "refusals",
    "status",
    "to_review",
    "violations",
]


def mine(reading: Reading, *, staff_id: str) -> tuple[CaseCard, ...]:
    """Return the cases in a person's hands that are not ended, the most urgent first."""
    return _cards(reading, (Case.handler == staff_id) & Case.stage.not_in((*life.ENDED, life.ARCHIVED)))


def open_cases(reading: Reading) -> tuple[CaseCard, ...]:
    """Return every case that is not ended, the most urgent first."""
    return _cards(reading, Case.stage.not_in((*life.ENDED, life.ARCHIVED)))


def near_end(reading: Reading) -> tuple[CaseCard, ...]:
    """Return the cases whose light is yellow or red now, the most urgent first."""
    running = Case.stage.in_((*life.RUNNING, life.REFUSAL_PROPOSED))
    return _cards(reading, running & (Case.yellow_from <= reading.now))


def to_review(reading: Reading) -> tuple[CaseCard, ...]:
    """Return the cases that wait for a leader: refusals and extensions."""
    waiting = (Case.stage == life.REFUSAL_PROPOSED) | (Case.stage.in_(life.RUNNING) & (Case.extension_asked > 0))
    return _cards(reading, waiting)


def of_person(reading: Reading, *, person_id: str) -> tuple[CaseCard, ...]:
    """Return all cases of an applicant."""
    return _cards(reading, Case.person_id == person_id)


def of_ticket(reading: Reading, *, ticket_id: str) -> tuple[CaseCard, ...]:
    """Return the cases opened for a ticket."""
    return _cards(reading, Case.ticket_id == ticket_id)


def by_number(reading: Reading, *, number: str) -> CaseCard | None:
    """Return the case of a number as scanned from a paper, None if there is none."""
    found = _cards(reading, Case.number == number.strip())
    return found[0] if found else None


def status(reading: Reading, *, code: str) -> StatusCard | None:
    """Return how a case stands under the status code of its papers, None if no case has it."""
    row = reading.session.scalars(select(Case).where(Case.status_code == code.strip().upper())).first()
    if row is None:
        return None
    light = clock.light_of(JOURNAL.of(row), reading.now)
    name = matter_of(reading, row).public_name
    return StatusCard(name, row.stage, light, row.promised_due, row.supplement_due, row.provisional)


def case(reading: Reading, *, case_id: str) -> CaseFile:
    """Return one case with its checklist, its papers' words, its history and what can be done next."""
    row = reading.session.get_one(Case, case_id)
    matter = matter_of(reading, row)
    return CaseFile(
        card=_card(reading, row),
        matter=matter,
        status_code=row.status_code,
        form=dict(row.form),
        materials=_materials(reading, row, matter),
        notices=tuple(_notice(reading, each) for each in _rows(reading, SupplementNotice, row, SupplementNotice.seq)),
        proposals=tuple(
            _proposal(reading, each) for each in _rows(reading, RefusalProposal, row, RefusalProposal.proposed_at)
        ),
        forwardings=tuple(_forwarding(each) for each in _rows(reading, Forwarding, row, Forwarding.sent_at)),
        notes=tuple((each.at, each.purpose, each.words) for each in _rows(reading, CaseNote, row, CaseNote.at)),
        violations=tuple(_violation(reading, each) for each in _rows(reading, Violation, row, Violation.at)),
        history=tuple(
            Happening(each.seq, each.at, each.kind, word("events", each.kind), staff_name(reading, each.staff_id))
            for each in JOURNAL.history(reading.session, case_id)
        ),
        acts=_acts(row, matter),
    )


def violations(reading: Reading, *, since: datetime, until: datetime) -> tuple[ViolationCard, ...]:
    """Return the breaches recorded in a span of time, oldest first."""
    rows = select(Violation).where(Violation.at >= since, Violation.at < until).order_by(Violation.at, Violation.id)
    return tuple(_violation(reading, row) for row in reading.session.scalars(rows))


def refusals(reading: Reading, *, since: datetime, until: datetime) -> tuple[ProposalCard, ...]:
    """Return the refusals proposed or filed in a span of time, for the monthly review, oldest first."""
    span = (RefusalProposal.proposed_at >= since) & (RefusalProposal.proposed_at < until)
    rows = select(RefusalProposal).where(span).order_by(RefusalProposal.proposed_at, RefusalProposal.id)
    return tuple(_proposal(reading, row) for row in reading.session.scalars(rows))


def _cards(reading: Reading, which: ColumnElement[bool]) -> tuple[CaseCard, ...]:
    """Return cards, those with the earliest promise first and those without one after them."""
    urgent = (Case.promised_due.is_(None), Case.promised_due, Case.opened_at, Case.id)
    ordered = select(Case).where(which).order_by(*urgent)
    return tuple(_card(reading, row) for row in reading.session.scalars(ordered).all())


def _card(reading: Reading, row: Case) -> CaseCard:
    matter = matter_of(reading, row)
    step = step_of(matter, row)
    return CaseCard(
        id=row.id,
        version=row.version,
        number=row.number,
        matter_code=row.matter_code,
        matter_name=matter.public_name,
        person_id=row.person_id,
        applicant=mask_name(reading.session.get_one(Person, row.person_id).name),
        stage=row.stage,
        light=clock.light_of(JOURNAL.of(row), reading.now),
        step=row.step,
        steps=row.steps,
        step_place=step.place if step else "",
        step_action=step.action if step else "",
        handler=row.handler,
        handler_name=staff_name(reading, row.handler) if row.handler else "",
        opened_at=row.opened_at,
        accepted_at=row.accepted_at,
        supplement_due=row.supplement_due,
        promised_due=row.promised_due,
        statutory_due=row.statutory_due,
        provisional=row.provisional,
        statutory_provisional=row.statutory_provisional,
        extension_asked=row.extension_asked,
        decision=row.decision,
        contact_id=row.contact_id,
        ticket_id=row.ticket_id,
    )


def _acts(row: Case, matter: Matter) -> tuple[str, ...]:
    step = step_of(matter, row)
    return next_acts(
        JOURNAL.of(row),
        held_here=step is not None and step.held_here,
        upper_left=any(not each.held_here for each in matter.steps[row.step - 1 :]),
        immediate=matter.case_type is CaseType.IMMEDIATE,
    )


def _rows(reading: Reading, table: Any, row: Case, order: Any) -> Sequence[Any]:  # noqa: ANN401 -- any of the room's
    rows = select(table).where(table.case_id == row.id).order_by(order, table.id)
    return reading.session.scalars(rows).all()


def _materials(reading: Reading, row: Case, matter: Matter) -> tuple[MaterialCard, ...]:
    wanted = {material.id: material for material in matter.materials}
    return tuple(
        MaterialCard(
            line.material_id,
            wanted[line.material_id].name,
            wanted[line.material_id].form.value,
            wanted[line.material_id].copies,
            wanted[line.material_id].condition or "",
            line.state,
            line.waived_for,
            line.originals,
            line.copies,
            line.pages,
            line.returned,
            line.note,
        )
        for line in _rows(reading, CaseMaterial, row, CaseMaterial.position)
    )


def _notice(reading: Reading, row: SupplementNotice) -> NoticeCard:
    return NoticeCard(
        row.id,
        row.seq,
        tuple(row.items),
        row.channel,
        row.given_at,
        staff_name(reading, row.given_by),
        row.due_at,
        row.exemption,
        row.exemption_note,
    )


def _proposal(reading: Reading, row: RefusalProposal) -> ProposalCard:
    return ProposalCard(
        row.id,
        row.case_id,
        row.kind,
        row.ground,
        row.reason,
        row.basis,
        row.found,
        row.office,
        row.proposed_at,
        staff_name(reading, row.proposed_by),
        row.outcome,
        staff_name(reading, row.reviewed_by) if row.reviewed_by else "",
        row.review_note,
    )


def _forwarding(row: Forwarding) -> ForwardingCard:
    return ForwardingCard(
        row.id,
        row.step,
        row.place,
        row.sent_at,
        row.receipt_number,
        row.answered_at,
        row.outcome,
        row.words,
        tuple(row.items),
    )


def _violation(reading: Reading, row: Violation) -> ViolationCard:
    against = staff_name(reading, row.against) if row.against else ""
    return ViolationCard(
        row.id, row.case_id, row.at, row.kind, row.against, against, row.upper, row.candidate, tuple(row.keys)
    )
