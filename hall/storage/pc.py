"""What one PC keeps for itself: its own configuration folder, and in it the keys of the halls that it opens.

`keys.json` holds root secrets by their names, and what a machine was given instead by that name and the machine's.
"""

import base64
import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hall.kernel.file_lock import locked
from hall.kernel.refusal import Refusal
from hall.kernel.whole_file import write_whole

APPLICATION: Final = "one-stop-hall"
KEYS: Final = "keys.json"
ROOT_BYTES: Final = 20


def folder() -> Path:
    """Return this PC's own configuration folder; it lies outside every data folder."""
    from platformdirs import user_config_path

    return user_config_path(APPLICATION, appauthor=False)


def key_id_of(root: bytes) -> str:
    """Return the name of a root secret: sixteen hexadecimal digits that tell nothing of the secret."""
    return hashlib.sha256(b"one-stop-hall root secret" + root).hexdigest()[:16]


_passing: Final[dict[str, bytes]] = {}
"""Keys of databases that live in memory and end with this process."""


def remember_key(root: bytes, *, lasting: bool = True) -> str:
    """Keep a hall's root secret on this PC, on the disk before this returns; answers with its name.

    Args:
        root: the secret.
        lasting: False for a database in memory, whose key ends with this process as well.

    Raises:
        Refusal: `storage.key_unwritable` when this PC's configuration cannot be written.
    """
    key_id = key_id_of(root)
    if lasting:
        _change(key_id, base64.b64encode(root).decode("ascii"))
    else:
        _passing[key_id] = root
    return key_id


def forget_key(key_id: str) -> None:
    """Drop a key that no hall uses: another process founded the same hall a moment earlier."""
    _change(key_id, None)


def key_of(key_id: str) -> bytes | None:
    """Return a root secret by its name; None when this PC does not have it."""
    if key_id in _passing:
        return _passing[key_id]
    kept = read(KEYS).get(key_id)
    return None if kept is None else base64.b64decode(kept)


def remember_machine_key(key_id: str, machine: str, text: str) -> None:
    """Keep what a machine was given instead of the root secret, beside those of other machines on this PC.

    Raises:
        Refusal: `storage.key_unwritable`.
    """
    _change(f"{key_id}|{machine}", text)


def machine_key_of(key_id: str, machine: str) -> str | None:
    """Return what the machine with a login was given; None where it was given nothing, or has the root secret."""
    return read(KEYS).get(f"{key_id}|{machine}")


def read(name: str) -> dict[str, str]:
    """Return what a file of this PC's folder says; nothing where there is none.

    Raises:
        Refusal: `storage.key_unreadable` when the file is there and cannot be read: nothing may be made anew then.
    """
    try:
        read_in: dict[str, str] = json.loads((folder() / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Refusal("storage.key_unreadable", folder=str(folder())) from error
    return read_in


def write(name: str, entries: dict[str, str]) -> None:
    """Put a file of this PC's folder in its place whole, for its owner's eyes only, on the disk before this returns."""
    write_whole(folder() / name, json.dumps(entries, indent=1, sort_keys=True).encode(), private=True)


@contextlib.contextmanager
def changing(name: str) -> Iterator[dict[str, str]]:
    """Change a file of this PC's folder; programs that do so at once wait for each other.

    Raises:
        Refusal: `storage.key_unwritable`, `storage.key_unreadable`.
    """
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(folder() / f".{name}.lock"):
            entries = read(name)
            before = dict(entries)
            yield entries
            if entries != before:
                write(name, entries)
    except OSError as error:
        raise Refusal("storage.key_unwritable", folder=str(folder())) from error


def _change(key_id: str, value: str | None) -> None:
    with changing(KEYS) as keys:
        keys.pop(key_id, None)
        if value is not None:
            keys[key_id] = value
