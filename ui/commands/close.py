"""`hall close`: closes the day, makes the copy of its data and writes the anchor down in the second place."""

import json
from dataclasses import asdict
from pathlib import Path

import typer

from hall.opening import open_hall
from hall.service import SystemHall, statistics, statistics_anchors, statistics_closing
from ui.commands.windows import papers_folder
from ui.shared.i18n import tr
from ui.shared.print_worker import print_waiting

Closing = statistics_closing.Closing


def close_day(folder: Path, reason: str, *, as_json: bool) -> int:
    """Close the present day and say what balances; answers with the exit code.

    A day that was closed is shown as it was closed.

    Args:
        folder: the data folder.
        reason: why it is closed though something is open.
        as_json: print the outcome as JSON.

    Raises:
        Refusal: `statistics.still_open` without a reason.
    """
    hall = open_hall(folder, kind=SystemHall)
    try:
        found = hall.see(statistics_closing.day_close)
        if found.closed is None and found.open_count and not reason.strip():
            _show_open(found)
        hall.do(statistics.close_day, reason=reason)
        hall.run_due()
        print_waiting(hall, papers_folder(folder))
        closing = hall.see(statistics_closing.day_close).closed
    finally:
        hall.close()
    if closing is None:  # midnight has passed meanwhile
        return 1
    statistics_anchors.append(statistics_anchors.file_in(folder), closing)
    typer.echo(json.dumps(_plain(closing), ensure_ascii=False) if as_json else "\n".join(_said(closing)))
    return 0


def _show_open(found: statistics_closing.DayClose) -> None:
    """Name what is open, on the side where people read errors."""
    for line in found.lines:
        for item in line.items:
            typer.echo(f"{line.title}　{item.words}", err=True)


def _said(closing: Closing) -> list[str]:
    lines = [f"{'✓' if line.balanced else '✗'} {line.title}　{line.text}" for line in closing.lines]
    copy = {
        "made": tr("Copy: {name}, {rows} rows, read again.", name=closing.copy_name, rows=closing.copy_rows),
        "host": tr("Copy: the host of the database makes it."),
        "failed": tr("Copy: not made ({code})! Make room on the disk and copy the data folder by hand.",
                     code=closing.copy_problem),
    }.get(closing.copy, "")  # fmt: skip
    return [
        tr("{day} is closed.", day=f"{closing.day:%Y-%m-%d}"),
        *lines,
        *([tr("Reason: {words}", words=closing.reason)] if closing.reason else []),
        copy,
        tr("Anchor: {digest}", digest=closing.anchor),
    ]


def _plain(closing: Closing) -> dict[str, object]:
    copy = {name: getattr(closing, f"copy_{name}") for name in ("name", "size", "rows", "problem")}
    return {
        "day": closing.day.isoformat(),
        "closed_at": closing.closed_at.isoformat(),
        "closed_by": closing.closed_by,
        "reason": closing.reason,
        "open": closing.open_count,
        "balanced": not closing.open_count,
        "lines": [asdict(line) for line in closing.lines],
        "anchor": closing.anchor,
        "heads": [list(head) for head in closing.heads],
        "copy": {"state": closing.copy, **copy},
    }
