"""Saying no (否定报备): proposed by the handler, reviewed by a leader; certificates that no community may issue."""

from sqlalchemy import select

from hall.cases import refusal_rules
from hall.cases.certificates import no_certificate_slip
from hall.cases.facts import PaperPolicy
from hall.cases.letters import demand_letter
from hall.cases.life import ACCEPTANCE, CERTIFICATE, INCOMPLETE, RETURN
from hall.cases.model import Case, RefusalProposal
from hall.cases.record import JOURNAL, REVIEW, happened, in_workdays, locked, open_proposals
from hall.cases.refusal_rules import AGREED, FILED, REGISTER, WAITING, RefusalPolicy
from hall.catalogue import views as catalogue
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.place import HallFacts
from hall.storage.work import Work

__all__ = ["CERTIFICATE", "FILED", "agreed_proposal", "propose_refusal", "refuse_certificate", "waiting_proposal"]

_OWN_GROUNDS = {INCOMPLETE: "incomplete", RETURN: "returned"}
"""Grounds that a kind of no brings along."""


@action
def propose_refusal(
    work: Work,
    *,
    case_id: str,
    reason: str,
    basis: str,
    kind: str = "",
    ground: str = "",
    found: str = "",
    office: str = "",
    version: int | None = None,
) -> str:
    """Propose a no of whatever kind (否定报备); answers with the proposal's key. Nobody decides it alone.

    Args:
        work: the open transaction.
        case_id: the case.
        reason: why, as the applicant will read it.
        basis: the article of the rule.
        kind: `acceptance`, `approval`, `incomplete` (still not whole after the notice), `delay` (not done within the
            promise) or `return` (the application goes back); empty for what the stage means.
        ground: for `acceptance` one of `refusal_rules.GROUNDS`.
        found: what inquiry has found, for a denial; what is done so far, for a delay.
        office: who is competent instead, with address and phone; needed for `not_competent`.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.refusal_kind`, `cases.notice_first`, `cases.ground`, `cases.reason_missing`,
            `cases.basis_missing`, `cases.office_missing`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    state = JOURNAL.of(row)
    kind = kind or refusal_rules.kind_at(state)
    proposal_id = new_id()
    proposed = refusal_rules.propose_refusal(state, proposal_id=proposal_id, kind=kind)
    ground = _OWN_GROUNDS.get(kind, ground)
    refusal_rules.check_reasons(accepting=kind == ACCEPTANCE, ground=ground, reason=reason, basis=basis, office=office)
    proposal = _proposal(
        work, proposal_id, kind, ground=ground, reason=reason, basis=basis, found=found, office=office,
        case_id=row.id, contact_id=row.contact_id,
    )  # fmt: skip
    proposal.due_at = in_workdays(work, settings.read(work.session, RefusalPolicy).review_days)
    work.session.add(proposal)
    happened(work, row, proposed)
    due.schedule(work, REVIEW, row.id, proposal.due_at, case_id=row.id)
    return proposal_id


@action
def refuse_certificate(
    work: Work, *, name: str, contact_id: str | None = None, institution: str = "", letter: bool = False
) -> str:
    """Refuse a certificate that is not on the local list; answers with the key of the slip, which says where to go.

    The slip goes out at once: a national list forbids the paper. The refusal is filed for the monthly review.

    Args:
        work: the open transaction.
        name: of the certificate, from the catalogue's lists or in the resident's words.
        contact_id: the first-contact sheet.
        institution: who demanded it, as the resident tells; tallied.
        letter: whether that institution gets a letter as well (关于不再索要证明的函), printed after the slip.

    Raises:
        Refusal: `cases.certificate_name`, `cases.certificate_listed` when it may be issued after all,
            `cases.institution_missing` for a letter to nobody.
    """
    wanted, asked_by = name.strip(), " ".join(institution.split())[:100]
    if not wanted:
        raise Refusal("cases.certificate_name")
    if letter and not asked_by:
        raise Refusal("cases.institution_missing")
    card = catalogue.certificate(work, name=wanted)
    if card is not None and card.allowed:
        raise Refusal("cases.certificate_listed", name=wanted)
    proposal = _proposal(
        work, new_id(), CERTIFICATE, ground="forbidden" if card else "not_listed", reason=wanted,
        basis=card.basis if card else "", found="", office=card.instead if card else "", case_id=None,
        contact_id=contact_id, institution=asked_by,
    )  # fmt: skip
    proposal.outcome, proposal.filed_at = FILED, work.now
    work.session.add(proposal)
    work.concerns(proposal.id)
    work.touched(Topic.CASES)
    hall, bodies = settings.read(work.session, HallFacts), settings.read(work.session, PaperPolicy)
    number, subject = take_number(work, "no_certificate_slip"), contact_id or proposal.id
    slip_id = issue(
        work,
        no_certificate_slip(
            hall, bodies, card, name=wanted, number=number, day=work.today,
            register=proposal.register_number,
        ),
        subject_id=subject,
    )  # fmt: skip
    if letter:
        number = take_number(work, "demand_letter")
        paper = demand_letter(hall, bodies, card, institution=asked_by, name=wanted, number=number, day=work.today)
        issue(work, paper, subject_id=subject)
    return slip_id


def waiting_proposal(work: Work, row: Case) -> RefusalProposal | None:
    """Return the proposal of a case that waits for its review, here or with the leader above."""
    return next(iter(open_proposals(work, row)), None)


def agreed_proposal(work: Work, row: Case) -> RefusalProposal | None:
    """Return the proposal by which a case was refused."""
    proposals = (
        select(RefusalProposal)
        .where(RefusalProposal.case_id == row.id, RefusalProposal.outcome == AGREED)
        .order_by(RefusalProposal.proposed_at.desc())
    )
    return work.session.scalars(proposals.limit(1)).first()


def _proposal(
    work: Work, key: str, kind: str, *, case_id: str | None, contact_id: str | None, **words: str
) -> RefusalProposal:
    return RefusalProposal(
        id=key,
        hall_id=work.place.hall_id,
        kind=kind,
        case_id=case_id,
        contact_id=contact_id,
        proposed_at=work.now,
        proposed_by=work.actor.staff_id,
        outcome=WAITING,
        review_note="",
        register_number=take_number(work, "refusal_register", REGISTER),
        **{name: text.strip() for name, text in words.items()},
    )
