"""The verbs by which work changes hands: promises, leaving the post and its list, agency, originals."""

from typing import Any, Final

from hall.agency import actions as agency
from hall.agency import rules as agency_rules
from hall.agency.papers import IDENTITY_WORDS
from hall.cases import actions as cases
from hall.contacts import actions as contacts
from hall.originals import actions as originals
from hall.originals import rules as original_rules
from hall.posts import actions as posts
from hall.posts.views import counters
from hall.service import Hall
from hall.simulation.scenarios import values
from hall.simulation.scenarios.mistakes import Misread
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.things import CASE, ERRAND, LIST, ORIGINAL, PROMISE, SHEET, TICKET
from hall.simulation.scenarios.verb import Verb, Word, act, needs
from hall.simulation.scenarios.words import CONTACT_WAYS, Words

_TEXT = values.words
_POWERS: Final[Words] = {
    "提交材料": agency_rules.SUBMIT_POWER,
    "代为补正": agency_rules.SUPPLEMENT_POWER,
    "领取结果": agency_rules.COLLECT_POWER,
    "代为签字": agency_rules.SIGN_POWER,
}
_IDENTITY: Final[Words] = {text: code for code, text in IDENTITY_WORDS.items()}
_ENDINGS: Final[Words] = {
    "居民收回": "withdrawn",
    "委托到期": "expired",
    "去世": "died",
    "办不了": "impossible",
}
_RECEIVERS: Final[Words] = {
    "本人": original_rules.OWNER,
    "代办人": original_rules.AGENT,
    "街道": original_rules.STREET,
    "归档": original_rules.FILE,
}
_ITEM_WORDS: Final = {"名称": "name", "原件": "originals", "复印件": "copies", "只看": "shown"}


def _items(stage: Stage, value: object) -> list[dict[str, Any]]:
    """Return what an agent takes along: `名称`, `原件`, `复印件`, and `只看` for what is only shown."""
    items = []
    for item in value if isinstance(value, list) else [value]:
        said = item if isinstance(item, dict) else {"名称": item, "复印件": 1}
        entry: dict[str, Any] = {values.pick(_ITEM_WORDS, key): each for key, each in said.items()}
        shown = values.yes(stage, entry.get("shown", False))
        items.append({"originals": 0, "copies": 0, **entry, "shown": shown})
    return items


def _counter(stage: Stage, value: object) -> str:
    """Return the key of a counter by its number."""
    return str(values.pick({str(card.number): card.id for card in stage.see(counters)}, value))


def _hand_back(stage: Stage, hall: Hall, said: dict[str, Any]) -> object:
    """Hand everything back that belongs to the ticket, the case or the errand at hand."""
    of = str(said.get("of", CASE))
    arguments = {TICKET: "ticket_id", CASE: "case_id", ERRAND: "mandate_id"}
    if of not in arguments:
        raise Misread("value", word=of, known="、".join(arguments))
    return hall.do(originals.hand_back, **{arguments[of]: stage.thing(of)})


PROMISE_VERBS: Final[dict[str, Verb]] = {
    "承诺": act(
        contacts.promise,
        {
            "内容": Word("words", _TEXT),
            "到": needs("due_on", values.day),
            "首问单": Word("sheet_id", values.labelled(SHEET)),
            "办件": Word("case_id", values.labelled(CASE)),
            "票": Word("ticket_id", values.labelled(TICKET)),
            "来人": Word("person_id", values.resident),
        },
        makes=PROMISE,
        words="",
    ),
    "兑现承诺": act(
        contacts.keep_promise,
        {"内容": Word("words", _TEXT), "方式": Word("way", values.one_of(CONTACT_WAYS))},
        on=PROMISE,
        words="",
    ),
    "改派承诺": act(contacts.assign_promise, {"给": needs("to", values.colleague)}, on=PROMISE),
}

DUTY_VERBS: Final[dict[str, Verb]] = {
    "定AB岗": act(
        posts.set_post,
        {
            "A岗": needs("a", values.colleague),
            "B岗": needs("b", values.colleague),
            "业务": Word("service_code", values.service),
            "事项": Word("matter_code", values.matter),
            "窗口": Word("counter_id", _counter),
        },
    ),
    "离岗": act(
        cases.leave_post,
        {"原因": Word("reason", _TEXT), "给": Word("to", values.colleague)},
        makes=LIST,
        reason="",
    ),
    "签收交接": act(cases.sign_list, on=LIST),
    "改派交接": act(cases.redirect_list, {"给": needs("to", values.colleague), "附言": Word("words", _TEXT)}, on=LIST),
    "返岗收回": act(cases.take_back, on=LIST),
}

AGENCY_VERBS: Final[dict[str, Verb]] = {
    "代办委托": act(
        agency.entrust,
        {
            "来人": Word("person_id", values.resident),
            "事项": Word("matter_code", values.matter),
            "办什么": Word("words", _TEXT),
            "办件": Word("case_id", values.labelled(CASE)),
            "权限": Word("powers", values.each(values.one_of(_POWERS))),
            "委托到": needs("until", values.day),
            "核验": Word("identity_way", values.one_of(_IDENTITY)),
            "代办员": Word("agent", values.colleague),
            "票": Word("ticket_id", values.labelled(TICKET)),
        },
        makes=ERRAND,
        powers=agency_rules.USUAL_POWERS,
        identity_way="",
    ),
    "代办受理": act(
        agency.log,
        {"材料": Word("items", _items), "送往": Word("place", _TEXT), "规费": Word("fee", _TEXT)},
        on=ERRAND,
        items=(),
    ),
    "代办报送": act(
        agency.submit,
        {
            "收件号": Word("receipt_number", _TEXT),
            "材料": Word("items", _items),
            "代签": Word("signs", values.yes),
            "交原件": Word("originals", values.yes),
        },
        on=ERRAND,
        receipt_number="",
    ),
    "代办补件": act(agency.ask_supplement, {"说明": needs("words", _TEXT)}, on=ERRAND),
    "代办结果": act(
        agency.record_result,
        {
            "结果": needs("outcome", values.one_of({"准予": "approved", "不予批准": "denied"})),
            "已领取": Word("collected", values.yes),
            "原件带回": Word("originals_back", values.yes),
            "附言": Word("words", _TEXT),
        },
        on=ERRAND,
    ),
    "代办取回原件": act(agency.take_back, on=ERRAND),
    "代办送达": act(agency.deliver, on=ERRAND),
    "代办回访": act(agency.visit, {"评分": needs("grade", values.number), "附言": Word("words", _TEXT)}, on=ERRAND),
    "代办终止": act(
        agency.end, {"原因": needs("reason", values.one_of(_ENDINGS)), "附言": Word("words", _TEXT)}, on=ERRAND
    ),
    "代办归档": act(agency.close, on=ERRAND),
}

ORIGINAL_VERBS: Final[dict[str, Verb]] = {
    "收原件": act(
        originals.check_in,
        {
            "名称": needs("name", _TEXT),
            "份数": Word("count", values.number),
            "过夜": Word("overnight", values.yes),
            "来人": Word("person_id", values.resident),
            "办件": Word("case_id", values.labelled(CASE)),
            "票": Word("ticket_id", values.labelled(TICKET)),
        },
        makes=ORIGINAL,
    ),
    "退原件": act(
        originals.check_out,
        {"份数": Word("count", values.number), "给": Word("to", values.one_of(_RECEIVERS))},
        on=ORIGINAL,
    ),
    "退还全部原件": Verb(_hand_back, {"哪里": Word("of", _TEXT)}),
    "收存原件": act(originals.keep, on=TICKET),
    "写明原件去向": act(originals.note_left, {"说明": needs("words", _TEXT)}, on=ORIGINAL),
}
