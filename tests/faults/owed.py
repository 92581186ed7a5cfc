"""What a hall owes by itself: the harness has it owe acts, the clients run them, and each is run once.

An open window runs whatever is due, so that all of them reach for the same act at once, and one that is killed in the
middle of it leaves it to the others.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.kernel.ids import new_id
from hall.queue.taking import CLEARING_UP
from hall.storage.due import DueAct
from hall.storage.engine import for_writing

AT_ONCE = 6
"""So many fall due together, one microsecond after the other: by its instant each is known in the record."""


class Owed:
    """The acts that the harness has had a hall owe, with the instant of each."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.acts: dict[str, datetime] = {}

    def add(self, now: datetime) -> None:
        """Owe some more, due since just now; they do nothing but clear up what is not there."""
        new = {new_id(): now + timedelta(microseconds=place) for place in range(AT_ONCE)}
        with Session(for_writing(self._engine)) as session, session.begin():
            for act_id, due_at in new.items():
                session.add(DueAct(id=act_id, due_at=due_at, action=CLEARING_UP, subject_id=act_id, arguments={}))
        self.acts |= new

    def wrong(self, session: Session) -> Iterator[str]:
        """Yield each act that was run more than once, or that is neither run nor owed any more."""
        instants = select(AuditEntry.at).where(AuditEntry.action == CLEARING_UP)
        ran, still = Counter(session.scalars(instants)), set(session.scalars(select(DueAct.id)))
        for act_id, due_at in self.acts.items():
            if ran[due_at] + (act_id in still) != 1:
                owed = "still" if act_id in still else "no longer"
                yield f"the act of {due_at:%H:%M:%S.%f} was run {ran[due_at]} times and is {owed} owed"
