"""Dates as papers print them and as the law counts them."""

import calendar
import datetime as dt
from zoneinfo import ZoneInfo

HALL_ZONE = ZoneInfo("Asia/Shanghai")
"""The zone in which a hall counts its days unless it is configured otherwise (东八区)."""


def chinese_date(day: dt.date) -> str:
    """Return the day as papers date it, without leading zeros: 2026年3月5日 (GB/T 9704-2012, 成文日期)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(time: dt.time | dt.datetime) -> str:
    """Return the time of day on 24 hours: 14:05."""
    return f"{time.hour:02}:{time.minute:02}"


def hall_time(instant: dt.datetime, zone: dt.tzinfo = HALL_ZONE) -> str:
    """Return an instant (aware) as the hall's wall shows it: 2026年3月5日 14:05."""
    local = in_hall(instant, zone)
    return f"{chinese_date(local)} {chinese_time(local)}"


def in_hall(instant: dt.datetime, zone: dt.tzinfo = HALL_ZONE) -> dt.datetime:
    """Return the same instant on the hall's wall clock.

    Raises:
        ValueError: the instant is naive, so nobody knows when it was.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(zone)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later or earlier month, or that month's last day if it has none (Civil Code 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age_on(birth: dt.date, day: dt.date) -> int:
    """Return the age in full years (周岁), which grows on the birthday itself.

    Who is born on 29 February grows older on 28 February of a common year: the month's last day stands for a day that
    it lacks (Civil Code 202).

    Raises:
        ValueError: the day lies before the birth.
    """
    if day < birth:
        raise ValueError("nobody has an age before being born")
    years = day.year - birth.year
    return years if add_months(birth, 12 * years) <= day else years - 1
