"""`hall restore`: brings the hall back from a copy with the code on the recovery sheet."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import typer

from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import SystemHall, backup_places, backup_restoring
from ui.commands.backup import progress_bar, recovery_code, stoppable
from ui.shared.i18n import mark, tr
from ui.shared.wording import said

_SERIES = {
    "ticket": mark("Queue tickets"),
    "ticket_book": mark("Leaves of the ticket book"),
    "exchange": mark("Packages"),
    "seal_use": mark("Uses of a seal"),
    "revocation_list": mark("Lists of papers taken back"),
}
_SHOWN = ("ticket", "ticket_book", "exchange")


def bring_back(folder: Path, file: Path, *, replace: bool, skip: int, papers: Sequence[str], as_json: bool) -> int:
    """Bring the hall back; answers with the exit code, 1 when the data that came back do not hold.

    Args:
        folder: the data folder; where it leads to a server, the hall is brought back there.
        file: the copy.
        replace: put it in the place of a hall that stands; that one is kept.
        skip: how many numbers each series leaves out.
        papers: the newest numbers on papers; their series go on behind them.
        as_json: print the outcome as JSON, without a progress bar.

    Raises:
        Refusal: `backup.…`, `storage.…`.
    """
    root = backup_places.root_of_code(recovery_code())
    order = backup_restoring.Order(replace, skip, tuple(papers), _safety(folder), backup_places.note_in(folder))
    home = backup_places.home_of(folder)
    with stoppable(), progress_bar(tr("Bringing back"), quiet=as_json) as tell:
        restored = backup_restoring.restore(file, home, root, order, progress=tell)
    if not isinstance(home, Path):
        home.dispose()
        give_rights(folder)
    ends = {end.series: end.last for end in restored.ends}
    told = {"rows": restored.manifest.rows, "made_at": restored.manifest.made_at.isoformat(),
            "sha256": restored.manifest.sha256, "problems": list(restored.problems), "series": ends,
            "kept": str(restored.kept or ""), "lost": restored.lost}  # fmt: skip
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(_said(restored, skip, _zone(folder))))
    return 1 if restored.problems else 0


def give_rights(folder: Path) -> None:
    """Let the PCs of a host into its tables again: those of another version were made anew, with nobody's rights."""
    from hall.host import plan, setup

    if (folder / plan.FILE).exists():
        setup.prepare(folder, plan.read(folder))


def _safety(folder: Path) -> Path:
    stamp = datetime.now(UTC).astimezone()
    return folder / "backups" / f"replaced-{stamp:%Y%m%d-%H%M%S}.zip"


def _zone(folder: Path) -> tzinfo | None:
    """Return the zone in which the hall counts its days; None, this PC's own, where the hall does not open."""
    with contextlib.suppress(Refusal), contextlib.closing(open_hall(folder, kind=SystemHall)) as hall:
        return hall.see(lambda reading: reading.place.zone)
    return None


def _said(restored: backup_restoring.Restored, skip: int, zone: tzinfo | None) -> Iterator[str]:
    manifest = restored.manifest
    yield tr("{hall} is back as it was at {at}: {rows} rows.", hall=manifest.hall, rows=manifest.rows,
             at=f"{manifest.made_at.astimezone(zone):%Y-%m-%d %H:%M}")  # fmt: skip
    if restored.kept:
        yield tr("What stood there is kept: {file}", file=restored.kept)
    if restored.lost:
        yield tr("{count} entries of the record came later and are not in it; this is on record now.",
                 count=restored.lost)  # fmt: skip
    yield from (f"  {each}" for each in restored.problems)
    yield tr("Check found something, see above.") if restored.problems else tr("Check found nothing wrong.")
    yield tr("What was done since then is not in it. Enter it again from the papers before you open the counters.")
    if restored.ends:
        yield tr("Last number of each series now; compare with the newest papers:")
        yield from (f"  {_last_number(end.series, end.last)}" for end in restored.ends)
    if not skip:
        yield tr("If a newer paper is about, restore once more with --last-paper NUMBER or --skip-numbers N.")


def _last_number(series: str, last: int) -> str:
    """Return the last number of a series as it stands on paper, so that it can be compared and typed."""
    room, _, rest = series.partition("/")
    if room == "number":
        return f"{rest}{last:05d}{'号' if rest.endswith('字第') else ''}"
    place = rest if room in _SHOWN else ""
    return "  ".join(each for each in (said(_SERIES, room) or room, place, str(last)) if each)
