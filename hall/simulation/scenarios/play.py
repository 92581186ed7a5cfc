"""Plays scenarios, each in a fresh hall, and tells what differs from what they say."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hall.kernel.refusal import Refusal
from hall.simulation.scenarios.copies import fresh
from hall.simulation.scenarios.local import settle
from hall.simulation.scenarios.looks import LOOKS, Gap
from hall.simulation.scenarios.mistakes import Misread, Mistake
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.text import Grammar, Scenario, Step, read_scenarios
from hall.simulation.scenarios.things import KINDS
from hall.simulation.scenarios.verbs import VERBS
from hall.storage import due

GRAMMAR: Final = Grammar({name: tuple(verb.words) for name, verb in VERBS.items()}, tuple(KINDS), tuple(LOOKS))
Sentence = Callable[[Refusal], str]
"""Returns the words in which a refusal is told."""

_CODE: Final = re.compile(r"[a-z_]+\.[a-z_]+")
DONE: Final = "照办了"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in a scenario that is not as its file says.

    Attributes:
        step: its number, from 1.
        did: who did what; only the time where somebody just looks.
        what: what was looked at.
        expected: as the file says.
        found: as it is.
    """

    file: str
    scenario: str
    step: int
    did: str
    what: str
    expected: str
    found: str


def load(files: Iterable[Path]) -> tuple[Scenario, ...]:
    """Read scenario files; a folder stands for the files in it.

    Raises:
        Mistake: a file cannot be played as it is written.
    """
    found: list[Scenario] = []
    for named in files:
        each = sorted(named.rglob("*.yaml")) if named.is_dir() else [named]
        found += [scenario for file in each for scenario in read_scenarios(file, GRAMMAR)]
    return tuple(found)


def play(scenario: Scenario, sentence: Sentence) -> tuple[Difference, ...]:
    """Play one scenario in a fresh hall; answers with what differs.

    The hall's clock stands at each step's instant; what falls due until then has run, in its order. Where a step goes
    the other way than the file says, what follows would mean nothing and is left out.

    Raises:
        Mistake: a value says nothing.
    """
    stage = _set_up(scenario)
    differences: list[Difference] = []
    for step in scenario.steps:
        try:
            gaps, goes_on = _step(stage, step, sentence)
        except Misread as misread:
            raise misread.at(step.place) from None
        differences += [_difference(step, gap) for gap in gaps]
        if not goes_on:
            break
    return tuple(differences)


def _set_up(scenario: Scenario) -> Stage:
    try:
        stage = Stage(fresh(scenario.steps[0].at), scenario.people)
        settle(stage, scenario.local)
    except Misread as misread:
        raise misread.at(scenario.place) from None
    return stage


def _step(stage: Stage, step: Step, sentence: Sentence) -> tuple[list[Gap], bool]:
    """Let time pass, do what the step says, and look; answers with the gaps and whether it makes sense to go on."""
    stage.begin_step(step.about)
    stage.copy.clock.move_to(step.at)
    _let_happen(stage)
    if step.verb:
        gap = _do(stage, step, sentence)
        if gap is not None:
            return [gap], False
        _let_happen(stage)
    stage.look_afresh()
    return [gap for name, wanted in step.expected.items() for gap in LOOKS[name](stage, wanted)], True


def _let_happen(stage: Stage) -> None:
    """Run what is due by now, also what follows at once from a step, such as limits that are counted again."""
    owed = stage.see(lambda reading: due.next_due_at(reading.session))
    if owed is not None and owed <= stage.copy.clock.now():
        stage.copy.itself.run_due()


def _do(stage: Stage, step: Step, sentence: Sentence) -> Gap | None:
    """Do what the step says; answers with a gap where the hall goes the other way."""
    verb, hall = VERBS[step.verb], stage.actor(step.who)
    said = verb.read(stage, step.given)
    try:
        made = verb.does(stage, hall, said)
    except Mistake:
        raise
    except Refusal as refusal:
        return _refused(step, refusal, sentence(refusal))
    if step.refused:
        return Gap("不行", step.refused, DONE)
    if verb.makes and made is not None:
        stage.keep(verb.makes, str(made), step.label)
    return None


def _refused(step: Step, refusal: Refusal, words: str) -> Gap | None:
    """Compare a refusal with the one that the step expects, by its code or by a part of its sentence."""
    if not step.refused:
        return Gap("结果", DONE, f"不行：{words}")
    same = refusal.code == step.refused if _CODE.fullmatch(step.refused) else step.refused in words
    return None if same else Gap("不行", step.refused, f"{words}（{refusal.code}）")


def _difference(step: Step, gap: Gap) -> Difference:
    did = f"{step.at:%m-%d %H:%M} {step.who if step.verb else ''}{step.verb}".strip()
    return Difference(step.place.file, step.place.scenario, step.place.step, did, gap.what, gap.expected, gap.found)
