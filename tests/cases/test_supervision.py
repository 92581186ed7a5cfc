"""Supervision slips: what is overdue is answered for by its handler and closed by somebody else."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.cases import actions, supervision_rules
from hall.cases.clock import Light
from hall.cases.model import Case
from hall.cases.supervision import JOURNAL, lights, open_slips, slips_for, slips_of
from hall.cases.supervision_model import SupervisionSlip
from hall.cases.undelivered import late_deliveries
from hall.check import find_problems
from hall.kernel.refusal import Refusal
from hall.security.rules import ROLE_MAY
from hall.storage.journal import Entry, Event
from tests.cases.house import House
from tests.cases.test_intake import DIBAO, refused

OVERDUE = {"days": 35, "hours": 9}
"""From Monday, 23 November, 25 working days and the closing of the last of them: Monday, 28 December, 18:00."""

ONE_KIND = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
"""These rules use no dialect; the other database has its turn in the tests of recounts and of whole cases."""


def red(house: House, code: str = DIBAO) -> str:
    """Take a case in and let its promise run out."""
    case_id = house.accepted(code)
    house.pass_time(**OVERDUE)
    return case_id


def say(house: House, who: str, act: str, slip_id: str, words: str = "社会救助系统停机，已补录") -> None:
    house.counter(who).do(getattr(actions, act), slip_id=slip_id, words=words)


@ONE_KIND
def test_a_case_that_turns_red_gets_one_slip_whose_level_rises_while_nobody_answers(house: House) -> None:
    case_id = red(house)
    (slip,) = house.hall.see(open_slips)
    assert (slip.case_id, slip.state, slip.level, slip.cause) == (case_id, "issued", 1, "overdue")
    assert (slip.handler_name, slip.issued_by_name, slip.overdue_days) == ("李明", "大厅系统", 0)
    house.pass_time(days=2)
    (slip,) = house.hall.see(open_slips)
    assert (slip.level, slip.overdue_days) == (3, 2)
    house.pass_time(days=3)  # 31 December and New Year, of which no notice is known: a Friday like any other
    assert house.hall.see(open_slips)[0].level == 5
    house.pass_time(days=1, hours=12)  # a weekend raises nothing
    assert house.hall.see(open_slips)[0].level == 5


@ONE_KIND
def test_the_handler_explains_and_puts_right_and_the_leader_closes_once_the_case_is_done(house: House) -> None:
    case_id = red(house)
    (slip,) = house.hall.see(slips_for, staff_id=house.id_of(house.first))
    refused("cases.slip_words", lambda: say(house, "first", "explain_slip", slip.id, "  "))
    refused("cases.slip_not_yours", lambda: say(house, "second", "explain_slip", slip.id))
    refused("cases.slip_now_issued", lambda: say(house, "first", "rectify_slip", slip.id))
    say(house, "first", "explain_slip", slip.id)
    paper = house.paper(case_id, "supervision_slip")
    assert "社会救助系统停机，已补录（李明）" in str(paper.blocks)
    assert "㭎小满" not in str(paper.blocks)
    house.pass_time(days=2)
    assert house.hall.see(open_slips)[0].level == 1
    say(house, "first", "rectify_slip", slip.id, "已当日上报街道")
    assert house.hall.see(slips_for, staff_id=house.id_of(house.first)) == ()
    refused("gate.not_allowed", lambda: say(house, "first", "close_slip", slip.id))
    refused("cases.slip_still_red", lambda: say(house, "leader", "close_slip", slip.id))
    house.walk(case_id)
    say(house, "leader", "close_slip", slip.id, "属实，销号")
    (closed,) = house.hall.see(slips_of, case_id=case_id)
    assert (closed.state, [each.staff_name for each in closed.words]) == ("closed", ["李明", "李明", "周建国"])
    assert house.hall.see(open_slips) == ()
    refused("cases.slip_now_closed", lambda: say(house, "first", "explain_slip", slip.id))


@ONE_KIND
def test_nobody_closes_the_slip_of_a_case_of_their_own(house: House) -> None:
    case_id = house.accepted(DIBAO)
    house.leader.do(actions.reassign, case_id=case_id, to=house.id_of(house.leader))
    slip_id = house.leader.do(actions.press, case_id=case_id, words="请本周答复")
    say(house, "leader", "explain_slip", slip_id)
    say(house, "leader", "rectify_slip", slip_id)
    refused("cases.own_slip", lambda: say(house, "leader", "close_slip", slip_id))
    house.leader.do(actions.reassign, case_id=case_id, to=house.id_of(house.second))
    refused("cases.own_slip", lambda: say(house, "leader", "close_slip", slip_id))


@ONE_KIND
def test_a_slip_goes_along_with_the_case_to_another_handler(house: House) -> None:
    case_id = red(house)
    house.leader.do(actions.reassign, case_id=case_id, to=house.id_of(house.second))
    (slip,) = house.hall.see(slips_for, staff_id=house.id_of(house.second))
    refused("cases.slip_not_yours", lambda: say(house, "first", "explain_slip", slip.id))
    say(house, "second", "explain_slip", slip.id)
    assert slip.addressed_to == house.id_of(house.first)


@ONE_KIND
def test_a_supervisor_presses_a_case_in_time_with_words_and_only_once_at_a_time(house: House) -> None:
    case_id = house.accepted(DIBAO)
    assert "cases.press" in ROLE_MAY["supervisor"]
    refused("cases.slip_words", lambda: house.leader.do(actions.press, case_id=case_id, words=""))
    refused("gate.not_allowed", lambda: house.first.do(actions.press, case_id=case_id, words="快"))
    house.leader.do(actions.press, case_id=case_id, words="居民来问过两次")
    number = house.hall.see(open_slips)[0].number
    refused("cases.slip_open", lambda: house.leader.do(actions.press, case_id=case_id, words="再催"), number=number)
    refused("cases.slip_not_due", lambda: house.hall.do(actions.issue_slip, case_id=case_id))
    house.pass_time(days=1, hours=9)
    assert house.hall.see(open_slips)[0].level == 2
    house.first.do(actions.withdraw, case_id=case_id, reason="不办了")
    refused("cases.now_withdrawn", lambda: house.leader.do(actions.press, case_id=case_id, words="再催"))


@ONE_KIND
def test_the_clerk_is_offered_what_the_slip_waits_for_and_nobody_else_is(house: House) -> None:
    case_id = red(house)
    file = house.first.see(actions_of, case_id=case_id)
    assert file[0] == "explain_slip"
    assert "explain_slip" not in house.second.see(actions_of, case_id=case_id)
    (slip,) = house.hall.see(open_slips)
    say(house, "first", "explain_slip", slip.id)
    assert house.first.see(actions_of, case_id=case_id)[0] == "rectify_slip"
    say(house, "first", "rectify_slip", slip.id)
    assert house.leader.see(actions_of, case_id=case_id)[0] == "close_slip"


def actions_of(reading: object, *, case_id: str) -> tuple[str, ...]:
    from hall.cases.views import case

    return case(reading, case_id=case_id).acts  # type: ignore[arg-type]


@ONE_KIND
def test_a_benefit_is_never_approved_by_silence_only_pressed_harder(house: House) -> None:
    case_id = red(house)
    before = house.file(case_id).card
    house.pass_time(days=14)
    after = house.file(case_id).card
    assert (after.stage, after.decision) == (before.stage, "")
    assert after.light is Light.RED
    assert house.hall.see(open_slips)[0].level > 5


@ONE_KIND
def test_the_lights_are_counted_as_each_case_shows_its_own(house: House) -> None:
    first = house.accepted(DIBAO)
    house.pass_time(days=20)
    paused = house.accepted("MZ-002")
    house.first.do(actions.pause, case_id=paused, reason="posting", needs="7天")
    house.decided("ZM-002")
    house.accepted(DIBAO)
    house.draft(DIBAO)
    gone = house.accepted(DIBAO)
    house.first.do(actions.withdraw, case_id=gone, reason="不办了")
    house.pass_time(days=10)
    assert house.file(first).card.light is Light.YELLOW
    expected = {"none": 1, "green": 1, "yellow": 1, "red": 0, "grey": 1, "blue": 1}
    assert house.hall.see(lights) == expected
    house.pass_time(days=6)
    assert house.hall.see(lights) == {**expected, "yellow": 0, "red": 1}


@ONE_KIND
def test_an_approved_result_is_late_when_it_lies_in_the_house_for_more_than_ten_working_days(house: House) -> None:
    case_id = house.decided(DIBAO)
    house.pass_time(days=14)
    assert house.hall.see(late_deliveries) == ()
    house.pass_time(hours=9)  # Monday, 7 December, after closing: the tenth working day is over
    (late,) = house.hall.see(late_deliveries)
    assert (late.case_id, late.handler_name, late.deliver_by.date()) == (case_id, "李明", dt.date(2026, 12, 7))
    house.first.do(actions.make_ready, case_id=case_id)
    house.first.do(actions.notify, case_id=case_id)
    house.first.do(actions.deliver, case_id=case_id)
    assert house.hall.see(late_deliveries) == ()


@ONE_KIND
def test_the_slips_journal_names_nobody_and_folds_to_its_row(house: House) -> None:
    red(house)
    (slip,) = house.hall.see(open_slips)
    say(house, "first", "explain_slip", slip.id)
    with Session(house.engine) as session:
        row, entries = session.get_one(SupervisionSlip, slip.id), JOURNAL.history(session, slip.id)
        assert JOURNAL.refold(entries) == JOURNAL.of(row)
        assert all("停机" not in str(entry.details) for entry in entries)
        assert session.scalars(select(Case.red_days)).one() == 0
    assert [
        each for each in house.hall.see(lambda reading: list(find_problems(reading))) if "supervision" in each
    ] == []


START = dt.datetime(2026, 12, 28, 10, 0, tzinfo=dt.UTC)
PEOPLE = ("handler", "clerk", "supervisor", None)


class SlipMachine(RuleBasedStateMachine):
    """Plays the rules of one slip; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state = supervision_rules.SlipState("", "", None)
        self.handler = "handler"
        self.red = True

    @initialize(cause=st.sampled_from([supervision_rules.OVERDUE, supervision_rules.PRESSED]))
    def issued(self, cause: str) -> None:
        self._enter(supervision_rules.issue(cause=cause, addressed_to=self.handler))

    @rule()
    def a_day_passes(self) -> None:
        before = self.state
        risen = self._try(lambda: supervision_rules.raise_level(before))
        assert risen is (before.state == supervision_rules.ISSUED)

    @rule(to=st.sampled_from(PEOPLE[:3]))
    def reassigned(self, to: str) -> None:
        self.handler = to

    @rule()
    def decided(self) -> None:
        self.red = False

    @rule(by=st.sampled_from(PEOPLE))
    def explained(self, by: str | None) -> None:
        done = self._try(lambda: supervision_rules.explain(self.state, by=by, handler=self.handler, note_id="n"))
        assert not done or by in (None, self.handler)

    @rule(by=st.sampled_from(PEOPLE))
    def rectified(self, by: str | None) -> None:
        done = self._try(lambda: supervision_rules.rectify(self.state, by=by, handler=self.handler, note_id="n"))
        assert not done or by in (None, self.handler)

    @rule(by=st.sampled_from(PEOPLE))
    def closed(self, by: str | None) -> None:
        done = self._try(
            lambda: supervision_rules.close(self.state, by=by, handler=self.handler, still_red=self.red, note_id="n")
        )
        assert not done or (by not in (self.handler, "handler") and not self.red)

    @invariant()
    def every_step_is_taken_once_and_in_order(self) -> None:
        kinds = [entry.kind for entry in self.entries if entry.kind != "raised"]
        assert kinds == ["issued", "explained", "rectified", "closed"][: len(kinds)]

    @invariant()
    def the_level_is_one_and_the_days_without_an_answer(self) -> None:
        assert self.state.level == 1 + sum(entry.kind == "raised" for entry in self.entries)

    @invariant()
    def an_open_slip_waits_for_somebody(self) -> None:
        assert bool(supervision_rules.next_act(self.state)) is (self.state.state != supervision_rules.CLOSED)

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: supervision_rules.SlipState | None = None
        for entry in self.entries:
            folded = supervision_rules.fold(folded, entry)
        assert folded == self.state

    def _try(self, decide: Callable[[], Event]) -> bool:
        try:
            event = decide()
        except Refusal:
            return False
        self._enter(event)
        return True

    def _enter(self, event: Event) -> None:
        at = START + dt.timedelta(hours=len(self.entries))
        entry = Entry(len(self.entries) + 1, at, event.kind, None, None, event.details)
        self.entries.append(entry)
        self.state = supervision_rules.fold(self.state if self.entries[1:] else None, entry)


TestSlip = SlipMachine.TestCase
TestSlip.settings = settings(max_examples=25, stateful_step_count=20)
