"""That each proof of the harness finds what it is there for: what is lost, doubled, half done or kept silent."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from hall.audit.model import AuditEntry, AuditHead
from hall.audit.rules import DONE as CARRIED_OUT
from hall.gate import Request
from hall.kernel.clock import SystemClock
from hall.people.actions import identify
from hall.queue.actions import call_next, take_ticket
from hall.queue.model import TicketEvent
from hall.queue.taking import CLEARING_UP
from hall.storage.base import Base
from hall.storage.due import DueAct
from hall.witness import Witness
from tests.faults import wal
from tests.faults.accounts import half_done, stumbled, unrecorded, vanished
from tests.faults.diary import DONE, NOTE, REFUSED, Entry
from tests.faults.outcomes import Outcome
from tests.faults.owed import AT_ONCE, Owed
from tests.faults.proofs import lost, numbers_doubled

NOW = SystemClock().now()


def test_an_acknowledged_action_that_is_gone_or_has_another_answer_is_found(books: Session) -> None:
    told = [_told(DONE, "1", call_next.name, "t1"), _told(DONE, "2", call_next.name, "t2")]
    books.add(Request(id="2", device_id="d", action=call_next.name, at=NOW, answer="t9"))
    books.flush()

    wrong = list(lost(books, told))

    assert len(wrong) == 2
    assert "is gone" in wrong[0]
    assert "t9" in wrong[1]


def test_two_papers_with_one_number_are_found(books: Session) -> None:
    diaries = [[_told(NOTE, "", "number", [ticket, "2026-11-23", "A001"])] for ticket in ("t1", "t2")]

    assert list(numbers_doubled(books, diaries)) == ["number A001 of 2026-11-23 is on 2 papers"]


def test_an_acknowledged_action_that_is_not_on_record_or_was_recorded_otherwise_is_found(books: Session) -> None:
    told = [_told(DONE, "1", call_next.name, "t1"), _told(DONE, "2", call_next.name, "t2")]
    told += [_told(REFUSED, "3", call_next.name, "queue.finish_first"), _told(DONE, "4", call_next.name, "t4")]
    books.add_all([_done(1, call_next.name, request_id="2"), _done(2, call_next.name, request_id="3")])
    books.add(_done(3, take_ticket.name, request_id="4"))
    books.flush()

    assert [sentence.split()[1] for sentence in unrecorded(books, told)] == ["1", "3", "4"]


def test_a_journal_entry_without_its_record_and_a_record_without_its_entry_are_found(books: Session) -> None:
    books.add_all([_event("whole"), _event("unrecorded"), _event("unwritten")])
    later = SystemClock().now()
    books.add_all([_done(1, take_ticket.name, "whole"), _done(2, take_ticket.name, "unwritten")])
    books.add_all([_done(3, call_next.name, "unwritten", at=later), _done(4, call_next.name, "whole", "unwritten")])
    books.flush()

    assert [sentence.split(":")[0] for sentence in half_done(books)] == ["ticket unrecorded", "ticket unwritten"]


def test_a_person_who_was_registered_and_is_gone_is_found_and_so_is_a_refusal_that_is_no_rule(books: Session) -> None:
    told = [_told(DONE, "1", identify.name, "p1"), _told(REFUSED, "2", take_ticket.name, "gate.gone")]
    told += [_told(REFUSED, "3", take_ticket.name, "queue.already_waiting")]

    assert list(vanished(books, told)) == ["person p1 was registered and is gone"]
    assert list(stumbled(told)) == [f"{take_ticket.name} 2 met gate.gone"]


def test_a_due_act_that_was_run_twice_or_by_nobody_is_found(engine: Engine) -> None:
    owed = Owed(engine)
    owed.add(NOW)
    acts = list(owed.acts.items())
    with Session(engine) as session:
        assert list(owed.wrong(session)) == []  # all are still owed
        for act_id, _ in acts[:3]:
            session.delete(session.get_one(DueAct, act_id))
        session.add_all([_done(seq, CLEARING_UP, at=acts[0][1]) for seq in (1, 2)])
        session.add(_done(3, CLEARING_UP, at=acts[1][1]))
        session.flush()

        wrong = list(owed.wrong(session))

    assert len(acts) == AT_ONCE
    assert ["run 2 times" in sentence for sentence in wrong] == [True, False]
    assert "run 0 times and is no longer owed" in wrong[1]


def test_a_note_of_the_books_that_nobody_keeps_is_found(tmp_path: Path) -> None:
    note = tmp_path / "last_known.json"
    assert wal.note_is_old(note, NOW)
    note.write_text(f'{{"at": "{NOW.isoformat()}", "heads": {{"d": 5}}}}')

    assert wal.note_is_old(note, NOW + timedelta(seconds=1)) == ""
    assert "60.0 s" in wal.note_is_old(note, NOW + timedelta(minutes=1))


def test_an_opening_that_is_silent_about_what_is_gone_is_found(
    engine: Engine, books: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.add_all([_done(seq, call_next.name) for seq in (1, 2, 3)])
    books.add(AuditHead(device_id="d", seq=3, digest=""))
    books.commit()
    (tmp_path / "last_known.json").write_text(f'{{"at": "{NOW.isoformat()}", "heads": {{"d": 5}}}}')
    outcome = Outcome("", "", "sqlite")

    assert wal._says_so(engine, tmp_path, outcome) == []
    monkeypatch.setattr(Witness, "behind", lambda _self: None)

    assert wal._says_so(engine, tmp_path, outcome) == [
        "2 actions that were noted are gone, and the opening speaks of 0"
    ]


@pytest.fixture
def engine() -> Iterator[Engine]:
    """An empty database in memory."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def books(engine: Engine) -> Iterator[Session]:
    """A session on it."""
    with Session(engine) as session:
        yield session


def _told(kind: str, request_id: str, action: str, value: object) -> Entry:
    return Entry(kind, request_id, action, value, 0.0, 0)


def _done(seq: int, action: str, *subjects: str, request_id: str = "", at: Any = NOW) -> AuditEntry:
    """Return an entry of the record, as the gate writes it."""
    return AuditEntry(
        device_id="d", seq=seq, at=at, action=action, outcome=CARRIED_OUT, subjects=list(subjects),
        request_id=request_id, digest="", detail={},
    )  # fmt: skip


def _event(ticket_id: str, seq: int = 1) -> TicketEvent:
    return TicketEvent(subject_id=ticket_id, seq=seq, at=NOW, kind="taken", details={})
