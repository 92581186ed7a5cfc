"""A hall with real client processes around it, for faults to be done to."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Engine

from hall import schema
from hall.security.actions import add_device
from hall.service import SystemHall
from hall.simulation.sample import SampleHall, furnish
from hall.storage.engine import open_engine
from hall.storage.folding import fold
from tests.faults.diary import ANEW, DONE, Entry, Reader
from tests.faults.nursery import Born, Nursery
from tests.faults.owed import Owed
from tests.halls import name_hall
from tests.waiting import until

BACK_SECONDS = 60.0
"""A client that has not acted again by then has not come back."""


class Client:
    """One process, its diary, and how it is started again with the same device and the same diary."""

    def __init__(self, name: str, kind: str, options: Sequence[str], log: Path, nursery: Nursery) -> None:
        self.name, self.kind, self.starts = name, kind, 0
        self.diary = Reader(log)
        self._options, self._nursery = list(options), nursery
        self._process: Born | None = None

    def start(self) -> None:
        """Start it, or start it again."""
        self.starts += 1
        self._process = self._nursery.fork(self._options, self.diary.path.with_suffix(".err"))

    @property
    def alive(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.alive()

    def signal(self, number: int) -> None:
        """Send a signal to this process alone."""
        if self._process is not None and self.alive:
            self._process.signal(number)

    def kill(self) -> None:
        """Kill it as by a power cut."""
        self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def done_since(self, instant: float) -> list[Entry]:
        """Return what was acknowledged to it after a monotonic instant."""
        return [entry for entry in self.diary.read() if entry.kind == DONE and entry.at > instant]

    def looked_anew_since(self, instant: float) -> bool:
        """Tell whether it was told to look at everything anew, as by a feed that has come back."""
        return any(entry.action == ANEW and entry.at > instant for entry in self.diary.read())

    def heard_since(self, instant: float) -> bool:
        """Tell whether notices of change have reached it after an instant: between two entries of later."""
        after = [entry.heard for entry in self.diary.read() if entry.at > instant]
        return any(later > earlier for earlier, later in pairwise(after))


class Yard:
    """A furnished hall and its clients.

    Attributes:
        url: the database as the clients reach it.
        engine: the harness's own way in.
        clients: all of them, the counters first.
        sample: the hall, with everybody signed in.
        helpers: the devices of the leader and of the keeper of the seals.
        owed: what the hall was made to owe by itself.
        places: name, kind and device of each client.
    """

    def __init__(
        self, folder: Path, url: str, *, seed: int, counters: int = 2, kiosks: int = 1, think: float = 0.05
    ) -> None:
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")  # the keys of this hall are nobody else's
        self.folder, self.url, self.seed = folder, url, seed
        self.engine: Engine = open_engine(url)
        self.owed = Owed(self.engine)
        self.clock = folder / "clock"
        self.clock.write_text("0")
        self.sample = sample = self._furnished(counters)
        fold(self.engine, 1)  # a hall that was set up long ago does not lie in the log
        self.helpers = [sample.leader.actor.device_id, sample.keeper.actor.device_id]
        own = [(f"counter-{seat.counter.number}", "counter", seat.hall.actor.device_id) for seat in sample.seats]
        own += [(f"kiosk-{number}", "kiosk", self._kiosk(number)) for number in range(1, kiosks + 1)]
        self._think = think
        self.places = own
        self._nursery: Nursery | None = None
        self.clients: list[Client] = []

    def _furnished(self, counters: int) -> SampleHall:
        schema.create(self.engine)
        name_hall(self.engine)
        return furnish(SystemHall.open(self.engine), counters)

    def _kiosk(self, number: int) -> str:
        """Return the device of a kiosk: the sample hall's is the first, each further one has its own."""
        if number == 1:
            return self.sample.kiosk.actor.device_id
        return self.sample.itself.do(add_device, kind="kiosk", name=f"取号机 {number}").partition(".")[0]

    def start(self, url: str = "", before: Sequence[str] = (), more: Sequence[str] = ()) -> None:
        """Start every client and wait until each has done something.

        Args:
            url: as the clients reach the database, where that differs.
            before: words before the clients' command, such as `ip netns exec …`.
            more: further options of the client.
        """
        self._nursery = nursery = Nursery(before)
        for name, kind, device in self.places:
            log = self.folder / f"{name}.log"
            options = ["--url", url or self.url, "--device", device, "--kind", kind, "--log", str(log)]
            options += ["--seed", f"{self.seed}-{name}", "--think", str(self._think), *more]
            options += ["--helpers", *self.helpers] if kind == "counter" else []
            self.clients.append(Client(name, kind, options, log, nursery))
        for client in self.clients:
            client.start()
        self.all_back(0.0)

    def all_back(self, instant: float) -> float:
        """Wait until every client has been told of something done after an instant; answers with the last's seconds."""
        until(
            lambda: all(client.done_since(instant) for client in self.clients),
            "a client did not come back: " + ", ".join(self.missing(instant)),
            patience=BACK_SECONDS,
        )
        return max(client.done_since(instant)[0].at for client in self.clients) - instant

    def missing(self, instant: float) -> list[str]:
        """Return who has done nothing since an instant."""
        return [client.name for client in self.clients if not client.done_since(instant)]

    def freeze(self) -> None:
        """Stop every client at this instant."""
        for client in self.clients:
            client.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let them go on."""
        for client in self.clients:
            client.signal(signal.SIGCONT)

    def close(self) -> None:
        """End every client and let go of the database."""
        for client in self.clients:
            client.kill()
        if self._nursery is not None:
            self._nursery.close()
        self.engine.dispose()


@contextmanager
def yard(folder: Path, url: str, **how: float) -> Iterator[Yard]:
    """Lend a furnished hall with its clients not yet started."""
    lent = Yard(folder, url, **how)  # type: ignore[arg-type]
    try:
        yield lent
    finally:
        lent.close()
