"""One use or one seal while an action has hold of it: locked, journalled, with the words that belong to it."""

import datetime as dt
import hashlib
from collections.abc import Callable

from sqlalchemy import func, select

from hall.documents.content import Content, Cut, from_json
from hall.documents.model import Document
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.seals import keepers, rules
from hall.seals.model import Seal, SealEvent, SealNote, SealUse, SealUseEvent
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.journal import Event, Journal
from hall.storage.work import Reading, Work
from hall.workdays.views import calendar_of

USES = Journal(SealUse, SealUseEvent, rules.UseState, rules.fold)
SEALS = Journal(Seal, SealEvent, keepers.SealState, keepers.fold)
LONGEST_WORDS = 500

Guard = Callable[[Work, SealUse], object]
_BEFORE_VOIDING: list[Guard] = []
_AFTER_ENDING: list[Guard] = []


def before_voiding(guard: Guard) -> Guard:
    """Mark what a later room asks before the use of a seal is voided; it may refuse."""
    _BEFORE_VOIDING.append(guard)
    return guard


def after_ending(consequence: Guard) -> Guard:
    """Mark what a later room does once a use was rejected or voided."""
    _AFTER_ENDING.append(consequence)
    return consequence


def locked(work: Work, use_id: str) -> SealUse:
    """Return the use, locked until the commit."""
    return work.session.get_one(SealUse, use_id, with_for_update=True)


def locked_seal(work: Work, seal_id: str) -> Seal:
    """Return the seal, locked until the commit."""
    return work.session.get_one(Seal, seal_id, with_for_update=True)


def happened(work: Work, row: SealUse, event: Event) -> None:
    """Write what a rule decided into the journal and the row."""
    USES.happened(work, row, event)
    touched(work, row)


def touched(work: Work, row: SealUse) -> None:
    """Say that a use has changed, and with it the case that waits for its paper."""
    work.touched(Topic.SEALS)
    if row.case_id is not None:
        work.concerns(row.case_id)
        work.touched(Topic.CASES)


def ended(work: Work, row: SealUse) -> None:
    """Let later rooms draw their consequences from a use that came to nothing."""
    for consequence in _AFTER_ENDING:
        consequence(work, row)


def check_voidable(work: Work, row: SealUse) -> None:
    """Ask later rooms whether the use of a seal may be voided."""
    for guard in _BEFORE_VOIDING:
        guard(work, row)


def note(work: Work, subject_id: str, purpose: str, words: str, *, required: bool = True) -> str:
    """Keep the words of an entry outside the journal; answers with their key, empty for no words.

    Raises:
        Refusal: `seals.words_missing`.
    """
    said = words.strip()[:LONGEST_WORDS]
    if not said:
        if required:
            raise Refusal("seals.words_missing")
        return ""
    kept = SealNote(
        id=new_id(), subject_id=subject_id, at=work.now, staff_id=work.actor.staff_id, purpose=purpose, words=said
    )
    work.session.add(kept)
    return kept.id


def sound_content(work: Work, document_id: str) -> Content:
    """Return what a paper of the hall says, which is what was printed when it was issued.

    Raises:
        Refusal: `seals.document_voided`, `seals.document_revoked`, `seals.document_spoiled`, `seals.document_altered`,
            `seals.blank`.
    """
    document = work.session.get_one(Document, document_id, with_for_update=True)
    if document.state in ("voided", "revoked", "spoiled"):
        raise Refusal(f"seals.document_{document.state}", number=document.number)
    if hashlib.sha256(document.content.encode()).hexdigest() != document.digest:
        raise Refusal("seals.document_altered", number=document.number)
    content = from_json(document.content)
    if not content.blocks:
        raise Refusal("seals.blank")
    return content


def parts_of(content: Content) -> int:
    """Return how many parts a paper has, each of which is sealed once."""
    return max(1, len(content.copies))


def is_cut(content: Content) -> bool:
    """Tell whether a paper has a stub, so that its line is sealed across (骑缝章)."""
    return any(isinstance(block, Cut) for block in content.blocks)


def copies_taken(reading: Reading, document_id: str, *, without: str = "") -> int:
    """Return how many copies of a document are sealed or asked for, all uses but one."""
    count = func.sum(
        func.coalesce(func.nullif(SealUse.sealed_copies, 0), SealUse.copies)  # what was sealed, else what was asked for
    )
    live = select(count).where(SealUse.document_id == document_id, SealUse.state.in_(rules.LIVE), SealUse.id != without)
    return int(reading.session.scalar(live) or 0)


def seal_for(work: Work, kind: str, seal_id: str) -> Seal:
    """Return the seal to use: the one named, or else of its kind the actor's own, or any in use; locked.

    Raises:
        Refusal: `seals.no_seal` where the hall has none of this kind, `seals.seal_kind` for one of another kind.
    """
    if seal_id:
        row = locked_seal(work, seal_id)
        if row.kind != kind:
            raise Refusal("seals.seal_kind")
        return row
    of_kind = select(Seal).where(Seal.kind == kind).order_by(Seal.added_at.desc()).with_for_update()
    found = list(work.session.scalars(of_kind))
    if not found:
        raise Refusal("seals.no_seal")
    usable = [row for row in found if row.state == keepers.IN_USE] or found
    own = [row for row in usable if row.keeper == work.actor.staff_id]
    return (own or usable)[0]


def staff_named(work: Work, staff_id: str) -> Staff:
    """Return a colleague who may keep a seal.

    Raises:
        Refusal: `seals.keeper_gone` for whoever has left, `seals.temporary` for temporary staff, `seals.no_keeper`
            for whoever has not the role of a seal keeper.
    """
    colleague = work.session.get(Staff, staff_id)
    if colleague is None or not colleague.active:
        raise Refusal("seals.keeper_gone")
    if colleague.temporary:
        raise Refusal("seals.temporary", name=colleague.name)
    if "seal_keeper" not in colleague.roles:
        raise Refusal("seals.no_keeper", name=colleague.name)
    return colleague


def policy(reading: Reading) -> rules.SealPolicy:
    """Return how strictly this hall keeps its seals."""
    return settings.read(reading.session, rules.SealPolicy)


def in_workdays(work: Work, days: int) -> dt.datetime:
    """Return the end of the n-th working day from today (aware)."""
    calendar = calendar_of(work)
    return calendar.closing(calendar.nth_workday(work.today, days)).astimezone(dt.UTC)


def use_series(seal_id: str, year: int) -> str:
    """Return the name of the series that numbers the uses of a seal in a year."""
    return f"seal_use/{seal_id}/{year}"
