"""The verbs of whoever stands above the work: leaders, supervisors, the keeper of the seal, the administrator."""

import datetime as dt
from typing import Any, Final

from hall.cases import actions as cases
from hall.kernel.holidays import HolidayYear
from hall.seals import actions as seals
from hall.seals import rules as seal_rules
from hall.seals.entries import entries, seal_word
from hall.seals.keepers import KINDS
from hall.seals.views import seals as known_seals
from hall.seals.views import use
from hall.service import Hall
from hall.simulation.paperwork import put_on_paper
from hall.simulation.scenarios import values
from hall.simulation.scenarios.mistakes import Misread
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.things import BREACH, CASE, PROPOSAL, SLIP, USE
from hall.simulation.scenarios.verb import Verb, Word, act, needs
from hall.simulation.scenarios.verbs_case import notice_items
from hall.simulation.scenarios.words import Words
from hall.statistics import actions as statistics
from hall.workdays.actions import import_holidays

_TEXT = values.words
_WORDS = {"说明": Word("words", _TEXT)}
_REJECTIONS: Final[Words] = {
    "不在清单": seal_rules.NOT_ON_LIST,
    "属于禁开": seal_rules.FORBIDDEN,
    "无法核实": seal_rules.UNVERIFIED,
    "空白": seal_rules.BLANK,
}


def _entry(stage: Stage, value: object) -> str:
    """Return the code of an entry under which a seal may be used; an unknown name is asked for as it stands."""
    codes: dict[str, str] = {entry.name: entry.code for entry in stage.see(entries)}
    return codes.get(str(value), str(value))


def _seal(stage: Stage, value: object) -> str:
    """Return the key of the seal of a kind."""
    kinds = {seal_word("kinds", kind): kind for kind in KINDS}
    kind = values.pick(kinds, value)
    held = [card.id for card in stage.see(known_seals) if card.kind == kind]
    if not held:
        raise Misread("none_yet", kind=str(value))
    return str(held[-1])


def _put_seal_on(stage: Stage, hall: Hall, said: dict[str, Any]) -> object:
    """Seal what was approved, as many copies and across where the paper needs it, unless the step says otherwise."""
    card = stage.see(use, use_id=said["use_id"]).card
    for desk in stage.copy.actors.values():
        put_on_paper(desk)
    usual = {
        "copies": card.copies,
        "pages": card.pages,
        "straddle": card.across or card.pages > 1,
        "retained": "用印留底盒" if card.outside else "",
    }
    return hall.do(seals.seal, **{**usual, **said})


def _holidays(stage: Stage, hall: Hall, said: dict[str, Any]) -> object:
    """Read in a year's notice: `休` with a first and a last day each, `班` with single days."""
    days: dict[dt.date, bool] = {}
    for span in said["off"]:
        first, last = (values.day(stage, each) for each in span)
        days |= {first + dt.timedelta(n): False for n in range((last - first).days + 1)}
    days |= dict.fromkeys(said.get("workdays", []), True)
    return hall.do(import_holidays, table=HolidayYear(said["year"], said.get("source", "放假通知"), False, days))


def _spans(_stage: Stage, value: object) -> list[list[object]]:
    spans = value if isinstance(value, list) else []
    if not spans or any(not isinstance(span, list) or len(span) != 2 for span in spans):
        raise Misread("not_text", word=str(value))
    return spans


SUPERVISION_VERBS: Final[dict[str, Verb]] = {
    "督办": act(cases.press, {"说明": Word("words", _TEXT)}, on=CASE, words=""),
    "督办说明": act(cases.explain_slip, _WORDS, on=SLIP, words=""),
    "督办整改": act(cases.rectify_slip, _WORDS, on=SLIP, words=""),
    "督办销号": act(cases.close_slip, _WORDS, on=SLIP, words=""),
    "认定违规": act(
        cases.judge_violation,
        {"成立": needs("upheld", values.yes), "说明": Word("words", _TEXT)},
        on=BREACH,
        words="",
    ),
    "放行告知": act(cases.release_notice, {"附言": Word("words", _TEXT)}, on=CASE, agree=True),
    "不放行告知": act(cases.release_notice, {"附言": Word("words", _TEXT)}, on=CASE, agree=False),
    "领导准许再退回": act(
        cases.insist_on_return,
        {"条目": Word("items", notice_items), "附言": Word("words", _TEXT)},
        on=CASE,
        items=(),
        words="",
    ),
    "上报分管领导": act(cases.escalate_refusal, _WORDS, on=CASE, words=""),
    "抽查": act(cases.draw_sample, {"月份": needs("month", _TEXT), "件数": Word("size", values.number)}),
    "抽查结论": act(
        cases.audit_refusal, {"办得对": needs("ok", values.yes), "说明": Word("words", _TEXT)}, on=PROPOSAL
    ),
    "纠正": act(cases.correct_refusal, {"说明": needs("words", _TEXT)}, on=PROPOSAL),
    "日结": act(statistics.close_day, {"原因": Word("reason", _TEXT)}),
    "导入放假通知": Verb(
        _holidays,
        {
            "年": needs("year", values.number),
            "文号": Word("source", _TEXT),
            "休": needs("off", _spans),
            "班": Word("workdays", values.each(values.day)),
        },
    ),
}

SEAL_VERBS: Final[dict[str, Verb]] = {
    "申请用印": act(
        seals.request,
        {
            "文书": needs("paper_name", _TEXT),
            "清单条目": needs("list_code", _entry),
            "用途": Word("reason", _TEXT),
            "页数": Word("pages", values.number),
            "份数": Word("copies", values.number),
            "来人": Word("person_id", values.resident),
        },
        reason="",
    ),
    "再申请用印": act(cases.request_seal, on=CASE),
    "核实": act(
        seals.verify,
        {
            "已填写": Word("filled_in", values.yes),
            "看过原件": Word("originals", values.yes),
            "附言": Word("words", _TEXT),
        },
        on=USE,
    ),
    "签批": act(seals.approve, {"决议": Word("resolution", _TEXT)}, on=USE),
    "不予盖章": act(
        seals.reject,
        {"原因": needs("reason", values.one_of(_REJECTIONS)), "说明": Word("words", _TEXT)},
        on=USE,
        words="",
    ),
    "盖章": Verb(
        _put_seal_on,
        {
            "份数": Word("copies", values.number),
            "页数": Word("pages", values.number),
            "骑缝": Word("straddle", values.yes),
            "留底": Word("retained", _TEXT),
        },
        on=(USE,),
    ),
    "作废用印": act(seals.void, {"说明": needs("words", _TEXT)}, on=USE),
    "移交印章": act(seals.hand_over_seal, {"印章": needs("seal_id", _seal), "给": needs("to", values.colleague)}),
    "接收印章": act(seals.take_over_seal, {"印章": needs("seal_id", _seal)}),
    "印章遗失": act(seals.report_lost, {"印章": needs("seal_id", _seal), "说明": needs("words", _TEXT)}),
}
