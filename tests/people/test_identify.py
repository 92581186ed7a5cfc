"""Who shows a document at a machine: known by the number, nameless until a desk fills the name in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.people.views import PersonCard
from hall.service import SystemHall, cases, catalogue, people, people_views, read_catalogue
from tests.halls import name_database, named_hall

NUMBER = "11010519491231002X"


@pytest.fixture
def hall(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SystemHall]:
    hall = named_hall(prepared_database(name_database))
    yield hall
    hall.close()


def person(hall: SystemHall, person_id: str) -> PersonCard:
    return hall.see(people_views.person, person_id=person_id)


def test_a_typed_number_tells_the_birthday_and_no_name(hall: SystemHall) -> None:
    card = person(hall, hall.do(people.identify, id_number="110105 19491231 002x"))
    assert (card.name, card.id_number, card.id_kind) == ("", NUMBER, "resident_card")
    assert (str(card.birth), card.sex) == ("1949-12-31", "2")


def test_the_same_number_is_the_same_person(hall: SystemHall) -> None:
    first = hall.do(people.identify, id_number=NUMBER)
    assert hall.do(people.identify, id_number=NUMBER) == first


def test_the_desk_fills_the_name_in_and_the_machine_finds_it_again(hall: SystemHall) -> None:
    nameless = hall.do(people.identify, id_number=NUMBER)
    registered = hall.do(people.register, name="周秀英", id_kind="resident_card", id_number=NUMBER)
    assert registered == nameless == hall.do(people.identify, id_number=NUMBER)
    assert person(hall, nameless).name == "周秀英"


def test_a_reader_brings_the_name(hall: SystemHall) -> None:
    nameless = hall.do(people.identify, id_number=NUMBER)
    assert hall.do(people.identify, id_number=NUMBER, name="周秀英") == nameless
    assert person(hall, nameless).name == "周秀英"


def test_a_number_that_two_names_share_is_neither_of_them(hall: SystemHall) -> None:
    two = {
        hall.do(people.register, name=name, id_kind="resident_card", id_number=NUMBER) for name in ("周秀英", "周英")
    }
    third = hall.do(people.identify, id_number=NUMBER)
    assert third not in two
    assert hall.do(people.identify, id_number=NUMBER, name="周英") in two
    assert hall.do(people.identify, id_number=NUMBER) == third


def test_nobody_overwrites_a_phone_number_at_a_machine(hall: SystemHall) -> None:
    known = hall.do(people.identify, id_number=NUMBER, phone="13800000001")
    hall.do(people.identify, id_number=NUMBER, phone="13800000002")
    assert person(hall, known).phone == "13800000001"


@pytest.mark.parametrize(
    ("number", "phone", "code"),
    [
        ("110105194912310021", "", "people.check_digit"),
        ("1101", "", "people.identity_length"),
        (NUMBER, "1", "people.phone"),
    ],
)
def test_a_wrong_number_takes_nobody_in(hall: SystemHall, number: str, phone: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        hall.do(people.identify, id_number=number, phone=phone)
    assert hall.see(people_views.find, text="0021") == hall.see(people_views.find, text="002X") == ()


def test_no_case_is_opened_for_a_person_without_a_name(hall: SystemHall) -> None:
    hall.do(catalogue.import_catalogue, catalogue=read_catalogue(resource("catalogue")))
    nameless = hall.do(people.identify, id_number=NUMBER)
    with pytest.raises(Refusal, match=r"people\.name_missing"):
        hall.do(cases.open_case, matter_code="SB-008", person_id=nameless)
