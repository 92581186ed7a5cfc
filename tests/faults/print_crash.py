"""`python -m tests.faults.print_crash [--rounds N]`: prints real jobs and dies by SIGKILL at each step of a print.

After each restart no copy has a second original, no state claims a paper that is not there, and every job has ended or
asks a person. With `--postgresql` on a PostgreSQL server of its own.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from hall.check import find_problems
from hall.contacts.actions import open_sheet, print_sheet
from hall.documents.views import documents_of
from hall.queue.actions import take_ticket
from hall.service import Hall, SystemHall
from hall.simulation.sample import SampleHall
from hall.storage.engine import open_engine
from printing.spooler import FileSpooler
from tests.faults.crashing import BlindSpooler, Proof, Steps, die_at, print_once, what_is_wrong
from tests.halls import furnish_database, sample_hall
from tests.postgres import PostgresServer

CASES = tuple((paper, blind) for paper in ("sheet", "ticket") for blind in (False, True))
"""A numbered original of several parts and a ticket; on a printer that knows what it had and on one that does not."""


def issue_paper(sample: SampleHall, paper: str) -> tuple[Hall, str]:
    """Queue one paper; answers with the device that prints it and the document's key."""
    clerk = sample.seats[0].hall
    if paper == "ticket":
        device, subject = sample.kiosk, sample.kiosk.do(take_ticket, service_code="aid")
    else:
        device, subject = clerk, clerk.do(open_sheet, matter_text="楼道灯坏了", name="程小满")
        clerk.do(print_sheet, sheet_id=subject)
    (document,) = clerk.see(documents_of, subject_id=subject)
    return device, document.id


@contextmanager
def prepared(folder: Path, paper: str) -> Iterator[tuple[Path, str, str]]:
    """Give the file of a hall in which one paper waits, with its device and its key."""
    path = folder / f"{paper}.sqlite3"
    if not path.exists():
        furnish_database(f"sqlite:///{path}")
    sample = sample_hall(f"sqlite:///{path}")
    device, document_id = issue_paper(sample, paper)
    device_id = device.actor.device_id
    sample.itself.close()
    yield path, device_id, document_id


def every_step(
    path: Path, device_id: str, document_id: str, folder: Path, *, blind: bool, proof: Proof | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Print once to learn the steps, then die at each of them; yield each with what was wrong afterwards.

    With a proof of one's own, as the short test has it, steps are left out between which nothing leaves the process.
    """
    names = _steps(path, device_id, folder / "dry", blind=blind)
    for number, name in enumerate(names):
        if proof is not None and number and name.startswith("before") and names[number - 1].startswith("after"):
            continue
        round_folder = folder / str(number)
        round_folder.mkdir()
        copy = shutil.copy(path, round_folder / "hall.sqlite3")
        url, paper = f"sqlite:///{copy}", round_folder / "paper"
        yield name, _one_round(url, device_id, document_id, paper, number, blind=blind, proof=proof or find_problems)
        shutil.rmtree(round_folder)


def _steps(path: Path, device_id: str, folder: Path, *, blind: bool) -> list[str]:
    folder.mkdir()
    copy = shutil.copy(path, folder / "hall.sqlite3")
    steps = Steps()
    print_once(f"sqlite:///{copy}", device_id, _spooler(folder / "paper", blind=blind), steps)
    return steps.names


def _one_round(
    url: str, device_id: str, document_id: str, paper: Path, step: int, *, blind: bool, proof: Proof = find_problems
) -> list[str]:
    if not die_at(step, url, device_id, _spooler(paper, blind=blind)):
        return ["it did not die"]
    hall = SystemHall.open(open_engine(url))
    try:
        return what_is_wrong(hall, hall.at(device_id), document_id, paper, blind=blind, proof=proof)
    finally:
        hall.close()


def _spooler(folder: Path, *, blind: bool) -> FileSpooler:
    return (BlindSpooler if blind else FileSpooler)(folder)


def _on_postgresql(rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the same on PostgreSQL: a database of its own for each death."""
    server = PostgresServer()
    try:
        server.start()
        for _ in range(rounds):
            for paper, blind in CASES:
                yield from _postgresql_steps(server, paper, blind=blind)
    finally:
        server.stop()


def _postgresql_steps(server: PostgresServer, paper: str, *, blind: bool) -> Iterator[tuple[str, list[str]]]:
    names, step = [""], 0
    while step < len(names):
        with ExitStack() as stack:
            url = stack.enter_context(server.database(furnish_database))
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            sample = sample_hall(url)
            device, document_id = issue_paper(sample, paper)
            device_id = device.actor.device_id
            sample.itself.close()
            if names == [""]:
                steps = Steps()
                print_once(url, device_id, _spooler(folder, blind=blind), steps)
                names = steps.names
                continue
            name = f"PostgreSQL, {paper}{', blind' if blind else ''}, {names[step]}"
            yield name, _one_round(url, device_id, document_id, folder / "paper", step, blind=blind)
            step += 1


def _on_sqlite(rounds: int) -> Iterator[tuple[str, list[str]]]:
    for _ in range(rounds):
        for paper, blind in CASES:
            with tempfile.TemporaryDirectory() as name, prepared(Path(name), paper) as (path, device_id, document_id):
                for step, wrong in every_step(path, device_id, document_id, Path(name), blind=blind):
                    yield f"SQLite, {paper}{', blind' if blind else ''}, {step}", wrong


def main() -> int:
    """Die at every step of every case; answers with the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    order = parser.parse_args()
    died = bad = 0
    for name, wrong in _on_postgresql(order.rounds) if order.postgresql else _on_sqlite(order.rounds):
        died += 1
        bad += bool(wrong)
        if wrong:
            sys.stdout.write(f"{name}: {'; '.join(wrong)}\n")
    sys.stdout.write(f"{died} deaths, {bad} with something wrong\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
