"""Originals of a case: they follow the checklist, stay only against the receipt, and go back when the case ends."""

from sqlalchemy import update

from hall.originals.model import Original
from hall.service import cases, cases_views, originals, originals_views
from tests.originals.house import House

CARD, PHOTO, MANDATE = "id-card", "photo", "proxy-authorisation"


def line(house: House, case_id: str, material_id: str) -> cases_views.MaterialCard:
    file = house.itself.see(cases_views.case, case_id=case_id)
    return next(each for each in file.materials if each.material_id == material_id)


def states(house: House, case_id: str) -> dict[str, tuple[str, bool]]:
    """Return where the originals of a case are, and whether they are owed."""
    return {
        card.material_id: (card.state, card.owed) for card in house.itself.see(originals_views.of_case, case_id=case_id)
    }


def test_an_original_noted_as_received_is_checked_in_by_itself(house: House) -> None:
    case_id = house.draft(ticket_id=house.serve())
    house.check(case_id, CARD, state="received", originals=1)
    assert house.tray() == [("居民身份证", 1)]
    house.check(case_id, CARD, originals=1, copies=1)
    assert house.tray() == [("居民身份证", 1)]


def test_an_original_noted_as_returned_is_checked_out_by_itself(house: House) -> None:
    case_id = house.draft(ticket_id=house.serve())
    house.check(case_id, CARD, originals=1)
    house.check(case_id, CARD, originals=1, returned=True)
    assert house.here() == []
    house.check(case_id, PHOTO, originals=2)
    house.check(case_id, PHOTO, originals=1)
    assert house.tray() == [("照片", 1)]
    house.check(case_id, PHOTO, state="missing")
    assert house.here() == []


def test_a_form_filled_in_here_is_no_original_of_the_resident(house: House) -> None:
    case_id = house.draft(ticket_id=house.serve())
    house.check(case_id, "application-form", originals=1)
    assert house.here() == []


def test_what_is_handed_back_at_the_tray_stands_on_the_checklist(house: House) -> None:
    ticket_id = house.serve()
    case_id = house.draft(ticket_id=ticket_id)
    house.check(case_id, CARD, originals=1)
    house.clerk.do(originals.hand_back, ticket_id=ticket_id)
    assert line(house, case_id, CARD).returned


def test_acceptance_keeps_against_its_receipt_what_stays_and_nothing_else(house: House) -> None:
    case_id = house.draft(ticket_id=house.serve())
    house.check(case_id, CARD, originals=1, copies=1)
    house.check(case_id, PHOTO, originals=2)
    house.accept(case_id)
    assert states(house, case_id) == {CARD: ("tray", False), PHOTO: ("kept", False)}
    photo = next(card for card in house.itself.see(originals_views.kept) if card.material_id == PHOTO)
    assert photo.receipt.startswith("119999-0007-CL-")


def test_a_withdrawn_case_owes_everything_and_lays_it_into_the_tray(house: House) -> None:
    ticket_id = house.serve()
    case_id = house.draft(ticket_id=ticket_id)
    house.check(case_id, PHOTO, originals=2)
    house.accept(case_id)
    assert house.tray() == []
    house.clerk.do(cases.withdraw, case_id=case_id, reason="不办了")
    assert states(house, case_id) == {PHOTO: ("tray", True)}
    assert house.tray() == [("照片", 2)]
    owed = house.itself.see(originals_views.to_hand_back, staff_id=house.sample.seats[0].staff.id)
    assert [card.name for card in owed] == ["照片"]
    assert house.clerk.do(originals.hand_back, ticket_id=ticket_id) == 2


def test_a_case_that_ends_by_itself_lists_what_is_owed(house: House) -> None:
    case_id = house.draft(ticket_id=house.serve())
    house.check(case_id, MANDATE, originals=1)
    house.accept(case_id)
    house.itself.do(cases.abort, case_id=case_id, reason="moved_away")
    assert states(house, case_id) == {MANDATE: ("kept", True)}
    assert [card.material_id for card in house.itself.see(originals_views.left_over)] == [MANDATE]
    assert house.clerk.do(originals.hand_back, case_id=case_id) == 1


def test_a_granted_case_files_what_was_handed_in_for_it_and_owes_the_rest(house: House) -> None:
    case_id = house.draft(ticket_id=house.serve())
    house.check(case_id, PHOTO, originals=2)
    house.check(case_id, MANDATE, originals=1)
    house.accept(case_id)
    _grant(house, case_id)
    assert states(house, case_id) == {PHOTO: ("out", False), MANDATE: ("tray", True)}
    [photo] = [card for card in house.itself.see(originals_views.of_case, case_id=case_id) if card.name == "照片"]
    assert house.itself.see(originals_views.movements, original_id=photo.id)[-1].to == "file"


def test_hall_check_finds_a_closed_case_that_sits_on_an_original(house: House) -> None:
    case_id = house.draft(ticket_id=house.serve())
    house.check(case_id, PHOTO, originals=2)
    house.clerk.do(cases.withdraw, case_id=case_id, reason="不办了")
    for owed, told in ((False, True), (True, False)):
        with house.itself._engine.begin() as connection:
            connection.execute(update(Original).where(Original.case_id == case_id).values(owed=owed))
        assert any("nobody was told" in problem for problem in house.problems()) is told


def test_the_checklist_and_the_tray_say_the_same(house: House) -> None:
    case_id = house.draft(ticket_id=house.serve())
    for originals_brought in (1, 3, 2, 0, 2):
        house.check(case_id, PHOTO, originals=originals_brought)
        kept = house.itself.see(originals_views.of_case, case_id=case_id)
        assert sum(card.left for card in kept) == originals_brought
    assert sum(card.count for card in house.itself.see(originals_views.of_case, case_id=case_id)) == 5


def _grant(house: House, case_id: str) -> None:
    """Let every step be done, the decision be made and the result be handed over."""
    while not (file := house.itself.see(cases_views.case, case_id=case_id)).card.decision:
        last = file.card.step >= file.card.steps
        match file.acts[0]:
            case "begin_step":
                house.clerk.do(cases.begin_step, case_id=case_id)
            case "complete_step":
                house.clerk.do(cases.complete_step, case_id=case_id)
            case "forward":
                house.clerk.do(cases.forward, case_id=case_id)
                house.clerk.do(cases.record_result, case_id=case_id, outcome="approved" if last else "passed")
            case _:
                house.clerk.do(cases.decide, case_id=case_id)
    house.clerk.do(cases.make_ready, case_id=case_id)
    house.clerk.do(cases.deliver, case_id=case_id)
