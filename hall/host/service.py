"""Makes the host start with its PC: a systemd unit on Linux, a task of the task planner on Windows."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path, user_state_path

from hall.kernel.refusal import Refusal
from hall.storage import pc

UNIT = "one-stop-hall-host.service"
TASK = "One-Stop Hall Host"
_SHUT_IN: Final = """\
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
"""
_SHUT_IN_BY_THE_SYSTEM: Final = """\
CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_KILL CAP_NET_BIND_SERVICE CAP_SETGID CAP_SETUID
PrivateDevices=yes
PrivateTmp=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=read-only
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
"""
"""It becomes the server's own user, gives files to it and ends it; program and secrets may lie in somebody's home."""
_DISKS: Final = (Path("/mnt"), Path("/media"), Path("/srv"), Path("/var/log"))
"""Where the second place of the audit record may lie, besides the data folder."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What was written, and what a person does next.

    Attributes:
        file: the unit or the script.
        commands: to be typed by a person where the program could not do it itself.
    """

    file: Path
    commands: tuple[str, ...]


def install(folder: Path, program: Path, *, start: bool = True) -> Installed:
    """Make the host of a data folder start by itself.

    Args:
        folder: the host's data folder.
        program: the `hall` command.
        start: also switch it on now; without it the commands are only told.

    Raises:
        Refusal: `host.not_installed` when the system would not have it.
    """
    if sys.platform == "win32":
        return _for_windows(folder, program)
    system = os.geteuid() == 0
    place = Path("/etc/systemd/system") if system else Path.home() / ".config" / "systemd" / "user"
    file = place / UNIT
    whose = [] if system else ["--user"]
    commands = [["systemctl", *whose, "daemon-reload"], ["systemctl", *whose, "enable", "--now", UNIT]]
    if not system:
        commands.append(["loginctl", "enable-linger"])
    try:
        place.mkdir(parents=True, exist_ok=True)
        for own in _own_places():  # the service may write into them, and make none in somebody's home
            own.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text(unit(folder, program, system=system), encoding="utf-8")
    except OSError as error:
        raise Refusal("host.not_installed", file=str(file)) from error
    left = commands if not start else [command for command in commands if not _done(command)]
    return Installed(file, tuple(" ".join(command) for command in left))


def unit(folder: Path, program: Path, *, system: bool) -> str:
    """Return the text of the systemd unit: what the host needs, and nothing else of the PC.

    The service of one account alone is shut in by less: only the system's own manager may do the rest.
    """
    wanted = "multi-user.target" if system else "default.target"
    return (
        "[Unit]\nDescription=One-Stop Hall: the host of the hall\n"
        "After=network-online.target postgresql.service\nWants=network-online.target\n\n[Service]\nType=simple\n"
        f"{''.join(_environment(system))}"
        f"ExecStart={_quoted(program)} --data {_quoted(folder.resolve())} host run\n"
        "Restart=on-failure\nRestartSec=3\nTimeoutStopSec=90\nKillMode=mixed\n\n"
        f"{_SHUT_IN}{_of_the_system(folder) if system else ''}\n[Install]\nWantedBy={wanted}\n"
    )


def _environment(system: bool) -> Iterator[str]:
    """Yield what leads the service to the secrets of whoever set the host up."""
    if system:
        yield f"Environment={_quoted(f'HOME={Path.home()}')}\n"
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        if os.environ.get(name):
            yield f"Environment={_quoted(f'{name}={os.environ[name]}')}\n"


def _of_the_system(folder: Path) -> str:
    places = " ".join(f"-{_quoted(place)}" for place in (folder.resolve(), *_own_places(), *_DISKS))
    return f"{_SHUT_IN_BY_THE_SYSTEM}ReadWritePaths={places}\n"


def _own_places() -> tuple[Path, ...]:
    """Return where the host keeps its secrets, its log and what it is drawing."""
    states, drafts = (each("one-stop-hall", appauthor=False) for each in (user_state_path, user_cache_path))
    return pc.folder(), states, drafts


def task_script(folder: Path, program: Path) -> str:
    """Return the Windows script that registers the host with the task planner, for the account that runs it."""
    run = f'\\"{program}\\" --data \\"{folder.resolve()}\\" host run'
    return (
        "@echo off\r\n"
        f'schtasks /Create /F /TN "{TASK}" /SC ONLOGON /RL LIMITED /TR "{run}"\r\n'
        f'schtasks /Run /TN "{TASK}"\r\n'
    )


def _for_windows(folder: Path, program: Path) -> Installed:
    file = folder / "install-host.cmd"
    try:
        file.write_text(task_script(folder, program), encoding="utf-8", newline="")
    except OSError as error:
        raise Refusal("host.not_installed", file=str(file)) from error
    return Installed(file, (str(file),))


def _done(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _quoted(path: Path | str) -> str:
    """Return a path as systemd reads it: in quotes, and no percent sign of its own meaning."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'
