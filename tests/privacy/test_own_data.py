"""A resident sees everything that the hall holds of them, who used it and who looked; and nothing of anybody else."""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.cases import actions as cases
from hall.contacts import actions as contacts
from hall.documents.content import to_json
from hall.documents.views import documents_of
from hall.dossier.actions import open_dossier
from hall.kernel.refusal import Refusal
from hall.people import actions as people
from hall.privacy import actions as privacy
from hall.privacy.chapters import own_data
from hall.privacy.own_data import OwnData
from hall.privacy.papers import own_data_sheet, privacy_notice, retention_of
from hall.privacy.views import person_of
from hall.schema import HEAD
from hall.service import facts_of
from tests.cases.house import House, prepare
from ui.commands.privacy_papers import write_sheet

NAME, PHONE, NUMBER = "程小满", "13800000456", "11010519491231002X"
OTHER, OTHERS_PHONE = "周大力", "13900000789"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    prepare(f"sqlite:///{folder / 'hall.sqlite3'}")
    return folder


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[House]:
    house = House(f"sqlite:///{folder / 'hall.sqlite3'}")
    yield house
    house.close()


@pytest.fixture(scope="module")
def found(house: House) -> OwnData:
    person = house.first.do(
        people.register, name=NAME, id_kind="resident_card", id_number=NUMBER, phone=PHONE, address="幸福里12栋501室"
    )
    house.first.do(people.register, name=OTHER, id_kind="passport", id_number="E12345678", phone=OTHERS_PHONE)
    house.first.do(contacts.answer_at_once, matter_text="楼道灯坏了", words="已报修", name=OTHER, phone=OTHERS_PHONE)
    house.first.do(contacts.answer_at_once, matter_text="高龄津贴", words="周三来办", person_id=person)
    form = house.form("MZ-006")
    case_id = house.first.do(cases.open_case, matter_code="MZ-006", person_id=person, form=form)
    house.leader.do(open_dossier, case_id=case_id, purpose="inspection", full=True)
    house.first.do(privacy.hand_out, person_id=person, way="paper")
    return house.first.see(own_data, person_id=person)


def said(found: OwnData) -> str:
    return to_json(own_data_sheet(found))


def rows(found: OwnData, code: str) -> tuple[tuple[str, ...], ...]:
    return next(section.rows for section in found.sections if section.code == code)


def test_it_says_what_is_known_and_what_the_person_came_for(found: OwnData) -> None:
    assert dict(found.facts)["证件号码"] == NUMBER
    assert [row[4] for row in rows(found, "sheets")] == ["高龄津贴"]
    assert rows(found, "cases")[0][1] == "MZ-006"
    assert rows(found, "forms")
    assert "90 天" in said(found)


def test_it_says_who_looked_and_for_what(found: OwnData) -> None:
    looks = [row[1:] for row in rows(found, "looks")]
    assert ("工号 0101", "看案卷（全部）", "日常抽查") in looks
    assert ("工号 0107", "给本人查阅、复制", "") in looks


def test_nothing_of_anybody_else_stands_on_it(found: OwnData) -> None:
    assert OTHER not in said(found)
    assert OTHERS_PHONE not in said(found)


def test_handing_it_out_is_in_the_audit(house: House, found: OwnData) -> None:
    with Session(house.engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "privacy.hand_out")).one()
    assert entry.subjects == [found.person.id, "own_data:paper"]


def test_a_person_is_found_by_key_or_number_and_nobody_by_a_guess(house: House, found: OwnData) -> None:
    assert house.first.see(person_of, text=NUMBER.lower()) == found.person.id
    assert house.first.see(person_of, text=found.person.id) == found.person.id
    with pytest.raises(Refusal, match=r"privacy\.no_person"):
        house.first.see(person_of, text="11010519491231003X")


def test_the_file_is_a_page_and_the_same_for_a_program_both_marked(
    folder: Path, found: OwnData, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "data"
    home.mkdir()
    _copied(folder / "hall.sqlite3", home / "hall.db")
    assert write_sheet(home, NUMBER, tmp_path / "本人.zip") == 0
    with zipfile.ZipFile(tmp_path / "本人.zip") as archive:
        plain = json.loads(archive.read("个人信息.json"))
        page = archive.read("个人信息.html").decode()
    assert (tmp_path / "本人.zip").stat().st_mode & 0o077 == 0
    assert plain["person"]["姓名"] == NAME
    assert "导出" in plain["exported"]
    assert plain["exported"] in page
    with pytest.raises(Refusal, match=r"privacy\.file_exists"):
        write_sheet(home, NUMBER, tmp_path / "本人.zip")
    assert "交给本人" in capsys.readouterr().out


def test_the_notice_says_who_why_how_long_and_which_rights(house: House) -> None:
    notice = house.hall.see(
        lambda reading: privacy_notice(
            facts_of(reading), (("预约", "姓名、电话"),), retention_of(reading), reading.today
        )
    )
    text = to_json(notice)
    for wanted in ("幸福里社区便民服务中心", "为什么", "90 天", "查阅、复制", "12345", "不用人脸识别"):
        assert wanted in text


def _copied(source: Path, target: Path) -> None:
    """Copy a database that is open, and say of tables that were made at once that they are today's."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy, copy:
        original.backup(copy)
        copy.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        copy.execute("INSERT INTO alembic_version VALUES (?)", (HEAD,))


def test_the_paper_needs_the_person_at_the_counter_or_a_reason(house: House, found: OwnData) -> None:
    person = found.person.id
    with pytest.raises(Refusal, match=r"privacy\.not_served"):
        house.first.do(privacy.print_own_data, person_id=person)
    with pytest.raises(Refusal, match=r"people\.look_number"):
        house.first.do(privacy.print_own_data, person_id=person, reason=f"{NUMBER} 家属代取")
    paper = house.first.do(privacy.print_own_data, person_id=person, reason="电话预约，明天来取")
    assert [card.kind for card in house.first.see(documents_of, subject_id=person)] == ["own_data"]
    with house.first._gate.reading(house.first.actor) as reading:
        entry = reading.session.scalars(select(AuditEntry).where(AuditEntry.action == "privacy.print_own_data")).all()
    assert (entry[-1].outcome, entry[-1].detail["purpose"]) == ("done", "other")
    assert paper
    again = house.first.see(own_data, person_id=person)
    assert any(row[2] == "给本人查阅、复制" and "其他" in row[3] for row in rows(again, "looks"))
