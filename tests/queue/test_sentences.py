"""Every refusal of the queue and of the rooms around it has a Chinese sentence that says what to do next."""

import re
import tomllib

import pytest

import hall.service  # noqa: F401 -- every action is known
from hall.kernel.resources import resource
from hall.storage.action import all_actions
from tests.architecture.source import ROOT

ROOMS = ("queue", "screens", "books")


def sentences(room: str) -> dict[str, str]:
    return tomllib.loads(resource("translations", "zh_CN", "refusals", f"{room}.toml").read_text("utf-8"))


@pytest.mark.parametrize("room", ROOMS)
def test_each_code_has_a_sentence_and_each_sentence_a_code(room: str) -> None:
    source = "\n".join(file.read_text("utf-8") for file in (ROOT / "hall" / room).glob("*.py"))
    codes = set(re.findall(rf'"({room}\.\w+)"', source)) - set(all_actions())
    assert codes == set(sentences(room))


@pytest.mark.parametrize("room", ROOMS)
def test_each_sentence_says_what_to_do_next(room: str) -> None:
    said = sentences(room).items()
    assert [code for code, sentence in said if "请" not in sentence or not sentence.endswith("。")] == []
