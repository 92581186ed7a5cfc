"""How a change reaches other windows: a notice of topics after each commit.

On PostgreSQL a commit sends one NOTIFY and each client holds one LISTEN connection. On SQLite a revision row per topic
is raised in the same transaction, and a watcher polls `PRAGMA data_version`, which costs microseconds. After start,
reconnect or doubt every topic counts as touched.
"""

import logging
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import psycopg
from sqlalchemy import Engine, String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from hall.kernel.topics import Topic
from hall.storage.base import Base
from hall.storage.engine import HEARTBEAT

CHANNEL = "hall_changes"
POLL_SECONDS = 0.02
LOOKS_PER_FILE = 25
"""After so many looks into the file the watcher looks whether it is still the same file."""
FIRST_PAUSE_SECONDS = 0.3
LONGEST_PAUSE_SECONDS = 3.0
"""Between two attempts to reach the database, spread so that forty PCs do not all come at once."""
FOLD_SECONDS = 0.03
"""Notices that come within this time after the last one told are told together: a storm is a few of them."""
ALL_TOPICS = frozenset(Topic)

Listener = Callable[[frozenset[Topic]], None]
log = logging.getLogger(__name__)


class Revision(Base):
    """How often a topic has changed; used on SQLite only."""

    __tablename__ = "revision"

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]


def announce(session: Session, topics: Iterable[Topic]) -> None:
    """Send a notice of change with the commit of this session."""
    names = sorted(topics)
    if not names:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_notify(:channel, :names)"), {"channel": CHANNEL, "names": ",".join(names)})
        return
    session.connection().execute(_RAISE, [{"topic": name} for name in names])


# As text: SQLAlchemy compiles an upsert of its own making anew each time.
_RAISE = text(
    "INSERT INTO revision (topic, value) VALUES (:topic, 1) "
    "ON CONFLICT (topic) DO UPDATE SET value = revision.value + 1"
)


class ChangeFeed:
    """Calls its listeners, in a thread of its own, with the topics that any client has changed.

    Attributes:
        connected: False while the database is out of reach; a screen then says that its news is old.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._listeners: list[Listener] = []
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.connected = True
        self._file = 0

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; the first one starts the watcher. Returns the function that removes it again."""
        self._listeners.append(listener)
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="change-feed", daemon=True)
            self._thread.start()
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """End the watcher."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _tell(self, topics: frozenset[Topic]) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(topics)
            except Exception:
                log.exception("a listener failed; the others are told all the same")

    def _watch(self) -> None:
        listen = self._listen if self._engine.dialect.name == "postgresql" else self._poll
        pause = FIRST_PAUSE_SECONDS
        while not self._ended.is_set():
            try:
                listen()
            except (psycopg.Error, sqlite3.Error, OSError):
                pause = FIRST_PAUSE_SECONDS if self.connected else min(pause * 2, LONGEST_PAUSE_SECONDS)
                self.connected = False
                log.warning("change feed lost its database; trying again", exc_info=True)
                self._ended.wait(pause * random.uniform(0.5, 1.0))

    def _poll(self) -> None:
        file = Path(self._engine.url.database or "")
        standing, before = file.stat().st_ino, self._file
        self._file = standing
        if before not in (0, standing):
            # Another file under the old name, as after a restore: who reads the old one would never see a change.
            self._engine.dispose()
        connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        try:
            seen: dict[str, int] = {}
            version, looks = -1, 0
            while not self._ended.wait(POLL_SECONDS):
                looks += 1
                if looks % LOOKS_PER_FILE == 0 and file.stat().st_ino != standing:
                    return
                current = connection.execute("PRAGMA data_version").fetchone()[0]
                self.connected = True
                if current == version:
                    continue
                version = current
                seen = self._compare(seen, dict(connection.execute("SELECT topic, value FROM revision")))
        finally:
            connection.close()

    def _compare(self, seen: dict[str, int], now: dict[str, int]) -> dict[str, int]:
        changed = topics_of(topic for topic, value in now.items() if seen.get(topic) != value)
        if changed:
            self._tell(changed if seen else ALL_TOPICS)
        return now

    def _listen(self) -> None:
        # The engine's own arguments, those of TLS included: the feed must not come by another way than the actions.
        arguments = cast(dict[str, Any], self._engine.dialect.create_connect_args(self._engine.url)[1])
        with psycopg.connect(autocommit=True, **{**HEARTBEAT, **arguments}) as connection:
            connection.execute(f"LISTEN {CHANNEL}")  # a constant of this module
            self.connected = True
            self._tell(ALL_TOPICS)
            self._hear(connection)

    def _hear(self, connection: psycopg.Connection[Any]) -> None:
        """Tell the first notice at once and fold those that follow it closely; the last one is always told."""
        waiting: frozenset[Topic] = frozenset()
        quiet_until = 0.0
        while not self._ended.is_set():
            rest = quiet_until - time.monotonic()
            if waiting and rest <= 0:
                self._tell(waiting)
                waiting, quiet_until = frozenset(), time.monotonic() + FOLD_SECONDS
                continue
            for notice in connection.notifies(timeout=rest if waiting else 0.2, stop_after=1):
                waiting |= topics_of(notice.payload.split(","))


def topics_of(names: Iterable[str]) -> frozenset[Topic]:
    """Return the topics of a notice; all of them when a name is unknown: a newer program may call things otherwise."""
    said = frozenset(names)
    return frozenset(Topic(name) for name in said) if said <= _NAMES else ALL_TOPICS


_NAMES = frozenset(topic.value for topic in Topic)
