"""Filling in: the form as it grows under two pairs of hands, and what is put right on the spot."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from hall.cases import rules
from hall.cases.model import Case, CaseEvent
from hall.cases.record import JOURNAL, changed_since, happened, locked, matter_of, note, result_fields
from hall.catalogue.cleaning import clean_form
from hall.catalogue.matter import Matter
from hall.kernel.refusal import Refusal
from hall.storage.action import action
from hall.storage.work import Work

_SHORT = 3
"""How many fields a sentence names before it only counts them."""


@action
def save_form(
    work: Work,
    *,
    case_id: str,
    form: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> None:
    """Keep the form as it is filled in so far; whether it is in order is asked when it is accepted.

    With `base` two people may fill in one form: what only one of them has touched is kept, and only a field that both
    have changed to different values is refused, by name. Nobody is in the way of what they saved last themselves.

    Args:
        work: the open transaction.
        case_id: the case.
        form: all values as they stand on the actor's screen.
        base: all values as the actor's screen had received them; None overwrites what stands there.
        version: of the case as the actor saw it; not asked where there is a `base`.

    Raises:
        Refusal: `cases.form_conflict` (who, at, fields, keys, count), `cases.changed`, and `cases.now_…` when the case
            is accepted and more than fields of its result would change.
    """
    row = locked(work, case_id, None if base is not None else version)
    matter = matter_of(work, row)
    cleaned = clean_form(matter, form)
    if base is not None:
        cleaned = _merged(work, row, matter, mine=cleaned, base=clean_form(matter, base))
    changed = {key for key in {*row.form, *cleaned} if row.form.get(key) != cleaned.get(key)}
    saved = rules.save_form(JOURNAL.of(row), result_only=changed <= result_fields(matter))
    row.form = cleaned
    happened(work, row, saved)


@action
def correct_on_spot(work: Work, *, case_id: str, what: str, version: int | None = None) -> None:
    """Put on record what the applicant has put right while they stood there (当场更正, 行政许可法 32 I 3).

    It is no supplement: no notice is given, no trip counted, and no notice can ask for it later as something new.

    Args:
        work: the open transaction.
        case_id: the case, whose materials are being checked.
        what: what was put right, in words.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.correction_missing`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    if not what.strip():
        raise Refusal("cases.correction_missing")
    happened(work, row, rules.correct_on_spot(JOURNAL.of(row), note_id=note(work, row, "correction", what)))


def _merged(work: Work, row: Case, matter: Matter, *, mine: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """Return the form of both: what I have changed over what stands there now."""
    theirs = row.form
    changed = [key for key in {**base, **mine} if mine.get(key) != base.get(key)]
    clashes = [key for key in changed if theirs.get(key) not in (base.get(key), mine.get(key))]
    if clashes and _saved_last(work, row) != work.actor.staff_id:
        raise _conflict(work, row, matter, clashes)
    merged = {**theirs, **{key: mine.get(key) for key in changed}}
    return {key: value for key, value in merged.items() if value is not None}


def _saved_last(work: Work, row: Case) -> str | None:
    """Return who has saved the form last; whoever opened the case where nobody has."""
    saved = select(CaseEvent.staff_id).where(
        CaseEvent.subject_id == row.id, CaseEvent.kind.in_(("opened", "form_saved"))
    )
    return work.session.scalar(saved.order_by(CaseEvent.seq.desc()).limit(1))


def _conflict(work: Work, row: Case, matter: Matter, keys: list[str]) -> Refusal:
    names = {field.id: field.name for field in matter.fields}
    who, _, at = changed_since(work, row, row.version - 1)
    fields = "、".join(names.get(key, key) for key in keys[:_SHORT])
    return Refusal("cases.form_conflict", who=who, at=at, fields=fields, keys=",".join(keys), count=len(keys))
