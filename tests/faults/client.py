"""`python -m tests.faults.client --url … --device … --kind counter|kiosk --seed N --log FILE`: one busy window.

It opens the hall as a window does, lives on until it is killed, and needs nobody when its server comes back.
"""

import argparse
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from hall.kernel.clock import SystemClock
from hall.kernel.refusal import Refusal
from hall.service import Hall
from hall.storage import engine as engines
from hall.storage.changes import ALL_TOPICS
from hall.witness import FILE, Witness
from tests.faults.diary import ANEW, BUG, NOTE, UP, Diary, Reader, unanswered
from tests.faults.life import Counter, Kiosk
from tests.faults.recorded import Recorded
from tests.waiting import until

ASKED = {"sqlite": ("PRAGMA synchronous", "2"), "postgresql": ("SHOW synchronous_commit", "on")}
"""How a database is asked whether a commit waits for the disk, and what it must answer."""


class MovedClock:
    """A PC's clock that somebody sets: the system's time and so many seconds, read from a file."""

    def __init__(self, file: Path) -> None:
        self._file, self._system = file, SystemClock()

    def now(self) -> datetime:
        """Return the wrong time."""
        return self._system.now() + timedelta(seconds=float(self._file.read_text() or 0))


def main(arguments: Sequence[str] | None = None) -> None:
    """Live until somebody kills this process."""
    order = _parser().parse_args(arguments)
    if order.quick_heartbeat:
        engines.HEARTBEAT.update(
            connect_timeout=2, keepalives_idle=1, keepalives_interval=1, keepalives_count=2, tcp_user_timeout=3000
        )
    before = Reader(order.log).read()
    diary, random = Diary(order.log), Random(f"{order.seed} {len(before)}")
    hall = _opened(order, diary)
    own = hall.at(order.device)
    own.feed.subscribe(lambda topics: _heard(own, diary, topics))

    def think() -> None:
        _think(random.uniform(0, order.think))

    recorded = Recorded(own, diary, think)
    diary.write(UP)
    if (intent := unanswered(before)) is not None:
        _repeat(recorded, intent, diary)
    helpers = [Recorded(hall.at(device), diary) for device in order.helpers]
    if order.kind == "kiosk":
        client: Counter | Kiosk = Kiosk(recorded, diary, random)
    else:
        client = Counter(recorded, diary, random, (helpers[0], helpers[1]) if helpers else None)
    while True:
        client.step()
        think()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--device", required=True)
    parser.add_argument("--kind", choices=("counter", "kiosk"), required=True)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--helpers", nargs=2, default=[], help="devices of the leader and of the keeper of the seals")
    parser.add_argument("--think", type=float, default=0.05, help="seconds between two steps, on average")
    parser.add_argument("--clock", type=Path, help="file with the seconds by which this PC's clock is wrong")
    parser.add_argument("--quick-heartbeat", action="store_true")
    return parser


def _opened(order: argparse.Namespace, diary: Diary) -> Hall:
    """Open the hall, also when its server comes only later; a file has its witness, as in a data folder."""
    found: list[Hall] = []
    clock = MovedClock(order.clock) if order.clock else None

    def open_now() -> bool:
        engine = engines.open_engine(order.url)
        try:
            found.append(Hall.open(engine, clock))
        except Refusal as refusal:
            diary.write(NOTE, action="open", value=refusal.code)
            return False
        if hasty := does_not_wait(engine):
            diary.write(BUG, action="open", value=hasty)
        if engine.dialect.name == "sqlite":
            found[0].witness = Witness(engine, order.log.parent / FILE)
        return True

    until(open_now, "the hall did not open", patience=240)
    return found[0]


def does_not_wait(engine: Engine) -> str:
    """Return how a commit is answered before it lies on the disk, which no kill can show; empty when it is not."""
    asked, promised = ASKED[engine.dialect.name]
    try:
        with engine.connect() as connection:
            said = str(connection.exec_driver_sql(asked).scalar_one())
    except DBAPIError:  # the server is just gone again; the next opening asks again
        return ""
    return "" if said == promised else f"{asked} answers {said}: a commit does not wait for the disk"


def _heard(hall: Hall, diary: Diary, topics: frozenset[object]) -> None:
    """Count what was said on the line; that everything may have changed is what a feed tells itself."""
    if topics == ALL_TOPICS:
        diary.write(NOTE, action=ANEW)
    diary.heard += topics != ALL_TOPICS
    hall.noticed(topics)  # type: ignore[arg-type]


def _repeat(hall: Recorded, intent: object, diary: Diary) -> None:
    """Ask again for what was under way when this client was killed; the first answer comes again."""
    try:
        hall.again(intent)  # type: ignore[arg-type]
    except Refusal as refusal:
        diary.write(NOTE, action="repeated", value=refusal.code)
    else:
        diary.write(NOTE, action="repeated")


def _think(seconds: float) -> None:
    """Do what people do between two keys."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() >= end, "time stands still", patience=seconds + 60)


if __name__ == "__main__":
    main()
