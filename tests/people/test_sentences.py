"""Whoever is refused over a roster or a holding reads a Chinese sentence that names its values."""

import re
import tomllib
from string import Formatter

import pytest

import hall.kernel.table_file
import hall.people.holdings
import hall.people.importing
import hall.people.roster
import hall.people.roster_rules
from hall.kernel.resources import resource
from tests.kernel.test_sentences import codes

MODULES = (
    hall.kernel.table_file,
    hall.people.holdings,
    hall.people.importing,
    hall.people.roster,
    hall.people.roster_rules,
)
# A code that is only compared with is no refusal of its own.
RAISED = sorted({(code, values) for module in MODULES for code, values in codes(module) if code != "people.import"})


def test_all_codes_were_found() -> None:
    assert len({code for code, _values in RAISED}) > 20


@pytest.mark.parametrize(("code", "values"), RAISED)
def test_each_refusal_has_a_sentence_that_names_its_values(code: str, values: frozenset[str]) -> None:
    file = resource("translations", "zh_CN", "refusals", f"{code.partition('.')[0]}.toml")
    sentence = tomllib.loads(file.read_text(encoding="utf-8"))[code]
    assert {name for _, name, _, _ in Formatter().parse(sentence) if name} <= values
    assert re.fullmatch(".*请.*。", sentence)
