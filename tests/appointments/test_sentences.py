"""Every refusal of the appointments has a Chinese sentence whose values the rule provides."""

import re
import tomllib
from pathlib import Path

import hall.appointments
from hall.appointments import rules
from hall.kernel.resources import resource

SOURCE = "\n".join(file.read_text("utf-8") for file in Path(hall.appointments.__path__[0]).glob("*.py"))
SENTENCES = tomllib.loads(resource("translations", "zh_CN", "refusals", "appointments.toml").read_text("utf-8"))
RAISED = re.compile(r'Refusal\(\s*("appointments\.\w+"(?:[^()]|\([^()]*\)|\((?:[^()]|\([^()]*\))*\))*)\)')
NOW = {f"appointments.now_{state}" for state in (rules.CHECKED_IN, rules.LATE, rules.CANCELLED, rules.NO_SHOW)}


def test_each_code_has_a_sentence_and_each_sentence_a_code() -> None:
    raised = {call.split('"')[1] for call in RAISED.findall(SOURCE)}
    assert raised | NOW == set(SENTENCES)


def test_each_sentence_names_only_values_that_come_with_the_code() -> None:
    for call in RAISED.findall(SOURCE):
        code = call.split('"')[1]
        wanted = set(re.findall(r"\{(\w+)\}", SENTENCES[code]))
        assert wanted == set(re.findall(r"[ (](\w+)=", call)), code


def test_each_sentence_says_what_to_do_next() -> None:
    helpful = ("请", "不用")
    assert [code for code, words in SENTENCES.items() if not any(word in words for word in helpful)] == []
    assert [code for code, words in SENTENCES.items() if not words.endswith("。")] == []
