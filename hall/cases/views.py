"""Reads cases: my work, what is near its end, what a leader has to review, one case with everything in it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from hall.cases import clock, life
from hall.cases.acts import next_acts
from hall.cases.cards import (
    CaseCard,
    CaseFile,
    ForwardingCard,
    Happening,
    HeldCard,
    MaterialCard,
    NoticeCard,
    Origin,
    StatusCard,
)
from hall.cases.known import origins
from hall.cases.model import (
    Case,
    CaseMaterial,
    CaseNote,
    Forwarding,
    RefusalProposal,
    SupplementNotice,
    Violation,
)
from hall.cases.notices import notices_of
from hall.cases.outside import outside_papers
from hall.cases.record import JOURNAL, matter_of, of_code, staff_name, step_of
from hall.cases.register_cards import LevelShare, ProposalCard, SampleCard, ViolationCard
from hall.cases.registers import (
    corrections,
    proposal_card,
    refusals,
    sample,
    violation_card,
    violations,
    wish_card,
)
from hall.cases.reuse import held_card, held_for, kept_here
from hall.cases.sealing import offered, seal_state
from hall.cases.second_notices import wishes_of
from hall.cases.shares import shares
from hall.cases.supervision import acts_for, slips_of
from hall.cases.words import word
from hall.catalogue.matter import Matter
from hall.catalogue.terms import CaseType
from hall.kernel.masks import mask_name
from hall.people.model import Person
from hall.people.views import holdings
from hall.seals.views import of_case
from hall.storage.work import Reading
from hall.workdays.views import calendar_of, firm_until

__all__ = [
    "CaseCard",
    "CaseFile",
    "HeldCard",
    "LevelShare",
    "MaterialCard",
    "Origin",
    "ProposalCard",
    "SampleCard",
    "ViolationCard",
    "by_number",
    "case",
    "corrections",
    "mine",
    "near_end",
    "of_person",
    "of_ticket",
    "open_cases",
    "refusals",
    "sample",
    "shares",
    "status",
    "to_review",
    "unanswered",
    "violations",
]


def mine(reading: Reading, *, staff_id: str) -> tuple[CaseCard, ...]:
    """Return the cases in a person's hands that are not ended, the most urgent first."""
    return _cards(reading, (Case.handler == staff_id) & Case.stage.in_(life.OPEN))


def open_cases(reading: Reading) -> tuple[CaseCard, ...]:
    """Return every case that is not ended, the most urgent first."""
    return _cards(reading, Case.stage.in_(life.OPEN))


def near_end(reading: Reading) -> tuple[CaseCard, ...]:
    """Return the cases whose light is yellow or red now, the most urgent first."""
    running = Case.stage.in_((*life.RUNNING, life.REFUSAL_PROPOSED))
    return _cards(reading, running & (Case.yellow_from <= reading.now))


def to_review(reading: Reading) -> tuple[CaseCard, ...]:
    """Return the cases that wait for a leader: refusals, extensions, second notices."""
    waiting = (
        (Case.stage == life.REFUSAL_PROPOSED)
        | (Case.stage.in_(life.RUNNING) & (Case.extension_asked > 0))
        | ((Case.stage == life.CHECKING) & Case.notice_asked)
    )
    return _cards(reading, waiting)


def unanswered(reading: Reading) -> tuple[CaseCard, ...]:
    """Return the cases of which nobody said within the term what is missing; silence decides nothing in them."""
    return _cards(reading, (Case.stage == life.CHECKING) & Case.silent)


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


def card_of(reading: Reading, *, case_id: str) -> CaseCard | None:
    """Return a case as lists show it, None where the key is of something else, as of a visit without a case."""
    found = _cards(reading, Case.id == case_id)
    return found[0] if found else None


def status(reading: Reading, *, code: str) -> StatusCard | None:
    """Return how a case stands under the status code of its papers, None if no case has it."""
    row = of_code(reading, code)
    if row is None:
        return None
    light = clock.light_of(JOURNAL.of(row), reading.now)
    name = matter_of(reading, row).public_name
    return StatusCard(name, row.stage, light, row.promised_due, row.supplement_due, row.provisional)


def case(reading: Reading, *, case_id: str) -> CaseFile:
    """Return one case with its checklist, its papers' words, its history and what can be done next."""
    row = reading.session.get_one(Case, case_id)
    matter = matter_of(reading, row)
    slips = slips_of(reading, case_id=case_id)
    notices = notices_of(reading, row)
    return CaseFile(
        card=_card(reading, row),
        matter=matter,
        status_code=row.status_code,
        form=dict(row.form),
        materials=_materials(reading, row, matter),
        notices=tuple(_notice(reading, each) for each in notices),
        proposals=tuple(
            proposal_card(reading, each) for each in _rows(reading, RefusalProposal, row, RefusalProposal.proposed_at)
        ),
        forwardings=tuple(_forwarding(each) for each in _rows(reading, Forwarding, row, Forwarding.sent_at)),
        notes=tuple((each.at, each.purpose, each.words) for each in _rows(reading, CaseNote, row, CaseNote.at)),
        violations=tuple(violation_card(reading, each) for each in _rows(reading, Violation, row, Violation.at)),
        history=tuple(
            Happening(each.seq, each.at, each.kind, word("events", each.kind), staff_name(reading, each.staff_id))
            for each in JOURNAL.history(reading.session, case_id)
        ),
        acts=(*acts_for(reading, slips), *offered(seal_state(reading, row), _acts(row, matter, trips=len(notices)))),
        slips=slips,
        origins=origins(reading, row, matter),
        seals=of_case(reading, case_id=case_id),
        wishes=tuple(wish_card(reading, each) for each in wishes_of(reading, case_id)),
        outside=outside_papers(reading, case_id=case_id),
    )


def _cards(reading: Reading, which: ColumnElement[bool]) -> tuple[CaseCard, ...]:
    """Return cards, those with the earliest promise first and those without one after them."""
    urgent = (Case.promised_due.is_(None), Case.promised_due, Case.opened_at, Case.id)
    ordered = select(Case).where(which).order_by(*urgent)
    return tuple(_card(reading, row) for row in reading.session.scalars(ordered).all())


def _card(reading: Reading, row: Case) -> CaseCard:
    matter = matter_of(reading, row)
    step = step_of(matter, row)
    light = clock.light_of(JOURNAL.of(row), reading.now)
    return CaseCard(
        id=row.id,
        version=row.version,
        number=row.number,
        matter_code=row.matter_code,
        matter_name=matter.public_name,
        person_id=row.person_id,
        applicant=mask_name(reading.session.get_one(Person, row.person_id).name),
        stage=row.stage,
        light=light,
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
        seal=seal_state(reading, row),
        days_left=_days_left(reading, row, light),
        supplement_provisional=row.supplement_due is not None
        and calendar_of(reading).hall_day(row.supplement_due) > firm_until(reading),
    )


def _days_left(reading: Reading, row: Case, light: clock.Light) -> int | None:
    """Return how many working days are left of the promise, None while its clock does not run."""
    if row.promised_due is None or light not in (clock.Light.GREEN, clock.Light.YELLOW, clock.Light.RED):
        return None
    return clock.days_left(calendar_of(reading), row.promised_due, reading.now)


def _acts(row: Case, matter: Matter, *, trips: int) -> tuple[str, ...]:
    step = step_of(matter, row)
    return next_acts(
        JOURNAL.of(row),
        held_here=step is not None and step.held_here,
        upper_left=any(not each.held_here for each in matter.steps[row.step - 1 :]),
        immediate=matter.case_type is CaseType.IMMEDIATE,
        trips=trips,
    )


def _rows(reading: Reading, table: Any, row: Case, order: Any) -> Sequence[Any]:  # noqa: ANN401 -- any of the room's
    rows = select(table).where(table.case_id == row.id).order_by(order, table.id)
    return reading.session.scalars(rows).all()


def _materials(reading: Reading, row: Case, matter: Matter) -> tuple[MaterialCard, ...]:
    wanted = {material.id: material for material in matter.materials}
    of_person = holdings(reading, person_id=row.person_id)
    held, kept = held_for(reading, row, matter, of_person), kept_here(row, matter, of_person)
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
            held_card(line, held.get(line.material_id)) or kept.get(line.material_id),
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
        row.signed_at,
        staff_name(reading, row.released_by) if row.released_by else "",
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
