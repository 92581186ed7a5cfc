"""The verbs of the front of the hall: tickets, counters, first contact."""

from typing import Any, Final

from hall.contacts import actions as contacts
from hall.people.views import person
from hall.posts import actions as posts
from hall.queue import actions as queue
from hall.service import Hall
from hall.simulation.scenarios import values
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.things import SHEET, TICKET
from hall.simulation.scenarios.verb import Verb, Word, act, needs
from hall.simulation.scenarios.words import (
    BELONGINGS,
    CONTACT_WAYS,
    HOLD_REASONS,
    PRIORITIES,
    PRIORITY_GROUNDS,
    TICKET_OUTCOMES,
)

_TEXT = values.words
_WAY = values.one_of(CONTACT_WAYS)
_TICKET_WORDS: Final = {
    "业务": Word("service_code", values.service),
    "事项": Word("matter_code", values.matter),
    "来人": Word("person_id", values.resident),
    "优先": Word("priority", values.one_of(PRIORITIES)),
    "凭": Word("ground", values.one_of(PRIORITY_GROUNDS)),
}


def _take_ticket(stage: Stage, hall: Hall, said: dict[str, Any]) -> object:
    """Take a ticket for a service, or for a matter whose service the hall knows; whoever is known shows a document."""
    if said.get("person_id"):
        hall = hall.showing(stage.see(person, person_id=said["person_id"]).id_number)
    return hall.do(queue.take_ticket, **{"service_code": "", **said})


QUEUE_VERBS: Final[dict[str, Verb]] = {
    "取号": Verb(_take_ticket, _TICKET_WORDS, makes=TICKET),
    "无号接待": act(queue.serve_without_ticket, {k: _TICKET_WORDS[k] for k in ("业务", "事项", "来人")}, makes=TICKET),
    "呼叫": act(queue.call_next, makes=TICKET),
    "点呼": act(queue.call_ticket, on=TICKET),
    "重呼": act(queue.recall, on=TICKET),
    "到窗口": act(queue.arrive, on=TICKET),
    "过号": act(queue.miss, on=TICKET),
    "过号回来": act(queue.requeue, on=TICKET),
    "挂起": act(queue.hold, {"原因": needs("reason", values.one_of(HOLD_REASONS))}, on=TICKET),
    "接着办": act(queue.resume, on=TICKET),
    "转窗口": act(
        queue.transfer, {"业务": Word("service_code", values.service), "附言": Word("note", _TEXT)}, on=TICKET
    ),
    "办下一件事": act(queue.next_matter, {"事项": Word("matter_code", values.matter)}, on=TICKET),
    "办完": act(queue.finish, {"结果": Word("outcome", values.one_of(TICKET_OUTCOMES))}, on=TICKET),
    "撤销": act(queue.undo),
    "开窗": act(posts.open_counter),
    "暂停窗口": act(posts.pause_counter, {"原因": needs("reason", _TEXT)}),
    "关窗": act(posts.close_counter),
}

CONTACT_VERBS: Final[dict[str, Verb]] = {
    "登记首问": act(
        contacts.open_sheet,
        {
            "事由": needs("matter_text", _TEXT),
            "方式": Word("way", _WAY),
            "归属": Word("belonging", values.one_of(BELONGINGS)),
            "来人": Word("person_id", values.resident),
            "姓名": Word("name", _TEXT),
            "电话": Word("phone", _TEXT),
            "票": Word("ticket_id", values.labelled(TICKET)),
        },
        makes=SHEET,
    ),
    "转交": act(
        contacts.hand_over,
        {
            "给": needs("to", values.colleague),
            "带": Word("materials", values.counts),
            "附言": Word("note", _TEXT),
            "归属": Word("belonging", values.one_of(BELONGINGS)),
            "希望": Word("wanted_by", values.moment),
        },
        on=SHEET,
    ),
    "签收": act(contacts.sign_for, on=SHEET),
    "退回": act(contacts.decline, {"理由": Word("reason", _TEXT)}, on=SHEET, reason=""),
    "请示": act(contacts.escalate, {"说明": needs("words", _TEXT)}, on=SHEET),
    "指定": act(contacts.assign, {"给": needs("to", values.colleague), "附言": Word("words", _TEXT)}, on=SHEET),
    "答复": act(contacts.answer, {"内容": needs("words", _TEXT)}, on=SHEET),
    "指引": act(
        contacts.refer_out,
        {
            "单位": needs("office", _TEXT),
            "地址": needs("address", _TEXT),
            "电话": needs("phone", _TEXT),
            "附言": Word("words", _TEXT),
        },
        on=SHEET,
    ),
    "当场答清": act(
        contacts.answer_at_once,
        {
            "事由": needs("matter_text", _TEXT),
            "内容": needs("words", _TEXT),
            "方式": Word("way", _WAY),
            "来人": Word("person_id", values.resident),
            "姓名": Word("name", _TEXT),
            "电话": Word("phone", _TEXT),
            "票": Word("ticket_id", values.labelled(TICKET)),
        },
        makes=SHEET,
    ),
    "回复居民": act(contacts.reply, {"方式": needs("way", _WAY), "内容": needs("words", _TEXT)}, on=SHEET),
    "办结首问": act(contacts.close, on=SHEET),
    "打印首问单": act(contacts.print_sheet, on=SHEET),
    "全部转交": act(contacts.hand_over_all, {"给": needs("to", values.colleague)}),
}
