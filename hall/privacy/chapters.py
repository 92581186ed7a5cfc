"""The chapters of what a person may see of themselves: what is known, what they came for, who used it, who looked."""

from typing import Any, Final

from sqlalchemy import String, cast, select

from hall.agency.views import of_person as errands_of
from hall.appointments.model import Appointment
from hall.audit.model import AuditEntry
from hall.audit.rules import DONE, REVEAL
from hall.audit.words import word_for
from hall.cases.form_words import labels, said
from hall.cases.model import Case
from hall.cases.record import codes_of
from hall.cases.views import case
from hall.catalogue.held import held_map
from hall.contacts.model import ContactSheet, Promise
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.dossier.model import Disclosure
from hall.dossier.rules import PURPOSES
from hall.dossier.views import Section
from hall.exchange.model import ExchangePackage
from hall.originals.model import Original
from hall.people.model import Consent, PersonFact
from hall.people.views import holdings, reuses
from hall.privacy.own_data import CHANNELS, Chapter, OwnData, Search, gather
from hall.queue.model import Ticket
from hall.ratings.model import Rating
from hall.storage.work import Reading

__all__ = ["CHAPTERS", "OwnData", "own_data"]

_TICKETS: Final = {
    "waiting": "等候", "calling": "叫号", "serving": "办理中", "held": "挂起", "missed": "过号", "done": "办完",
    "expired": "作废",
}  # fmt: skip
_STAGES: Final = {
    "draft": "填表", "checking": "核对材料", "notified": "等补材料", "refusal_proposed": "拟不予受理",
    "refused": "不予受理", "accepted": "已受理", "deciding": "办理中", "at_upper": "上级办理中",
    "supplement": "退回补充", "paused": "中止计时", "decided_yes": "同意", "decided_no": "不同意",
    "ready": "结果已出", "notified_pickup": "等领取", "closed": "办结", "archived": "归档", "withdrawn": "撤回",
    "aborted": "终止",
}  # fmt: skip
_PLACES: Final = {"booked": "已预约", "checked_in": "已到", "late": "迟到", "cancelled": "取消", "no_show": "没有来"}
_GRADES: Final = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
_ENDED: Final = {"": "在用", "renewed": "已更新", "taken_back": "已撤回", "handed_back": "已退还"}
_HANDED: Final = ("privacy.hand_out", "privacy.print_own_data")


def own_data(reading: Reading, *, person_id: str) -> OwnData:
    """Return everything that is held of a person; whoever calls it has noted that by `privacy.hand_out`."""
    return gather(reading, person_id, CHAPTERS)


def facts(search: Search) -> Section:
    """What is known of the person, with the time for which it held and where it came from."""
    names = {each.fact: each.name for each in held_map().facts}
    found = select(PersonFact).where(PersonFact.person_id == search.card.id).order_by(PersonFact.valid_from)
    rows = tuple(
        (
            names.get(row.fact, row.fact), _said(row.value.get("value")), search.at(row.valid_from),
            search.at(row.valid_to) or "现在", CHANNELS.get(row.source, row.source),
        )
        for row in search.reading.session.scalars(found)
    )  # fmt: skip
    return Section("facts", "一人一档", ("项目", "内容", "从", "到", "来源"), rows)


def materials(search: Search) -> Section:
    """The materials that are held, former editions too."""
    rows = tuple(
        (each.name, each.number, f"{each.kept_on}", CHANNELS.get(each.source, each.source), _ENDED[each.ended_for])
        for each in holdings(search.reading, person_id=search.card.id, history=True)
    )
    return Section("materials", "在库材料", ("材料", "编号", "收存", "来源", "现在"), rows)


def consents(search: Search) -> Section:
    """The consents to use sensitive materials, and their withdrawal."""
    names = {each.kind: each.name for each in held_map().kinds}
    found = select(Consent).where(Consent.person_id == search.card.id).order_by(Consent.given_at)
    rows = tuple(
        ("、".join(names.get(kind, kind) for kind in row.kinds), row.matter_code, search.at(row.given_at),
         search.at(row.withdrawn_at) or "没有收回")
        for row in search.reading.session.scalars(found)
    )  # fmt: skip
    return Section("consents", "同意书", ("材料", "事项", "同意", "收回"), rows)


def tickets(search: Search) -> Section:
    """The tickets."""
    found = select(Ticket).where(Ticket.id.in_(search.tickets)).order_by(Ticket.day, Ticket.number)
    rows = tuple(
        (f"{row.day}", row.number, row.display_name, _TICKETS.get(row.state, row.state), row.note)
        for row in search.reading.session.scalars(found)
    )
    return Section("tickets", "排队号票", ("日期", "号", "业务", "结果", "窗口留言"), rows)


def appointments(search: Search) -> Section:
    """The appointments."""
    found = select(Appointment).where(Appointment.person_id == search.card.id).order_by(Appointment.starts_at)
    rows = tuple(
        (f"{row.day} {row.start}", row.display_name, row.name, row.phone, _PLACES.get(row.state, row.state))
        for row in search.reading.session.scalars(found)
    )
    return Section("appointments", "预约", ("时间", "业务", "姓名", "电话", "结果"), rows)


def sheets(search: Search) -> Section:
    """The first-contact sheets, and what was promised."""
    session = search.reading.session
    found = select(ContactSheet).where(ContactSheet.id.in_(search.sheets)).order_by(ContactSheet.opened_at)
    rows = [
        (row.number, search.at(row.opened_at), row.name, row.phone, row.matter_text) for row in session.scalars(found)
    ]
    promised = Promise.sheet_id.in_(search.sheets) | (Promise.person_id == search.card.id)
    for each in session.scalars(select(Promise).where(promised).order_by(Promise.made_at)):
        rows.append((each.number, search.at(each.made_at), "", "", f"承诺：{each.words}　{each.told}".rstrip()))
    return Section("sheets", "首问单和承诺", ("编号", "时间", "姓名", "电话", "内容"), tuple(rows))


def cases(search: Search) -> Section:
    """The cases."""
    found = select(Case).where(Case.id.in_(search.cases)).order_by(Case.opened_at)
    rows = tuple(
        (row.number, row.matter_code, search.at(row.opened_at), _STAGES.get(row.stage, row.stage))
        for row in search.reading.session.scalars(found)
    )
    return Section("cases", "办件", ("编号", "事项", "立件", "到哪一步"), rows)


def forms(search: Search) -> Section:
    """What stands in the forms of the cases."""
    tables = codes_of(search.reading)
    files = [case(search.reading, case_id=key) for key in search.cases]
    rows = tuple(
        (file.card.number, field.name, said(file.form[field.id], labels(field, tables)))
        for file in files
        for field in file.matter.fields
        if file.form.get(field.id) not in (None, "", [], {})
    )
    return Section("forms", "表单", ("办件", "项目", "填写"), rows)


def papers(search: Search) -> Section:
    """The papers that were issued."""
    subjects = (*search.tickets, *search.sheets, *search.cases)
    found = select(Document).where(Document.subject_id.in_(subjects)).order_by(Document.issued_at, Document.id)
    rows = tuple(
        (search.at(row.issued_at), KINDS[row.kind].title, row.number) for row in search.reading.session.scalars(found)
    )
    return Section("papers", "文书", ("时间", "文书", "编号"), rows)


def ratings(search: Search) -> Section:
    """The ratings of the person's visits."""
    found = select(Rating).where(Rating.ticket_id.in_(search.tickets), Rating.grade.is_not(None)).order_by(Rating.day)
    rows = tuple(
        (f"{row.day}", _GRADES.get(row.grade or 0, ""), row.words, row.name, row.phone)
        for row in search.reading.session.scalars(found)
    )
    return Section("ratings", "评价", ("日期", "评价", "说的话", "姓名", "电话"), rows)


def errands(search: Search) -> Section:
    """What the hall's staff did for the person elsewhere."""
    rows = tuple(
        (each.number, search.at(each.opened_at), each.matter_text, each.place)
        for each in errands_of(search.reading, person_id=search.card.id)
    )
    return Section("errands", "代办", ("编号", "委托", "事情", "送到哪里"), rows)


def originals(search: Search) -> Section:
    """The originals that were taken in."""
    found = select(Original).where(
        (Original.person_id == search.card.id) | Original.case_id.in_(search.cases)
    ).order_by(Original.id)  # fmt: skip
    rows = tuple((row.name, f"{row.count}", f"{row.count - row.out}") for row in search.reading.session.scalars(found))
    return Section("originals", "原件", ("原件", "收了几件", "还在大厅几件"), rows)


def uses(search: Search) -> Section:
    """What of it was used for which case, and what went to whom."""
    names = {each.kind: each.name for each in held_map().kinds} | {each.fact: each.name for each in held_map().facts}
    rows = [
        (search.at(each.at), names.get(each.kind, each.kind), f"{each.matter_code} {each.case_number}",
         search.staff(each.staff_id))
        for each in reversed(reuses(search.reading, person_id=search.card.id))
    ]  # fmt: skip
    sent = select(ExchangePackage).where(ExchangePackage.case_id.in_(search.cases)).order_by(ExchangePackage.made_at)
    for row in search.reading.session.scalars(sent):
        way = "发给" if row.direction == "out" else "来自"
        rows.append((search.at(row.made_at), f"材料包 {row.number}", f"{way}{row.partner_name}：{row.basis}",
                     search.staff(row.recorded_by)))  # fmt: skip
    return Section("uses", "用在哪里、给了谁", ("时间", "什么", "用途", "谁"), tuple(rows))


def looks(search: Search) -> Section:
    """Who looked at full numbers, who was shown a whole case, and when the person's own data was handed out."""
    session = search.reading.session
    seen = select(Disclosure).where(Disclosure.case_id.in_(search.cases))
    found = [
        (row.at, row.staff_id, f"看案卷（{'全部' if row.full else '已遮盖'}）", PURPOSES.get(row.purpose, "未说明"))
        for row in session.scalars(seen)
    ]
    theirs = cast(AuditEntry.subjects, String).contains(search.card.id, autoescape=True)
    seen_of = (AuditEntry.at, AuditEntry.staff_id, AuditEntry.action, AuditEntry.detail)  # a counter reads no more
    entries = select(*seen_of).where(theirs, AuditEntry.action.in_((REVEAL, *_HANDED)), AuditEntry.outcome == DONE)
    for at, who, action, detail in session.execute(entries):
        what = "看完整号码" if action == REVEAL else "给本人查阅、复制"
        found.append((at, who, what, _purpose(str(detail.get("purpose", "")))))
    rows = tuple((search.at(at), search.staff(who), what, why) for at, who, what, why in sorted(found, key=_when))
    return Section("looks", "谁看过", ("时间", "谁", "看了什么", "目的"), rows)


def _purpose(code: str) -> str:
    return PURPOSES.get(code) or word_for(f"purpose.{code}") if code else ""


def _when(row: tuple[Any, ...]) -> Any:  # noqa: ANN401 -- an instant
    return row[0]


def _said(value: Any) -> str:  # noqa: ANN401 -- any fact's value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_said(each) for each in value)
    if isinstance(value, dict):
        return "，".join(_said(each) for each in value.values())
    return "" if value is None else str(value)


CHAPTERS: Final[tuple[Chapter, ...]] = (
    facts, materials, consents, tickets, appointments, sheets, cases, forms, papers, ratings, errands, originals, uses,
    looks,
)  # fmt: skip
