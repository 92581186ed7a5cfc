"""Whose days they were: each step of each level, with what the catalogue allows it."""

from hall.cases import actions, views
from tests.cases.house import House
from tests.cases.test_intake import DIBAO

ITEM = {"key": "upper-photo", "name": "照片", "problem": "没有交", "requirement": "2寸2张"}


def shares(office: House, case_id: str) -> dict[int, views.LevelShare]:
    return {share.step: share for share in office.hall.see(views.shares, case_id=case_id)}


def test_the_days_of_each_level_are_counted_from_the_journal(office: House) -> None:
    """Monday accepted; Wednesday done here; Thursday sent; two Mondays later passed on by the street."""
    case_id = office.accepted(DIBAO)
    steps = office.matter(DIBAO).steps
    office.pass_time(days=2)
    office.first.do(actions.begin_step, case_id=case_id)
    office.first.do(actions.complete_step, case_id=case_id)
    office.pass_time(days=1)
    office.first.do(actions.forward, case_id=case_id)
    office.pass_time(days=11)
    running = shares(office, case_id)
    assert (running[1].level, running[1].working_days, running[1].ended is not None) == ("community", 2, True)
    assert (running[2].level, running[2].working_days, running[2].ended) == ("street", 7, None)
    assert (running[1].allowed, running[2].allowed) == (steps[0].working_days, steps[1].working_days)
    office.first.do(actions.record_result, case_id=case_id, outcome="passed")
    assert shares(office, case_id)[2].ended == office.clock.now()
    assert 3 not in shares(office, case_id)


def test_what_lies_with_the_resident_after_a_return_counts_for_no_level(office: House) -> None:
    case_id = office.accepted(DIBAO)
    for act in (actions.begin_step, actions.complete_step, actions.forward):
        office.first.do(act, case_id=case_id)
    office.pass_time(days=1)
    office.first.do(actions.record_return, case_id=case_id, items=[ITEM])
    before = shares(office, case_id)[2].working_days
    office.pass_time(days=7)
    assert shares(office, case_id)[2].working_days == before
    office.first.do(actions.supplement, case_id=case_id)
    office.first.do(actions.forward, case_id=case_id)
    office.pass_time(days=7)
    assert shares(office, case_id)[2].working_days == before + 5


def test_a_lawful_pause_counts_for_nobody(office: House) -> None:
    case_id = office.accepted("MZ-002")
    office.first.do(actions.pause, case_id=case_id, reason="posting", needs="7天")
    office.pass_time(days=7)
    office.first.do(actions.resume, case_id=case_id)
    used = shares(office, case_id)[1].working_days
    assert used <= 1
    office.pass_time(days=7)
    assert shares(office, case_id)[1].working_days == used + 5


def test_a_case_that_was_not_accepted_has_used_nobodys_days(office: House) -> None:
    assert shares(office, office.submitted(DIBAO)) == {}
