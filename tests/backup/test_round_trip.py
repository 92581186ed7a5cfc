"""A copy holds every row of a hall, and gives each of them back on either database."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, select

from hall.audit.chain import broken_chains
from hall.audit.model import AuditEntry
from hall.backup import read_manifest, restore, write
from hall.backup.restoring import Order, prove_by_restoring
from hall.check import find_problems
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.queue import actions as queue
from hall.queue.model import Ticket
from hall.service import SystemHall, backup_views
from hall.storage.engine import open_engine, sqlite_url
from hall.storage.folder import database_in
from hall.storage.numbers import NumberSeries
from hall.storage.work import Reading
from tests.backup.halls import AFTERWARDS, SERVICE, content_of, live_a_little, root_of
from tests.databases import SQLITE
from tests.halls import MONDAY_MORNING, sample_hall

NEWEST = "119999-0007-MZ001-2026-00031"
CLOCK = ManualClock(MONDAY_MORNING)
Lend = Callable[[Callable[[str], Any]], str]


@pytest.fixture
def engine(prepared_database: Lend) -> Engine:
    return open_engine(prepared_database(live_a_little))


def same_but_for_the_return(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the tables that differ, other than by what the return itself adds."""
    return [name for name in before if name not in AFTERWARDS and before[name] != after[name]]


def test_a_copy_gives_every_row_back_into_an_empty_folder(engine: Engine, tmp_path: Path) -> None:
    copy, folder = tmp_path / "大厅 1.zip", tmp_path / "new"
    written = write(engine, copy, clock=CLOCK)
    before = content_of(engine)
    assert {part.name: part.rows for part in written.manifest.tables} == {name: len(before[name]) for name in before}
    assert read_manifest(copy) == written.manifest
    restored = restore(copy, folder, root_of(engine), clock=CLOCK)
    assert [path.name for path in folder.iterdir()] == ["hall.db"]
    again = open_engine(sqlite_url(database_in(folder)))
    after = content_of(again)
    assert same_but_for_the_return(before, after) == []
    assert set(before["audit_entry"]) < set(after["audit_entry"])
    assert restored.problems == ()
    for each in (engine, again):
        each.dispose()


@SQLITE
def test_the_hall_that_was_brought_back_goes_on(engine: Engine, tmp_path: Path) -> None:
    copy, folder = tmp_path / "copy.zip", tmp_path / "new"
    manifest = write(engine, copy, clock=CLOCK).manifest
    restore(copy, folder, root_of(engine), clock=CLOCK)
    hall = SystemHall.open(open_engine(sqlite_url(database_in(folder))))
    (card,) = hall.see(backup_views.restorings)
    assert (card.kind, card.digest, card.made_at) == ("restored", manifest.sha256, manifest.made_at)
    assert hall.see(last_entry) == ("backup.note_restored", manifest.sha256)
    assert hall.see(names_of_people) == ["欧阳𬭎"]  # opened with the key that the recovery sheet brought
    assert hall.see(lambda reading: list(broken_chains(reading.session))) == []
    hall.close()
    engine.dispose()


@SQLITE
def test_sealed_columns_stay_sealed_in_the_copy(engine: Engine, tmp_path: Path) -> None:
    write(engine, tmp_path / "copy.zip", clock=CLOCK)
    with ZipFile(tmp_path / "copy.zip") as archive:
        people = archive.read("tables/person.jsonl").decode()
    assert "k1:" in people
    assert not any(plain in people for plain in ("110105199003078510", "13800138000"))
    engine.dispose()


@SQLITE
def test_a_copy_is_proven_by_bringing_it_back_into_nothing(engine: Engine, tmp_path: Path) -> None:
    write(engine, tmp_path / "copy.zip", clock=CLOCK)
    proven = prove_by_restoring(tmp_path / "copy.zip", root_of(engine), tmp_path)
    assert proven.problems == ()
    assert not list(tmp_path.glob(".building*"))
    engine.dispose()


def test_a_copy_made_while_tickets_are_given_out_is_one_moment(prepared_database: Lend, tmp_path: Path) -> None:
    url = prepared_database(live_a_little)
    sample = sample_hall(url)
    engine = open_engine(url)
    at_work, enough = threading.Event(), threading.Event()

    def give_out() -> None:
        while not enough.is_set():
            sample.kiosk.do(queue.take_ticket, service_code=SERVICE)
            at_work.set()

    kiosk = threading.Thread(target=give_out)
    kiosk.start()
    assert at_work.wait(20)
    told = []

    def look(done: int, total: int) -> None:
        if not told:
            at_work.clear()
            assert at_work.wait(20)  # a further ticket comes while the copy is half done
        told.append((done, total))

    written = write(engine, tmp_path / "copy.zip", progress=look, clock=CLOCK)
    enough.set()
    kiosk.join()
    assert told[-1] == (written.manifest.rows, written.manifest.rows)
    proven = prove_by_restoring(tmp_path / "copy.zip", root_of(engine), tmp_path)
    assert proven.problems == ()  # numbers, journals and chains end at the same moment
    assert len(content_of(engine)["ticket"]) > {p.name: p.rows for p in written.manifest.tables}["ticket"]
    sample.itself.close()
    engine.dispose()


@SQLITE
def test_numbers_that_may_be_on_papers_are_left_out_for_good(engine: Engine, tmp_path: Path) -> None:
    copy, folder = tmp_path / "copy.zip", tmp_path / "new"
    write(engine, copy, clock=CLOCK)
    url = sqlite_url(database_in(folder))
    restored = restore(copy, folder, root_of(engine), Order(skip=7, papers=(NEWEST,)), clock=CLOCK)
    assert restored.problems == ()
    engine.dispose()
    sample = sample_hall(url)
    key = sample.kiosk.do(queue.take_ticket, service_code=SERVICE)
    assert isinstance(key, str)
    assert sample.itself.see(ticket_number, key=key).endswith("011")  # 1 to 3 before, 4 to 10 left out
    assert sample.itself.see(lambda reading: list(find_problems(reading))) == []
    assert sample.itself.see(series_value, series="number/119999-0007-MZ001-2026-") == 31
    sample.itself.close()


@SQLITE
@pytest.mark.parametrize("number", ["第三张", "MZ001-2026-00031"])
def test_what_is_no_whole_number_leaves_everything_as_it_was(engine: Engine, tmp_path: Path, number: str) -> None:
    write(engine, tmp_path / "copy.zip", clock=CLOCK)
    with pytest.raises(Refusal, match=r"backup\.no_number"):
        restore(tmp_path / "copy.zip", tmp_path / "new", root_of(engine), Order(papers=(number,)), clock=CLOCK)
    assert list((tmp_path / "new").iterdir()) == []
    engine.dispose()


def names_of_people(reading: Reading) -> list[str]:
    return [person.name for person in reading.session.query(Person)]


def last_entry(reading: Reading) -> tuple[str, str]:
    found = select(AuditEntry).where(AuditEntry.action.startswith("backup."))
    entry = reading.session.scalars(found).one()
    return entry.action, str(entry.detail["copy_sha256"])


def ticket_number(reading: Reading, *, key: str) -> str:
    return reading.session.get_one(Ticket, key).number


def series_value(reading: Reading, *, series: str) -> int:
    return reading.session.get_one(NumberSeries, series).value
