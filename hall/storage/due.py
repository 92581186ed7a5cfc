"""What is due by itself: the next recall, a hand-over reminder, the fifth day, closing time.

A due act is a row. Any open client claims one by lock and runs it through the gate as the hall itself; after a night
or a crash they run in order, each with the instant at which it was due.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hall.kernel.ids import new_id
from hall.storage.base import Base, Key
from hall.storage.work import Work


class DueAct(Base):
    """An action that the hall owes at an instant; the row is gone once it has run."""

    __tablename__ = "due_act"
    __table_args__ = (Index("ix_due_act_due_at", "due_at"), Index("ix_due_act_subject_id", "subject_id"))

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    due_at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[str] = mapped_column(Key)
    arguments: Mapped[dict[str, Any]]


def schedule(work: Work, action: str, subject_id: str, due_at: datetime, **arguments: str | int) -> None:
    """Owe an action, such as `queue.recall_by_itself`, at an instant."""
    work.session.add(
        DueAct(id=new_id(), due_at=due_at, action=action, subject_id=subject_id, arguments=dict(arguments))
    )


def cancel(work: Work, subject_id: str, *actions: str) -> None:
    """Owe nothing more about a thing, or no longer the actions named.

    An act that another client is just running is left to it: it waits for the thing, finds it changed and refuses
    itself. To wait for it in turn would be a deadlock.
    """
    owed = select(DueAct.id).where(DueAct.subject_id == subject_id).with_for_update(skip_locked=True)
    if actions:
        owed = owed.where(DueAct.action.in_(actions))
    gone = delete(DueAct).where(DueAct.id.in_(owed)).execution_options(synchronize_session=False)
    work.session.execute(gone)


def claim(session: Session, now: datetime) -> DueAct | None:
    """Lock and return the act longest due, or None; clients that ask at once get different ones."""
    oldest = select(DueAct).where(DueAct.due_at <= now).order_by(DueAct.due_at, DueAct.id).limit(1)
    return session.scalar(oldest.with_for_update(skip_locked=True))


def next_due_at(session: Session) -> datetime | None:
    """Return the instant of the earliest act owed, or None."""
    return session.scalar(select(DueAct.due_at).order_by(DueAct.due_at).limit(1))
