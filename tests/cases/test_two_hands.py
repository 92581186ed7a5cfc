"""Two people on one case: the loser hears who did what and when, and nothing that either has typed is lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from hall.cases import actions
from hall.kernel.refusal import Refusal
from tests.cases.house import House
from tests.cases.test_intake import DIBAO, refused


def test_of_two_at_the_same_instant_one_wins_and_the_other_hears_of_it(house: House) -> None:
    case_id = house.submitted(DIBAO)
    house.verify(case_id)
    seen = house.file(case_id).card.version
    both, heard = threading.Barrier(2), {}

    def press(name: str, act: Callable[[], object]) -> None:
        both.wait()
        try:
            act()
        except Refusal as refusal:
            heard[name] = refusal

    moves: dict[str, Callable[[], object]] = {
        "李明": lambda: house.first.do(actions.accept, case_id=case_id, version=seen),
        "王芳": lambda: house.second.do(actions.withdraw, case_id=case_id, reason="居民不办了", version=seen),
    }
    threads = [threading.Thread(target=press, args=move) for move in moves.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((loser, refusal),) = heard.items()
    assert refusal.code == "cases.changed"
    winner = ({"李明", "王芳"} - {loser}).pop()
    what = {"李明": "受理", "王芳": "申请人撤回"}[winner]
    assert refusal.values == {"who": winner, "what": what, "at": "09:00"}
    assert house.stage(case_id) == ("accepted" if winner == "李明" else "withdrawn")


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_a_stale_screen_hears_of_everything_that_happened_and_of_the_day(house: House) -> None:
    case_id = house.draft(DIBAO)
    seen = house.file(case_id).card.version
    house.second.do(actions.submit, case_id=case_id)
    house.second.do(actions.correct_on_spot, case_id=case_id, what="错字")
    house.pass_time(days=1)
    with pytest.raises(Refusal) as stale:
        house.first.do(actions.submit, case_id=case_id, version=seen)
    assert stale.value.values == {"who": "王芳", "what": "收件、当场更正", "at": "11月23日09:00"}


def both_type(office: House) -> tuple[str, dict[str, Any]]:
    """Open a case that two colleagues have on their screens."""
    case_id = office.draft(DIBAO)
    return case_id, office.file(case_id).form


def test_what_only_one_of_two_has_touched_is_kept(office: House) -> None:
    case_id, seen = both_type(office)
    version = office.file(case_id).card.version
    office.second.do(actions.save_form, case_id=case_id, form={**seen, "income_month": "310.00"}, base=seen)
    mine = {**seen, "apply_date": "2026-11-20"}
    refused("cases.changed", lambda: office.first.do(actions.save_form, case_id=case_id, form=mine, version=version))
    office.first.do(actions.save_form, case_id=case_id, form=mine, base=seen, version=version)
    form = office.file(case_id).form
    assert (form["income_month"], form["apply_date"]) == ("310.00", "2026-11-20")


def test_only_a_field_that_both_have_changed_is_refused_by_name(office: House) -> None:
    case_id, seen = both_type(office)
    office.second.do(actions.save_form, case_id=case_id, form={**seen, "income_month": "310.00"}, base=seen)
    mine = {**seen, "income_month": "500.00", "apply_date": "2026-11-20"}
    name = next(field.name for field in office.matter(DIBAO).fields if field.id == "income_month")
    with pytest.raises(Refusal) as conflict:
        office.first.do(actions.save_form, case_id=case_id, form=mine, base=seen)
    assert conflict.value.code == "cases.form_conflict"
    told = conflict.value.values
    assert (told["who"], told["fields"], told["keys"], told["count"]) == ("王芳", name, "income_month", 1)
    assert office.file(case_id).form["income_month"] == "310.00"
    agreed = {**seen, "income_month": "310.00"}
    office.first.do(actions.save_form, case_id=case_id, form=mine, base=agreed)
    assert office.file(case_id).form["income_month"] == "500.00", "said and typed again, it is meant"


def test_the_same_answer_of_both_is_no_conflict(office: House) -> None:
    case_id, seen = both_type(office)
    both = {**seen, "income_month": "310.00"}
    office.second.do(actions.save_form, case_id=case_id, form=both, base=seen)
    office.first.do(actions.save_form, case_id=case_id, form=both, base=seen)
    assert office.file(case_id).form["income_month"] == "310.00"


def test_nobody_is_in_the_way_of_their_own_last_keystroke(office: House) -> None:
    case_id, seen = both_type(office)
    for amount in ("310.00", "320.00"):
        office.first.do(actions.save_form, case_id=case_id, form={**seen, "income_month": amount}, base=seen)
    assert office.file(case_id).form["income_month"] == "320.00"


def test_an_emptied_field_stays_empty_after_both_have_saved(office: House) -> None:
    case_id, seen = both_type(office)
    without = {key: value for key, value in seen.items() if key != "income_month"}
    office.second.do(actions.save_form, case_id=case_id, form={**seen, "apply_date": "2026-11-20"}, base=seen)
    office.first.do(actions.save_form, case_id=case_id, form=without, base=seen)
    form = office.file(case_id).form
    assert "income_month" not in form
    assert form["apply_date"] == "2026-11-20"
