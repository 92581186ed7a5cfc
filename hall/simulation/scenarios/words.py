"""The Chinese words of scenarios for the codes of the hall: the same that the windows and the papers use."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hall.cases import life
from hall.cases.clock import Light
from hall.cases.materials import CHANNELS
from hall.cases.refusal_rules import GROUNDS
from hall.cases.rules import DELIVERY_WAYS
from hall.cases.words import word
from hall.catalogue.terms import PauseReason
from hall.contacts import rules as contacts
from hall.contacts.papers import WAYS
from hall.queue import life as tickets
from hall.queue import policy as queue

Words = Mapping[str, str]
"""Chinese words, each with its code."""


def _named(table: str, codes: tuple[str, ...]) -> Words:
    """Return what the papers call the codes of a table."""
    return MappingProxyType({word(table, code): code for code in codes})


def said(words: Words, code: str) -> str:
    """Return the word for a code; a code without one is shown as it is."""
    return next((text for text, known in words.items() if known == code), code)


CASE_STAGES: Final[Words] = {
    "填写中": life.DRAFT,
    "审材料": life.CHECKING,
    "等居民补正": life.NOTIFIED,
    "不予办理待审核": life.REFUSAL_PROPOSED,
    "不予受理": life.REFUSED,
    "已受理": life.ACCEPTED,
    "本厅办理中": life.DECIDING,
    "已上报": life.AT_UPPER,
    "上级退回，等补正": life.SUPPLEMENT,
    "停止计时": life.PAUSED,
    "准予": life.DECIDED_YES,
    "不批准": life.DECIDED_NO,
    "结果已出": life.READY,
    "等居民来领": life.NOTIFIED_PICKUP,
    "已办结": life.CLOSED,
    "已归档": life.ARCHIVED,
    "已撤回": life.WITHDRAWN,
    "已终止": life.ABORTED,
}
SHEET_STATES: Final[Words] = {
    "待答复": contacts.OPEN,
    "已答复": contacts.ANSWERED,
    "已立办件": contacts.LINKED,
    "等同事签收": contacts.HANDOVER_PENDING,
    "已签收": contacts.HANDED,
    "等领导指定": contacts.ESCALATED,
    "已指引": contacts.REFERRED,
    "该告诉居民结果了": contacts.FOLLOWUP,
    "已办结": contacts.CLOSED,
}
TICKET_STATES: Final[Words] = {
    "等候": tickets.WAITING,
    "叫号中": tickets.CALLING,
    "办理中": tickets.SERVING,
    "挂起": tickets.HELD,
    "过号": tickets.MISSED,
    "办完": tickets.DONE,
    "作废": tickets.EXPIRED,
}
LIGHTS: Final[Words] = {
    "无": Light.NONE,
    "绿": Light.GREEN,
    "黄": Light.YELLOW,
    "红": Light.RED,
    "灰": Light.GREY,
    "蓝": Light.BLUE,
}
CONTACT_WAYS: Final[Words] = {text: code for code, text in WAYS.items()}
BELONGINGS: Final[Words] = {
    "本岗": "A",
    "本部门他岗": "B",
    "本厅他部门": "C",
    "不属本厅": "D",
}
NOTICE_CHANNELS: Final = _named("channels", CHANNELS)
EXEMPTIONS: Final[Words] = {
    "法规变更": "law_changed",
    "居民改事项": "resident_changed",
    "上级新要求": "upper_new",
    "共享失败": "shared_data_failed",
}
REFUSAL_GROUNDS: Final = _named("grounds", GROUNDS)
REFUSAL_KINDS: Final[Words] = {
    "不予受理": life.ACCEPTANCE,
    "不予批准": life.APPROVAL,
    "告知后仍不齐": life.INCOMPLETE,
    "不能按承诺办结": life.DELAY,
    "退回申请": life.RETURN,
}
PAUSE_REASONS: Final = _named("pauses", tuple(each.value for each in PauseReason))
DELIVERIES: Final = _named("deliveries", DELIVERY_WAYS)
ABORT_REASONS: Final[Words] = {"去世": "died", "迁出": "moved_away", "重复": "duplicate"}
UPPER_ANSWERS: Final[Words] = {"转下一步": "passed", "批准": "approved", "不批准": "denied"}
MATERIAL_STATES: Final[Words] = {"未交": "missing", "已收": "received", "已核验": "verified", "容缺": "promised"}
WAIVERS: Final[Words] = {"可共享取得": "shared", "库里已有": "on_file", "情形不适用": "condition"}
PRIORITIES: Final[Words] = {
    "突发急病": queue.URGENT,
    "依法优先": queue.BY_LAW,
    "照顾优先": queue.IN_NEED,
    "普通": queue.ORDINARY,
}
PRIORITY_GROUNDS: Final[Words] = {
    "年龄": queue.AGE,
    "看过证件": queue.CERTIFICATE_SEEN,
    "工作人员说明": queue.CLERK_NOTE,
}
TICKET_OUTCOMES: Final[Words] = {
    "当场办结": "done",
    "已受理": "accepted",
    "已一次性告知": "incomplete",
    "已答复": "advised",
    "已转办或指引": "referred",
    "不予受理": "refused",
    "居民已离开": "left",
}
HOLD_REASONS: Final[Words] = {
    "去取材料": "fetch_material",
    "去填表": "fill_form",
    "去拍照、复印": "take_photo",
    "去缴费": "pay",
    "等答复": "wait_for_answer",
    "其他": "other",
}
SEXES: Final[Words] = {"男": "1", "女": "2"}
YES_NO: Final[Mapping[str, bool]] = {"是": True, "否": False, "同意": True, "不同意": False}
