"""A PC knows its hall's copies: those in its folders, those it wrote to a stick, and which of them held."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hall.backup.known import FILE, known_copies, note_proven, note_written
from hall.storage.backup import FOLDER

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_copies_in_the_folder_and_on_a_stick_are_known_with_what_is_known_of_them(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    assert known_copies(tmp_path) == ()
    note_written(tmp_path, stick / "大厅.zip", AT)
    for name in ("hall-2026-11-22.db", "坏的.zip", "replaced-20261122-180000.zip"):
        (tmp_path / FOLDER / name).write_bytes(b"PK\x03\x04 cut off")
    known = {copy.file.name: copy for copy in known_copies(tmp_path)}
    assert known.keys() == {"hall-2026-11-22.db", "大厅.zip", "坏的.zip"}, "what stood there before counts for none"
    assert (known["hall-2026-11-22.db"].kind, known["hall-2026-11-22.db"].read_back) == ("day", True)
    assert (known["坏的.zip"].read_back, known["坏的.zip"].trouble) == (False, "backup.damaged")
    assert (known["大厅.zip"].kind, known["大厅.zip"].at, known["大厅.zip"].is_here) == ("portable", AT, False)
    stick.mkdir()
    (stick / "大厅.zip").write_bytes(b"")
    assert next(copy for copy in known_copies(tmp_path) if copy.file.parent == stick).is_here


def test_a_proof_stays_with_its_copy_and_the_newest_copy_comes_first(tmp_path: Path) -> None:
    note_written(tmp_path, tmp_path / "a.zip", AT)
    note_written(tmp_path, tmp_path / "b.zip", AT + timedelta(days=1))
    note_proven(tmp_path, tmp_path / "a.zip", AT + timedelta(days=2), 3)
    newest, older = known_copies(tmp_path)
    assert (newest.file.name, newest.proven_at) == ("b.zip", None)
    assert (older.file.name, older.at, older.problems) == ("a.zip", AT, 3)
    note_written(tmp_path, tmp_path / "a.zip", AT + timedelta(days=3))
    newest, _ = known_copies(tmp_path)
    assert (newest.file.name, newest.proven_at, newest.problems) == ("a.zip", None, 0), "another copy, not yet proven"


def test_a_note_that_cannot_be_read_hides_no_copy(tmp_path: Path) -> None:
    note_written(tmp_path, tmp_path / "a.zip", AT)
    (tmp_path / FOLDER / FILE).write_text("{", encoding="utf-8")
    (tmp_path / FOLDER / "hall-2026-11-22.db").write_bytes(b"")
    assert [copy.file.name for copy in known_copies(tmp_path)] == ["hall-2026-11-22.db"]
    note_written(tmp_path, tmp_path / "b.zip", AT)
    assert {copy.file.name for copy in known_copies(tmp_path)} == {"hall-2026-11-22.db", "b.zip"}
