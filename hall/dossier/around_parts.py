"""The chapters of a dossier about what surrounds a case: sheets, promises, originals, errands, seals, lists, looks."""

from collections import defaultdict

from sqlalchemy import String, cast, select

from hall.agency.views import of_case as errands_of
from hall.audit.model import AuditEntry
from hall.audit.rules import DONE
from hall.cases.duty_model import DutyItem, DutyList
from hall.contacts.papers import told
from hall.contacts.promises import promises_on
from hall.contacts.views import sheet
from hall.dossier.model import Disclosure
from hall.dossier.rules import PURPOSES
from hall.dossier.views import Look, Section
from hall.originals.views import movements
from hall.originals.views import of_case as originals_of
from hall.seals.views import of_case as uses_of

_MOVED = {
    "checked_in": "收下", "checked_out": "交出", "kept": "收存", "owed": "应退还", "noted": "备注", "passed_on": "交接",
}  # fmt: skip
_TO = {"owner": "本人", "agent": "代领人", "street": "上级", "file": "入卷"}


def sheets(look: Look) -> Section:
    """The first-contact sheets and the chain of hand-overs: who answered for the resident's question."""
    rows = tuple(
        (file.card.number, look.at(link.at), link.who or "大厅系统", told(link))
        for file in (sheet(look.reading, sheet_id=key) for key in look.sheets)
        for link in file.chain
    )
    return Section("sheets", "首问单和转办", ("首问单", "时间", "谁", "经过"), rows, "不是从首问单来的。")


def promises(look: Look) -> Section:
    """What was promised, by whom, and whether it was kept."""
    known = {card.id: card for card in promises_on(look.reading, case_id=look.file.card.id)}
    for key in look.sheets:
        known |= {card.id: card for card in promises_on(look.reading, sheet_id=key)}
    rows = tuple(
        (
            card.number, card.words, f"{card.due_on:%Y-%m-%d}", card.first_owner_name, card.owner_name,
            look.at(card.kept_at) or ("逾期" if card.late else "未到期"), card.told,
        )
        for card in known.values()
    )  # fmt: skip
    return Section("promises", "承诺", ("编号", "承诺", "到期", "谁承诺", "现在谁负责", "兑现", "怎么告知的"), rows)


def originals(look: Look) -> Section:
    """The custody of originals, movement by movement."""
    rows = tuple(
        (
            f"{card.name} {card.count} 件", look.at(step.at), _MOVED.get(step.kind, step.kind),
            str(step.count or ""), _TO.get(step.to, ""), step.staff_name,
        )
        for card in originals_of(look.reading, case_id=look.file.card.id)
        for step in movements(look.reading, original_id=card.id)
    )  # fmt: skip
    return Section("originals", "原件收退", ("原件", "时间", "情形", "件数", "交给", "谁"), rows, "没有收过原件。")


def errands(look: Look) -> Section:
    """The errands that carried the case upward."""
    rows = tuple(
        (card.number, look.at(card.opened_at), card.agent_name, card.place, card.receipt_number, card.state)
        for card in errands_of(look.reading, case_id=look.file.card.id)
    )
    return Section("errands", "代办", ("编号", "委托", "代办员", "送到哪里", "对方收件号", "状态"), rows)


def seals(look: Look) -> Section:
    """The uses of seals, from the wish to the stamp."""
    rows = tuple(
        (
            card.number, card.paper_name or card.list_name, card.seal_name, card.requester_name, card.verifier_name,
            card.approver_name, card.state_name, look.at(card.sealed_at),
        )
        for card in uses_of(look.reading, case_id=look.file.card.id)
    )  # fmt: skip
    header = ("用印单", "文书", "印章", "申请", "核实", "审批", "状态", "用印时间")
    return Section("seals", "用印", header, rows, "没有用印。")


def lists(look: Look) -> Section:
    """The duty lists with which the case changed hands."""
    subjects = (look.file.card.id, *look.sheets)
    found = select(DutyList, DutyItem.outcome).join(DutyItem, DutyItem.list_id == DutyList.id)
    rows = look.reading.session.execute(found.where(DutyItem.subject_id.in_(subjects)).order_by(DutyList.offered_at))
    handed = tuple(
        (
            row.number, look.at(row.offered_at), look.staff(row.leaver), look.staff(row.receiver),
            look.at(row.signed_at) or "没有签收", _OUTCOMES.get(outcome, outcome),
        )
        for row, outcome in rows.tuples()
    )  # fmt: skip
    return Section("lists", "离岗交接", ("交接单", "移交", "离岗人", "接收人", "签收", "结果"), handed)


def hands(look: Look) -> Section:
    """Everybody who did something to the case, by the audit record: how often, first and last, and what was refused."""
    theirs = cast(AuditEntry.subjects, String).contains(look.file.card.id, autoescape=True)
    found = select(AuditEntry).where(AuditEntry.at >= look.file.card.opened_at, theirs).order_by(AuditEntry.at)
    by_whom: dict[str | None, list[AuditEntry]] = defaultdict(list)
    for entry in look.reading.session.scalars(found):
        by_whom[entry.staff_id].append(entry)
    rows = tuple(
        (
            look.staff(staff_id), str(len(entries)), look.at(entries[0].at), look.at(entries[-1].at),
            str(sum(entry.outcome != DONE for entry in entries) or ""),
        )
        for staff_id, entries in by_whom.items()
    )  # fmt: skip
    return Section("hands", "谁动过（审计记录）", ("谁", "次数", "第一次", "最后一次", "被拒绝"), rows)


def looks(look: Look) -> Section:
    """Everybody who was shown the whole case, this look included."""
    found = select(Disclosure).where(Disclosure.case_id == look.file.card.id).order_by(Disclosure.at, Disclosure.id)
    rows = tuple(
        (
            look.at(row.at), look.staff(row.staff_id), PURPOSES.get(row.purpose, "未说明"), row.words,
            "全部" if row.full else "已遮盖",
        )
        for row in look.reading.session.scalars(found)
    )  # fmt: skip
    return Section("looks", "谁调阅过案卷", ("时间", "谁", "目的", "说明", "看到的"), rows)


_OUTCOMES = {"listed": "等签收", "moved": "已转给接收人", "ended": "签收前已了结", "back": "已取回"}
