"""Every text that a window says has its Chinese, and every refusal its sentence."""

import ast
import string
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from ui.shared import i18n

ROOT = Path(__file__).resolve().parents[3]
# What each setting means is looked up by the setting's name; tests/test_policies.py holds both sides together.
WORDINGS = sorted(
    file for file in resource("translations", "zh_CN").glob("*.toml") if file.stem not in ("actions", "settings")
)
SENTENCES = sorted(resource("translations", "zh_CN", "refusals").glob("*.toml"))


def calls_in(folders: tuple[str, ...], names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
                if isinstance(node, ast.Call) and name in names and node.args:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def literal(call: ast.Call) -> str | None:
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def entries(files: list[Path]) -> list[tuple[str, str, str]]:
    return [
        (file.stem, key, text)
        for file in files
        for key, text in tomllib.loads(file.read_text(encoding="utf-8")).items()
    ]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def strings_used() -> dict[str, str]:
    used = ((place, literal(call)) for place, call in calls_in(("ui",), {"tr", "mark"}))
    return {text: place for place, text in used if text is not None}


def test_every_text_of_a_window_has_its_chinese() -> None:
    known = {key for _, key, _ in entries(WORDINGS)}
    assert {text: place for text, place in strings_used().items() if text not in known} == {}


def test_no_entry_is_idle_or_written_twice() -> None:
    keys = [key for _, key, _ in entries(WORDINGS)]
    assert set(keys) - set(strings_used()) == set()
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_chinese_names_the_same_values_as_its_source() -> None:
    wrong = [key for _, key, text in entries(WORDINGS) if placeholders(key) != placeholders(text)]
    assert wrong == []


def test_every_call_of_tr_hands_in_what_its_text_names() -> None:
    wrong = []
    for place, call in calls_in(("ui",), {"tr"}):
        text, given = literal(call), {keyword.arg for keyword in call.keywords}
        if text is not None and None not in given and placeholders(text) != given:
            wrong.append(place)
    assert wrong == []


def test_every_refusal_has_a_sentence_that_names_only_what_it_carries() -> None:
    sentences = {key: text for _, key, text in entries(SENTENCES)}
    wrong = []
    for place, call in calls_in(("hall", "printing"), {"Refusal"}):
        code, given = literal(call), {keyword.arg for keyword in call.keywords}
        if code is None:
            continue
        if code not in sentences:
            wrong.append(f"{place}: {code} has no sentence")
        elif None not in given and not placeholders(sentences[code]) <= given:
            wrong.append(f"{place}: the sentence of {code} names more than {sorted(map(str, given))}")
    assert wrong == []


def test_a_sentence_lies_in_the_file_of_its_room_and_only_once() -> None:
    rows = entries(SENTENCES)
    assert [key for file, key, _ in rows if not key.startswith(f"{file}.")] == []
    assert [key for key, count in Counter(key for _, key, _ in rows).items() if count > 1] == []


@pytest.mark.parametrize("refusal", [Refusal("nowhere.unheard_of"), Refusal("kernel.amount_decimals", odd=1)])
def test_a_refusal_is_never_shown_as_its_code(refusal: Refusal) -> None:
    said = i18n.sentence(refusal)
    assert refusal.code not in said
    assert said.endswith("。")


def test_a_sentence_that_lacks_its_values_falls_back_to_a_general_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_sentences", lambda: {"queue.finish_first": "{ticket} 没办完。"})
    assert i18n.sentence(Refusal("queue.finish_first", ticket="A021")) == "A021 没办完。"
    assert i18n.sentence(Refusal("queue.finish_first")) == i18n.sentence(Refusal("nowhere.unheard_of"))
