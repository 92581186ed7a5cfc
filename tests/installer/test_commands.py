"""What a person sees of `python3 installer/bootstrap.py`."""

import ast
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from installer import commands, gate, system, tour
from installer.environment import DEVELOPMENT_LOCK, RUNTIME_LOCK, Environment
from installer.machine import Machine
from installer.needs import Need
from installer.problem import EnvironmentProblem

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give the list of programs that are called instead of running."""
    made: list[list[str]] = []

    def call(command: Sequence[str], **_: Any) -> int:
        made.append([str(word) for word in command])
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    return made


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of locks that would be installed on a machine that has everything."""
    locks: list[str] = []
    monkeypatch.setattr(Environment, "ensure", lambda _, lock: locks.append(lock))
    monkeypatch.setattr(system, "ensure", lambda *_: None)
    return locks


def test_an_old_python_can_read_the_first_file() -> None:
    source = (ROOT / "installer" / "bootstrap.py").read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 0))
    assert source.index("sys.version_info <") < source.index("from installer")


def test_pytest_gets_the_flags_after_two_dashes(calls: list[list[str]], prepared: list[str]) -> None:
    assert commands.main(["test", "--", "-k", "queue", "-x"]) == 0
    assert prepared == [DEVELOPMENT_LOCK]
    assert calls[-1][-3:] == ["-k", "queue", "-x"]
    assert [Path(call[0]).stem for call in calls] == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]


@pytest.mark.parametrize(
    ("failing", "code"), [("ruff", 1), ("mypy", 1), ("lint-imports", 1), ("pytest", 5), ("nobody", 0)]
)
def test_one_failed_check_fails_the_gate_but_all_run(
    monkeypatch: pytest.MonkeyPatch, prepared: list[str], failing: str, code: int
) -> None:
    ran: list[str] = []

    def call(command: Sequence[str], **_: Any) -> int:
        ran.append(Path(command[0]).stem)
        return (5 if failing == "pytest" else 1) if ran[-1] == failing else 0

    monkeypatch.setattr(subprocess, "call", call)
    assert gate.test(Environment(ROOT), []) == code
    assert ran[-1] == "pytest"


def test_with_a_screen_the_sample_hall_opens(
    monkeypatch: pytest.MonkeyPatch, calls: list[list[str]], prepared: list[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(Machine, "has_screen", lambda _: True)
    assert commands.main(["run", "--out", str(tmp_path)]) == 0
    assert prepared == [RUNTIME_LOCK]
    assert [call[1:] for call in calls] == [["--data", str(tmp_path / "data"), "demo"]]


def test_without_a_screen_the_folder_is_named(
    monkeypatch: pytest.MonkeyPatch, calls: list[list[str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(Machine, "has_screen", lambda _: False)
    assert tour.tour(Environment(ROOT), Machine(), tmp_path / "tour") == 0
    assert [call[3] for call in calls] == ["day", "demo"]
    assert calls[1][4:] == ["--screenshots", str(tmp_path / "tour")]
    said = capsys.readouterr().out
    assert "No screen here" in said
    assert str(tmp_path / "tour") in said


def test_a_tour_that_failed_promises_no_pictures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(Machine, "has_screen", lambda _: False)
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 3)
    assert tour.tour(Environment(ROOT), Machine(), tmp_path) == 3
    assert "pictures are in" not in capsys.readouterr().out


def test_a_poor_machine_gets_one_sentence_in_two_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_needs: Sequence[Need], _machine: Machine) -> None:
        raise EnvironmentProblem("Install it.", "请安装。")

    monkeypatch.setattr(system, "ensure", refuse)
    monkeypatch.setattr(Machine, "is_linux", lambda _: True)
    assert commands.main(["run"]) == 1
    assert capsys.readouterr().err == "Install it.\n请安装。\n"


def test_ci_calls_the_installer_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec python3 installer/bootstrap.py test"
    assert "set -euo pipefail" in lines
