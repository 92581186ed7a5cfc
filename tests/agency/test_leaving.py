"""An agent who leaves the post hands the errands over: they move with the signature, the originals with them."""

from hall.service import cases, cases_duties
from tests.agency.house import BOOK, House


def test_an_errand_moves_with_the_signature_of_the_duty_list(house: House) -> None:
    errand = house.logged(BOOK)
    deputy = next(seat for seat in house.sample.seats if seat.hall is not house.clerk)
    list_id = house.clerk.do(cases.leave_post, reason="休假", to=deputy.staff.id)
    assert house.file(errand).card.agent != deputy.staff.id
    deputy.hall.do(cases.sign_list, list_id=list_id)
    assert house.file(errand).card.agent == deputy.staff.id
    owed = house.itself.see(cases_duties.duties, staff_id=deputy.staff.id)
    assert {"errand", "original"} <= {duty.kind for duty in owed}
    assert house.file(errand).history[-1].kind == "passed_on"
