"""A restore is a deliberate act: the record says how much it put away, and no check is alarmed by it afterwards."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from hall.audit import words as audit_words
from hall.audit.model import AuditEntry
from hall.backup import places, restore, write
from hall.backup.restoring import Order
from hall.kernel.clock import ManualClock
from hall.opening import engine_of, found_hall, open_hall
from hall.posts import actions as posts
from hall.service import HallFacts, SystemHall, facts_of, statistics
from hall.storage import connection
from hall.storage.engine import open_engine
from hall.storage.recovery import code_of
from hall.storage.work import Reading
from hall.witness import FILE as NOTE
from tests.backup.halls import root_of
from tests.e2e.command import run
from tests.halls import MONDAY_MORNING

CLOCK = ManualClock(MONDAY_MORNING)
COPY = "大厅.zip"
LOST = 3
"""Two counters and an anchor that were set behind the copy."""


def lived(folder: Path) -> bytes:
    """Found a hall, copy it, and do two more things that are noted beside it; answers with its root secret."""
    found_hall(folder, HallFacts(name="幸福里社区大厅"), CLOCK).close()
    engine = engine_of(folder)
    write(engine, folder / COPY, clock=CLOCK)
    root = root_of(engine)
    engine.dispose()
    hall = open_hall(folder, CLOCK, SystemHall)
    for number in (1, 2):
        hall.do(posts.add_counter, number=number, name=f"{number} 号窗口", services=["aid"])
    assert hall.witness is not None
    hall.witness.note(CLOCK.now())
    hall.do(statistics.set_anchor)
    hall.close()
    return root


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("prepared")
    return folder, lived(folder)


@pytest.fixture
def root(prepared: tuple[Path, bytes], tmp_path: Path) -> bytes:
    """Give the root secret of a hall that was lived in, whose folder is the test's own."""
    shutil.copytree(prepared[0], tmp_path, dirs_exist_ok=True)
    return prepared[1]


def on_record(reading: Reading) -> dict[str, object]:
    """Return what the record says of the restore."""
    entry = reading.session.scalars(select(AuditEntry).where(AuditEntry.action == "backup.note_restored")).one()
    return dict(entry.detail)


def test_after_a_restore_the_check_is_clean_and_the_record_says_what_went(
    root: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_RECOVERY_CODE", code_of(root))
    told = run(tmp_path, "restore", str(tmp_path / COPY), "--replace", "--json")
    assert (told.returncode, json.loads(told.stdout)["lost"]) == (0, LOST)
    checked = run(tmp_path, "check")
    assert checked.returncode == 0, checked.stdout
    assert len(list(tmp_path.glob("last_known-*.json"))) == 1  # for whoever looks into what is gone
    assert len(list(tmp_path.glob("anchors-*.jsonl"))) == 1
    hall = open_hall(tmp_path, CLOCK, SystemHall)
    assert hall.see(on_record)["lost"] == LOST
    (card,) = hall.see(audit_words.entries, action="backup.note_restored")
    assert f"不再有的操作（项）：{LOST}" in audit_words.said_of(card)
    hall.close()


def test_a_hall_whose_file_is_gone_is_measured_by_the_note_alone(root: bytes, tmp_path: Path) -> None:
    (tmp_path / "hall.db").unlink()
    assert restore(tmp_path / COPY, tmp_path, root, clock=CLOCK).lost == LOST
    assert restore(tmp_path / COPY, tmp_path / "elsewhere", root, clock=CLOCK).lost is None  # nothing was known there


def test_a_return_that_fails_leaves_the_note_where_it_is(root: bytes, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"backup\.no_number"):
        restore(tmp_path / COPY, tmp_path, root, Order(replace=True, papers=("第三张",)), clock=CLOCK)
    assert (tmp_path / NOTE).exists()
    assert not list(tmp_path.glob("last_known-*.json"))


def test_on_a_server_too(tmp_path: Path, postgres_url: str) -> None:
    connection.write_address(tmp_path, postgres_url)
    root = lived(tmp_path)
    engine = open_engine(postgres_url)
    order = Order(replace=True, safety=tmp_path / "safety.zip", note=places.note_in(tmp_path))
    assert restore(tmp_path / COPY, engine, root, order, clock=CLOCK).lost == LOST
    engine.dispose()
    hall = open_hall(tmp_path, CLOCK, SystemHall)
    assert hall.behind is None
    assert (hall.see(facts_of).name, hall.see(on_record)["lost"]) == ("幸福里社区大厅", LOST)
    hall.close()
