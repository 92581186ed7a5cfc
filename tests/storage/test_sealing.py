"""A stolen database tells nothing, the PC that has the key reads on, and the recovery sheet opens it elsewhere."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall import schema
from hall.kernel.refusal import Refusal
from hall.people import actions, views
from hall.people.model import Person
from hall.people.seal_existing import MARKED, SEALED
from hall.service import SystemHall
from hall.storage import pc, recovery, sealing
from hall.storage.base import Base
from hall.storage.engine import open_engine
from hall.storage.sealer import Sealer
from tests.halls import empty_hall
from ui.shared.i18n import sentence

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ROOTS = st.binary(min_size=pc.ROOT_BYTES, max_size=pc.ROOT_BYTES)
NUMBER = "11999919900307006X"


@pytest.fixture(autouse=True)
def another_pc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give the test a PC of its own, whose folder it may empty."""
    monkeypatch.setattr(pc, "folder", lambda: tmp_path / "pc")


def forget_all() -> None:
    (pc.folder() / pc.KEYS).unlink()


def test_a_pc_without_the_key_works_until_it_comes_to_what_is_sealed(database_url: str) -> None:
    hall = empty_hall(database_url)
    who = hall.do(actions.register, name="王晓明", id_kind="resident_card", id_number=NUMBER)
    code = recovery.code_of(sealing.root_for(hall._engine))
    hall.close()
    forget_all()
    engine = open_engine(database_url)
    elsewhere = SystemHall.open(engine, hall.clock)
    with pytest.raises(Refusal) as refused:
        elsewhere.see(views.person, person_id=who)
    assert sentence(refused.value).startswith("这台电脑上没有本大厅的密钥")
    with pytest.raises(Refusal, match=r"storage\.key_missing"):
        elsewhere.see(views.find, text=NUMBER)
    sealing.enter(engine, code.lower().replace("-", " "))
    assert elsewhere.see(views.person, person_id=who).id_number == NUMBER
    elsewhere.close()


@SQLITE
def test_another_halls_code_is_told_apart(database_url: str) -> None:
    hall = empty_hall(database_url)
    forget_all()
    with pytest.raises(Refusal, match=r"storage\.recovery_other"):
        sealing.enter(hall._engine, recovery.code_of(bytes(pc.ROOT_BYTES)))
    with pytest.raises(Refusal, match=r"storage\.recovery_code"):
        sealing.enter(hall._engine, "ABCD")
    assert not (pc.folder() / pc.KEYS).exists()
    hall.close()


def test_two_that_found_at_once_end_with_one_key(database_url: str) -> None:
    first, second = open_engine(database_url), open_engine(database_url)
    Base.metadata.create_all(first)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sealing.unlock, (first, second)))
    key_ids = {sealing.sealer_of(engine.dialect).key_id for engine in (first, second)}
    assert set(pc.read(pc.KEYS)) == key_ids
    assert len(key_ids) == 1
    first.dispose()
    second.dispose()


def test_the_key_is_remembered_before_the_database_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'hall.db'}")
    Base.metadata.create_all(engine)
    monkeypatch.setattr(pc, "write", lambda _name, _entries: (_ for _ in ()).throw(OSError("no space left")))
    with pytest.raises(Refusal, match=r"storage\.key_unwritable"):
        sealing.unlock(engine)
    with Session(engine) as session:
        assert session.scalars(select(sealing.Sealing)).all() == []
    engine.dispose()


def test_the_keys_of_many_halls_lie_in_one_private_file() -> None:
    roots = [bytes([number]) * pc.ROOT_BYTES for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        key_ids = list(pool.map(pc.remember_key, roots))
    assert [pc.key_of(key_id) for key_id in key_ids] == roots
    file = pc.folder() / pc.KEYS
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in pc.folder().iterdir() if each.suffix == ""] == []
    pc.forget_key(key_ids[0])
    assert pc.key_of(key_ids[0]) is None


def test_a_damaged_file_of_keys_is_never_written_over() -> None:
    pc.folder().mkdir()
    (pc.folder() / pc.KEYS).write_text("{", encoding="utf-8")
    with pytest.raises(Refusal, match=r"storage\.key_unreadable"):
        pc.remember_key(bytes(pc.ROOT_BYTES))
    assert (pc.folder() / pc.KEYS).read_text(encoding="utf-8") == "{"


@given(root=ROOTS, place=st.integers(0, 35), other=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_code_says_its_secret_and_one_wrong_letter_shows(root: bytes, place: int, other: str) -> None:
    code = recovery.code_of(root)
    assert [len(group) for group in code.split("-")] == [4] * 9
    assert recovery.root_of(f" {code.lower().replace('o', '0').replace('i', '1')} ") == root
    letters = code.replace("-", "")
    wrong = letters[:place] + other + letters[place + 1 :]
    if wrong != letters:
        with pytest.raises(Refusal):
            recovery.root_of(wrong)


@given(root=ROOTS, text=st.text(), purpose=st.text(max_size=5))
def test_what_is_sealed_opens_as_it_was_and_shows_nothing(root: bytes, text: str, purpose: str) -> None:
    sealer = Sealer(root)
    assert sealer.open(sealer.seal(text)) == text
    assert sealer.seal(text) != sealer.seal(text)
    assert sealer.open_bytes(sealer.seal_bytes(text.encode())) == text.encode()
    assert (
        sealer.mark(text, purpose) == Sealer(root).mark(text, purpose) != Sealer(root[::-1] + b"x").mark(text, purpose)
    )


def test_a_changed_seal_is_noticed() -> None:
    sealer = Sealer(bytes(pc.ROOT_BYTES))
    sealed = sealer.seal("13912345678")
    for broken in (sealed[:-8] + "AAAAAAA=", sealed[:-3], f"{sealer.head}xx"):
        with pytest.raises(Refusal, match=r"storage\.seal_broken"):
            sealer.open(broken)


@pytest.mark.parametrize("asks", [lambda: Person.id_number == "1", lambda: Person.phone.contains("1"),
                                  lambda: Person.id_number.in_(["1"]), lambda: Person.phone.desc()])  # fmt: skip
def test_nobody_searches_a_sealed_column_by_mistake(asks: Any) -> None:
    with pytest.raises(TypeError, match="use its mark"):
        asks()


def test_the_list_for_the_step_names_every_sealed_column_and_mark() -> None:
    kinds = (sealing.Sealed, sealing.SealedJson, sealing.SealedBytes)
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    sealed = {(c.table.name, c.name) for c in columns if isinstance(c.type, kinds)}
    assert sealed >= {(table, name) for table, names in SEALED.items() for name in names}
    marks = {(c.table.name, c.name): c.type.purpose for c in columns if isinstance(c.type, sealing.Mark)}
    assert marks == {(table, name): how[1] for table, names in MARKED.items() for name, how in names.items()}


@SQLITE
def test_an_old_plain_value_is_read_as_it_is(database_url: str) -> None:
    engine = open_engine(database_url)
    schema.create(engine)
    assert sealing.Sealed().process_result_value("13912345678", engine.dialect) == "13912345678"
    assert sealing.SealedJson().process_result_value(json.dumps({"a": 1}), engine.dialect) == {"a": 1}
    engine.dispose()
