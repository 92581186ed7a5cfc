"""Sets a host up once: server, roles, certificate, tables, and the way to it for this PC itself."""

import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from sqlalchemy import Connection as Database
from sqlalchemy.exc import DBAPIError

from hall import schema
from hall.host import certificates, given, plan, rights
from hall.host.binaries import identity_for
from hall.host.cluster import Cluster
from hall.host.given_tls import shown_until
from hall.host.inviting import outward
from hall.host.plan import MASTER, OWNER, Places, Plan
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.kernel.scratch import scratch_file
from hall.kernel.whole_file import write_whole
from hall.storage import connection, pc
from hall.storage.connection import Connection
from hall.storage.engine import open_engine
from hall.storage.folder import database_in, prepare_folder
from hall.storage.trouble import sentence_for

PORT = 5432
SPARE_PORTS = range(5433, 5533)
PATIENCE_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Wishes:
    """What may be said at set-up; each has a default that suits a hall.

    Attributes:
        names: names and addresses of the host; this PC's own by default.
        port: of the door; the first free one from 5432 by default.
        server: URL of a given server with an administrator's name and password; empty for the shipped one.
        authority: certificate file of the authority of a given server, to which the other PCs come themselves;
            without one, a server on this PC gets the host's door in front.
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
    with _plain(wishes) as wishes:
        settled = _known(folder, wishes) or _planned(folder, wishes)
        if settled.given:
            return _on_given(folder, settled, wishes)
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


@contextmanager
def _plain(wishes: Wishes) -> Iterator[Wishes]:
    """Lend the certificate of the authority as plain PEM, whichever way it was handed over."""
    if wishes.authority is None:
        yield wishes
        return
    said = certificates.read_authority(wishes.authority)
    with scratch_file(".pem") as plain:
        plain.write_text(said, encoding="ascii")
        yield replace(wishes, authority=plain)


def owner_way(settled: Plan, authority: Path | None = None) -> Connection:
    """Return the way of the host's own commands: as the owner of all tables."""
    return Connection(host=settled.given or "127.0.0.1", port=settled.inner_port, database=settled.database,
                      role=MASTER, certificate=connection.CERTIFICATE if authority else "", acts_as=OWNER,
                      named=authority is not None)  # fmt: skip


def _known(folder: Path, wishes: Wishes) -> Plan | None:
    """Return what was settled before; None for a new host. A server named again is taken into service again.

    Raises:
        Refusal: `host.other_server` where another server is named than the one that holds the hall.
    """
    if not (folder / plan.FILE).exists():
        return None
    settled = plan.read(folder)
    if wishes.server:
        url = given.address_of(wishes.server)
        if (url.host, url.port) != (settled.given, settled.inner_port):
            raise Refusal("host.other_server")
        authority = wishes.authority or rights.pinned(folder, settled)
        _see_its_certificate(settled, authority)
        given.take_into_service(url, authority, plan.master_password(folder), settled.database)
    return settled


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
    """Take a given server into service: a role and a database of the hall's own, made by its administrator.

    With an authority the other PCs come to the server itself, under the names of its certificate; one on this PC
    without TLS gets the host's door.
    """
    url = given.address_of(wishes.server)
    host, inner, here = str(url.host), int(url.port or PORT), url.host in given.HERE
    if wishes.authority is None and not here:
        raise Refusal("host.no_authority")
    port = inner if wishes.authority else _beside(inner, wishes.port)
    names = wishes.names or (certificates.own_names() if here and not wishes.authority else (host,))
    settled = Plan(port, inner, names=names, address=wishes.address, given=host)
    password = secrets.token_urlsafe(24)
    _see_its_certificate(settled, wishes.authority)
    given.take_into_service(url, wishes.authority, password, settled.database)
    plan.keep_master_password(folder, password)
    plan.write(folder, settled)
    return settled


def _see_its_certificate(settled: Plan, authority: Path | None) -> None:
    """Look at the certificate of a given server under each name by which a PC comes to it."""
    if authority is not None:
        for name in dict.fromkeys((settled.given, *outward(settled.names))):
            shown_until(name, settled.inner_port, authority)


def _beside(inner: int, wished: int) -> int:
    """Return the port of a door in front of a server that listens on this PC too."""
    if wished == inner:
        raise Refusal("host.port_taken", port=wished)
    return wished or _free(*(port for port in (PORT, *SPARE_PORTS) if port != inner))


def prepare(folder: Path, settled: Plan) -> None:
    """Bring roles and tables of a running server to those of this version, and write down this PC's own way to it.

    Raises:
        Refusal: `storage.…`; of a given server `host.given_…`.
    """
    pinned = rights.pinned(folder, settled)
    try:
        _prepare(folder, settled, pinned)
    except Refusal as refusal:
        raise given.said_of(refusal, settled, pinned) from refusal


def _prepare(folder: Path, settled: Plan, pinned: Path | None) -> None:
    way = owner_way(settled, pinned)
    password = plan.master_password(folder)
    _make_hall_database(folder, settled)
    _as_master(folder, settled, lambda master: rights.found(master, settled.database))
    if not database_in(folder).exists():
        connection.write(folder, way, password)
    engine = open_engine(connection.address(way, password, pinned))
    try:
        schema.prepare(engine)
    except DBAPIError as error:
        raise sentence_for(error) from error
    finally:
        engine.dispose()
    _as_master(folder, settled, rights.stand)


def _as_master(folder: Path, settled: Plan, work: Callable[[Database], None]) -> None:
    """Change roles and rights while the hall may be at work: who is in the middle of something goes first."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with rights.master(folder, settled) as master:
                work(master)
        except Refusal as refusal:
            if refusal.code != "storage.busy" or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _on_given(folder: Path, settled: Plan, wishes: Wishes) -> Plan:
    """Set up what the host itself does where somebody else runs the server."""
    if settled.has_door:
        _certify(folder, settled, wishes.clock)
    elif wishes.authority is not None:
        _see_its_certificate(settled, wishes.authority)
        write_whole(folder / connection.CERTIFICATE, wishes.authority.read_bytes())
    prepare(folder, settled)
    return settled


def _make_hall_database(folder: Path, settled: Plan) -> None:
    if settled.given:
        return  # its administrator's rights made it
    cluster = Cluster(folder, settled, plan.master_password(folder), identity_for(settled.user))
    with cluster.connect() as master:
        given.make_database(master, settled.database)


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
