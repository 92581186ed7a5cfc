"""Reads a scenario file: the Chinese keys that staff write, as frozen values, with each mistake named by its place."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from hall.catalogue.problems import Problem
from hall.catalogue.yaml_text import read_mapping
from hall.kernel.dates import HALL_ZONE
from hall.simulation.scenarios.mistakes import Misread, Mistake, Place, known

OWN_KEYS: Final = ("时间", "谁", "做", "记作", "不行", "说明")
_FILE_KEYS: Final = ("说明", "本厅", "人物", "场景")
_SCENARIO_KEYS: Final = ("名称", "依据", "说明", "本厅", "人物", "步骤")
_LATER: Final = re.compile(r"\+\s*(\d+)\s*(秒|分钟|小时|天)")
_UNITS: Final = {"秒": "seconds", "分钟": "minutes", "小时": "hours", "天": "days"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a step may say.

    Attributes:
        verbs: each verb with the words that may stand beside it.
        things: kinds of things by which a step says which one it means: 办件, 首问单, 票 …
        looks: what can be expected after any step.
    """

    verbs: Mapping[str, Collection[str]]
    things: Collection[str]
    looks: Collection[str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scenario.

    Attributes:
        at: when it happens (aware).
        who: who does it.
        verb: what they do; empty where time only passes and somebody looks.
        about: which of several things is meant, by kind; the latest of its kind where nothing is said.
        given: the words beside the verb.
        expected: what must hold afterwards.
        refused: the sentence or the code with which the hall must say no; empty where it is to be done.
        label: a name for what the step has made.
    """

    place: Place
    at: dt.datetime
    who: str
    verb: str
    about: Mapping[str, str]
    given: Mapping[str, Any]
    expected: Mapping[str, Any]
    refused: str
    label: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario: what the hall has set, who comes, and the steps.

    Attributes:
        basis: the rule or the matter that it shows (依据).
        local: what this hall has set or changed before it begins (本厅).
        people: the residents by name (人物).
    """

    place: Place
    name: str
    basis: str
    local: Mapping[str, Any]
    people: Mapping[str, Mapping[str, Any]]
    steps: tuple[Step, ...] = field(default=())


def read_scenarios(file: Path, grammar: Grammar) -> tuple[Scenario, ...]:
    """Return the scenarios of a file.

    Raises:
        Mistake: `simulation.scenario_…`: what is wrong, with the file and, where there is one, scenario and step.
    """
    place = Place(file.name)
    content = read_mapping(file)
    if isinstance(content, Problem):
        raise Mistake("file", place, words=content.sentence().removeprefix(f"{file.name}："))
    _only(content, _FILE_KEYS, place)
    listed = content.get("场景")
    if not isinstance(listed, list) or not listed:
        raise Mistake("needs", place, what="场景")
    return tuple(_scenario(each, n, content, place, grammar) for n, each in enumerate(listed, start=1))


def _scenario(data: object, number: int, content: Mapping[str, Any], file: Place, grammar: Grammar) -> Scenario:
    block = _block(data, Place(file.file, f"第 {number} 个场景"))
    name = str(block.get("名称") or "").strip()
    place = Place(file.file, name or f"第 {number} 个场景")
    _only(block, _SCENARIO_KEYS, place)
    for key in ("名称", "依据", "步骤"):
        if not block.get(key):
            raise Mistake("needs", place, what=key)
    if not isinstance(block["步骤"], list):
        raise Mistake("not_a_list", place, what="步骤")
    local = {**_part(content, "本厅", file), **_part(block, "本厅", place)}
    people = {**_part(content, "人物", file), **_part(block, "人物", place)}
    whole = {person: _part(people, person, place) for person in people}
    reader = _Steps(place, grammar)
    steps = tuple(reader.read(each) for each in block["步骤"])
    return Scenario(place, name, str(block["依据"]).strip(), local, whole, steps)


class _Steps:
    """Reads the steps of one scenario in their order: a time may rest on the step before."""

    def __init__(self, place: Place, grammar: Grammar) -> None:
        self._place = place
        self._grammar = grammar
        self._number = 0
        self._at: dt.datetime | None = None
        self._who = ""
        self._labels: set[str] = set()

    def read(self, data: object) -> Step:
        self._number += 1
        place = Place(self._place.file, self._place.scenario, self._number)
        block = _block(data, place)
        verb = str(block.get("做") or "").strip()
        if verb and verb not in self._grammar.verbs:
            raise Mistake("verb", place, word=verb, known=known(self._grammar.verbs, verb))
        beside = self._grammar.verbs.get(verb, ())
        things = [kind for kind in self._grammar.things if kind not in beside]
        _only(block, (*OWN_KEYS, *beside, *things, *self._grammar.looks), place)
        self._who = str(block.get("谁") or self._who).strip()
        if verb and not self._who:
            raise Mistake("needs", place, what="谁")
        self._at = self._time(block.get("时间"), place)
        return Step(
            place=place,
            at=self._at,
            who=self._who,
            verb=verb,
            about={kind: str(block[kind]).strip() for kind in things if kind in block},
            given={key: value for key, value in block.items() if key in beside},
            expected=self._expected(block, beside),
            refused=str(block.get("不行") or "").strip(),
            label=self._label(block, place),
        )

    def _expected(self, block: Mapping[str, Any], beside: Collection[str]) -> dict[str, Any]:
        return {key: value for key, value in block.items() if key in self._grammar.looks and key not in beside}

    def _label(self, block: Mapping[str, Any], place: Place) -> str:
        label = str(block.get("记作") or "").strip()
        if label in self._labels:
            raise Mistake("label_twice", place, word=label)
        if label:
            self._labels.add(label)
        return label

    def _time(self, said: object, place: Place) -> dt.datetime:
        """Return when a step happens: no time goes back."""
        if said is None:
            if self._at is None:
                raise Mistake("needs", place, what="时间")
            return self._at
        try:
            at = read_time(str(said), self._at)
        except Misread as misread:
            raise misread.at(place) from None
        if self._at is not None and at < self._at:
            raise Mistake("time_back", place, word=str(said))
        return at


def read_time(said: str, before: dt.datetime | None) -> dt.datetime:
    """Return an instant: a date with a time, a time of the same day, or a span after the step before.

    Raises:
        Misread: it is none of these.
    """
    text = said.strip().replace("：", ":")
    if (later := _LATER.fullmatch(text)) and before is not None:
        return before + dt.timedelta(**{_UNITS[later[2]]: int(later[1])})
    if before is not None and re.fullmatch(r"\d{1,2}:\d\d(:\d\d)?", text):
        text = f"{before.astimezone(HALL_ZONE):%Y-%m-%d} {text:0>5}"
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=HALL_ZONE)
    except ValueError:
        raise Misread("time", word=said) from None


def _only(block: Mapping[str, Any], allowed: Collection[str], place: Place) -> None:
    for key in block:
        if key not in allowed:
            raise Mistake("key", place, word=key, known=known(allowed, key))


def _block(data: object, place: Place) -> dict[str, Any]:
    if not isinstance(data, dict) or not data:
        raise Mistake("not_a_block", place)
    return {str(key): value for key, value in data.items()}


def _part(block: Mapping[str, Any], key: str, place: Place) -> dict[str, Any]:
    data = block.get(key)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise Mistake("not_a_mapping", place, what=key)
    return {str(inner): value for inner, value in data.items()}
