"""Files that do harm, handed to the real command line of a real hall: one sentence, one row, nothing taken in."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from hall.archive.rules import FORMAT, MANIFEST, SIGNATURE
from hall.kernel.table_file import LARGEST
from hall.storage.folder import database_in
from hall.storage.recovery import code_of
from tests.attacks.test_doors import bomb
from tests.e2e.command import run

Maker = Callable[[Path], Path]
MEGABYTE = 1 << 20


def large(name: str, size: int) -> Maker:
    """Return what makes a file that is said to be long; on the disk it takes next to nothing."""

    def make(folder: Path) -> Path:
        with (folder / name).open("wb") as file:
            file.truncate(size)
        return folder / name

    return make


def packed(name: str, *members: str, size: int = 8 * MEGABYTE) -> Maker:
    """Return what makes a small zip file that unpacks to very much, or to a place that is not its own."""

    def make(folder: Path) -> Path:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in members:
                archive.writestr(member, bytes(size))
        (folder / name).write_bytes(held.getvalue())
        return folder / name

    return make


def written(name: str, content: str) -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return make


def holding(name: str, members: Mapping[str, str]) -> Maker:
    """Return what makes a zip file in which texts lie."""

    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, text in members.items():
                archive.writestr(member, text)
        return folder / name

    return make


def laughing_workbook() -> Maker:
    """Return what makes a workbook of a few hundred bytes whose list of parts would say its words a billion times."""
    entities = "".join(f'<!ENTITY {name} "{f"&{one};" * 10}">' for one, name in pairwise("abcdefghij"))
    types = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">{entities}]><Types>&j;</Types>'
    return holding("名册.xlsx", {"[Content_Types].xml": types})


def endless_archive() -> Maker:
    """Return what makes a yearly package of a year without end."""
    digests = dict.fromkeys(("manifest_sha256", "manifest_sm3", "hall_id", "hall_name"), "x")
    numbers = {"year": float("inf"), "papers": 0, "voided": 0, "files": 0}
    body = {"format": FORMAT, **digests, **numbers, "made_at": "2026-11-23T00:00:00+00:00", "whole_year": True}
    return holding("2026.zip", {MANIFEST: "{}\n", SIGNATURE: json.dumps({"body": body, "signatures": {}})})


def workbook_bomb(folder: Path) -> Path:
    return bomb(folder / "名册.xlsx")


COMMAND = {
    "catalogue": ("catalogue", "import"),
    "holidays": ("holidays", "import"),
    "people": ("people", "import"),
    "appointments": ("appointments", "import"),
    "posts": ("posts", "import"),
    "card": ("keys", "import", "--fingerprint", "x"),
    "revoked": ("keys", "revoked", "import"),
    "join": ("join", "--yes", "--code", "ABCD-EFGH"),
    "restore": ("restore", "--replace"),
    "package": ("package", "open"),
    "verify": ("verify",),
    "export": ("audit", "export", "--out"),
}
DEEP = "[" * 50_000
ENDLESS = '{"what": "one-stop-hall copy", "format": Infinity}'
ZONELESS = '{"what": "one-stop-hall copy", "format": 1, "tables": [], "made_at": "2026-11-23T00:00:00"}'
FORGED_CARD = json.dumps({"body": {}, "signature": "x"})
WRONG_SHEET = code_of(b"another hall's root!")


def test_each_recovery_code_that_is_not_the_halls_leaves_a_trace(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(data)
    for code in ("AAAA", WRONG_SHEET):
        monkeypatch.setenv("HALL_RECOVERY_CODE", code)
        assert run(data, "key", "enter").returncode == 1
    tried = ("storage.recovery_code", "storage.recovery_other")
    assert rows(data)[len(before) :] == [("command.key_enter", code) for code in tried]
    assert WRONG_SHEET not in str(database_in(data).read_bytes())


ATTACKS: dict[str, tuple[str, Maker, str, str]] = {
    "a large catalogue": ("catalogue", large("m.yaml", 6 * MEGABYTE), "command.catalogue_import", "catalogue.problems"),
    "a large holiday table": ("holidays", large("2027.yaml", 6 * MEGABYTE), "command.holidays_import",
                              "kernel.holiday_file"),
    "a large roster": ("people", large("名册.csv", LARGEST + 1), "command.people_import", "kernel.file_large"),
    "a roster that is a bomb": ("people", workbook_bomb, "command.people_import", "kernel.file_large"),
    "large appointments": ("appointments", large("预约.csv", LARGEST + 1), "command.appointments_import",
                           "kernel.file_large"),
    "a roster that laughs": ("people", laughing_workbook(), "command.people_import", "kernel.file_no_table"),
    "a roster of equal words": ("people", packed("名册.xlsx", "xl/sharedStrings.xml"), "command.people_import",
                                "kernel.file_large"),
    "appointments that are a bomb": ("appointments", workbook_bomb, "command.appointments_import", "kernel.file_large"),
    "posts that are a bomb": ("posts", workbook_bomb, "command.posts_import", "kernel.file_large"),
    "a large hall card": ("card", large("card.json", 6 * MEGABYTE), "command.keys_import", "keys.not_a_card"),
    "a forged hall card": ("card", written("card.json", FORGED_CARD), "command.keys_import", "keys.not_a_card"),
    "a large list of revocations": ("revoked", large("revoked.json", 12 * MEGABYTE), "keys.import_revocations",
                                    "keys.not_a_list"),
    "a forged list of revocations": ("revoked", written("revoked.json", "{}"), "keys.import_revocations",
                                     "keys.not_a_list"),
    "a large connection file": ("join", large("hall.hallconn", 6 * MEGABYTE), "command.join", "host.not_a_file"),
    "a forged connection file": ("join", written("hall.hallconn", "age-encryption.org/v1\n-> scrypt x 30\nx"),
                                 "command.join", "host.not_a_file"),
    "a copy that is a bomb": ("restore", packed("c.zip", "manifest.json", "manifest.hmac"), "command.restore",
                              "backup.not_a_copy"),
    "a copy whose names lead out": ("restore", packed("c.zip", "../../manifest.json", size=10), "command.restore",
                                    "backup.not_a_copy"),
    "a copy whose list has no floor": ("restore", holding("c.zip", {"manifest.json": DEEP, "manifest.hmac": "x"}),
                                       "command.restore", "backup.damaged"),
    "a copy whose list has no end": ("restore", holding("c.zip", {"manifest.json": ENDLESS, "manifest.hmac": "x"}),
                                     "command.restore", "backup.damaged"),
    "a copy of no zone": ("restore", holding("c.zip", {"manifest.json": ZONELESS, "manifest.hmac": "x"}),
                          "command.restore", "backup.damaged"),
    "a large package": ("package", large("in.hallpack", 65 * MEGABYTE), "exchange.open_package", "exchange.too_large"),
    "a forged package": ("package", written("in.hallpack", "age-encryption.org/v1\n-> X25519 x\nx"),
                         "exchange.open_package", "exchange.not_one"),
    "a file that the record would overwrite": ("export", written("名册.csv", "x"), "command.audit_export",
                                               "audit.file_exists"),
    "an archive of an endless year": ("verify", endless_archive(), "command.verify", "archive.not_one"),
    "an archive that is a bomb": ("verify", packed("2026.zip", "manifest.jsonl", "signature.json"), "command.verify",
                                  "zip.bomb"),
}  # fmt: skip
"""Command, file, and the entry in the record: who refused, the command or its action, and with which sentence."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hall") / "data"
    assert run(folder, "init", "--name", "幸福里社区便民服务中心", "--counters", "1").returncode == 0
    return folder


def rows(data: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database_in(data))) as raw:
        return raw.execute("SELECT action, outcome FROM audit_entry ORDER BY rowid").fetchall()


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_harmful_file_is_one_sentence_and_one_row(
    data: Path, tmp_path: Path, attack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_RECOVERY_CODE", code_of(bytes(20)))
    command, make, action, code = ATTACKS[attack]
    before = rows(data)
    done = run(data, *COMMAND[command], str(make(tmp_path)))
    assert done.returncode == 1
    (sentence,) = [line for line in done.stderr.strip().splitlines() if "━" not in line]
    assert sentence.endswith("。")
    assert rows(data)[len(before) :] == [(action, code)]
