"""Brings the hall back as it was at one minute: from a nightly copy and the archived log, beside the running host."""

import contextlib
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy import Engine

from hall import backup
from hall.host import copying, plan, setup
from hall.host.binaries import identity_for
from hall.host.cluster import Cluster
from hall.host.plan import Places, Plan
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.opening import engine_of
from hall.service import SystemHall, facts_of, find_problems
from hall.storage import connection
from hall.storage.engine import open_engine

REPLAY_SECONDS: Final = 3600.0
ARCHIVE_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Recovered:
    """The hall of one minute, as a portable copy.

    Attributes:
        file: the copy, for `hall restore`.
        base: when the nightly copy was made that it starts from.
        problems: what `hall check` finds in it.
    """

    file: Path
    base: datetime
    problems: tuple[str, ...]


def recover(folder: Path, at: datetime, file: Path) -> Recovered:
    """Write a portable copy of the hall as it was at an instant; the host and its data stay as they are.

    Args:
        folder: the host's data folder.
        at: the instant; without a zone it is the hall's own time.
        file: the copy to write.

    Raises:
        Refusal: `host.not_set_up`, `host.recover_given` with a given server, `host.recover_too_early` before the
            oldest copy, `host.recover_too_late` after the end of the log, `host.server_failed`, `backup.…`.
    """
    settled, places = plan.read(folder), Places(folder)
    if settled.given:
        raise Refusal("host.recover_given")
    if file.exists():
        raise Refusal("backup.exists", file=file.name)
    zone = _zone(folder)
    instant = at if at.tzinfo else at.replace(tzinfo=zone)
    base = _base_for(places, instant, zone)
    live = Cluster(folder, settled, plan.master_password(folder), identity_for(settled.user))
    _push_log(live)
    with _scratch(live) as scratch, _replayed(scratch, live, base, instant) as engine:
        try:
            problems = _problems(engine)
            backup.write(engine, file, clock=ManualClock(instant))  # the copy is of then, not of now
        finally:
            engine.dispose()
    return Recovered(file, copying.copied_at(base, zone), problems)


def _zone(folder: Path) -> ZoneInfo:
    """Return the hall's zone; the usual one while its server is off."""
    with contextlib.suppress(Refusal), contextlib.closing(SystemHall.open(engine_of(folder))) as hall:
        return ZoneInfo(hall.see(facts_of).zone)
    return ZoneInfo("Asia/Shanghai")


def _base_for(places: Places, at: datetime, zone: ZoneInfo) -> Path:
    standing = copying.copies_of(places)
    before = [copy for copy in standing if copying.copied_at(copy, zone) < at]
    if not before:
        oldest = f"{copying.copied_at(standing[0], zone):%Y-%m-%d %H:%M:%S}" if standing else "—"
        raise Refusal("host.recover_too_early", oldest=oldest)
    return before[-1]


def _push_log(live: Cluster) -> None:
    """Let a running server put the log of this minute into the archive; one that is off has left it in its folder."""
    with contextlib.suppress(psycopg.OperationalError), live.connect() as master:
        master.execute("SELECT pg_current_xact_id()")  # a commit behind the wanted instant, at which the replay ends
        (segment,) = master.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone() or ("",)
        until = time.monotonic() + ARCHIVE_SECONDS
        while not (live.places.wal / segment).exists() and time.monotonic() < until:
            time.sleep(0.1)


@contextmanager
def _scratch(live: Cluster) -> Iterator[Cluster]:
    """Lend a server of its own beside the host's, on a free port, in a folder that goes away."""
    folder = Path(tempfile.mkdtemp(prefix="recover-", dir=live.places.folder))
    try:
        folder.chmod(0o711)
        if live.places.programs.exists():
            (folder / live.places.programs.name).symlink_to(live.places.programs.absolute())
        settled = replace(live.plan, inner_port=_free_port())
        yield Cluster(folder, settled, plan.master_password(live.places.folder), identity_for(settled.user))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _replayed(scratch: Cluster, live: Cluster, base: Path, at: datetime) -> Iterator[Engine]:
    """Play the log back onto a copy until an instant, and lend the database that comes of it."""
    try:
        shutil.copytree(base, scratch.places.cluster)
    except (OSError, shutil.Error) as full:
        raise Refusal("storage.disk_full") from full
    (scratch.places.cluster / "recovery.signal").touch()
    with (scratch.places.cluster / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\n" + "".join(f"{name} = {value}\n" for name, value in _settings(live, at).items()))
    scratch.places.cluster.chmod(0o700)
    scratch.give_away(scratch.places.cluster)
    try:
        _start(scratch)
        yield _owner_engine(scratch.plan, live.places.folder)
    finally:
        scratch.stop()


def _settings(live: Cluster, at: datetime) -> dict[str, str]:
    """Return what the scratch server is told; the newest log may still lie with the host's own server."""
    names = [f'"{place}/%f"' for place in (live.places.wal, live.places.cluster / "pg_wal")]
    fetch, otherwise = ("copy", "||") if os.name == "nt" else ("cp", "2>/dev/null ||")
    command = f'{fetch} {names[0]} "%p" {otherwise} {fetch} {names[1]} "%p"'
    return {
        "archive_mode": "off",
        "hot_standby": "off",
        "restore_command": "'" + command.replace("\\", "\\\\") + "'",
        "recovery_target_time": f"'{at.isoformat()}'",
        "recovery_target_action": "promote",
        "logging_collector": "off",
    }


def _start(scratch: Cluster) -> None:
    try:
        scratch.start(patience=REPLAY_SECONDS)
    except Refusal as refusal:
        words = (scratch.places.folder / "host-start.log").read_text(encoding="utf-8", errors="replace")
        if "before configured recovery target was reached" in words:
            raise Refusal("host.recover_too_late") from refusal
        raise


def _owner_engine(settled: Plan, folder: Path) -> Engine:
    return open_engine(connection.address(setup.owner_way(settled), plan.master_password(folder), None))


def _problems(engine: Engine) -> tuple[str, ...]:
    with contextlib.closing(SystemHall.open(engine)) as hall:
        return hall.see(lambda reading: tuple(find_problems(reading)))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
