"""A small client of the Internet Printing Protocol: what jobs and printers are, asked of CUPS or of a printer."""

import getpass
import http.client
import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printing.ipp_wire import (
    CHARSET,
    INTEGER,
    JOB,
    KEYWORD,
    LANGUAGE,
    NAME,
    PRINTER,
    URI,
    Answer,
    Asked,
    Attributes,
    IppError,
    decode,
    encode,
)

CLIENT_FILES = ("~/.cups/client.conf", "/etc/cups/client.conf")
SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock")
PORT = 631
LONGEST = 16 * 1024 * 1024
NOT_FOUND = 0x0406
_LEAST_FULL = 50
"""An answer with fewer jobs is never one that was cut off."""

_GET_JOBS, _GET_PRINTER, _CANCEL = 0x000A, 0x000B, 0x0008


@dataclass(frozen=True, slots=True)
class Address:
    """Where CUPS or a printer listens: a socket of this computer, or host and port."""

    host: str = "localhost"
    port: int = PORT
    socket: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One job as the print system shows it.

    Attributes:
        id: its number there.
        name: what was given as its title.
        state: RFC 8011 section 5.3.7: 3 pending, 4 held, 5 processing, 6 stopped, 7 cancelled, 8 aborted, 9 completed.
        printer: the last part of its printer's address.
        reasons: keywords of `job-state-reasons`.
    """

    id: int
    name: str
    state: int
    printer: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer as it shows itself; `state` is 3 idle, 4 processing or 5 stopped (RFC 8011 section 5.4.11)."""

    state: int
    reasons: tuple[str, ...] = ()
    message: str = ""
    media: tuple[str, ...] = ()
    accepting: bool = True


class IppClient:
    """Asks one print system; every question is one bounded exchange, and nothing is kept open.

    Args (of the constructor):
        address: where it listens.
        user: in whose name; CUPS shows the titles of jobs to their owner only.
        seconds: how long one exchange may take.
    """

    def __init__(self, address: Address, *, user: str = "", seconds: float = 5.0) -> None:
        self._address, self._user, self._seconds = address, user or getpass.getuser(), seconds

    def jobs(self, path: str = "/") -> tuple[Job, ...]:
        """Return all jobs that are known, open and finished, oldest first.

        CUPS 2.4 forgets to list a job among the `completed` ones that was being printed when CUPS was stopped; among
        `all` it is there. One answer holds only so many jobs, so it is asked on from the last one.

        Raises:
            IppError: nobody answers, or the answer is a refusal.
        """
        found: dict[int, Job] = {}
        while more := [job for job in self._jobs(path, max(found, default=0) + 1) if job.id not in found]:
            found |= {job.id: job for job in more}
            if len(more) < _LEAST_FULL:
                break
        return tuple(found[number] for number in sorted(found))

    def _jobs(self, path: str, first: int) -> Iterable[Job]:
        wanted: list[Asked] = [
            (INTEGER, "first-job-id", [first]),
            (KEYWORD, "requested-attributes", [*_JOB_ATTRIBUTES]),
            (KEYWORD, "which-jobs", ["all"]),
        ]
        answer = self._ask(_GET_JOBS, path, wanted)
        return (_job(attributes) for group, attributes in answer.groups if group == JOB)

    def printer(self, path: str) -> Printer | None:
        """Return how a printer is, None when there is none of that address.

        Raises:
            IppError: nobody answers, or the answer is a refusal.
        """
        asked = [(KEYWORD, "requested-attributes", [*_PRINTER_ATTRIBUTES])]
        try:
            answer = self._ask(_GET_PRINTER, path, asked)
        except IppError as error:
            if error.status == NOT_FOUND:
                return None
            raise
        found = next((attributes for group, attributes in answer.groups if group == PRINTER), {})
        return _printer(found)

    def cancel(self, job_id: int, path: str = "/") -> None:
        """Take a job back that has not been printed.

        Raises:
            IppError: nobody answers, or the job is over.
        """
        self._ask(_CANCEL, path, [(INTEGER, "job-id", [job_id])])

    def _ask(self, operation: int, path: str, attributes: Iterable[Asked]) -> Answer:
        target = f"ipp://localhost{path}" if self._address.socket else self._uri(path)
        head = [
            (CHARSET, "attributes-charset", ["utf-8"]),
            (LANGUAGE, "attributes-natural-language", ["en"]),
            (URI, "printer-uri", [target]),
        ]
        # RFC 8011 section 4.1.5: the target comes first, then in which job, then whose question it is.
        asked = [*head, *sorted(attributes, key=lambda each: each[1] != "job-id")]
        asked.insert(4 if operation == _CANCEL else 3, (NAME, "requesting-user-name", [self._user]))
        answer = decode(self._exchange(path, encode(operation, asked)))
        if answer.status >= 0x0400:
            raise IppError(f"status {answer.status:#06x}", answer.status)
        return answer

    def _uri(self, path: str) -> str:
        host = f"[{self._address.host}]" if ":" in self._address.host else self._address.host
        return f"ipp://{host}:{self._address.port}{path}"

    def _exchange(self, path: str, question: bytes) -> bytes:
        connection = _Connection(self._address, self._seconds)
        try:
            connection.request("POST", path, question, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            body = response.read(LONGEST + 1)
        except (OSError, http.client.HTTPException) as silent:
            raise IppError(str(silent)) from silent
        finally:
            connection.close()
        if response.status != http.HTTPStatus.OK or len(body) > LONGEST:
            raise IppError(f"HTTP {response.status}")
        return body


class _Connection(http.client.HTTPConnection):
    """HTTP over a socket file, or over TCP."""

    def __init__(self, address: Address, seconds: float) -> None:
        super().__init__(address.host, address.port, timeout=seconds)
        self._file = address.socket

    def connect(self) -> None:
        if not self._file:
            super().connect()
            return
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._file)


def cups_server() -> Address:
    """Return where this computer's CUPS is: CUPS_SERVER, else client.conf, else its socket, else port 631."""
    named = os.environ.get("CUPS_SERVER", "") or next(filter(None, map(_server_name, CLIENT_FILES)), "")
    if named:
        return parse_server(named)
    file = next((each for each in SOCKETS if os.path.exists(each)), "")
    return Address(socket=file)


def parse_server(name: str) -> Address:
    """Return the address behind a server's name as client.conf writes it: `/file`, `host`, `host:port`, `[::1]:631`."""
    if name.startswith("/"):
        return Address(socket=name)
    host, _, _version = name.partition("/")
    front, colon, port = host.rpartition(":")
    if not colon or not port.isdigit() or (":" in front and not front.startswith("[")):
        return Address(host.strip("[]"))
    return Address(front.strip("[]"), int(port))


# CUPS 2.4 leaves the name of a finished job out unless it is also asked for something that stands in the job's file.
_JOB_ATTRIBUTES = ("job-id", "job-name", "job-state", "job-state-reasons", "job-printer-uri", "job-priority")
_PRINTER_ATTRIBUTES = (
    "printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs", "media-supported",
)  # fmt: skip


def _job(attributes: Attributes) -> Job:
    printer = str(_first(attributes, "job-printer-uri", ""))
    return Job(
        _first(attributes, "job-id", 0),
        str(_first(attributes, "job-name", "")),
        _first(attributes, "job-state", 0),
        printer.rpartition("/")[2],
        _words(attributes, "job-state-reasons"),
    )


def _printer(attributes: Attributes) -> Printer:
    return Printer(
        _first(attributes, "printer-state", 0),
        _words(attributes, "printer-state-reasons"),
        str(_first(attributes, "printer-state-message", "") or ""),
        _words(attributes, "media-supported"),
        bool(_first(attributes, "printer-is-accepting-jobs", True)),
    )


def _first(attributes: Attributes, name: str, default: Any) -> Any:  # noqa: ANN401 -- as the attribute is
    return next(iter(attributes.get(name, ())), default)


def _words(attributes: Attributes, name: str) -> tuple[str, ...]:
    return tuple(str(each) for each in attributes.get(name, ()) if each not in (None, "none"))


def _server_name(file: str) -> str:
    """Return the server that a client.conf names, empty if it names none."""
    try:
        lines = Path(file).expanduser().read_text(encoding="utf-8", errors="replace").splitlines()
    except (OSError, RuntimeError):
        return ""
    pairs = (line.split(maxsplit=1) for line in lines)
    return next((pair[1].strip() for pair in pairs if len(pair) == 2 and pair[0] == "ServerName"), "")
