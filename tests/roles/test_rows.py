"""What a thief of a machine's password finds past the program: what it asks for by key, code or number, no list."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from hall.appointments import actions as appointments
from hall.appointments import views as appointments_views
from hall.catalogue import views as catalogue_views
from hall.people import actions as people
from hall.queue import actions as queue
from hall.security.views import colleagues
from hall.storage.base import Base
from tests.roles.conftest import Guarded

Login = psycopg.Connection[object]
PERSONAL = ("person", "appointment", "case_file", "document", "rating", "print_job", "due_act", "request")


@pytest.fixture(scope="module")
def booked(guarded: Guarded) -> str:
    """A person with an appointment, a finished ticket and its paper, all made elsewhere; answers with their key."""
    itself = guarded.sample.itself
    person = itself.do(people.register, name="关山月", id_kind="resident_card", id_number="110101199003073167")
    service = itself.see(catalogue_views.services)[0].code
    day = itself.see(appointments_views.days_open, service_code=service)[-1]
    slot = next(s for s in itself.see(appointments_views.slots, service_code=service, day=day) if s.free)
    itself.do(appointments.book, service_code=service, day=day, start=slot.start, person_id=person, channel="counter")
    guarded.visit(0)
    return person


@pytest.fixture
def kiosk(logins: dict[str, Login]) -> Iterator[Login]:
    yield from _undone(logins["kiosk"])


@pytest.fixture
def counter(logins: dict[str, Login]) -> Iterator[Login]:
    yield from _undone(logins["counter"])


@pytest.fixture
def screen(logins: dict[str, Login]) -> Iterator[Login]:
    yield from _undone(logins["rating"])


@pytest.mark.usefixtures("booked")
@pytest.mark.parametrize("table", PERSONAL)
def test_a_kiosk_that_asks_for_nothing_sees_nobody(kiosk: Login, guarded: Guarded, table: str) -> None:
    key = next(iter(Base.metadata.tables[table].primary_key)).name
    mine = {
        "document": f"WHERE EXISTS (SELECT FROM print_job j WHERE j.document_id = document.id"
        f" AND j.device_id = '{guarded.devices['kiosk']}')",
        "print_job": f"WHERE device_id = '{guarded.devices['kiosk']}'",
        "due_act": "WHERE starts_with(subject_id, 'queue/')",
    }.get(table, "WHERE false")
    with guarded.owner.begin() as owner:
        allowed = set(owner.scalars(text(f"SELECT {key} FROM {table} {mine}")))
    assert {row[0] for row in kiosk.execute(f"SELECT {key} FROM {table}")} == allowed  # type: ignore[call-overload,index]


def test_a_kiosk_sees_whose_number_it_knows_and_what_they_have_booked(
    kiosk: Login, guarded: Guarded, booked: str
) -> None:
    with guarded.owner.begin() as owner:
        mark = owner.scalar(text("SELECT id_mark FROM person WHERE id = :id"), {"id": booked})
        code = owner.scalar(text("SELECT code FROM appointment WHERE person_id = :id"), {"id": booked})
    _show(kiosk, booked)
    assert not _all(kiosk, "SELECT id FROM person"), "a key stands in other tables, too: it opens nothing"
    _show(kiosk, str(mark))
    assert _all(kiosk, "SELECT id FROM person") == [booked]
    assert _all(kiosk, "SELECT person_id FROM appointment") == [booked]
    _show(kiosk, str(code))
    assert _all(kiosk, "SELECT id FROM person") == [booked]


@pytest.mark.usefixtures("booked")
def test_a_kiosk_sees_todays_line_and_no_ticket_of_before(kiosk: Login) -> None:
    assert "done" not in _all(kiosk, "SELECT DISTINCT state FROM ticket")


@pytest.mark.usefixtures("booked")
def test_who_counts_the_places_of_a_kiosk_sees_nobodys_name(kiosk: Login) -> None:
    kiosk.execute("SET LOCAL ROLE hall_counting")
    assert _all(kiosk, "SELECT count(*) FROM appointment") != [0]
    for column in ("name", "person_id", "phone", "code", "id"):
        _refused(kiosk, f"SELECT {column} FROM appointment")
    _refused(kiosk, "SELECT 1 FROM person")


@pytest.mark.parametrize(
    "words",
    [
        "INSERT INTO due_act (id, due_at, action, subject_id, arguments)"
        " VALUES ('x', now(), 'cases.lapse_by_itself', 'x', '{}')",
        "INSERT INTO number_series (series, value) VALUES ('number/（2026）幸福社证字第', 900)",
        "INSERT INTO person_fragment (fragment, person_id) VALUES ('^x', 'x')",
        "INSERT INTO ticket_event (subject_id, seq, at, kind, details) SELECT id, 9, now(), 'finished', '{}'"
        " FROM ticket LIMIT 1",
        "UPDATE ticket SET state = 'done'",
        "UPDATE case_file SET stage = 'archived'",
        "SELECT person_id FROM case_file",
        "SELECT name FROM staff",
        "DELETE FROM person_fragment",
    ],
)
def test_a_kiosk_writes_nothing_that_is_not_its_own(kiosk: Login, guarded: Guarded, words: str) -> None:
    itself = guarded.sample.itself
    itself.do(queue.take_ticket, service_code=itself.see(catalogue_views.services)[0].code)
    _refused(kiosk, words)


def test_a_screen_at_a_counter_sees_the_tickets_of_that_counter(screen: Login, guarded: Guarded, booked: str) -> None:
    here = guarded.hall("rating").actor.counter_id
    guarded.visit(1, ends=False)
    assert set(_all(screen, "SELECT counter_id FROM ticket")) == {here}
    assert booked


def test_a_password_is_changed_where_its_owner_sits_alone(counter: Login, guarded: Guarded) -> None:
    itself = guarded.sample.itself
    staff = next(card for card in itself.see(colleagues) if card.number == "001")
    given = "UPDATE staff SET {} WHERE number = '001'"
    for columns in ("password_hash = 'x'", "must_change = false, password_hash = 'x'", "roles = '[\"admin\"]'"):
        _refused(counter, given.format(columns))
    assert counter.execute(given.format("failures = failures + 1")).rowcount == 1  # type: ignore[call-overload]
    assert _all(counter, f"SELECT count(*) FROM former_password WHERE staff_id = '{staff.id}'") == [0]
    _refused(counter, f"UPDATE sign_in SET staff_id = '{staff.id}'")
    _refused(
        counter,
        "INSERT INTO sign_in (id, staff_id, device_id, began_at)"
        f" VALUES ('x', '{staff.id}', '{guarded.devices['supervisor']}', now())",
    )


def test_a_counter_says_in_the_halls_name_that_it_did_what_falls_due_and_nothing_else(
    counter: Login, guarded: Guarded
) -> None:
    entry = (
        "INSERT INTO audit_entry (device_id, seq, at, action, outcome, subjects, request_id, digest, detail)"
        " VALUES ('00000000-0000-7000-8000-000000000000', 900000 + {}, now(), '{}', '{}', '[]', 'x', 'x', '{{}}')"
    )
    counter.execute(entry.format(1, "queue.expire_line", "done"))  # type: ignore[call-overload]
    counter.execute(entry.format(2, "security.set_roles", "gate.not_allowed"))  # type: ignore[call-overload]
    _refused(counter, entry.format(3, "security.set_roles", "done"))
    _refused(
        counter,
        "INSERT INTO request (id, device_id, action, at, answer)"
        " VALUES ('x', '00000000-0000-7000-8000-000000000000', 'a.b', now(), '1')",
    )


def _undone(login: Login) -> Iterator[Login]:
    with login.transaction(force_rollback=True):
        yield login


def _show(login: Login, *shown: str) -> None:
    login.execute("SELECT set_config('hall.shown', %s, true)", (" ".join(shown),))


def _all(login: Login, words: str) -> list[object]:
    return [row[0] for row in login.execute(words)]  # type: ignore[call-overload,index]


def _refused(login: Login, words: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), login.transaction():
        login.execute(words)  # type: ignore[call-overload]
