"""The harness itself: one kill of a real kiosk, and that it notices who is deaf, stale or left waiting."""

import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event

from hall.kernel.clock import SystemClock
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.queue.actions import call_next, take_ticket
from hall.storage.changes import ALL_TOPICS
from hall.storage.engine import open_engine
from tests.faults import client, kills, network, rounds
from tests.faults.diary import ANEW, DONE, INTENT, LOST, NOTE, UP, Diary, Entry, Reader, arguments_of, unanswered
from tests.faults.outcomes import parser
from tests.faults.owed import AT_ONCE
from tests.faults.recorded import Recorded
from tests.faults.server import DurableServer
from tests.faults.yard import Client, Yard


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
    halls = _watched(monkeypatch)
    order = parser(None, 1).parse_args(["--database", "sqlite", "--rounds", "1", "--counters", "1"])
    order.target = "kiosk"

    outcome = kills.run(order)

    assert outcome.wrong == []
    assert (outcome.rounds, outcome.counts["starts"], outcome.counts["whole proofs"]) == (1, 4, 1)
    assert len(halls[0].owed.acts) == AT_ONCE
    assert len({device for _name, _kind, device in halls[0].places}) == 3, "two that take numbers share a device"


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


def test_a_client_whose_last_news_is_of_before_the_fault_is_deaf() -> None:
    deaf = _client(_told(UP, "", "", None, 1.0, 0), _told(DONE, "1", "a", 0, 2.0, 7), _told(DONE, "2", "a", 0, 4.0, 8))
    restarted = _client(
        _told(DONE, "1", "a", 0, 2.0, 7), _told(UP, "", "", None, 4.0, 0), _told(DONE, "2", "a", 0, 5.0)
    )
    hears = _client(
        _told(DONE, "1", "a", 0, 2.0, 7), _told(DONE, "2", "a", 0, 4.0, 8), _told(DONE, "3", "a", 0, 5.0, 9)
    )

    assert [each.heard_since(3.0) for each in (deaf, restarted, hears)] == [False, False, True]


def test_that_everything_may_have_changed_is_no_news_from_the_line(tmp_path: Path) -> None:
    diary = Diary(tmp_path / "kiosk.log")
    hall: Any = SimpleNamespace(noticed=lambda _topics: None)

    client._heard(hall, diary, ALL_TOPICS)
    client._heard(hall, diary, frozenset({Topic.QUEUE}))

    assert diary.heard == 1
    assert [entry.action for entry in Reader(tmp_path / "kiosk.log").read()] == [ANEW]


def test_who_shows_old_news_after_a_cut_and_whose_key_was_not_waited_for_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rounds, "STALE_SECONDS", 0.0)
    good = _client(_told(NOTE, "", ANEW, None, 3.5), _told(LOST, "", "in_line", "storage.server_lost", 2.5))
    bad = _client(_told(NOTE, "", ANEW, None, 1.0), _told(LOST, "7", call_next.name, "storage.server_lost", 2.5))
    hall: Any = SimpleNamespace(clients=[good, bad])

    assert len(rounds._stale(hall, 2.0)) == 1
    assert len(rounds._sent_away(hall, 2.0, 3.0)) == 1
    assert rounds._sent_away(hall, 2.0, 2.0 + 2 * rounds.SHORT) == []


def test_who_waits_in_a_long_silence_and_is_told_nothing_is_found() -> None:
    begun = time.monotonic() - 2 * network.TOLD_SECONDS
    told = _client(_told(LOST, "", "in_line", "storage.server_lost", begun + 3.0))
    waits = _client(_told(LOST, "", "in_line", "storage.server_lost", begun - 3.0))
    waits.name = "kiosk-2"
    hall: Any = SimpleNamespace(clients=[told, waits])

    assert network.still_waiting(hall, begun) == ["kiosk-2 waits in silence"]
    assert network.still_waiting(hall, time.monotonic()) == []


def test_a_commit_that_does_not_wait_for_the_disk_is_found(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite+pysqlite:///{tmp_path / 'hall.db'}")
    event.listen(engine, "connect", lambda bare, _record: bare.execute("PRAGMA synchronous=FULL").close())
    assert client.does_not_wait(engine) == ""
    engine.dispose()

    event.listen(engine, "connect", lambda bare, _record: bare.execute("PRAGMA synchronous=NORMAL").close())

    assert "does not wait" in client.does_not_wait(engine)
    engine.dispose()


def _watched(monkeypatch: pytest.MonkeyPatch) -> list[Yard]:
    """Let a part of the harness lend its hall here, too."""
    halls: list[Yard] = []

    @contextmanager
    def lending(order: Namespace) -> Iterator[tuple[Yard, DurableServer | None]]:
        with rounds.hall_of(order) as lent:
            halls.append(lent[0])
            yield lent

    monkeypatch.setattr(kills, "hall_of", lending)
    return halls


def _told(kind: str, request_id: str, action: str, value: object, at: float = 0.0, heard: int = 0) -> Entry:
    return Entry(kind, request_id, action, value, at, heard)


def _client(*entries: Entry) -> Client:
    """Return a client that has written so much."""
    lent = Client("kiosk-1", "kiosk", [], Path("no such diary"), None)  # type: ignore[arg-type]
    lent.diary.entries += entries
    return lent
