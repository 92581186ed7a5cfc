"""A data folder in which no hall can live gets a sentence before anything is written."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from hall.kernel.refusal import Refusal
from hall.opening import found_hall, open_hall
from hall.storage.engine import open_engine, sqlite_url
from hall.storage.folder import database_in, file_system_of, prepare_folder
from hall.storage.place import HallFacts

MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "server:/export /mnt/share nfs4 rw 0 0\n"
    "//server/hall /mnt/with\\040space cifs rw 0 0\n"
    "tmpfs /tmp tmpfs rw 0 0\n"
)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/home/hall", "ext4"), ("/mnt/share/hall", "nfs4"), ("/mnt/with space/hall", "cifs"), ("/mnt/shared", "ext4")],
)
def test_the_file_system_of_a_folder_is_that_of_its_longest_mount(folder: str, kind: str) -> None:
    assert file_system_of(Path(folder), MOUNTS) == kind


def test_a_network_share_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("hall.storage.folder.file_system_of", lambda *_: "cifs")
    with pytest.raises(Refusal, match=r"storage\.network_share"):
        prepare_folder(tmp_path / "hall")
    assert not (tmp_path / "hall").exists()


def test_a_full_disk_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: _Usage())
    with pytest.raises(Refusal, match=r"storage\.disk_full"):
        prepare_folder(tmp_path / "hall")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Refusal, match=r"storage\.read_only"):
        prepare_folder(tmp_path / "file" / "hall")


def test_a_read_only_folder_is_refused_by_the_command_line(tmp_path: Path) -> None:
    """Run as an ordinary user: root may write everywhere."""
    folder = tmp_path / "hall"
    folder.mkdir(mode=0o555)
    asked = (
        "import sys; sys.path[:0] = sys.argv[2].split(':')\n"
        "from pathlib import Path\nfrom hall.storage.folder import prepare_folder\n"
        "from hall.kernel.refusal import Refusal\n"
        "import os\n"
        "os.getuid() == 0 and os.setuid(65534)\n"
        "try:\n    prepare_folder(Path(sys.argv[1]))\nexcept Refusal as refusal:\n    print(refusal.code)"
    )
    for parent in [tmp_path, *tmp_path.parents[:2]]:
        parent.chmod(0o755)
    answer = subprocess.run(
        [sys.executable, "-c", asked, str(folder), ":".join(sys.path)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "storage.read_only"


def test_a_folder_without_a_hall_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"storage\.not_a_hall") as refused:
        open_hall(tmp_path / "nothing")
    assert refused.value.values == {"folder": str(tmp_path / "nothing")}


def test_data_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    found_hall(tmp_path, HallFacts(name="幸福里")).close()
    engine = open_engine(sqlite_url(database_in(tmp_path)))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = database_in(tmp_path).read_bytes()
    with pytest.raises(Refusal, match=r"storage\.newer"):
        open_hall(tmp_path)
    assert database_in(tmp_path).read_bytes() == before


def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path) -> None:
    database_in(tmp_path).write_bytes(b"this is a letter to the mayor" * 100)
    with pytest.raises(Refusal, match=r"storage\.damaged"):
        open_hall(tmp_path)


def test_founding_twice_keeps_the_hall_and_its_key(tmp_path: Path) -> None:
    first = found_hall(tmp_path, HallFacts(name="幸福里"))
    again = found_hall(tmp_path, HallFacts(name="幸福里社区"))
    assert first._gate.place.hall_id == again._gate.place.hall_id != ""
    first.close()
    again.close()


class _Usage:
    free = 1024
