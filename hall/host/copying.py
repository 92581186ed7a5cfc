"""The nightly copy of the whole server, proven, with the log that leads from it to any later minute."""

import contextlib
import re
import shutil
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hall import backup
from hall.host.cluster import Cluster
from hall.host.plan import MASTER, Places, Plan
from hall.kernel.file_lock import locked
from hall.kernel.refusal import Refusal
from hall.opening import engine_of

STAMP = "%Y%m%dT%H%M%SZ"
_START = re.compile(r"START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)")


def copy(cluster: Cluster, now: datetime) -> Path:
    """Make a copy of the running server, prove it, and let go of what is older than the plan keeps.

    A copy that is cut off or does not prove is removed; the earlier ones stay. The host's own and one that somebody
    orders wait for each other.

    Raises:
        Refusal: `host.server_failed`.
    """
    done = cluster.places.copies / now.strftime(STAMP)
    with locked(cluster.places.folder / "copying.lock"):
        if not done.exists():
            _copy_to(done, cluster)
            _let_go(cluster)
    return done


def _copy_to(done: Path, cluster: Cluster) -> None:
    half = done.with_name(f"{done.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    try:
        cluster.run("pg_basebackup", "-D", str(half), "-h", "127.0.0.1", "-p", str(cluster.plan.inner_port),
                    "-U", MASTER, "--checkpoint=fast", "--wal-method=stream", "--no-password")  # fmt: skip
        cluster.run("pg_verifybackup", "--quiet", str(half))
        half.rename(done)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def copies_of(places: Places) -> list[Path]:
    """Return the copies that stand, oldest first."""
    whole = (place for place in places.copies.glob("*Z") if place.is_dir())
    return sorted(whole)


def copied_at(copied: Path, zone: ZoneInfo) -> datetime:
    """Return when a copy was made."""
    return datetime.strptime(f"{copied.stem}+0000", f"{STAMP}%z").astimezone(zone)


def latest(places: Places, settled: Plan, zone: ZoneInfo) -> datetime | None:
    """Return when the latest nightly copy was made: of the whole server, or of the hall on somebody else's server."""
    standing = sorted(places.logical.glob("*Z.zip")) if settled.given else copies_of(places)
    return copied_at(standing[-1], zone) if standing else None


def is_due(last: datetime | None, now: datetime, copy_at: str) -> bool:
    """Tell whether a copy is due: none was made since the last time of day at which it should have been.

    Args:
        last: when the latest copy was made.
        now: in the hall's zone.
        copy_at: "HH:MM"; a PC that was off at that time makes up for it.
    """
    hour, _, minute = copy_at.partition(":")
    should = datetime.combine(now.date(), time(int(hour), int(minute)), now.tzinfo)
    if should > now:
        should -= timedelta(days=1)
    return last is None or last < should


def archived_until(places: Places, zone: ZoneInfo) -> datetime | None:
    """Return until when the archived log reaches."""
    with contextlib.suppress(OSError, ValueError):
        latest = max(file.stat().st_mtime for file in places.wal.iterdir() if re.fullmatch("[0-9A-F]{24}", file.name))
        return datetime.fromtimestamp(latest, zone)
    return None


def portable(folder: Path, places: Places, keep: int, now: datetime) -> Path:
    """Make the portable copy of the hall beside the server's own.

    Raises:
        Refusal: `backup.…`, `storage.…`.
    """
    places.logical.mkdir(parents=True, exist_ok=True, mode=0o700)
    done = places.logical / f"{now.strftime(STAMP)}.zip"
    engine = engine_of(folder)
    try:
        backup.write(engine, done)
    finally:
        engine.dispose()
    for old in sorted(places.logical.glob("*Z.zip"))[:-keep]:
        old.unlink()
    return done


def _let_go(cluster: Cluster) -> None:
    """Remove the copies beyond the plan's number and the log from before the oldest one that stays."""
    standing = copies_of(cluster.places)
    for old in standing[: -cluster.plan.copies]:
        shutil.rmtree(old)
    oldest = standing[-cluster.plan.copies :][0]
    found = _START.search((oldest / "backup_label").read_text(encoding="utf-8"))
    if found is not None:
        with contextlib.suppress(Refusal):  # tidying up must not spoil a copy that is good
            cluster.run("pg_archivecleanup", str(cluster.places.wal), found.group(1))
