"""Two halls that verify each other's papers, and short words for issuing, revoking and looking."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from hall import schema
from hall.documents import actions as documents
from hall.documents.actions import issue
from hall.documents.content import Content, Layout, Paragraph, Sheet
from hall.documents.publishing import publish_revocations
from hall.documents.statement import Proof
from hall.documents.verifying import Verdict, judge
from hall.documents.views import content_of
from hall.kernel.actor import SYSTEM_DEVICE, Actor
from hall.kernel.clock import ManualClock
from hall.keys import actions as keys
from hall.keys import signing, views
from hall.service import SystemHall
from hall.simulation.sample import FACTS
from hall.storage import settings
from hall.storage.engine import for_writing, open_engine
from hall.storage.place import place_of
from hall.storage.work import Work
from tests.halls import MONDAY_MORNING

NUMBER = "（2026）幸福社证字第00012号"
PROOF = Proof("欧阳小满", "子女入学登记", date(2026, 12, 23))
Answer = TypeVar("Answer")


def certificate(number: str = NUMBER, body: str = "兹证明欧阳小满系本社区常住居民。") -> Content:
    return Content(
        "certificate", Sheet.A4, Layout.OFFICIAL, "证　明", number=number, hall="幸福里社区居民委员会",
        blocks=(Paragraph(body), Paragraph("特此证明。")),
    )  # fmt: skip


class KeyHouse:
    """A hall of its own that issues, revokes and verifies.

    Attributes:
        hall: acts for itself.
        clock: of this hall.
    """

    def __init__(self, file: Path, hall_id: str, name: str) -> None:
        self.clock = ManualClock(MONDAY_MORNING)
        self._engine = open_engine(f"sqlite:///{file}")
        with Session(for_writing(self._engine)) as session, session.begin():
            settings.write(session, replace(FACTS, hall_id=hall_id, name=name))
        self.hall = SystemHall.open(self._engine, self.clock)
        self.hall.do(keys.make)
        self._issued = ""

    def work(self, do: Callable[[Work], Answer]) -> Answer:
        """Do something inside a transaction that no person does by itself."""
        with Session(for_writing(self._engine)) as session, session.begin():
            actor = Actor(SYSTEM_DEVICE)
            return do(Work(session, self.clock.now(), place_of(session), actor))

    def issue(self, content: Content | None = None, proof: Proof = PROOF) -> str:
        return self.work(lambda work: issue(work, content or certificate(), subject_id="case", proves=proof))

    def text(self, document_id: str) -> str:
        return self.content(document_id).qr

    def issued_text(self) -> str:
        self._issued = self._issued or self.issue()
        return self.text(self._issued)

    def judge(self, text: str) -> Verdict:
        return self.hall.see(judge, text=text)

    def content(self, document_id: str) -> Content:
        return self.hall.see(content_of, document_id=document_id)

    def take_back(self, document_id: str) -> None:
        self.hall.do(documents.void, document_id=document_id, reason="other")

    def card(self) -> str:
        return self.hall.see(signing.hall_card).decode()

    def fingerprint(self) -> str:
        return self.hall.see(views.own_fingerprint)

    def know(self, other: "KeyHouse") -> None:
        self.hall.do(keys.import_hall, card=other.card(), fingerprint=other.fingerprint())

    def publish(self) -> str:
        list_id = self.hall.do(publish_revocations)
        return self.hall.see(views.list_text, list_id=list_id).decode()

    def learn(self, text: str) -> bool:
        return self.hall.do(keys.import_revocations, text=text)

    def wait(self, **time: int) -> None:
        self.clock.advance(timedelta(**time))


def make_database(file: Path) -> None:
    """Make an empty database with all tables."""
    engine = open_engine(f"sqlite:///{file}")
    schema.create(engine)
    engine.dispose()
