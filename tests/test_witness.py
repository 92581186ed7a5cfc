"""The note beside the database: it says when the end of the books is gone, and keeps quiet otherwise."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hall.check import find_problems
from hall.kernel.refusal import Refusal
from hall.opening import found_hall, open_hall
from hall.posts.actions import add_counter
from hall.posts.views import counters
from hall.service import SystemHall, audit_words
from hall.simulation.sample import FACTS
from hall.witness import FILE, last_loss


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a folder with the data folder of a hall and an older copy of its database beside it."""
    around = tmp_path_factory.mktemp("stood")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(around / "config"))
        data = around / "data"
        found_hall(data, FACTS).close()
        shutil.copy(data / "hall.db", around / "older.db")
        hall = open_hall(data, kind=SystemHall)
        for number in (1, 2):
            hall.do(add_counter, number=number, name="窗口", services=[])
        hall.close()
        yield around


@pytest.fixture
def folder(stood: Path, tmp_path: Path) -> Path:
    """Give a data folder of one's own."""
    return Path(shutil.copytree(stood, tmp_path / "stood")) / "data"


def test_a_hall_that_lacks_nothing_says_nothing(folder: Path) -> None:
    hall = open_hall(folder)
    assert hall.behind is None
    assert hall.at("kiosk").witness is hall.witness
    hall.close()


def test_an_older_database_says_how_much_is_gone_and_says_so_once(folder: Path) -> None:
    shutil.copy(folder.parent / "older.db", folder / "hall.db")

    hall = open_hall(folder)
    hall.close()

    assert hall.behind is not None
    assert hall.behind.values["count"] == 2
    assert hall.behind.code == "storage.behind"
    assert len(list(folder.glob("last_known-*.json"))) == 1
    again = open_hall(folder, kind=SystemHall)
    assert again.behind is None
    loss = again.see(last_loss, since=again.clock.now() - timedelta(hours=1))
    assert loss is not None
    assert loss.said.values == hall.behind.values, "whoever opened it first, it stays on record"
    (card,) = again.see(audit_words.entries, action="hall.open")
    assert "不再有的操作（项）：2" in audit_words.said_of(card)
    assert list(again.see(find_problems)) == []
    again.close()


def test_a_note_that_cannot_be_read_stops_nobody(folder: Path) -> None:
    (folder / FILE).write_text("[")
    hall = open_hall(folder)
    assert hall.behind is None
    hall.close()


def test_a_damaged_file_that_lacks_its_end_is_refused(folder: Path) -> None:
    pages = bytearray((folder.parent / "older.db").read_bytes())
    pages[-3 * 4096 :] = bytes(3 * 4096)
    (folder / "hall.db").write_bytes(pages)

    with pytest.raises(Refusal) as refused:
        open_hall(folder)

    assert refused.value.code == "storage.damaged"


def test_a_hall_that_is_closed_leaves_no_log_behind(folder: Path) -> None:
    hall = open_hall(folder, kind=SystemHall)
    hall.do(add_counter, number=3, name="窗口", services=[])
    assert (folder / "hall.db-wal").stat().st_size > 0
    hall.close()
    assert not list(folder.glob("hall.db-*"))


def test_a_log_that_lost_what_was_being_folded_is_whole_again_after_the_opening(folder: Path) -> None:
    hall = open_hall(folder, kind=SystemHall)
    hall.do(add_counter, number=3, name="窗口", services=[])
    crashed = folder.with_name("crashed")
    crashed.mkdir()
    for source, target in (("", ""), ("-wal", "-wal"), ("-wal", "-fold")):
        shutil.copy(folder / f"hall.db{source}", crashed / f"hall.db{target}")
    with (crashed / "hall.db-wal").open("rb+") as log:
        log.truncate(100)
    hall.close()

    opened = open_hall(crashed, kind=SystemHall)

    assert len(opened.see(counters)) == 3
    opened.close()
