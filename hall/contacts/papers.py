"""The papers of first contact: the sheet in its three parts, and the slip that shows the way to another office."""

from datetime import date, datetime, tzinfo

from hall.contacts.views import HandOverCard, NoteCard, SheetFile
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
from hall.kernel.dates import chinese_date
from hall.storage.place import HallFacts

PARTS = ("首问人联", "承办人联", "居民联")
WAYS = {"walk_in": "来访", "phone": "来电", "letter": "来信", "net": "网上"}
BELONGINGS = {"A": "本岗职责", "B": "本部门其他岗位", "C": "本大厅其他部门", "D": "不属本大厅或归属不明"}
OUTCOMES = {
    "": "等待签收",
    "signed": "已签收",
    "declined": "退回",
    "taken_back": "首问人收回请示",
    "overruled": "领导另行指定",
    "timed_out": "逾期未签收",
    "done": "已办结",
}
_TREATMENTS = (
    ("答复", "answered"),
    ("自办", "linked"),
    ("转办", "handed_over"),
    ("请示", "escalated"),
    ("外指", "referred"),
)


def contact_sheet(hall: HallFacts, file: SheetFile, *, number: str, zone: tzinfo) -> Content:
    """Return the first-contact sheet (首问负责登记单) with the chain of hand-overs so far, in three parts."""
    card = file.card
    happened = {step.kind for step in file.history}
    chain = Grid(
        ("从", "到", "移交时间", "移交材料", "签收或理由"),
        tuple(_link(over, zone) for over in file.hand_overs),
        widths=(42.3, 42.3, 68.6, 72.7, 102.9),
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
                ("电话", file.phone or "未留电话"),
                ("登记时间", _moment(card.opened_at, zone)),
                ("方式", WAYS[card.way]),
                ("事由", card.matter_text),
                ("首问人", f"{card.first_contact_name}（负责回复）"),
                ("承办人", f"{card.responsible_name}（负责办理）"),
                ("归属", BELONGINGS.get(card.belonging, "")),
                columns=2,
            ),
            Ticks(tuple((label, kind in happened) for label, kind in _TREATMENTS), label="处置"),
            chain,
            *_said(file.notes, zone),
            Signatures(("首问人", "承办人", "居民确认")),
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
                ("地址", note.address or None),
                ("电话", note.phone or None),
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
    wanted = next((h.wanted_by for h in reversed(file.hand_overs) if h.wanted_by), None)
    by = f"{chinese_date(wanted.astimezone(zone).date())}前" if wanted else "办好后"
    owner = card.responsible_name
    work = f"由{owner}办理，" if owner != card.first_contact_name else ""
    first = card.first_contact_name
    return Lead(f"您问的事，{first}负责回复您。", f"{work}{by}给您回话；没有回话，请打 {phone} 找{first}。")


def _before_going(note: NoteCard) -> str:
    """Say how to save a vain way."""
    return f"去之前可以先打 {note.phone} 问问。" if note.phone else "去之前可以先打电话问问。"


def _link(over: HandOverCard, zone: tzinfo) -> tuple[str, str, str, str, str]:
    materials = "、".join(f"{name} {count}份" for name, count in over.materials) or "无"
    ended = f" {_short(over.ended_at, zone)}" if over.ended_at else ""
    result = OUTCOMES[over.outcome] + ended + (f"：{over.reason}" if over.reason else "")
    return over.giver_name, over.receiver_name, _short(over.given_at, zone), materials, result


def _said(notes: tuple[NoteCard, ...], zone: tzinfo) -> tuple[Facts, ...]:
    """Return what was answered, referred, decided and replied."""
    labels = {"answer": "答复", "referral": "指引", "escalation": "请示", "assignment": "领导指定", "reply": "回复居民"}
    pairs = tuple(
        (labels[note.purpose], f"{_moment(note.at, zone)} {WAYS.get(note.way, '')} {note.staff_name}：{note.words}")
        for note in notes
        if note.purpose in labels
    )
    return (Facts(pairs),) if pairs else ()


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _short(at: datetime, zone: tzinfo) -> str:
    """Return a moment of the chain, whose year stands above."""
    return f"{at.astimezone(zone):%m-%d %H:%M}"


def foot_of(hall: HallFacts) -> tuple[str, ...]:
    """Return the lines at the foot of every paper: where to ask, when the hall is open, where to complain."""
    ask = f"咨询：{hall.phone}（{hall.hours}）" if hall.phone else f"办公时间：{hall.hours}"
    return (f"{ask}　监督：{hall.supervision_phone}",)
