"""The copies of a hall that its PC knows of: those in its folders, and those that it wrote into other places."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hall.backup.proving import read_manifest
from hall.kernel.file_lock import locked
from hall.kernel.refusal import Refusal
from hall.kernel.whole_file import write_whole
from hall.storage.backup import FOLDER

FILE: Final = "copies.json"
"""Beside the hall's own copies: what was written elsewhere, and which copies were brought back for proof."""
DAY, UPGRADE, PORTABLE = "day", "upgrade", "portable"
_NAMES: Final = {DAY: "hall-*.db", UPGRADE: "upgrade-*.db"}
_REMEMBERED: Final = 20


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A copy of the hall.

    Attributes:
        kind: `day`, `upgrade`, `portable`; a host adds kinds of its own.
        file: where it lies, or was put.
        is_here: whether it can be seen there now; a stick may have been taken away.
        read_back: whether it was read again whole when it was made.
        proven_at: when it was last brought back for proof; None where never.
        problems: how many things the proof found; 0 for none.
        trouble: code of the refusal with which it opens, empty for none.
    """

    kind: str
    file: Path
    at: datetime
    is_here: bool = True
    read_back: bool = True
    proven_at: datetime | None = None
    problems: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class _Note:
    file: str
    made_at: str = ""
    proven_at: str = ""
    problems: int = 0


def note_written(folder: Path, file: Path, made_at: datetime) -> None:
    """Note that a copy was written, and read again, wherever it lies; a folder that cannot be written is let be."""
    _note(folder, _Note(str(file.resolve()), made_at=made_at.isoformat()))


def note_proven(folder: Path, file: Path, at: datetime, problems: int) -> None:
    """Note that a copy was brought back for proof and how many things were found."""
    name = str(file.resolve())
    known = next((note for note in _notes(folder) if note.file == name), _Note(name))
    _note(folder, replace(known, proven_at=at.isoformat(), problems=problems))


def known_copies(folder: Path, others: dict[str, Path] | None = None) -> tuple[KnownCopy, ...]:
    """Return the copies that a PC knows of, the newest first.

    Args:
        folder: the data folder.
        others: further folders with portable copies, by what they are called here.
    """
    notes = {note.file: note for note in _notes(folder)}
    places = {PORTABLE: folder / FOLDER, **(others or {})}
    found = [_of_file(kind, file) for kind, name in _NAMES.items() for file in (folder / FOLDER).glob(name)]
    found += [
        _of_archive(kind, file, notes.pop(str(file.resolve()), None), trusted=kind != PORTABLE)
        for kind, place in places.items()
        for file in place.glob("*.zip")
        if not file.name.startswith("replaced-")  # what stood there before a return: another state of the hall
    ]
    found += [copy for note in notes.values() if (copy := _elsewhere(note))]
    return tuple(sorted(found, key=lambda copy: copy.at, reverse=True))


def _of_file(kind: str, file: Path) -> KnownCopy:
    return KnownCopy(kind, file, _written(file))


def _of_archive(kind: str, file: Path, note: _Note | None, *, trusted: bool) -> KnownCopy:
    """Return a portable copy; when it was made stands in it, and not in what the disk says of the file."""
    try:
        made_at, trouble = read_manifest(file).made_at, ""
    except Refusal as refusal:
        made_at, trouble = _written(file), refusal.code
    copy = KnownCopy(kind, file, made_at, read_back=trusted, trouble=trouble)
    return _with(copy, note) if note else copy


def _elsewhere(note: _Note) -> KnownCopy | None:
    """Return a copy that lies outside the hall's folders; None for one of which nobody knows when it was made."""
    file = Path(note.file)
    made_at = _time(note.made_at)
    if made_at is not None:
        return _with(KnownCopy(PORTABLE, file, made_at, is_here=file.exists()), note)
    return _of_archive(PORTABLE, file, note, trusted=False) if file.exists() else None


def _with(copy: KnownCopy, note: _Note) -> KnownCopy:
    read_back = copy.read_back or bool(note.made_at)
    return replace(copy, read_back=read_back, proven_at=_time(note.proven_at), problems=note.problems)


def _written(file: Path) -> datetime:
    with contextlib.suppress(OSError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return datetime.fromtimestamp(0, UTC)


def _time(said: str) -> datetime | None:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(said).astimezone(UTC)
    return None


def _notes(folder: Path) -> Iterator[_Note]:
    with contextlib.suppress(OSError, ValueError, TypeError):
        said = json.loads((folder / FOLDER / FILE).read_text(encoding="utf-8"))
        yield from (_Note(**each) for each in said)


def _note(folder: Path, note: _Note) -> None:
    """Keep a note, the latest last; it is worth less than the copy, so that no copy fails for it."""
    place = folder / FOLDER
    with contextlib.suppress(OSError):
        place.mkdir(exist_ok=True)
        with locked(place / f"{FILE}.lock"):
            others = [each for each in _notes(folder) if each.file != note.file]
            kept = [asdict(each) for each in (*others, note)][-_REMEMBERED:]
            write_whole(place / FILE, json.dumps(kept, ensure_ascii=False, indent=1).encode())
