"""The hall's data folder: where the database lies, and whether a hall can live there."""

import os
import shutil
import sys
from pathlib import Path

from hall.kernel.refusal import Refusal

DATABASE = "hall.db"
ENOUGH_FREE_BYTES = 50 * 1024 * 1024

# File systems on which several PCs may write one file at once; SQLite's locks do not hold there.
_SHARED = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "davfs", "ncpfs"})
_DRIVE_REMOTE = 4

# Names stand in a hall's file as they are: other accounts of this PC have no business in it.
_OWNER = 0o700


def database_in(folder: Path) -> Path:
    """Return the SQLite file of a data folder."""
    return folder / DATABASE


def prepare_folder(folder: Path) -> None:
    """Make the data folder if need be and see that a hall can live in it.

    Raises:
        Refusal: `storage.network_share`, `storage.read_only`, `storage.disk_full`.
    """
    if on_network_share(folder):
        raise Refusal("storage.network_share")
    try:
        folder.mkdir(mode=_OWNER, parents=True, exist_ok=True)
        _try_to_write(folder)
    except OSError as error:
        raise Refusal("storage.read_only", folder=str(folder)) from error
    if shutil.disk_usage(folder).free < ENOUGH_FREE_BYTES:
        raise Refusal("storage.disk_full")


def on_network_share(folder: Path) -> bool:
    """Tell whether a folder, or the place where it would be made, lies on another machine."""
    if sys.platform == "win32":
        return _remote_drive(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system_of(folder.resolve(), mounts) in _SHARED


def file_system_of(folder: Path, mounts: str) -> str:
    """Return the type of the file system on which a folder lies, from the text of /proc/self/mounts."""
    best, found = "", ""
    for line in mounts.splitlines():
        _device, point, kind, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, found = point, kind
    return found


def _remote_drive(folder: Path) -> bool:
    import ctypes

    drive = folder.resolve().drive
    if drive.startswith("\\\\"):
        return True
    kernel: object = getattr(ctypes, "windll")  # noqa: B009 -- the attribute exists on Windows only
    return bool(kernel.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)  # type: ignore[attr-defined]


def _try_to_write(folder: Path) -> None:
    probe = folder / f".probe-{os.getpid()}"
    probe.write_bytes(b"")
    probe.unlink()
    file = database_in(folder)
    if file.exists() and not os.access(file, os.W_OK):
        raise PermissionError(file)
