"""How the program itself opens a file; the tests of this process open theirs without waiting for the disk."""

import subprocess
import sys
from pathlib import Path

SAYS = """
import sys
from hall.storage.engine import open_engine
with open_engine(sys.argv[1]).connect() as connection:
    for name in ("journal_mode", "synchronous", "foreign_keys"):
        print(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
"""
FULL = "2"


def test_every_commit_waits_for_the_disk(tmp_path: Path) -> None:
    asked = [sys.executable, "-c", SAYS, f"sqlite+pysqlite:///{tmp_path / 'hall.db'}"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["wal", FULL, "1"]
