"""Reading in a year's holiday notice."""

from collections.abc import Callable

from sqlalchemy import select

from hall.kernel.holidays import HolidayYear
from hall.kernel.ids import new_id
from hall.kernel.topics import Topic
from hall.storage.action import action
from hall.storage.work import Work
from hall.workdays import rules
from hall.workdays.model import HolidayEdition
from hall.workdays.views import forget_calendar, product_tables, table_of

Follow = Callable[[Work], None]
_FOLLOWING: list[Follow] = []


def after_import(follow: Follow) -> Follow:
    """Mark what a later room does once the calendar has changed, in the same transaction."""
    _FOLLOWING.append(follow)
    return follow


@action
def import_holidays(work: Work, *, table: HolidayYear) -> bool:
    """Read in a year's holiday table; answers whether any day has changed by it.

    A table of the same year takes the place of the one before it, which is kept.

    Raises:
        Refusal: `workdays.incomplete` (year, festival).
    """
    rules.check_complete(table)
    before = _in_force(work, table)
    known = table_of(before) if before is not None else _of_product(table)
    if known is not None and rules.same_effect(known, table):
        return False
    if before is not None:
        before.replaced_at = work.now
        work.session.flush()  # one edition is in force at any moment
    _keep(work, table)
    work.noted(f"holidays.{table.year}{'.local' if table.local else ''}", _days(known), _days(table))
    forget_calendar(work)
    for follow in _FOLLOWING:
        follow(work)
    work.touched(Topic.SETTINGS)
    return True


def _days(table: HolidayYear | None) -> dict[str, bool] | None:
    """Return which days are worked and which are off, for the audit."""
    return {day.isoformat(): works for day, works in table.days.items()} if table is not None else None


def _in_force(work: Work, table: HolidayYear) -> HolidayEdition | None:
    held = select(HolidayEdition).where(
        HolidayEdition.year == table.year, HolidayEdition.local.is_(table.local), HolidayEdition.replaced_at.is_(None)
    )
    return work.session.scalar(held.with_for_update())


def _of_product(table: HolidayYear) -> HolidayYear | None:
    return next((each for each in product_tables() if (each.local, each.year) == (table.local, table.year)), None)


def _keep(work: Work, table: HolidayYear) -> None:
    edition = HolidayEdition(
        id=new_id(),
        hall_id=work.place.hall_id,
        year=table.year,
        source=table.source,
        local=table.local,
        days={day.isoformat(): works for day, works in sorted(table.days.items())},
        imported_at=work.now,
        imported_by=work.actor.staff_id,
    )
    work.session.add(edition)
    work.session.flush()
    work.concerns(edition.id)
