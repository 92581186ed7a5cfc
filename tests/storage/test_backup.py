"""The daily copy: whole though the hall works, proven before it counts, and only so many of them."""

import sqlite3
from pathlib import Path

import pytest

from hall.kernel.refusal import Refusal
from hall.storage import backup
from hall.storage.engine import open_engine


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "hall.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE ticket (number TEXT)")
        connection.executemany("INSERT INTO ticket VALUES (?)", [(f"A{n:03d}",) for n in range(1, 51)])
    connection.close()
    return file


def test_a_copy_is_whole_while_somebody_writes(database: Path) -> None:
    writer = sqlite3.connect(database, isolation_level=None)
    writer.execute("INSERT INTO ticket VALUES ('A051')")  # in the log, not in the file yet
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO ticket VALUES ('A052')")  # not committed
    copied = backup.back_up(database, "hall-1.db", keep=3)
    writer.close()
    assert (copied.tables, copied.rows) == (1, 51)
    assert sorted(path.name for path in (database.parent / "backups").iterdir()) == ["hall-1.db"]


def test_only_so_many_copies_stay_and_the_newest_of_a_day_counts(database: Path) -> None:
    for day in (1, 2, 3, 3):
        backup.back_up(database, f"hall-2026-11-0{day}.db", keep=2)
    names = sorted(path.name for path in (database.parent / "backups").iterdir())
    assert names == ["hall-2026-11-02.db", "hall-2026-11-03.db"]


def test_a_damaged_copy_does_not_replace_a_good_one(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup.back_up(database, "hall-1.db", keep=2)
    copy = backup._copy

    def short(source: Path, target: Path) -> None:
        copy(source, target)
        with sqlite3.connect(target) as connection:
            connection.execute("DELETE FROM ticket WHERE number = 'A007'")
        connection.close()

    monkeypatch.setattr(backup, "_copy", short)
    with pytest.raises(Refusal, match=r"storage\.backup_damaged"):
        backup.back_up(database, "hall-1.db", keep=2)
    assert backup.count_rows(database.parent / "backups" / "hall-1.db") == (1, 50)
    assert [path.name for path in (database.parent / "backups").iterdir()] == ["hall-1.db"]


def test_where_nothing_can_be_written_it_is_said(database: Path) -> None:
    (database.parent / "backups").write_text("a file stands in the way")
    with pytest.raises(Refusal, match=r"storage\.backup_failed"):
        backup.back_up(database, "hall-1.db", keep=2)


def test_a_server_has_no_file_to_copy() -> None:
    assert backup.sqlite_file(open_engine("postgresql+psycopg://host/hall")) is None


@pytest.mark.parametrize(
    "name", ["../hall-1.db", "/tmp/hall-1.db", "hall-1", ".hall-1.db", "hall-..\\x.db", "con:.db", ""]
)
def test_the_name_of_a_copy_leads_nowhere_else(database: Path, name: str) -> None:
    with pytest.raises(Refusal, match=r"storage\.backup_name"):
        backup.back_up(database, name, keep=2)
    assert [path.name for path in database.parent.iterdir() if path.name == "backups"] == []


def test_copies_of_before_an_upgrade_and_of_nights_do_not_push_each_other_out(database: Path) -> None:
    for name in ("hall-2026-11-01.db", "upgrade-0003-to-0004.db", "hall-2026-11-02.db"):
        backup.back_up(database, name, keep=1)
    names = sorted(path.name for path in (database.parent / "backups").iterdir())
    assert names == ["hall-2026-11-02.db", "upgrade-0003-to-0004.db"]
