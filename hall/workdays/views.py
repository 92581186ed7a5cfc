"""The hall's calendar as every room counts by it, and which years it knows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Select, func, literal, select

from hall.kernel.calendar import WorkCalendar
from hall.kernel.holidays import HolidayYear, combine, read_year
from hall.kernel.resources import resource
from hall.storage import settings
from hall.storage.settings import Setting
from hall.storage.work import Reading
from hall.workdays import rules
from hall.workdays.model import HolidayEdition
from hall.workdays.rules import OfficePolicy

_OF_SESSION: Final = "workdays.calendar"
_MOST_CALENDARS: Final = 8
_calendars: dict[tuple[object, ...], WorkCalendar] = {}


@dataclass(frozen=True, slots=True)
class YearCard:
    """A year's holiday table that holds.

    Attributes:
        imported_at: when the hall read it in; None for one that the product brings along.
        days_off: weekdays that it takes out; `workdays` weekend days that it puts in.
    """

    year: int
    source: str
    local: bool
    imported_at: datetime | None
    days_off: int
    workdays: int


def calendar_of(reading: Reading) -> WorkCalendar:
    """Return the hall's working days and office hours.

    It is the product's tables, over them what the hall has read in, and the hours that it has set. A reading asks the
    database once, in one small query, whether any of that has changed.
    """
    known: WorkCalendar | None = reading.session.info.get(_OF_SESSION)
    if known is None:
        known = reading.session.info[_OF_SESSION] = _current(reading)
    return known


def forget_calendar(reading: Reading) -> None:
    """Let the transaction that has just read in a table see it."""
    reading.session.info.pop(_OF_SESSION, None)


def years(reading: Reading) -> tuple[YearCard, ...]:
    """Return the tables that hold, by year, an area's own after the national one."""
    imported = {(row.local, row.year): row.imported_at for row in _editions(reading)}
    tables = rules.in_force(product_tables(), tables_of(reading))
    cards = (_card(table, imported.get((table.local, table.year))) for table in tables)
    return tuple(sorted(cards, key=lambda card: (card.year, card.local)))


def firm_until(reading: Reading) -> date:
    """Return the last day of the unbroken run of days, from today, that no notice still to come can change.

    It lies before today where this very year's notice has not been read in.
    """
    calendar, day = calendar_of(reading), reading.today
    while calendar.settled(day):
        day += timedelta(days=1)
    return day - timedelta(days=1)


def tables_of(reading: Reading) -> tuple[HolidayYear, ...]:
    """Return the tables that the hall has read in and that nothing has replaced."""
    return tuple(table_of(row) for row in _editions(reading))


def table_of(row: HolidayEdition) -> HolidayYear:
    """Return a stored edition as a table."""
    days = {date.fromisoformat(day): bool(works) for day, works in row.days.items()}
    return HolidayYear(row.year, row.source, row.local, days)


@cache
def product_tables() -> tuple[HolidayYear, ...]:
    """Return the tables that the product brings along."""
    return tuple(read_year(file) for file in sorted(resource("calendar").glob("*.yaml")))


def _revision() -> Select[Any]:
    """Return the query by which a reading learns whether the calendar has changed: a row even where nothing is set."""
    one = select(literal(1).label("one")).subquery()
    count = select(func.count()).select_from(HolidayEdition).scalar_subquery()
    newest = select(func.max(HolidayEdition.id)).scalar_subquery()
    of_policy = Setting.key.startswith(f"{OfficePolicy.__name__}.")
    return (
        select(count, newest, Setting.key, Setting.value)
        .select_from(one.outerjoin(Setting, of_policy))
        .execution_options(autoflush=False)
    )


_REVISION: Final = _revision()


def _current(reading: Reading) -> WorkCalendar:
    """Return the calendar of what the database holds now, built anew only where something has changed.

    No edition is ever deleted, so their number rises with every import, and keys differ between databases.
    """
    rows = reading.session.execute(_REVISION).all()
    policy = settings.overlaid(OfficePolicy, {row.key: row.value for row in rows if row.key is not None})
    revision = (*rows[0][:2], policy, reading.place.zone)
    known = _calendars.get(revision)
    if known is None:
        imported = tables_of(reading) if rows[0][0] else ()
        table = combine(rules.in_force(product_tables(), imported))
        known = WorkCalendar(table, policy.hours(), reading.place.zone)
        if len(_calendars) >= _MOST_CALENDARS:
            _calendars.clear()
        _calendars[revision] = known
    return known


def _editions(reading: Reading) -> list[HolidayEdition]:
    held = select(HolidayEdition).where(HolidayEdition.replaced_at.is_(None))
    return list(reading.session.scalars(held.order_by(HolidayEdition.local, HolidayEdition.year)))


def _card(table: HolidayYear, imported_at: datetime | None) -> YearCard:
    changed = [(day.weekday() < 5, works) for day, works in table.days.items()]
    off = sum(weekday and not works for weekday, works in changed)
    return YearCard(table.year, table.source, table.local, imported_at, off, sum(works for _, works in changed))
