"""Which numbers a hall that was brought back must not give out again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from hall.documents.rules import is_of, split
from hall.kernel.refusal import Refusal
from hall.storage import settings
from hall.storage.numbers import NumberSeries, leave_out
from hall.storage.place import HallFacts
from hall.storage.work import Work

_ON_PAPER: Final = ("number/", "exchange/", "seal_use/", "ticket_book/", "revocation_list")
_TICKETS: Final = "ticket/"
_DOCUMENTS: Final = "number/"
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
RESTORED: Final = "restored"
MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class SeriesEnd:
    """Where a series stands: its name without the room's part, and the last number that the data know."""

    series: str
    last: int


def ends(work: Work) -> tuple[SeriesEnd, ...]:
    """Return where each series stands that can still give numbers out."""
    rows = work.session.scalars(select(NumberSeries).order_by(NumberSeries.series))
    return tuple(SeriesEnd(row.series, row.value) for row in rows if _is_alive(row.series, work.today))


def skip(work: Work, count: int, papers: Sequence[str]) -> None:
    """Leave numbers out, so that none is given a second time.

    Args:
        work: the open transaction.
        count: how many numbers each living series leaves out of which no paper was read; 0 for none.
        papers: the newest numbers that were read from papers; their series go on behind them.

    Raises:
        Refusal: `backup.skip_range` (most), `backup.no_number` (number) for what is no whole number of ours.
    """
    if not 0 <= count <= MOST:
        raise Refusal("backup.skip_range", most=MOST)
    known = {_reach(work, number) for number in papers}
    if count:
        names = {end.series for end in ends(work)} | _tickets_of_today(work)
        for series in sorted(names - known):
            leave_out(work.session, series, count, at=work.now, reason=RESTORED)


def _reach(work: Work, number: str) -> str:
    """Let the series of a paper's number go on behind it; answers with its name."""
    parts = split(number.strip())
    if parts is None or len(parts[0]) > 100:
        raise Refusal("backup.no_number", number=number[:40])
    series = f"{_DOCUMENTS}{parts[0]}"
    row = work.session.get(NumberSeries, series)
    if row is None and not is_of(settings.read(work.session, HallFacts), parts[0]):  # half a number reaches no series
        raise Refusal("backup.no_number", number=number[:40])
    missing = parts[1] - (row.value if row is not None else 0)
    if missing > MOST:
        raise Refusal("backup.skip_range", most=MOST)
    if missing > 0:
        leave_out(work.session, series, missing, at=work.now, reason=RESTORED)
    return series


def _tickets_of_today(work: Work) -> set[str]:
    """Return today's series of tickets though the copy may be of yesterday: the letters are the same."""
    known = select(NumberSeries.series).where(NumberSeries.series.startswith(_TICKETS))
    letters = {name.rpartition("/")[2] for name in work.session.scalars(known)}
    return {f"{_TICKETS}{work.today}/{letter}" for letter in letters}


def _is_alive(series: str, today: date) -> bool:
    """Tell whether a series will give out further numbers: those of past days and years will not."""
    if series.startswith(_TICKETS):
        return series.startswith(f"{_TICKETS}{today}/")
    years = _YEAR.findall(series)
    return series.startswith(_ON_PAPER) and (not years or str(today.year) in years)
