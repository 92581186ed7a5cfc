"""Every enabled matter of the product's catalogue can be taken from the draft to the delivery through its own steps."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from hall.cases import actions
from hall.cases.model import Case
from hall.cases.record import JOURNAL
from hall.catalogue.terms import CaseType
from tests.cases.house import House, prepare, product_catalogue

ENABLED = [matter for matter in product_catalogue().matters if matter.enabled]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give one hall for all matters: their cases do not touch each other."""
    url = f"sqlite:///{tmp_path_factory.mktemp('matters') / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    yield house
    house.close()


@pytest.mark.parametrize("code", [matter.code for matter in ENABLED])
def test_from_draft_to_delivery(shop: House, code: str) -> None:
    live(shop, code)


@pytest.mark.parametrize("code", ["MZ-001", "ZM-002", "TJ-001"])
def test_from_draft_to_delivery_on_either_database(house: House, code: str) -> None:
    live(house, code)


def live(house: House, code: str) -> None:
    case_id = house.decided(code)
    house.first.do(actions.make_ready, case_id=case_id)
    house.first.do(actions.notify, case_id=case_id)
    house.first.do(actions.deliver, case_id=case_id)
    house.first.do(actions.archive, case_id=case_id)
    assert house.stage(case_id) == "archived"
    with Session(house.engine) as session:
        row = session.get_one(Case, case_id)
        assert JOURNAL.refold(JOURNAL.history(session, case_id)) == JOURNAL.of(row)


@pytest.mark.parametrize("code", [each.code for each in ENABLED if each.case_type is CaseType.IMMEDIATE])
def test_an_immediate_matter_is_done_while_the_applicant_waits(shop: House, code: str) -> None:
    case_id = shop.draft(code)
    shop.verify(case_id)
    shop.first.do(actions.finish_at_once, case_id=case_id)
    assert shop.stage(case_id) == "closed"
    assert set(shop.papers(case_id)) in ({"receipt"}, {"certificate", "delivery_receipt"})


def test_the_catalogue_has_its_sixty_five_matters() -> None:
    assert len(ENABLED) == 65
