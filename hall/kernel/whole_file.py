"""Puts a file in its place whole or not at all: what is there under its name lies on the disk to the last byte."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from hall.kernel.ids import new_id

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)
_FOR_ALL: Final = 0o666
_FOR_OWNER: Final = 0o600


@contextmanager
def whole_file(target: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Open a file that takes its name only when all of it is on the disk; an earlier one stands until then.

    Args:
        target: the file's place, in a folder that is there.
        private: only its owner may read it, from its first byte.

    Raises:
        OSError: it cannot be written; nothing half-written is left.
    """
    half = target.with_name(f".{target.name}.{new_id()}.part")
    mode = _FOR_OWNER if private else _FOR_ALL
    try:
        with open(half, "xb+", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
        settle(target.parent)
    finally:
        with suppress(OSError):
            half.unlink()


def write_whole(target: Path, data: bytes, *, private: bool = False) -> None:
    """Put bytes in their place whole; arguments and errors are those of `whole_file`."""
    with whole_file(target, private=private) as file:
        file.write(data)


def settle(folder: Path) -> None:
    """See that new names in a folder are on the disk too; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_full(error: OSError) -> bool:
    """Tell whether something could not be written because there is no room left, on the disk or for this user."""
    return error.errno in _NO_ROOM
