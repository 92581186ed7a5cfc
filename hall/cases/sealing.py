"""What a result needs of the seal: it asks for it by itself, waits until it is set, and falls with it.

Certificates (证明) and the decisions that leave the hall (不予受理通知书, 不予批准决定书) each have their entry in the
register. Notices of the work itself — accepted, what is missing, paused, extended, no certificate — bear the special
seal for acceptance and business (受理专用章、业务专用章) that stands at the counter: it binds the hall to nothing but
that the application was handled, so they need no entry and no leader each time.
"""

from collections.abc import Iterator

from sqlalchemy import select

from hall.cases import life, rules
from hall.cases.facts import Facts
from hall.cases.model import Case, CaseEvent, RefusalProposal
from hall.cases.owing import owe_again
from hall.cases.record import JOURNAL, entitled, facts_of, happened, locked, matter_of
from hall.cases.refusal_rules import AGREED, FILED
from hall.documents.actions import after_revoking, after_voiding
from hall.documents.actions import void as void_document
from hall.documents.content import Content
from hall.documents.model import Document
from hall.documents.rules import DEAD
from hall.documents.views import DocumentCard, content_of, documents_of
from hall.kernel.refusal import Refusal
from hall.seals import rules as seals
from hall.seals.actions import request
from hall.seals.entries import CERTIFICATE, DECISION, DECISIONS, seal_word
from hall.seals.keepers import SPECIAL
from hall.seals.model import SealUse
from hall.seals.record import after_ending, before_voiding, parts_of, policy
from hall.seals.views import UseCard, of_case
from hall.storage.action import action
from hall.storage.work import Reading, Work

BEARS_SEAL = (CERTIFICATE, *DECISIONS)
"""Kinds of papers with an entry in the register of the seal."""
MISSING = "missing"
_WAITING = (life.READY, life.NOTIFIED_PICKUP)
_TURNS = {"verify": "核实人", "approve": "领导", "seal": "印章管理员"}
_UNFOUNDED = (seals.NOT_ON_LIST, seals.FORBIDDEN, seals.UNVERIFIED)
"""Rejections that take the decision along: what cannot be certified was not to be approved."""


@action
def request_seal(work: Work, *, case_id: str, version: int | None = None) -> int:
    """Ask again for the seal on what a case has on paper; answers with for how many papers.

    It is asked for by itself when the paper is made. Again, after the use was voided because the sheet was spoiled, or
    for a paper that is older than the register; where only void papers are left, the result is made anew.

    Raises:
        Refusal: `cases.seal_asked` where nothing is left to ask for, `cases.changed`, what `seals.request` says.
    """
    row = locked(work, case_id, version)
    facts, asked, papers = facts_of(work, row), 0, _papers(work, row)
    if papers and all(paper.state in DEAD for paper in papers):
        take_paper_back(work, work.session.get_one(Document, papers[-1].id))
        return 0
    for paper in papers:
        if paper.state not in DEAD and not any(use.state in seals.LIVE for use in _uses(work, row, paper)):
            of_list = paper.kind == CERTIFICATE
            code = entitled(work, row, matter_of(work, row)).code if of_list else DECISION
            ask_for_seal(work, row, facts, content_of(work, document_id=paper.id), paper.id, code)
            asked += 1
    if not asked:
        raise Refusal("cases.seal_asked")
    return asked


def ask_for_seal(work: Work, row: Case, facts: Facts, paper: Content, document_id: str, list_code: str) -> None:
    """Ask for the seal on a result that has just been issued, in a hall that keeps its register here.

    What goes out in the name of another body than the committee bears that body's special seal.
    """
    if not policy(work).delivery_needs_seal:
        return
    purpose = str(row.form.get("purpose") or "").strip()
    request(
        work,
        document_id=document_id,
        copies=parts_of(paper),
        list_code=list_code,
        reason="：".join(filter(None, (facts.matter.public_name, purpose))),
        person_id=row.person_id,
        case_id=row.id,
        seal_kind="" if paper.hall == facts.committee else SPECIAL,
    )


def check_sealed(work: Work, row: Case) -> list[str] | None:
    """Return the uses by which the papers of a result bear their seal, None in a hall that does not ask for it.

    Raises:
        Refusal: `cases.not_sealed` (paper, who, what) while somebody has to act; `cases.seal_missing` (paper) where
            nobody has asked; `cases.result_voided` (paper) where only void papers are left.
    """
    if not policy(work).delivery_needs_seal:
        return None
    every = _papers(work, row)
    valid = [paper for paper in every if paper.state not in DEAD]
    if every and not valid:
        raise Refusal("cases.result_voided", paper=every[-1].title)
    stamped: list[str] = []
    for paper in valid:
        mine = _uses(work, row, paper)
        done = [use.id for use in mine if use.state in seals.STAMPED]
        if not done:
            raise _unsealed(paper, [use for use in mine if use.turn])
        stamped += done
    return stamped


def seal_state(reading: Reading, row: Case) -> str:
    """Return how far the seal of a result is: the state of its use, `missing`, or nothing where none is waited for."""
    if row.stage not in _WAITING or not policy(reading).delivery_needs_seal:
        return ""
    papers = _states(reading, row)
    valid = [uses for paper, uses in papers if paper not in DEAD]
    if papers and not valid:
        return MISSING
    bare = [uses for uses in valid if not uses.intersection(seals.STAMPED)]
    return next((next((state for state in seals.OPEN if state in uses), MISSING) for uses in bare), "")


def _states(reading: Reading, row: Case) -> list[tuple[str, set[str]]]:
    """Return the state of each paper of a case that bears a seal, with those of its uses; lists ask for every case."""
    both = (
        select(Document.id, Document.state, SealUse.state)
        .outerjoin(SealUse, SealUse.document_id == Document.id)
        .where(Document.subject_id == row.id, Document.kind.in_(BEARS_SEAL))
    )
    found: dict[str, tuple[str, set[str]]] = {}
    for document_id, paper, use in reading.session.execute(both.order_by(Document.issued_at, Document.id)):
        found.setdefault(document_id, (paper, set()))[1].add(use or "")
    return list(found.values())


def offered(seal: str, acts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what can be done with a result: nobody is told to fetch, or handed, what bears no seal yet."""
    if not seal:
        return acts
    first = ("request_seal",) if seal == MISSING else ()
    return (*first, *(act for act in acts if act not in ("notify", "deliver")))


@after_ending
def drop_rejected_paper(work: Work, use: SealUse) -> None:
    """A result whose seal was rejected is void, unless another use has sealed a copy of it."""
    if use.state != seals.REJECTED or use.case_id is None or use.document_id is None:
        return
    if work.session.get_one(Document, use.document_id).kind not in BEARS_SEAL:
        return  # an agreement holds by its signatures, and a letter is drawn up anew
    row = locked(work, use.case_id)
    others = [other for other in of_case(work, case_id=row.id) if other.document_id == use.document_id]
    if row.stage not in _WAITING or any(other.state in seals.STAMPED for other in others):
        return
    if work.session.get_one(Document, use.document_id).state not in DEAD:
        void_document(work, document_id=use.document_id, reason="other")


@after_revoking
@after_voiding
def take_paper_back(work: Work, document: Document) -> None:
    """A case whose result has become void makes it anew, or decides anew where it was found to rest on nothing."""
    row = work.session.get(Case, document.subject_id, with_for_update=True) if document.kind in BEARS_SEAL else None
    if row is None or row.stage not in _WAITING:
        return
    uses = [use for use in of_case(work, case_id=row.id) if use.document_id == document.id]
    unfounded = any(use.state == seals.REJECTED and use.rejected_for in _UNFOUNDED for use in uses)
    happened(work, row, rules.take_paper_back(JOURNAL.of(row), unfounded=unfounded))
    _reopen_proposal(work, row)
    if row.stage == life.DECIDING:
        owe_again(work, row)


@before_voiding
def keep_delivered(work: Work, use: SealUse) -> None:
    """The seal on a paper that is out of the house is not taken back as long as the paper holds.

    Raises:
        Refusal: `cases.seal_delivered` (paper).
    """
    if use.case_id is None or use.document_id is None or use.state not in seals.STAMPED:
        return
    row = locked(work, use.case_id)
    holds = work.session.get_one(Document, use.document_id).state not in DEAD
    if holds and row.stage in (life.CLOSED, life.ARCHIVED):
        raise Refusal("cases.seal_delivered", paper=use.paper_name)


def _papers(reading: Reading, row: Case) -> list[DocumentCard]:
    """Return the papers of a case that bear a seal, void ones as well."""
    return [paper for paper in documents_of(reading, subject_id=row.id) if paper.kind in BEARS_SEAL]


def _uses(reading: Reading, row: Case, paper: DocumentCard) -> list[UseCard]:
    return [use for use in of_case(reading, case_id=row.id) if use.document_id == paper.id]


def find_unsealed_deliveries(reading: Reading) -> Iterator[str]:
    """Yield one sentence for each paper that left the house without its seal where the hall asked for one."""
    delivered = select(CaseEvent).where(CaseEvent.kind == "delivered").execution_options(yield_per=500)
    for entry in reading.session.scalars(delivered):
        uses = entry.details.get("seals")
        if uses is None:  # at that time the hall kept its register on paper
            continue
        sealed = select(SealUse.document_id).where(SealUse.id.in_(uses), SealUse.state.in_(seals.STAMPED))
        bare = select(Document.number).where(
            Document.subject_id == entry.subject_id,
            Document.kind.in_(BEARS_SEAL),
            Document.state.not_in(DEAD),
            Document.id.not_in(sealed),
        )
        for number in reading.session.scalars(bare):
            yield f"document {number}: delivered without its seal"


def _unsealed(paper: DocumentCard, open_uses: list[UseCard]) -> Refusal:
    """Return the refusal that says who has to do what."""
    if not open_uses:
        return Refusal("cases.seal_missing", paper=paper.title)
    use = open_uses[0]
    who = use.turn_names or _TURNS[use.turn]
    return Refusal("cases.not_sealed", paper=paper.title, who=who, what=seal_word("states", use.state)[1:])


def _reopen_proposal(work: Work, row: Case) -> None:
    """Let the no whose paper was void be put on paper again."""
    filed = select(RefusalProposal).where(RefusalProposal.case_id == row.id, RefusalProposal.outcome == FILED)
    last = work.session.scalars(filed.order_by(RefusalProposal.proposed_at.desc()).limit(1)).first()
    if last is not None:
        last.outcome = AGREED
