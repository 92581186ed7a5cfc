"""Locks a file for this process: the system lets go of it when the process dies."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def try_lock(file: int) -> bool:
    """Lock an open file; False when another process has it."""
    try:
        _lock(file, wait=False)
    except OSError:
        return False
    return True


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a file against other processes, after waiting for whoever has it; it is made if it is not there.

    Raises:
        OSError: it cannot be made or opened.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor, wait=True)
        yield
    finally:
        os.close(descriptor)


def _lock(file: int, *, wait: bool) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
