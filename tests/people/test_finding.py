"""A clerk finds a person by whatever the person says: a part of the name, its sound, the end of a number."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hall.kernel.pinyin import initials, plain
from hall.people import actions, views
from hall.people.finding import MOST_FOUND
from hall.people.fragments import fragments_of
from hall.people.model import Person, PersonFragment
from hall.service import SystemHall
from hall.storage.engine import for_writing
from tests.halls import name_database, named_hall

NUMBER = "11999919900307006X"
PHONE = "13912345678"
HAN = st.text(st.sampled_from("王张单曾乐解仇尉迟欧阳小明雨涵重长买提·"), min_size=1, max_size=6)


@pytest.fixture
def hall(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SystemHall]:
    hall = named_hall(prepared_database(name_database))
    yield hall
    hall.close()


@pytest.fixture
def zhang(hall: SystemHall) -> str:
    hall.do(actions.register, name="张三丰", phone="010-55550107")
    hall.do(actions.register, name="李四", id_kind="resident_card", id_number="119999195501011232", phone="13500001232")
    return hall.do(actions.register, name="王晓明", id_kind="resident_card", id_number=NUMBER, phone=PHONE)


def names(hall: SystemHall, typed: str) -> list[str]:
    return [card.name for card in hall.see(views.find, text=typed)]


def test_everything_that_somebody_says_finds_them(hall: SystemHall, zhang: str) -> None:
    by_name = ("王", "晓", "明", "王晓", "晓明", "王晓明", " 王晓明 ", "wxm", "WXM", "wx", "xm")
    by_card = (NUMBER, NUMBER.lower(), f"{NUMBER[:6]} {NUMBER[6:]}", NUMBER[-4:], NUMBER[-4:].lower())
    for typed in (*by_name, *by_card, PHONE, "139 1234 5678", "5678"):
        assert (typed, [card.id for card in hall.see(views.find, text=typed)]) == (typed, [zhang])


def test_what_fits_nobody_finds_nobody(hall: SystemHall, zhang: str) -> None:
    for typed in ("", "  ", "王明", "晓王", "xw", "wxmm", "678", "9123", NUMBER[:-1], "%", "_", "^"):
        assert (typed, names(hall, typed)) == (typed, [])


def test_the_last_four_are_those_of_a_card_or_a_phone(hall: SystemHall, zhang: str) -> None:
    assert names(hall, "1232") == ["李四"]
    assert names(hall, "010-55550107") == names(hall, "0107") == ["张三丰"]


def test_whose_whole_name_it_is_stands_first_and_the_list_ends(hall: SystemHall) -> None:
    for number in range(MOST_FOUND + 5):
        hall.do(actions.register, name=f"安{chr(0x4E00 + number)}")
    hall.do(actions.register, name="长安")
    hall.do(actions.register, name="安")
    found = names(hall, "安")
    assert found[0] == "安"
    assert len(found) == MOST_FOUND
    assert found == names(hall, "安")


def test_a_corrected_name_is_found_by_the_new_one_alone(hall: SystemHall) -> None:
    hall.do(actions.identify, id_number=NUMBER, name="")
    assert names(hall, "王") == []
    who = hall.do(actions.register, name="王晓明", id_kind="resident_card", id_number=NUMBER)
    assert names(hall, "王晓") == ["王晓明"]
    with Session(for_writing(hall._engine)) as session, session.begin():
        session.get_one(Person, who).name = "单雄信"
    assert names(hall, "王") == names(hall, "晓明") == names(hall, "wxm") == []
    assert names(hall, "雄信") == names(hall, "sxx") == names(hall, "dxx") == ["单雄信"]
    with Session(for_writing(hall._engine)) as session, session.begin():
        session.delete(session.get_one(Person, who))
    with Session(hall._engine) as session:
        assert session.scalars(select(PersonFragment)).all() == []


def test_marks_follow_the_number_and_the_phone(hall: SystemHall, zhang: str) -> None:
    hall.do(actions.correct, person_id=zhang, phone="13800009999", address="")
    assert names(hall, PHONE) == names(hall, "5678") == []
    assert names(hall, "13800009999") == names(hall, "9999") == ["王晓明"]
    hall.do(actions.correct, person_id=zhang, phone="", address="")
    assert names(hall, "13800009999") == []


@given(name=HAN)
def test_every_part_of_a_name_has_its_fragments(name: str) -> None:
    letters = plain(name)
    found = fragments_of(name)
    for spelt in initials(letters):
        assert any(part.startswith(f"^{spelt}") for part in found)
    for place in range(len(letters) - 1):
        assert letters[place : place + 2] in found
    assert all({letter, f"^{letter}"} & found for letter in letters)
    assert bool(found) is bool(letters)


def test_surnames_sound_as_their_bearers_say_them() -> None:
    assert "q" in {spelt[0] for spelt in initials("仇英")}
    assert "zsw" in initials("长孙无")
    assert "ss" not in initials("王三")
    assert initials("买买提·艾力".replace("·", "")) == ("mmtal",)


def test_rows_written_past_the_objects_are_marked_all_the_same(hall: SystemHall) -> None:
    row = {
        "id": "p1", "hall_id": "h", "name": "王晓明", "id_kind": "resident_card", "id_number": NUMBER, "sex": "2",
        "birth": date(1990, 3, 7), "phone": PHONE, "address": "", "created_at": hall.clock.now(),
    }  # fmt: skip
    with Session(for_writing(hall._engine)) as session, session.begin():
        session.execute(Person.__table__.insert(), [row])
    assert names(hall, NUMBER) == names(hall, "5678") == ["王晓明"]
    with hall._engine.connect() as connection:
        (kept,) = connection.execute(text("SELECT id_number, phone, id_mark FROM person"))
    assert not any(NUMBER in value or PHONE in value for value in kept)
