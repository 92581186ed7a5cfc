"""The locks name exact versions with digests, for Windows too, and no address."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from installer.environment import DEVELOPMENT_LOCK, RUNTIME_LOCK
from installer.lock import merged, windows_only

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"}


def locked(name: str) -> dict[str, tuple[Requirement, int]]:
    """Return a lock's requirements by name, each with the number of its digests."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    parsed = [(Requirement(entry.split(" --hash")[0]), entry.count("--hash=sha256:")) for entry in entries]
    return {canonicalize_name(requirement.name): (requirement, digests) for requirement, digests in parsed}


def version(name: str, package: str) -> Version:
    return Version(next(iter(locked(name)[package][0].specifier)).version)


@pytest.mark.parametrize("name", [RUNTIME_LOCK, DEVELOPMENT_LOCK])
def test_every_library_is_pinned_with_a_digest(name: str) -> None:
    for requirement, digests in locked(name).values():
        assert [one.operator for one in requirement.specifier] == ["=="], requirement
        assert digests >= 1, requirement


@pytest.mark.parametrize("name", [RUNTIME_LOCK, DEVELOPMENT_LOCK])
def test_no_address_and_no_folder_is_named(name: str) -> None:
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        assert not re.search(r"://|^--|/|\.org|\.com", line), line


def test_both_locks_agree() -> None:
    development = locked(DEVELOPMENT_LOCK)
    assert {name: development.get(name) for name in locked(RUNTIME_LOCK)} == locked(RUNTIME_LOCK)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {
        RUNTIME_LOCK: project["dependencies"],
        DEVELOPMENT_LOCK: project["dependencies"] + project["optional-dependencies"]["dev"],
    }
    for name, lines in groups.items():
        for requirement in map(Requirement, lines):
            held = version(name, canonicalize_name(requirement.name))
            assert held in requirement.specifier, f"{name}: run `python -m installer.lock`"


def test_every_dependency_has_its_reason_and_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    lines = project["dependencies"] + project["optional-dependencies"]["dev"]
    assert [name for name in (Requirement(line).name for line in lines) if name.lower() not in page] == []


@pytest.mark.parametrize("machine", [WINDOWS, LINUX], ids=["windows", "linux"])
def test_pip_finds_every_further_library_in_the_lock(machine: dict[str, str]) -> None:
    development = locked(DEVELOPMENT_LOCK)
    here = [name for name, (one, _) in development.items() if one.marker is None or one.marker.evaluate(LINUX)]
    for name in here:
        for requirement in map(Requirement, requires(name) or []):
            if requirement.marker is None or requirement.marker.evaluate(machine | {"extra": ""}):
                assert canonicalize_name(requirement.name) in development, f"{name} needs {requirement}"


def test_windows_libraries_are_kept_from_linux() -> None:
    entries = windows_only("colorama==0.4.6 \\\n    --hash=sha256:00\n")
    assert entries == 'colorama==0.4.6 ; sys_platform == "win32" \\\n    --hash=sha256:00\n'
    assert merged("a==1 \\\n    --hash=x\nz==1\n", entries).splitlines()[2].startswith("colorama")
