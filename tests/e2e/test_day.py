"""A whole day through the command line: everybody accounted for, every paper in order, the data whole."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hall.simulation.residents import RARE_NAMES
from tests.e2e.command import run
from tests.e2e.inspection import faults_of

RESIDENTS = 60


class Day:
    """One lived day: its folders and its account."""

    def __init__(self, folder: Path) -> None:
        self.data, self.out = folder / "data", folder / "out"
        ran = run(
            self.data,
            "day",
            "--residents",
            str(RESIDENTS),
            "--counters",
            "4",
            "--seed",
            "7",
            "--out",
            str(self.out),
            "--json",
        )
        self.exit_code, self.errors = ran.returncode, ran.stderr
        self.account: dict[str, Any] = json.loads(ran.stdout)


def hall(data: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of the hall as a person would."""
    command = [sys.executable, "-c", "from ui.command_line import main; main()", "--data", str(data), *arguments]
    return subprocess.run(command, capture_output=True, text=True, input=typed)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return Day(tmp_path_factory.mktemp("day"))


def test_everybody_is_accounted_for(day: Day) -> None:
    assert day.exit_code == 0, day.errors
    assert day.account["residents"] == sum(day.account["outcomes"].values()) == RESIDENTS
    assert sum(day.account["tickets"].values()) == sum(day.account["ways"].values()) == RESIDENTS
    assert day.account["papers"]["queue_ticket"] == RESIDENTS - day.account["ways"].get("counter", 0)
    assert {"answered", "accepted", "done"} <= set(day.account["outcomes"])


def test_a_tenth_came_by_appointment_and_no_appointment_is_left_open(day: Day) -> None:
    appointments = day.account["appointments"]
    came = appointments["checked_in"] + appointments.get("late", 0)
    assert came == day.account["ways"]["appointment"] == RESIDENTS // 10
    assert set(appointments) <= {"checked_in", "late", "no_show"}
    assert day.account["papers"]["appointment_slip"] == sum(appointments.values())


def test_every_visit_was_asked_about_at_the_counter_and_some_answered(day: Day) -> None:
    ratings, never_served = day.account["ratings"], {"no_show", "unserved"}
    served = sum(count for name, count in day.account["outcomes"].items() if name not in never_served)
    assert sum(ratings.values()) == served
    assert 0.15 < 1 - ratings["blank"] / served < 0.5


def test_the_data_is_whole(day: Day) -> None:
    assert day.account["problems"] == []
    checked = hall(day.data, "check", "--json")
    assert (checked.returncode, json.loads(checked.stdout)) == (0, {"whole": True, "problems": []})


def test_every_paper_is_in_order(day: Day) -> None:
    assert faults_of(day.data, day.out / "papers") == []


def test_the_report_can_be_read_without_a_network(day: Day) -> None:
    report = (day.out / "report.html").read_text(encoding="utf-8")
    assert "数据核对通过" in report
    assert "http" not in report


def test_names_that_old_systems_print_as_boxes_were_in_the_hall(day: Day) -> None:
    from sqlalchemy import select

    from hall.opening import open_hall
    from hall.people.model import Person
    from hall.service import SystemHall

    opened = open_hall(day.data, kind=SystemHall)
    names = opened.see(lambda reading: set(reading.session.scalars(select(Person.name))))
    opened.close()
    assert len(set(RARE_NAMES) & names) >= 3


def test_the_same_seed_lives_the_same_day(day: Day, tmp_path: Path) -> None:
    arguments = ["day", "--residents", str(RESIDENTS), "--counters", "4", "--seed", "7", "--no-papers", "--json"]
    again = json.loads(hall(tmp_path / "data", *arguments, "--out", str(tmp_path / "out")).stdout)
    assert again == day.account


def test_a_second_day_in_the_same_hall_begins_anew(day: Day, tmp_path: Path) -> None:
    arguments = ["day", "--residents", "20", "--counters", "4", "--no-papers", "--json", "--out", str(tmp_path)]
    second = run(day.data, *arguments)
    account = json.loads(second.stdout)
    assert (second.returncode, account["problems"]) == (0, [])
    assert account["days"] > day.account["days"]
    assert sum(account["tickets"].values()) == 20


def test_a_real_hall_is_not_simulated_in(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "--name", "阳光社区便民服务中心").returncode == 0
    refused = run(tmp_path, "day", "--residents", "3", "--out", str(tmp_path / "out"))
    assert refused.returncode == 1
    assert "真实大厅" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_wrong_usage_is_told_apart_from_refusal(tmp_path: Path) -> None:
    assert run(tmp_path, "day", "--residents", "none").returncode == 2
    missing = hall(tmp_path / "nothing", "check")
    assert missing.returncode == 1
    assert str(tmp_path / "nothing") in missing.stderr


def test_the_report_speaks_chinese_throughout(day: Day) -> None:
    report = (day.out / "report.html").read_text(encoding="utf-8")
    labels = re.findall(r'text-anchor="end"[^>]*>([^<]+)<', report) + re.findall(r"<td>([^<]+)</td>", report)
    assert {"预约签到", "按时签到", "没有评价"} <= set(labels)
    assert [label for label in labels if re.fullmatch(r"[a-z_]+", label)] == []


def test_the_day_is_closed_once_with_a_copy_and_an_anchor(day: Day, tmp_path: Path) -> None:
    data = Path(shutil.copytree(day.data, tmp_path / "data"))
    closed = run(data, "close", "--reason", "明天一早办", "--json")
    assert closed.returncode == 0, closed.stderr
    account = json.loads(closed.stdout)
    assert account["copy"]["state"] == "made"
    assert (data / "backups" / account["copy"]["name"]).stat().st_size == account["copy"]["size"]
    assert json.loads((data / "anchors.jsonl").read_text().splitlines()[-1])["anchor"] == account["anchor"]
    assert json.loads(hall(data, "close", "--json").stdout) == account


def test_a_dossier_holds_the_case_and_its_papers(day: Day, tmp_path: Path) -> None:
    from sqlalchemy import select

    from hall.cases.model import Case
    from hall.opening import open_hall
    from hall.people.model import Person
    from hall.service import SystemHall

    opened = open_hall(day.data, kind=SystemHall)
    accepted = select(Case.number, Person.name).join(Person, Person.id == Case.person_id)
    number, name = opened.see(
        lambda reading: tuple(reading.session.execute(accepted.where(Case.accepted_at.is_not(None)).limit(1)).one())
    )
    opened.close()
    ran = run(day.data, "dossier", number, "--out", str(tmp_path / "dossier"), "--json")
    assert ran.returncode == 0, ran.stderr
    papers = sorted((tmp_path / "dossier" / "papers").glob("*.pdf"))
    assert len(papers) == json.loads(ran.stdout)["papers"] > 0
    overview = (tmp_path / "dossier" / "index.html").read_text(encoding="utf-8")
    assert number in overview
    assert name not in overview
    assert json.loads((tmp_path / "dossier" / "dossier.json").read_text(encoding="utf-8"))["case"] == number
