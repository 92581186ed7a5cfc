"""The year's holiday notice by the command line: read in, shown, and refused with a sentence."""

import json
from pathlib import Path

import pytest

from tests.e2e.command import run
from tests.workdays.test_import import OFF, SOURCE


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("holidays") / "data"
    founded = run(folder, "init", "--name", "阳光社区便民服务中心", "--counters", "2")
    assert founded.returncode == 0, founded.stderr
    return folder


def notice(folder: Path, *, without: str = "") -> Path:
    """Write the notice of 2027 as staff would."""
    rows = [f"  - {{name: 假期, first: {first}, last: {first[:8]}{int(first[8:]) + n - 1:02}}}" for first, n in OFF]
    file = folder / "cn-2027.yaml"
    kept = [row for row in rows if not without or without not in row]
    file.write_text("\n".join(["year: 2027", f"source: {SOURCE}", "off:", *kept, "workdays: []"]), encoding="utf-8")
    return file


def test_the_notice_is_read_in_once_and_shown(data: Path, tmp_path: Path) -> None:
    before = json.loads(run(data, "holidays", "show", "--json").stdout)
    assert [card["year"] for card in before["years"]] == [2024, 2025, 2026]
    file = notice(tmp_path)
    read = run(data, "holidays", "import", str(file))
    assert (read.returncode, read.stderr) == (0, "")
    assert f"2027年的放假安排已导入，出处：{SOURCE}" in read.stdout
    assert "没有要重算期限的办件" in read.stdout
    again = json.loads(run(data, "holidays", "import", str(file), "--json").stdout)
    assert again == {"years": [], "recounted": 0, "differences": []}
    shown = run(data, "holidays", "show").stdout
    assert "2027年  全国：工作日放假" in shown
    assert "暂定" in shown
    assert json.loads(run(data, "holidays", "show", "--json").stdout)["firm_until"] >= "2027-12-28"


def test_what_is_wrong_is_one_sentence(data: Path, tmp_path: Path) -> None:
    incomplete = run(data, "holidays", "import", str(notice(tmp_path, without="2027-02-05")))
    assert (incomplete.returncode, incomplete.stdout) == (1, "")
    assert "没有写全“春节”" in incomplete.stderr
    missing = run(data, "holidays", "import", str(tmp_path / "nothing.yaml"))
    assert (missing.returncode, len(missing.stderr.splitlines())) == (1, 1)
    assert run(data, "holidays", "import").returncode == 2
    assert run(data, "holidays", "recount").returncode == 0
