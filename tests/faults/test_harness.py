"""The harness itself: one kill of a real kiosk, and that each proof finds what it is there for."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from hall.gate import Request
from hall.kernel.clock import SystemClock
from hall.kernel.refusal import Refusal
from hall.queue.actions import call_next, take_ticket
from hall.storage.base import Base
from tests.faults import kills
from tests.faults.diary import DONE, INTENT, LOST, NOTE, Diary, Entry, Reader, arguments_of, unanswered
from tests.faults.outcomes import parser
from tests.faults.proofs import lost, numbers_doubled
from tests.faults.recorded import Recorded


class LosesAnswers:
    """A hall whose server does what it is asked, and is gone before it can say so the first time."""

    def __init__(self) -> None:
        self.clock, self.asked = SystemClock(), []

    def do_once(self, request_id: str, _action: object, **_arguments: object) -> str:
        self.asked.append(request_id)
        if len(self.asked) == 1:
            raise Refusal("storage.server_lost")
        return "A001"


def test_after_a_kill_the_kiosk_is_back_and_nothing_is_lost_or_doubled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "")  # the harness sets it; put back afterwards
    order = parser(None, 1).parse_args(["--database", "sqlite", "--rounds", "1", "--counters", "1"])
    order.target = "kiosk"

    outcome = kills.run(order)

    assert outcome.wrong == []
    assert (outcome.rounds, outcome.counts["starts"]) == (1, 3)


def test_an_answer_that_did_not_come_is_asked_for_again_under_the_same_id(tmp_path: Path) -> None:
    hall, log = LosesAnswers(), tmp_path / "kiosk.log"

    assert Recorded(hall, Diary(log)).do(take_ticket, service_code="aid") == "A001"  # type: ignore[arg-type]

    assert len(hall.asked) == 2
    assert len(set(hall.asked)) == 1
    assert [entry.kind for entry in Reader(log).read()] == [INTENT, LOST, DONE]


def test_what_was_meant_before_a_kill_is_found_again_in_a_diary_with_a_torn_end(tmp_path: Path) -> None:
    log = tmp_path / "kiosk.log"
    Diary(log).write(INTENT, "1", "queue.take_ticket", arguments={"service_code": "aid"})
    with log.open("ab") as file:
        file.write(b'["done", "1"')

    meant = unanswered(Reader(log).read())

    assert meant is not None
    assert arguments_of(meant) == {"service_code": "aid"}


def test_an_acknowledged_action_that_is_gone_or_has_another_answer_is_found() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine, tables=[Request.__table__])  # type: ignore[list-item]
    told = [_told(DONE, "1", call_next.name, "t1"), _told(DONE, "2", call_next.name, "t2")]
    with Session(engine) as session:
        row = Request(id="2", device_id="d", action=call_next.name, at=SystemClock().now(), answer="t9")
        session.add(row)
        session.flush()

        wrong = list(lost(session, told))

    assert len(wrong) == 2
    assert "is gone" in wrong[0]
    assert "t9" in wrong[1]


def test_two_papers_with_one_number_are_found() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    diaries = [[_told(NOTE, "", "number", [ticket, "2026-11-23", "A001"])] for ticket in ("t1", "t2")]

    with Session(engine) as session:
        assert list(numbers_doubled(session, diaries)) == ["number A001 of 2026-11-23 is on 2 papers"]


def _told(kind: str, request_id: str, action: str, value: object) -> Entry:
    return Entry(kind, request_id, action, value, 0.0, 0)
