"""The database server of the host: made once, started, watched over, ended."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import psycopg

from hall.host.binaries import Identity, program, reachable_server, subprocess_identity
from hall.host.plan import MASTER, Places, Plan
from hall.kernel.refusal import Refusal

START_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 0.05

# For an old PC with four gigabytes: little memory, few writes at once, and no commit that is not on the disk.
SETTINGS: Final = {
    "max_connections": "200",
    "shared_buffers": "128MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "256MB",
    "checkpoint_completion_target": "0.9",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "wal_keep_size": "64MB",  # a copy asks for the log from where it began, even if a checkpoint has come since
    "archive_mode": "on",
    "archive_timeout": "5min",
    "password_encryption": "scram-sha-256",
    "unix_socket_directories": "''",
    "listen_addresses": "'127.0.0.1'",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "1min",  # the host's own; a device has less (hall.roles.logins)
    "client_connection_check_interval": "5s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "on",
    "log_filename": "'host-%u.log'",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_connections": "off",
    "log_min_error_statement": "panic",  # a statement's words may hold a resident's data
    "log_parameter_max_length_on_error": "0",
}

# The door stands on this PC and checks who comes; the server believes passwords only, and only from here.
_RULES: Final = """# Written by `hall host setup`.
host    {database}  all  127.0.0.1/32  scram-sha-256
host    postgres    {master}  127.0.0.1/32  scram-sha-256
host    replication {master}  127.0.0.1/32  scram-sha-256
host    all         all  all  reject
"""


class Cluster:
    """The server with its data, below the data folder (数据库服务).

    Its law: it listens on this PC alone, believes no connection without a password, and a commit that it has
    acknowledged is on the disk and, within five minutes, in the archived log.
    """

    def __init__(self, folder: Path, plan: Plan, password: str, identity: Identity | None) -> None:
        self.places = Places(folder)
        self.plan = plan
        self._password = password
        self._identity = identity
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make the cluster; what stands already is kept.

        Raises:
            Refusal: `host.server_failed` with the server's own words.
        """
        if (self.places.cluster / "PG_VERSION").exists():
            return
        for place in (self.places.cluster, self.places.wal, self.places.copies):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._give_away(place)
        secret = self.places.folder / "host-password"
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(self._password)
        self._give_away(secret)
        try:
            self.run(
                "initdb", "--pgdata", str(self.places.cluster), "--username", MASTER, "--pwfile", str(secret),
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums", "--wal-segsize=1",
            )  # fmt: skip
        finally:
            secret.unlink()
        self._settle()

    def start(self, patience: float = START_SECONDS) -> None:
        """Start the server and wait until it answers; one that an ended host has left behind is ended first.

        Args:
            patience: seconds; playing a day's log back takes longer than a start.

        Raises:
            Refusal: `host.server_failed`.
        """
        self._end_leftover()
        command = [program(self._server(), "postgres"), "-D", str(self.places.cluster)]
        command += ["-p", str(self.plan.inner_port)]
        log = self.places.folder / "host-start.log"  # not in the cluster: its own user must be able to copy all of that
        with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as words:
            self._process = subprocess.Popen(
                command, cwd=self.places.cluster, stdin=subprocess.DEVNULL, stdout=words, stderr=words, **self._how()
            )
        self._wait_until_it_answers(log, patience)

    def runs(self) -> bool:
        """Tell whether the server that was started here is alive."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End the server: clients are let go, everything is written."""
        self._end_leftover()
        if self._process is not None:
            self._process.wait(START_SECONDS)

    def run(self, name: str, *arguments: str) -> str:
        """Run one of the server's programs to its end; returns what it said.

        Raises:
            Refusal: `host.server_failed` with the last line of its words.
        """
        environment = {**os.environ, "PGPASSWORD": self._password, "LC_ALL": "C"}
        done = subprocess.run(
            [program(self._server(), name), *arguments], cwd=self.places.folder if self._identity is None else "/",
            capture_output=True, text=True, errors="replace", check=False, env=environment, **self._how(),
        )  # fmt: skip
        if done.returncode != 0:
            raise _failed(name, done.stderr or done.stdout)
        return str(done.stdout)

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Connect as the server's owner, each statement on its own."""
        return psycopg.connect(host="127.0.0.1", port=self.plan.inner_port, user=MASTER, password=self._password,
                               dbname=database, autocommit=True, connect_timeout=5)  # fmt: skip

    def give_away(self, place: Path) -> None:
        """Make a folder of the server's own user."""
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._give_away(place)

    def _settle(self) -> None:
        settings = {**SETTINGS, "archive_command": f"'{archive_command(self.places.wal)}'"}
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        with (self.places.cluster / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n# Written by `hall host setup`.\n" + lines)
        rules = _RULES.format(database=self.plan.database, master=MASTER)
        (self.places.cluster / "pg_hba.conf").write_text(rules, encoding="utf-8")

    def _end_leftover(self) -> None:
        if (self.places.cluster / "postmaster.pid").exists():
            with contextlib.suppress(Refusal):  # a file that a power cut has left, with no server behind it
                self.run("pg_ctl", "stop", "-D", str(self.places.cluster), "-m", "fast", "-w")

    def _wait_until_it_answers(self, log: Path, patience: float) -> None:
        until = time.monotonic() + patience
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError as error:
                if not self.runs() or time.monotonic() > until:
                    words = log.read_text(encoding="utf-8", errors="replace")
                    raise _failed("postgres", words or str(error)) from error
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def _server(self) -> Path:
        return reachable_server(self._identity, self.places.programs)

    def _how(self) -> dict[str, Any]:
        return subprocess_identity(self._identity)

    def _give_away(self, path: Path) -> None:
        if self._identity is not None:
            self._identity.own(path)


def archive_command(wal: Path) -> str:
    """Return the command that copies one full segment: whole or not at all, and the same one again is no fault.

    Raises:
        Refusal: `host.folder_name` for a folder whose name the system's command line would take apart.
    """
    target = str(wal)
    if set(target) & set("'\"%\\$`" if sys.platform != "win32" else "'\"%"):
        raise Refusal("host.folder_name", folder=target)
    if sys.platform == "win32":
        return f'copy "%p" "{target}\\%f.part" && move /Y "{target}\\%f.part" "{target}\\%f"'.replace("\\", "\\\\")
    whole, half = f'"{target}/%f"', f'"{target}/%f.part"'
    return f"cmp -s %p {whole} || {{ test ! -e {whole} && cp %p {half} && sync {half} && mv {half} {whole}; }}"


def _failed(name: str, words: str) -> Refusal:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line or "FATAL:" in line]
    return Refusal("host.server_failed", program=name, words=next(iter(telling or lines[-1:]), "")[:200])


def free_space(folder: Path) -> int:
    """Return the bytes that are free on the disk of a folder."""
    return shutil.disk_usage(folder).free
