"""Networks that can be cut: a namespace of its own behind two virtual cards, and a relay that slams the door."""

import os
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

NET, SERVER, CLIENTS = 24, "10.231.{}.1", "10.231.{}.2"
_NOBODY = "02:00:00:00:00:99"
_RESET = struct.pack("ii", 1, 0)
_PIECE = 65536
_LOOK_SECONDS = 0.05


class Namespace:
    """A network of its own for the clients; the server's side is this machine's.

    Cut, it swallows every packet on both sides and says nothing: the cards send to a hardware address that nobody has.
    """

    def __init__(self, number: int) -> None:
        self.name, self.near, self.far = f"hall-{number}", f"hallA{number}", f"hallB{number}"
        self.server, self.clients = SERVER.format(number), CLIENTS.format(number)

    def make(self) -> None:
        """Make it; needs root."""
        _ip("netns", "add", self.name)
        _ip("link", "add", self.near, "type", "veth", "peer", "name", self.far)
        _ip("link", "set", self.far, "netns", self.name)
        _ip("addr", "add", f"{self.server}/{NET}", "dev", self.near)
        _ip("link", "set", self.near, "up")
        self._inside("addr", "add", f"{self.clients}/{NET}", "dev", self.far)
        self._inside("link", "set", self.far, "up")

    def remove(self) -> None:
        """Remove what was made."""
        with suppress(subprocess.CalledProcessError):
            _ip("link", "del", self.near)
        with suppress(subprocess.CalledProcessError):
            _ip("netns", "del", self.name)

    @property
    def before(self) -> list[str]:
        """The words before a command that is to run inside."""
        return ["ip", "netns", "exec", self.name]

    def cut(self) -> None:
        """Swallow every packet."""
        _ip("neigh", "replace", self.clients, "lladdr", _NOBODY, "dev", self.near, "nud", "permanent")
        self._inside("neigh", "replace", self.server, "lladdr", _NOBODY, "dev", self.far, "nud", "permanent")

    def heal(self) -> None:
        """Let packets through again."""
        _ip("neigh", "del", self.clients, "dev", self.near)
        self._inside("neigh", "del", self.server, "dev", self.far)

    def _inside(self, *words: str) -> None:
        _ip("-n", self.name, *words)


@contextmanager
def namespace() -> Iterator[Namespace]:
    """Lend a network of its own."""
    lent = Namespace(os.getpid() % 200 + 1)
    try:
        lent.make()
        yield lent
    finally:
        lent.remove()


class Relay:
    """Stands between clients and server; cut, it resets every connection and takes none."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._door = _door(0)
        self.port = int(self._door.getsockname()[1])
        self._open()

    def cut(self) -> None:
        """Reset all connections at once, on both sides, and refuse new ones."""
        self._cut.set()
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for thread in self._threads:
            thread.join()  # a socket that somebody still reads would not be closed
        for line in self._lines:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            line.close()

    def heal(self) -> None:
        """Take connections again."""
        self._door = _door(self.port)
        self._open()

    def _open(self) -> None:
        self._cut = threading.Event()
        self._lines: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._serve, self._door)

    def _start(self, work: Callable[..., None], *parts: socket.socket) -> None:
        thread = threading.Thread(target=work, args=parts, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, door: socket.socket) -> None:
        with suppress(OSError):  # the door was closed
            while True:
                client, _address = door.accept()
                try:
                    server = socket.create_connection(self._target)
                except OSError:  # the server is not there: neither are we
                    client.close()
                    continue
                self._lines += [client, server]
                client.settimeout(_LOOK_SECONDS)
                server.settimeout(_LOOK_SECONDS)
                self._start(self._carry, client, server)
                self._start(self._carry, server, client)

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while not self._cut.is_set():
                try:
                    piece = one.recv(_PIECE)
                except TimeoutError:
                    continue
                if not piece:
                    other.shutdown(socket.SHUT_WR)
                    return
                other.sendall(piece)


def _door(port: int) -> socket.socket:
    return socket.create_server(("127.0.0.1", port), reuse_port=False)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
