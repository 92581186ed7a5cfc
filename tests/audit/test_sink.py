"""The second place of the audit gets every committed entry, also after it could not be reached for a while."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from hall.audit.comparing import find_sink_problems
from hall.audit.following import Follower
from hall.audit.model import AuditEntry
from hall.audit.policy import AuditSinkPolicy
from hall.audit.sinks import SyslogSink
from hall.kernel.refusal import Refusal
from hall.posts.actions import add_counter
from hall.security.actions import set_policy
from hall.service import SystemHall
from tests.databases import SQLITE
from tests.halls import name_database, named_hall
from tests.tampering import tamper


@pytest.fixture
def hall(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SystemHall]:
    hall = named_hall(prepared_database(name_database))
    yield hall
    hall.close()


def to_file(hall: SystemHall, file: Path) -> None:
    hall.do(set_policy, policy=AuditSinkPolicy(kind="file", target=str(file)))


def lines(file: Path) -> list[tuple[str, int]]:
    said = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [(line["action"], line["seq"]) for line in said]


def compared(hall: SystemHall, file: Path) -> list[str]:
    return hall.see(lambda reading: list(find_sink_problems(reading, file=file)))


def test_what_was_done_goes_over_once_and_the_next_round_brings_the_new(hall: SystemHall, tmp_path: Path) -> None:
    to_file(hall, tmp_path)
    file = tmp_path / "audit.jsonl"
    if hall._engine.dialect.name == "sqlite":
        assert hall.run_due() == 0  # on a single PC the open windows carry it over
    else:
        hall.follow_audit()  # in a hall of many PCs the host does
    assert lines(file) == [("security.set_policy", 1)]
    hall.do(add_counter, number=1, name="综合", services=[])
    again = Follower(hall._engine)  # as after a restart
    assert (again.follow().count, again.follow().count, again.behind()) == (1, 0, 0)
    assert lines(file)[-1] == ("posts.add_counter", 2)
    assert compared(hall, tmp_path) == []


def test_a_place_that_cannot_be_reached_holds_nobody_up_and_gets_everything_later(
    hall: SystemHall, tmp_path: Path
) -> None:
    file = tmp_path / "share" / "audit.jsonl"
    to_file(hall, file)
    hall.do(add_counter, number=1, name="综合", services=[])
    assert hall.run_due() == 0
    found, behind = hall.follow_audit()
    assert (found.count, behind) == (0, 2)
    assert "share" in found.problem
    file.parent.mkdir()
    assert hall.follow_audit() == (type(found)(2), 0)
    assert compared(hall, file) == []


@SQLITE
def test_a_line_cut_short_by_a_crash_does_not_swallow_the_next(hall: SystemHall, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    file.write_text('{"action": "queue.ca', encoding="utf-8")
    to_file(hall, file)
    hall.follow_audit()
    assert compared(hall, file) == []
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[1])["seq"] == 1


def test_the_second_place_shows_what_was_changed_and_what_is_gone(hall: SystemHall, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    to_file(hall, file)
    for number in (1, 2):
        hall.do(add_counter, number=number, name="综合", services=[])
    hall.follow_audit()
    tamper(
        hall._engine,
        update(AuditEntry).where(AuditEntry.seq == 2).values(digest="0" * 64),
        delete(AuditEntry).where(AuditEntry.seq == 3),
    )
    said = compared(hall, file)
    assert any("entry 2" in each and "is another" in each for each in said)
    assert any("entry 3" in each and "gone from the chain" in each for each in said)
    kept = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(kept[1:]), encoding="utf-8")
    assert any("lacks entry 1" in each for each in compared(hall, file))


@SQLITE
def test_another_file_under_that_name_is_left_as_it_is(hall: SystemHall, tmp_path: Path) -> None:
    file = Path(str(hall._engine.url.database))
    to_file(hall, file)
    before = file.read_bytes()
    followed, waiting = hall.follow_audit()
    assert (followed.count, waiting, "no record" in followed.problem) == (0, 1, True)
    assert file.read_bytes() == before


@SQLITE
def test_a_second_place_that_is_not_there_is_a_sentence(hall: SystemHall, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"audit\.sink_unreadable"):
        compared(hall, tmp_path / "unplugged")


@SQLITE
def test_syslog_gets_messages_as_the_standard_writes_them(hall: SystemHall, tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        target = f"udp://127.0.0.1:{server.getsockname()[1]}"
        hall.do(set_policy, policy=AuditSinkPolicy(kind="syslog", target=target))
        assert hall.follow_audit()[0].count == 1
        message = server.recv(65_000).decode()
    head, _, body = message.partition(" - audit - ")
    assert head.startswith("<109>1 2026-11-23T01:00:00.000000+00:00 ")
    assert head.endswith(" one-stop-hall")
    assert json.loads(body)["action"] == "security.set_policy"
    (tmp_path / "server.log").write_text(f"{message}\n", encoding="utf-8")
    assert compared(hall, tmp_path / "server.log") == []


def test_over_tcp_each_message_says_how_long_it_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        SyslogSink(f"tcp://127.0.0.1:{server.getsockname()[1]}").write([("2026-11-23T01:00:00+00:00", '{"seq": 1}')])
        got, _ = server.accept()
        with got:
            length, _, rest = got.recv(65_000).partition(b" ")
    assert int(length) == len(rest)


@SQLITE
def test_a_second_place_needs_an_address(hall: SystemHall) -> None:
    with pytest.raises(Refusal, match="audit_target"):
        hall.do(set_policy, policy=AuditSinkPolicy(kind="file"))
