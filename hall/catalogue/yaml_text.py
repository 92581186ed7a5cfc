"""YAML as a hall's staff write it: one meaning for each word, no key twice, and mistakes with their line."""

import re
from pathlib import Path
from typing import Any, Final

import yaml

from hall.catalogue.problems import Problem

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of the largest catalogue file that is read."""

DEEPEST: Final = 40
"""Blocks within blocks; a catalogue has eight."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast; it is not everywhere


class DuplicateKey(yaml.YAMLError):
    """One key stands twice in a block: YAML would silently keep the last."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key = key
        self.line = line


class _Loader(_Base):  # type: ignore[misc]  # chosen at run time
    """Reads only true and false as truth values, plain digits as numbers, and leaves dates and 01 as text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's own form

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Count the depth: the C parser recurses without a bound of its own and would take the program down."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise yaml.YAMLError("nested too deeply")

    def ascend_resolver(self) -> None:
        """Count the way back."""
        self._depth -= 1

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping, refusing a key that stands twice."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise DuplicateKey(str(key.value), key.start_mark.line + 1)
            if isinstance(key.value, str):
                seen.add(key.value)
        built: dict[Any, Any] = super().construct_mapping(node, deep)
        return built


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]{0,14})\Z"), list("-0123456789"))
_DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,9}\Z")
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", _DECIMAL, list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])


def read_mapping(file: Path) -> dict[str, Any] | Problem:
    """Return the mapping that a file holds, or what keeps it from being read."""
    try:
        if file.stat().st_size > LARGEST:
            return Problem(file.name, "catalogue.file_large", values={"largest": LARGEST // 1024 // 1024})
        text = file.read_bytes().decode("utf-8-sig")
        _refuse_aliases(text)
        data = yaml.load(text, _Loader)
    except OSError:
        return Problem(file.name, "catalogue.file_unreadable")
    except UnicodeDecodeError:
        return Problem(file.name, "catalogue.file_not_utf8")
    except (yaml.YAMLError, RecursionError, ValueError, AttributeError) as error:  # a tag such as !!int may lie
        return _syntax(file, error)
    if not isinstance(data, dict):
        return Problem(file.name, "catalogue.file_empty" if data is None else "catalogue.file_not_a_block")
    return {str(key): value for key, value in data.items()}


def _refuse_aliases(text: str) -> None:
    """Refuse what is written once and meant again: ten lines of it can stand for a billion entries, or for themselves.

    Raises:
        yaml.YAMLError: with the place of the first one.
    """
    if "&" in text and "*" in text:  # otherwise there is none, and the text need not be read twice
        for event in yaml.parse(text, _Loader):
            if isinstance(event, yaml.AliasEvent):
                mark: Any = event.start_mark  # the C parser's own kind of mark
                raise yaml.MarkedYAMLError(problem_mark=mark)


def _syntax(file: Path, error: Exception) -> Problem:
    """Name the line at which a file stops being YAML."""
    if isinstance(error, DuplicateKey):
        return Problem(file.name, "catalogue.key_twice", values={"key": error.key, "line": error.line})
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Problem(file.name, "catalogue.file_characters")
    return Problem(file.name, "catalogue.file_syntax", values={"line": mark.line + 1, "column": mark.column + 1})
