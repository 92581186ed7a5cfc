"""A real host for tests: its own server, door and hall, and a second PC that joins it."""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hall.host import joining
from hall.host.inviting import Invited, invite
from hall.host.running import Host
from hall.host.setup import Wishes, set_up
from hall.opening import found_hall, open_hall
from hall.queue.policy import QueuePolicy
from hall.service import Hall, HallFacts, catalogue, posts, read_catalogue, security
from hall.simulation.sample import catalogue_folder
from tests.waiting import until

NAME = "幸福里社区大厅"
SERVICES = ["aid"]


@dataclass
class Served:
    """A host that runs, seen from outside."""

    folder: Path
    root: Path
    host: Host

    @property
    def port(self) -> int:
        return self.host.news.port

    def invite(self, kind: str, number: int = 0) -> Invited:
        return invite(self.folder, kind, number)

    def join(self, made: Invited, place: Path) -> Hall:
        """Join as another PC does and open its hall as its device."""
        with other_pc(place):
            offered = joining.look(made.sealed, made.code)
            joining.join(place / "data", offered)
            hall = open_hall(place / "data")
        return hall.at(made.device_id)


@contextmanager
def other_pc(place: Path) -> Iterator[None]:
    """Be another PC: with a configuration folder of its own."""
    before = os.environ["XDG_CONFIG_HOME"]
    place.mkdir(exist_ok=True)
    os.environ["XDG_CONFIG_HOME"] = str(place / "config")
    try:
        yield
    finally:
        os.environ["XDG_CONFIG_HOME"] = before


@contextmanager
def serving() -> Iterator[Served]:
    """Set a host up in a folder of its own, found a hall in it and run it."""
    root = Path(tempfile.mkdtemp(prefix="hall-host-"))
    root.chmod(0o711)
    folder = root / "hall"
    # The server's own user of a real hall is made by the system's administrator; here an existing one will do.
    set_up(folder, Wishes(names=("127.0.0.1",), user="nobody", address="127.0.0.1"))
    host = Host(folder)
    thread = threading.Thread(target=host.run, name="host")
    thread.start()
    try:
        until(lambda: host.news.at, "the host does not begin to serve", patience=60)
        found_in(folder)
        until(lambda: host._hall, "the host does not open its hall", patience=30)
        yield Served(folder, root, host)
    finally:
        host.end()
        thread.join()
        shutil.rmtree(root)


def found_in(folder: Path) -> None:
    hall = found_hall(folder, HallFacts(name=NAME))
    hall.do(catalogue.import_catalogue, catalogue=read_catalogue(catalogue_folder()))
    # These tests go by the real clock, in the evening too, when a machine gives no tickets.
    hall.do(security.set_policy, policy=QueuePolicy(tickets_from="", tickets_until="", counters_close=""))
    for number in (1, 2):
        hall.do(posts.add_counter, number=number, name=f"{number} 号窗口", services=SERVICES)
    hall.close()
