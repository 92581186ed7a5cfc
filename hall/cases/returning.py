"""What an upper level sends back (退回): with its items named, and never a third errand for the resident."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from hall.cases import life, rules
from hall.cases.course import waiting_answer
from hall.cases.materials import NoticeItem
from hall.cases.model import Case, CaseEvent
from hall.cases.notices import keep_notice, new_items, print_notice, trips_of
from hall.cases.record import JOURNAL, RED, YELLOW, happened, locked
from hall.cases.second_notices import order_third_trip
from hall.cases.violations import MISSED, record_violation
from hall.kernel.refusal import Refusal
from hall.storage import due
from hall.storage.action import action
from hall.storage.work import Work


@action
def record_return(
    work: Work,
    *,
    case_id: str,
    items: Iterable[Mapping[str, Any]],
    words: str = "",
    upper_new: bool = False,
    ask_resident: bool = True,
    version: int | None = None,
) -> None:
    """The upper level has sent the case back and named what it wants; the applicant gets the list.

    What the one notice should have named is recorded as a candidate for a breach: against whoever accepted the case,
    or against the upper level where it asks for something new (`upper_new`). Whoever was sent away twice already is
    not sent again: the hall mends it itself (`ask_resident=False`), or a leader orders it (`insist_on_return`).

    Raises:
        Refusal: `cases.return_items`, `cases.notice_item`, `cases.third_trip` (count), `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    asked = [NoticeItem.read(item) for item in items]
    if ask_resident and asked and row.stage == life.AT_UPPER:
        rules.check_trips(trips_of(work, row))
    _take_back(work, row, asked, words, upper_new=upper_new, ask_resident=ask_resident)


@action
def insist_on_return(
    work: Work,
    *,
    case_id: str,
    items: Iterable[Mapping[str, Any]],
    words: str,
    upper_new: bool = False,
    version: int | None = None,
) -> None:
    """A leader orders in words that the resident brings something a third time; it stays on record as a breach.

    Raises:
        Refusal: as `record_return`; `cases.order_words`, `cases.nothing_new` where no order is needed.
    """
    row = locked(work, case_id, version)
    rules.expect(JOURNAL.of(row), life.AT_UPPER)
    if trips_of(work, row) < rules.MOST_TRIPS:
        raise Refusal("cases.nothing_new")
    order_third_trip(work, row, words)
    _take_back(work, row, [NoticeItem.read(item) for item in items], words, upper_new=upper_new, ask_resident=True)


def _take_back(
    work: Work, row: Case, asked: Sequence[NoticeItem], words: str, *, upper_new: bool, ask_resident: bool
) -> None:
    """Write a return down; the resident gets its list unless the hall mends it itself."""
    sent = waiting_answer(work, row)
    returned = (
        rules.record_return(JOURNAL.of(row), forwarding_id=sent.id, items=len(asked), on=work.today)
        if ask_resident
        else rules.return_to_hall(JOURNAL.of(row), forwarding_id=sent.id, items=len(asked))
    )
    sent.answered_at, sent.outcome, sent.words = work.now, "returned", words.strip()
    sent.items = [item.plain() for item in asked]
    _suspect(work, row, asked, upper_new=upper_new)
    if not ask_resident:
        happened(work, row, returned)
        return
    given = keep_notice(work, row, asked, "counter", exemption="upper_new" if upper_new else "", note=words)
    happened(work, row, returned)
    due.cancel(work, row.id, YELLOW, RED)
    print_notice(work, row, given, asked, returned=True)


def _suspect(work: Work, row: Case, asked: Sequence[NoticeItem], *, upper_new: bool) -> None:
    """Record what the one notice should have named, for a leader to look into."""
    fresh = new_items(work, row, asked, first_counts=True)
    if fresh:
        against = None if upper_new else _acceptor(work, row)
        keys = [item.key for item in fresh]
        record_violation(work, row, MISSED, against=against, upper=upper_new, keys=keys, candidate=True)


def _acceptor(work: Work, row: Case) -> str | None:
    """Return who accepted the case and so answers for its one notice."""
    accepted = select(CaseEvent.staff_id).where(CaseEvent.subject_id == row.id, CaseEvent.kind == "accepted")
    return work.session.scalar(accepted.limit(1))
