"""After years nothing that is done or looked at in a hall may walk through a whole table: every question has an index.

SQLite says of each question how it goes about it. It is the stricter of the two databases: with a bound value it uses
no partial index, and it never skips along a key from its second column on.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest
from sqlalchemy import Engine, event

from hall.facade import Hall
from hall.gate import Gate
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.opening import sample_hall
from hall.simulation.accounts import account
from hall.simulation.day import Simulation
from hall.simulation.paperwork import print_unseen
from hall.simulation.profiles import PROFILES
from hall.simulation.sample import FACTS, SampleHall, furnish
from tests.halls import MONDAY_MORNING
from tests.roles import looking

PROFILE, RESIDENTS = "village", 30
MANY: Final = 5
"""A table that grows by so many rows in a small day grows for ever."""

OF_THE_WHOLE: Final = frozenset({"prove_chains", "count_due"})
"""Views whose matter is every row: the proof of the audit record, and what has to be cleared from the registers."""

ONCE_A_DAY: Final = frozenset({("day_close", "original")})
"""What came in today is counted at the close. An index over the times would draw the questions of the day to it."""

Asked = dict[str, tuple[str, Any]]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, frozenset[str], Asked]:
    """Give a hall after a day, the tables that grew, and every question of the day and of all windows, by its text."""
    folder = tmp_path_factory.mktemp("plans")
    clock = ManualClock(MONDAY_MORNING)
    sample = furnish(sample_hall(folder, FACTS, clock), 2)
    file = folder / "hall.db"
    before = _rows(file)
    said: Asked = {}
    with _listening(said):
        _live(sample, clock)
        _look(sample)
    grown = frozenset(name for name, count in _rows(file).items() if count - before[name] >= MANY)
    sample.itself.close()
    return file, grown, said


def test_no_question_walks_through_a_table_that_grows(asked: tuple[Path, frozenset[str], Asked]) -> None:
    file, grown, said = asked
    assert {"ticket", "ticket_event", "print_job", "case_file", "audit_entry", "request"} <= grown
    assert len(said) > 300
    with closing(sqlite3.connect(file)) as connection:
        small = {name for name, sql in connection.execute("SELECT name, sql FROM sqlite_master") if _is_partial(sql)}
        walks = {
            f"{who}: {walk} in {question}"
            for question, (who, values) in said.items()
            for walk in _walks(connection, question, values, grown, small)
            if (who, walk) not in ONCE_A_DAY
        }
    assert walks == set()


def _live(sample: SampleHall, clock: ManualClock) -> None:
    profile = replace(PROFILES[PROFILE], residents=RESIDENTS, counters=2)
    Simulation(sample, clock, profile, PROFILE, 1, print_unseen, lambda _done: None).live(1)


def _look(sample: SampleHall) -> None:
    """Look at everything that the windows of each kind look at."""
    halls = {"kiosk": sample.kiosk, "display": sample.display, "guide": sample.guide, "supervisor": sample.leader}
    for kind in looking.WINDOWS:
        hall = halls.get(kind, sample.seats[0].hall)
        for view in looking.views_of(kind).values():
            given = looking.given_to(view, sample.itself._engine)
            if given is not None and view.__name__ not in OF_THE_WHOLE:
                _see(hall, view, given)


def _see(hall: Hall, view: Callable[..., object], given: dict[str, Any]) -> None:
    with suppress(Refusal):  # it has asked before it refused
        hall.see(view, **given)


@contextmanager
def _listening(said: Asked) -> Iterator[None]:
    """Note what actions, due acts and views ask, but for the account of a simulated day, which proves everything."""
    doing = [""]

    def note(_c: object, _cursor: object, question: str, values: Any, _context: object, many: bool) -> None:
        if doing[-1] and not many and question.split(maxsplit=1)[0] in ("SELECT", "UPDATE", "DELETE"):
            said.setdefault(question, (doing[-1], values))

    def named(plain: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        def listened(*given: Any, **kwargs: Any) -> Any:
            doing.append(name(*given))
            try:
                return plain(*given, **kwargs)
            finally:
                doing.pop()

        return listened

    event.listen(Engine, "before_cursor_execute", note)
    with (
        patch.object(Gate, "do", named(Gate.do, lambda _gate, action, *_: action.name)),
        patch.object(Gate, "run_due", named(Gate.run_due, lambda *_: "what falls due")),
        patch.object(Hall, "see", named(Hall.see, lambda _hall, view, *_: "" if view is account else view.__name__)),
    ):
        yield
    event.remove(Engine, "before_cursor_execute", note)


def _walks(
    connection: sqlite3.Connection, question: str, values: Any, grown: frozenset[str], small: set[str]
) -> Iterator[str]:
    """Yield the tables that a question reads from end to end."""
    if " WHERE " not in question.replace("\n", " ") and " LIMIT " in question.replace("\n", " "):
        return  # it takes the first of an order and ends
    for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {question}", values):
        found = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
        if found and found[1] in grown and found[2] not in small:
            yield found[1]


def _is_partial(sql: str | None) -> bool:
    return bool(sql) and str(sql).startswith("CREATE") and "INDEX" in str(sql)[:20] and " WHERE " in str(sql)


def _rows(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
