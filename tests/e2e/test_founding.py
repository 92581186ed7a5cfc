"""A real hall from nothing: founded, staffed, opened at a counter, its catalogue corrected."""

import os
import shutil
from pathlib import Path

import pytest

from hall.kernel.resources import resource
from hall.opening import open_hall
from hall.service import SystemHall, catalogue_views, facts_of, posts_views, security_views
from tests.e2e.command import run
from tests.e2e.test_day import hall

ADMIN = ("--admin-number", "900", "--admin-name", "孙玉梅", "--admin-password-fd")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a hall that was founded once, as a person does it; its key stays with this PC."""
    data = tmp_path_factory.mktemp("founded") / "data"
    done = hall(data, "init", "--name", "阳光社区便民服务中心", "--counters", "2")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def data(founded: Path, tmp_path: Path) -> Path:
    """Give a copy of that hall."""
    return Path(shutil.copytree(founded, tmp_path / "data"))


def seen(data: Path, view: object, **arguments: object) -> object:
    opened = open_hall(data, kind=SystemHall)
    try:
        return opened.see(view, **arguments)  # type: ignore[arg-type]
    finally:
        opened.close()


def test_it_has_counters_that_take_everything(data: Path) -> None:
    cards = seen(data, posts_views.counters)
    assert [(card.number, len(card.services)) for card in cards] == [(1, 8), (2, 8)]


def test_founding_again_keeps_what_stands(data: Path) -> None:
    assert run(data, "init", "--name", "阳光社区便民服务中心", "--phone", "010-55550199").returncode == 0
    key = seen(data, facts_of).hall_id
    again = run(data, "init", "--name", "阳光社区服务中心", "--counters", "3")
    assert again.returncode == 0
    facts = seen(data, facts_of)
    assert (facts.name, facts.phone, facts.hall_id) == ("阳光社区服务中心", "010-55550199", key)
    assert [card.number for card in seen(data, posts_views.counters)] == [1, 2, 3, 4]
    assert {card.version for card in seen(data, catalogue_views.all_matters)} == {1}


def test_staff_are_taken_on_with_a_password_that_holds(data: Path) -> None:
    arguments = ("staff", "add", "--number", "101", "--name", "王芳", "--role", "clerk", "--password-stdin")
    weak = run(data, *arguments, typed="12345678\n")
    assert (weak.returncode, "密码太简单" in weak.stderr) == (1, True)
    assert hall(data, *arguments, typed="Yangguang-1\n").returncode == 0
    assert [card.number for card in seen(data, security_views.colleagues)] == ["101"]


def test_no_window_opens_before_somebody_administers_the_hall(data: Path) -> None:
    refused = hall(data, "counter", "1")
    assert (refused.returncode, "还没有管理员" in refused.stderr) == (1, True)
    founded = hall(data, "init", "--name", "阳光社区便民服务中心", *ADMIN, "0", typed="Lanhua+2468\n")
    assert (founded.returncode, "孙玉梅（900）是这个大厅的管理员" in founded.stdout) == (0, True), founded.stderr


def test_a_counter_that_is_not_there_is_a_sentence(data: Path) -> None:
    reads, writes = os.pipe()
    with os.fdopen(writes, "w") as typing:
        typing.write("Lanhua+2468\n")
    assert run(data, "init", "--name", "阳光社区便民服务中心", *ADMIN, str(reads)).returncode == 0
    refused = hall(data, "counter", "9")
    assert refused.returncode == 1
    assert "没有 9 号窗口" in refused.stderr


def test_a_corrected_matter_becomes_a_new_version(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "housing.yaml"
    text = resource("catalogue", "housing.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("service_minutes: ", "service_minutes: 1"), encoding="utf-8")
    imported = run(data, "catalogue", "import", str(file))
    assert imported.returncode == 0, imported.stderr
    assert seen(data, catalogue_views.current, code="ZF-001").version == 2


def test_a_wrong_file_names_file_matter_and_field_and_changes_nothing(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "housing.yaml"
    text = resource("catalogue", "housing.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("    statutory:", "    statutry:"), encoding="utf-8")
    refused = run(data, "catalogue", "import", str(file))
    assert refused.returncode == 1
    assert all(word in refused.stderr for word in ("housing.yaml", "ZF-001", "statutory", "null"))
    assert seen(data, catalogue_views.current, code="ZF-001").version == 1
