"""Samples of the papers on personal data for the gallery: a made-up person's own data, the notice, the form."""

import datetime as dt
from typing import Final

from hall.documents.content import Content
from hall.dossier.views import Section
from hall.people.views import PersonCard
from hall.privacy.own_data import OwnData, register_facts
from hall.privacy.papers import breach_notice, own_data_sheet, privacy_notice
from hall.privacy.rules import RetentionPolicy, retention_rules, term_of
from hall.storage.place import HallFacts

_HALL: Final = HallFacts(
    name="幸福里社区便民服务中心", address="望江路 8 号", phone="027-80000123", region="420199", code="0007"
)
_TODAY: Final = dt.date(2026, 11, 23)
_PERSON: Final = PersonCard(
    "01", "程小满", "resident_card", "119999194611160018", "1", dt.date(1946, 11, 16), "13800000456",
    "幸福里社区12栋3单元501室",
)  # fmt: skip
_FACTS: Final = ("婚姻状况", "已婚", "2026-03-02 10:14", "现在", "窗口")
_TICKET: Final = ("2026-11-23", "A012", "救助优抚", "办完", "")
_LOOK: Final = ("2026-11-23 10:02", "工号 0107", "看完整号码", "日常抽查")


def privacy_samples() -> dict[str, Content]:
    """Return the samples by name."""
    terms = tuple((rule.kind, term_of(rule, RetentionPolicy(), "30年"), rule.ground) for rule in retention_rules())
    kinds = tuple((rule.kind, rule.data) for rule in retention_rules() if rule.code != "audit")
    long = "窗口电脑失窃。硬盘加密，没有发现数据被读取；仍逐一通知本人。" * 6
    return {
        "own_data_short": own_data_sheet(_found(1, terms)),
        "own_data_long": own_data_sheet(_found(24, terms)),
        "privacy_notice": privacy_notice(_HALL, kinds, terms, _TODAY),
        "breach_notice_short": breach_notice(_HALL, _TODAY),
        "breach_notice_long": breach_notice(
            _HALL,
            _TODAY,
            happened="2026年11月22日夜间，次日8时40分发现",
            cause=long,
            kinds="姓名、证件号码",
            people="312 人",
        ),
    }


def _found(times: int, terms: tuple[tuple[str, str, str], ...]) -> OwnData:
    chapters = (
        Section("facts", "一人一档", ("项目", "内容", "从", "到", "来源"), (_FACTS,) * times),
        Section("materials", "在库材料", ("材料", "编号"), ()),
        Section("tickets", "排队号票", ("日期", "号", "业务", "结果", "窗口留言"), (_TICKET,) * times),
        Section("looks", "谁看过", ("时间", "谁", "看了什么", "目的"), (_LOOK,) * times),
    )
    made_at = dt.datetime(2026, 11, 23, 10, 5, tzinfo=dt.UTC)
    return OwnData(_HALL, _PERSON, made_at, register_facts(_PERSON), chapters, terms)
