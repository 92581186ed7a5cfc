"""Makes the host start with its PC: a systemd unit on Linux, a task of the task planner on Windows."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from hall.kernel.refusal import Refusal

UNIT = "one-stop-hall-host.service"
TASK = "One-Stop Hall Host"


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
        file.write_text(unit(folder, program, system=system), encoding="utf-8")
    except OSError as error:
        raise Refusal("host.not_installed", file=str(file)) from error
    left = commands if not start else [command for command in commands if not _done(command)]
    return Installed(file, tuple(" ".join(command) for command in left))


def unit(folder: Path, program: Path, *, system: bool) -> str:
    """Return the text of the systemd unit."""
    home = f"Environment=HOME={Path.home()}\n" if system else ""
    wanted = "multi-user.target" if system else "default.target"
    return (
        "[Unit]\nDescription=One-Stop Hall: the host of the hall\nAfter=network-online.target\n"
        "Wants=network-online.target\n\n[Service]\nType=simple\n"
        f"{home}"
        f"ExecStart={_quoted(program)} --data {_quoted(folder.resolve())} host run\n"
        "Restart=always\nRestartSec=3\nTimeoutStopSec=90\nKillMode=mixed\n\n"
        f"[Install]\nWantedBy={wanted}\n"
    )


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


def _quoted(path: Path) -> str:
    """Return a path as systemd reads it: in quotes, and no percent sign of its own meaning."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'
