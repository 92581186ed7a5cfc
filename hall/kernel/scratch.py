"""The one private folder for files that only live for a moment: owner only, swept at the start, gone at the end."""

import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from platformdirs import user_cache_path

from hall.kernel.file_lock import try_lock
from hall.kernel.ids import new_id

_LOCK: Final = ".alive"
_own: list[tuple[Path, int]] = []


def scratch_root() -> Path:
    """Return the folder of this user on this PC in which all runs have theirs; nobody else may look into it."""
    root = user_cache_path("one-stop-hall", appauthor=False) / "scratch"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    root.chmod(0o700)
    return root


def scratch_folder() -> Path:
    """Return this run's own folder; it is made once and removed when the program ends."""
    if not _own:
        folder = scratch_root() / new_id()
        folder.mkdir(mode=0o700)
        file = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try_lock(file)
        _own.append((folder, file))
        atexit.register(leave)
    return _own[0][0]


@contextlib.contextmanager
def scratch_file(ending: str = "") -> Iterator[Path]:
    """Give the name of a new file that is gone when the block is left, however it is left."""
    path = scratch_folder() / f"{new_id()}{ending}"
    path.touch(mode=0o600)
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def unnamed_file(folder: Path) -> IO[bytes]:
    """Return a file without a name in a folder with room for it; it is gone when it is closed or the program dies."""
    return tempfile.TemporaryFile("w+b", dir=folder)


def sweep() -> int:
    """Remove what runs have left behind that died; answers with how many. Those that live are left alone."""
    swept = 0
    own = {folder for folder, _ in _own}
    for folder in scratch_root().iterdir():
        if folder in own or not _is_left(folder):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        swept += 1
    return swept


def leave() -> None:
    """Remove this run's folder."""
    while _own:
        folder, file = _own.pop()
        with contextlib.suppress(OSError):
            os.close(file)
        shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Tell whether nobody lives in a folder any more."""
    try:
        file = os.open(folder / _LOCK, os.O_RDWR)
    except OSError:
        return True
    try:
        return try_lock(file)
    finally:
        os.close(file)
