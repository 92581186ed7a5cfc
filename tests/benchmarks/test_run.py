"""A run measures every row of the table, can be read by people and programs, and leaves nothing behind."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ui.bench import calling, run_benchmarks, table
from ui.bench import run as running
from ui.bench.places import Folder, Places, Server
from ui.bench.row import Row
from ui.bench.run import Step, steps_of
from ui.bench.scale import QUICK, WHOLE

TINY = replace(QUICK, history=50, rounds=1)
ROWS = {
    row.name
    for value in vars(table).values()
    for row in (value.values() if isinstance(value, dict) else [value])
    if isinstance(row, Row)
}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def steps_in_place_of_all(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> None:
    monkeypatch.setattr(running, "steps_of", lambda *_arguments: iter(steps))


def found() -> list[Row]:
    return [table.CALL[False].found(3.0, 0.3, 2.5), table.START.found(900.0, 100.0, more={"10": 4.0})]


def test_every_row_of_the_table_is_measured_once_or_said_not_to_be_run(tmp_path: Path) -> None:
    steps = list(steps_of(Folder(tmp_path), None, QUICK))
    assert sorted(row.name for step in steps for row in step.rows) == sorted(ROWS)
    left_out = {row.name for step in steps if step.measure is None for row in step.rows}
    assert left_out == {name for name in ROWS if "PostgreSQL" in name}


def test_with_a_server_nothing_is_left_out(tmp_path: Path) -> None:
    server = Server("postgresql+psycopg://nobody@localhost/nowhere")
    assert all(step.measure is not None for step in steps_of(Folder(tmp_path), server, QUICK))


def test_programs_get_one_json_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], temporary: Path
) -> None:
    steps_in_place_of_all(monkeypatch, Step("", (), found), Step("", (table.INITIALS[False],), None))
    assert run_benchmarks(quick=True, as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["quick"] is True
    assert [(row["name"], row["holds"]) for row in said["rows"]] == [
        (table.CALL[False].name, True),
        (table.START.name, False),
        (table.INITIALS[False].name, None),
    ]
    assert list(temporary.iterdir()) == []


def test_people_get_a_table_in_their_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], temporary: Path
) -> None:
    steps_in_place_of_all(monkeypatch, Step("", (), found), Step("", (table.INITIALS[False],), None))
    assert run_benchmarks(quick=False, as_json=False) == 0
    said = capsys.readouterr().out
    assert [words for words in ("达到", "未达到", "未测", "1.20 ×", "900 ms") if words not in said] == []


def test_whoever_cancels_gets_a_sentence_and_keeps_a_clean_disk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], temporary: Path
) -> None:
    def interrupted() -> list[Row]:
        (next(temporary.iterdir()) / "hall.db").write_text("half a hall", encoding="utf-8")
        raise KeyboardInterrupt

    steps_in_place_of_all(monkeypatch, Step("", (), interrupted))
    assert run_benchmarks(quick=True, as_json=True) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "取消" in captured.err
    assert list(temporary.iterdir()) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    if request.param == "sqlite":
        yield Folder(tmp_path)
        return
    server = Server(request.getfixturevalue("postgres_url"))
    yield server
    server.close()


def test_a_call_is_measured_on_either_database(places: Places) -> None:
    call, history = calling.measure(places, TINY)
    figures: list[Any] = [call.figure, call.bare, call.plain, history.figure, history.against]
    assert all(figure > 0 for figure in figures)
    assert list(history.more) == ["10", "50"]


def test_the_whole_run_takes_on_a_million_and_the_quick_one_twenty_thousand() -> None:
    assert (WHOLE.history, WHOLE.people, WHOLE.residents) == (1_000_000, 1_000_000, 2_000)
    assert (QUICK.history, QUICK.people) == (20_000, 20_000)
