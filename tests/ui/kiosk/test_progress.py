"""Asking how a ticket or a case stands, without anybody's name; guessing codes leads nowhere."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.cases import life
from hall.queue import life as tickets
from hall.service import cases, cases_views, people, posts, queue, queue_views
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.touching import OLD, later, lay_card, read, spell, touch
from ui.kiosk.guard import PAUSE, Guard
from ui.kiosk.telling import STAGES, TICKETS
from ui.kiosk.window import KioskWindow

only_sqlite = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
NOBODYS = "ACDEFGHJ"


def ask(kiosk: KioskWindow, code: str) -> str:
    if not kiosk.pages.code.isVisible():
        kiosk.begin_anew()
        touch(kiosk.pages.start.progress)
    kiosk.pages.code.line.setText("")
    spell(kiosk.pages.code.keys, code)
    touch(kiosk.pages.code.go)
    return read(kiosk)


@only_sqlite
def test_a_ticket_tells_who_comes_first_and_then_where_it_is_called(kiosk: KioskWindow, sample: SampleHall) -> None:
    clerk = sample.seats[0].hall
    clerk.do(posts.open_counter)
    taken = [sample.itself.do(queue.take_ticket, service_code="aid") for _ in range(2)]
    first, second = (sample.itself.see(queue_views.ticket, ticket_id=each) for each in taken)
    assert "前面还有 1 人" in ask(kiosk, second.status_code)
    clerk.do(queue.call_next)
    lay_card(kiosk, first.status_code)
    assert "正在叫您，请到 1 号窗口" in read(kiosk)


@only_sqlite
def test_a_case_tells_its_state_and_nobodys_name(kiosk: KioskWindow, sample: SampleHall) -> None:
    person = sample.guide.do(people.register, name="周秀英", id_kind="resident_card", id_number=OLD)
    case_id = sample.seats[0].hall.do(cases.open_case, matter_code="SB-008", person_id=person)
    shown = ask(kiosk, sample.itself.see(cases_views.case, case_id=case_id).status_code)
    assert "失业登记" in shown
    assert "正在登记，还没有受理" in shown
    assert "周" not in shown.replace("周一", "")
    assert OLD not in shown


def test_every_state_of_the_core_has_its_sentence() -> None:
    stages = {*life.UNDECIDED, *life.DECIDED, life.READY, life.NOTIFIED_PICKUP, *life.ENDED, life.ARCHIVED}
    assert stages == set(STAGES)
    assert {*tickets.OPEN_STATES, tickets.DONE, tickets.EXPIRED} == set(TICKETS)


@only_sqlite
def test_an_unknown_code_is_a_sentence_and_stays(kiosk: KioskWindow) -> None:
    shown = ask(kiosk, NOBODYS)
    assert "没有这个码" in shown
    assert kiosk.pages.code.line.text() == NOBODYS


@only_sqlite
def test_after_five_wrong_codes_even_a_right_one_waits_a_minute(kiosk: KioskWindow, sample: SampleHall) -> None:
    taken = sample.itself.do(queue.take_ticket, service_code="aid")
    code = sample.itself.see(queue_views.ticket, ticket_id=taken).status_code
    for last in "ACDE":
        assert "没有这个码" in ask(kiosk, f"{NOBODYS[:7]}{last}")
    kiosk.begin_anew()
    assert "没有这个码" in ask(kiosk, f"{NOBODYS[:7]}F")
    assert "请等一分钟再试" in ask(kiosk, code)
    later(sample, 1)
    assert "A001" in ask(kiosk, code)


def test_a_right_code_begins_the_count_anew() -> None:
    guard, now = Guard(), datetime(2026, 11, 23, 1, tzinfo=UTC)
    for _ in range(4):
        guard.was_wrong(now)
    guard.was_right()
    for _ in range(4):
        guard.was_wrong(now)
    assert not guard.is_waiting(now)
    guard.was_wrong(now)
    assert guard.is_waiting(now + PAUSE - timedelta(seconds=1))
    assert not guard.is_waiting(now + PAUSE)
