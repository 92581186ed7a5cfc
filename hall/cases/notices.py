"""The one notice of everything that is missing (一次性告知), and what becomes of a second one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from hall.cases import life, papers, rules
from hall.cases.materials import CHANNELS, NoticeItem, check_complete, check_second, complete_list, new_keys
from hall.cases.model import Case, SupplementNotice, Violation
from hall.cases.record import (
    DEEM,
    JOURNAL,
    LAPSE,
    dues_of,
    end_tolerance,
    facts_of,
    happened,
    in_workdays,
    lines_of,
    locked,
    matter_of,
    policy,
    promised,
    wind,
)
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.storage import due
from hall.storage.action import action
from hall.storage.work import Work


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
    """Say once and completely what is missing, and print it; answers with the notice's key.

    What the checklist says is missing goes onto the notice by itself. A second notice may repeat what the first one
    asked for; a new item needs an exemption with a note, or a leader (`insist_on_notice`).

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
            `cases.exemption_code`, `cases.exemption_note`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    matter = matter_of(work, row)
    asked = complete_list(matter, lines_of(work, row, matter), [NoticeItem.read(item) for item in items])
    fresh = new_items(work, row, asked)
    check_second(fresh, exemption, exemption_note)
    given = keep_notice(work, row, asked, channel, exemption=exemption, note=exemption_note)
    if fresh and exemption == "upper_new":
        record_violation(work, row, "second_notice", against=None, upper=True, keys=[item.key for item in fresh])
    return _hand_out(work, row, given, asked)


@action
def insist_on_notice(
    work: Work,
    *,
    case_id: str,
    items: Iterable[Mapping[str, Any]] = (),
    channel: str = "counter",
    version: int | None = None,
) -> str:
    """A leader lets a second notice with new items go out; the breach is recorded against the first notice's author.

    Raises:
        Refusal: as `give_notice`; `cases.nothing_new` when no leader is needed.
    """
    row = locked(work, case_id, version)
    matter = matter_of(work, row)
    asked = complete_list(matter, lines_of(work, row, matter), [NoticeItem.read(item) for item in items])
    fresh = new_items(work, row, asked)
    if not fresh:
        raise Refusal("cases.nothing_new")
    first = _notices(work, row)[0]
    given = keep_notice(work, row, asked, channel)
    keys = [item.key for item in fresh]
    record_violation(work, row, "second_notice", against=first.given_by, upper=False, keys=keys)
    return _hand_out(work, row, given, asked)


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
        check_complete(lines_of(work, row, matter), promised(work, row), tolerant=matter.tolerant_acceptance)
    dues = dues_of(work, row).details() if back else None
    happened(work, row, rules.supplement(JOURNAL.of(row), dues=dues))
    due.cancel(work, row.id, LAPSE)
    if back:
        wind(work, row)
        end_tolerance(work, row)


def new_items(work: Work, row: Case, asked: Sequence[NoticeItem], *, first_counts: bool = False) -> list[NoticeItem]:
    """Return what the first notice should have named; a first notice itself has nothing new, unless it counts too."""
    notices = _notices(work, row)
    if not notices and not first_counts:
        return []
    named = {str(item["key"]) for item in notices[0].items} if notices else set()
    fresh = set(new_keys(named, asked))
    return [item for item in asked if item.key in fresh]


def record_violation(
    work: Work, row: Case, kind: str, *, against: str | None, upper: bool, keys: Sequence[str], candidate: bool = False
) -> None:
    """Record a breach against whoever caused it, or against the upper level."""
    work.session.add(
        Violation(
            id=new_id(), case_id=row.id, at=work.now, kind=kind, against=against, upper=upper, candidate=candidate,
            keys=list(keys),
        )
    )  # fmt: skip


def keep_notice(
    work: Work, row: Case, asked: Sequence[NoticeItem], channel: str, *, exemption: str = "", note: str = ""
) -> SupplementNotice:
    """Freeze the list of a notice.

    Raises:
        Refusal: `cases.channel`.
    """
    if channel not in CHANNELS:
        raise Refusal("cases.channel")
    given = SupplementNotice(
        id=new_id(),
        case_id=row.id,
        seq=len(_notices(work, row)) + 1,
        items=[item.plain() for item in asked],
        channel=channel,
        given_at=work.now,
        given_by=work.actor.staff_id,
        due_at=in_workdays(work, policy(work).supplement_days),
        exemption=exemption,
        exemption_note=note.strip(),
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
        due=facts.day(given.due_at),
        channel=given.channel,
        returned=returned,
    )
    return issue(work, paper, subject_id=row.id)


def _hand_out(work: Work, row: Case, given: SupplementNotice, asked: Sequence[NoticeItem]) -> str:
    """Give a notice before acceptance: the case waits, and lapses when nothing comes."""
    happened(work, row, rules.give_notice(JOURNAL.of(row), notice_id=given.id, due_at=given.due_at))
    due.cancel(work, row.id, DEEM)
    due.schedule(work, LAPSE, row.id, given.due_at, case_id=row.id)
    print_notice(work, row, given, asked)
    return given.id


def _notices(work: Work, row: Case) -> list[SupplementNotice]:
    rows = select(SupplementNotice).where(SupplementNotice.case_id == row.id).order_by(SupplementNotice.seq)
    return list(work.session.scalars(rows))
