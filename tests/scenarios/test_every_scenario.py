"""Every scenario file says what the hall does, and the hall does what it says."""

from collections import Counter
from pathlib import Path

import pytest

from hall.simulation.scenarios.play import load, play
from hall.simulation.scenarios.text import Scenario
from ui.shared.i18n import sentence

FOLDER = Path(__file__).parent
SCENARIOS = load([FOLDER])


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: f"{each.place.file}: {each.name}")
def test_the_hall_does_what_the_scenario_says(scenario: Scenario) -> None:
    assert [f"第 {each.step} 步 {each.did}：{each.what}应为“{each.expected}”，实际是“{each.found}”"
            for each in play(scenario, sentence)] == []  # fmt: skip


def test_each_section_of_the_rules_has_its_file() -> None:
    begun = {file.name[:2] for file in FOLDER.glob("*.yaml")}
    assert {"01", "02", "03", "04", "05", "06", "07", "10", "11", "12"} <= begun


def test_no_scenario_is_told_twice_and_each_names_its_rule() -> None:
    assert [name for name, count in Counter(each.name for each in SCENARIOS).items() if count > 1] == []
    assert [each.name for each in SCENARIOS if "规则" not in each.basis] == []
    assert len(SCENARIOS) >= 75


def test_each_scenario_looks_at_something() -> None:
    blind = [each.name for each in SCENARIOS if not any(step.expected or step.refused for step in each.steps)]
    assert blind == []
