"""What is settled once about a host: where it listens, what it keeps, when it copies; the file `host.toml`."""

import json
import secrets
import tomllib
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from hall.kernel.refusal import Refusal
from hall.storage import pc

FILE: Final = "host.toml"
SECRETS: Final = "host.json"
OWNER, SERVICE, MASTER = "hall_owner", "hall_host", "hall_master"
"""The role that owns all tables, that of the host's own service, and the one that made the server."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a host serves.

    Attributes:
        port: of its door, for the other PCs; where a given server has TLS of its own, they go to its port.
        inner_port: of the server, on this PC alone; with a given server its own port.
        database: name of the hall's database.
        names: names and addresses under which the other PCs find the host, the likeliest first.
        address: on which the door listens; empty for all.
        user: system user of the server when the host is run by root.
        given: host of a given server, which somebody else runs; empty for the shipped one.
        copies: how many nightly copies are kept.
        copy_at: when the nightly copy is made, in the hall's zone.
    """

    port: int
    inner_port: int
    database: str = "hall"
    names: tuple[str, ...] = ()
    address: str = ""
    user: str = "hall-host"
    given: str = ""
    copies: int = 7
    copy_at: str = "02:30"

    @property
    def has_door(self) -> bool:
        """Tell whether the other PCs come through the host's own door; a given server with TLS needs none."""
        return not self.given or self.port != self.inner_port


@dataclass(frozen=True, slots=True)
class Places:
    """Where a host keeps what, below its data folder."""

    folder: Path

    @property
    def cluster(self) -> Path:
        """The server's own data."""
        return self.folder / "postgres"

    @property
    def wal(self) -> Path:
        """The archived log, from the oldest kept copy on."""
        return self.folder / "wal"

    @property
    def copies(self) -> Path:
        """The nightly copies."""
        return self.folder / "base"

    @property
    def logical(self) -> Path:
        """The nightly copies in the portable form."""
        return self.folder / "backup"

    @property
    def programs(self) -> Path:
        """A copy of the server's programs, where its user cannot enter the installation."""
        return self.folder / "server"

    @property
    def status(self) -> Path:
        """What the running host says of itself."""
        return self.folder / "host-status.json"

    @property
    def stop(self) -> Path:
        """A file whose existence asks the running host to end."""
        return self.folder / "host-stop"

    @property
    def certificates(self) -> Path:
        """The door's certificate and its key: with the keys of this PC, outside the data folder."""
        return pc.folder() / f"host-{sha256(secret_name(self.folder).encode()).hexdigest()[:12]}"


def read(folder: Path) -> Plan:
    """Return how this host serves.

    Raises:
        Refusal: `host.not_set_up`.
    """
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        return Plan(**{**said, "names": tuple(said.get("names", ()))})
    except (OSError, ValueError, TypeError) as wrong:
        raise Refusal("host.not_set_up") from wrong


def write(folder: Path, plan: Plan) -> None:
    """Keep how this host serves."""
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in asdict(plan).items())
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def master_password(folder: Path) -> str:
    """Return the server owner's password, which this PC alone keeps; made at the first call.

    Raises:
        Refusal: `storage.key_unwritable`, `storage.key_unreadable`.
    """
    with pc.changing(SECRETS) as kept:
        return kept.setdefault(secret_name(folder), secrets.token_urlsafe(24))


def keep_master_password(folder: Path, password: str) -> None:
    """Keep the administrator's password of a given server."""
    with pc.changing(SECRETS) as kept:
        kept[secret_name(folder)] = password


def secret_name(folder: Path) -> str:
    """Return the name under which this PC keeps what belongs to a data folder."""
    return str(folder.resolve())
