"""What each PC may do on the server, tried by plain psycopg: whoever steals its password can do no more."""

import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, text

import hall.schema  # noqa: F401 -- declares every table
from hall import roles
from hall.audit.guard import kept_tables
from hall.roles import grants
from hall.security.rules import DEVICE_KINDS
from hall.storage.base import Base
from tests.roles.conftest import PASSWORD, Guarded

GOLDEN = Path(__file__).parent / "golden" / "matrix.txt"
TABLES = (*sorted(Base.metadata.tables),)

_ATTACKS = {
    "CREATE TABLE": "CREATE TABLE mine (a int)",
    "CREATE TEMP TABLE": "CREATE TEMP TABLE mine (a int)",
    "CREATE SCHEMA": "CREATE SCHEMA mine",
    "CREATE FUNCTION": "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE": "CREATE ROLE mine SUPERUSER",
    "CREATE DATABASE": "CREATE DATABASE mine",
    "CREATE EXTENSION": "CREATE EXTENSION adminpack",
    "ALTER TABLE": "ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY",
    "DROP TRIGGER": "DROP TRIGGER only_grows ON audit_entry",
    "DROP TABLE": "DROP TABLE ticket",
    "SET ROLE hall_owner": "SET ROLE hall_owner",
    "SET ROLE hall_host": "SET ROLE hall_host",
    "SET ROLE hall": "SET ROLE hall",
    "GRANT hall_host": "GRANT hall_host TO CURRENT_USER",
    "ALTER SYSTEM": "ALTER SYSTEM SET fsync = off",
    "COPY TO PROGRAM": "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY FROM file": "COPY ticket FROM '/etc/passwd'",
    "COPY TO file": "COPY (SELECT 1) TO '/tmp/mine'",
    "pg_read_file": "SELECT pg_read_file('/etc/passwd')",
    "pg_ls_dir": "SELECT pg_ls_dir('.')",
    "pg_authid": "SELECT rolpassword FROM pg_authid",
    "pg_shadow": "SELECT passwd FROM pg_shadow",
    "lo_import": "SELECT lo_import('/etc/passwd')",
    "lo_create": "SELECT lo_create(0)",
    "lo_from_bytea": "SELECT lo_from_bytea(0, 'a')",
    "pg_reload_conf": "SELECT pg_reload_conf()",
    "pg_terminate_backend of others": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'hall'",
    "session_replication_role": "SET session_replication_role = replica",
    "row_security": "SET row_security = off; SELECT count(*) FROM setting",
    "DO": "DO $$ BEGIN NULL; END $$",
    "pg_advisory_lock": "SELECT pg_advisory_lock(1)",
    "pg_try_advisory_lock": "SELECT pg_try_advisory_lock(1)",
    "pg_logical_emit_message": "SELECT pg_logical_emit_message(false, 'a', 'a')",
    "temp_file_limit": "SET temp_file_limit = -1",
    "ALTER ROLE of the group": "ALTER ROLE hall_counter LOGIN",
    "GRANT the group on": "GRANT hall_counter TO hall_display",
    "another database": "",
}

_FUNCTIONS = """
SELECT proname || '()',
       format('SELECT %I.%I(%s) FROM (SELECT %s OFFSET 0) AS given', nspname, proname, names, coalesce(nulls, '1'))
FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace, LATERAL (
    SELECT string_agg('a' || place, ', ' ORDER BY place),
           string_agg(format('NULL::%s AS a%s', format_type(kind, NULL), place), ', ' ORDER BY place)
    FROM unnest(proargtypes) WITH ORDINALITY AS argument (kind, place)) AS called (names, nulls)
WHERE nspname = :schema AND prokind = 'f'
  AND (:whose = 'every' OR NOT has_function_privilege('public', pg_proc.oid, 'EXECUTE'))
ORDER BY 1
"""
"""Functions of a schema, or those of them that are not for everybody, with a call of each that is not worked out
beforehand: of a constant NULL the server knows the result without asking whose call it is."""

_ALONE = ("CREATE DATABASE", "ALTER SYSTEM")
"""What PostgreSQL does in no transaction."""


def test_every_table_of_the_hall_is_in_the_table_of_grants() -> None:
    assert set(grants.tables()) == set(Base.metadata.tables), "say in hall/roles/grants.py who may touch it"


def test_the_columns_that_grants_name_exist() -> None:
    for (kind, table, letter), columns in grants.COLUMNS.items():
        assert set(columns) <= set(Base.metadata.tables[table].columns.keys()), (kind, table)
        assert any(right.columns == columns for right in grants.rights(kind) if right.table == table), (kind, letter)


def test_the_matrix_of_allowed_and_refused_is_the_reviewed_one(
    guarded: Guarded, logins: dict[str, "psycopg.Connection[object]"]
) -> None:
    found = _matrix(logins, _functions(guarded, "public", "every"))
    if os.environ.get("HALL_GOLDEN") == "write":
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


def test_what_the_server_keeps_for_its_master_nobody_calls(
    guarded: Guarded, logins: dict[str, "psycopg.Connection[object]"]
) -> None:
    kept = _functions(guarded, "pg_catalog", "kept")
    assert {"pg_read_file()", "pg_promote()", "pg_switch_wal()", "lo_import()"} <= {name for name, _ in kept}
    assert not [(kind, name) for kind, login in logins.items() for name, call in kept if _try(login, call)]


@pytest.mark.parametrize("table", kept_tables())
def test_no_pc_and_not_even_the_host_changes_the_record(table: str) -> None:
    assert not [kind for kind in grants.KINDS if grants.may(kind, table, "U") or grants.may(kind, table, "D")]


def test_only_the_administrator_writes_staff_devices_and_settings() -> None:
    for table in ("staff", "device", "setting"):
        assert [kind for kind in DEVICE_KINDS if grants.may(kind, table, "I")] == ["admin"]


def test_a_display_writes_nothing_and_knows_no_person() -> None:
    written = [r for r in grants.rights("display") if r.letter != "S"]
    read = {r.table for r in grants.rights("display")}
    assert not written
    assert not read & {"person", "person_fragment", "staff", "document", "case_file", "appointment", "audit_entry"}
    assert "person_id" not in grants.COLUMNS["display", "ticket", "s"]


def test_a_guide_reads_nothing_that_only_a_sheet_of_somebodys_own_data_needs() -> None:
    of_own_data = ("case_material", "case_notice", "case_forwarding", "case_note", "rating", "exchange_package")
    assert not [table for table in (*of_own_data, "person_reuse", "disclosure") if grants.may("guide", table, "S")]
    assert set(grants.COLUMNS["guide", "case_file", "u"]) == {"version", "handler"}


def test_password_hashes_are_read_only_where_people_sign_in(logins: dict[str, "psycopg.Connection[object]"]) -> None:
    tried = {kind: _try(logins[kind], "SELECT password_hash FROM staff") for kind in DEVICE_KINDS}
    assert {kind for kind, allowed in tried.items() if allowed} == {"guide", "counter", "supervisor", "admin"}
    assert not [
        kind for kind in DEVICE_KINDS if kind != "admin" and _try(logins[kind], "SELECT secret_hash FROM device")
    ]


def test_nobody_writes_the_record_in_another_devices_name(
    guarded: Guarded, logins: dict[str, "psycopg.Connection[object]"]
) -> None:
    row = (
        "INSERT INTO request (id, device_id, action, at, answer)"
        " VALUES (gen_random_uuid()::text, '{}', 'a.b', now(), '1')"
    )
    other = guarded.devices["kiosk"]
    assert _try(logins["counter"], row.format(guarded.devices["counter"]))
    assert not _try(logins["counter"], row.format(other))
    with logins["counter"].transaction(force_rollback=True):
        raised = logins["counter"].execute("UPDATE audit_head SET seq = 0 WHERE device_id = %s", (other,))
        assert raised.rowcount == 0


def test_a_display_sees_the_settings_that_it_shows_and_no_others(
    guarded: Guarded, logins: dict[str, "psycopg.Connection[object]"]
) -> None:
    with guarded.owner.begin() as owner:
        owner.execute(text("INSERT INTO setting (key, value) VALUES ('SignInPolicy.failures', '4')"))
    with logins["display"].transaction(force_rollback=True):
        keys = {str(row[0]) for row in logins["display"].execute("SELECT key FROM setting")}  # type: ignore[index]
    assert any(key.startswith("HallFacts.") for key in keys)
    assert "SignInPolicy.failures" not in keys


def test_the_statements_may_be_run_again(guarded: Guarded) -> None:
    with guarded.owner.begin() as owner:
        roles.apply(owner)


def test_what_was_granted_besides_is_taken_away(
    guarded: Guarded, logins: dict[str, "psycopg.Connection[object]"]
) -> None:
    with guarded.owner.begin() as owner:
        owner.exec_driver_sql("GRANT DELETE ON ticket TO hall_display, PUBLIC")
    assert _try(logins["display"], "DELETE FROM ticket WHERE false")
    with guarded.owner.begin() as owner:
        roles.apply(owner)
    assert not _try(logins["display"], "DELETE FROM ticket WHERE false")


def test_a_password_reaches_the_server_as_a_verifier_alone(guarded: Guarded) -> None:
    with guarded.owner.begin() as owner:
        kept = owner.scalar(
            text("SELECT rolpassword FROM pg_authid WHERE rolname = :role"),
            {"role": roles.login_name(guarded.devices["kiosk"])},
        )
    assert str(kept).startswith("SCRAM-SHA-256$")
    assert PASSWORD not in str(kept)


def test_an_expelled_pc_is_out_at_once_and_stays_out(guarded: Guarded) -> None:
    device = "01900000-0000-7000-8000-00000000e001"
    with guarded.owner.begin() as owner:
        role = roles.admit(owner, device, "counter", PASSWORD)
    way = make_url(guarded.url).set(drivername="postgresql", username=role, password=PASSWORD)
    url = way.render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as pc:
        with guarded.owner.begin() as owner:
            assert [
                (login.kind, login.open, login.connections) for login in roles.logins(owner) if login.role == role
            ] == [("counter", True, 1)]
            roles.expel(owner, device)
        with pytest.raises(psycopg.OperationalError):
            pc.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(url)
    with guarded.owner.begin() as owner:
        assert [login.open for login in roles.logins(owner) if login.role == role] == [False]
        owner.exec_driver_sql(f"DROP ROLE {role}")


def _functions(guarded: Guarded, schema: str, whose: str) -> list[tuple[str, str]]:
    with guarded.owner.connect() as owner:
        rows = owner.execute(text(_FUNCTIONS), {"schema": schema, "whose": whose})
        return [(name, call) for name, call in rows]


def _matrix(logins: dict[str, "psycopg.Connection[object]"], functions: list[tuple[str, str]]) -> str:
    head = f"{'':<32}" + "".join(f"{kind:<11}" for kind in logins)
    lines = [head.rstrip()]
    for table in (*TABLES, "pg_largeobject"):
        lines.append(_line(table, {kind: _letters(logins[kind], table) for kind in logins}))
    lines.append("")
    for name, attack in (*functions, *_ATTACKS.items()):
        tries: Callable[[str], bool] = lambda kind, it=attack: _attack(logins[kind], it)  # noqa: E731
        lines.append(_line(name, {kind: "allowed" if tries(kind) else "refused" for kind in logins}))
    return "\n".join(lines) + "\n"


def _alone(connection: "psycopg.Connection[object]", words: str) -> None:
    connection.autocommit = True
    try:
        connection.execute(words)  # type: ignore[call-overload]
    finally:
        connection.autocommit = False


def _line(name: str, cells: dict[str, str]) -> str:
    return (f"{name:<32}" + "".join(f"{cell:<11}" for cell in cells.values())).rstrip()


def _letters(connection: "psycopg.Connection[object]", table: str) -> str:
    """Return what a login may do to a whole table (capitals) or to some columns of it (small letters)."""
    known = Base.metadata.tables.get(table)
    columns = [each.name for each in known.columns] if known is not None else ["data"]
    found = "".join(_read_or_changed(connection, table, verb, columns) for verb in ("SELECT", "UPDATE"))
    statement = {
        "I": f'INSERT INTO "{table}" SELECT (NULL::"{table}").* WHERE false',
        "D": f'DELETE FROM "{table}" WHERE false',
        "T": f'TRUNCATE "{table}"',
    }
    found += "".join(letter for letter, words in statement.items() if _try(connection, words))
    return "".join(sorted(found, key="SsIUuDT".index)) or "."


def _read_or_changed(connection: "psycopg.Connection[object]", table: str, verb: str, columns: list[str]) -> str:
    nulls = ", ".join(f'"{each}" = NULL' for each in columns)
    read, changed = f'SELECT * FROM "{table}" LIMIT 0', f'UPDATE "{table}" SET {nulls} WHERE false'
    every = read if verb == "SELECT" else changed
    if _try(connection, every):
        return verb[0]
    with connection.transaction(force_rollback=True):
        some = connection.execute("SELECT has_any_column_privilege(%s, %s)", (f'"{table}"', verb)).fetchone()
    return verb[0].lower() if some == (True,) else ""


def _attack(connection: "psycopg.Connection[object]", words: str) -> bool:
    if words:
        return _try(connection, words)
    info = connection.info
    try:
        psycopg.connect(
            host=info.host, port=info.port, user=info.user, password=info.password, dbname="postgres"
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def _try(connection: "psycopg.Connection[object]", words: str) -> bool:
    """Tell whether the server lets a login do something; what it did is undone."""
    try:
        if words.startswith(_ALONE):
            _alone(connection, words)
            return True
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL(words))  # type: ignore[arg-type]
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.errors.FeatureNotSupported:
        return False
    return True
