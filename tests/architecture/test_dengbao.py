"""The table of controls names tests that exist."""

import re

from tests.architecture.source import ROOT, functions, sources

_NAMED = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_the_table_of_controls_names_is_there() -> None:
    table = (ROOT / "docs" / "dengbao.md").read_text(encoding="utf-8")
    there = {source.path: {node.name for node in functions(source)} for source in sources("tests")}
    named = _NAMED.findall(table)
    assert len(named) > 40
    assert [f"{file}::{test}" for file, test in named if test not in {"", *there.get(f"tests/{file}", ())}] == []
    assert {file for file, _ in named if f"tests/{file}" not in there} == set()


def test_every_attack_of_the_list_has_its_test() -> None:
    attacks = (ROOT / "docs" / "dengbao.md").read_text(encoding="utf-8").partition("| 攻击 |")[2].splitlines()[2:]
    assert len(attacks) >= 12
    assert [line for line in attacks if not _NAMED.search(line)] == []
