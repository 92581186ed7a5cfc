"""Leaving the post: the list of everything open, its signature, and taking it back."""

from datetime import timedelta
from typing import Final

from hall.cases import duty_papers, duty_rules
from hall.cases.duties import Duty, Move, duties, kind_of
from hall.cases.duty_model import DutyItem, DutyList, DutyListEvent
from hall.cases.duty_rules import BACK, ENDED, LISTED, MOVED, OFFERED, ListState
from hall.cases.duty_views import duty_list, items_of, lists_of
from hall.contacts.rules import ContactPolicy
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.posts.actions import CLOSED, close_counter
from hall.posts.manning import come_back, go_away
from hall.posts.model import Counter
from hall.posts.roster import LEADER, deputy_of
from hall.security.model import Staff
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.journal import Event, Journal
from hall.storage.place import HallFacts
from hall.storage.work import Work

LISTS = Journal(DutyList, DutyListEvent, ListState, duty_rules.fold)
REMIND, ESCALATE = "cases.remind_list", "cases.escalate_list"
_ON_THE_DISPLAY: Final = "shift_change"
"""Why the counter is closed, as the public reads it: the reason for leaving is nobody's business there."""


@action
def leave_post(work: Work, *, reason: str, to: str = "") -> str:
    """Leave the post for longer than a pause: write the list of what is open and offer it; answers with its key.

    The counter is closed. Until somebody has signed, whoever leaves stays responsible. Where nothing is open there is
    no list, and the answer is empty.

    Args:
        work: the open transaction.
        reason: why, in a few words.
        to: key of the colleague; by default the B post on duty, else a leader.

    Raises:
        Refusal: `cases.list_nobody`, `cases.leave_reason`, `cases.list_no_receiver`, `cases.list_to_oneself`,
            `cases.list_receiver_gone`, `cases.list_waits` (number) while an earlier list is unsigned,
            `queue.finish_first` with somebody at the counter.
    """
    me = work.actor.staff_id or ""
    open_duties = duties(work, staff_id=me) if me else ()
    deputy = deputy_of(work, staff_id=me, counter_id=work.actor.counter_id or "")
    receiver = to or (deputy.staff_id if deputy else None)
    offered = duty_rules.offer(by=work.actor.staff_id, to=receiver, reason=reason)
    _check_receiver(work, str(offered.details["to"]))
    _check_no_other(work, me)
    _close_own_counter(work)
    go_away(work, me)
    return _offer(work, offered, reason.strip(), open_duties) if open_duties else ""


@action
def sign_list(work: Work, *, list_id: str) -> None:
    """Sign for a list: every duty on it is now the actor's, each by an entry of its own.

    Raises:
        Refusal: `cases.list_not_receiver`, `cases.list_to_oneself`, `cases.list_now_…`.
    """
    row = _locked(work, list_id)
    signed = duty_rules.sign(LISTS.of(row), by=work.actor.staff_id, leads=_leads(work))
    due.cancel(work, row.id, REMIND, ESCALATE)
    _happened(work, row, signed)
    for item in items_of(work, list_id):
        if (move := kind_of(item.kind).move) is not None:
            moved = move(work, Move(item.subject_id, row.leaver, row.holder, row.id, row.offered_at))
            item.outcome = MOVED if moved else ENDED


@action
def redirect_list(work: Work, *, list_id: str, to: str, words: str = "") -> None:
    """A leader names who has to sign instead; a B post itself cannot decline.

    Raises:
        Refusal: `cases.list_receiver_gone`, `cases.list_same_receiver`, `cases.list_to_leaver`, `cases.list_now_…`.
    """
    row = _locked(work, list_id)
    _check_receiver(work, to)
    redirected = duty_rules.redirect(LISTS.of(row), to=to)
    if words.strip():
        row.words = words.strip()
    due.cancel(work, row.id, REMIND, ESCALATE)
    _happened(work, row, redirected)
    _press_later(work, row)


@action
def take_back(work: Work, *, list_id: str) -> int:
    """Be back: take an unsigned list back, or what its holder has not finished; answers with how many came back.

    Raises:
        Refusal: `cases.list_not_leaver`, `cases.list_now_…`.
    """
    row = _locked(work, list_id)
    was = LISTS.of(row)
    back = duty_rules.take_back(was, by=work.actor.staff_id)
    due.cancel(work, row.id, REMIND, ESCALATE)
    _happened(work, row, back)
    come_back(work, row.leaver)
    if was.state == OFFERED:
        return len(items_of(work, list_id))
    return sum(_came_back(work, row, item, was.holder) for item in items_of(work, list_id))


@action
def remind_list(work: Work, *, list_id: str) -> None:
    """Press for a signature that is late; run by itself."""
    row = _locked(work, list_id)
    _happened(work, row, duty_rules.remind(LISTS.of(row)))


@action
def escalate_list(work: Work, *, list_id: str) -> None:
    """Show a list that nobody signs to a leader; run by itself."""
    row = _locked(work, list_id)
    _happened(work, row, duty_rules.escalate(LISTS.of(row)))


def _offer(work: Work, offered: Event, reason: str, open_duties: tuple[Duty, ...]) -> str:
    row = DutyList(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=take_number(work, "duty_list"),
        offered_at=work.now,
        reason=reason,
        words="",
    )
    LISTS.begin(work, row, offered)
    for position, duty in enumerate(open_duties, start=1):
        work.session.add(
            DutyItem(
                list_id=row.id, position=position, kind=duty.kind, subject_id=duty.key, number=duty.number,
                outcome=LISTED,
            )
        )  # fmt: skip
    work.session.flush()
    _press_later(work, row)
    facts = settings.read(work.session, HallFacts)
    issue(work, duty_papers.list_paper(facts, duty_list(work, list_id=row.id), work.place.zone), subject_id=row.id)
    work.touched(Topic.CASES, Topic.CONTACTS)
    return row.id


def _came_back(work: Work, row: DutyList, item: DutyItem, holder: str) -> bool:
    """Give one duty back, if the holder still has it."""
    move = kind_of(item.kind).move
    if item.outcome != MOVED or move is None:
        return False
    if not move(work, Move(item.subject_id, holder, row.leaver, row.id, work.now)):
        return False
    item.outcome = BACK
    return True


def _close_own_counter(work: Work) -> None:
    """Nobody sits at the counter any more; the queue's guard refuses while somebody is served."""
    at = work.actor.counter_id
    counter = work.session.get(Counter, at) if at else None
    if counter is not None and counter.staff_id == work.actor.staff_id and counter.state != CLOSED:
        close_counter(work, reason=_ON_THE_DISPLAY)


def _check_receiver(work: Work, staff_id: str) -> None:
    colleague = work.session.get(Staff, staff_id)
    if colleague is None or not colleague.active:
        raise Refusal("cases.list_receiver_gone")


def _check_no_other(work: Work, staff_id: str) -> None:
    """Refuse a second list while the first waits: each duty stands on one."""
    waiting = next((card for card in lists_of(work, staff_id=staff_id) if card.state == OFFERED), None)
    if waiting is not None:
        raise Refusal("cases.list_waits", number=waiting.number)


def _leads(work: Work) -> bool:
    staff = work.session.get(Staff, work.actor.staff_id) if work.actor.staff_id else None
    return staff is not None and LEADER in staff.roles


def _press_later(work: Work, row: DutyList) -> None:
    policy = settings.read(work.session, ContactPolicy)
    reminder = work.now + timedelta(minutes=policy.remind_minutes)
    due.schedule(work, REMIND, row.id, reminder, list_id=row.id)
    due.schedule(work, ESCALATE, row.id, reminder + timedelta(minutes=policy.escalate_minutes), list_id=row.id)


def _locked(work: Work, list_id: str) -> DutyList:
    return work.session.get_one(DutyList, list_id, with_for_update=True)


def _happened(work: Work, row: DutyList, event: Event) -> None:
    LISTS.happened(work, row, event)
    work.touched(Topic.CASES, Topic.CONTACTS)
