"""A matter is found by whatever a resident says or types of it."""

import pytest

from hall.catalogue.files import read_catalogue
from hall.catalogue.search import Index, matters_matching
from hall.kernel.resources import resource
from hall.service import catalogue as catalogue_actions
from tests.halls import empty_hall


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(matter for matter in read_catalogue(resource("catalogue")).matters if matter.enabled)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("失业登记", "SB-008"),
        ("没工作了", "SB-008"),
        ("shiyedengji", "SB-008"),
        ("Shiye dengji", "SB-008"),
        ("shi'ye'dj", "SB-008"),
        ("siyedenji", "SB-008"),
        ("sb-008", "SB-008"),
        ("我想办暂住证", "LD-001"),
        ("zzz", "LD-001"),
        ("dibao", "MZ-001"),
        ("nvfumu", "JS-005"),
        ("nufumu", "JS-005"),
        ("falvyz", "TJ-002"),
        ("4045", "SB-012"),
        ("3600元", "JS-013"),
    ],
)
def test_a_matter_is_found_as_it_is_typed(index: Index, typed: str, code: str) -> None:
    assert index.codes(typed)[0] == code


def test_initials_that_fit_several_find_all_of_them(index: Index) -> None:
    assert set(index.codes("sydj")) == {"SB-008", "JS-001"}


def test_a_name_stands_before_what_only_holds_it(index: Index) -> None:
    assert index.codes("居住证")[:1] == ("LD-002",)
    assert set(index.codes("居住证")) >= {"LD-002", "LD-003"}


def test_the_beginning_of_a_name_goes_before_its_middle(index: Index) -> None:
    found = index.codes("shengyu")
    assert found.index("JS-001") < found.index("JS-009")


@pytest.mark.parametrize("typed", ["", "  ", "——", "xqz", "没有这样的事"])
def test_nothing_is_found_for_nothing(index: Index, typed: str) -> None:
    assert index.codes(typed) == ()


def test_long_typing_is_answered_at_once(index: Index) -> None:
    assert index.codes("s" * 200) == ()
    assert index.codes("zh" * 200) == ()


def test_only_what_is_on_offer_is_found(database_url: str) -> None:
    hall = empty_hall(database_url)
    hall.do(catalogue_actions.import_catalogue, catalogue=read_catalogue(resource("catalogue")))
    assert [card.matter.name for card in hall.see(matters_matching, text="shiyedj")] == ["失业登记"]
    hall.do(catalogue_actions.switch_matter, code="SB-008", enabled=False)
    assert hall.see(matters_matching, text="shiyedj") == ()
    hall.close()
