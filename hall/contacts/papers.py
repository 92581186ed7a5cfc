"""The papers of first contact: the sheet with its whole chain, the way to another office, the slip of a promise."""

from datetime import date, datetime, tzinfo

from hall.contacts.chain import Link
from hall.contacts.promises import PromiseCard
from hall.contacts.views import NoteCard, SheetFile
from hall.documents.content import (
    Content,
    Facts,
    Grid,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    Sheet,
    Signatures,
    Ticks,
)
from hall.documents.kinds import KINDS
from hall.kernel.dates import chinese_date
from hall.people.views import PersonCard
from hall.storage.place import HallFacts

PARTS = ("首问人联", "承办人联", "居民联")
WAYS = {"walk_in": "来访", "phone": "来电", "letter": "来信", "net": "网上"}
BELONGINGS = {"A": "本岗职责", "B": "本部门其他岗位", "C": "本大厅其他部门", "D": "不属本大厅或归属不明"}
_TREATMENTS = (
    ("答复", "answered"),
    ("自办", "linked"),
    ("转办", "handed_over"),
    ("请示", "escalated"),
    ("外指", "referred"),
)
NARROW = 58
_SEXES = {"1": "男", "2": "女"}
_TOLD = {"walk_in": "当面", "phone": "电话", "letter": "去信", "net": "网上"}


def contact_sheet(
    hall: HallFacts,
    file: SheetFile,
    *,
    number: str,
    zone: tzinfo,
    who: PersonCard | None = None,
    staff_number: str = "",
) -> Content:
    """Return the first-contact sheet (首问负责登记单) with the chain of hand-overs so far, in three parts.

    Args:
        hall: the hall.
        file: the sheet.
        number: of the paper.
        zone: in which its times are written.
        who: the resident, where they are in the register of persons.
        staff_number: of the first contact (工号).
    """
    card = file.card
    number_of_first = f"（{staff_number}）" if staff_number else ""
    happened = {step.kind for step in file.history}
    chain = Grid(
        ("时间", "谁", "经过"),
        tuple((_short(link.at, zone), link.who or "系统", told(link)) for link in file.chain),
        widths=(2.75, 1.75, 7.5),
    )
    return Content(
        kind="contact_sheet",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="首问负责登记单",
        number=number,
        hall=hall.name,
        blocks=(
            _sheet_lead(hall, file, zone),
            Facts.of(
                ("来人", file.name or "未留姓名"),
                ("性别", _SEXES.get(who.sex, "") if who else None),
                ("电话", file.phone or "未留电话"),
                ("方式", WAYS[card.way]),
                ("登记时间", _moment(card.opened_at, zone)),
                ("首问人", f"{card.first_contact_name}（负责回复）"),
                ("承办人", f"{card.responsible_name}（负责办理）"),
                ("住址", who.address if who else None),
                ("事由", card.matter_text),
                ("归属", BELONGINGS.get(card.belonging)),
                columns=2,
            ),
            Ticks(tuple((label, kind in happened) for label, kind in _TREATMENTS), label="处置"),
            chain,
            *(() if "answered" in happened else (Facts.of(("承办结果", ""), ("首问人跟踪", ""), columns=2),)),
            Signatures((f"首问人{number_of_first}", "承办人签收", "居民确认")),
        ),
        barcode=number,
        copies=PARTS,
        footer=foot_of(hall),
    )


def referral_slip(hall: HallFacts, file: SheetFile, *, number: str, day: date) -> Content:
    """Return the slip that names the competent office (办事指引单): where, which phone, and who still answers here."""
    note = next(each for each in reversed(file.notes) if each.purpose == "referral")
    card = file.card
    return Content(
        kind="referral_slip",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="办事指引单",
        number=number,
        hall=hall.name,
        blocks=(
            Lead(f"这件事由{note.office}办理。", _before_going(note)),
            Facts.of(
                ("去哪里", note.office),
                ("地址", note.address),
                ("电话", note.phone),
                ("您要办的事", card.matter_text),
                ("说明", note.words if note.words != note.office else None),
            ),
            Facts.of(("首问人", card.first_contact_name), ("日期", chinese_date(day)), columns=2),
            Paragraph(
                f"您第一个问的是{card.first_contact_name}，由{card.first_contact_name}负责到底，过后会回访您。如果那里说不归他们管，"
                f"请打 {hall.phone or hall.supervision_phone} 找{card.first_contact_name}，不用再从头问起。",
                ParagraphStyle.FLUSH,
            ),
        ),
        barcode=number,
        footer=foot_of(hall),
    )


def _sheet_lead(hall: HallFacts, file: SheetFile, zone: tzinfo) -> Lead:
    """Say first who answers for the resident's question."""
    card = file.card
    phone = hall.phone or hall.supervision_phone
    if card.replied:
        told = next((n for n in reversed(file.notes) if n.purpose in ("reply", "answer")), None)
        return Lead("您问的事已经答复。", f"答复：{told.words}" if told else "")
    wanted = next((h.wanted_by.astimezone(zone).date() for h in reversed(file.hand_overs) if h.wanted_by), None)
    wanted = next((each.due_on for each in reversed(file.promises) if each.kept_at is None), wanted)
    by = f"{chinese_date(wanted)}前" if wanted else "办好后"
    owner = card.responsible_name
    work = f"由{owner}办理，" if owner != card.first_contact_name else ""
    first = card.first_contact_name
    return Lead(f"您问的事，{first}负责回复您。", f"{work}{by}给您回话；没有回话，请打 {phone} 找{first}。")


def _before_going(note: NoteCard) -> str:
    """Say how to save a vain way."""
    return f"去之前可以先打 {note.phone} 问问。"


def promise_slip(hall: HallFacts, card: PromiseCard, *, day: date, narrow: bool = False) -> Content:
    """Return the slip of a promise (承诺条): what, until which day, who owns it, and whom to ring when it is late.

    It names no resident: whoever holds it is meant.
    """
    phone = hall.phone or hall.supervision_phone
    until = f"{card.due_on.month}月{card.due_on.day}日"
    return Content(
        kind="promise_slip",
        sheet=Sheet.TICKET_58 if narrow else Sheet.TICKET_80,
        layout=Layout.TICKET,
        title=KINDS["promise_slip"].title,
        number=card.number,
        hall=hall.name,
        blocks=(
            Lead(KINDS["promise_slip"].title, f"{until}前给您回话"),
            Paragraph(card.words, ParagraphStyle.FLUSH),
            Facts.of(
                ("最晚", chinese_date(card.due_on)),
                ("谁负责", card.owner_name),
                ("电话", phone),
                ("日期", chinese_date(day)),
                ("编号", card.number),
            ),
            Paragraph(f"到时没有回话，请打 {phone}，报编号就行；换了人也接着办，不用您从头说。", ParagraphStyle.FLUSH),
        ),
        footer=(f"监督电话：{hall.supervision_phone}",),
    )


def told(link: Link) -> str:
    """Return in one sentence what happened, as the sheet tells it to the resident."""
    said = f"：{link.words}" if link.words else ""
    match link.kind:
        case "opened":
            return f"{WAYS.get(link.way, '')}登记，负责回复"
        case "handed_over":
            goods = "、".join(f"{name}{count}份" for name, count in link.materials)
            by = f"，{_day(link.due)}前办好" if link.due else ""
            return f"转给{link.to}{by}，{f'附{goods}' if goods else '没有附材料'}{said}"
        case "answered":
            return f"{_TOLD[link.way]}答复{said}" if link.way else f"查清了{said}"
        case "replied":
            return f"{_TOLD.get(link.way, '')}告诉居民{said}"
        case "referred":
            return f"指引到{'，'.join(link.where)}{said}"
        case "promised":
            return f"承诺{_day(link.due)}前{said}"
        case "promise_kept":
            return f"承诺的事兑现了{said}"
        case "promise_passed_on":
            return f"承诺的事交给{link.to}"
        case "declined":
            return f"退回{link.to}{said}"
        case "assigned":
            return f"领导指定由{link.to}办理，不得再退{said}"
    return _PLAIN.get(link.kind, "").format(to=link.to) + said


_PLAIN = {
    "linked": "立办件办理",
    "signed": "签收，负责办理",
    "reminded": "催{to}签收",
    "timed_out": "{to}逾期没有签收，请领导指定",
    "escalated": "请示领导归谁办",
    "taken_over": "离岗交接，由{to}接着办理",
    "case_done": "办件办完，该回复居民",
    "closed": "办结",
}


def _day(day: str) -> str:
    return chinese_date(date.fromisoformat(day))


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _short(at: datetime, zone: tzinfo) -> str:
    """Return a moment of the chain, whose year stands above."""
    return f"{at.astimezone(zone):%m-%d %H:%M}"


def foot_of(hall: HallFacts) -> tuple[str, ...]:
    """Return the lines at the foot of every paper: where to ask, when the hall is open, where to complain."""
    ask = f"咨询：{hall.phone}（{hall.hours}）" if hall.phone else f"办公时间：{hall.hours}"
    return (f"{ask}　监督：{hall.supervision_phone}",)
