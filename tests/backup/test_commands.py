"""The commands around copies, as whoever runs the hall types them."""

import json
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hall.backup.known import known_copies
from hall.storage.engine import open_engine, sqlite_url
from hall.storage.folder import database_in
from hall.storage.recovery import code_of
from tests.backup.halls import live_a_little, root_of
from tests.e2e.command import run
from ui.commands.backup import write_copy
from ui.commands.restore import bring_back


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give the data folder of a hall and its recovery code."""
    folder = tmp_path_factory.mktemp("hall")
    live_a_little(sqlite_url(database_in(folder)))
    engine = open_engine(sqlite_url(database_in(folder)))
    code = code_of(root_of(engine))
    engine.dispose()
    return folder, code


def test_a_copy_is_made_tried_and_brought_back(
    hall: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "大厅.zip"
    monkeypatch.setenv("HALL_RECOVERY_CODE", hall[1])
    made = run(hall[0], "backup", str(copy), "--recovery-code", "--prove")
    assert made.returncode == 0
    assert "恢复码能打开这份备份" in made.stdout
    assert "检查没有发现问题" in made.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["大厅.zip"]
    (known,) = known_copies(hall[0])
    assert (known.file, known.read_back, known.problems, known.proven_at is None) == (copy, True, 0, False)
    shutil.copy(copy, hall[0] / "backups")
    here = next(each for each in known_copies(hall[0]) if each.file.parent.name == "backups")
    assert (here.at, here.read_back, here.trouble) == (known.at, False, ""), "brought by hand: this PC proved nothing"
    here.file.unlink()
    restored = run(tmp_path / "new", "restore", str(copy), "--json", "--skip-numbers", "3")
    told = json.loads(restored.stdout)
    assert (restored.returncode, told["problems"], told["kept"]) == (0, [], "")
    again = run(tmp_path / "new", "restore", str(copy))
    assert again.returncode == 1
    assert "--replace" in again.stderr


def test_what_came_back_is_dated_as_the_hall_counts_and_numbered_as_on_paper(
    hall: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HALL_RECOVERY_CODE", hall[1])
    write_copy(hall[0], tmp_path / "copy.zip", prove=False, ask_code=False, as_json=False)
    here = known_copies(hall[0])[0].at.astimezone(ZoneInfo("Asia/Shanghai"))
    newest = "119999-0007-MZ001-2026-00031"
    bring_back(tmp_path / "new", tmp_path / "copy.zip", replace=False, skip=0, papers=(newest,), as_json=False)
    told = capsys.readouterr().out
    assert f"已恢复到 {here:%Y-%m-%d %H:%M} 的样子" in told
    assert f"  {newest}\n" in told


def test_a_wrong_sheet_is_said_and_a_mistyped_code_refused(
    hall: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_RECOVERY_CODE", code_of(bytes(20)))
    made = run(hall[0], "backup", str(tmp_path / "copy.zip"), "--recovery-code")
    assert made.returncode == 1
    assert "恢复码打不开这份备份" in made.stdout
    other = run(tmp_path / "new", "restore", str(tmp_path / "copy.zip"))
    assert "幸福里" in other.stderr
    monkeypatch.setenv("HALL_RECOVERY_CODE", hall[1][:-1])
    assert run(tmp_path / "new", "restore", str(tmp_path / "copy.zip")).returncode == 1
    assert not database_in(tmp_path / "new").exists()


def test_a_hall_moves_to_a_server_and_back(hall: tuple[Path, str], tmp_path: Path, postgres_url: str) -> None:
    shutil.copy(database_in(hall[0]), tmp_path)
    moved = run(tmp_path, "move", "--to", postgres_url, "--json")
    assert (moved.returncode, json.loads(moved.stdout)["problems"]) == (0, [])
    assert not database_in(tmp_path).exists()
    assert (tmp_path / "connection.toml").stat().st_mode & 0o077 == 0
    assert run(tmp_path, "move", "--to", "file").returncode == 0
    assert database_in(tmp_path).exists()
    assert not (tmp_path / "connection.toml").exists()
    wrong = run(tmp_path, "move", "--to", "sqlite:///elsewhere.db")
    assert "PostgreSQL" in wrong.stderr
