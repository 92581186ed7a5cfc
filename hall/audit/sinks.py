"""The second places to which the audit goes: a file on another disk, or a syslog server (RFC 5424)."""

import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from hall.audit.policy import FILE, SYSLOG, AuditSinkPolicy
from hall.kernel.refusal import Refusal

NAME: Final = "audit.jsonl"
_PRIORITY: Final = 13 * 8 + 5
"""Facility 13 (log audit), severity 5 (notice)."""
_SECONDS: Final = 3.0


class Sink(Protocol):
    """A place that takes lines and keeps them."""

    def write(self, lines: Sequence[tuple[str, str]]) -> None:
        """Keep lines, each with its instant (ISO); OSError when the place cannot be reached."""


class FileSink:
    """One line of JSON behind the other in a file; what was taken has reached the disk."""

    def __init__(self, target: Path) -> None:
        self.file = target / NAME if target.is_dir() else target

    def write(self, lines: Sequence[tuple[str, str]]) -> None:
        """Append the lines; a line that a crash has cut short is closed first, so that the next one stands alone.

        Raises:
            OSError: it cannot be written, or it is another file, such as the database, that lines would destroy.
        """
        with self.file.open("ab+") as file:
            file.seek(0)
            if file.read(1) not in (b"", b"{"):
                raise OSError(f"{self.file.name} is no record of the audit")
            file.seek(0, os.SEEK_END)
            if file.tell() and not _ends_whole(file.name):
                file.write(b"\n")
            file.write("".join(f"{line}\n" for _, line in lines).encode())
            file.flush()
            os.fsync(file.fileno())


class SyslogSink:
    """Messages to a syslog server: UDP, TCP with octet counting (RFC 6587), or a local socket."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._name = socket.gethostname()[:255] or "-"

    def write(self, lines: Sequence[tuple[str, str]]) -> None:
        """Send the lines."""
        messages = [self.message(at, line) for at, line in lines]
        parts = urlsplit(self._target)
        if parts.scheme == "tcp":
            address = (parts.hostname or "", parts.port or 601)
            with socket.create_connection(address, timeout=_SECONDS) as stream:
                stream.sendall(b"".join(b"%d %s" % (len(each), each) for each in messages))
            return
        with self._datagrams() as datagrams:
            for each in messages:
                datagrams.send(each)

    def message(self, at: str, line: str) -> bytes:
        """Return one message: priority 109, the entry's own instant, this PC, the program, the entry as JSON."""
        return f"<{_PRIORITY}>1 {at} {self._name} one-stop-hall - audit - {line}".encode()

    def _datagrams(self) -> socket.socket:
        parts = urlsplit(self._target)
        if parts.scheme != "udp":
            if not hasattr(socket, "AF_UNIX"):
                raise OSError("this system has no local sockets")
            return _connected(socket.AF_UNIX, self._target)
        found = socket.getaddrinfo(parts.hostname, parts.port or 514, type=socket.SOCK_DGRAM)
        return _connected(found[0][0], found[0][4])


def _connected(family: socket.AddressFamily, address: Any) -> socket.socket:  # noqa: ANN401 -- as its family has it
    found = socket.socket(family, socket.SOCK_DGRAM)
    found.settimeout(_SECONDS)
    try:
        found.connect(address)
    except OSError:
        found.close()
        raise
    return found


def sink_of(policy: AuditSinkPolicy) -> Sink | None:
    """Return the second place of a hall, None where it has set none.

    Raises:
        Refusal: `settings.audit_target` for an address that cannot be one.
    """
    try:
        if policy.kind == SYSLOG:
            urlsplit(policy.target).port  # noqa: B018 -- a port that is no number shows itself when it is read
            return SyslogSink(policy.target.strip())
    except ValueError as wrong:
        raise Refusal("settings.audit_target") from wrong
    return FileSink(Path(policy.target.strip()).expanduser()) if policy.kind == FILE else None


def _ends_whole(name: str) -> bool:
    with open(name, "rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
