"""The follow-up of a bad rating: looked into, put right or appealed, and somebody told."""

from hall.kernel.refusal import Refusal
from hall.ratings import rules
from hall.ratings.record import JOURNAL, happened, limit, locked, note
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Work


@action
def assign(work: Work, *, rating_id: str, to: str) -> None:
    """The leader names who follows it up, at first or instead of somebody else.

    Raises:
        Refusal: `ratings.handler_gone`, `ratings.now_…`.
    """
    row = locked(work, rating_id)
    colleague = work.session.get(Staff, to)
    if colleague is None or not colleague.active:
        raise Refusal("ratings.handler_gone")
    happened(work, row, rules.assign(JOURNAL.of(row), to=to))


@action
def contact(work: Work, *, rating_id: str, words: str, way: str = "") -> None:
    """Record the talk with whoever gave their name, or what was seen of an anonymous one's visit.

    Raises:
        Refusal: `ratings.words_missing`, `ratings.way_missing`, `ratings.now_…`.
    """
    row = locked(work, rating_id)
    said = note(work, row, words)
    happened(work, row, rules.contact(JOURNAL.of(row), way=way, note_id=said))


@action
def find(work: Work, *, rating_id: str, valid: bool, words: str) -> None:
    """Say whether there is something to it.

    Raises:
        Refusal: `ratings.words_missing`, `ratings.now_…`.
    """
    row = locked(work, rating_id)
    said = note(work, row, words)
    until = limit(work, _policy(work).simple_days)
    happened(work, row, rules.find(JOURNAL.of(row), valid=valid, note_id=said, due=until))


@action
def rectify(work: Work, *, rating_id: str, course: str, words: str) -> None:
    """Set about putting it right, `simple` (at once) or `complex` (by a later day, and why).

    Raises:
        Refusal: `ratings.words_missing`, `ratings.course`, `ratings.now_…`.
    """
    row, policy = locked(work, rating_id), _policy(work)
    said = note(work, row, words)
    until = limit(work, policy.rectify_days if course == rules.COMPLEX else policy.simple_days)
    happened(work, row, rules.rectify(JOURNAL.of(row), course=course, note_id=said, due=until))


@action
def feed_back(work: Work, *, rating_id: str, words: str, way: str = "") -> None:
    """Record what the person was told; what came of an anonymous rating is made public, and that ends it.

    Raises:
        Refusal: `ratings.words_missing`, `ratings.way_missing`, `ratings.now_…`.
    """
    row = locked(work, rating_id)
    said = note(work, row, words)
    until = limit(work, _policy(work).revisit_days)
    happened(work, row, rules.feed_back(JOURNAL.of(row), way=way, note_id=said, due=until))
    if not row.named:
        happened(work, row, rules.close(JOURNAL.of(row)))


@action
def revisit(work: Work, *, rating_id: str, satisfied: bool, words: str = "") -> None:
    """Record whether the person finds it right now; then it ends, else it is put right again or ends with a reason.

    Raises:
        Refusal: `ratings.words_missing` without satisfaction, `ratings.now_…`.
    """
    row = locked(work, rating_id)
    said = note(work, row, words, required=not satisfied)
    until = limit(work, _policy(work).simple_days)
    happened(work, row, rules.revisit(JOURNAL.of(row), satisfied=satisfied, note_id=said, due=until))
    if satisfied:
        happened(work, row, rules.close(JOURNAL.of(row)))


@action
def appeal(work: Work, *, rating_id: str, words: str) -> None:
    """Write down the clerk's objection to a rating that was found mistaken or malicious.

    Raises:
        Refusal: `ratings.words_missing`, `ratings.now_…`.
    """
    row = locked(work, rating_id)
    said = note(work, row, words)
    until = limit(work, _policy(work).review_days)
    happened(work, row, rules.appeal(JOURNAL.of(row), note_id=said, due=until))


@action
def review(work: Work, *, rating_id: str, exclude: bool, words: str) -> None:
    """Decide an appeal: the rating is left out, which ends it, or it stands.

    Raises:
        Refusal: `ratings.words_missing`, `ratings.own_service`, `ratings.now_…`.
    """
    row = locked(work, rating_id)
    said = note(work, row, words)
    until = limit(work, _policy(work).simple_days)
    decided = rules.review(
        JOURNAL.of(row),
        exclude=exclude,
        by=work.actor.staff_id,
        served_by=row.staff_id,
        note_id=said,
        due=until,
    )
    happened(work, row, decided)
    if exclude:
        happened(work, row, rules.close(JOURNAL.of(row)))


@action
def close(work: Work, *, rating_id: str, words: str) -> None:
    """End the follow-up of a person who is still not satisfied, and say why nothing more can be done.

    Raises:
        Refusal: `ratings.words_missing`, `ratings.now_…`.
    """
    row = locked(work, rating_id)
    said = note(work, row, words)
    happened(work, row, rules.close(JOURNAL.of(row), note_id=said))


@action
def turn_late(work: Work, *, rating_id: str) -> None:
    """The step at hand was not done in time; run by itself."""
    row = locked(work, rating_id)
    happened(work, row, rules.turn_late(JOURNAL.of(row), now=work.now))


def _policy(work: Work) -> rules.RatingPolicy:
    return settings.read(work.session, rules.RatingPolicy)
