"""The end of a case: the decision, its paper, telling the applicant, delivery, filing; withdrawal and abortion."""

from sqlalchemy import select

from hall.cases import life, refusal_papers, results, rules
from hall.cases.certificates import certificate, ends_in_certificate, proof_of
from hall.cases.facts import Facts
from hall.cases.intake import accept, submit
from hall.cases.model import Case, Delivery
from hall.cases.outside import outside_papers
from hall.cases.record import (
    JOURNAL,
    check_filled_in,
    end,
    entitled,
    facts_of,
    happened,
    locked,
    matter_of,
    note,
    stop,
)
from hall.cases.refusing import FILED, agreed_proposal
from hall.cases.sealing import ask_for_seal, check_sealed, seal_state
from hall.cases.words import word
from hall.catalogue.matter import Matter
from hall.catalogue.terms import CaseType
from hall.documents.actions import after_confirming, hand_over, issue, take_number
from hall.documents.content import Content
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.documents.rules import DEAD, ON_PAPER
from hall.documents.statement import Proof
from hall.documents.views import DocumentCard, documents_of
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.seals.entries import DECISION
from hall.storage.action import action
from hall.storage.work import Work

_RESULTS = ("certificate", "refusal_notice", "denial_notice", "return_notice")
_REFUSALS = {"denied": "不予批准", "refused": "不予受理", "returned": "退回申请"}
_NOES = {
    "refused": ("refusal_notice", refusal_papers.refusal_notice),
    "denied": ("denial_notice", refusal_papers.denial_notice),
    "returned": ("return_notice", refusal_papers.return_notice),
}


@action
def decide(work: Work, *, case_id: str, words: str = "", version: int | None = None) -> None:
    """Approve a case that the hall itself decides. A no goes through `propose_refusal`.

    Raises:
        Refusal: `cases.steps_left` while a step of another body is to come, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    matter = matter_of(work, row)
    upper_left = any(not step.held_here for step in matter.steps[row.step - 1 :])
    decided = rules.decide(JOURNAL.of(row), immediate=matter.case_type is CaseType.IMMEDIATE, upper_left=upper_left)
    if words.strip():
        note(work, row, "decision", words)
    happened(work, row, decided)
    stop(work, row)


@action
def make_ready(work: Work, *, case_id: str, version: int | None = None) -> None:
    """Put the result on paper: the certificate, the denial, the refusal; other results are the upper level's own.

    The paper asks for its seal by itself; until it has it, nobody is told to fetch it and nothing is handed over.

    Raises:
        Refusal: `cases.form` (field, count) when a field of the result is empty, `cases.not_on_list`,
            `cases.own_matter`, `cases.paper_gap` (paper, what), `printing.remedy_incomplete`, `cases.changed`,
            `cases.now_…`.
    """
    row = locked(work, case_id, version)
    matter = matter_of(work, row)
    state = JOURNAL.of(row)
    readied = rules.make_ready(state)
    if state.stage == life.DECIDED_YES:
        check_filled_in(work, row, matter, at_result=True)
    facts = facts_of(work, row)
    if (drawn := _result_paper(work, row, matter, facts)) is not None:
        paper, list_code, proves = drawn
        document_id = issue(work, paper, subject_id=row.id, proves=proves)
        ask_for_seal(work, row, facts, paper, document_id, list_code)
    happened(work, row, readied)


@action
def notify(work: Work, *, case_id: str, version: int | None = None) -> None:
    """Tell the applicant that the result is ready, and print the notice for whoever fetches it.

    Raises:
        Refusal: `cases.not_sealed` (paper, who, what), `cases.seal_missing` or `cases.result_voided` (paper),
            `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    notified = rules.notify(JOURNAL.of(row))
    check_sealed(work, row)
    happened(work, row, notified)
    facts = facts_of(work, row)
    paper = results.result_notice(
        facts,
        take_number(work, "result_notice"),
        approved=row.decision == "approved",
        result=_outcome(facts.matter, row.decision),
        papers=_handed_out(work, row),
    )
    issue(work, paper, subject_id=row.id)


@action
def deliver(
    work: Work,
    *,
    case_id: str,
    way: str = "direct",
    receiver: str = "",
    relation: str = "",
    reason: str = "",
    witness: str = "",
    version: int | None = None,
) -> str:
    """Hand the result over; answers with the delivery's key. A decision or a certificate gets its receipt (送达回证).

    Args:
        work: the open transaction.
        case_id: the case.
        way: one of `rules.DELIVERY_WAYS`.
        receiver: who took it; the applicant if empty.
        relation: of the receiver to the applicant, for somebody else.
        reason: why somebody else took it, or why it was left.
        witness: needed where it was left (留置).
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.delivery_way`, `cases.receiver_missing`, `cases.witness_missing`, `cases.not_sealed` (paper,
            who, what), `cases.seal_missing` or `cases.result_voided` (paper), `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    given_id = new_id()
    delivered = rules.deliver(JOURNAL.of(row), delivery_id=given_id, way=way)
    rules.check_delivery(way=way, receiver=receiver, relation=relation, reason=reason, witness=witness)
    if (uses := check_sealed(work, row)) is not None:
        delivered.details["seals"] = uses  # `hall check` proves by them that nothing left the house without its seal
    for paper in _issued(work, row):
        if paper.state in ON_PAPER:
            hand_over(work, document_id=paper.id, receipt=given_id)
    given = Delivery(
        id=given_id,
        case_id=row.id,
        at=work.now,
        staff_id=work.actor.staff_id,
        way=way,
        receiver=receiver.strip(),
        relation=relation.strip(),
        reason=reason.strip(),
        witness=witness.strip(),
    )
    work.session.add(given)
    happened(work, row, delivered)
    _receipt(work, row, given)
    end(work, row)
    return given.id


@action
def archive(work: Work, *, case_id: str, version: int | None = None) -> None:
    """Put the ended case away.

    Raises:
        Refusal: `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    happened(work, row, rules.archive(JOURNAL.of(row)))


@action
def withdraw(work: Work, *, case_id: str, reason: str, version: int | None = None) -> None:
    """The applicant takes the application back before the decision.

    Raises:
        Refusal: `cases.reason_missing`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    if not reason.strip():
        raise Refusal("cases.reason_missing")
    happened(work, row, rules.withdraw(JOURNAL.of(row), note_id=note(work, row, "withdrawal", reason)))
    end(work, row)


@action
def abort(work: Work, *, case_id: str, reason: str, version: int | None = None) -> None:
    """End a case that has lost its object: `died`, `moved_away` or `duplicate`.

    Raises:
        Refusal: `cases.abort_reason`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    happened(work, row, rules.abort(JOURNAL.of(row), reason=reason))
    end(work, row)


@action
def finish_at_once(work: Work, *, case_id: str, version: int | None = None) -> None:
    """Submit, accept, decide and deliver an immediate matter (即办件) while the applicant stands at the counter.

    Where no certificate comes of it, a receipt is printed. A certificate is ready then and waits for its seal: it is
    handed over by `deliver` when the seal is on it.

    Raises:
        Refusal: `cases.not_immediate`, and what the single steps say.
    """
    row = locked(work, case_id, version)
    if matter_of(work, row).case_type is not CaseType.IMMEDIATE:
        raise Refusal("cases.not_immediate")
    if row.stage == life.DRAFT:
        submit(work, case_id=case_id)
    accept(work, case_id=case_id)
    decide(work, case_id=case_id)
    make_ready(work, case_id=case_id)
    if seal_state(work, row):
        return
    deliver(work, case_id=case_id)
    if not _issued(work, row):  # nobody goes home with empty hands
        issue(work, results.on_the_spot_receipt(facts_of(work, row), take_number(work, "receipt")), subject_id=row.id)


@after_confirming
def hand_over_delivered(work: Work, document: Document) -> None:
    """A result that was delivered the moment it was made is in the resident's hands once it is on paper."""
    if document.kind not in _RESULTS or document.handed_over:
        return
    delivery = select(Delivery.id).where(Delivery.case_id == document.subject_id).order_by(Delivery.at.desc()).limit(1)
    if (given_id := work.session.scalar(delivery)) is not None:
        hand_over(work, document_id=document.id, receipt=given_id)


def _result_paper(work: Work, row: Case, matter: Matter, facts: Facts) -> tuple[Content, str, Proof] | None:
    """Return the paper that the hall itself draws for this decision, the entry it is sealed under, what it proves."""
    if row.decision == "approved":
        if not ends_in_certificate(matter):
            return None
        card = entitled(work, row, matter)
        paper = certificate(facts, take_number(work, "certificate"), card, row.form)
        return paper, card.code, proof_of(facts, card, row.form)
    proposal = agreed_proposal(work, row)
    if proposal is None:
        return None  # another body has denied it, with a decision and remedies of its own
    proposal.outcome, proposal.filed_at = FILED, work.now
    kind, draw = _NOES[row.decision]
    paper = draw(facts, take_number(work, kind), refusal_papers.reasons_of(proposal))
    return paper, DECISION, Proof(facts.applicant.name, matter.public_name)


def _outcome(matter: Matter, decision: str) -> str:
    """Return what came of it, in the words of what the matter ends in."""
    return _REFUSALS.get(decision) or word("results", matter.result.kinds[0])


def _issued(work: Work, row: Case) -> list[DocumentCard]:
    papers = documents_of(work, subject_id=row.id)
    return [paper for paper in papers if paper.kind in _RESULTS and paper.state not in DEAD]


def _handed_out(work: Work, row: Case) -> list[str]:
    """Return what the applicant takes along: the hall's own decisions and certificates, then those of other bodies."""
    own = [f"{KINDS[paper.kind].title}　{paper.number}" for paper in _issued(work, row)]
    return own + [f"{paper.name}　{paper.number}".strip() for paper in outside_papers(work, case_id=row.id)]


def _receipt(work: Work, row: Case, given: Delivery) -> None:
    """Print the receipt of delivery for a paper that has consequences; a simple result needs none."""
    handed_out = _handed_out(work, row)
    if not handed_out:
        return
    paper = results.delivery_receipt(
        facts_of(work, row),
        take_number(work, "delivery_receipt"),
        papers=handed_out,
        way=given.way,
        receiver=given.receiver,
        relation=given.relation,
        reason=given.reason,
        witness=given.witness,
        at=given.at,
    )
    issue(work, paper, subject_id=row.id)
