"""The project's own Python is made once, follows its lock, and explains itself when it cannot."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from installer.environment import DEVELOPMENT_LOCK, RUNTIME_LOCK, Environment
from installer.problem import EnvironmentProblem


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an environment that was made once; a checkout links its files."""
    folder = tmp_path_factory.mktemp("made") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a tiny checkout, in a folder whose name needs quoting, whose locks ask for nothing."""
    root = tmp_path / "社区 hall"
    (root / "ui").mkdir(parents=True)
    (root / "ui" / "__init__.py").touch()
    (root / "ui" / "command_line.py").write_text("import sys\ndef main(): print(*sys.argv[1:]); return 7\n")
    for lock in (RUNTIME_LOCK, DEVELOPMENT_LOCK):
        (root / lock).write_text("# nothing\n")
    return root


@pytest.fixture
def ready(checkout: Path, made: Path) -> Path:
    """Give the checkout with an environment already made."""
    shutil.copytree(made, checkout / ".venv", symlinks=True, copy_function=_link)
    return checkout


def _link(source: str, target: str) -> None:
    os.link(source, target, follow_symlinks=False)


def hall(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([environment.hall, *arguments], capture_output=True, text=True, check=False)


def test_the_hall_command_runs_from_a_new_environment(checkout: Path) -> None:
    environment = Environment(checkout)
    environment.ensure(DEVELOPMENT_LOCK)
    answer = hall(environment, "counter", "3 号")
    assert (answer.returncode, answer.stdout) == (7, "counter 3 号\n")


def test_an_unchanged_lock_is_not_installed_again(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Environment(ready).ensure(DEVELOPMENT_LOCK)
    monkeypatch.setattr(Environment, "_install", lambda *_: pytest.fail("installed again"))
    Environment(ready).ensure(DEVELOPMENT_LOCK)
    Environment(ready).ensure(RUNTIME_LOCK)


def test_a_changed_lock_is_installed_again(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Environment(ready).ensure(RUNTIME_LOCK)
    (ready / RUNTIME_LOCK).write_text("# something else\n")
    installed: list[str] = []
    monkeypatch.setattr(Environment, "_install", lambda _, lock: installed.append(lock))
    Environment(ready).ensure(RUNTIME_LOCK)
    Environment(ready).ensure(RUNTIME_LOCK)
    assert installed == [RUNTIME_LOCK]


def test_a_broken_environment_is_made_anew(ready: Path) -> None:
    environment = Environment(ready)
    environment.ensure(RUNTIME_LOCK)
    environment.python.unlink()
    environment.python.symlink_to(ready / "gone")
    Environment(ready).ensure(RUNTIME_LOCK)
    assert hall(environment).returncode == 7


def test_a_file_with_another_digest_is_refused_in_one_sentence(ready: Path, tmp_path: Path) -> None:
    fake = tmp_path / "thing-1.0-py3-none-any.whl"
    fake.write_bytes(b"not what was locked")
    digest = hashlib.sha256(b"what was locked").hexdigest()
    (ready / RUNTIME_LOCK).write_text(f"thing @ {fake.as_uri()} --hash=sha256:{digest}\n")
    with pytest.raises(EnvironmentProblem, match=r"pip could not install requirements\.lock") as raised:
        Environment(ready).ensure(RUNTIME_LOCK)
    assert "\n" not in raised.value.english


def test_a_missing_lock_is_named(checkout: Path) -> None:
    (checkout / RUNTIME_LOCK).unlink()
    with pytest.raises(EnvironmentProblem, match=r"requirements\.lock is missing"):
        Environment(checkout).ensure(RUNTIME_LOCK)


def test_a_folder_that_cannot_hold_an_environment_is_named(checkout: Path) -> None:
    (checkout / ".venv").write_text("in the way")
    with pytest.raises(EnvironmentProblem, match="Python could not make"):
        Environment(checkout).ensure(RUNTIME_LOCK)


def test_the_hall_command_of_windows_runs_too(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.environment.WINDOWS", True)
    monkeypatch.setattr(Environment, "_install", lambda *_: None)
    (ready / ".venv" / "Scripts").mkdir()
    environment = Environment(ready)
    environment.python.symlink_to(Path("..", "bin", "python"))
    environment.ensure(RUNTIME_LOCK)
    line = environment.hall.read_bytes().decode("ascii").removeprefix("@").removesuffix("\r\n")
    # What cmd.exe puts in: the launcher's own folder, and the arguments as they were typed.
    command = line.replace("%~dp0", f"{environment.programs}{os.sep}").replace("%*", "counter '3 号'")
    answer = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (7, "counter 3 号\n")


def test_windows_gets_its_own_paths(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.environment.WINDOWS", True)
    environment = Environment(checkout)
    assert environment.python == checkout / ".venv" / "Scripts" / "python.exe"
    assert environment.hall.name == "hall.cmd"
    assert environment.program("ruff").endswith(os.sep.join(("Scripts", "ruff.exe")))
