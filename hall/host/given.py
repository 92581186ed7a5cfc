"""A database server that somebody else runs, taken into service: a role and a database of the hall's own in it."""

from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from hall.host.given_tls import shown_until
from hall.host.plan import MASTER, OWNER, Plan
from hall.kernel.refusal import Refusal
from hall.storage.trouble import refusal_of

PORT: Final = 5432
OLDEST: Final = 15
"""Before this version everybody may make tables in a database, and only its administrator can forbid it."""
HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_SECONDS: Final = 5
_SAID_OF_IT: Final = {
    "storage.no_tls": "host.given_no_tls",
    "storage.wrong_name": "host.given_name",
    "storage.wrong_certificate": "host.given_certificate",
    "storage.host_refused": "host.given_stopped",
    "storage.host_unreachable": "host.given_silent",
    "storage.host_not_found": "host.given_not_found",
    "storage.host_starting": "host.given_broken",
    "storage.host_stopping": "host.given_broken",
    "storage.server_lost": "host.given_broken",
    "storage.host_full": "host.given_full",
    "storage.database_missing": "host.given_no_database",
    "storage.device_expelled": "host.given_login",
    "storage.disk_full": "host.given_disk_full",
    "storage.read_only": "host.given_read_only",
    "gate.not_at_this_device": "host.given_rights",
}
"""What befalls the hall's way to its server, said of one that the host cannot look after itself."""
PASSES: Final = frozenset(
    {"host.given_stopped", "host.given_silent", "host.given_not_found", "host.given_broken", "host.given_full"}
)
"""What may pass without anybody at the hall: a host that starts waits for it."""

Server = psycopg.Connection[tuple[Any, ...]]


def address_of(server: str) -> URL:
    """Return the address of a server as it was typed, with host and port.

    Raises:
        Refusal: `host.given_address`.
    """
    try:
        url = make_url(server)
    except (ArgumentError, ValueError) as wrong:
        raise Refusal("host.given_address") from wrong
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise Refusal("host.given_address")
    return url.set(drivername="postgresql", host=url.host or "127.0.0.1", port=url.port or PORT)


def take_into_service(url: URL, authority: Path | None, password: str, database: str) -> None:
    """Make the hall's role and its database with the rights of the server's administrator.

    Args:
        url: with the administrator's name and password, which are kept nowhere.
        authority: certificate file of the server's authority; None for a server on this PC.
        password: of the hall's role.
        database: name of the hall's database.

    Raises:
        Refusal: `host.given_…` for each thing that keeps the hall from it: `host.given_old`, `host.given_database`
            where another program's database has that name, `host.given_trusts` where no password is asked for,
            `host.given_failed` with the server's own words for what nobody foresaw.
    """
    try:
        with _connected(url, authority) as admin:
            _see_that_it_will_do(admin)
            _make_master(admin, password)
            make_database(admin, database)
    except psycopg.Error as error:
        raise _why(error) from error
    _see_that_it_asks(url, authority, database)


def said_of(refusal: Refusal, settled: Plan, authority: Path | None) -> Refusal:
    """Return what befell the way to the server in words for a server that others look after.

    Args:
        refusal: what the storage says of any server.
        settled: how the host serves; its own server is looked after here, and the words stay.
        authority: certificate file of the server's authority; with it the server is asked what is wrong with its own.
    """
    code = _SAID_OF_IT.get(refusal.code) if settled.given else None
    if code in ("host.given_certificate", "host.given_name") and authority is not None:
        try:
            shown_until(settled.given, settled.inner_port, authority)
        except Refusal as exact:
            return exact
    return Refusal(code) if code else refusal


def make_database(server: Server, database: str) -> None:
    """Make the hall's database if it does not stand: any writing, ordered by its signs as a copy is.

    Raises:
        Refusal: `host.given_database`.
    """
    found = server.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", (database,)).fetchone()
    if found is None:
        form = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        server.execute(sql.SQL(form).format(sql.Identifier(database), sql.Identifier(MASTER)))
    elif found[0] not in (MASTER, OWNER):
        raise Refusal("host.given_database", database=database)


def _connected(url: URL, authority: Path | None) -> Server:
    if authority is not None:
        url = url.update_query_dict({"sslmode": "verify-full", "sslrootcert": str(authority.absolute())})
    words = url.render_as_string(hide_password=False)
    return psycopg.connect(words, autocommit=True, connect_timeout=_SECONDS)


def _why(error: psycopg.Error) -> Refusal:
    """Return why the administrator could not come in or make what the hall needs."""
    words = next(iter(str(error).strip().splitlines()), "")
    if "pg_hba.conf" in words:
        return Refusal("host.given_closed")
    if "authentication failed" in words or "no password supplied" in words:
        return Refusal("host.given_password")
    told = refusal_of(error)
    return Refusal(_SAID_OF_IT.get(told.code, told.code)) if told else Refusal("host.given_failed", words=words[:160])


def _see_that_it_will_do(admin: Server) -> None:
    """Look before anything is made: nothing of the hall is left on a server that it cannot use."""
    if admin.info.server_version < OLDEST * 10_000:
        raise Refusal("host.given_old", oldest=OLDEST, version=admin.info.server_version // 10_000)
    asked = "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
    if admin.execute(asked).fetchone() != (True,):
        raise Refusal("host.given_rights")


def _make_master(admin: Server, password: str) -> None:
    """Make the role under which the host works; the server is sent a verifier, so that no log holds the password."""
    there = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (MASTER,)).fetchone()
    verifier = admin.pgconn.encrypt_password(password.encode(), MASTER.encode(), b"scram-sha-256").decode()
    form = f"{'ALTER' if there else 'CREATE'} ROLE {{}} LOGIN CREATEROLE CREATEDB PASSWORD {{}}"
    admin.execute(sql.SQL(form).format(sql.Identifier(MASTER), sql.Literal(verifier)))
    if admin.info.parameter_status("is_superuser") != "on":  # who is no master may give away only what is theirs
        admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(MASTER)))


def _see_that_it_asks(url: URL, authority: Path | None, database: str) -> None:
    """Refuse a server that lets in whoever names a role: behind the door everybody would be every device."""
    stranger = url.set(username=MASTER, password="-", database=database)
    try:
        _connected(stranger, authority).close()
    except psycopg.Error:
        return
    raise Refusal("host.given_trusts")
