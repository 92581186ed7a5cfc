"""What a thief of a PC's password tries beside its tables: other roles, settings of its own, what the server lends."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from hall import roles
from hall.appointments import actions as appointments
from hall.appointments import views as appointments_views
from hall.catalogue import views as catalogue_views
from hall.kernel.ids import new_id
from hall.roles.logins import MOST_SORTED
from hall.roles.machines import MOST_SHOWN
from hall.security.rules import DEVICE_KINDS, NEVER_DUE, OF_THE_HALL_ITSELF
from hall.security.views import colleagues
from tests.roles.conftest import PASSWORD, Guarded

Login = psycopg.Connection[object]
DESKS = ("guide", "counter", "supervisor")


@pytest.fixture(scope="module", autouse=True)
def sat(guarded: Guarded) -> Iterator[None]:
    """Behind each desk somebody sits at a locked screen, and somebody sat there until yesterday."""
    staff = guarded.sample.itself.see(colleagues)[0].id
    over = "INSERT INTO sign_in (id, staff_id, device_id, began_at, ended_at, ended_why) VALUES"
    here = [guarded.devices[kind] for kind in DESKS]
    with guarded.owner.begin() as owner:
        for device in here:
            owner.exec_driver_sql(f"{over} ('over-{device[-12:]}', '{staff}', '{device}', now(), now(), '')")
        owner.execute(
            text("UPDATE sign_in SET locked_at = now() WHERE ended_at IS NULL AND device_id = ANY (:d)"), {"d": here}
        )
    yield
    with guarded.owner.begin() as owner:
        owner.exec_driver_sql("DELETE FROM sign_in WHERE starts_with(id, 'over-')")
        owner.execute(text("UPDATE sign_in SET locked_at = NULL WHERE device_id = ANY (:d)"), {"d": here})


@pytest.fixture(params=DESKS)
def desk(request: pytest.FixtureRequest, logins: dict[str, Login]) -> Iterator[tuple[str, Login]]:
    kind = str(request.param)
    with logins[kind].transaction(force_rollback=True):
        yield kind, logins[kind]


def test_nobody_changes_a_password_under_the_role_of_the_group(desk: tuple[str, Login]) -> None:
    kind, login = desk
    login.execute(f"SET LOCAL ROLE hall_{kind}")  # type: ignore[call-overload]
    _refused(login, "UPDATE staff SET password_hash = 'x' WHERE number = '002'")
    _refused(login, "UPDATE staff SET must_change = false, password_hash = 'x' WHERE number = '002'")


def test_a_desk_ends_a_sign_in_elsewhere_and_neither_begins_nor_unlocks_one(
    desk: tuple[str, Login], guarded: Guarded
) -> None:
    kind, login = desk
    here = guarded.devices[kind]
    there = next(device for other, device in guarded.devices.items() if other in DESKS and other != kind)
    for device in (there, here):
        assert _changed(login, "ended_at = NULL", f"device_id = '{device}' AND starts_with(id, 'over-')") == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege), login.transaction():
        _changed(login, "locked_at = NULL", f"device_id = '{there}' AND ended_at IS NULL")
    assert _changed(login, "locked_at = NULL", f"device_id = '{here}' AND ended_at IS NULL") == 1
    assert _changed(login, "ended_at = now(), ended_why = 'taken_over'", f"device_id = '{there}' AND ended_at IS NULL")


@pytest.mark.parametrize("action", sorted(NEVER_DUE))
def test_what_the_hall_does_at_its_host_alone_cannot_be_planted_as_due(guarded: Guarded, action: str) -> None:
    itself, digest = guarded.sample.itself, "0" * 64
    given = {"digest": digest, "made_at": "2026-11-20", "count": 0, "papers": []} if "backup" in action else {}
    with guarded.owner.begin() as owner:
        planted = (
            "INSERT INTO due_act (id, due_at, action, subject_id, arguments) VALUES (:id, '2026-11-20', :a, 'x', :g)"
        )
        owner.execute(text(planted), {"id": new_id(), "a": action, "g": psycopg.types.json.Jsonb(given)})
    itself.run_due()
    with guarded.owner.begin() as owner:
        said = "SELECT outcome FROM audit_entry WHERE action = :a AND request_id <> '' ORDER BY seq DESC LIMIT 1"
        assert owner.scalar(text(said), {"a": action}) == "gate.not_allowed"
        assert owner.scalar(text("SELECT count(*) FROM restoring")) == 0


def test_what_is_never_due_is_the_halls_own() -> None:
    assert NEVER_DUE < OF_THE_HALL_ITSELF


@pytest.mark.parametrize("kind", ["guide", "admin"])
def test_who_takes_in_no_case_neither_plants_nor_stops_what_falls_due_with_one(
    logins: dict[str, Login], guarded: Guarded, kind: str
) -> None:
    columns = "(id, due_at, action, subject_id, arguments)"
    planted = f"INSERT INTO due_act {columns} VALUES ('{{0}}', '2099-01-01', '{{0}}', 'x', '{{{{}}}}')"
    with guarded.owner.begin() as owner:
        owner.exec_driver_sql(planted.format("cases.turn_red"))
    with logins[kind].transaction(force_rollback=True):
        _refused(logins[kind], planted.format("cases.deem_accepted"))
        logins[kind].execute(planted.format("cases.recount_by_itself"))  # type: ignore[call-overload]
        assert logins[kind].execute("DELETE FROM due_act WHERE id = 'cases.turn_red'").rowcount == 0
    with guarded.owner.begin() as owner:
        owner.exec_driver_sql("DELETE FROM due_act WHERE id = 'cases.turn_red'")


def test_a_kiosk_asks_for_few_codes_at_a_time(guarded: Guarded, logins: dict[str, Login]) -> None:
    itself, login = guarded.sample.itself, logins["kiosk"]
    service = itself.see(catalogue_views.services)[0].code
    day = itself.see(appointments_views.days_open, service_code=service)[-1]
    slot = next(s for s in itself.see(appointments_views.slots, service_code=service, day=day) if s.free)
    wish = {"service_code": service, "day": day, "start": slot.start, "name": "林小", "phone": "13800010099"}
    booked = itself.do(appointments.book, channel="guide", **wish)
    with login.transaction(force_rollback=True):
        for others, seen in ((0, [booked]), (MOST_SHOWN - 1, [booked]), (MOST_SHOWN, [])):
            shown = " ".join([*("23456789" for _ in range(others)), booked])
            login.execute("SELECT set_config('hall.shown', %s, true)", (shown,))
            assert [row[0] for row in login.execute("SELECT id FROM appointment")] == seen  # type: ignore[index]
    itself.do(appointments.cancel, appointment_id=booked)


def test_what_a_pc_has_set_for_itself_is_gone_when_it_is_let_in_again(guarded: Guarded) -> None:
    device = "01900000-0000-7000-8000-00000000e002"
    with guarded.owner.begin() as owner:
        role = roles.admit(owner, device, "kiosk", PASSWORD)
        for setting in ("search_path = pg_temp", "statement_timeout = 0", "role = hall_counting"):
            owner.exec_driver_sql(f"ALTER ROLE {role} SET {setting}")
        roles.admit(owner, device, "kiosk", PASSWORD)
        kept = owner.scalar(text("SELECT rolconfig FROM pg_roles WHERE rolname = :role"), {"role": role})
        assert {each.partition("=")[0] for each in kept or ()} == {
            "statement_timeout", "idle_in_transaction_session_timeout", "temp_file_limit"
        }  # fmt: skip
        owner.exec_driver_sql(f"DROP ROLE {role}")


def test_no_pc_fills_the_disk_with_what_it_sorts(guarded: Guarded) -> None:
    for kind in DEVICE_KINDS:
        with guarded.hall(kind)._engine.connect() as pc:
            assert pc.scalar(text("SHOW temp_file_limit")) == MOST_SORTED
            with pytest.raises(Exception, match="permission denied to set parameter"), pc.begin_nested():
                pc.exec_driver_sql("SET temp_file_limit = -1")


def _changed(login: Login, columns: str, which: str) -> int:
    return login.execute(f"UPDATE sign_in SET {columns} WHERE {which}").rowcount  # type: ignore[call-overload]


def _refused(login: Login, words: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), login.transaction():
        login.execute(words)  # type: ignore[call-overload]
