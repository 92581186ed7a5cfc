"""Attacks on the doors of the hall: guessing, replaying, changing the record, and files made to do harm."""

import io
import json
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hall import schema
from hall.appointments.files import read_rows as read_appointments
from hall.archive import checking
from hall.archive.rules import LIMITS
from hall.audit.model import AuditEntry
from hall.catalogue.files import read_catalogue
from hall.catalogue.problems import CatalogueProblems
from hall.catalogue.yaml_text import LARGEST as LARGEST_CATALOGUE
from hall.check import find_problems
from hall.contacts import actions as contacts
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.table_file import LARGEST, read_sheets
from hall.keys import cards
from hall.people import actions as people
from hall.people.roster import read_roster
from hall.schema import HEAD
from hall.security import actions as security
from hall.service import Hall
from hall.storage.zip_file import open_zip
from tests.contacts.house import House, prepare
from tests.e2e.command import run
from ui.commands.refused import command_of, note_refusal


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("doors") / "hall.db"
    prepare(f"sqlite:///{file}")
    return file


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> Iterator[House]:
    house = House(f"sqlite:///{shutil.copy(prepared, tmp_path / 'hall.db')}")
    yield house
    house.close()


def outcomes(house: House, action: str) -> list[str]:
    with Session(house.engine) as session:
        found = select(AuditEntry.outcome).where(AuditEntry.action.like(action)).order_by(AuditEntry.at, AuditEntry.seq)
        return list(session.scalars(found))


def refused(code: str, attack: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as found:
        attack()
    assert found.value.code == code


# -- guessing


def test_guessing_a_password_ends_in_a_lock_and_each_guess_is_on_record(house: House) -> None:
    device = house.hall.do(security.add_device, kind="guide", name="导服台").partition(".")[0]
    desk = house.hall.at(device)
    guesses, stop = guess(desk)
    assert stop in ("security.locked", "security.wait")
    assert guesses <= 6
    noted = outcomes(house, "security.sign_in")
    assert noted.count("security.wrong_password") >= 2
    assert noted[-1] == stop
    refused(stop, lambda: desk.do(security.sign_in, number="0107", password="Tea-at-9-oclock"))


def guess(desk: Hall) -> tuple[int, str]:
    """Guess until somebody says stop; answers with how many guesses were heard, and the code of the stop."""
    for guesses in range(1, 20):
        try:
            assert desk.do(security.sign_in, number="0107", password=f"Guess-{guesses}-x") is None
        except Refusal as stop:
            return guesses, stop.code
    return guesses, ""


# -- replaying


def test_a_request_that_is_sent_again_does_nothing_twice(house: House) -> None:
    key = new_id()
    first = house.first.do_once(key, contacts.open_sheet, matter_text="楼道灯坏了")
    assert house.first.do_once(key, contacts.open_sheet, matter_text="换了别的话") == first
    with Session(house.engine) as session:
        assert session.scalar(text("SELECT count(*) FROM contact_sheet")) == 1


def test_a_request_of_another_device_or_action_is_refused(house: House) -> None:
    key = new_id()
    house.first.do_once(key, contacts.open_sheet, matter_text="楼道灯坏了")
    refused("gate.request_reused", lambda: house.second.do_once(key, contacts.open_sheet, matter_text="楼道灯坏了"))
    refused("gate.request_reused", lambda: house.first.do_once(key, people.register, name="程小满"))


# -- changing the record


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET outcome = 'done', staff_id = 'nobody' WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)",
    ],
)
def test_a_tampered_row_and_a_cut_chain_are_refused_by_the_database_and_found_by_the_proof(
    house: House, tmp_path: Path, change: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "hall.db")) as raw:
        with pytest.raises(sqlite3.DatabaseError):
            raw.execute(change)
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute(change)
        raw.commit()
    assert any("audit" in problem for problem in house.hall.see(find_problems))


# -- an old program


def test_a_newer_database_is_not_opened_by_an_older_program(house: House, tmp_path: Path) -> None:
    with house.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    refused("storage.newer", lambda: schema.prepare(house.engine))
    recorded = len(outcomes(house, "%"))
    said = run(tmp_path, "check")
    assert (said.returncode, "新版程序" in said.stderr) == (1, True)
    assert len(outcomes(house, "%")) == recorded, "what cannot be opened cannot be written into"


# -- files


def zipped(*names: str, data: bytes = b"x", mode: int = 0) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            head = zipfile.ZipInfo(name)
            head.compress_type, head.external_attr = zipfile.ZIP_DEFLATED, mode << 16
            archive.writestr(head, data)
    file.seek(0)
    return file


@pytest.mark.parametrize(
    "name", ["../out.txt", "a/../../out", "/etc/passwd", "C:/x", "a\\b", "NUL ", "a/./b", "x:y", "a\u202eb", "con?"]
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    refused("zip.name", lambda: open_zip(zipped(name), LIMITS).__enter__())


def test_links_doubles_and_bombs_are_refused_before_anything_is_unpacked() -> None:
    refused("zip.link", lambda: open_zip(zipped("a", mode=stat.S_IFLNK | 0o777), LIMITS).__enter__())
    refused("zip.twice", lambda: open_zip(zipped("a", "A"), LIMITS).__enter__())
    refused("zip.bomb", lambda: open_zip(zipped("a", data=bytes(4 << 20)), LIMITS).__enter__())
    assert not checking.looks_like_one(zipped("manifest.jsonl", "signature.json", data=bytes(4 << 20)))


def bomb(file: Path) -> Path:
    """Write a workbook that is small and unpacks to very much."""
    file.write_bytes(_bomb())
    assert file.stat().st_size < 2 << 20
    return file


@cache
def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in ("xl/workbook.xml", *(f"xl/worksheets/sheet{number}.xml" for number in range(8))):
            archive.writestr(name, bytes(24 << 20))
    return packed.getvalue()


def test_a_workbook_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    refused("kernel.file_large", lambda: read_sheets(bomb(tmp_path / "名册.xlsx"), most_rows=10))


@pytest.mark.parametrize("read", [read_roster, read_appointments])
def test_an_oversized_list_is_refused_before_it_is_read(tmp_path: Path, read: Callable[[Path], object]) -> None:
    large = tmp_path / "名册.csv"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    refused("kernel.file_large", lambda: read(large))


def laughs() -> str:
    """Return services of ten lines whose words, each line nine times the one before, would fill the memory."""
    lines = [f"- &{name} [{', '.join([f'*{one}'] * 9)}]\n" for one, name in pairwise("abcdefghi")]
    return "".join(("series: []\nservices:\n- &a [x, x, x, x, x, x, x, x, x]\n", *lines))


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (lambda: "#" * (LARGEST_CATALOGUE + 1), "catalogue.file_large"),
        (laughs, "catalogue.file_syntax"),
        (lambda: "series: []\nservices: &a [*a]\n", "catalogue.file_syntax"),
    ],
)
def test_a_catalogue_that_is_too_large_or_folds_into_itself_is_refused(
    tmp_path: Path, wrong: Callable[[], str], problem: str
) -> None:
    (tmp_path / "services.yaml").write_text(wrong(), encoding="utf-8")
    with pytest.raises(CatalogueProblems) as found:
        read_catalogue(tmp_path)
    assert [each.code for each in found.value.problems] == [problem]


@pytest.mark.parametrize("card", ["{}", "[" * 50_000, "\ufffd" * 100, json.dumps({"body": "x" * (2 << 20)})])
def test_a_forged_or_oversized_card_is_refused(card: str) -> None:
    refused("keys.not_a_card", lambda: cards.read_card(card))


# -- what a command refuses


def test_what_a_command_refuses_is_on_record_once_without_what_was_typed(house: House, tmp_path: Path) -> None:
    from ui.command_line import app

    with house.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text(f"INSERT INTO alembic_version VALUES ('{HEAD}')"))
    typed = command_of(app, ["--data", str(tmp_path), "package", "open", "../../程小满.hallpack"])
    refusal = Refusal("zip.name", name="../x")
    note_refusal(tmp_path, refusal, typed)
    note_refusal(tmp_path, refusal, typed)
    assert outcomes(house, "command.package_open") == ["zip.name"]
    assert list(house.hall.see(find_problems)) == []


def test_a_refusal_that_the_gate_recorded_is_not_recorded_again(house: House, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as found:
        _nobody(house).do(contacts.open_sheet, matter_text="x")
    assert found.value.recorded
    note_refusal(tmp_path, found.value, "any")
    assert outcomes(house, "command.any") == []


def _nobody(house: House) -> Hall:
    return house.hall.at(house.hall.do(security.add_device, kind="display", name="大屏").partition(".")[0])
