"""The dossier of a case: who had it and for how long, every paper, masked unless a purpose is on record."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from hall.audit.model import AuditEntry
from hall.cases import actions as cases
from hall.contacts import actions as contacts
from hall.documents.content import copies_of, to_json
from hall.dossier import page, parts
from hall.dossier.actions import open_dossier
from hall.dossier.masking import veil
from hall.kernel.refusal import Refusal
from hall.people import actions as people
from hall.posts.manning import set_post
from printing.drawing import draw
from tests.cases.house import House, prepare

NAME, PHONE, NUMBER = "欧阳小满", "13800000456", "119999194611160018"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    url = f"sqlite:///{tmp_path_factory.mktemp('dossier') / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    yield house
    house.close()


@pytest.fixture(scope="module")
def case_id(house: House) -> str:
    """Give a case from a sheet that 李明 left to 王芳 after three days, who approved it."""
    house.hall.do(set_post, a=house.id_of(house.first), b=house.id_of(house.second))
    person = house.first.do(
        people.register, name=NAME, id_kind="passport", id_number="E12345678", phone=PHONE,
        address="幸福里社区12栋3单元501室",
    )  # fmt: skip
    sheet = house.first.do(contacts.open_sheet, matter_text="高龄津贴怎么办", person_id=person)
    case = house.first.do(
        cases.open_case, matter_code="MZ-006", person_id=person, form=house.form("MZ-006"), contact_id=sheet
    )
    house.first.do(cases.submit, case_id=case)
    house.verify(case)
    house.first.do(cases.accept, case_id=case)
    house.first.do(contacts.promise, words="周五前告诉您", due_on=dt.date(2026, 11, 27), sheet_id=sheet)
    house.clock.advance(dt.timedelta(days=3))
    list_id = house.first.do(cases.leave_post, reason="休假")
    house.second.do(cases.sign_list, list_id=list_id)
    return case


def dossier(house: House, case_id: str, **more: object) -> parts.Dossier:
    look = house.leader.do(open_dossier, case_id=case_id, **more)
    return house.leader.see(parts.dossier, look_id=look)


def rows(found: parts.Dossier, code: str) -> tuple[tuple[str, ...], ...]:
    return next(section.rows for section in found.sections if section.code == code)


def everything(found: parts.Dossier) -> str:
    said = [*(cell for section in found.sections for row in section.rows for cell in row), *map(str, found.facts)]
    return "\n".join([*said, *(to_json(paper.content) for paper in found.papers)])


def test_it_says_who_had_the_case_and_for_how_long(house: House, case_id: str) -> None:
    found = dossier(house, case_id)
    assert rows(found, "holders") == (
        ("李明（0107）", "2026-11-23 09:00", "2026-11-26 09:00", "3"),
        ("王芳（0112）", "2026-11-26 09:00", "现在", "当天"),
    )
    assert [row[2] for row in rows(found, "journal")][-1] == "换人承办"
    assert rows(found, "lists")[0][2:4] == ("李明（0107）", "王芳（0112）")
    assert any("离岗交接" in row[3] for row in rows(found, "sheets"))
    assert rows(found, "promises")[0][3:5] == ("李明", "王芳")


def test_nothing_personal_is_shown_without_a_purpose(house: House, case_id: str) -> None:
    said = everything(dossier(house, case_id))
    assert "欧**满" in said
    for secret in (NAME, PHONE, "E12345678", "3单元501室"):
        assert secret not in said, secret


def test_the_full_one_needs_a_purpose_and_goes_on_record(house: House, case_id: str) -> None:
    with pytest.raises(Refusal, match=r"dossier\.purpose_missing"):
        dossier(house, case_id, full=True)
    with pytest.raises(Refusal, match=r"dossier\.purpose_unknown"):
        dossier(house, case_id, full=True, purpose="curiosity")
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        house.second.do(open_dossier, case_id=case_id)
    found = dossier(house, case_id, full=True, purpose="complaint", words="12345 工单")
    assert NAME in everything(found)
    assert PHONE in everything(found)
    assert ("周建国（0101）", "投诉核查", "12345 工单", "全部") in [row[1:] for row in rows(found, "looks")]
    noted = house.hall.see(
        lambda reading: list(
            reading.session.scalars(
                select(AuditEntry.subjects).where(
                    AuditEntry.action == "dossier.open_dossier", AuditEntry.outcome == "done"
                )
            )
        )
    )
    assert [case_id, "purpose:complaint", "full"] in noted
    assert not any("12345" in subject for subjects in noted for subject in subjects)


def test_every_paper_can_be_drawn_and_is_marked_as_a_copy(house: House, case_id: str) -> None:
    found = dossier(house, case_id)
    assert {"acceptance_notice", "promise_slip"} <= {paper.kind for paper in found.papers}
    for paper in found.papers:
        assert paper.content.footer[-1] == "案卷副本，个人信息已遮盖，只供查阅"
        copy = copies_of(paper.content, printed_at="2026-11-26 09:00", staff_number="")[0]
        assert draw(paper.content, copy).startswith(b"%PDF")


def test_the_overview_is_one_page_without_a_network_and_the_same_for_a_machine(house: House, case_id: str) -> None:
    found = dossier(house, case_id)
    files = {paper.document_id: f"papers/{place}.pdf" for place, paper in enumerate(found.papers)}
    zone = house.hall.see(lambda reading: reading.place.zone)
    html, plain = page.as_html(found, files, zone), page.as_plain(found, files, zone)
    assert "http" not in html
    assert all(f'href="{file}"' in html for file in files.values())
    assert "没有的" in html
    assert "督办单：没有" in html
    assert json.loads(json.dumps(plain, ensure_ascii=False))["case"] == found.number
    assert [section["code"] for section in plain["sections"]] == [section.code for section in found.sections]


def test_a_case_is_found_by_the_end_of_its_number(house: House, case_id: str) -> None:
    number = house.file(case_id).card.number
    assert house.hall.see(parts.find_case, text=number[-14:]) == case_id
    with pytest.raises(Refusal, match=r"dossier\.no_case"):
        house.hall.see(parts.find_case, text="MZ999-2026-00001")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("王小明来过", "王*明来过"),
        (f"证件{NUMBER}。", "证件119999********0018。"),
        ("电话13912345678", "电话139****5678"),
        ("账号6222021234567890123", "账号****0123"),
        ("编号420199-0007-MZ001-2026-00031", "编号420199-0007-MZ001-2026-00031"),
    ],
)
def test_what_is_personal_is_masked_wherever_it_stands(text: str, hidden: str) -> None:
    over = veil(lifted=False, names=["王小明"], addresses=[], numbers=[], phones=[])
    assert over.hide(text) == hidden
    assert veil(lifted=True, names=["王小明"], addresses=[], numbers=[], phones=[]).hide(text) == text
