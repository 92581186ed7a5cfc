"""One errand from the mandate to the file, with its originals, on either database."""

from collections.abc import Callable
from typing import Any

from hall.service import agency, originals, originals_views
from tests.agency.house import BOOK, CARD, House
from tests.halls import furnish_database


def test_an_errand_lives_and_its_originals_come_home(prepared_database: Callable[[Callable[[str], Any]], str]) -> None:
    house = House(prepared_database(furnish_database))
    ticket_id = house.serve(house.person())
    house.take("结婚证", 2)
    assert house.clerk.do(originals.hand_back, ticket_id=ticket_id) == 2
    errand = house.submitted(BOOK, CARD)
    house.clerk.do(agency.ask_supplement, agency_id=errand, words="缺户主页")
    house.clerk.do(agency.submit, agency_id=errand, receipt_number="HP-0043", originals=False)
    house.clerk.do(agency.record_result, agency_id=errand, outcome="approved", originals_back=True)
    house.clerk.do(agency.deliver, agency_id=errand)
    house.clerk.do(agency.visit, agency_id=errand, grade=5)
    house.clerk.do(agency.close, agency_id=errand)
    moved = house.itself.see(originals_views.of_mandate, mandate_id=errand)
    assert [(card.name, card.count, card.left) for card in moved] == [
        ("居民户口簿", 1, 0),
        ("居民身份证", 1, 0),
        ("居民户口簿", 1, 0),
    ]
    assert house.problems() == []
    house.close()
