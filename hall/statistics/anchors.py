"""The second place of the audit's anchors: a file of lines beside the database, which an auditor compares."""

import json
from pathlib import Path
from typing import Final

from hall.statistics.closing import Closing

NAME: Final = "anchors.jsonl"


def file_in(folder: Path) -> Path:
    """Return the file of anchors of a data folder."""
    return folder / NAME


def append(file: Path, closing: Closing) -> bool:
    """Write the anchor of a closed day behind the others; False where it stands there already."""
    if any(line["day"] == closing.day.isoformat() for line in read(file)):
        return False
    line = {
        "day": closing.day.isoformat(),
        "closed_at": closing.closed_at.isoformat(),
        "anchor": closing.anchor,
        "heads": [list(head) for head in closing.heads],
    }
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line, ensure_ascii=False) + "\n")
    return True


def read(file: Path) -> list[dict[str, object]]:
    """Return the anchors of a file, the oldest first; none where there is no file."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
