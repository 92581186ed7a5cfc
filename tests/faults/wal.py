"""`python -m tests.faults.wal --rounds 30 --database sqlite|postgresql`: a crash copy with its log cut.

At some instant everything stands still and the data are copied, as a disk has them after a power cut; then the end of
the log is taken away. What opens must hold the beginning of what was acknowledged, nothing out of order, and must say
that the end is gone; a PostgreSQL server that cannot start must say why.
"""

import json
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.gate import Request
from hall.kernel.clock import SystemClock
from hall.kernel.refusal import Refusal
from hall.storage.engine import open_engine
from hall.storage.folding import mend, tidy
from hall.storage.sealing import unlock
from hall.storage.trouble import sentence_for
from hall.witness import FILE, Witness, note_in
from tests.faults import diary
from tests.faults.copied import copy_of_cluster, cut_cluster_log
from tests.faults.outcomes import Outcome, parser, progress, show
from tests.faults.proofs import everything_wrong
from tests.faults.rounds import counted, dead, hall_of, live
from tests.faults.server import DurableServer
from tests.faults.yard import Yard

NOTE_SECONDS = 6.0
"""Every second some open window notes; so much later still, on a machine that does much else."""

NOT_OPENED = "it does not open and says that it is damaged, although only the log was cut"
BESIDE_A_READER, WHILE_FOLDED, FOLD_SECONDS = 0.5, 0.6, 2.0
"""So often a file is copied when its log was folded half-way or is being folded, when alone a cut could tear it."""


def run(order: Namespace) -> Outcome:
    """Copy and cut so many times."""
    chance = Random(f"{order.seed} wal {order.database}")
    outcome = Outcome("日志文件被截断", "断电副本，日志在随机字节处截断", order.database)
    begun = time.monotonic()
    with hall_of(order) as (hall, server):
        hall.start()
        for number in range(order.rounds):
            live(chance.uniform(0.5, 2.0))
            folder = hall.folder / f"copy-{number}"
            folder.mkdir()
            folder.chmod(0o755)
            cut = _cut_server(hall, server, folder, chance) if server else _cut_file(hall, folder, chance)
            outcome.add(_judged(hall, cut, folder, outcome))
            progress(outcome, begun)
        diaries = [list(client.diary.read()) for client in hall.clients]
        wrong = [*everything_wrong(hall.engine, diaries), *dead(hall)]
        outcome.wrong += [f"the hall that was copied: {sentence}" for sentence in wrong]
        return counted(outcome, hall)


class Cut:
    """A copy that was cut: how to open it; with words, why it does not start or what is wrong with its note."""

    def __init__(self, url: str, server: DurableServer | None = None, words: str = "") -> None:
        self.url, self.server, self.words = url, server, words


def _noted(hall: Yard, folder: Path) -> None:
    """Do what the host does every second: note how far the books reach, outside the database."""
    there = {device_id: len(chain) for device_id, chain in _chains(hall.engine).items()}
    file = folder / FILE
    Witness(hall.engine, file).note(SystemClock().now())
    noted = json.loads(file.read_text(encoding="utf-8"))["heads"]
    assert all(noted.get(device_id, 0) >= seq for device_id, seq in there.items()), "the note lacks what was there"


def _cut_file(hall: Yard, folder: Path, chance: Random) -> Cut:
    file, copy = hall.folder / "hall.db", hall.folder / "hall.db-fold"
    with _some_reader(hall, chance) as reads:
        if not reads and chance.random() < WHILE_FOLDED:
            _at_once_when(copy.exists, chance.uniform(0, 0.05))
        hall.freeze()
        try:
            for part in (file, hall.folder / "hall.db-wal", copy, hall.folder / FILE):
                if part.exists():
                    subprocess.run(["cp", str(part), str(folder / part.name)], check=True)
            words = note_is_old(folder / FILE, SystemClock().now())
        finally:
            hall.thaw()
    log = folder / f"{file.name}-wal"
    # What was folded tears the more the less is left of the log: of those that were folded, most are cut early.
    share = chance.random() ** (4 if (folder / copy.name).exists() else 1)
    with log.open("rb+") as bytes_:
        bytes_.truncate(int(share * (log.stat().st_size + 1)))
    return Cut(f"sqlite+pysqlite:///{folder / file.name}", words=words)


def note_is_old(file: Path, now: datetime) -> str:
    """Return how long no window has noted how far the books reach; empty where one has done so just now."""
    noted = note_in(file)
    age = (now - noted[0]).total_seconds() if noted else None
    return "" if age is not None and age < NOTE_SECONDS else f"nobody has noted what is in the books for {age} s"


@contextmanager
def _some_reader(hall: Yard, chance: Random) -> Iterator[bool]:
    """Let somebody read for long, or not, while the log is folded.

    It is folded then as far as the reader's beginning and cannot begin anew until the reader ends.
    """
    if chance.random() >= BESIDE_A_READER:
        yield False
        return
    with hall.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM request").scalar_one()
        live(chance.choice((0.0, chance.uniform(0.1, 1.0))))
        tidy(hall.engine, 1)
        yield True


def _at_once_when(ready: Callable[[], bool], later: float) -> None:
    """Return so many seconds after something is so, without any pause; or after a while, when it never is."""
    end = time.monotonic() + FOLD_SECONDS
    while not ready() and time.monotonic() < end:
        pass
    end = time.monotonic() + later
    while time.monotonic() < end:
        pass


def _cut_server(hall: Yard, server: DurableServer, folder: Path, chance: Random) -> Cut:
    _noted(hall, folder)
    copy = copy_of_cluster(server, folder / "cluster")
    if (name := cut_cluster_log(copy.data, chance)) is None:
        return Cut("", copy, "nothing was written since the checkpoint")
    try:
        copy.revive()
    except RuntimeError as error:
        return Cut("", copy, f"{name}: {error}")
    return Cut(copy.url(hall.url.rpartition("/")[2]), copy)


def _judged(hall: Yard, cut: Cut, folder: Path, outcome: Outcome) -> list[str]:
    """Return what is wrong with a copy; every acknowledgement of before the copy counts, as far as it goes."""
    diaries = [list(client.diary.read()) for client in hall.clients]
    try:
        if not cut.url:
            outcome.counts["did not start, and said why"] += 1
            return [] if _says_why(cut.words) else [f"did not start and did not say why: {cut.words[-400:]}"]
        if "sqlite" in cut.url and not _mended(folder / "hall.db", outcome):
            return [NOT_OPENED]
        engine = open_engine(cut.url)
        try:
            if not _sound(engine, folder):
                return [NOT_OPENED]
            wrong = [cut.words] if cut.words else []
            return [*wrong, *_a_beginning(hall, engine), *_says_so(engine, folder, outcome), *_whole(engine, diaries)]
        except DatabaseError as error:
            return [f"it was opened without a word and is damaged: {error.orig}"]
        finally:
            engine.dispose()
    finally:
        if cut.server is not None:
            cut.server.stop()
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def _mended(file: Path, outcome: Outcome) -> bool:
    """Do what the opening does before the file is opened; tell whether it goes on."""
    outcome.counts["cut while the log was folded"] += file.with_name(f"{file.name}-fold").exists()
    try:
        outcome.counts["what was being folded was put back"] += mend(file)
    except Refusal:
        return False
    return True


def _sound(engine: Engine, folder: Path) -> bool:
    """Tell whether the opening would go on; the power was cut while the log was folded when it would not."""
    witness = Witness(engine, folder / FILE)
    try:
        unlock(engine)
        return witness.behind() is None or witness.sound()
    except DatabaseError as error:
        said = sentence_for(error)
        if isinstance(said, Refusal) and said.code == "storage.damaged":
            return False
        raise


def _whole(engine: Engine, diaries: list[list[diary.Entry]]) -> list[str]:
    """Return what a check of the copy finds, apart from what the cut took."""
    wrong = everything_wrong(engine, [[entry for entry in entries if entry.kind == diary.NOTE] for entries in diaries])
    return [f"the copy: {sentence}" for sentence in wrong]


def _a_beginning(hall: Yard, copy: Engine) -> list[str]:
    """Return what is missing in the middle: each device's chain of actions must be the beginning of the real one."""
    here, there = _chains(copy), _chains(hall.engine)
    torn = [key for key in here if there[key][: len(here[key])] != here[key]]
    wrong = [f"device {key}: its actions are not a beginning" for key in torn]
    return wrong + (_order_of_commits(hall.engine, copy) if copy.dialect.name == "sqlite" else [])


def _chains(engine: Engine) -> dict[str, list[str]]:
    chains: dict[str, list[str]] = {}
    with Session(engine) as session:
        rows = select(AuditEntry.device_id, AuditEntry.digest).order_by(AuditEntry.device_id, AuditEntry.seq)
        for device_id, digest in session.execute(rows):
            chains.setdefault(device_id, []).append(digest)
    return chains


def _order_of_commits(whole: Engine, copy: Engine) -> list[str]:
    """Return whether a file lacks a commit and has a later one; SQLite numbers rows as they were committed."""
    in_order = select(Request.id).order_by(text("rowid"))
    with Session(copy) as here, Session(whole) as there:
        kept, all_of_them = list(here.scalars(in_order)), list(there.scalars(in_order))
    return [] if all_of_them[: len(kept)] == kept else ["a later action is there and an earlier one is not"]


def _says_so(engine: Engine, folder: Path, outcome: Outcome) -> list[str]:
    """Return whether the opening says less or more than what is gone of the actions that were noted."""
    file = folder / FILE
    noted: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))["heads"] if file.exists() else {}
    kept = {device_id: len(chain) for device_id, chain in _chains(engine).items()}
    gone = sum(max(0, seq - kept.get(device_id, 0)) for device_id, seq in noted.items())
    behind = Witness(engine, file).behind()
    said = behind.entries if behind else 0
    outcome.counts["lost the end, and said so" if behind else "lost nothing that was noted"] += 1
    outcome.counts["actions gone"] += gone
    return [] if said == gone else [f"{gone} actions that were noted are gone, and the opening speaks of {said}"]


def _says_why(words: str) -> bool:
    return any(sign in words for sign in ("PANIC", "FATAL", "checkpoint", "invalid"))


def main() -> int:
    """Run this part; answers with the exit code."""
    return show([run(order := parser(__doc__, 30).parse_args())], as_json=order.json)


if __name__ == "__main__":
    sys.exit(main())
