"""Whoever runs a hall sets counters up and shares the services out, by the names that residents read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hall.kernel.refusal import Refusal
from hall.service import HallFacts
from ui.command_line import app
from ui.commands.founding import found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a hall with two counters that take everything."""
    made = tmp_path_factory.mktemp("hall")
    found(made, HallFacts(name="兰花社区一站式大厅"), 2)
    return made


def counters(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--data", str(folder), "counters", *words])


def test_a_counter_is_added_and_takes_what_was_named_in_that_order(folder: Path) -> None:
    assert counters(folder, "list").output.splitlines()[:2] == ["1 号窗口  全部业务", "2 号窗口  全部业务"]
    added = counters(folder, "add", "3", "--service", "证明·盖章", "--service", "aid", "--quick", "10")
    assert added.output == "3 号窗口  证明·盖章、低保·救助  也帮办其他业务  快办，不超过 10 分钟\n"


def test_what_is_not_written_stays_as_it_is(folder: Path) -> None:
    counters(folder, "add", "4", "--service", "aid", "--quick", "10")
    assert counters(folder, "set", "4", "--no-others").output == "4 号窗口  低保·救助  快办，不超过 10 分钟\n"
    assert counters(folder, "set", "4", "--quick", "0").output == "4 号窗口  低保·救助\n"


def test_a_service_that_nobody_offers_is_named_with_those_that_there_are(folder: Path) -> None:
    refused = counters(folder, "set", "1", "--service", "理发")
    assert refused.exit_code == 2
    assert "没有“理发”这项业务。现有：低保·救助、" in refused.output
    assert "1 号窗口  全部业务\n" in counters(folder, "list").output


def test_a_number_is_given_once(folder: Path) -> None:
    again = counters(folder, "add", "2")
    assert isinstance(again.exception, Refusal)
    assert again.exception.code == "posts.number_taken"
