"""`python -m tests.faults.disk --rounds 30 --database sqlite|postgresql`: the disk gets full in the middle of calls.

The data lie on a small file system of their own in memory (needs root), which a ballast file fills to the last bytes
and then leaves. What a clerk reads meanwhile is the sentence `storage.disk_full`. A PostgreSQL server whose log finds
no room ends by itself; the service that has started it starts it again, as `hall host` does.
"""

import os
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random

from tests.faults import diary
from tests.faults.outcomes import Outcome, parser, show
from tests.faults.rounds import live, live_through
from tests.faults.server import DurableServer, durable_server
from tests.faults.yard import Yard, yard
from tests.waiting import until

MEGABYTES = {"sqlite": 64, "postgresql": 400}
FULL_SECONDS = 40.0
SENTENCE = "storage.disk_full"
_BLOCK = 4096


class SmallDisk:
    """A file system of a few megabytes, and the ballast that fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._ballast = folder, folder / "ballast"

    def fill(self, leave: int) -> None:
        """Take all room but so many bytes."""
        free = os.statvfs(self.folder)
        with self._ballast.open("wb") as file, suppress(OSError):
            os.posix_fallocate(file.fileno(), 0, max(_BLOCK, free.f_bavail * free.f_frsize - leave))

    def top_up(self) -> None:
        """Take the room that has become free since, as a disk has it that something else fills."""
        with self._ballast.open("ab") as file, suppress(OSError):
            while True:
                os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, _BLOCK)

    def free(self) -> None:
        """Give all room back."""
        self._ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Lend a small disk, mounted on a folder."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "hall", str(folder)], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def run(order: Namespace) -> Outcome:
    """Fill and free so many times."""
    chance = Random(f"{order.seed} disk")
    outcome = Outcome("磁盘写满", "办理中占满数据盘，再腾出", order.database)
    with ExitStack() as lent:
        work = Path(lent.enter_context(tempfile.TemporaryDirectory(prefix="hall-faults-")))
        work.chmod(0o755)
        disk = lent.enter_context(small_disk(work / "disk", MEGABYTES[order.database]))
        server, url = _database(order, disk, lent)
        hall = lent.enter_context(yard(work, url, seed=order.seed, counters=order.counters, kiosks=order.kiosks))
        hall.start()

        def fault() -> float:
            begun = time.monotonic()
            disk.fill(chance.randrange(0, 96 * 1024))
            _wait_for_words(hall, disk, begun, server)
            disk.free()
            if server is not None and not server.alive():
                outcome.counts["server ended by itself"] += 1
                server.revive()
            freed = time.monotonic()
            _read(hall, begun, outcome)
            return freed

        return live_through(hall, outcome, order.rounds, chance, fault)


def _database(order: Namespace, disk: SmallDisk, lent: ExitStack) -> tuple[DurableServer | None, str]:
    if order.database == "sqlite":
        return None, f"sqlite+pysqlite:///{disk.folder / 'hall.db'}"
    server = lent.enter_context(durable_server(disk.folder))
    return server, lent.enter_context(server.database())


def _wait_for_words(hall: Yard, disk: SmallDisk, begun: float, server: DurableServer | None) -> None:
    """Keep the disk full until some client has read why nothing goes on, then a while longer."""

    def said() -> bool:
        disk.top_up()
        return bool(_words_since(hall, begun)) or (server is not None and not server.alive())

    until(said, "nobody has noticed the full disk", patience=FULL_SECONDS)
    live(0.5)


def _words_since(hall: Yard, begun: float) -> set[str]:
    entries = [entry for client in hall.clients for entry in client.diary.read()]
    return {entry.value for entry in entries if entry.kind == diary.LOST and entry.at > begun}


def _read(hall: Yard, begun: float, outcome: Outcome) -> None:
    """Count what the clerks have read; any other words than those of a full disk or a lost server are wrong."""
    words = _words_since(hall, begun)
    outcome.counts["rounds with the sentence"] += SENTENCE in words
    if SENTENCE not in words and "storage.server_lost" not in words:
        outcome.wrong.append(f"round {outcome.rounds + 1}: the clerks read {sorted(words)}")


def main() -> int:
    """Run this part; answers with the exit code."""
    return show([run(order := parser(__doc__, 30).parse_args())], as_json=order.json)


if __name__ == "__main__":
    sys.exit(main())
