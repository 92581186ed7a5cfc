"""Human numbers: A001, case numbers, certificate numbers.

A counter row is raised in the transaction that uses the number, so none is issued twice and none vanishes.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from hall.kernel.ids import new_id
from hall.storage.base import Base, Key


class NumberSeries(Base):
    """A series of human numbers that runs 1, 2, 3 … without a hole."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[int]


class NumberGap(Base):
    """Numbers of a series that were left out for good (跳过的编号), with the reason.

    Papers with them may be in residents' hands although the data do not know them: a hall that was restored from a
    copy goes on behind them, so that no number is given twice.
    """

    __tablename__ = "number_gap"
    __table_args__ = (Index("ix_number_gap_series", "series"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    series: Mapped[str] = mapped_column(String(120))
    first: Mapped[int]
    last: Mapped[int]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(40))


@dataclass(frozen=True, slots=True)
class Gaps:
    """All numbers that were left out, by series."""

    ranges: Mapping[str, tuple[tuple[int, int], ...]]

    def numbers(self, series: str, upto: int) -> set[int]:
        """Return the numbers of a series that were left out, up to one."""
        return {n for first, last in self.ranges.get(series, ()) for n in range(first, min(last, upto) + 1)}

    def explain(self, series: str, reached: int, stands: int | None) -> bool:
        """Tell whether a series that stands at a number although `reached` is the last used one has no hole."""
        if stands is None or stands < reached:
            return False
        return set(range(reached + 1, stands + 1)) <= self.numbers(series, stands)


def gaps(session: Session) -> Gaps:
    """Return what was left out of all series."""
    found: dict[str, tuple[tuple[int, int], ...]] = defaultdict(tuple)
    for series, first, last in session.execute(select(NumberGap.series, NumberGap.first, NumberGap.last)):
        found[series] += ((first, last),)
    return Gaps(found)


def leave_out(session: Session, series: str, count: int, *, at: datetime, reason: str) -> int:
    """Leave the next numbers of a series out, on record; answers with the last of them."""
    last = next_number(session, series, count)
    session.add(NumberGap(id=new_id(), series=series, first=last - count + 1, last=last, at=at, reason=reason))
    return last


def next_number(session: Session, series: str, count: int = 1) -> int:
    """Take the next number of a series, such as `ticket/2026-11-22/A`; the first is 1.

    A pad of `count` numbers is taken at once; the answer is its last.
    """
    return int(session.scalars(_RAISE, {"series": series, "count": count}).one())


# As text: SQLAlchemy compiles an upsert of its own making anew each time.
_RAISE = text(
    "INSERT INTO number_series (series, value) VALUES (:series, :count) "
    "ON CONFLICT (series) DO UPDATE SET value = number_series.value + :count RETURNING value"
)
