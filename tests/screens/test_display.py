"""What the big screens are told: areas of the hall, silent calls, and what staff announce."""

from datetime import time

import pytest

from hall.kernel.refusal import Refusal
from hall.posts.actions import set_services
from hall.queue import actions
from hall.queue.views import ticket
from hall.screens.display import counters_shown, display_feed, display_settings
from hall.screens.notices import LONGEST, announce, announcements
from hall.screens.policy import DisplayPolicy, VoicePolicy
from hall.security.actions import set_policy
from hall.service import screens_display
from tests.queue.house import House

AREAS = DisplayPolicy(areas=(("一楼", (1, 2)), ("二楼", (3, 4))))


def called(house: House, number: int, service: str = "relief", **wishes: bool | str) -> str:
    """Take a ticket and call it at a counter a second later."""
    ticket_id = house.guide.do(actions.take_ticket, service_code=service, **wishes)
    house.wait(seconds=1)
    house.counter(number).do(actions.call_ticket, ticket_id=ticket_id)
    return ticket_id


def numbers(feed: screens_display.DisplayFeed) -> list[str]:
    return [call.number for call in feed.calls]


def test_a_screen_of_an_area_shows_only_its_counters_and_their_calls(house: House) -> None:
    house.guide.do(set_policy, policy=AREAS)
    called(house, 1)
    called(house, 3)
    first, second = (house.guide.see(display_feed, area=area) for area in ("一楼", "二楼"))
    assert (numbers(first), numbers(second)) == (["A001"], ["A002"])
    assert [sign.number for sign in first.counters] == [1, 2]
    assert [card.number for card in house.guide.see(counters_shown, area="二楼")] == [3, 4]
    assert numbers(house.guide.see(display_feed)) == ["A002", "A001"]


def test_an_unknown_area_is_refused_with_the_names_that_are_known(house: House) -> None:
    with pytest.raises(Refusal, match=r"screens\.no_areas"):
        house.guide.see(display_feed, area="三楼")
    house.guide.do(set_policy, policy=AREAS)
    with pytest.raises(Refusal) as refused:
        house.guide.see(display_feed, area="三楼")
    assert (refused.value.code, refused.value.values["known"]) == ("screens.unknown_area", "一楼、二楼")


def test_settings_of_screens_and_voice_are_kept(house: House) -> None:
    house.guide.do(set_policy, policy=AREAS)
    house.guide.do(set_policy, policy=VoicePolicy(yao=True, repeats=1))
    kept = house.guide.see(display_settings)
    assert kept.shown == AREAS
    assert (kept.spoken.yao, kept.spoken.repeats, kept.spoken.gap_seconds) == (True, 1, 3.0)


@pytest.mark.parametrize(
    ("begin", "end", "at", "quiet"),
    [
        ("12:00", "13:30", "12:00", True),
        ("12:00", "13:30", "13:30", False),
        ("12:00", "13:30", "09:00", False),
        ("20:00", "07:00", "23:30", True),
        ("20:00", "07:00", "06:59", True),
        ("20:00", "07:00", "12:00", False),
        ("", "", "12:00", False),
        ("12:00", "", "12:30", False),
    ],
)
def test_quiet_hours_begin_and_end(begin: str, end: str, at: str, quiet: bool) -> None:
    assert VoicePolicy(quiet_from=begin, quiet_until=end).is_quiet(time.fromisoformat(at)) is quiet


def test_a_silent_ticket_is_called_without_the_voice_and_says_so_to_staff(house: House) -> None:
    quiet = called(house, 1, silent=True)
    called(house, 3)
    feed = house.guide.see(display_feed)
    assert [(call.number, call.silent) for call in feed.calls] == [("A002", False), ("A001", True)]
    assert house.guide.see(ticket, ticket_id=quiet).silent


def test_a_priority_call_is_marked_and_an_ordinary_one_is_not(house: House) -> None:
    called(house, 1, priority="P1", ground="certificate_seen")
    called(house, 3)
    assert [(call.number, call.priority) for call in house.guide.see(display_feed).calls] == [
        ("A001", False),
        ("V001", True),
    ]


def test_a_quick_counter_is_marked(house: House) -> None:
    house.guide.do(
        set_services, counter_id=house.counter_id(2), services=["insurance"], takes_any=False, quick_minutes=5
    )
    assert [sign.quick for sign in house.guide.see(display_feed).counters] == [False, True, False, False]


def test_what_is_announced_stands_for_a_minute_on_every_screen(house: House) -> None:
    house.guide.do(announce, text="  请红色雨伞的主人\n到导服台 ")
    house.wait(seconds=59)
    assert [card.text for card in house.guide.see(announcements)] == ["请红色雨伞的主人 到导服台"]
    house.wait(seconds=1)
    assert house.guide.see(announcements) == ()


@pytest.mark.parametrize(
    ("text", "code"), [("  ", "screens.nothing_to_announce"), ("请" * (LONGEST + 1), "screens.announcement_too_long")]
)
def test_an_empty_or_long_announcement_is_refused(house: House, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        house.guide.do(announce, text=text)
    assert refused.value.code == code
    assert house.guide.see(announcements) == ()
