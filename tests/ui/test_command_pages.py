"""What the command line says of itself is Chinese, whole and fits; what is written wrong gets a sentence."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from ui.command_line import app, main
from ui.commands.help_page import page

_ENGLISH_FRAME = re.compile(r"Usage|OPTIONS|ARGS|Options|Arguments|Commands|required|default|Show this|env var|Error")


def _contexts(command: Any, path: str, parent: Any = None) -> Iterator[Any]:
    context = command.make_context(path, [], parent=parent, resilient_parsing=True)
    yield context
    for name, below in getattr(command, "commands", {}).items():
        yield from _contexts(below, name, context)


@pytest.mark.parametrize("columns", ["60", "132"])
def test_no_help_is_cut_or_english_at_any_width(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    contexts = list(_contexts(get_command(app), "hall"))
    assert len(contexts) > 80
    for context in contexts:
        told = page(context)
        joined = re.sub(r"\s+", "", told)
        for parameter in context.command.params:
            assert re.sub(r"\s+", "", parameter.help or "") in joined, f"{context.command_path}: {parameter.name}"
        assert not _ENGLISH_FRAME.search(told), told
        assert max(_columns(line) for line in told.splitlines()) <= int(columns), told
        assert not re.search(r"^\s*[，。；）]", told, re.MULTILINE), told


def test_every_parameter_says_what_it_is_for() -> None:
    silent = [
        f"{context.command_path} {parameter.name}"
        for context in _contexts(get_command(app), "hall")
        for parameter in context.command.params
        if not (parameter.help or getattr(parameter, "prompt", None))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["counter"], "少写了 NUMBER：窗口号。"),
        (["counter", "x"], "NUMBER 写得不对：应当是数（最小 1）。"),
        (["day", "--counters", "99"], "--counters 写得不对：应当是数（1 到 40）。"),
        (["staff", "ad"], "没有命令 ad。是不是 add？"),
        (["bench", "--quik"], "没有选项 --quik。是不是 --no-quick、--quick？"),
        (["backup", "a.zip", "b.zip"], "多写了：b.zip"),
        (["audit", "show", "--last"], "--last 后面要写内容。"),
        (["host", "file", "--kind", "counter"], "少写了 --out：连接文件；用 U 盘拿到那台电脑上。"),
    ],
)
def test_what_is_written_wrong_is_said_in_a_sentence(
    typed: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _typed(typed, monkeypatch) == 2
    assert capsys.readouterr().err.splitlines()[0] == said


def test_a_group_alone_shows_its_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _typed(["staff"], monkeypatch) == 2
    assert "  add     添加一位工作人员。" in capsys.readouterr().err.splitlines()


def test_help_is_asked_for_anywhere(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _typed(["counter", "--help"], monkeypatch) == 0
    assert capsys.readouterr().out.startswith("写法：hall counter [选项] NUMBER\n\n打开一个窗口的工作台。\n")


def _typed(words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["hall", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)
