"""The one notice of everything that is missing (一次性告知), and what becomes of it when the applicant comes back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select, update

from hall.cases import life, papers, reuse, rules
from hall.cases.materials import (
    CHANNELS,
    NoticeItem,
    check_complete,
    check_exemption,
    complete_list,
    could_be_said,
)
from hall.cases.model import Case, NoticeWish, SupplementNotice
from hall.cases.owing import owe_notice
from hall.cases.record import (
    DEEM,
    JOURNAL,
    LAPSE,
    SILENCE,
    dues_of,
    end_tolerance,
    facts_of,
    happened,
    in_workdays,
    lines_of,
    locked,
    material_rows,
    matter_of,
    policy,
    problems_of,
    promised,
    said_day,
    wind,
)
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.storage import due
from hall.storage.action import action
from hall.storage.work import Reading, Work


@action
def give_notice(
    work: Work,
    *,
    case_id: str,
    items: Iterable[Mapping[str, Any]] = (),
    channel: str = "counter",
    exemption: str = "",
    exemption_note: str = "",
    version: int | None = None,
) -> str:
    """Say once and completely what is missing, and print it; answers with the key of the notice, or of the wish.

    What the checklist and the form say is missing goes onto the notice by itself. A second notice may repeat what the
    first one asked for. A new item that could have been said then goes out only through a leader: with an exemption it
    becomes a wish that a leader releases (`release_notice`); without one a leader insists (`insist_on_notice`).

    Args:
        work: the open transaction.
        case_id: the case.
        items: further defects: `key, name, problem, requirement` and, if known, `basis`.
        channel: `counter`, `phone`, `post` or `net`.
        exemption: `law_changed`, `resident_changed`, `upper_new` or `shared_data_failed`.
        exemption_note: how so.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.notice_empty`, `cases.notice_item`, `cases.channel`, `cases.new_items` (count, name),
            `cases.third_trip` (count), `cases.notice_waits`, `cases.exemption_code`, `cases.exemption_note`,
            `cases.already_held` (name), `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    rules.expect(JOURNAL.of(row), life.CHECKING)
    asked = asked_now(work, row, items)
    rules.check_trips(trips_of(work, row))
    check_exemption(exemption, exemption_note)
    fresh = new_items(work, row, asked)
    if fresh and not exemption:
        raise Refusal("cases.new_items", count=len(fresh), name=fresh[0].name)
    if fresh:
        return _ask_leader(work, row, asked, channel, exemption=exemption, note=exemption_note)
    return hand_out(work, row, keep_notice(work, row, asked, channel, exemption=exemption, note=exemption_note), asked)


@action
def sign_notice(work: Work, *, case_id: str, version: int | None = None) -> None:
    """The applicant has signed for the latest notice; a notice on the phone is signed for when they come.

    Raises:
        Refusal: `cases.notice_signed`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    notice = next(reversed(notices_of(work, row)), None)
    signed = rules.sign_notice(JOURNAL.of(row), notice_id=notice.id if notice else "")
    if notice is None or notice.signed_at is not None:
        raise Refusal("cases.notice_signed")
    notice.signed_at = work.now
    happened(work, row, signed)


@action
def supplement(work: Work, *, case_id: str, version: int | None = None) -> None:
    """What was asked for has come: it is checked again, or goes up again after a return.

    Raises:
        Refusal: `cases.materials_open` (count, name) after a return, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    back = row.stage == life.SUPPLEMENT
    if back:
        matter = matter_of(work, row)
        check_complete(lines_of(work, row, matter), promised(work, row), tolerant=True)
    dues = dues_of(work, row).details() if back else None
    happened(work, row, rules.supplement(JOURNAL.of(row), dues=dues))
    if not back:
        due.cancel(work, row.id, LAPSE)
        owe_notice(work, row)
        return
    wind(work, row)
    end_tolerance(work, row)


def asked_now(work: Work, row: Case, items: Iterable[Mapping[str, Any]]) -> tuple[NoticeItem, ...]:
    """Return everything that a notice has to say now: what was typed, what is not there, what is wrong in the form."""
    matter = matter_of(work, row)
    typed = [NoticeItem.read(item) for item in items]
    whole = complete_list(matter, lines_of(work, row, matter), typed, problems_of(work, row, matter))
    return reuse.asked_rightly(work, row, matter, whole)


def new_items(work: Work, row: Case, asked: Sequence[NoticeItem], *, first_counts: bool = False) -> list[NoticeItem]:
    """Return what the first notice should have named; a first notice itself has nothing new, unless it counts too."""
    notices = notices_of(work, row)
    if not notices:
        return list(asked) if first_counts else []
    first = notices[0]
    named = {str(item["key"]) for item in first.items}
    later = {
        line.material_id
        for line in material_rows(work, row.id)
        if line.received_at is not None and line.received_at > first.given_at
    }
    return [item for item in asked if item.key not in named and could_be_said(item.key, later)]


def trips_of(reading: Reading, row: Case) -> int:
    """Return how often the resident was sent away to bring something: by notices and by returns together."""
    count = select(func.count()).select_from(SupplementNotice).where(SupplementNotice.case_id == row.id)
    return reading.session.scalar(count) or 0


def notices_of(reading: Reading, row: Case) -> list[SupplementNotice]:
    """Return the notices of a case, the first one first."""
    rows = select(SupplementNotice).where(SupplementNotice.case_id == row.id).order_by(SupplementNotice.seq)
    return list(reading.session.scalars(rows))


def keep_notice(
    work: Work,
    row: Case,
    asked: Sequence[NoticeItem],
    channel: str,
    *,
    exemption: str = "",
    note: str = "",
    given_by: str | None = None,
    released_by: str | None = None,
) -> SupplementNotice:
    """Freeze the list of a notice.

    Raises:
        Refusal: `cases.channel`.
    """
    _check_channel(channel)
    given = SupplementNotice(
        id=new_id(),
        case_id=row.id,
        seq=trips_of(work, row) + 1,
        items=[item.plain() for item in asked],
        channel=channel,
        given_at=work.now,
        given_by=given_by or work.actor.staff_id,
        due_at=in_workdays(work, policy(work).supplement_days),
        exemption=exemption,
        exemption_note=note.strip(),
        released_by=released_by,
    )
    work.session.add(given)
    return given


def print_notice(
    work: Work, row: Case, given: SupplementNotice, asked: Sequence[NoticeItem], *, returned: bool = False
) -> str:
    """Print a notice; answers with the document's key."""
    facts = facts_of(work, row)
    paper = papers.supplement_notice(
        facts,
        take_number(work, "supplement_notice"),
        asked,
        seq=given.seq,
        due=said_day(work, given.due_at),
        channel=given.channel,
        returned=returned,
    )
    return issue(work, paper, subject_id=row.id)


def hand_out(work: Work, row: Case, given: SupplementNotice, asked: Sequence[NoticeItem]) -> str:
    """Give a notice before acceptance: the case waits, and lapses when nothing comes; answers with its key."""
    happened(work, row, rules.give_notice(JOURNAL.of(row), notice_id=given.id, due_at=given.due_at))
    waiting = update(NoticeWish).where(NoticeWish.case_id == row.id, NoticeWish.outcome == "waiting")
    work.session.execute(waiting.values(outcome="dropped"))
    due.cancel(work, row.id, DEEM, SILENCE)
    due.schedule(work, LAPSE, row.id, given.due_at, case_id=row.id)
    print_notice(work, row, given, asked)
    return given.id


def _ask_leader(work: Work, row: Case, asked: Sequence[NoticeItem], channel: str, *, exemption: str, note: str) -> str:
    """Keep a second notice for the leader to release; answers with the wish's key."""
    _check_channel(channel)
    wish = NoticeWish(
        id=new_id(),
        case_id=row.id,
        items=[item.plain() for item in asked],
        channel=channel,
        exemption=exemption,
        exemption_note=note.strip(),
        asked_at=work.now,
        asked_by=work.actor.staff_id,
        outcome="waiting",
        answer="",
    )
    work.session.add(wish)
    happened(work, row, rules.ask_for_notice(JOURNAL.of(row), wish_id=wish.id))
    return wish.id


def _check_channel(channel: str) -> None:
    if channel not in CHANNELS:
        raise Refusal("cases.channel")
