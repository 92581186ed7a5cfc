"""The login of each PC: made when it is admitted, shut when it is expelled."""

from dataclasses import dataclass
from typing import Final

from psycopg import Connection as Driver
from psycopg import sql
from sqlalchemy import Connection, text

from hall.kernel.refusal import Refusal
from hall.security.rules import DEVICE_KINDS

MOST_CONNECTIONS: Final = 20
"""Of one PC: fifteen of the pool, one that listens for changes, and room for a restart."""
STATEMENT_TIMEOUT: Final = "60s"
IDLE_TIMEOUT: Final = "15s"
"""How long a PC may keep a transaction open and do nothing in it: a hung PC must not hold a ticket for ever."""
MOST_SORTED: Final = "512MB"
"""So much one connection of a PC may lay on the host's disk while it sorts. Only the server's master changes it."""


@dataclass(frozen=True, slots=True)
class Login:
    """The login role of one PC (登录角色).

    Attributes:
        role: its name.
        kind: of the device.
        open: whether it may log in.
        connections: how many it has now.
    """

    role: str
    kind: str
    open: bool
    connections: int


def login_name(device_id: str) -> str:
    """Return the name of a device's login: `pc_` and the last twelve of its key, which no other device has.

    The first ones tell the millisecond, and two devices may be registered in the same one.
    """
    return f"pc_{device_id[-12:]}"


def admit(connection: Connection, device_id: str, kind: str, password: str) -> str:
    """Make or reopen the login of a device in the group of its kind; answers with its name.

    The server is sent the verifier of the password and never the password: no log can hold it.

    Args:
        connection: of the server's master, in a transaction.
        device_id: key of the device.
        kind: of the device.
        password: long and random.

    Raises:
        Refusal: `security.unknown_device_kind`.
    """
    if kind not in DEVICE_KINDS:
        raise Refusal("security.unknown_device_kind", kind=kind)
    role = login_name(device_id)
    if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}) is None:
        _run(connection, sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    for each in DEVICE_KINDS:
        if each != kind:
            _run(connection, sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(f"hall_{each}"), sql.Identifier(role)))
    _run(connection, sql.SQL("GRANT {} TO {}").format(sql.Identifier(f"hall_{kind}"), sql.Identifier(role)))
    _settle(connection, role, password)
    return role


def expel(connection: Connection, device_id: str) -> None:
    """Shut a device out: its login is closed, its password forgotten, its connections are ended.

    The closing is committed before the connections end, in a transaction of its own: a PC that comes back at once
    would otherwise still find the door open. A device without a login is shut out already.
    """
    role = login_name(device_id)
    if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}) is None:
        return
    with connection.engine.begin() as closing:
        closing.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        _run(closing, sql.SQL("ALTER ROLE {} NOLOGIN PASSWORD NULL").format(sql.Identifier(role)))
    ended = text("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = :role")
    connection.execute(ended, {"role": role})


def logins(connection: Connection) -> tuple[Login, ...]:
    """Return the logins of all PCs by name, the closed ones too."""
    rows = connection.execute(
        text(
            "SELECT r.rolname, substr(g.rolname, 6), r.rolcanlogin,"
            " (SELECT count(*) FROM pg_stat_activity a WHERE a.usesysid = r.oid)"
            " FROM pg_roles r JOIN pg_auth_members m ON m.member = r.oid JOIN pg_roles g ON g.oid = m.roleid"
            " WHERE starts_with(r.rolname, 'pc_') AND starts_with(g.rolname, 'hall_') ORDER BY r.rolname"
        )
    )
    return tuple(Login(*row) for row in rows)


def _settle(connection: Connection, role: str, password: str) -> None:
    driver = _driver(connection)
    is_master = driver.info.parameter_status("is_superuser") == "on"
    verifier = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    name = sql.Identifier(role)
    door = sql.SQL("ALTER ROLE {} LOGIN {} NOCREATEDB NOCREATEROLE CONNECTION LIMIT {} PASSWORD {}")
    low = sql.SQL("NOSUPERUSER" if is_master else "")  # only the server's master may even say so
    _run(connection, door.format(name, low, sql.Literal(MOST_CONNECTIONS), sql.Literal(verifier)))
    if not is_master:  # without it nobody but the master could see where the device comes from, or end its connections
        _run(connection, sql.SQL("GRANT {} TO CURRENT_USER").format(name))
    _run(connection, sql.SQL("ALTER ROLE {} RESET ALL").format(name))  # a login may set for itself what it likes
    for setting, value in (
        ("statement_timeout", STATEMENT_TIMEOUT),
        ("idle_in_transaction_session_timeout", IDLE_TIMEOUT),
        *((("temp_file_limit", MOST_SORTED),) if is_master else ()),
    ):
        words = sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(setting), sql.Literal(value))
        _run(connection, words)


def _run(connection: Connection, statement: sql.Composed) -> None:
    connection.exec_driver_sql(statement.as_string(_driver(connection)))


def _driver(connection: Connection) -> "Driver[object]":
    driver = connection.connection.driver_connection
    assert isinstance(driver, Driver), "roles are a matter of PostgreSQL"
    return driver
