"""Human numbers: A001, case numbers, certificate numbers.

A counter row is raised in the transaction that uses the number, so none is issued twice and none vanishes.
"""

from sqlalchemy import String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from hall.storage.base import Base


class NumberSeries(Base):
    """A series of human numbers that runs 1, 2, 3 … without a hole."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[int]


def next_number(session: Session, series: str, count: int = 1) -> int:
    """Take the next number of a series, such as `ticket/2026-11-22/A`; the first is 1.

    A pad of `count` numbers is taken at once; the answer is its last.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(NumberSeries).values(series=series, value=count)
    raised = row.on_conflict_do_update(
        index_elements=[NumberSeries.series], set_={"value": NumberSeries.value + count}
    ).returning(NumberSeries.value)
    return session.execute(raised).scalar_one()
