"""The host's door: TLS in front of a server that is built without it, and nobody else but the hall's devices.

The shipped server has no TLS of its own and listens on this PC alone. The door speaks the beginning of the server's
protocol: a client asks for TLS, shakes hands, names its role; then bytes are passed on as they are. The password is
checked by the server (SCRAM), which never sees it and neither does the door.
"""

import contextlib
import ipaddress
import logging
import re
import socket
import ssl
import struct
import threading
from dataclasses import dataclass, field
from pathlib import Path

from hall.host.certificates import SERVER, SERVER_KEY
from hall.host.pump import pass_on
from hall.kernel.refusal import Refusal

TLS_REQUEST, GSS_REQUEST, CANCEL = 80877103, 80877104, 80877102
DEVICE_ROLE = "pc_[0-9a-f]{12}"
LONGEST_GREETING = 10_000
GREETING_SECONDS = 10.0
MOST_CLIENTS = 180
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """Where the door stands and what is behind it.

    Attributes:
        address: to listen on; empty for every address of this PC.
        port: 0 for any free one.
        inner_port: the server's, on this PC's loopback address.
        database: the only one that is reached through the door.
        certificates: folder with `server.pem` and `server.key`.
        server: where the server listens; on this PC, for what is passed on to it has no TLS any more.
    """

    address: str
    port: int
    inner_port: int
    database: str
    certificates: Path
    server: str = "127.0.0.1"


@dataclass(slots=True)
class _Peers:
    """Who is connected: the port towards the server, by which the server knows a client, and the client's address."""

    at: dict[int, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Front:
    """Accepts the hall's devices over TLS 1.2 or newer, from private networks, and passes them to the server."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._shown = 0
        self._context = self._made()
        self._listener: socket.socket | None = None
        self._peers = _Peers()
        self._clients: set[socket.socket] = set()

    @property
    def port(self) -> int:
        """The port that is really listened on."""
        assert self._listener is not None, "the door is not open"
        return int(self._listener.getsockname()[1])

    def open(self) -> None:
        """Begin to accept; OSError when the port is taken."""
        listener = socket.create_server((self._door.address, self._door.port), backlog=128)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), name="host-door", daemon=True).start()

    def renew(self) -> None:
        """Show whoever comes from now on the new certificate if there is one; who is connected stays.

        Raises:
            Refusal: `host.certificate_unreadable`; the former one is shown on.
        """
        with contextlib.suppress(OSError):
            if (self._door.certificates / SERVER).stat().st_mtime_ns != self._shown:
                self._context = self._made()
                log.info("a new certificate is shown from now on")

    def close(self) -> None:
        """Accept nobody any more and let everybody go."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for client in tuple(self._clients):
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)

    def peers(self) -> dict[int, str]:
        """Return the address of each client by the port under which the server knows it."""
        with self._peers.lock:
            return dict(self._peers.at)

    def _made(self) -> ssl.SSLContext:
        """Return what a handshake needs; a new one each time, for others may be at theirs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        shown = self._door.certificates / SERVER
        try:
            self._shown = shown.stat().st_mtime_ns
            context.load_cert_chain(shown, self._door.certificates / SERVER_KEY)
        except OSError as wrong:  # ssl.SSLError is one
            raise Refusal("host.certificate_unreadable", folder=str(self._door.certificates)) from wrong
        return context

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, address = listener.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._serve, args=(client, str(address[0])), daemon=True).start()

    def _serve(self, client: socket.socket, address: str) -> None:
        self._clients.add(client)
        try:
            self._greet(client, address)
        except (OSError, struct.error, EOFError) as lost:
            log.info("a client at %s was let go: %s", address, lost)
        finally:
            self._clients.discard(client)
            client.close()

    def _greet(self, client: socket.socket, address: str) -> None:
        client.settimeout(GREETING_SECONDS)
        _watch_over(client)
        if not ipaddress.ip_address(address.removeprefix("::ffff:")).is_private:
            _refuse(client, "28000", "only the hall's own network is served")
            return
        if not _wants_tls(client):
            _refuse(client, "28000", "a connection without TLS is refused")
            return
        client.sendall(b"S")
        with self._context.wrap_socket(client, server_side=True) as secure:
            # The bare socket is detached now; whoever closes the door must reach this one.
            self._clients.add(secure)
            try:
                self._admit(secure, address)
            finally:
                self._clients.discard(secure)

    def _admit(self, secure: ssl.SSLSocket, address: str) -> None:
        greeting = _packet(secure)
        refusal = self._objection(greeting)
        if refusal is not None:
            _refuse(secure, *refusal)
            return
        try:
            server = socket.create_connection((self._door.server, self._door.inner_port), GREETING_SECONDS)
        except OSError:
            _refuse(secure, "57P03", "the database system is starting up")
            return
        with server:
            self._join(secure, server, greeting, address)

    def _join(self, secure: ssl.SSLSocket, server: socket.socket, greeting: bytes, address: str) -> None:
        port = int(server.getsockname()[1])
        with self._peers.lock:
            self._peers.at[port] = address
        try:
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server.sendall(greeting)
            pass_on(secure, server)
        finally:
            with self._peers.lock:
                self._peers.at.pop(port, None)

    def _objection(self, greeting: bytes) -> tuple[str, str] | None:
        """Return why a client is not admitted, as the server's own code and words; None for a device of the hall."""
        (code,) = struct.unpack_from("!I", greeting, 4)
        if code == CANCEL:
            return None
        said = _said(greeting) if code >> 16 == 3 else {}
        if "replication" in said or not re.fullmatch(DEVICE_ROLE, said.get("user", "")):
            return "28000", "only devices of the hall are admitted"
        if said.get("database", said["user"]) != self._door.database:
            return "3D000", f'database "{said.get("database", "")[:60]}" does not exist'
        if len(self._peers.at) >= MOST_CLIENTS:
            return "53300", "sorry, too many clients already"
        return None


def _wants_tls(client: socket.socket) -> bool:
    """Tell whether the client asks for TLS; a wish for another protection is declined first."""
    for _ in range(2):
        length, code = struct.unpack("!II", _exactly(client, 8))
        if (length, code) == (8, TLS_REQUEST):
            return True
        if (length, code) != (8, GSS_REQUEST):
            return False
        client.sendall(b"N")
    return False


def _packet(secure: ssl.SSLSocket) -> bytes:
    head = _exactly(secure, 4)
    (length,) = struct.unpack("!I", head)
    if not 8 <= length <= LONGEST_GREETING:
        raise EOFError("no greeting of a client")
    return head + _exactly(secure, length - 4)


def _exactly(source: socket.socket, count: int) -> bytes:
    parts = b""
    while len(parts) < count:
        part = source.recv(count - len(parts))
        if not part:
            raise EOFError("gone before its greeting was whole")
        parts += part
    return parts


def _said(greeting: bytes) -> dict[str, str]:
    """Return what a greeting names: user, database and options."""
    words = [word.decode("utf-8", "replace") for word in greeting[8:].split(b"\0")]
    pairs = zip(words[::2], words[1::2], strict=False)
    return {name: value for name, value in pairs if name}


def _refuse(client: socket.socket, code: str, words: str) -> None:
    fields = b"".join(kind + text.encode() + b"\0" for kind, text in
                      ((b"S", "FATAL"), (b"V", "FATAL"), (b"C", code), (b"M", words)))  # fmt: skip
    client.sendall(b"E" + struct.pack("!I", len(fields) + 5) + fields + b"\0")


def _watch_over(client: socket.socket) -> None:
    """Notice within a quarter of a minute a PC that was unplugged: the server still holds its locks."""
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 5), ("TCP_KEEPINTVL", 3), ("TCP_KEEPCNT", 3), ("TCP_USER_TIMEOUT", 12_000)):
        option = getattr(socket, name, None)
        if option is not None:
            client.setsockopt(socket.IPPROTO_TCP, option, value)
