"""The verbs of an accepted case: its steps, its pauses, saying no, its end."""

from typing import Any, Final

from hall.cases import actions as cases
from hall.cases import life
from hall.service import Hall
from hall.simulation.scenarios import values
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.things import CASE
from hall.simulation.scenarios.verb import Verb, Word, act, needs
from hall.simulation.scenarios.verbs_case import notice_items
from hall.simulation.scenarios.words import (
    ABORT_REASONS,
    DELIVERIES,
    PAUSE_REASONS,
    REFUSAL_GROUNDS,
    REFUSAL_KINDS,
    UPPER_ANSWERS,
)

_TEXT = values.words


def _leader_says(agree: bool) -> Verb:
    """Return the leader's answer to what waits for it: a refusal, or an extension."""

    def does(stage: Stage, hall: Hall, said: dict[str, Any]) -> object:
        card = stage.case().card
        if card.stage != life.REFUSAL_PROPOSED and card.extension_asked:
            return hall.do(cases.approve_extension, case_id=card.id, agree=agree)
        return hall.do(cases.review_refusal, case_id=card.id, agree=agree, words=said.get("words", ""))

    return Verb(does, {"附言": Word("words", _TEXT)}, on=(CASE,))


COURSE_VERBS: Final[dict[str, Verb]] = {
    "开始办理": act(cases.begin_step, on=CASE),
    "办完一步": act(cases.complete_step, {"附言": Word("words", _TEXT)}, on=CASE),
    "上报": act(cases.forward, on=CASE),
    "登记收件号": act(cases.record_receipt, {"收件号": needs("receipt_number", _TEXT)}, on=CASE),
    "上级退回": act(
        cases.record_return,
        {
            "条目": Word("items", notice_items),
            "附言": Word("words", _TEXT),
            "上级新要求": Word("upper_new", values.yes),
            "要居民补": Word("ask_resident", values.yes),
        },
        on=CASE,
        items=(),
    ),
    "上级结果": act(
        cases.record_result,
        {"结果": needs("outcome", values.one_of(UPPER_ANSWERS)), "附言": Word("words", _TEXT)},
        on=CASE,
    ),
    "暂停": act(
        cases.pause,
        {
            "原因": needs("reason", values.one_of(PAUSE_REASONS)),
            "要多久": Word("needs", _TEXT),
            "依据条款": Word("basis", _TEXT),
        },
        on=CASE,
        needs="",
    ),
    "恢复": act(cases.resume, on=CASE),
    "延期": act(
        cases.propose_extension,
        {"天数": needs("days", values.number), "理由": Word("reason", _TEXT)},
        on=CASE,
        reason="",
    ),
    "否定报备": act(
        cases.propose_refusal,
        {
            "理由": Word("reason", _TEXT),
            "依据条款": Word("basis", _TEXT),
            "情形": Word("ground", values.one_of(REFUSAL_GROUNDS)),
            "查明": Word("found", _TEXT),
            "该找": Word("office", _TEXT),
            "哪一种": Word("kind", values.one_of(REFUSAL_KINDS)),
        },
        on=CASE,
        reason="",
        basis="",
    ),
    "领导同意": _leader_says(True),
    "领导不同意": _leader_says(False),
    "换人": act(cases.reassign, {"给": needs("to", values.colleague)}, on=CASE),
    "重算期限": act(cases.recount, on=CASE),
    "决定": act(cases.decide, {"附言": Word("words", _TEXT)}, on=CASE),
    "制作结果": act(cases.make_ready, on=CASE),
    "通知领取": act(cases.notify, on=CASE),
    "送达": act(
        cases.deliver,
        {
            "方式": Word("way", values.one_of(DELIVERIES)),
            "领取人": Word("receiver", _TEXT),
            "关系": Word("relation", _TEXT),
            "原因": Word("reason", _TEXT),
            "见证人": Word("witness", _TEXT),
        },
        on=CASE,
    ),
    "登记外来文书": act(
        cases.record_outside_paper,
        {
            "名称": Word("name", _TEXT),
            "编号": Word("number", _TEXT),
            "日期": needs("issued_on", values.day),
        },
        on=CASE,
        name="",
    ),
    "退还材料": act(
        cases.hand_back_materials,
        {"领取人": Word("receiver", _TEXT), "关系": Word("relation", _TEXT)},
        on=CASE,
    ),
    "归档": act(cases.archive, on=CASE),
    "撤回": act(cases.withdraw, {"理由": Word("reason", _TEXT)}, on=CASE, reason=""),
    "终止": act(cases.abort, {"原因": needs("reason", values.one_of(ABORT_REASONS))}, on=CASE),
}
