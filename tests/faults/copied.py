"""A server's cluster as its disk has it after a power cut, and a log without its end."""

import os
import subprocess
from pathlib import Path
from random import Random

from tests.faults.server import DurableServer
from tests.postgres import free_port

MOST_BYTES = 256 * 1024
_SEGMENT = 16 * 1024 * 1024


def copy_of_cluster(server: DurableServer, folder: Path) -> DurableServer:
    """Copy the cluster at one instant; the copy is a server of its own that has not been started.

    What is still on the way to the disk is in the copy too: it is the page cache that is copied, as after a kill.
    """
    folder.mkdir()
    processes = server.freeze()
    try:
        subprocess.run(["cp", "-a", str(server.data), str(folder / "data")], check=True)
    finally:
        server.thaw(processes)
    return server.twin(folder, free_port())


def cut_cluster_log(data: Path, chance: Random) -> str | None:
    """Cut the newest written segment of the log somewhere in its written end; answers with its name.

    None when nothing stands in it. The server makes segments ahead of need; those hold nothing of this log yet.
    """
    written = [(path, _written(path)) for path in sorted((data / "pg_wal").glob("0*")) if path.is_file()]
    filled = [(path, end) for path, end in written if end]
    if not filled:
        return None
    path, end = max(filled, key=lambda pair: _page_address(pair[0]))
    os.truncate(path, chance.randrange(max(0, end - MOST_BYTES), end))
    return path.name


def _page_address(path: Path) -> int:
    """Return the address of a segment's first page in the log: what was recycled has an old one."""
    with path.open("rb") as file:
        return int.from_bytes(file.read(16)[8:16], "little")


def _written(path: Path) -> int:
    """Return the end of what is written in a segment; 0 for one that belongs to an earlier round of the log."""
    timeline_and_number = path.name
    number = int(timeline_and_number[8:16], 16) * 0x1_0000_0000 + int(timeline_and_number[16:24], 16) * _SEGMENT
    if _page_address(path) != number:
        return 0
    bytes_ = path.read_bytes()
    end = 0
    for start in range(0, len(bytes_), 8192):
        if int.from_bytes(bytes_[start + 8 : start + 16], "little") != number + start:
            break
        end = start + 8192
    return end
