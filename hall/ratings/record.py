"""One rating while an action has hold of it: locked, journalled, with its words and its limit."""

import datetime as dt

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.ratings import rules
from hall.ratings.model import Rating, RatingEvent, RatingNote
from hall.storage import due
from hall.storage.journal import Event, Journal
from hall.storage.work import Work
from hall.workdays.views import calendar_of

JOURNAL = Journal(Rating, RatingEvent, rules.RatingState, rules.fold)
TURN_LATE = "ratings.turn_late"
LONGEST_WORDS = 500
_MOMENT = dt.timedelta(seconds=1)


def locked(work: Work, rating_id: str) -> Rating:
    """Return the rating, locked until the commit."""
    return work.session.get_one(Rating, rating_id, with_for_update=True)


def happened(work: Work, row: Rating, event: Event) -> None:
    """Write what a rule decided into the journal and the row, and owe the warning of the limit anew."""
    before = row.due_at
    JOURNAL.happened(work, row, event)
    if row.due_at != before:
        wind(work, row)
    work.touched(Topic.RATINGS)


def wind(work: Work, row: Rating) -> None:
    """Owe the warning that the step at hand is overdue."""
    due.cancel(work, row.id, TURN_LATE)
    if row.due_at is not None:
        due.schedule(work, TURN_LATE, row.id, row.due_at + _MOMENT, rating_id=row.id)


def limit(work: Work, days: int) -> dt.datetime:
    """Return the end of the n-th working day from today (aware)."""
    calendar = calendar_of(work)
    return calendar.closing(calendar.nth_workday(work.today, days)).astimezone(dt.UTC)


def note(work: Work, row: Rating, words: str, *, required: bool = True) -> str:
    """Keep the words of an entry outside the journal; answers with their key, empty for no words.

    Raises:
        Refusal: `ratings.words_missing`.
    """
    said = words.strip()[:LONGEST_WORDS]
    if not said:
        if required:
            raise Refusal("ratings.words_missing")
        return ""
    kept = RatingNote(id=new_id(), rating_id=row.id, at=work.now, staff_id=work.actor.staff_id, words=said)
    work.session.add(kept)
    return kept.id
