"""Clearing what is over its time, keeping what a lawsuit needs, and handing somebody their own data."""

from typing import Final

from sqlalchemy import select

from hall.cases.looking import serves_ticket
from hall.cases.model import Case
from hall.documents.actions import issue
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.people.looking import LONGEST, OTHER, SERVING, check_words
from hall.people.model import Person
from hall.privacy.chapters import own_data
from hall.privacy.model import Erasure, ErasureRun, LegalHold
from hall.privacy.papers import own_data_sheet
from hall.privacy.rules import RetentionPolicy, check_agreed, check_ground, retention_rules, rule_named
from hall.privacy.targets import TARGETS, due_ids
from hall.privacy.views import count_due
from hall.security.model import Staff
from hall.security.passwords import matches
from hall.security.policy import after_wrong
from hall.security.rules import SignInPolicy
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Work

BATCH: Final = 500
"""Rows that are cleared in one transaction."""
LEADER: Final = "leader"
SHORTEST: Final = 2
"""A reason of one character says nothing."""


@action
def hold(work: Work, *, ground: str, words: str = "", person_id: str = "", case_id: str = "") -> str:
    """Clear nothing of a person or a case until it is released; answers with the key of the hold.

    Args:
        work: the open transaction.
        ground: one of `rules.HOLD_GROUNDS`.
        words: number of the lawsuit or the letter.
        person_id: whose data; or
        case_id: the case whose applicant's data is held.

    Raises:
        Refusal: `privacy.unknown_ground` (known), `privacy.hold_whom`.
    """
    check_ground(ground)
    if bool(person_id) is bool(case_id):
        raise Refusal("privacy.hold_whom")
    held = work.session.get_one(Person, person_id).id if person_id else work.session.get_one(Case, case_id).id
    row = LegalHold(
        id=new_id(), hall_id=work.place.hall_id, person_id=person_id or None, case_id=case_id or None, ground=ground,
        words=words.strip(), since=work.now, set_by=work.actor.staff_id,
    )  # fmt: skip
    work.session.add(row)
    work.concerns(row.id, held, f"ground:{ground}")
    work.touched(Topic.PEOPLE)
    return row.id


@action
def release(work: Work, *, hold_id: str, words: str = "", leader: str = "", password: str = "") -> bool:
    """End a hold: a leader who is signed in does it, or agrees with the own password at somebody else's desk.

    A wrong password is an answer and not a refusal, because the count of failures has to be kept.

    Args:
        work: the open transaction.
        hold_id: the hold.
        words: why it ends, without numbers; stays on record.
        leader: staff number of the leader who stands by, empty where the leader is signed in.
        password: the leader's own.

    Raises:
        Refusal: `privacy.hold_over`, `privacy.release_why`, `people.look_number`, `privacy.release_leader`,
            `privacy.password_given`, `security.locked` after too many failures.
    """
    row = work.session.get_one(LegalHold, hold_id, with_for_update=True)
    if row.ended_at is not None:
        raise Refusal("privacy.hold_over")
    said = words.strip()[:LONGEST]
    if len(said) < SHORTEST:
        raise Refusal("privacy.release_why")
    check_words(SERVING, said)
    staff = _leader(work, leader)
    work.concerns(row.id, staff.id)
    work.remarked(words=said)
    if leader and not _knows_password(work, staff, password, settings.read(work.session, SignInPolicy)):
        work.outcome("security.wrong_password")
        return False
    row.ended_at, row.ended_by = work.now, staff.id
    work.touched(Topic.PEOPLE)
    return True


@action
def ask_to_clear(work: Work) -> str:
    """Ask a leader to agree that what is over its time is cleared; answers with the key of the run.

    Raises:
        Refusal: `privacy.nothing_due`.
    """
    counts = {line.rule.code: line.count for line in count_due(work) if line.count}
    if not counts:
        raise Refusal("privacy.nothing_due")
    row = ErasureRun(
        id=new_id(), hall_id=work.place.hall_id, asked_at=work.now, asked_by=work.actor.staff_id, counts=dict(counts)
    )
    work.session.add(row)
    work.concerns(row.id, *(f"{code}:{count}" for code, count in counts.items()))
    return row.id


@action
def agree_to_clear(work: Work, *, run_id: str, leader: str = "", password: str = "") -> bool:
    """Agree, as a leader, that a run clears what is over its time; whoever asked cannot agree as well.

    A wrong password is an answer and not a refusal, because the count of failures has to be kept.

    Args:
        work: the open transaction.
        run_id: the run.
        leader: staff number of the leader, where nobody is signed in: at the command line of the hall's own PC.
        password: the leader's own; not asked of who is signed in.

    Raises:
        Refusal: `privacy.leader_only`, `privacy.own_run`, `privacy.password_given`,
            `security.locked` after too many failures.
    """
    row = work.session.get_one(ErasureRun, run_id, with_for_update=True)
    staff = _staff(work, leader)
    if LEADER not in staff.roles or staff.temporary:
        raise Refusal("privacy.leader_only")
    if row.asked_by == staff.id:
        raise Refusal("privacy.own_run")
    work.concerns(row.id, staff.id)
    policy = settings.read(work.session, SignInPolicy)
    if work.actor.staff_id is None and not _knows_password(work, staff, password, policy):
        work.outcome("security.wrong_password")
        return False
    row.agreed_at, row.agreed_by = work.now, staff.id
    return True


@action
def clear(work: Work, *, run_id: str, rule: str, most: int = BATCH) -> int:
    """Clear one batch under one rule; answers with how many rows, 0 when nothing is left.

    What is cleared again is found cleared: a run that broke off is simply run once more. In a hall full of PCs the
    host alone clears: no other PC may delete what the whole hall has.

    Raises:
        Refusal: `privacy.at_the_host`, `privacy.unknown_rule`, `privacy.not_agreed`, `privacy.agreement_old`.
    """
    if work.actor.kind and work.session.get_bind().dialect.name == "postgresql":
        raise Refusal("privacy.at_the_host")
    code = rule_named(rule).code
    run = work.session.get_one(ErasureRun, run_id, with_for_update=True)
    check_agreed(run.agreed_at, work.now)
    days = getattr(settings.read(work.session, RetentionPolicy), code)
    ids = work.session.scalars(due_ids(work, code, days).limit(most)).all()
    if ids:
        TARGETS[code].clear(work.session, ids)
        work.session.add_all(Erasure(rule=code, subject_id=each, run_id=run_id, at=work.now) for each in ids)
        work.touched(Topic.PEOPLE)
    work.concerns(run_id, f"{code}:{len(ids)}")
    return len(ids)


@action
def hand_out(work: Work, *, person_id: str, way: str = "file") -> str:
    """Note that somebody is given what the hall holds of them (查阅、复制); answers with the person's key.

    Args:
        work: the open transaction.
        person_id: the person, whose identity the clerk has seen.
        way: `file` or `paper`.
    """
    row = work.session.get_one(Person, person_id)
    work.concerns(row.id, f"own_data:{way}")
    return row.id


@action
def print_own_data(work: Work, *, person_id: str, case_id: str = "", ticket_id: str = "", reason: str = "") -> str:
    """Print what the hall holds of somebody for that person (个人信息查询结果单); answers with the paper's key.

    Args:
        work: the open transaction.
        person_id: the person, whose identity the clerk has seen.
        case_id: the case on whose page it is asked for, or
        ticket_id: the visit.
        reason: in words and without numbers, where the person does not sit at the actor's counter now.

    Raises:
        Refusal: `privacy.not_served` without a reason, `people.look_words`, `people.look_number`.
    """
    serving, said = serves_ticket(work, person_id, None), reason.strip()[:LONGEST]
    if not serving and not said:
        raise Refusal("privacy.not_served")
    why = SERVING if serving else OTHER
    if not serving:
        check_words(why, said)
        work.remarked(words=said)
    work.remarked(purpose=why)
    work.concerns(person_id, "own_data:print")
    return issue(
        work, own_data_sheet(own_data(work, person_id=person_id)), subject_id=case_id or ticket_id or person_id
    )


@action
def note_export(work: Work, *, what: str, rows: int) -> None:
    """Note that a list with personal data leaves the hall as a file.

    Args:
        work: the open transaction.
        what: code of the list, such as `appointments`.
        rows: how many.
    """
    work.concerns(f"export:{what}", f"rows:{rows}")


def clearing_rules() -> tuple[str, ...]:
    """Return the codes of the rules under which something is cleared, in their order."""
    return tuple(rule.code for rule in retention_rules() if rule.clears)


def _knows_password(work: Work, staff: Staff, password: str, policy: SignInPolicy) -> bool:
    """Tell whether a password is right, and count a wrong one against the person: no device stands behind it.

    Raises:
        Refusal: `security.locked`; `privacy.password_given`: somebody else chose it, and knows it too.
    """
    if staff.locked_until is not None and staff.locked_until > work.now:
        raise Refusal("security.locked", until=f"{work.local(staff.locked_until):%H:%M}")
    if matches(staff.password_hash, password):
        if staff.must_change:
            raise Refusal("privacy.password_given")
        return True
    staff.failures, staff.locked_until = after_wrong(staff.failures, work.now, policy)
    return False


def _staff(work: Work, number: str) -> Staff:
    """Return who agrees: whoever is signed in, or the leader named at the hall's own PC.

    Raises:
        Refusal: `privacy.leader_only`.
    """
    if work.actor.staff_id is not None:
        return work.session.get_one(Staff, work.actor.staff_id)
    found = work.session.scalar(select(Staff).where(Staff.number == number, Staff.active))
    if found is None:
        raise Refusal("privacy.leader_only")
    return found


def _leader(work: Work, number: str) -> Staff:
    """Return the leader who ends a hold: the one named, or else whoever is signed in.

    Raises:
        Refusal: `privacy.release_leader`.
    """
    wanted = Staff.number == number if number else Staff.id == work.actor.staff_id
    found = work.session.scalar(select(Staff).where(wanted, Staff.active))
    if found is None or LEADER not in found.roles or found.temporary:
        raise Refusal("privacy.release_leader")
    return found
