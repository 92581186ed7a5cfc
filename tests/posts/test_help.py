"""Calling staff to a machine: one open call, seen at the guide's desk, answered once."""

from datetime import timedelta

import pytest

from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.service import posts_help, security_views
from hall.simulation.sample import SampleHall
from tests.halls import MONDAY_MORNING


def test_a_press_is_seen_at_the_desk_and_more_presses_call_nobody_else(sample: SampleHall, clock: ManualClock) -> None:
    first = sample.kiosk.do(posts_help.call_for_help)
    clock.advance(timedelta(minutes=1))
    assert sample.kiosk.do(posts_help.call_for_help) == first
    (call,) = sample.guide.see(posts_help.help_calls)
    assert (call.id, call.device_name, call.at, call.answered_at) == (first, "取号机", MONDAY_MORNING, None)


def test_an_answer_is_seen_at_the_machine_and_the_first_one_counts(sample: SampleHall, clock: ManualClock) -> None:
    call = sample.kiosk.do(posts_help.call_for_help)
    sample.guide.do(posts_help.answer_help, help_id=call)
    clock.advance(timedelta(minutes=1))
    sample.seats[0].hall.do(posts_help.answer_help, help_id=call)
    card = sample.kiosk.see(posts_help.help_call, help_id=call)
    guide = next(staff for staff in sample.itself.see(security_views.colleagues) if staff.name == "李明")
    assert (card.answered_at, card.answered_by) == (MONDAY_MORNING, guide.id)
    assert sample.guide.see(posts_help.help_calls) == ()


def test_after_an_answer_help_can_be_called_again(sample: SampleHall) -> None:
    first = sample.kiosk.do(posts_help.call_for_help)
    sample.guide.do(posts_help.answer_help, help_id=first)
    second = sample.kiosk.do(posts_help.call_for_help)
    assert [call.id for call in sample.guide.see(posts_help.help_calls)] == [second] != [first]


def test_who_needs_nobody_any_more_is_not_looked_for(sample: SampleHall) -> None:
    call = sample.kiosk.do(posts_help.call_for_help)
    sample.kiosk.do(posts_help.withdraw_help)
    assert sample.guide.see(posts_help.help_calls) == ()
    with pytest.raises(Refusal, match=r"posts\.help_over"):
        sample.guide.do(posts_help.answer_help, help_id=call)


def test_yesterdays_call_is_nobodys_and_does_not_stop_todays(sample: SampleHall, clock: ManualClock) -> None:
    old = sample.kiosk.do(posts_help.call_for_help)
    clock.advance(timedelta(days=1))
    assert sample.guide.see(posts_help.help_calls) == ()
    new = sample.kiosk.do(posts_help.call_for_help)
    assert [call.id for call in sample.guide.see(posts_help.help_calls)] == [new] != [old]


def test_a_machine_cannot_answer_itself_and_a_display_calls_nobody(sample: SampleHall) -> None:
    call = sample.kiosk.do(posts_help.call_for_help)
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        sample.kiosk.do(posts_help.answer_help, help_id=call)
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        sample.display.do(posts_help.call_for_help)
