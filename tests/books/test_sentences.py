"""Every refusal of the paper ticket book has a Chinese sentence whose values the rule provides."""

import re
import tomllib
from pathlib import Path

import hall.books.actions
from hall.kernel.resources import resource
from hall.storage.action import all_actions

SOURCE = "\n".join(file.read_text("utf-8") for file in Path(hall.books.__path__[0]).glob("*.py"))
SENTENCES = tomllib.loads(resource("translations", "zh_CN", "refusals", "books.toml").read_text("utf-8"))
RAISED = re.compile(r'Refusal\(("books\.\w+"[^)]*)\)')


def test_each_code_has_a_sentence_and_each_sentence_a_code() -> None:
    assert set(re.findall(r'"(books\.\w+)"', SOURCE)) - set(all_actions()) == set(SENTENCES)


def test_each_sentence_names_only_values_that_come_with_the_code() -> None:
    for call in RAISED.findall(SOURCE):
        code = call.split('"')[1]
        wanted = set(re.findall(r"\{(\w+)\}", SENTENCES[code]))
        assert wanted <= set(re.findall(r"(\w+)=", call)), code


def test_each_sentence_says_what_to_do_next() -> None:
    assert [code for code, sentence in SENTENCES.items() if "请" not in sentence or not sentence.endswith("。")] == []
