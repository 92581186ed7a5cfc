"""Coming for an appointment and making one, by touch and by scan."""

import pytest

from hall.service import appointments_views, queue_views
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import settle
from tests.ui.kiosk.touching import OLD, YOUNG, book, later, lay_card, read, spell, touch
from ui.kiosk.window import KioskWindow


def state(sample: SampleHall, appointment_id: str) -> str:
    return sample.itself.see(appointments_views.appointment, appointment_id=appointment_id).state


def test_the_code_on_the_slip_checks_in(kiosk: KioskWindow, sample: SampleHall) -> None:
    made = book(sample, "09:30", number=YOUNG)
    later(sample, 25)
    touch(kiosk.pages.start.appointments)
    touch(kiosk.pages.appointments.button("code"))
    spell(kiosk.pages.code.keys, made.code)
    touch(kiosk.pages.code.go)
    (ticket,) = sample.itself.see(queue_views.in_line)
    assert ticket.number in read(kiosk)
    assert (ticket.priority, ticket.source) == ("P3", "appointment")
    assert state(sample, made.id) == "checked_in"


def test_the_identity_card_finds_todays_appointment(kiosk: KioskWindow, sample: SampleHall) -> None:
    made = book(sample, "09:30", number=YOUNG)
    later(sample, 25)
    lay_card(kiosk, YOUNG)
    shown = read(kiosk)
    assert "您今天有预约" in shown
    assert "09:30–10:00" in shown
    assert "周秀英" not in shown
    touch(kiosk.pages.found.button(made.id))
    assert state(sample, made.id) == "checked_in"


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
class TestOneDatabase:
    """Ways that differ on the screen alone."""

    def test_who_has_come_for_something_else_goes_on(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        made = book(sample, "10:00")
        touch(kiosk.pages.start.button("work"))
        touch(kiosk.pages.matters.unsure)
        lay_card(kiosk, OLD)
        touch(kiosk.pages.found.none)
        touch(kiosk.pages.phone.other)
        touch(kiosk.pages.priority.yes)
        assert [ticket.service for ticket in sample.itself.see(queue_views.in_line)] == ["work"]
        assert state(sample, made.id) == "booked"

    def test_who_is_early_hears_from_when_it_counts(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        made = book(sample, "10:00", number=YOUNG)
        lay_card(kiosk, made.code)
        shown = read(kiosk)
        assert "您约的是 10:00" in shown
        assert "从 09:50 起排队" in shown
        assert sample.itself.see(queue_views.in_line) == ()
        touch(kiosk.pages.arrival.yes)
        assert "09:50 起排队" in read(kiosk)
        assert len(sample.itself.see(queue_views.in_line)) == 1

    def test_who_is_late_hears_so_before_anything_is_printed(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        made = book(sample, "09:30", number=YOUNG)
        later(sample, 46)
        lay_card(kiosk, made.code)
        assert "现在给您取普通号" in read(kiosk)
        assert sample.itself.see(queue_views.in_line) == ()
        touch(kiosk.pages.arrival.yes)
        (ticket,) = sample.itself.see(queue_views.in_line)
        assert (ticket.priority, state(sample, made.id)) == ("P4", "late")

    def test_an_appointment_of_another_day_can_be_given_up(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        made = book(sample, "10:00", day=1)
        lay_card(kiosk, made.code)
        assert "约的不是今天" in read(kiosk)
        touch(kiosk.pages.arrival.no)
        touch(kiosk.pages.give_up.no)
        assert "预约取消了" in read(kiosk)
        assert state(sample, made.id) == "cancelled"

    def test_it_is_kept_by_whoever_does_not_say_otherwise(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        made = book(sample, "10:00", day=1)
        lay_card(kiosk, made.code)
        touch(kiosk.pages.arrival.no)
        touch(kiosk.pages.give_up.yes)
        assert state(sample, made.id) == "booked"
        assert "您要办什么事？" in read(kiosk)

    def test_a_card_without_an_appointment_says_so(self, kiosk: KioskWindow) -> None:
        touch(kiosk.pages.start.appointments)
        touch(kiosk.pages.appointments.button("document"))
        lay_card(kiosk, YOUNG)
        assert "这个证件今天没有预约" in read(kiosk)

    def test_checking_in_twice_is_a_sentence(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        made = book(sample, "09:30", number=YOUNG)
        later(sample, 25)
        lay_card(kiosk, made.code)
        kiosk.begin_anew()
        lay_card(kiosk, made.code)
        assert "已经签到取过号" in read(kiosk)
        assert len(sample.itself.see(queue_views.in_line)) == 1


def test_a_time_is_booked_and_the_slip_comes_out(kiosk: KioskWindow, sample: SampleHall) -> None:
    touch(kiosk.pages.start.appointments)
    touch(kiosk.pages.appointments.button("book"))
    touch(kiosk.pages.services.button("aid"))
    day = sample.itself.see(appointments_views.days_open, service_code="aid")[1]
    touch(kiosk.pages.days.button(day.isoformat()))
    touch(kiosk.pages.slots.button("10:00"))
    spell(kiosk.pages.number.keys, YOUNG)
    touch(kiosk.pages.number.go)
    touch(kiosk.pages.phone.other)
    settle()
    shown = read(kiosk)
    (made,) = sample.itself.see(appointments_views.on_day, day=day)
    assert (made.start, made.channel, made.service) == ("10:00", "kiosk", "aid")
    assert f"预约码 {made.code[:4]}-{made.code[4:]}" in shown
    assert "11月24日 周二 10:00–10:30" in shown
    assert "没有打印出来" not in shown


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_a_full_time_cannot_be_touched(kiosk: KioskWindow, sample: SampleHall) -> None:
    for number in (OLD, YOUNG):
        slot = sample.itself.see(
            appointments_views.slots,
            service_code="aid",
            day=sample.itself.see(appointments_views.days_open, service_code="aid")[1],
        )[2]
        if slot.open:
            book(sample, slot.start, day=1, number=number)
    touch(kiosk.pages.start.appointments)
    touch(kiosk.pages.appointments.button("book"))
    touch(kiosk.pages.services.button("aid"))
    day = sample.itself.see(appointments_views.days_open, service_code="aid")[1]
    touch(kiosk.pages.days.button(day.isoformat()))
    assert not kiosk.pages.slots.button("10:00").isEnabled()
    assert "已满或已过" in read(kiosk)
