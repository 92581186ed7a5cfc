"""Tables of counters."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class Counter(Base):
    """A counter (窗口) with the services that it takes, in the order of its preference (GB/T 36112, counter states).

    Any counter may take any service of the hall when its own have nobody waiting (业务互通), if `takes_any` says so.
    """

    __tablename__ = "counter"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(50))
    services: Mapped[list[str]]
    takes_any: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="closed")
    pause_reason: Mapped[str] = mapped_column(String(80), default="")
    staff_id: Mapped[str | None] = mapped_column(Key)
