"""Sets a host up once: server, roles, certificate, tables, and the way to it for this PC itself."""

import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from hall import schema
from hall.host import certificates, plan, rights
from hall.host.binaries import identity_for
from hall.host.cluster import Cluster
from hall.host.plan import MASTER, OWNER, Places, Plan
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.storage import connection, pc
from hall.storage.connection import Connection
from hall.storage.engine import open_engine
from hall.storage.folder import database_in, prepare_folder
from hall.storage.trouble import sentence_for

PORT = 5432
SPARE_PORTS = range(5433, 5533)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What may be said at set-up; each has a default that suits a hall.

    Attributes:
        names: names and addresses of the host; this PC's own by default.
        port: of the door; the first free one from 5432 by default.
        server: URL of a given server with an administrator's name and password; empty for the shipped one.
        authority: certificate file of the authority of a given server.
        user: system user of the server, when root sets it up.
        address: on which the door listens; empty for all.
    """

    names: tuple[str, ...] = ()
    port: int = 0
    server: str = ""
    authority: Path | None = None
    user: str = "hall-host"
    address: str = ""
    clock: Clock = field(default_factory=SystemClock)


def set_up(folder: Path, wishes: Wishes) -> Plan:
    """Make a host of this PC; doing it again keeps what stands and makes what is missing.

    A hall that already lies in the folder as a file stays where it is: `hall move` brings it over.

    Raises:
        Refusal: `host.…`, and what `prepare_folder` says.
    """
    prepare_folder(folder)
    settled = _known(folder) or _planned(folder, wishes)
    if settled.given:
        _take_over(folder, wishes.authority)
        prepare(folder, settled)
        return settled
    cluster = Cluster(folder, settled, plan.master_password(folder), identity_for(settled.user))
    _open_way(folder, settled)
    cluster.make()
    _certify(folder, settled, wishes.clock)
    cluster.start()
    try:
        prepare(folder, settled)
    finally:
        cluster.stop()
    return settled


def owner_way(settled: Plan, authority: Path | None = None) -> Connection:
    """Return the way of the host's own commands: as the owner of all tables."""
    return Connection(host=settled.given or "127.0.0.1", port=settled.inner_port, database=settled.database,
                      role=MASTER, certificate=connection.CERTIFICATE if authority else "", acts_as=OWNER)  # fmt: skip


def _known(folder: Path) -> Plan | None:
    return plan.read(folder) if (folder / plan.FILE).exists() else None


def _planned(folder: Path, wishes: Wishes) -> Plan:
    if wishes.server:
        return _given(folder, wishes)
    port = wishes.port or _free(PORT, *SPARE_PORTS)
    inner = _free(*(spare for spare in SPARE_PORTS if spare != port))
    settled = Plan(port, inner, names=wishes.names or certificates.own_names(), address=wishes.address,
                   user=wishes.user)  # fmt: skip
    plan.write(folder, settled)
    return settled


def _given(folder: Path, wishes: Wishes) -> Plan:
    """Take a given server into service: a role and a database of the hall's own, made by its administrator."""
    url = _url_of(wishes.server)
    host, port = url.host or "127.0.0.1", url.port or PORT
    if wishes.authority is None and host not in ("127.0.0.1", "localhost", "::1"):
        raise Refusal("host.no_authority")
    settled = Plan(port, port, names=wishes.names or (host,), given=host)
    password = secrets.token_urlsafe(24)
    try:
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True, connect_timeout=5) as admin:
            _make_master(admin, password)
            _make_database(admin, settled.database)
    except psycopg.Error as error:
        words = next(iter(str(error).strip().splitlines()), "")
        raise Refusal("host.given_failed", words=words[:160]) from error
    plan.keep_master_password(folder, password)
    plan.write(folder, settled)
    return settled


def _url_of(server: str) -> URL:
    try:
        url = make_url(server)
    except ArgumentError as wrong:
        raise Refusal("host.given_address") from wrong
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise Refusal("host.given_address")
    return url.set(drivername="postgresql")


def _make_master(admin: psycopg.Connection[tuple[object, ...]], password: str) -> None:
    there = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (MASTER,)).fetchone()
    verb = "ALTER" if there else "CREATE"
    admin.execute(sql.SQL(f"{verb} ROLE {{}} LOGIN CREATEROLE CREATEDB PASSWORD {{}}").format(
        sql.Identifier(MASTER), sql.Literal(password)))  # fmt: skip


def _make_database(master: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    if master.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone() is None:
        made = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(MASTER))
        master.execute(made)


def prepare(folder: Path, settled: Plan) -> None:
    """Bring roles and tables of a running server to those of this version, and write down this PC's own way to it.

    Raises:
        Refusal: `storage.…`.
    """
    pinned = folder / connection.CERTIFICATE if settled.given else None
    way = owner_way(settled, pinned if pinned is not None and pinned.exists() else None)
    password = plan.master_password(folder)
    _make_hall_database(folder, settled)
    with rights.master(folder, settled) as master:
        rights.found(master, settled.database)
    if not database_in(folder).exists():
        connection.write(folder, way, password)
    engine = open_engine(connection.address(way, password, folder / way.certificate if way.certificate else None))
    try:
        schema.prepare(engine)
    except DBAPIError as error:
        raise sentence_for(error) from error
    finally:
        engine.dispose()
    with rights.master(folder, settled) as master:
        rights.stand(master)


def _take_over(folder: Path, authority: Path | None) -> None:
    if authority is not None:
        (folder / connection.CERTIFICATE).write_bytes(authority.read_bytes())


def _make_hall_database(folder: Path, settled: Plan) -> None:
    if settled.given:
        return  # its administrator's rights made it
    cluster = Cluster(folder, settled, plan.master_password(folder), identity_for(settled.user))
    with cluster.connect() as master:
        _make_database(master, settled.database)


def _open_way(folder: Path, settled: Plan) -> None:
    """Let the server's own user reach its folders, and nobody else more than before."""
    identity = identity_for(settled.user)
    if identity is None:
        return
    closed = [place for place in (folder.resolve(), *folder.resolve().parents) if not place.stat().st_mode & 0o001]
    if closed and closed != [folder.resolve()]:
        raise Refusal("host.folder_closed", folder=str(closed[-1]))
    folder.chmod(folder.stat().st_mode | 0o011)


def _certify(folder: Path, settled: Plan, clock: Clock) -> None:
    place = Places(folder).certificates
    if not (place / certificates.SERVER_KEY).exists():
        pc.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        certificates.make(place, settled.names, clock.now())


def _free(*ports: int) -> int:
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return port
    raise Refusal("host.no_port")
