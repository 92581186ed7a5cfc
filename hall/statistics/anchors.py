"""The second place of the audit's anchors: a file of lines beside the database, which an auditor compares."""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from hall.audit.model import AuditAnchor
from hall.statistics.closing import Closing

Line = Mapping[str, object]
NAME: Final = "anchors.jsonl"


def file_in(folder: Path) -> Path:
    """Return the file of anchors of a data folder."""
    return folder / NAME


def append(file: Path, closing: Closing) -> bool:
    """Write the anchor of a closed day behind the others; False where it stands there already."""
    if any(line.get("day") == closing.day.isoformat() for line in read(file)):
        return False
    line = {
        "day": closing.day.isoformat(),
        "closed_at": closing.closed_at.isoformat(),
        "anchor": closing.anchor,
        "key": closing.key_id,
        "signature": closing.signature,
        "heads": [list(head) for head in closing.heads],
    }
    _write(file, [line])
    return True


def append_between(file: Path, lines: Sequence[Line]) -> None:
    """Write those of some anchors of a day behind the others that do not stand there yet."""
    there = {(line.get("seq"), line.get("anchor")) for line in read(file)}
    if lacking := [line for line in lines if (line["seq"], line["anchor"]) not in there]:
        _write(file, lacking)


def line_of(row: AuditAnchor) -> Line:
    """Return an anchor that was set within a day as it stands in the file."""
    heads = [[each["device"], each["seq"], each["digest"]] for each in row.heads]
    line = {"seq": row.seq, "at": row.at.isoformat(), "anchor": row.anchor, "key": row.key_id}
    return {**line, "signature": row.signature, "heads": heads}


def read(file: Path) -> list[Line]:
    """Return the anchors of a file, the oldest first; none where there is no file. A line that a crash cut is none."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in map(_plain, lines) if line]


def set_aside(file: Path, at: datetime) -> None:
    """Put the file aside where its hall was put away on purpose; what is in it says nothing of the hall that stands."""
    if file.exists():
        file.replace(file.with_name(f"{file.stem}-{at:%Y%m%d-%H%M%S}{file.suffix}"))


def _plain(line: str) -> Line:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _write(file: Path, lines: Sequence[Line]) -> None:
    """Write lines that are on the disk when this returns, the first one on a line of its own whatever a crash left."""
    with file.open("ab+") as opened:
        if opened.tell() and not _ends_whole(file):
            opened.write(b"\n")
        opened.write("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode())
        opened.flush()
        os.fsync(opened.fileno())


def _ends_whole(file: Path) -> bool:
    with file.open("rb") as opened:
        opened.seek(-1, os.SEEK_END)
        return opened.read() == b"\n"
