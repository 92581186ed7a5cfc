"""A hall moves from its file to a server and back, and every row is the same at each end."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from hall.backup import moving, places, restore, write
from hall.backup.restoring import Order
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.opening import engine_of, open_hall
from hall.queue import actions as queue
from hall.service import SystemHall, backup_views
from hall.storage.engine import open_engine, sqlite_url
from hall.storage.folder import database_in
from tests.backup.halls import AFTERWARDS, SERVICE, content_of, live_a_little, root_of
from tests.halls import MONDAY_MORNING, sample_hall

CLOCK = ManualClock(MONDAY_MORNING)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("prepared") / "hall.db"
    live_a_little(sqlite_url(file))
    return file


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    shutil.copy(prepared, tmp_path)
    return tmp_path


def move(folder: Path, url: str) -> moving.Moved:
    return moving.to_server(folder, *places.way_by_address(folder, url), clock=CLOCK)


def test_there_and_back_every_table_has_the_same_digest(folder: Path, postgres_url: str) -> None:
    source = open_engine(sqlite_url(database_in(folder)))
    before = content_of(source)
    source.dispose()
    there = move(folder, postgres_url)
    assert there.problems == ()
    assert there.kept.parent.name == "backups"
    assert there.kept.stat().st_mode & 0o222 == 0
    assert not database_in(folder).exists()
    hall = open_hall(folder, CLOCK, SystemHall)
    assert [card.kind for card in hall.see(backup_views.restorings)] == ["moved"]
    hall.close()
    back = moving.to_file(engine_of(folder), folder, clock=CLOCK)
    assert back.problems == ()
    again = open_engine(sqlite_url(database_in(folder)))
    after = content_of(again)
    again.dispose()
    unchanged = {part.name: part.sha256 for part in there.tables if part.name not in AFTERWARDS}
    assert {part.name: part.sha256 for part in back.tables if part.name not in AFTERWARDS} == unchanged
    assert [name for name in before if name not in AFTERWARDS and before[name] != after[name]] == []
    other = folder / "other"
    other.mkdir()
    (other / "connection.toml").write_text(f'url = "{postgres_url}"')
    with pytest.raises(Refusal, match=r"storage\.moved"):  # nobody goes on in what was left
        open_hall(other, CLOCK, SystemHall)


def test_work_goes_on_at_the_server_and_no_other_hall_takes_its_place(
    prepared: Path, folder: Path, postgres_url: str
) -> None:
    move(folder, postgres_url)
    other = folder / "other"
    other.mkdir()
    shutil.copy(prepared, other)
    with pytest.raises(Refusal, match=r"backup\.not_empty"):
        move(other, postgres_url)
    sample = sample_hall(postgres_url)
    sample.kiosk.do(queue.take_ticket, service_code=SERVICE)
    sample.itself.close()
    engine = open_engine(postgres_url)
    assert len(content_of(engine)["ticket"]) == 4
    engine.dispose()


def test_an_open_window_keeps_the_hall_where_it_is(folder: Path, postgres_url: str) -> None:
    window = open_engine(sqlite_url(database_in(folder)))
    with window.connect(), pytest.raises(Refusal, match=r"backup\.in_use"):
        move(folder, postgres_url)
    window.dispose()
    assert database_in(folder).exists()
    assert not (folder / "connection.toml").exists()


def test_a_move_that_goes_wrong_leaves_the_server_empty(
    folder: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise Refusal("backup.unequal")

    monkeypatch.setattr(moving, "finish", fails)
    with pytest.raises(Refusal, match=r"backup\.unequal"):
        move(folder, postgres_url)
    engine = open_engine(postgres_url)
    with engine.connect() as connection:
        tables = connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
    engine.dispose()
    assert tables == 0
    assert database_in(folder).exists()


def test_a_servers_hall_is_replaced_in_one_step_after_a_copy_of_it(
    folder: Path, postgres_url: str, tmp_path: Path
) -> None:
    source = open_engine(sqlite_url(database_in(folder)))
    write(source, tmp_path / "copy.zip", clock=CLOCK)
    root, before = root_of(source), content_of(source)
    source.dispose()
    move(folder, postgres_url)
    engine = open_engine(postgres_url)
    with pytest.raises(Refusal, match=r"backup\.not_empty"):
        restore(tmp_path / "copy.zip", engine, root, clock=CLOCK)
    order = Order(replace=True, safety=tmp_path / "safety.zip")
    other = open_engine(postgres_url)
    with other.connect(), pytest.raises(Refusal, match=r"backup\.in_use"):
        restore(tmp_path / "copy.zip", engine, root, order, clock=CLOCK)
    other.dispose()
    restored = restore(tmp_path / "copy.zip", engine, root, order, clock=CLOCK)
    assert (restored.kept, restored.problems) == (tmp_path / "safety.zip", ())
    after = content_of(engine)
    assert [name for name in before if name not in AFTERWARDS and before[name] != after[name]] == []
    engine.dispose()
