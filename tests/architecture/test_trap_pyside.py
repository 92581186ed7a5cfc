"""PySide6 6.12.0 aborts on Python 3.11: each Signal.emit drops a reference to True until none is left."""

import re
import sys
import tomllib
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from PySide6.QtCore import QObject, Signal

from tests.architecture.source import ROOT

FIRST_BROKEN = Version("6.12")
# The oldest that runs on the C library of older national desktop systems.
OLDEST = Version("6.9.3")
EMITS = 200


class Bell(QObject):
    """Something that rings."""

    rung = Signal()


def test_emitting_a_signal_keeps_the_references_to_true() -> None:
    bell = Bell()
    heard: list[None] = []
    bell.rung.connect(lambda: heard.append(None))
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        bell.rung.emit()
    lost = before - sys.getrefcount(True)
    assert len(heard) == EMITS
    assert lost < EMITS // 10


@pytest.mark.parametrize("package", ["PySide6_Essentials", "PySide6_Addons", "shiboken6"])
def test_the_installed_version_is_a_sound_one(package: str) -> None:
    assert OLDEST <= Version(version(package)) < FIRST_BROKEN


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locked_version_is_a_sound_one(lock: str) -> None:
    pinned = re.findall(r"^(?:pyside6-\w+|shiboken6)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(pinned) == 3
    assert all(Version(one) < FIRST_BROKEN for one in pinned)


def test_the_project_asks_for_no_broken_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"] if line.startswith("PySide6")]
    assert len(asked) == 2
    for requirement in asked:
        assert requirement.specifier.contains("6.11.3")
        assert not requirement.specifier.contains("6.12.0")
