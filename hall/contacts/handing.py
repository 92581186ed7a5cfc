"""How a sheet changes hands: offered, signed for, declined, escalated, assigned; and who let it lie."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from hall.contacts import rules
from hall.contacts.model import ContactSheet, ContactViolation, HandOver
from hall.contacts.promising import follow_sheet
from hall.contacts.record import (
    JOURNAL,
    REMIND,
    SHIRKING,
    TIME_OUT,
    TIMED_OUT,
    UNANSWERED,
    check_colleague,
    end_hand_over,
    happened,
    locked,
    note,
    record_violation,
)
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.security.model import Staff
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.work import Work


@action
def hand_over(
    work: Work,
    *,
    sheet_id: str,
    to: str,
    materials: Mapping[str, int] | None = None,
    note: str = "",
    belonging: str = "",
    wanted_by: datetime | None = None,
) -> str:
    """Offer the sheet to a colleague with a list of what goes along; answers with the hand-over's key.

    The ticket goes with the person: the resident does not queue again.

    Args:
        work: the open transaction.
        sheet_id: the sheet.
        to: key of the colleague who has to sign.
        materials: names of the materials handed over and how many of each.
        note: a word to the colleague.
        belonging: B (this department) or C (another one of the hall); empty for what the colleague's post says.
        wanted_by: when it should be done (aware).

    Raises:
        Refusal: `contacts.to_oneself`, `contacts.receiver_gone`, `contacts.hand_over_belonging`,
            `contacts.not_responsible`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    receiver = check_colleague(work, to)
    belonging = belonging or _belonging(work, JOURNAL.of(row).responsible, receiver)
    giver, over = JOURNAL.of(row).responsible, new_id()
    offered = rules.hand_over(JOURNAL.of(row), by=work.actor.staff_id, to=to, hand_over_id=over, belonging=belonging)
    work.session.add(
        HandOver(
            id=over,
            sheet_id=row.id,
            giver=giver,
            receiver=to,
            materials=[{"name": name, "count": count} for name, count in (materials or {}).items()],
            note=note.strip(),
            given_at=work.now,
            wanted_by=wanted_by,
            outcome="",
            reason="",
        )
    )
    happened(work, row, offered)
    _press_later(work, row)
    return over


@action
def hand_over_all(work: Work, *, to: str) -> int:
    """Offer everything one is responsible for to the B post (B岗) before leaving; answers with how many sheets.

    Until the B post has signed, the leaver stays responsible.

    Raises:
        Refusal: `contacts.to_oneself`, `contacts.receiver_gone`.
    """
    at_work = select(ContactSheet.id).where(
        ContactSheet.responsible == work.actor.staff_id,
        ContactSheet.state.in_((rules.OPEN, rules.LINKED, rules.HANDED)),
    )
    sheets = work.session.scalars(at_work.order_by(ContactSheet.id)).all()
    for sheet_id in sheets:
        hand_over(work, sheet_id=sheet_id, to=to)
    return len(sheets)


@action
def sign_for(work: Work, *, sheet_id: str) -> None:
    """Sign for a hand-over: responsibility is now the actor's.

    Raises:
        Refusal: `contacts.not_receiver`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    signed = rules.sign_for(JOURNAL.of(row), by=work.actor.staff_id)
    end_hand_over(work, row, "signed")
    happened(work, row, signed)
    follow_sheet(work, row.id, row.responsible)


@action
def decline(work: Work, *, sheet_id: str, reason: str) -> None:
    """Decline a hand-over with a reason; the second decline of a sheet goes to the leader.

    Raises:
        Refusal: `contacts.reason_missing`, `contacts.not_receiver`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    declined = rules.decline(JOURNAL.of(row), by=work.actor.staff_id, reason=reason)
    end_hand_over(work, row, "declined", reason.strip())
    happened(work, row, declined)


@action
def escalate(work: Work, *, sheet_id: str, words: str) -> None:
    """Ask the leader whose it is; the first contact still owes the resident the reply.

    Raises:
        Refusal: `contacts.words_missing`, `contacts.not_responsible`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    said = note(work, row, "escalation", words)
    escalated = rules.escalate(JOURNAL.of(row), by=work.actor.staff_id, note_id=said.id)
    end_hand_over(work, row, "taken_back")
    happened(work, row, escalated)


@action
def assign(work: Work, *, sheet_id: str, to: str, words: str = "") -> None:
    """The leader names who is responsible from now on; it cannot be declined.

    Raises:
        Refusal: `contacts.receiver_gone`, `contacts.now_closed`.
    """
    row = locked(work, sheet_id)
    check_colleague(work, to)
    rules.assign(JOURNAL.of(row), to=to)
    said = note(work, row, "assignment", words) if words.strip() else None
    end_hand_over(work, row, "overruled")
    happened(work, row, rules.assign(JOURNAL.of(row), to=to, note_id=said.id if said else ""))
    follow_sheet(work, row.id, to)


@action
def judge_decline(work: Work, *, hand_over_id: str) -> str:
    """The leader finds that a hand-over was declined without a ground (无理由拒收); answers with the violation's key.

    Raises:
        Refusal: `contacts.not_declined`, `contacts.judged_before`.
    """
    over = work.session.get_one(HandOver, hand_over_id, with_for_update=True)
    if over.outcome != "declined":
        raise Refusal("contacts.not_declined")
    known = select(ContactViolation.id).where(ContactViolation.hand_over_id == over.id)
    if work.session.scalar(known) is not None:
        raise Refusal("contacts.judged_before")
    work.concerns(over.sheet_id)
    return record_violation(work, over, SHIRKING)


@action
def remind_receiver(work: Work, *, sheet_id: str) -> None:
    """Press for a signature that is late: receiver, giver and leaders see it marked; run by itself."""
    row = locked(work, sheet_id)
    happened(work, row, rules.remind(JOURNAL.of(row)))


@action
def time_out(work: Work, *, sheet_id: str) -> None:
    """Give a hand-over that nobody signed for to the leader, and record who let it lie; run by itself."""
    row = locked(work, sheet_id)
    timed_out = rules.time_out(JOURNAL.of(row))
    if (over := end_hand_over(work, row, TIMED_OUT)) is not None:
        record_violation(work, over, UNANSWERED)
    happened(work, row, timed_out)


def _belonging(work: Work, giver_id: str, receiver: Staff) -> str:
    """Return B for a colleague of the giver's department, C for one of another."""
    giver = work.session.get(Staff, giver_id)
    return "B" if giver is not None and giver.department == receiver.department else "C"


def _press_later(work: Work, row: ContactSheet) -> None:
    """Owe the reminder and the escalation of an unsigned hand-over."""
    policy = settings.read(work.session, rules.ContactPolicy)
    reminder = work.now + timedelta(minutes=policy.remind_minutes)
    due.schedule(work, REMIND, row.id, reminder, sheet_id=row.id)
    due.schedule(work, TIME_OUT, row.id, reminder + timedelta(minutes=policy.escalate_minutes), sheet_id=row.id)
