"""What the gate promises: once, whole, recorded, and in words."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import psycopg
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from hall import gate
from hall.audit.chain import broken_chains
from hall.audit.model import AuditEntry
from hall.gate import Request
from hall.kernel.actor import Actor
from hall.kernel.clock import ManualClock
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.posts import actions as posts
from hall.posts.views import counters
from hall.security import actions as security
from hall.service import SystemHall
from hall.storage import due
from hall.storage.action import action, all_actions
from hall.storage.work import Work
from tests.halls import MONDAY_MORNING, name_database, named_hall
from tests.tampering import tamper


@pytest.fixture
def hall(prepared_database: Callable[[Callable[[str], Any]], str], clock: ManualClock) -> Iterator[SystemHall]:
    hall = named_hall(prepared_database(name_database), clock)
    yield hall
    hall.close()


@action
def fail_half_way(work: Work) -> None:
    """Write, then break: a bug."""
    posts.add_counter(work, number=9, name="half", services=[])
    raise ZeroDivisionError


@action
def remember(work: Work, *, number: int) -> None:
    """Set up a counter whose name is the instant at which this ran."""
    posts.add_counter(work, number=number, name=work.now.isoformat(), services=[])


@action
def owe(work: Work, *, number: int, minutes: int) -> None:
    """Owe `remember`."""
    due.schedule(work, remember.name, work.place.hall_id, work.now + timedelta(minutes=minutes), number=number)


@action
def lose_the_server(_work: Work) -> None:
    """Find that the server is gone."""
    raise OperationalError("SELECT", {}, psycopg.OperationalError("server closed the connection unexpectedly"))


@action
def owe_a_loss(work: Work) -> None:
    """Owe `lose_the_server`."""
    due.schedule(work, lose_the_server.name, work.place.hall_id, work.now)


@action
def owe_a_bug(work: Work) -> None:
    """Owe an act that breaks."""
    due.schedule(work, fail_half_way.name, work.place.hall_id, work.now)


@action
def call_everything_off(work: Work) -> None:
    """Owe nothing more about the hall: not even what is running."""
    due.cancel(work, work.place.hall_id)


@action
def owe_calling_off(work: Work) -> None:
    """Owe `call_everything_off`."""
    due.schedule(work, call_everything_off.name, work.place.hall_id, work.now)


def outcomes(hall: SystemHall) -> list[tuple[str, str]]:
    rows = select(AuditEntry.action, AuditEntry.outcome).order_by(AuditEntry.seq)
    return hall.see(lambda reading: list(reading.session.execute(rows).tuples()))


def test_the_same_request_does_its_work_once_and_answers_the_same(hall: SystemHall) -> None:
    request = new_id()
    first = hall.do_once(request, posts.add_counter, number=1, name="综合", services=[])
    again = hall.do_once(request, posts.add_counter, number=1, name="综合", services=[])
    assert first == again
    assert [card.number for card in hall.see(counters)] == [1]


def test_a_refused_request_is_refused_again_even_when_the_reason_is_gone(hall: SystemHall) -> None:
    request = new_id()
    hall.do(posts.add_counter, number=1, name="综合", services=[])
    with pytest.raises(Refusal, match=r"posts\.number_taken"):
        hall.do_once(request, posts.add_counter, number=1, name="民政", services=[])
    with hall._gate.reading(hall.actor) as reading:
        first = reading.session.get(Request, request)
        assert first is not None
        assert (first.refusal, first.answer) == ("posts.number_taken", {"number": 1})
    with pytest.raises(Refusal) as again:
        hall.do_once(request, posts.add_counter, number=1, name="民政", services=[])
    assert again.value.values == {"number": 1}


def test_a_request_id_of_another_action_is_not_answered(hall: SystemHall) -> None:
    request = new_id()
    hall.do_once(request, posts.add_counter, number=1, name="综合", services=[])
    with pytest.raises(Refusal, match=r"gate\.request_reused"):
        hall.do_once(request, security.add_device, kind="kiosk", name="取号机")


def test_a_bug_leaves_nothing_behind(hall: SystemHall) -> None:
    with pytest.raises(ZeroDivisionError):
        hall.do(fail_half_way)
    assert hall.see(counters) == ()
    assert outcomes(hall) == []


def test_who_may_not_is_refused_and_recorded(hall: SystemHall) -> None:
    device = hall.do(security.add_device, kind="kiosk", name="取号机").partition(".")[0]
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        hall.at(device).do(posts.add_counter, number=1, name="综合", services=[])
    assert ("posts.add_counter", "gate.not_allowed") in outcomes(hall)


def test_the_audit_chain_holds_until_somebody_changes_a_row(hall: SystemHall) -> None:
    for number in range(1, 4):
        hall.do(posts.add_counter, number=number, name="综合", services=[])
    assert hall.see(lambda reading: list(broken_chains(reading.session))) == []
    tamper(hall._engine, update(AuditEntry).where(AuditEntry.seq == 2).values(action="posts.close_counter"))
    (sentence,) = hall.see(lambda reading: list(broken_chains(reading.session)))
    assert "entry 2" in sentence


def test_what_is_due_runs_in_order_with_the_instant_at_which_it_was_due(hall: SystemHall, clock: ManualClock) -> None:
    hall.do(owe, number=2, minutes=20)
    hall.do(owe, number=1, minutes=10)
    assert hall.run_due() == 0
    clock.advance(timedelta(hours=12))
    assert hall.run_due() == 2
    expected = [(MONDAY_MORNING + timedelta(minutes=minutes)).isoformat() for minutes in (10, 20)]
    assert [card.name for card in hall.see(counters)] == expected


def test_a_due_act_that_breaks_does_not_stop_the_ones_behind_it(
    hall: SystemHall, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    hall.do(owe_a_bug)
    hall.do(owe, number=1, minutes=1)
    clock.advance(timedelta(minutes=5))
    assert hall.run_due() == 2
    assert [card.number for card in hall.see(counters)] == [1]
    assert "fail_half_way failed" in caplog.text
    assert hall.see(lambda reading: due.next_due_at(reading.session)) == clock.now() + timedelta(minutes=10)


def test_a_due_act_that_loses_the_server_stays_due(hall: SystemHall, clock: ManualClock) -> None:
    hall.do(owe_a_loss)
    with pytest.raises(Refusal, match=r"storage\.server_lost"):
        hall.run_due()
    assert hall.see(lambda reading: due.next_due_at(reading.session)) == clock.now()


def test_a_due_act_may_call_off_its_own_subject(hall: SystemHall) -> None:
    hall.do(owe_calling_off)
    assert hall.run_due() == 1
    assert hall.see(lambda reading: due.next_due_at(reading.session)) is None


def test_a_full_disk_is_a_sentence_and_keeps_nothing(hall: SystemHall) -> None:
    if hall._engine.dialect.name != "sqlite":
        with pytest.raises(Refusal, match=r"storage\.disk_full"), hall._engine.connect():
            raise_as_gate_does()
        return
    _shrink(hall)
    with pytest.raises(Refusal, match=r"storage\.disk_full"):
        _fill(hall)
    numbers = [card.number for card in hall.see(counters)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_touched_topics_reach_a_listener_of_another_client(hall: SystemHall) -> None:
    import threading

    from hall.storage.changes import ChangeFeed

    seen: list[frozenset[Topic]] = []
    woken = threading.Event()

    def listen(topics: frozenset[Topic]) -> None:
        seen.append(topics)
        if topics == {Topic.POSTS}:
            woken.set()

    feed = ChangeFeed(hall._engine)
    hall.do(posts.add_counter, number=1, name="综合", services=[])
    ready = threading.Event()
    feed.subscribe(lambda _topics: ready.set())
    feed.subscribe(listen)
    assert ready.wait(10), "after start every topic counts as touched"
    hall.do(posts.add_counter, number=2, name="综合", services=[])
    assert woken.wait(10), seen
    feed.close()


def raise_as_gate_does() -> None:
    """A PostgreSQL server whose disk is full answers with class 53100."""
    import psycopg
    from sqlalchemy.exc import OperationalError

    from hall.gate import storage_sentences

    with storage_sentences():
        raise OperationalError("INSERT", {}, psycopg.errors.DiskFull())


def _fill(hall: SystemHall) -> None:
    for number in range(1, 999):
        hall.do(posts.add_counter, number=number, name="综" * 50, services=["x" * 40] * 20)


def _shrink(hall: SystemHall) -> None:
    """Let the database grow by a few pages only, as on a disk that is nearly full."""
    from sqlalchemy import event

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 30}")

    event.listen(hall._engine, "connect", limit)
    hall._engine.dispose()


def test_a_refusal_is_recorded_although_the_server_is_lost_for_a_moment(
    hall: SystemHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.do(posts.add_counter, number=1, name="综合", services=[])
    lost = iter([OperationalError("INSERT", {}, psycopg.OperationalError("server closed the connection unexpectedly"))])
    recorded = gate.record

    def record_at_last(work: Work, action: str, outcome: str) -> None:
        for error in lost:
            raise error
        recorded(work, action, outcome)

    monkeypatch.setattr(gate, "record", record_at_last)

    with pytest.raises(Refusal, match=r"posts\.number_taken"):
        hall.do(posts.add_counter, number=1, name="民政", services=[])

    assert outcomes(hall)[-1] == ("posts.add_counter", "posts.number_taken")


def test_the_first_two_presses_at_a_new_device_are_both_done(hall: SystemHall) -> None:
    begin = Barrier(2)

    def press(actor: Actor, number: int) -> None:
        begin.wait()
        hall._gate.do(remember, actor, new_id(), number=number)

    with ThreadPoolExecutor(2) as pool:
        for turn in range(6):
            actor = Actor(new_id(), may=frozenset(all_actions()))
            for done in [pool.submit(press, actor, 2 * turn + each) for each in (1, 2)]:
                done.result()

    assert len(hall.see(counters)) == 12
