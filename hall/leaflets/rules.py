"""How a matter runs, as a chart: what the catalogue says of its steps, and what may come of it on the way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hall.catalogue.matter import Matter, Publicity, Step
from hall.catalogue.terms import CaseType, Level, ResultKind
from hall.catalogue.words import asked_for, days_words
from hall.documents.content import Flow, FlowStep

POSTING: Final = "公示"
_DECIDES: Final = re.compile(r"审批|审定|审核|审查|确认|认定|决定|批准|核定")
_POSTED_DAYS: Final = re.compile(rf"{POSTING}\d")

INCOMPLETE: Final = ("材料不全", "一次告知，补齐就受理")
NOT_ACCEPTED: Final = ("不符合受理条件", "书面告知理由（不予受理）")
NOT_GRANTED: Final = ("没有通过", "书面告知理由")
OBJECTED: Final = ("有人提出异议", "核实清楚再往下办")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The catalogue's own words for its codes: levels, results, reasons for which a clock stands still."""

    levels: Mapping[str, str]
    results: Mapping[str, str]
    pauses: Mapping[str, str]


def flow_of(matter: Matter, words: Vocabulary) -> Flow:
    """Return the chart of a matter: the application, each step with its level and limit, the result.

    Args:
        matter: as the catalogue has it.
        words: the catalogue's words for its codes.
    """
    steps = [_step(step, matter.publicity, words) for step in matter.steps]
    decides = _deciding(matter.steps)
    if decides is not None and matter.case_type is not CaseType.REFERRAL:
        steps[decides] = replace(steps[decides], branches=(*steps[decides].branches, NOT_GRANTED))
    posting = matter.publicity
    if posting and posting.required and not any(POSTING in step.action for step in matter.steps):
        steps.insert(len(steps) - 1 if decides is None else decides, _posted(posting, words))
    own = words.levels[Level.APPLICANT]
    end = FlowStep(own, f"您得到办理结果：{result_words(matter, words)}")
    return Flow((_application(matter, own), *steps, end))


def result_words(matter: Matter, words: Vocabulary) -> str:
    """Return what the applicant has in the end: 批准、发放资金；按月发放保障金."""
    kinds = "、".join(words.results[kind] for kind in matter.result.kinds if kind is not ResultKind.NONE) or "办结"
    return f"{kinds}；{matter.result.note}" if matter.result.note else kinds


def posted_words(posting: Publicity) -> str:
    """Return how long and where a name is posted: 公示7日（自然日），张贴在申请人所在社区公示栏."""
    return f"{POSTING}{_days(posting)}{_pinned(posting)}"


def _application(matter: Matter, level: str) -> FlowStep:
    """Return the first box: what the applicant does, and what may come of it at the counter."""
    if not matter.materials:
        return FlowStep(level, "您到窗口说明要办的事")
    branches = (INCOMPLETE,) if asked_for(matter) else ()
    if matter.case_type is not CaseType.REFERRAL:
        branches = (*branches, NOT_ACCEPTED)
    brought = "，交上要带的材料" if asked_for(matter) else ""
    return FlowStep(level, f"您到窗口提出申请{brought}", branches=branches)


def _step(step: Step, posting: Publicity | None, words: Vocabulary) -> FlowStep:
    level = words.levels[step.level]
    text = step.action if step.place == level else f"{step.place}：{step.action}"
    limit = f"{step.working_days}个工作日" if step.working_days else ""
    if posting is None or not posting.required or POSTING not in step.action:
        return FlowStep(level, text, limit)
    posted = "" if _POSTED_DAYS.search(step.action) else f"{POSTING}{_days(posting)}"
    return FlowStep(level, text, "，".join(filter(None, (limit, posted))), (OBJECTED,))


def _posted(posting: Publicity, words: Vocabulary) -> FlowStep:
    """Return a box of its own for a posting that no step names."""
    for_whom = f"（{posting.condition}）" if posting.condition else ""
    text = f"{POSTING}{for_whom}{_pinned(posting)}"
    return FlowStep(words.levels[Level.COMMUNITY], text, _days(posting), (OBJECTED,))


def _days(posting: Publicity) -> str:
    return days_words(posting.days, posting.day_kind) if posting.days and posting.day_kind else ""


def _pinned(posting: Publicity) -> str:
    return f"，张贴在{posting.where}" if posting.where else ""


def _deciding(steps: Sequence[Step]) -> int | None:
    """Return the place of the last step in which somebody else decides about the applicant's wish."""
    others = ((place, step) for place, step in enumerate(steps) if step.level is not Level.APPLICANT)
    found = [place for place, step in others if _DECIDES.search(step.action)]
    return found[-1] if found else None
