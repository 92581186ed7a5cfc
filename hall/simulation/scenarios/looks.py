"""What can be expected after a step: how each look is read in the hall, in the words of the file."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hall.agency.views import errand
from hall.cases import violations
from hall.cases.cards import SlipCard
from hall.cases.duties import duties
from hall.cases.duty_views import duty_list
from hall.cases.supervision import lights, slips_of
from hall.contacts.promises import promise, promises_late
from hall.kernel.dates import HALL_ZONE
from hall.originals.rules import KEPT, TRAY
from hall.originals.views import kept
from hall.queue.views import in_line
from hall.queue.views import ticket as ticket_view
from hall.seals.views import use
from hall.simulation.scenarios.mistakes import Misread, known
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.things import CASE, ERRAND, KINDS, LIST, PROMISE, SLIP, TICKET, USE
from hall.simulation.scenarios.words import LIGHTS, Words, said

NOTHING: Final = "无"
STATES: Final = tuple(name for name, kind in KINDS.items() if kind.words)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not as the file says: what, how it should be, how it is."""

    what: str
    expected: str
    found: str


Look = Callable[[Stage, Any], Iterable[Gap]]
"""Compares what a step expects with the hall, and returns what differs; raises `Misread`."""


def one(what: str, expected: object, found: str, words: Words | None = None) -> list[Gap]:
    """Compare one word with what is found; an unknown word is a mistake and no difference."""
    text = NOTHING if expected is None else str(expected).strip()
    if words is not None and text not in words:
        raise Misread("value", word=text, known=known(words, text))
    return [] if text == found else [Gap(what, text, found)]


def several(what: str, expected: object, found: list[str]) -> list[Gap]:
    """Compare a list with what is found, in its order; 无 stands for none."""
    wanted = [] if expected in (None, NOTHING, []) else expected if isinstance(expected, list) else [expected]
    texts = [str(each).strip() for each in wanted]
    return [] if texts == found else [Gap(what, "、".join(texts) or NOTHING, "、".join(found) or NOTHING)]


def _states(stage: Stage, expected: object) -> Iterable[Gap]:
    """Compare the states of things, each by its kind or by the name that a step has given it."""
    if not isinstance(expected, dict):
        raise Misread("not_a_mapping", what="应为")
    for name, state in expected.items():
        kind = name if name in KINDS else stage.labelled(name)
        if kind not in STATES:
            raise Misread("value", word=name, known=known(STATES, name))
        found = said(KINDS[kind].words, stage.state(kind, "" if name == kind else str(name)))
        yield from one(str(name), state, found, KINDS[kind].words)


def _dues(stage: Stage, expected: object) -> Iterable[Gap]:
    """Compare when limits end: a day, or a day with its time, and 暂定 where it may still move."""
    if not isinstance(expected, dict):
        raise Misread("not_a_mapping", what="到期")
    for name, until in expected.items():
        if name not in _DUES:
            raise Misread("value", word=name, known=known(_DUES, name))
        at, provisional = _DUES[name](stage)
        text = str(until).strip()
        yield from one(f"{name}到期", text, _instant(at, with_time=":" in text, provisional=provisional))


def _instant(at: dt.datetime | None, *, with_time: bool, provisional: bool = False) -> str:
    """Return an instant as files write it."""
    if at is None:
        return NOTHING
    local = at.astimezone(HALL_ZONE)
    return f"{local:%Y-%m-%d %H:%M}"[: 16 if with_time else 10] + (" 暂定" if provisional else "")


_DUES: Final[Mapping[str, Callable[[Stage], tuple[dt.datetime | None, bool]]]] = {
    "承诺": lambda stage: (stage.case().card.promised_due, stage.case().card.provisional),
    "法定": lambda stage: (stage.case().card.statutory_due, stage.case().card.statutory_provisional),
    "补正": lambda stage: (stage.case().card.supplement_due, False),
    "审核": lambda stage: (stage.case().proposals[-1].due_at, False),
    "代办报送": lambda stage: (stage.see(errand, agency_id=stage.thing(ERRAND)).card.report_due, False),
    "请示": lambda stage: (stage.sheet().escalates_at, False),
}


def _on_paper(stage: Stage, expected: object) -> Iterable[Gap]:
    """Look for words on the papers of the step."""
    text = "".join(paper.says() for paper in stage.new_papers())
    for words in expected if isinstance(expected, list) else [expected]:
        if "".join(str(words).split()) not in text:
            yield Gap("纸上", str(words), "没有这句话")


def _not_on_paper(stage: Stage, expected: object) -> Iterable[Gap]:
    """See that words do not stand on the papers of the step."""
    text = "".join(paper.says() for paper in stage.new_papers())
    for words in expected if isinstance(expected, list) else [expected]:
        if "".join(str(words).split()) in text:
            yield Gap("纸上没有", str(words), "有这句话")


def _violations(stage: Stage) -> list[str]:
    """Return the breaches of a case: which, whose, and whether it is only a candidate."""
    return [
        _VIOLATIONS.get(each.kind, each.kind)
        + ("（上级" if each.upper else f"（{each.against_name or '未定'}")
        + _VERDICTS.get(each.state, "）")
        for each in stage.case().violations
    ]


_VERDICTS: Final = {violations.CANDIDATE: "，待核实）", violations.DISMISSED: "，不成立）"}
_VIOLATIONS: Final = {
    violations.SECOND_NOTICE: "二次告知",
    violations.MISSED: "漏告知",
    violations.THIRD_TRIP: "让居民跑第三次",
    violations.LATE_NOTICE: "逾期未告知",
    violations.WRONGFUL_NO: "错误否定",
}


def _slip(stage: Stage) -> SlipCard:
    """Return the latest supervision slip of the case at hand."""
    slips: tuple[SlipCard, ...] = stage.see(slips_of, case_id=stage.thing(CASE))
    if not slips:
        raise Misread("none_yet", kind=SLIP)
    return max(slips, key=lambda slip: slip.issued_at)


def _owed(stage: Stage, expected: object) -> Iterable[Gap]:
    """Compare how many things each colleague has in hand."""
    if not isinstance(expected, dict):
        raise Misread("not_a_mapping", what="手上的事")
    for name, count in expected.items():
        found = stage.see(duties, staff_id=stage.staff_id(str(name)))
        yield from one(f"{name}手上的事", count, str(len(found)))


def _lights(stage: Stage, expected: object) -> Iterable[Gap]:
    """Compare how many open cases show each light."""
    if not isinstance(expected, dict):
        raise Misread("not_a_mapping", what="各灯件数")
    found = stage.see(lights)
    for light, count in expected.items():
        if light not in LIGHTS:
            raise Misread("value", word=light, known=known(LIGHTS, light))
        yield from one(f"{light}灯件数", count, str(found[LIGHTS[light]]))


def _form(stage: Stage, expected: object) -> Iterable[Gap]:
    """Compare what stands in fields of the form, by their names."""
    if not isinstance(expected, dict):
        raise Misread("not_a_mapping", what="表里")
    fields = {field.name: field.id for field in stage.case().matter.fields}
    for name, value in expected.items():
        if name not in fields:
            raise Misread("value", word=name, known=known(fields, name))
        yield from one(f"表里的{name}", value, str(stage.case().form.get(fields[name]) or NOTHING))


def _originals(stage: Stage, *states: str) -> list[str]:
    return [f"{card.name} {card.left}" for card in stage.see(kept) if card.state in states]


def _late_promises(stage: Stage) -> list[str]:
    return [f"{card.owner_name}：{card.words}" for card in stage.see(promises_late)]


def _plain(what: str, find: Callable[[Stage], str], words: Words | None = None) -> Look:
    return lambda stage, expected: one(what, expected, find(stage) or NOTHING, words)


def _listed(what: str, find: Callable[[Stage], list[str]]) -> Look:
    return lambda stage, expected: several(what, expected, find(stage))


def _lines(stage: Stage, *states: str) -> list[str]:
    return [line.name for line in stage.case().materials if line.state in states]


LOOKS: Final[dict[str, Look]] = {
    "应为": _states,
    "到期": _dues,
    "灯": _plain("灯", lambda stage: said(LIGHTS, stage.case().card.light), LIGHTS),
    "纸": _listed("纸", lambda stage: [paper.title for paper in stage.new_papers()]),
    "纸上": _on_paper,
    "纸上没有": _not_on_paper,
    "首问人": _plain("首问人", lambda stage: stage.sheet().card.first_contact_name),
    "责任人": _plain("责任人", lambda stage: stage.sheet().card.responsible_name),
    "等谁签收": _plain("等谁签收", lambda stage: stage.sheet().card.receiver_name),
    "已催": _plain("已催", lambda stage: "是" if stage.sheet().card.reminded else "否"),
    "退回次数": _plain("退回次数", lambda stage: str(stage.sheet().card.declines)),
    "承办人": _plain("承办人", lambda stage: stage.case().card.handler_name),
    "第几步": _plain("第几步", lambda stage: str(stage.case().card.step)),
    "缺": _listed("缺", lambda stage: _lines(stage, "missing", "promised")),
    "免交": _listed("免交", lambda stage: _lines(stage, "waived")),
    "违规": _listed("违规", _violations),
    "刚发生": _listed("刚发生", lambda stage: stage.new_events()),
    "表里": _form,
    "外来文书": _listed("外来文书", lambda stage: [f"{p.name} {p.number}".strip() for p in stage.case().outside]),
    "督办单级别": _plain("督办单级别", lambda stage: str(_slip(stage).level)),
    "督办几张": _plain("督办几张", lambda stage: str(len(stage.see(slips_of, case_id=stage.thing(CASE))))),
    "各灯件数": _lights,
    "手上的事": _owed,
    "交接给": _plain("交接给", lambda stage: stage.see(duty_list, list_id=stage.thing(LIST)).card.receiver_name),
    "交接责任人": _plain("交接责任人", lambda stage: stage.see(duty_list, list_id=stage.thing(LIST)).card.holder_name),
    "承诺人": _plain("承诺人", lambda stage: stage.see(promise, promise_id=stage.thing(PROMISE)).owner_name),
    "逾期承诺": _listed("逾期承诺", _late_promises),
    "托盘": _listed("托盘", lambda stage: _originals(stage, TRAY)),
    "收存的原件": _listed("收存的原件", lambda stage: _originals(stage, KEPT)),
    "代办员": _plain("代办员", lambda stage: stage.see(errand, agency_id=stage.thing(ERRAND)).card.agent_name),
    "代办逾期": _plain("代办逾期", lambda s: "是" if s.see(errand, agency_id=s.thing(ERRAND)).card.late else "否"),
    "第几次用印": _plain("第几次用印", lambda stage: str(stage.see(use, use_id=stage.thing(USE)).card.nth or "")),
    "叫到": _plain("叫到", lambda stage: str(stage.see(ticket_view, ticket_id=stage.thing(TICKET)).number)),
    "队伍": _listed("队伍", lambda stage: [card.number for card in stage.see(in_line)]),
}
