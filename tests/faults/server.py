"""A PostgreSQL server that keeps its promises on the disk, and that can be killed as by a power cut."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.postgres import STOP_SECONDS, PostgresServer


class DurableServer(PostgresServer):
    """The server of a real hall: what a commit has promised survives."""

    def __init__(self, *, folder: Path | None = None, listen: str = "127.0.0.1") -> None:
        super().__init__(durable=True, folder=folder, listen=listen)

    def twin(self, folder: Path, port: int) -> "DurableServer":
        """Return a server for a copy of this one's cluster, under the same password; `revive` starts it."""
        other = DurableServer(folder=folder)
        other.port, other._password = port, self._password
        return other

    def alive(self) -> bool:
        """Tell whether the server's first process lives."""
        return self._process is not None and self._process.poll() is None

    def freeze(self) -> list[int]:
        """Stop every process of the server at this instant; answers with their ids."""
        assert self._process is not None, "the server was not started"
        self._process.send_signal(signal.SIGSTOP)  # first of all, so that it starts no more of them
        processes = [self._process.pid, *_children_of(self._process.pid)]
        for pid in processes:
            _signal(pid, signal.SIGSTOP)
        return processes

    def thaw(self, processes: list[int]) -> None:
        """Let a stopped server go on."""
        for pid in reversed(processes):
            _signal(pid, signal.SIGCONT)

    def kill(self) -> None:
        """Kill the server with every process of its own at once; `revive` starts it again."""
        for pid in reversed(self.freeze()):
            _signal(pid, signal.SIGKILL)
        self._gone()

    def shut(self) -> None:
        """Shut it down fast: every client is sent away, the disk is in order; `revive` starts it again."""
        assert self._process is not None, "the server was not started"
        self._process.send_signal(signal.SIGINT)
        self._gone()

    def revive(self) -> None:
        """Start again; where the disk was full the server may have died by itself before."""
        self._gone()
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # of the dead; its id may be somebody else's by now
        super().revive()

    def _gone(self) -> None:
        if self._process is not None:
            self._process.wait(STOP_SECONDS)
        if self._admin is not None:
            self._admin.close()
        self._end_log()


@contextmanager
def durable_server(folder: Path | None = None, listen: str = "127.0.0.1") -> Iterator[DurableServer]:
    """Lend a server of its own, started."""
    server = DurableServer(folder=folder, listen=listen)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
