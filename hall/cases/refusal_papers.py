"""The papers of a no: not accepted, not approved, sent back, not done in time; each with its remedies and number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hall.cases.facts import Facts, told, whole_sentence
from hall.cases.model import RefusalProposal
from hall.cases.papers import BOTH
from hall.cases.words import remedy, word
from hall.documents.content import (
    Block,
    Content,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    Remedy,
    SealPlace,
    Sheet,
    Signatures,
)
from hall.documents.content import Facts as Pairs
from hall.kernel.dates import chinese_date

_HEADING = ParagraphStyle.HEADING


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why the answer is no: ground, what was found, the rule, where to go instead, and its number in the register."""

    ground: str
    reason: str
    basis: str
    found: str = ""
    office: str = ""
    register: str = ""


def reasons_of(proposal: RefusalProposal) -> Reasons:
    """Return the reasons of a proposal that was agreed to."""
    return Reasons(
        proposal.ground, proposal.reason, proposal.basis, proposal.found, proposal.office, proposal.register_number
    )


def refusal_notice(facts: Facts, number: str, why: Reasons) -> Content:
    """Return the refusal to accept (不予受理通知书) with its reason, its rule, the right office and the remedies."""
    title = "不予受理通知书"
    ground = told(word("grounds", why.ground), "理由", paper=title)
    where = f"应向{why.office}申请。" if why.office else ""
    return _decision(
        facts,
        number,
        kind="refusal_notice",
        title=title,
        opening=f"你于{facts.day(facts.submitted_at)}提出的“{facts.matter.name}”申请，经审查，{ground}，决定不予受理。",
        blocks=(
            *_grounds(why, title),
            *_materials_go_back(where),
        ),
        register=why.register,
    )


def denial_notice(facts: Facts, number: str, why: Reasons) -> Content:
    """Return the decision not to approve (不予批准决定书): also what was found on inquiry."""
    title = "不予批准决定书"
    return _decision(
        facts,
        number,
        kind="denial_notice",
        title=title,
        opening=f"你于{facts.day(facts.submitted_at)}提出的“{facts.matter.name}”申请，经审查，决定不予批准。",
        blocks=(
            *((Paragraph("查明的情况", _HEADING), Paragraph(whole_sentence(why.found))) if why.found else ()),
            *_grounds(why, title),
        ),
        register=why.register,
    )


def return_notice(facts: Facts, number: str, why: Reasons) -> Content:
    """Return the notice that the application itself goes back (退件通知书), with reason, rule and remedies."""
    title = "退件通知书"
    where = f"应向{why.office}申请。" if why.office else "改好以后可以随时重新申请。"
    return _decision(
        facts,
        number,
        kind="return_notice",
        title=title,
        opening=f"你于{facts.day(facts.submitted_at)}提出的“{facts.matter.name}”申请，经审查，决定退回。",
        blocks=(
            *_grounds(why, title),
            *_materials_go_back(where),
        ),
        register=why.register,
    )


def _grounds(why: Reasons, title: str) -> tuple[Paragraph, ...]:
    """Return reason and rule, without which no decision goes out."""
    return (
        Paragraph("理由", _HEADING),
        Paragraph(whole_sentence(told(why.reason, "理由", paper=title))),
        Paragraph("依据", _HEADING),
        Paragraph(whole_sentence(told(why.basis, "依据", paper=title))),
    )


def _materials_go_back(where: str) -> tuple[Paragraph, ...]:
    """Say where to apply instead, and that what was handed in comes back with the paper."""
    return (
        Paragraph("接下来怎么办", _HEADING),
        Paragraph(f"{where}你交来的材料随本通知退还，请点清签收。"),
    )


def delay_notice(facts: Facts, number: str, why: Reasons) -> Content:
    """Return the notice that the promise is not kept (不能按期办结告知书): why, how far it is, whom to call."""
    title = "不能按期办结告知书"
    return Content(
        kind="delay_notice",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title=title,
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead(f"您的申请到{facts.promised_day}办不好，很抱歉。", "申请没有被拒绝，办件照常往下走。"),
            Pairs.of(
                ("申请人", facts.applicant.name),
                ("事项", facts.matter.name),
                ("办件编号", facts.number),
                ("受理日期", facts.day(facts.accepted_at)),
                ("承办", facts.asked),
                ("否定报备编号", why.register or None),
                columns=2,
            ),
            Paragraph(f"原因：{whole_sentence(told(why.reason, '原因', paper=title))}"),
            *((Paragraph(f"办到哪一步：{whole_sentence(why.found)}"),) if why.found else ()),
            Paragraph(f"依据：{whole_sentence(told(why.basis, '依据', paper=title))}"),
            Paragraph(f"承诺期限不因此改变，超期由督查人员跟踪。不满意的，请打 {facts.hall.supervision_phone} 投诉。"),
            contest(facts),
            Signatures(("申请人签收", "日期")),
            SealPlace(facts.authority, chinese_date(facts.today), seal="业务专用章"),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def contest(facts: Facts) -> Remedy:
    """Return how this matter's decision may be contested: before the street, or by reconsideration and suit."""
    if facts.own:
        return remedy("community", authority=facts.hall.street, court=facts.bodies.court)
    return remedy("administrative", authority=facts.hall.district, court=facts.bodies.court)


def _decision(
    facts: Facts, number: str, *, kind: str, title: str, opening: str, blocks: tuple[Block, ...], register: str
) -> Content:
    """Return a decision that leaves the hall, set as an official paper and never without its remedies."""
    return Content(
        kind=kind,
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title=title,
        number=number,
        hall=facts.authority,
        blocks=(
            Paragraph(f"{told(facts.applicant.name, '申请人', paper=title)}：", ParagraphStyle.FLUSH),
            Paragraph(opening),
            *_numbered(blocks),
            contest(facts),
            SealPlace(facts.authority, chinese_date(facts.today)),
        ),
        barcode=facts.number,
        copies=BOTH,
        footer=(
            f"联系人：{facts.asked}　监督：{facts.hall.supervision_phone}　签收见送达回证　左上角二维码可到大厅验真",
            *((f"否定报备编号：{register}",) if register else ()),
        ),
    )


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, their headings counted 一、二、三、 after GB/T 9704."""
    counts = iter("一二三四五六")
    for block in blocks:
        if isinstance(block, Paragraph) and block.style is _HEADING:
            yield replace(block, text=f"{next(counts)}、{block.text}")
        else:
            yield block
