"""What the administrator's window asks of this PC itself, beyond the hall's books."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from hall.service import Hall, backup_known

Told = Callable[[int, int], object]
"""Hears how many parts of how many are done; a Refusal that it raises ends the work."""
Copy = backup_known.KnownCopy


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A device that is connected to the host now."""

    device: str
    address: str


@dataclass(frozen=True, slots=True)
class HostCard:
    """How the host on this PC is; times are in the hall's zone.

    Attributes:
        trouble: a sentence on what is wrong, empty for nothing.
        names: under which the other PCs find it.
        copied_at: when the last nightly copy was made.
        fingerprint: of its certificate, which a PC that joins shows too.
    """

    running: bool
    trouble: str
    names: tuple[str, ...]
    port: int
    copied_at: datetime | None
    certificate_ends: datetime | None
    free_bytes: int
    fingerprint: str = ""
    clients: tuple[ClientCard, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Invited:
    """A connection file, the code that is never kept with it, and the fingerprint that the joining PC must show.

    Attributes:
        name: under which the PC stands in the list of devices.
    """

    file: Path
    code: str
    fingerprint: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Nights:
    """What the host does each night by itself.

    Attributes:
        copy_at: "HH:MM" in the hall's zone.
        kept: how many of its copies stay.
        log_until: until when the archived log reaches; None before the first.
        elsewhere: the server is somebody else's, who keeps its log.
    """

    copy_at: str
    kept: int
    log_until: datetime | None
    elsewhere: bool = False


class Machine(Protocol):
    """The PC on which the window runs."""

    @property
    def is_host(self) -> bool:
        """Whether it serves the other PCs of the hall."""

    @property
    def is_served(self) -> bool:
        """Whether the hall's data lies on another PC, the host."""

    def host(self) -> HostCard:
        """Return how the host is; Refusal where it cannot be told."""

    def invite(self, hall: Hall, kind: str, number: int, folder: Path) -> Invited:
        """Write the connection file of a PC into a folder, in the name of who is signed in; Refusal `host.…`."""

    def dismiss(self, device_id: str) -> None:
        """Take a PC's way to the host away."""

    def copies(self) -> tuple[Copy, ...]:
        """Return the copies that this PC knows of, the newest first; a host has `night` and `night_portable` too."""

    def nights(self) -> Nights | None:
        """Return what the host on this PC does each night; None where it is no host, or somebody else's server."""

    def write_copy(self, file: Path, told: Told) -> int:
        """Copy the hall into a file; answers with the number of rows. Refusal `backup.…`."""

    def prove_copy(self, file: Path, told: Told) -> int:
        """Bring a copy back into a scratch place and check it; answers with the number of things found."""

    def recovery_sheet(self) -> bytes:
        """Draw the recovery sheet and put on record that it was drawn; the code stays in no table and on no disk."""

    def clear(self, run_id: str, leader: str, password: str, told: Told) -> int:
        """Clear what is over its time once a leader has agreed; answers with how many records."""
