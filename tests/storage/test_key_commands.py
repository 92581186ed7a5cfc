"""`hall key sheet` and `hall key enter` as they are typed: the sheet of one PC opens the data on another."""

from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from hall import schema
from hall.kernel.refusal import Refusal
from hall.opening import recovery_code
from hall.storage import pc
from hall.storage.engine import open_engine, sqlite_url
from hall.storage.folder import database_in
from tests.halls import name_hall
from ui.command_line import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the data folder of a hall on a PC of its own."""
    monkeypatch.setattr(pc, "folder", lambda: tmp_path / "pc")
    folder = tmp_path / "data"
    folder.mkdir()
    engine = open_engine(sqlite_url(database_in(folder)))
    schema.create(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": schema.HEAD})
    name_hall(engine)
    engine.dispose()
    return folder


def typed(folder: Path, *words: str, answer: str = "") -> Result:
    return CliRunner().invoke(app, ["--data", str(folder), *words], input=answer)


def test_the_sheet_of_one_pc_opens_the_data_on_another(folder: Path, tmp_path: Path) -> None:
    code, key_id = recovery_code(folder)
    sheet = tmp_path / "sheet.pdf"
    said = typed(folder, "key", "sheet", "--out", str(sheet))
    assert said.exit_code == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o077 == 0, "whoever else uses this PC reads no key"
    assert code not in said.output
    (pc.folder() / pc.KEYS).unlink()
    assert "storage.key_missing" in str(typed(folder, "key", "sheet", "--out", str(sheet)).exception)
    wrong = typed(folder, "key", "enter", answer=f"{code[:-1]}{'A' if code[-1] != 'A' else 'B'}\n")
    assert isinstance(wrong.exception, Refusal)
    assert wrong.exception.code == "storage.recovery_code"
    right = typed(folder, "key", "enter", answer=f"{code.lower()}\n")
    assert right.exit_code == 0
    assert code.lower() not in right.output
    assert pc.key_of(key_id) is not None


def test_the_code_stands_nowhere_in_the_data_folder(folder: Path, tmp_path: Path) -> None:
    code, _key_id = recovery_code(folder)
    typed(folder, "key", "sheet", "--out", str(tmp_path / "sheet.pdf"))
    written = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert code.encode() not in written
    assert code.replace("-", "").encode() not in written
