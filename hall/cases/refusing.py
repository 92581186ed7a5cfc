"""Saying no (否定报备): proposed by the handler, reviewed by a leader; certificates that no community may issue."""

from sqlalchemy import select

from hall.cases import life, rules
from hall.cases.certificates import no_certificate_slip
from hall.cases.facts import PaperPolicy
from hall.cases.model import Case, RefusalProposal
from hall.cases.record import JOURNAL, happened, locked, stop, wind
from hall.catalogue import views as catalogue
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage import settings
from hall.storage.action import action
from hall.storage.place import HallFacts
from hall.storage.work import Work

ACCEPTANCE, APPROVAL, CERTIFICATE = "acceptance", "approval", "certificate"
WAITING, AGREED, OVERRULED, FILED = "waiting", "agreed", "overruled", "filed"


@action
def propose_refusal(
    work: Work,
    *,
    case_id: str,
    reason: str,
    basis: str,
    ground: str = "",
    found: str = "",
    office: str = "",
    version: int | None = None,
) -> str:
    """Propose not to accept, or not to approve, a case; answers with the proposal's key.

    Args:
        work: the open transaction.
        case_id: the case.
        reason: why, as the applicant will read it.
        basis: the article of the rule.
        ground: before acceptance one of `rules.GROUNDS`.
        found: what inquiry has found, for a denial.
        office: who is competent instead, with address and phone; needed for `not_competent`.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.ground`, `cases.reason_missing`, `cases.basis_missing`, `cases.office_missing`,
            `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    kind = ACCEPTANCE if row.stage == life.CHECKING else APPROVAL
    proposal_id = new_id()
    proposed = rules.propose_refusal(JOURNAL.of(row), proposal_id=proposal_id)
    rules.check_reasons(accepting=kind == ACCEPTANCE, ground=ground, reason=reason, basis=basis, office=office)
    work.session.add(
        _proposal(
            work, proposal_id, kind, ground=ground, reason=reason, basis=basis, found=found, office=office,
            case_id=row.id, contact_id=row.contact_id,
        )
    )  # fmt: skip
    happened(work, row, proposed)
    return proposal_id


@action
def review_refusal(work: Work, *, case_id: str, agree: bool, words: str = "", version: int | None = None) -> None:
    """The leader agrees to a refusal, or overrules it: then the case goes on where it was.

    Raises:
        Refusal: `cases.own_proposal`, `cases.reason_missing` when overruling without a word, `cases.changed`,
            `cases.now_…`.
    """
    row = locked(work, case_id, version)
    proposal = waiting_proposal(work, row)
    by = proposal.proposed_by if proposal else None
    reviewed = rules.review_refusal(JOURNAL.of(row), agree=agree, by=work.actor.staff_id, proposed_by=by)
    if not agree and not words.strip():
        raise Refusal("cases.reason_missing")
    if proposal is not None:
        proposal.reviewed_at, proposal.reviewed_by = work.now, work.actor.staff_id
        proposal.outcome, proposal.review_note = AGREED if agree else OVERRULED, words.strip()
    happened(work, row, reviewed)
    if agree:
        stop(work, row)
    elif row.accepted_at is not None:
        wind(work, row)


@action
def refuse_certificate(work: Work, *, name: str, contact_id: str | None = None) -> str:
    """Refuse a certificate that is not on the local list; answers with the key of the slip, which says where to go.

    The slip goes out at once: a national list forbids the paper. The refusal is filed for the monthly review.

    Args:
        work: the open transaction.
        name: of the certificate, from the catalogue's lists or in the resident's words.
        contact_id: the first-contact sheet.

    Raises:
        Refusal: `cases.certificate_name`, `cases.certificate_listed` when it may be issued after all.
    """
    wanted = name.strip()
    if not wanted:
        raise Refusal("cases.certificate_name")
    card = catalogue.certificate(work, name=wanted)
    if card is not None and card.allowed:
        raise Refusal("cases.certificate_listed", name=wanted)
    proposal = _proposal(
        work, new_id(), CERTIFICATE, ground="forbidden" if card else "not_listed", reason=wanted,
        basis=card.basis if card else "", found="", office=card.instead if card else "", case_id=None,
        contact_id=contact_id,
    )  # fmt: skip
    proposal.outcome = FILED
    work.session.add(proposal)
    slip = no_certificate_slip(
        settings.read(work.session, HallFacts),
        settings.read(work.session, PaperPolicy),
        card,
        name=wanted,
        number=take_number(work, "no_certificate_slip"),
        day=work.today,
    )
    work.concerns(proposal.id)
    work.touched(Topic.CASES)
    return issue(work, slip, subject_id=contact_id or proposal.id)


def waiting_proposal(work: Work, row: Case) -> RefusalProposal | None:
    """Return the proposal of a case that waits for its review."""
    return _latest(work, row, WAITING)


def agreed_proposal(work: Work, row: Case) -> RefusalProposal | None:
    """Return the proposal by which a case was refused."""
    return _latest(work, row, AGREED)


def _latest(work: Work, row: Case, outcome: str) -> RefusalProposal | None:
    proposals = (
        select(RefusalProposal)
        .where(RefusalProposal.case_id == row.id, RefusalProposal.outcome == outcome)
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
        **{name: text.strip() for name, text in words.items()},
    )
