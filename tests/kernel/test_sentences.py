"""Whoever is refused by the kernel or by the rules about persons reads a Chinese sentence."""

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from string import Formatter
from types import ModuleType

import pytest

import hall.kernel.holidays
import hall.kernel.money
import hall.kernel.names
import hall.people.rules
from hall.kernel.resources import resource

CODE = re.compile(r"(kernel|people)\.[a-z_]+")


def codes(module: ModuleType) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each code that a module hands to a call or returns, with the names of the values beside it."""
    tree = ast.parse(inspect.getsource(module))
    called = {id(arg): node for node in ast.walk(tree) if isinstance(node, ast.Call) for arg in node.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            call = called.get(id(node))
            yield node.value, frozenset(word.arg or "" for word in (call.keywords if call else []))


MODULES = (hall.kernel.holidays, hall.kernel.money, hall.kernel.names, hall.people.rules)
RAISED = sorted({found for module in MODULES for found in codes(module)}, key=lambda found: found[0])


def test_all_codes_were_found() -> None:
    assert len(RAISED) == 31


@pytest.mark.parametrize(("code", "values"), RAISED)
def test_each_refusal_has_a_sentence_that_names_its_values(code: str, values: frozenset[str]) -> None:
    file = resource("translations", "zh_CN", "refusals", f"{code.partition('.')[0]}.toml")
    sentence = tomllib.loads(file.read_text(encoding="utf-8"))[code]
    assert {name for _, name, _, _ in Formatter().parse(sentence) if name} == values
    assert re.fullmatch(".*[\u4e00-\u9fff].*。", sentence)
