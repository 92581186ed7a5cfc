"""The second place of the audit's anchors: a file of lines beside the database, which an auditor compares."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hall.audit.model import AuditAnchor
from hall.statistics.closing import Closing

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
    _write(file, line)
    return True


def append_between(file: Path, row: AuditAnchor) -> None:
    """Write an anchor that was set within a day behind the others."""
    heads = [[each["device"], each["seq"], each["digest"]] for each in row.heads]
    line: dict[str, object] = {"seq": row.seq, "at": row.at.isoformat(), "anchor": row.anchor, "key": row.key_id}
    _write(file, {**line, "signature": row.signature, "heads": heads})


def read(file: Path) -> list[dict[str, object]]:
    """Return the anchors of a file, the oldest first; none where there is no file."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(file: Path, line: Mapping[str, object]) -> None:
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line, ensure_ascii=False) + "\n")
