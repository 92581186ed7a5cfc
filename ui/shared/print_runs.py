"""Tells whether a run that printed is still alive: each holds a lock that the system lets go when it dies."""

import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hall.kernel.file_lock import try_lock
from hall.kernel.ids import new_id

_HOST = platform.node()[:40]
_FOLDER = Path(tempfile.gettempdir())


@contextmanager
def print_run() -> Iterator[str]:
    """Give the name of a new run, alive until the block is left or the process dies."""
    run = f"{new_id()}@{_HOST}"
    path = _path(run)
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:  # no folder for locks: the run is trusted for as long as its lease
        yield f"{new_id()}@"
        return
    try:
        try_lock(file)
        yield run
    finally:
        os.close(file)
        with suppress(OSError):
            path.unlink()


def has_ended(run: str) -> bool | None:
    """Tell whether a run has ended; None for a run of another computer, of which only its lease tells."""
    if not run:
        return True
    if run.rpartition("@")[2] != _HOST:
        return None
    path = _path(run)
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    except OSError:
        return None
    try:
        if not try_lock(file):
            return False
    finally:
        os.close(file)
    with suppress(OSError):
        path.unlink()
    return True


def _path(run: str) -> Path:
    return _FOLDER / f"one-stop-hall-{run.partition('@')[0]}.lock"
