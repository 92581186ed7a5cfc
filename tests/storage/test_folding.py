"""The log of a SQLite file is folded so that a cut of it at any byte, at any instant, leaves a beginning."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from hall.kernel.refusal import Refusal
from hall.storage.engine import for_writing, open_engine, sqlite_url
from hall.storage.folding import fold, mend

COMMITS = 30
ALL = list(range(1, COMMITS + 1))
TABLES = ("here", "there", "elsewhere")
PARTS = ("hall.db", "hall.db-wal", "hall.db-fold")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Give a file in which some commits write to some pages and the next to others."""
    (tmp_path / "live").mkdir()
    engine = open_engine(sqlite_url(tmp_path / "live" / "hall.db"))
    with for_writing(engine).begin() as connection:
        for table in TABLES:
            connection.exec_driver_sql(f"CREATE TABLE {table} (n INTEGER, filling TEXT)")
    fold(engine, 1)
    return engine


def write(engine: Engine, first: int, last: int) -> None:
    for number in range(first, last + 1):
        with for_writing(engine).begin() as connection:
            table = TABLES[number // 5] if number < COMMITS // 2 else TABLES[0]
            connection.execute(text(f"INSERT INTO {table} SELECT {number}, hex(zeroblob(300))"))


def copy_of(engine: Engine, folder: Path) -> Path:
    """Copy what a disk has now, as after a power cut; answers with the file."""
    folder.mkdir()
    live = Path(str(engine.url.database)).parent
    for name in PARTS:
        if (live / name).exists():
            shutil.copy(live / name, folder / name)
    return folder / "hall.db"


def numbers_in(file: Path) -> list[int]:
    every = " UNION ALL ".join(f"SELECT n FROM {table}" for table in TABLES)
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sorted(n for (n,) in connection.execute(every))


def is_a_beginning(file: Path) -> bool:
    try:
        numbers = numbers_in(file)
    except (sqlite3.DatabaseError, AssertionError):
        return False
    return numbers == list(range(1, len(numbers) + 1))


def stopped_half_way(engine: Engine) -> Connection:
    """Fold while somebody reads what was before, which stops it half-way; answers with the reader."""
    write(engine, 1, COMMITS // 2)
    reader = engine.connect()
    reader.exec_driver_sql("SELECT count(*) FROM here").scalar_one()
    write(engine, COMMITS // 2 + 1, COMMITS)
    assert not fold(engine, 1)
    return reader


def test_a_log_cut_anywhere_during_a_fold_leaves_what_was_when_it_began(engine: Engine, tmp_path: Path) -> None:
    reader = stopped_half_way(engine)
    whole = copy_of(engine, tmp_path / "crashed")
    size = whole.with_name("hall.db-wal").stat().st_size
    torn = 0
    for number, cut in enumerate(range(32, size, size // 12)):
        file = copy_of(engine, tmp_path / f"cut-{number}")
        with file.with_name("hall.db-wal").open("rb+") as log:
            log.truncate(cut)
        torn += not is_a_beginning(Path(shutil.copytree(file.parent, tmp_path / f"torn-{number}")) / "hall.db")

        assert mend(file)

        assert numbers_in(file) == ALL
    assert torn, "without the copy nothing was torn: this test shows nothing"
    reader.close()


@pytest.mark.parametrize("left", [0, 31])
def test_a_log_cut_into_its_head_during_a_fold_is_put_back(engine: Engine, tmp_path: Path, left: int) -> None:
    reader = stopped_half_way(engine)
    file = copy_of(engine, tmp_path / "cut")
    with file.with_name("hall.db-wal").open("rb+") as log:
        log.truncate(left)

    assert mend(file)

    assert numbers_in(file) == ALL
    reader.close()


@pytest.mark.parametrize("left", [0, 31])
def test_a_log_that_began_anew_and_lost_its_head_leaves_what_was_folded(
    engine: Engine, tmp_path: Path, left: int
) -> None:
    write(engine, 1, COMMITS)
    before = copy_of(engine, tmp_path / "before")
    fold(engine, 1)
    write(engine, COMMITS + 1, COMMITS + 3)
    file = copy_of(engine, tmp_path / "cut")
    shutil.copy(before.with_name("hall.db-wal"), file.with_name("hall.db-fold"))  # stopped before it was taken away
    with file.with_name("hall.db-wal").open("rb+") as log:
        log.truncate(left)

    assert mend(file)

    assert numbers_in(file) == ALL


def test_a_copy_that_is_none_is_refused_and_not_put_in_place(engine: Engine, tmp_path: Path) -> None:
    reader = stopped_half_way(engine)
    file = copy_of(engine, tmp_path / "cut")
    file.with_name("hall.db-fold").write_bytes(bytes(31))

    with pytest.raises(Refusal, match=r"storage\.damaged"):
        mend(file)
    reader.close()


def test_a_crash_alone_loses_nothing_and_the_next_fold_goes_to_the_end(engine: Engine, tmp_path: Path) -> None:
    stopped_half_way(engine).close()
    file = copy_of(engine, tmp_path / "crashed")

    assert not mend(file)

    again = open_engine(sqlite_url(file))
    assert fold(again)
    assert not file.with_name("hall.db-fold").exists()
    assert numbers_in(file) == ALL
    again.dispose()


def test_a_log_that_was_folded_begins_anew_and_is_short(engine: Engine) -> None:
    write(engine, 1, COMMITS)
    log = Path(f"{engine.url.database}-wal")
    assert not fold(engine, 2 * log.stat().st_size)

    assert fold(engine, 1)

    assert log.stat().st_size < 8192
    assert not log.with_name("hall.db-fold").exists()
    assert numbers_in(Path(str(engine.url.database))) == ALL


def test_without_room_for_the_copy_nothing_is_folded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    write(engine, 1, COMMITS)
    file = Path(str(engine.url.database))
    before = file.read_bytes()

    def full(_number: int) -> None:
        raise OSError("no room")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no room"):
        fold(engine, 1)

    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["hall.db", "hall.db-shm", "hall.db-wal"]


def test_a_copy_that_was_left_by_a_hall_closed_in_order_is_taken_away(tmp_path: Path) -> None:
    left = tmp_path / "hall.db-fold"
    left.write_bytes(bytes(100))
    assert not mend(tmp_path / "hall.db")
    assert not left.exists()
