"""`python -m tests.faults.nursery`: loads the clients' program once and forks a client for each line that it reads.

A client is a process of its own, which can be killed as any other; what it need not do is load the program again, which
costs seconds and is the same each time. The line is a JSON list of the client's options and the file for its errors.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.faults import client

ROOT = Path(__file__).resolve().parents[2]


class Born:
    """A client process that the nursery has forked."""

    def __init__(self, pid: int) -> None:
        self._handle = os.pidfd_open(pid)

    def alive(self) -> bool:
        """Whether the process lives."""
        return not self._ended(0)

    def signal(self, number: int) -> None:
        """Send a signal to this process; one that has ended gets none."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)

    def wait(self) -> None:
        """Wait until it has ended."""
        self._ended(None)

    def _ended(self, milliseconds: int | None) -> bool:
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        return bool(poll.poll(milliseconds))


class Nursery:
    """The process that forks clients."""

    def __init__(self, before: Sequence[str] = ()) -> None:
        command = [*before, sys.executable, "-m", "tests.faults.nursery"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def fork(self, options: Sequence[str], errors: Path) -> Born:
        """Start a client."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([list(options), str(errors)]) + "\n")
        self._process.stdin.flush()
        return Born(int(self._process.stdout.readline()))

    def close(self) -> None:
        """End it; the clients are ended by who has started them."""
        self._process.communicate()


def main() -> None:
    """Fork a client for each line of the standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
    for line in sys.stdin:
        options, errors = json.loads(line)
        if (pid := os.fork()) == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _become(options, errors)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _become(options: list[str], errors: str) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.dup2(os.open(errors, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
    client.main(options)
    os._exit(0)


if __name__ == "__main__":
    main()
