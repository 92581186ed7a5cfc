"""The host at work: the server, the door, what the hall owes by itself, the nightly copy, its news of itself."""

import contextlib
import json
import logging
import os
import threading
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hall.host import copying, given, plan, rights, setup
from hall.host.binaries import identity_for
from hall.host.cluster import Cluster
from hall.host.front import Door, Front
from hall.host.plan import SERVICE, Places
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.service import HallFacts, SystemHall, facts_of
from hall.storage import connection
from hall.storage.connection import Connection
from hall.storage.engine import open_engine

EVERY_SECONDS = 1.0
RETRY_COPY_SECONDS = 1800.0
log = logging.getLogger(__name__)


@dataclass(slots=True)
class News:
    """What the running host says of itself, once a second.

    Attributes:
        pid: its process.
        port: of the door.
        at: when this was written.
        began_at: when it was started.
        restarts: how often the server had to be started again.
        copied_at: when the last nightly copy was made, empty before the first.
        trouble: code of what is wrong now, or empty.
        peers: address of each client by its port towards the server.
    """

    pid: int
    port: int
    began_at: str
    at: str = ""
    restarts: int = 0
    copied_at: str = ""
    trouble: str = ""
    peers: dict[int, str] = field(default_factory=dict)


class Host:
    """A running host (大厅主机): starts the server, brings it back when it dies, and ends it cleanly.

    Its law: whatever fails beside the server (a copy, a due act) is written down and tried again; it never takes the
    server away from the hall.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder
        self.places = Places(folder)
        self._clock = clock or SystemClock()
        self._plan = plan.read(folder)
        self._cluster: Cluster | None = None
        self._front: Front | None = None
        self._ended = threading.Event()
        self._copier: threading.Thread | None = None
        self._next_copy = 0.0
        self._ready = False
        self._hall: SystemHall | None = None
        self._zone: ZoneInfo | None = None
        self.news = News(os.getpid(), self._plan.port, self._clock.now().isoformat())

    def run(self) -> None:
        """Serve until `end` is called or the stop file appears.

        A given server that is away for the moment is waited for.

        Raises:
            Refusal: `host.runs_already`, `host.port_taken`, `host.server_failed`, `host.given_…`.
        """
        if news_of(self.places, self._clock.now()) is not None:
            raise Refusal("host.runs_already")
        self.places.stop.unlink(missing_ok=True)
        try:
            self._begin()
            while not self._ended.wait(EVERY_SECONDS) and not self.places.stop.exists():
                self._look_after()
        finally:
            self._finish()

    def end(self) -> None:
        """Ask the host to end; `run` then returns."""
        self._ended.set()

    def _begin(self) -> None:
        settled = self._plan
        if settled.has_door:
            self._open_door()
        if not settled.given:
            password = plan.master_password(self.folder)
            self._cluster = Cluster(self.folder, settled, password, identity_for(settled.user))
            self._cluster.start()
        try:
            self._make_ready()
        except Refusal as refusal:
            if refusal.code not in given.PASSES:
                raise
            self.news.trouble = refusal.code
        self._say()

    def _make_ready(self) -> None:
        if not self._ready:
            setup.prepare(self.folder, self._plan)
            self._ready = True

    def _open_door(self) -> None:
        settled = self._plan
        self._front = Front(Door(settled.address, settled.port, settled.inner_port, settled.database,
                                 self.places.certificates, settled.given or "127.0.0.1"))  # fmt: skip
        try:
            self._front.open()
        except OSError as error:
            self._front = None
            raise Refusal("host.port_taken", port=settled.port) from error

    def _look_after(self) -> None:
        self.news.trouble = ""
        try:
            self._keep_server()
            self._make_ready()
            if self._front is not None:
                self._front.renew()
            self._run_due()
        except Refusal as refusal:
            told = given.said_of(refusal, self._plan, rights.pinned(self.folder, self._plan))
            self.news.trouble = told.code
            self._let_go_of_hall()
        except Exception:
            log.exception("the host met a fault and goes on")
            self.news.trouble = "host.fault"
            self._let_go_of_hall()
        self._copy_if_due()
        self._say()

    def _keep_server(self) -> None:
        if self._cluster is not None and not self._cluster.runs():
            log.error("the server ended and is started again")
            self.news.restarts += 1
            self._cluster.start()

    def _run_due(self) -> None:
        if self._hall is None:
            self._hall = self._founded_hall()
        if self._hall is not None:
            self._hall.run_due()
            self._hall.carry_audit()

    def _founded_hall(self) -> SystemHall | None:
        """Open the hall; None between set-up and `hall init`, when there are tables and no hall in them."""
        way = connection.read(self.folder)
        if not isinstance(way, Connection):
            return None
        with contextlib.ExitStack() as unless_founded:
            engine = open_engine(connection.url_of(self.folder, replace(way, acts_as=SERVICE)))
            unless_founded.callback(engine.dispose)
            hall = SystemHall.open(engine)
            unless_founded.callback(hall.close)
            if not hall.see(facts_of).hall_id:
                return None
            unless_founded.pop_all()
            return hall

    def _let_go_of_hall(self) -> None:
        hall, self._hall = self._hall, None
        if hall is not None:
            hall.close()

    def _copy_if_due(self) -> None:
        if self._copier is not None and self._copier.is_alive():
            return
        if self._hall is None and self._zone is None:  # tables without a hall need no copy, and its own would wait
            return
        now = self._clock.now()
        zone = self._hall_zone()
        last = copying.latest(self.places, self._plan, zone)
        self.news.copied_at = last.isoformat() if last else ""
        if now.timestamp() >= self._next_copy and copying.is_due(last, now.astimezone(zone), self._plan.copy_at):
            self._next_copy = now.timestamp() + RETRY_COPY_SECONDS
            self._copier = threading.Thread(target=self._copy, args=(now,), name="copier", daemon=True)
            self._copier.start()

    def _copy(self, now: datetime) -> None:
        try:
            if self._cluster is not None:  # who looks after a given server copies it whole
                copying.copy(self._cluster, now)
            copying.portable(self.folder, self.places, self._plan.copies, now)
        except Exception as failure:
            if self._ended.is_set():
                log.warning("the host ended in the middle of a nightly copy; it is made after the next start")
            elif isinstance(failure, Refusal):
                log.error("the nightly copy failed and is tried again in half an hour: %s", failure)
            else:
                log.exception("the nightly copy failed; it is tried again in half an hour")

    def _hall_zone(self) -> ZoneInfo:
        if self._zone is None and self._hall is not None:
            self._zone = ZoneInfo(self._hall.see(facts_of).zone)
        return self._zone or ZoneInfo(HallFacts().zone)

    def _say(self) -> None:
        self.news.at = self._clock.now().isoformat()
        self.news.peers = self._front.peers() if self._front is not None else {}
        half = self.places.status.with_suffix(".part")
        with contextlib.suppress(OSError):  # a full disk is said by the hall itself
            half.write_text(json.dumps(asdict(self.news)), encoding="utf-8")
            half.replace(self.places.status)

    def _finish(self) -> None:
        self._ended.set()
        self._let_go_of_hall()
        if self._front is not None:
            self._front.close()
        if self._cluster is not None:
            self._cluster.stop()
        if self._copier is not None:
            self._copier.join(10.0)
        if self.news.at:
            self.places.status.unlink(missing_ok=True)
        self.places.stop.unlink(missing_ok=True)


def news_of(places: Places, now: datetime) -> News | None:
    """Return what a running host last said; None when none runs or it has been silent for a minute."""
    try:
        said = json.loads(places.status.read_text(encoding="utf-8"))
        news = News(**{**said, "peers": {int(port): at for port, at in said["peers"].items()}})
        silent = abs((now - datetime.fromisoformat(news.at)).total_seconds())
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return news if silent < 60 and _alive(news.pid) else None


def _alive(pid: int) -> bool:
    if os.name == "nt":
        return True  # asking would end it there; its silence tells soon enough
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # another user's, and alive
    return True
