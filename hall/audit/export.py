"""Writes the record into a file for an inspection: with who took it out, when, and a digest over all entries."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from hall.audit.words import MOST, EntryCard, entries, said_of
from hall.kernel.export_file import ExportMark, csv_text, save_workbook
from hall.kernel.refusal import Refusal
from hall.storage.work import Reading

HEADER: Final = (
    "时间", "工号", "设备", "序号", "操作", "操作代码", "结果", "涉及", "说明", "请求号", "摘要",
)  # fmt: skip
KINDS: Final = ("xlsx", "csv", "jsonl")
_TITLE: Final = "审计记录"


def kind_of(file: Path) -> str:
    """Return which kind of file a name asks for.

    Raises:
        Refusal: `audit.file_kind`.
    """
    kind = file.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise Refusal("audit.file_kind", name=file.name)
    return kind


def digest_of(cards: Iterable[EntryCard]) -> str:
    """Return the SHA-256 (hex) over the entries' own digests in the order of the file."""
    return hashlib.sha256("\n".join(card.digest for card in cards).encode()).hexdigest()


def of_time(reading: Reading, *, since: datetime | None, until: datetime | None) -> tuple[EntryCard, ...]:
    """Return all entries of a time, oldest first; a file that lacks some would be no record.

    Raises:
        Refusal: `audit.too_many` (most).
    """
    cards = entries(reading, since=since, until=until, last=MOST + 1)
    if len(cards) > MOST:
        raise Refusal("audit.too_many", most=MOST)
    return cards


def write(
    file: Path, cards: Sequence[EntryCard], mark: ExportMark, staff: Mapping[str, str], devices: Mapping[str, str]
) -> None:
    """Write entries into a new file, with its heading; a cell that a spreadsheet would run stands as text.

    Args:
        file: `.xlsx`, `.csv` or `.jsonl`.
        cards: the entries, oldest first.
        mark: who takes them out, and when.
        staff: staff numbers by key.
        devices: names of devices by key.

    Raises:
        Refusal: `audit.file_kind`.
        OSError: the file cannot be written.
    """
    kind = kind_of(file)
    heading = (f"{_TITLE}　共 {len(cards)} 条　摘要 {digest_of(cards)}",)
    if kind == "jsonl":
        lines = [{"export": mark.line(), "entries": len(cards), "digest": digest_of(cards)}, *map(_plain, cards)]
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.write_text(text, encoding="utf-8")
        return
    rows = [HEADER, *(_cells(card, staff, devices) for card in cards)]
    if kind == "csv":
        file.write_text(csv_text(heading, rows, mark), encoding="utf-8", newline="")
    else:
        save_workbook(file, _TITLE, heading, rows, mark)


def _cells(card: EntryCard, staff: Mapping[str, str], devices: Mapping[str, str]) -> tuple[str, ...]:
    return (
        f"{card.at:%Y-%m-%d %H:%M:%S}",
        staff.get(card.staff_id or "", ""),
        devices.get(card.device_id, "大厅系统"),
        str(card.seq),
        card.what,
        card.action,
        card.outcome,
        " ".join(card.subjects),
        said_of(card),
        card.request_id,
        card.digest,
    )


def _plain(card: EntryCard) -> dict[str, Any]:
    return {
        "at": card.at.isoformat(),
        "device": card.device_id,
        "seq": card.seq,
        "staff": card.staff_id,
        "action": card.action,
        "what": card.what,
        "outcome": card.outcome,
        "subjects": list(card.subjects),
        "changes": {key: [before, after] for key, before, after in card.changes},
        "detail": dict(card.detail),
        "request": card.request_id,
        "digest": card.digest,
    }
