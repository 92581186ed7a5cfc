"""Every PC does its own work with the few rights that it has, through the gate, logged in as itself."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from hall.appointments import actions as appointments
from hall.appointments import views as appointments_views
from hall.audit import noting
from hall.cases import actions as cases
from hall.cases import views as cases_views
from hall.catalogue import views as catalogue_views
from hall.documents import actions as documents
from hall.documents.views import documents_of
from hall.documents.views import job as printing_job
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.people import actions as people
from hall.people import views as people_views
from hall.posts import actions as posts
from hall.posts import help as posts_help
from hall.privacy import actions as privacy
from hall.queue import actions as queue
from hall.queue import views as queue_views
from hall.ratings import actions as ratings
from hall.ratings import views as ratings_views
from hall.roles import grants
from hall.screens import display, facing, notices
from hall.security import actions as security
from hall.security.rules import DEVICE_KINDS, possible_at
from hall.security.views import at_work, colleagues, session_here
from hall.service import Hall, clipboard_seconds_of, facts_of
from hall.statistics import actions as statistics
from hall.storage import settings
from tests.halls import MONDAY_MORNING
from tests.roles.conftest import Guarded
from ui.kiosk import booking, standing, taking
from ui.kiosk.documents import Document
from ui.kiosk.offer import load_offer, load_waits

ZONE = ZoneInfo("Asia/Shanghai")

SHOWN, BOOKS = "110101199003074477", "110101199003074610"


def _seat(guarded: Guarded, kind: str, number: str, roles: tuple[str, ...] = ()) -> Hall:
    """Sit a member of staff down at the PC of a kind, through its own login."""
    itself = guarded.sample.itself
    staff = next(card for card in itself.see(colleagues) if card.number == number)
    password = "Xing-fu-li-2026"
    itself.do(security.reset_password, staff_id=staff.id, new=password)
    with guarded.owner.begin() as owner:
        owner.execute(
            text("UPDATE sign_in SET ended_at = began_at WHERE ended_at IS NULL AND staff_id = :id"), {"id": staff.id}
        )
    hall = guarded.hall(kind)
    hall.do(security.sign_in, number=number, password=password)
    if hall.see(session_here).must_change:
        hall.do(security.change_password, old=password, new=password + "!")
    assert hall.see(at_work) == staff
    return hall


def test_a_kiosk_gives_tickets_and_prints_them(guarded: Guarded) -> None:
    kiosk = guarded.hall("kiosk")
    service = kiosk.see(catalogue_views.services)[0].code
    wish = taking.Wish(new_id(), service, document=Document(SHOWN, "高远"), phone="13800010001")
    taken = taking.take(kiosk, wish)
    assert taking.take(kiosk, wish) == taken, "a second touch draws no second number"
    with pytest.raises(Refusal, match=r"queue\.already_waiting"):
        taking.take(kiosk, taking.Wish(new_id(), service, document=Document(SHOWN, "高远")))
    assert kiosk.see(documents_of, subject_id=taken.ticket_id)
    run = "run"
    job = kiosk.do(documents.claim_job, run=run)
    kiosk.see(printing_job, job_id=job)
    kiosk.do(documents.report_handing, job_id=job, copy=1, run=run)
    kiosk.do(documents.report_sent, job_id=job, spooled_as="1", run=run)
    assert [each.state for each in kiosk.see(documents_of, subject_id=taken.ticket_id)] == ["printed"]
    load_offer(kiosk)
    load_waits(kiosk)


def test_a_kiosk_books_takes_back_and_checks_in(guarded: Guarded) -> None:
    kiosk, document = guarded.hall("kiosk"), Document(BOOKS, "钟表")
    service = kiosk.see(catalogue_views.services)[0].code
    day = kiosk.see(appointments_views.days_open, service_code=service)[0]
    slots = [s for s in booking.slots_of(kiosk, service, day) if s.open and s.free]
    booked = booking.book(kiosk, booking.Booking(new_id(), service, day, slots[0].start, document))
    assert booking.slots_of(kiosk, service, day)[0] != slots[0], "it counts the places that are given"
    with pytest.raises(Refusal, match=r"appointments\.already_booked"):
        booking.book(kiosk, booking.Booking(new_id(), service, day, slots[0].start, document))
    assert booking.give_up(kiosk, booked).state == "cancelled"
    booking.policy_of(kiosk)
    again = booking.book(kiosk, booking.Booking(new_id(), service, day, slots[0].start, document))
    guarded.clock.move_to(datetime.combine(day, time.fromisoformat(again.start), tzinfo=ZONE))
    try:
        assert booking.appointments_today(kiosk, document, day) == (again,)
        found = standing.what_has_code(kiosk, again.code)
        assert found == again
        assert booking.check_in(kiosk, new_id(), booking.Coming(again, booking.When.IN_TIME)).number
    finally:
        guarded.clock.move_to(MONDAY_MORNING)


def test_a_kiosk_tells_how_a_code_stands_and_takes_a_grade(guarded: Guarded) -> None:
    itself, kiosk = guarded.sample.itself, guarded.hall("kiosk")
    service = kiosk.see(catalogue_views.services)[0].code
    waiting = itself.see(queue_views.ticket, ticket_id=itself.do(queue.take_ticket, service_code=service))
    told = standing.what_has_code(kiosk, waiting.status_code)
    assert isinstance(told, standing.Standing)
    seat, done = guarded.sample.seats[1], guarded.visit(1)
    code = itself.see(queue_views.ticket, ticket_id=done).status_code
    told = standing.what_has_code(kiosk, code)
    assert isinstance(told, standing.Standing)
    assert told.to_rate is not None
    standing.rate(kiosk, new_id(), told.to_rate, 1, ())
    person = itself.do(people.register, name="韩立", id_kind="resident_card", id_number="110101199003074493")
    matter = next(iter(itself.see(catalogue_views.on_offer))).matter.code
    case = seat.hall.do(cases.open_case, matter_code=matter, person_id=person)
    papers_code = itself.see(cases_views.case, case_id=case).status_code
    assert isinstance(standing.what_has_code(kiosk, papers_code), standing.Standing)
    assert standing.what_has_code(kiosk, "23467AAA") is None


def test_a_kiosk_calls_staff_and_takes_it_back(guarded: Guarded) -> None:
    kiosk = guarded.hall("kiosk")
    call = kiosk.do(posts_help.call_for_help)
    assert kiosk.do(posts_help.call_for_help) == call
    assert kiosk.see(posts_help.help_call, help_id=call).answered_at is None
    kiosk.do(posts_help.withdraw_help)
    kiosk.do(noting.note_clock)


def test_a_kiosk_gives_the_days_first_ticket_after_a_day_that_nobody_closed(guarded: Guarded) -> None:
    itself, kiosk = guarded.sample.itself, guarded.hall("kiosk")
    service = kiosk.see(catalogue_views.services)[0].code
    left = itself.do(queue.take_ticket, service_code=service)
    with guarded.owner.begin() as owner:
        owner.execute(text("DELETE FROM due_act WHERE starts_with(subject_id, 'queue/')"))
    guarded.clock.move_to(MONDAY_MORNING + timedelta(days=1))
    try:
        kiosk.do(queue.take_ticket, service_code=service)
        itself.run_due()
        assert itself.see(queue_views.ticket, ticket_id=left).state == "expired"
    finally:
        guarded.clock.move_to(MONDAY_MORNING)


def test_a_display_shows_the_calls_and_hears_of_changes(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    screen, read = guarded.hall("display"), _spied(monkeypatch)
    screen.see(facts_of)
    screen.see(display.display_feed)
    screen.see(display.display_settings)
    screen.see(notices.announcements)
    screen.see(queue_views.waiting_counts)
    screen.see(queue_views.outlooks_of, service_codes=[each.code for each in screen.see(catalogue_views.services)])
    screen.see(clipboard_seconds_of)
    assert read <= set(grants.SEES_SETTINGS_OF["display"]), "it would show the default and not what the hall has set"


def test_a_display_hears_of_a_change_and_the_host_does_what_falls_due(guarded: Guarded) -> None:
    heard, screen = Event(), guarded.hall("display")
    leave = screen.feed.subscribe(lambda _topics: heard.set())
    try:
        assert heard.wait(20), "after its start everything counts as changed"
        heard.clear()
        kiosk = guarded.hall("kiosk")
        kiosk.do(queue.take_ticket, service_code=kiosk.see(catalogue_views.services)[0].code)
        assert heard.wait(20)
    finally:
        leave()
        screen.feed.close()
    guarded.visit(0)
    guarded.sample.seats[0].hall.do(queue.call_next)  # who does not come is called again, and then missed, by itself
    guarded.clock.move_to(MONDAY_MORNING + timedelta(hours=12))
    try:
        assert guarded.host().run_due() > 0
    finally:
        guarded.clock.move_to(MONDAY_MORNING)


def test_a_leader_closes_the_day_and_the_copy_follows(guarded: Guarded) -> None:
    leader = _seat(guarded, "supervisor", "001")
    leader.see(cases_views.to_review)
    guarded.clock.move_to(MONDAY_MORNING + timedelta(hours=9))
    try:
        leader.do(statistics.close_day, reason="培训")
        assert leader.run_due() >= 0
    finally:
        guarded.clock.move_to(MONDAY_MORNING)


def test_the_screen_at_a_counter_shows_it_and_takes_a_grade(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = guarded.sample
    screen = guarded.hall("rating")
    seat = next(s for s in sample.seats if s.counter.id == screen.actor.counter_id)
    visit = guarded.visit(guarded.sample.seats.index(seat), ends=False)
    read = _spied(monkeypatch)
    assert screen.see(facing.facing_screen, counter_id=seat.counter.id).staff_number == seat.staff.number
    seat.hall.do(queue.finish, ticket_id=visit)
    wanted = screen.see(ratings_views.to_rate, counter_id=seat.counter.id)
    assert wanted is not None
    screen.do(ratings.rate, ticket_id=wanted.ticket_id, grade=5)
    screen.see(facts_of)
    monkeypatch.undo()
    assert read - {"ContactPolicy"} <= set(grants.SEES_SETTINGS_OF["rating"])


def test_who_wants_an_answer_leaves_a_number_at_the_screen_and_at_the_kiosk(guarded: Guarded) -> None:
    itself, screen, kiosk = guarded.sample.itself, guarded.hall("rating"), guarded.hall("kiosk")
    seat = next(s for s in guarded.sample.seats if s.counter.id == screen.actor.counter_id)
    for hall, phone in ((screen, "13800010006"), (kiosk, "13800010007")):
        done = guarded.visit(guarded.sample.seats.index(seat))
        code = itself.see(queue_views.ticket, ticket_id=done).status_code
        given = {"grade": 1, "name": "钟表", "phone": phone}
        rated = (
            screen.do(ratings.rate, ticket_id=done, **given)
            if hall is screen
            else kiosk.do(ratings.rate_by_code, status_code=code, **given)
        )
        assert itself.see(ratings_views.rating, rating_id=rated).phone == f"138****{phone[-4:]}"


def test_the_counter_reads_what_the_kiosk_wrote_down_and_the_kiosk_does_not(guarded: Guarded) -> None:
    itself, kiosk, number = guarded.sample.itself, guarded.hall("kiosk"), "110101199003074514"
    who = taking.person_of(kiosk.showing(number), Document(number, ""), "13800010008")
    assert itself.see(people_views.person, person_id=who).id_number == number
    itself.do(people.register, name="罗兰", id_kind="resident_card", id_number=number, address="幸福路3号")
    assert taking.person_of(kiosk.showing(number), Document(number, "罗兰"), "13900010008") == who
    card = itself.see(people_views.person, person_id=who)
    assert (card.name, card.phone, card.address) == ("罗兰", "13800010008", "幸福路3号")
    shown = kiosk.showing(number).see(people_views.person, person_id=who)
    for value in (shown.id_number, shown.phone, shown.address):
        with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
            str(value)


def test_a_guide_serves_the_line(guarded: Guarded) -> None:
    guide = _seat(guarded, "guide", "005")
    service = guide.see(catalogue_views.services)[0].code
    ticket = guide.do(queue.take_ticket, service_code=service)
    guide.see(queue_views.outlook, ticket_id=ticket)
    day = guide.see(appointments_views.days_open, service_code=service)[0]
    slot = next(s for s in guide.see(appointments_views.slots, service_code=service, day=day) if s.open and s.free)
    booked = guide.do(
        appointments.book, service_code=service, day=day, start=slot.start, name="林小", phone="13800010002",
        channel="guide",
    )  # fmt: skip
    guide.do(appointments.print_slip, appointment_id=booked)
    guarded.clock.move_to(datetime.combine(day, time.fromisoformat(slot.start), tzinfo=ZONE))
    guide.do(appointments.check_in, appointment_id=booked)
    guarded.clock.move_to(MONDAY_MORNING)
    person = guide.do(people.register, name="钟小兰", id_kind="resident_card", id_number="110101199003074477")
    assert guide.do(people.register, name="钟小兰", id_kind="resident_card", id_number="110101199003074477") == person
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        guide.do(
            security.add_staff, number="9", name="甲", department="community", roles=["clerk"], password="Xing-fu-9"
        )


def test_a_guide_signs_for_the_duties_of_a_clerk_and_takes_in_no_case(guarded: Guarded) -> None:
    itself, clerk, guide = guarded.sample.itself, guarded.sample.seats[2].hall, _seat(guarded, "guide", "005")
    person = itself.do(people.register, name="韩立", id_kind="resident_card", id_number="110101199003074493")
    matter = next(iter(itself.see(catalogue_views.on_offer))).matter.code
    case = clerk.do(cases.open_case, matter_code=matter, person_id=person)
    duties = clerk.do(cases.leave_post, reason="休假", to=str(guide.actor.staff_id))
    guide.do(cases.sign_list, list_id=duties)
    assert itself.see(cases_views.case, case_id=case).card.handler == guide.actor.staff_id
    clerk.do(cases.take_back, list_id=duties)
    assert itself.see(cases_views.case, case_id=case).card.handler == clerk.actor.staff_id
    with pytest.raises(ProgrammingError, match="permission denied"), guide._engine.begin() as past_the_program:
        past_the_program.exec_driver_sql("UPDATE case_file SET stage = 'accepted'")


def test_a_counter_calls_serves_and_issues_a_paper(guarded: Guarded) -> None:
    itself = guarded.sample.itself
    counter = _seat(guarded, "counter", "101")
    counter.do(posts.open_counter)
    there = counter.see(queue_views.at_counter, counter_id=counter.actor.counter_id)
    if there is not None:
        counter.do(queue.finish, ticket_id=there.id)
    service = counter.see(catalogue_views.services)[0]
    ticket = counter.do(queue.serve_without_ticket, service_code=service.code)
    person = counter.do(people.register, name="韩立", id_kind="resident_card", id_number="110101199003074493")
    matter = next(iter(counter.see(catalogue_views.on_offer))).matter.code
    case = counter.do(cases.open_case, matter_code=matter, person_id=person, ticket_id=ticket)
    assert case
    assert itself.run_due() >= 0
    assert counter.run_due() >= 0


def test_the_administrator_takes_on_staff_and_changes_settings(guarded: Guarded) -> None:
    admin = _seat(guarded, "admin", "003")
    assert admin.do(
        security.add_staff, number="777", name="新同事", department="community", roles=["clerk"], password="Xing-fu-77"
    )
    from hall.queue.policy import QueuePolicy

    admin.do(security.set_policy, policy=QueuePolicy(requeue_place="end"))
    device = admin.do(security.add_device, kind="display", name="二号大屏")
    assert device
    admin.do(security.retire_device, device_id=device.partition(".")[0], reason="坏了")
    newcomer = next(card for card in admin.see(colleagues) if card.number == "777")
    admin.do(security.reset_password, staff_id=newcomer.id, new="Xing-fu-778!")
    admin.do(security.set_roles, staff_id=newcomer.id, roles=["guide"])
    for on_duty in (True, False):  # said again, the row is there already
        admin.do(posts.set_duty, staff_id=newcomer.id, day=date(2026, 11, 25), on_duty=on_duty)
    with pytest.raises(Refusal, match=r"privacy\.at_the_host"):
        admin.do(privacy.clear, run_id="x", rule="contact")
    admin.do(security.leave, staff_id=newcomer.id, on=date(2026, 11, 23))


def test_a_due_act_planted_in_the_database_does_nothing_that_a_person_answers_for(guarded: Guarded) -> None:
    itself = guarded.sample.itself
    staff = itself.see(colleagues)[0]
    with guarded.owner.begin() as owner:
        owner.execute(
            text(
                "INSERT INTO due_act (id, due_at, action, subject_id, arguments) VALUES"
                " ('planted', '2026-11-20', 'security.set_roles', 'x', "
                " jsonb_build_object('staff_id', CAST(:id AS text), 'roles', jsonb_build_array('admin')))"
            ),
            {"id": staff.id},
        )
    itself.run_due()
    assert next(card for card in itself.see(colleagues) if card.id == staff.id).roles == staff.roles


@pytest.mark.parametrize("kind", DEVICE_KINDS)
def test_who_may_write_nothing_on_the_server_may_do_nothing_at_the_gate(kind: str) -> None:
    writes = grants.may(kind, "request", "I") and grants.may(kind, "audit_entry", "I")
    assert writes == bool(possible_at(kind))


@pytest.mark.parametrize(
    ("action", "table", "letter"),
    [
        ("queue.take_ticket", "ticket", "I"), ("people.register", "person", "I"), ("ratings.rate", "rating", "U"),
        ("security.sign_in", "sign_in", "I"), ("security.add_staff", "staff", "I"), ("cases.accept", "case_file", "U"),
        ("security.add_device", "device", "I"), ("security.set_policy", "setting", "U"),
        ("appointments.book", "appointment", "I"), ("documents.claim_job", "print_job", "U"),
        ("catalogue.import_catalogue", "matter_version", "I"), ("seals.seal", "seal_use", "U"),
        ("originals.check_in", "original", "I"), ("screens.announce", "announcement", "I"),
    ],
)  # fmt: skip
def test_the_gate_allows_nothing_at_a_device_that_its_grants_forbid(action: str, table: str, letter: str) -> None:
    assert not [kind for kind in DEVICE_KINDS if action in possible_at(kind) and not grants.may(kind, table, letter)]


def _spied(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Note whose settings are read from now on."""
    names: set[str] = set()
    plain: Callable[..., Any] = settings.read

    def read(session: Any, policy: type) -> Any:
        names.add(policy.__name__)
        return plain(session, policy)

    monkeypatch.setattr(settings, "read", read)
    return names
