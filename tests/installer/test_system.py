"""A machine without Qt's libraries gets them, or is told which command brings them."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from installer import system
from installer.machine import Machine
from installer.needs import PIP_MAKER, QT_LIBRARIES, TEST_PROGRAMS, Kind, Need
from installer.problem import EnvironmentProblem

EGL = Need("libEGL.so.1", Kind.LIBRARY, ("libegl1",))
SOUND = Need("libasound.so.2", Kind.LIBRARY, ("libasound2t64", "libasound2"))
QPDF = Need("qpdf", Kind.PROGRAM, ("qpdf",))


class BareMachine(Machine):
    """A Debian machine on which nothing is installed yet, and which records what it is asked to run."""

    def __init__(self, archive: Sequence[str] = ("libegl1", "libasound2", "qpdf"), *, root: bool = True) -> None:
        self.archive = set(archive)
        self.root = root
        self.sudo = False
        self.debian = True
        self.lists_are_fresh = True
        self.installed: set[str] = set()
        self.commands: list[list[str]] = []

    def has(self, need: Need) -> bool:
        return bool(self.installed & set(need.packages))

    def is_debian(self) -> bool:
        return self.debian

    def is_root(self) -> bool:
        return self.root

    def may_sudo(self) -> bool:
        return self.sudo

    def knows_package(self, name: str) -> bool:
        return self.lists_are_fresh and name in self.archive

    def run(self, command: list[str]) -> bool:
        self.commands.append(command)
        if command[-1] == "update":
            self.lists_are_fresh = True
            return True
        wanted = {word for word in command[command.index("install") + 1 :] if not word.startswith("--")}
        if not self.lists_are_fresh or not wanted <= self.archive:
            return False
        self.installed |= wanted
        return True


def test_root_installs_only_what_is_missing() -> None:
    machine = BareMachine()
    machine.installed = {"libegl1"}
    system.ensure([EGL, SOUND, QPDF], machine)
    assert machine.installed == {"libegl1", "libasound2", "qpdf"}
    assert machine.commands[-1][-2:] == ["libasound2", "qpdf"]
    assert "DEBIAN_FRONTEND=noninteractive" in machine.commands[-1]


def test_nothing_is_run_when_nothing_is_missing() -> None:
    machine = BareMachine(root=False)
    machine.installed = {"libegl1"}
    system.ensure([EGL], machine)
    assert machine.commands == []


def test_a_newer_distribution_gets_its_own_package_name() -> None:
    machine = BareMachine(["libasound2t64", "libasound2"])
    system.ensure([SOUND], machine)
    assert machine.installed == {"libasound2t64"}


def test_empty_package_lists_are_refreshed_first() -> None:
    machine = BareMachine(["libasound2t64"])
    machine.lists_are_fresh = False
    system.ensure([SOUND], machine)
    assert machine.installed == {"libasound2t64"}


def test_without_rights_the_sentence_holds_the_command() -> None:
    machine = BareMachine(root=False)
    with pytest.raises(EnvironmentProblem, match="sudo apt-get install libasound2 libegl1`") as raised:
        system.ensure([EGL, SOUND], machine)
    assert "libasound2 libegl1" in raised.value.chinese
    assert machine.commands == []


def test_passwordless_sudo_is_used() -> None:
    machine = BareMachine(root=False)
    machine.sudo = True
    system.ensure([EGL], machine)
    assert machine.commands[-1][:2] == ["sudo", "-n"]


def test_a_package_that_the_archive_lacks_is_named() -> None:
    with pytest.raises(EnvironmentProblem, match="sudo apt-get install libegl1"):
        system.ensure([EGL], BareMachine([]))


def test_other_distributions_hear_the_library_names() -> None:
    machine = BareMachine()
    machine.debian = False
    with pytest.raises(EnvironmentProblem, match=r"lacks libEGL\.so\.1, qpdf"):
        system.ensure([EGL, QPDF], machine)


def test_the_loader_and_the_search_path_decide() -> None:
    nowhere = [Need("libno-such-hall.so.1", Kind.LIBRARY, ("x",)), Need("no-such-hall", Kind.PROGRAM, ("x",))]
    assert system.missing([*nowhere, Need("no_such_hall", Kind.MODULE, ("x",))], Machine()) == [
        *nowhere,
        Need("no_such_hall", Kind.MODULE, ("x",)),
    ]
    assert system.missing([PIP_MAKER, *TEST_PROGRAMS, *QT_LIBRARIES], Machine()) == []


def test_a_program_of_any_version_is_found_where_one_runs(tmp_path: Path) -> None:
    need = Need(f"{tmp_path}/*/bin/server", Kind.PROGRAM, ("x",))
    for version in ("15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "server").touch(mode=0o644)
    assert system.missing([need], Machine()) == [need]
    (tmp_path / "15" / "bin" / "server").chmod(0o755)
    assert system.missing([need], Machine()) == []


@pytest.mark.parametrize(("variable", "screen"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("TERM", False)])
def test_a_screen_is_a_display_variable(monkeypatch: pytest.MonkeyPatch, variable: str, screen: bool) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "x")
    monkeypatch.setattr("sys.platform", "linux")
    assert Machine().has_screen() is screen


def test_windows_always_has_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert Machine().has_screen()
    assert not Machine().is_linux()


def test_a_command_that_is_not_there_has_failed() -> None:
    assert shutil.which("no-such-hall") is None
    assert not Machine().run(["no-such-hall"])
