"""`hall keys`, `hall document` and `hall verify` as they are typed, with two data folders and none."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from hall import schema
from hall.documents.verifying import Outcome
from hall.kernel.refusal import Refusal
from hall.keys import actions as keys
from hall.keys import views
from hall.storage.engine import open_engine
from hall.storage.folder import database_in
from tests.keys.halls import NUMBER, KeyHouse, certificate
from ui.command_line import app
from ui.commands.keys import in_use_since


def hall_in(folder: Path, empty: Path, hall_id: str, name: str) -> KeyHouse:
    """Make a data folder with a hall that has issued one certificate."""
    folder.mkdir()
    file = Path(shutil.copy(empty, database_in(folder)))
    engine = open_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": schema.HEAD})
    engine.dispose()
    return KeyHouse(file, hall_id, name)


def typed(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--data", str(folder), *words], catch_exceptions=True)


def refused(result: Result) -> str:
    assert isinstance(result.exception, Refusal)
    return result.exception.code


@pytest.fixture
def folders(tmp_path: Path, empty_database: Path) -> tuple[Path, Path, str]:
    """Give two data folders, and the text of a code that the first has issued."""
    ours = hall_in(tmp_path / "ours", empty_database, "hall-a", "幸福里社区便民服务中心")
    theirs = hall_in(tmp_path / "theirs", empty_database, "hall-b", "安康街道政务服务中心")
    code = ours.issued_text()
    for house in (ours, theirs):
        house.hall.close()
    return tmp_path / "ours", tmp_path / "theirs", code


def test_two_halls_come_to_believe_each_other(folders: tuple[Path, Path, str], tmp_path: Path) -> None:
    ours, theirs, code = folders
    card, revoked, pdf = (str(tmp_path / name) for name in ("card.json", "revoked.json", "paper.pdf"))
    fingerprint = typed(ours, "keys", "export", card).output.splitlines()[-1]
    assert typed(theirs, "verify", code).exit_code == 1
    assert refused(typed(theirs, "keys", "import", card, "--fingerprint", "0" * 32)) == "keys.fingerprint"
    assert typed(theirs, "keys", "import", card, "--fingerprint", fingerprint).exit_code == 0
    assert typed(ours, "keys", "revoked", "export", revoked).exit_code == 0
    assert typed(theirs, "keys", "revoked", "import", revoked).exit_code == 0
    assert typed(ours, "document", NUMBER, "--out", pdf).exit_code == 0
    for what in (code, pdf):
        found = typed(theirs, "verify", what, "--json")
        said = json.loads(found.output)
        assert (found.exit_code, said["outcome"], said["number"], said["name"]) == (0, "valid", NUMBER, "欧**满")
        assert said["list_as_of"] is not None
    halls = json.loads(typed(theirs, "keys", "show", "--json").output)["halls"]
    assert [(hall["name"], hall["list_number"]) for hall in halls] == [("幸福里社区便民服务中心", 1)]


def test_a_place_without_a_hall_verifies_with_the_card_alone(folders: tuple[Path, Path, str], tmp_path: Path) -> None:
    ours, _, code = folders
    card, nowhere = str(tmp_path / "card.json"), tmp_path / "nowhere"
    typed(ours, "keys", "export", card)
    assert "无法证实是谁签发的" in typed(nowhere, "verify", code).output
    assert typed(nowhere, "verify", code, "--keys", card).exit_code == 0
    assert typed(nowhere, "verify", code[:-1], "--keys", card).exit_code == 1


def test_rotating_keys_keeps_old_papers_genuine(folders: tuple[Path, Path, str]) -> None:
    ours, _, code = folders
    assert typed(ours, "keys", "rotate").exit_code == 0
    assert typed(ours, "verify", code).exit_code == 0
    assert "启用" in typed(ours, "keys", "show").output


def test_a_theft_that_is_noticed_after_the_next_change_of_keys_withdraws_the_older_ones_too(ours: KeyHouse) -> None:
    before = ours.issued_text()
    ours.wait(days=2)
    doubtful = ours.text(ours.issue(certificate("（2026）幸福社证字第00014号")))
    ours.hall.do(keys.rotate)
    ours.wait(days=1)
    for key_id in in_use_since(ours.hall.see(views.keys), date(2026, 11, 24)):
        ours.hall.do(keys.withdraw, key_id=key_id, since=date(2026, 11, 24))
    assert ours.judge(before).outcome is Outcome.VALID
    assert ours.judge(doubtful).reason == "withdrawn"
    assert [key.withdrawn_at is None for key in ours.hall.see(views.keys)] == [False] * 6 + [True] * 3


def test_a_number_that_was_never_given_out_is_no_document(folders: tuple[Path, Path, str], tmp_path: Path) -> None:
    assert refused(typed(folders[0], "document", "1", "--out", str(tmp_path / "a.pdf"))) == "documents.unknown_number"
