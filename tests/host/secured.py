"""A server with TLS of its own, as an authority (街道) runs one: the system's PostgreSQL; the shipped one has none."""

import ipaddress
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.postgres import free_port
from tests.waiting import until

NAME = "localhost"
"""Under which the server is found, and which stands in its certificate; its address does not."""
MASTER, DBA = "master", "dba"
PROGRAMS = "/usr/lib/postgresql/*/bin/postgres"
_SETTINGS = "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\nssl = {ssl}\nport = {port}\n"
_RULES = f"hostssl all all 127.0.0.1/32 scram-sha-256\nhost all {MASTER} 127.0.0.1/32 scram-sha-256\n"


@dataclass
class Authority:
    """An authority that signs for many servers."""

    name: str
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def write(self, file: Path) -> Path:
        """Write its certificate into a file."""
        own = _certificate(self.name, self.name, self.key, self.key, timedelta(days=-1), timedelta(days=3650))
        file.write_bytes(own.add_extension(x509.BasicConstraints(True, None), critical=True)
                         .sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM))  # fmt: skip
        return file

    def sign(self, names: Sequence[str], begins: timedelta, ends: timedelta) -> tuple[bytes, bytes]:
        """Return key and certificate of a server."""
        key = generate_private_key(SECP256R1())
        made = _certificate(names[0], self.name, key, self.key, begins, ends)
        made = made.add_extension(x509.SubjectAlternativeName([*map(_general_name, names)]), critical=False)
        return (key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
                made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM))  # fmt: skip


class SecuredServer:
    """A server that lets nobody in without TLS and a password, for one test module.

    Attributes:
        authority: who signed its certificate.
        port: on 127.0.0.1.
    """

    def __init__(self) -> None:
        self.authority = Authority("Street Office CA")
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="hall-secured-", dir=_place()))
        self._programs = max(Path("/").glob(PROGRAMS[1:])).parent
        self._password = secrets.token_urlsafe(12)
        self._process: subprocess.Popen[bytes] | None = None
        self.ca = self.authority.write(self._folder / "ca.pem")

    def make(self) -> None:
        """Make the cluster and start it, with an administrator who is not its master."""
        secret = self._folder / "password"
        secret.write_text(self._password, encoding="ascii")
        self._own(self._folder, secret)
        how = ["-D", str(self._data), "-U", MASTER, "--pwfile", str(secret), "-A", "scram-sha-256", "-E", "UTF8"]
        self._run("initdb", *how, "--locale=C", "--no-sync")
        (self._data / "pg_hba.conf").write_text(_RULES, encoding="ascii")
        self.settle()
        self.show([NAME])
        self.start()
        self.order(f"CREATE ROLE {DBA} LOGIN CREATEROLE CREATEDB PASSWORD 'x'")

    def settle(self, *, ssl: bool = True) -> None:
        """Say what it listens on, and whether it speaks TLS; a running one is told by `reload`."""
        text = _SETTINGS.format(ssl="on" if ssl else "off", port=self.port)
        (self._data / "postgresql.auto.conf").write_text(text, encoding="ascii")
        self._own(self._data / "postgresql.auto.conf")

    def show(
        self, names: Sequence[str], *, begins: int = -30, ends: int = 365, authority: Authority | None = None
    ) -> None:
        """Put a certificate in its place: names, and the days from now on which it begins and ends."""
        signed = (authority or self.authority).sign(names, timedelta(days=begins), timedelta(days=ends))
        for name, content in zip(("server.key", "server.crt"), signed, strict=True):
            half = self._data / f"{name}.new"
            half.write_bytes(content)
            half.chmod(0o600)
            self._own(half)
            half.replace(self._data / name)

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = (self._folder / "log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self._data)],
                stdout=log,
                stderr=log,
                cwd="/",
                **_identity(),
            )
        until(self._answers, "the server does not answer", patience=30)

    def reload(self) -> None:
        """Let it read its settings and its certificate again, and wait until it has."""
        before = self.order("SELECT pg_conf_load_time()")
        self.order("SELECT pg_reload_conf()")
        until(lambda: self.order("SELECT pg_conf_load_time()") != before, "nothing is read again", patience=10)

    def stop(self) -> None:
        """Stop it by its own process."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)
            self._process = None

    def remove(self) -> None:
        """Stop it and leave nothing."""
        self.stop()
        shutil.rmtree(self._folder)

    def order(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Do something as its master, who comes in however its certificate looks."""
        way = {"host": NAME, "port": self.port, "user": MASTER, "password": self._password, "dbname": database}
        with psycopg.connect(**way, autocommit=True, sslmode="prefer") as opened:  # type: ignore[arg-type]
            done = opened.execute(statement)
            return done.fetchall() if done.description else []

    def address(self, host: str = NAME, account: str = f"{DBA}:x") -> str:
        """Return what the administrator types after --server."""
        return f"postgresql://{account}@{host}:{self.port}/postgres"

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self._folder / "log").read_text(encoding="utf-8", errors="replace")
        try:
            return bool(self.order("SELECT 1"))
        except psycopg.OperationalError:
            return False

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(self._programs / name), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **_identity())

    def _own(self, *places: Path) -> None:
        for place in places:
            if _identity():
                shutil.chown(place, "nobody")


def _place() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None


def _identity() -> dict[str, Any]:
    """Return as whom the server runs where we are root, as which it would not."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _certificate(
    name: str, issuer: str, key: EllipticCurvePrivateKey, signer: EllipticCurvePrivateKey, begins: timedelta,
    ends: timedelta,
) -> x509.CertificateBuilder:  # fmt: skip
    now = datetime.now(UTC)
    of = x509.SubjectKeyIdentifier.from_public_key(signer.public_key())
    return (
        x509.CertificateBuilder(
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]),
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
            key.public_key(), x509.random_serial_number(), now + begins, now + ends,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(of), critical=False)
    )  # fmt: skip


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
