"""The way to a hall's host: `connection.toml` in the data folder, and the password in this PC's own configuration."""

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from hall.kernel.refusal import Refusal
from hall.kernel.whole_file import write_whole
from hall.storage import pc

FILE: Final = "connection.toml"
PASSWORDS: Final = "passwords.json"
CERTIFICATE: Final = "host-ca.pem"


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a hall's host is and as whom this PC comes; it holds no secret.

    Attributes:
        host: name or address of the host.
        port: of its door.
        database: name of the hall's database.
        role: login role of this PC.
        hall_id: key of the hall; empty on the host itself before the hall is founded.
        hall_name: for people.
        kind: kind of the device, empty on the host itself.
        number: number of the counter at which it stands, or 0.
        certificate: file in the data folder with the authority that the host's certificate must be signed by; empty for
            a server on this very PC.
        acts_as: role whose rights are used after logging in, on the host itself.
        named: the host's certificate must carry its name too, for its authority signs those of others as well; the
            hall's own authority has signed one certificate alone.
    """

    host: str
    port: int
    database: str
    role: str
    hall_id: str = ""
    hall_name: str = ""
    kind: str = ""
    number: int = 0
    certificate: str = ""
    acts_as: str = ""
    named: bool = False

    @property
    def is_device(self) -> bool:
        """Tell whether this is a PC that the host serves: it reads and writes rows and never changes tables."""
        return bool(self.kind)


def write(folder: Path, connection: Connection, password: str) -> None:
    """Keep the way to the host: the password on this PC, the rest in the data folder.

    Raises:
        Refusal: `storage.key_unwritable`.
    """
    with pc.changing(PASSWORDS) as passwords:
        passwords[_name(folder, connection.role)] = password
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in asdict(connection).items() if value)
    write_whole(folder / FILE, "".join(f"{line}\n" for line in lines).encode())


def write_address(folder: Path, url: str) -> None:
    """Keep the way to a database by its SQLAlchemy URL, for its owner's eyes only: it may hold a password."""
    write_whole(folder / FILE, f"url = {json.dumps(url)}\n".encode(), private=True)


def read(folder: Path) -> Connection | str | None:
    """Return the way to the host; a bare SQLAlchemy URL where the file says one; None without a file.

    Raises:
        Refusal: `storage.connection_damaged`.
    """
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        return str(said["url"]) if "url" in said else Connection(**said)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as wrong:
        raise Refusal("storage.connection_damaged", file=FILE) from wrong


def folders() -> frozenset[Path]:
    """Return the data folders that this PC has a password for, the way to a hall in each of them."""
    return frozenset(Path(name.rpartition("|")[0]) for name in pc.read(PASSWORDS))


def url_of(folder: Path, connection: Connection) -> URL:
    """Return the URL with everything that a connection needs, the TLS arguments included.

    Raises:
        Refusal: `storage.connection_elsewhere` when this PC does not keep the password.
    """
    password = pc.read(PASSWORDS).get(_name(folder, connection.role))
    if password is None:
        raise Refusal("storage.connection_elsewhere")
    return address(connection, password, folder / connection.certificate if connection.certificate else None)


def address(connection: Connection, password: str, authority: Path | None) -> URL:
    """Return the URL of a connection whose secrets are given."""
    query = {"application_name": connection.kind or "host", "gssencmode": "disable"}
    if authority is not None:
        query |= {"sslmode": "verify-full" if connection.named else "verify-ca",
                  "sslrootcert": str(authority.absolute()), "require_auth": "scram-sha-256",
                  "ssl_min_protocol_version": "TLSv1.2"}  # fmt: skip
    if connection.acts_as:
        query["options"] = f"-crole={connection.acts_as}"
    return URL.create(
        "postgresql+psycopg", connection.role, password, connection.host, connection.port, connection.database, query
    )


def _name(folder: Path, role: str) -> str:
    return f"{folder.resolve()}|{role}"
