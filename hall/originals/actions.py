"""Originals come into the tray and leave it: checked in, handed back, kept against a receipt, accounted for."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement

from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.originals import papers, rules
from hall.originals.leaving import leave_no_card_behind
from hall.originals.model import Original, OriginalNote
from hall.originals.record import JOURNAL, give, happened, here, locked, of_ticket, tell, ticket_at_counter
from hall.people.views import person
from hall.queue.model import Ticket
from hall.security.views import colleague
from hall.storage import settings
from hall.storage.action import action
from hall.storage.place import HallFacts
from hall.storage.work import Work

__all__ = ["check_in", "check_out", "hand_back", "keep", "leave_no_card_behind", "note_left"]

_LONGEST_NAME = 100


@action
def check_in(
    work: Work,
    *,
    name: str,
    count: int = 1,
    person_id: str = "",
    ticket_id: str = "",
    case_id: str = "",
    material_id: str = "",
    mandate_id: str = "",
    identity_card: bool = False,
    overnight: bool = False,
) -> str:
    """Take originals into the tray of the actor's counter; answers with their key.

    Args:
        work: the open transaction.
        name: what it is, as on the checklist.
        count: how many of it.
        person_id: whose they are; by default who holds the ticket at the actor's counter.
        ticket_id: with which ticket they came; by default that at the actor's counter.
        case_id: the case for which they came.
        material_id: which line of its checklist they are.
        mandate_id: the agent's errand for which they came.
        identity_card: whether it is an identity card, where neither name nor material says so.
        overnight: whether they are meant to stay beyond the day.

    Raises:
        Refusal: `originals.name_missing`, `originals.count`, `originals.identity_card_kept`.
    """
    called = name.strip()[:_LONGEST_NAME]
    if not called:
        raise Refusal("originals.name_missing")
    card = identity_card or rules.is_identity_card(called, material_id)
    taken = rules.check_in(count=count, identity_card=card, overnight=overnight)
    ticket = work.session.get_one(Ticket, ticket_id) if ticket_id else ticket_at_counter(work)
    row = Original(
        id=new_id(),
        hall_id=work.place.hall_id,
        name=called,
        material_id=material_id,
        person_id=person_id or (ticket.person_id if ticket else None),
        ticket_id=ticket.id if ticket else None,
        case_id=case_id or None,
        mandate_id=mandate_id or None,
        taken_at=work.now,
    )
    JOURNAL.begin(work, row, taken)
    work.touched(Topic.ORIGINALS)
    return row.id


@action
def check_out(work: Work, *, original_id: str, count: int = 0, to: str = rules.OWNER) -> None:
    """Give originals out: to the `owner`, who came for the owner (`agent`), the `street`, or the `file`.

    Args:
        work: the open transaction.
        original_id: which.
        count: how many; 0 for all that are left.
        to: as above.

    Raises:
        Refusal: `originals.all_out`, `originals.more_than_left`, `originals.receiver`, `originals.identity_card_up`.
    """
    row = locked(work, original_id)
    give(work, row, count=count, to=to)
    tell(work, row)


@action
def hand_back(work: Work, *, ticket_id: str = "", case_id: str = "", mandate_id: str = "") -> int:
    """Hand everything back that belongs to one resident; answers with how many pieces.

    Args:
        work: the open transaction.
        ticket_id: the holder of this ticket: what lies in trays.
        case_id: or whoever applied in this case: also what was kept.
        mandate_id: or who gave this mandate: likewise.
    """
    pieces = 0
    for row in here(work, _belonging(work, ticket_id, case_id, mandate_id)):
        pieces += give(work, row)
        tell(work, row)
    return pieces


@action
def keep(work: Work, *, ticket_id: str = "", case_id: str = "") -> str:
    """Keep what lies in the tray for the work; answers with the key of the receipt (原件收存凭证).

    Args:
        work: the open transaction.
        ticket_id: of the holder of this ticket.
        case_id: or of whoever applied in this case.

    Raises:
        Refusal: `originals.nothing_to_keep`, `originals.identity_card_kept`.
    """
    rows = here(work, _belonging(work, ticket_id, case_id, "") & (Original.state == rules.TRAY))
    if not rows:
        raise Refusal("originals.nothing_to_keep")
    if any(row.identity_card for row in rows):
        raise Refusal("originals.identity_card_kept")
    receipt = _receipt(work, rows, owner_id=rows[0].person_id)
    for row in rows:
        happened(work, row, rules.keep(JOURNAL.of(row), receipt_id=receipt))
    return receipt


@action
def note_left(work: Work, *, original_id: str, words: str) -> None:
    """Write down why originals are still here: who was told, and when they are fetched.

    Raises:
        Refusal: `originals.words_missing`, `originals.all_out`.
    """
    row = locked(work, original_id)
    if not words.strip():
        raise Refusal("originals.words_missing")
    said = OriginalNote(id=new_id(), original_id=row.id, at=work.now, staff_id=work.actor.staff_id, words=words.strip())
    work.session.add(said)
    happened(work, row, rules.note(JOURNAL.of(row), note_id=said.id))


def _belonging(work: Work, ticket_id: str, case_id: str, mandate_id: str) -> ColumnElement[bool]:
    if ticket_id:
        return of_ticket(work.session.get_one(Ticket, ticket_id))
    return Original.case_id == case_id if case_id else Original.mandate_id == mandate_id


def _receipt(work: Work, rows: Sequence[Original], *, owner_id: str | None) -> str:
    clerk = colleague(work, staff_id=work.actor.staff_id) if work.actor.staff_id else None
    paper = papers.original_receipt(
        settings.read(work.session, HallFacts),
        take_number(work, "original_receipt"),
        owner=person(work, person_id=owner_id).name if owner_id else "",
        originals=[(row.name, row.count - row.out) for row in rows],
        clerk=f"{clerk.name}（{clerk.number}）" if clerk else "",
        at=work.local(work.now),
    )
    return issue(work, paper, subject_id=rows[0].case_id or rows[0].ticket_id or rows[0].id)
