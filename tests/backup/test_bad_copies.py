"""A copy that was tampered with, cut, or is none changes nothing: each is refused in a sentence."""

import errno
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from hall.backup import read_manifest, restore, write
from hall.backup.manifest import sign
from hall.backup.proving import prove_copy
from hall.backup.restoring import Order
from hall.kernel import whole_file
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.storage.engine import open_engine, sqlite_url
from hall.storage.folder import database_in
from tests.backup.halls import content_of, live_a_little, root_of
from tests.halls import MONDAY_MORNING

CLOCK = ManualClock(MONDAY_MORNING)
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Give a copy and the root secret of its hall."""
    folder = tmp_path_factory.mktemp("hall")
    url = sqlite_url(database_in(folder))
    live_a_little(url)
    engine = open_engine(url)
    write(engine, folder / "copy.zip", clock=CLOCK)
    root = root_of(engine)
    engine.dispose()
    return folder / "copy.zip", root


def rewritten(copy: Path, target: Path, change: Change) -> Path:
    """Return the same copy with other files in it."""
    with ZipFile(copy) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    change(content)
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, each in content.items():
            archive.writestr(name, each)
    return target


def refused(copy: Path, root: bytes, folder: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        restore(copy, folder, root, clock=CLOCK)
    assert not folder.exists() or list(folder.iterdir()) == []
    return refusal.value.code


def list_of(content: dict[str, bytes], root: bytes, **changes: object) -> None:
    """Put another list in, signed anew by whoever has the root secret."""
    plain = json.loads(content["manifest.json"]) | changes
    content["manifest.json"] = json.dumps(plain, ensure_ascii=False).encode()
    content["manifest.hmac"] = sign(content["manifest.json"], root)


def exchange(content: dict[str, bytes]) -> None:
    content["tables/staff.jsonl"], content["tables/person.jsonl"] = (
        content["tables/person.jsonl"], content["tables/staff.jsonl"]
    )  # fmt: skip


def smuggle(content: dict[str, bytes]) -> None:
    content["tables/../../evil.jsonl"] = b"[]\n"


def raise_count(content: dict[str, bytes]) -> None:
    content["manifest.json"] = content["manifest.json"].replace(b'"rows": 1,', b'"rows": 2,')


def blow_up(content: dict[str, bytes]) -> None:
    content["tables/person.jsonl"] = b" " * 50_000_000


def forget(content: dict[str, bytes]) -> None:
    del content["manifest.json"]


def change_a_row(content: dict[str, bytes]) -> None:
    content["tables/ticket.jsonl"] = content["tables/ticket.jsonl"].replace(b"001", b"009", 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (exchange, "backup.altered"),
        (change_a_row, "backup.altered"),
        (raise_count, "backup.altered"),
        (blow_up, "backup.altered"),
        (smuggle, "backup.not_a_copy"),
        (forget, "backup.not_a_copy"),
    ],
)
def test_what_was_changed_is_refused(made: tuple[Path, bytes], tmp_path: Path, change: Change, code: str) -> None:
    assert refused(rewritten(made[0], tmp_path / "bad.zip", change), made[1], tmp_path / "new") == code


def test_a_single_changed_byte_is_noticed_or_changes_nothing(made: tuple[Path, bytes], tmp_path: Path) -> None:
    whole, unnoticed = made[0].read_bytes(), 0
    for place in range(40, len(whole) - 40, len(whole) // 40):
        bad = bytearray(whole)
        bad[place] ^= 0x20
        (tmp_path / "bad.zip").write_bytes(bad)
        with suppress(Refusal):
            assert prove_copy(tmp_path / "bad.zip", made[1]) == read_manifest(made[0])
            unnoticed += 1  # a date of the zip file's own: every table has its digest
    assert unnoticed < 10


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_cut_file_is_refused(made: tuple[Path, bytes], tmp_path: Path, share: float) -> None:
    whole = made[0].read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])
    assert refused(tmp_path / "cut.zip", made[1], tmp_path / "new") in {"backup.damaged", "backup.not_a_copy"}


def test_another_halls_recovery_code_does_not_open_it(made: tuple[Path, bytes], tmp_path: Path) -> None:
    assert refused(made[0], bytes(20), tmp_path / "new") == "backup.wrong_key"


def test_any_other_file_is_no_copy(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04", b"hello", zlib.compress(b"hello")):
        (tmp_path / "other.zip").write_bytes(content)
        with pytest.raises(Refusal, match=r"backup\.(not_a_copy|damaged)"):
            read_manifest(tmp_path / "other.zip")
    with pytest.raises(Refusal, match=r"backup\.cannot_read"):
        read_manifest(tmp_path / "missing.zip")


def test_a_copy_of_a_newer_program_is_refused(made: tuple[Path, bytes], tmp_path: Path) -> None:
    newer = rewritten(made[0], tmp_path / "n.zip", lambda content: list_of(content, made[1], revision="9999"))
    assert refused(newer, made[1], tmp_path / "new") == "backup.newer"
    later = rewritten(made[0], tmp_path / "f.zip", lambda content: list_of(content, made[1], format=2))
    assert refused(later, made[1], tmp_path / "new") == "backup.newer_format"


def test_a_signed_copy_of_other_tables_is_refused_and_leaves_nothing(made: tuple[Path, bytes], tmp_path: Path) -> None:
    def drop(content: dict[str, bytes]) -> None:
        tables = [each for each in json.loads(content["manifest.json"])["tables"] if each["name"] != "ticket"]
        del content["tables/ticket.jsonl"]
        list_of(content, made[1], tables=tables)

    assert refused(rewritten(made[0], tmp_path / "d.zip", drop), made[1], tmp_path / "new") == "backup.other_tables"


def test_a_full_disk_leaves_no_half_copy(
    made: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, file: IO[bytes]) -> None:
            self._file = file

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, content: bytes) -> int:
            if self._file.tell() > 20_000:
                raise OSError(errno.ENOSPC, "full")
            return self._file.write(content)

    def opened(path: Path, mode: str, **more: Any) -> Full:
        return Full(open(path, mode, **more))

    monkeypatch.setattr(whole_file, "open", opened, raising=False)
    engine = open_engine(sqlite_url(database_in(made[0].parent)))
    with pytest.raises(Refusal, match=r"backup\.disk_full"):
        write(engine, tmp_path / "copy.zip")
    engine.dispose()
    assert list(tmp_path.iterdir()) == []


def test_whoever_stops_it_leaves_nothing_behind(made: tuple[Path, bytes], tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    engine = open_engine(sqlite_url(database_in(made[0].parent)))
    with pytest.raises(KeyboardInterrupt):
        write(engine, tmp_path / "copy.zip", progress=stop)
    engine.dispose()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyboardInterrupt):
        restore(made[0], tmp_path / "new", made[1], progress=stop)
    assert list((tmp_path / "new").iterdir()) == []


def test_a_copy_is_never_written_over(made: tuple[Path, bytes]) -> None:
    engine = open_engine(sqlite_url(database_in(made[0].parent)))
    before = made[0].read_bytes()
    with pytest.raises(Refusal, match=r"backup\.exists"):
        write(engine, made[0])
    engine.dispose()
    assert made[0].read_bytes() == before


def test_a_hall_that_stands_is_only_replaced_when_told_and_its_windows_are_closed(
    made: tuple[Path, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    restore(made[0], folder, made[1], clock=CLOCK)
    engine = open_engine(sqlite_url(database_in(folder)))
    stood = content_of(engine)
    with pytest.raises(Refusal, match=r"backup\.not_empty"):
        restore(made[0], folder, made[1], clock=CLOCK)
    with engine.connect(), pytest.raises(Refusal, match=r"backup\.in_use"):
        restore(made[0], folder, made[1], Order(replace=True), clock=CLOCK)
    assert content_of(engine) == stood
    engine.dispose()
    replaced = restore(made[0], folder, made[1], Order(replace=True), clock=CLOCK)
    assert replaced.kept is not None
    kept = open_engine(sqlite_url(replaced.kept))
    assert content_of(kept) == stood
    kept.dispose()


def test_a_damaged_hall_is_replaced_and_kept_with_its_log(made: tuple[Path, bytes], tmp_path: Path) -> None:
    (tmp_path / "hall.db").write_bytes(b"SQLite format 3\0" + bytes(4000))
    (tmp_path / "hall.db-wal").write_bytes(b"torn")
    restored = restore(made[0], tmp_path, made[1], Order(replace=True), clock=CLOCK)
    assert restored.problems == ()
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["restored-20261123-010000.db", "restored-20261123-010000.db-wal"]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["backups", "hall.db"]
