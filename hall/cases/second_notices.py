"""A second notice with something new, a third trip: what only a leader lets go out, and who answers for it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from hall.cases import life, rules
from hall.cases.materials import NoticeItem, check_exemption
from hall.cases.model import Case, NoticeWish
from hall.cases.notices import asked_now, hand_out, keep_notice, new_items, notices_of, trips_of
from hall.cases.record import JOURNAL, happened, locked
from hall.cases.violations import SECOND_NOTICE, THIRD_TRIP, record_violation
from hall.kernel.refusal import Refusal
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.work import Reading, Work

UPPER_NEW = "upper_new"


@action
def insist_on_notice(
    work: Work,
    *,
    case_id: str,
    items: Iterable[Mapping[str, Any]] = (),
    channel: str = "counter",
    words: str = "",
    exemption: str = "",
    exemption_note: str = "",
    version: int | None = None,
) -> str:
    """A leader lets a notice go out that a clerk may not give; answers with its key.

    New items without an exemption are a breach of whoever gave the first notice; a third trip is one too, and needs the
    leader's words. With an exemption nobody is to blame, but for what an upper level asks for anew.

    Raises:
        Refusal: as `give_notice`; `cases.nothing_new` when no leader is needed, `cases.order_words`,
            `cases.own_notice` when a leader would excuse their own first notice.
    """
    row = locked(work, case_id, version)
    rules.expect(JOURNAL.of(row), life.CHECKING)
    asked = asked_now(work, row, items)
    check_exemption(exemption, exemption_note)
    fresh = new_items(work, row, asked)
    third = trips_of(work, row) >= rules.MOST_TRIPS
    if not fresh and not third:
        raise Refusal("cases.nothing_new")
    if third:
        order_third_trip(work, row, words)
    first = notices_of(work, row)[0]
    if exemption and first.given_by is not None and first.given_by == work.actor.staff_id:
        raise Refusal("cases.own_notice")
    given = keep_notice(work, row, asked, channel, exemption=exemption, note=exemption_note or words)
    _blame(work, row, fresh, exemption, against=first.given_by)
    return hand_out(work, row, given, asked)


@action
def release_notice(work: Work, *, case_id: str, agree: bool, words: str = "", version: int | None = None) -> str | None:
    """A leader answers the wish for a second notice; answers with the notice's key if it goes out.

    Raises:
        Refusal: `cases.notice_not_asked`, `cases.own_notice`, `cases.reason_missing` for a no without a word,
            `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    wish = _waiting(work, row)
    rules.answer_notice(JOURNAL.of(row), by=work.actor.staff_id, asked_by=wish.asked_by if wish else None)
    if not agree and not words.strip():
        raise Refusal("cases.reason_missing")
    if wish is None:
        raise Refusal("cases.notice_not_asked")
    wish.outcome = "released" if agree else "declined"
    wish.answered_at, wish.answered_by, wish.answer = work.now, work.actor.staff_id, words.strip()
    if not agree:
        happened(work, row, Event("notice_declined", {"wish_id": wish.id}))
        return None
    asked = [NoticeItem(**item) for item in wish.items]
    fresh = new_items(work, row, asked)
    given = keep_notice(
        work, row, asked, wish.channel, exemption=wish.exemption, note=wish.exemption_note, given_by=wish.asked_by,
        released_by=work.actor.staff_id,
    )  # fmt: skip
    _blame(work, row, fresh, wish.exemption, against=None)
    return hand_out(work, row, given, asked)


def order_third_trip(work: Work, row: Case, words: str) -> None:
    """Record that a leader sends the resident away a third time, against whoever gave the first notice.

    Raises:
        Refusal: `cases.order_words`.
    """
    if not words.strip():
        raise Refusal("cases.order_words")
    notices = notices_of(work, row)
    record_violation(work, row, THIRD_TRIP, against=notices[0].given_by if notices else row.handler)


def wishes_of(reading: Reading, case_id: str) -> list[NoticeWish]:
    """Return the second notices that a leader was asked for, oldest first."""
    rows = select(NoticeWish).where(NoticeWish.case_id == case_id).order_by(NoticeWish.asked_at, NoticeWish.id)
    return list(reading.session.scalars(rows))


def _waiting(work: Work, row: Case) -> NoticeWish | None:
    return next((wish for wish in wishes_of(work, row.id) if wish.outcome == "waiting"), None)


def _blame(work: Work, row: Case, fresh: Sequence[NoticeItem], exemption: str, *, against: str | None) -> None:
    """Record a second notice with new items: an excused one counts at most against the upper level."""
    upper = exemption == UPPER_NEW
    if fresh and (upper or not exemption):
        keys = [item.key for item in fresh]
        record_violation(work, row, SECOND_NOTICE, against=None if upper else against, upper=upper, keys=keys)
