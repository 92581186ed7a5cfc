"""The papers of the seal: the approval form, the register, the slip instead of a seal, the report of a loss."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from hall.documents.content import (
    Content,
    Facts,
    Grid,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    SealPlace,
    Sheet,
    Signatures,
    Ticks,
)
from hall.kernel.dates import chinese_date
from hall.seals import rules
from hall.seals.cards import UseCard
from hall.seals.entries import seal_word
from hall.storage.place import HallFacts

_NOBODY = "—"


def approval_form(hall: HallFacts, card: UseCard, *, reason: str, applicant: str, number: str, zone: tzinfo) -> Content:
    """Return the approval form of one use (用印审批单); what has been signed stands there, the rest is left open.

    Args:
        hall: whose seal it is.
        card: the use.
        reason: what for, in full.
        applicant: who asked, with the last four of the number, or the member of staff.
        number: of the paper.
        zone: in which the hall counts its days.
    """
    return Content(
        kind="seal_form",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="用印审批单",
        number=number,
        hall=hall.name,
        blocks=(
            Facts.of(
                ("申请时间", _moment(card.requested_at, zone)),
                ("经办人", card.requester_name or _NOBODY),
                ("申请人", applicant),
                ("文书", card.paper_name),
                ("清单条目", f"{card.list_name}（{card.basis}）"),
                ("用印事由", reason),
                ("用哪枚章", card.seal_name or seal_word("kinds", card.seal_kind)),
                ("份数页数", f"{card.copies}份，每份{card.sealed_pages or card.pages}页"),
                columns=2,
            ),
            Ticks(
                (("不是空白纸、空白表", card.verified_at is not None), ("原件已核验", card.originals)),
                label="核实",
            ),
            Facts.of(
                ("核实人", _signed(card.verifier_name, card.verified_at, zone)),
                ("签批人", _signed(card.approver_name, card.approved_at, zone)),
                ("盖章人", _signed(card.sealer_name, card.sealed_at, zone)),
                ("决议编号", card.resolution or ("" if card.weighty else "不是重大事项")),
                ("登记簿", f"{card.year}年第{card.nth}次" if card.nth else ""),
                ("盖章份数", f"{card.sealed_copies}份" + ("，骑缝" if card.straddle else "") if card.nth else ""),
                ("留底", card.retained or None),
                columns=2,
            ),
            *_refused(card),
            Signatures(("核实人", "签批人", "盖章人")),
        ),
        barcode=number,
        footer=("核实人、签批人都签名以后才盖章。空白纸、空白表不盖章。",),
    )


def register(
    hall: HallFacts, lines: Sequence[tuple[UseCard, str, str]], *, seal: str, span: str, number: str, zone: tzinfo
) -> Content:
    """Return the register of a seal for a month or a year (印章使用登记簿), void lines with their numbers.

    Args:
        hall: whose seal it is.
        lines: each use with its reason and who asked for it, by number.
        seal: the name of the seal.
        span: the month or the year in words.
        number: of the paper.
        zone: in which the hall counts its days.
    """
    void = sum(card.state == rules.VOIDED for card, _, _ in lines)
    copies = sum(card.sealed_copies for card, _, _ in lines if card.state != rules.VOIDED)
    table = Grid(
        ("次", "时间", "文书名称、编号和清单条目", "申请人", "事由", "份数页数", "核实、签批、盖章", "备注"),
        tuple(_line(card, reason, applicant, zone) for card, reason, applicant in lines),
        widths=(1.5, 2.4, 10.0, 6.5, 6.6, 3.2, 5.6, 4.2),
        centred=(0,),
    )
    none = Paragraph("这段时间没有用过这枚章。", ParagraphStyle.FLUSH)
    return Content(
        kind="seal_register",
        sheet=Sheet.A4_LANDSCAPE,
        layout=Layout.FORM,
        title="印章使用登记簿",
        number=number,
        hall=hall.name,
        blocks=(
            Facts.of(("印章", seal), ("时间", span), columns=2),
            table if lines else none,
            Paragraph(f"共{len(lines)}次，盖章{copies}份，作废{void}次。作废的号不再用。", ParagraphStyle.FLUSH),
            Signatures(("印章管理员签名", "负责人签名", "日期")),
        ),
    )


def not_sealed_slip(
    hall: HallFacts, *, name: str, applicant: str, reason: str, words: str, number: str, day: date
) -> Content:
    """Return the slip for a resident whose paper is not sealed (不予出具证明告知单): why, and what to do instead."""
    return Content(
        kind="no_certificate_slip",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="不予出具证明告知单",
        number=number,
        hall=hall.name,
        blocks=(
            Lead(f"“{name}”现在不能盖章。", words),
            Facts.of(("申请人", applicant), ("要盖章的文书", name), ("为什么不能盖", reason)),
            Paragraph(f"觉得我们说得不对，可以打 {hall.supervision_phone}，或者向{hall.street or '街道办事处'}反映。"),
            Signatures(("申请人签收", "日期")),
            SealPlace(hall.name, chinese_date(day), seal="业务专用章"),
        ),
        footer=(f"咨询：{hall.phone or hall.supervision_phone}　监督：{hall.supervision_phone}",),
    )


def loss_report(hall: HallFacts, *, seal: str, words: str, number: str, day: date) -> Content:
    """Return the report of a lost seal to the street, with the text of the public notice (遗失报告和作废公告)."""
    said = words if words.endswith("。") else f"{words}。"
    return Content(
        kind="seal_loss_report",
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title="关于印章遗失的报告",
        number=number,
        hall=hall.name,
        blocks=(
            Paragraph(f"{hall.street or '街道办事处'}：", ParagraphStyle.FLUSH),
            Paragraph(f"我处保管的“{seal}”一枚遗失。{said}"),
            Paragraph(f"自{chinese_date(day)}起停止使用该印章。现报请备案，并请同意公告作废、重新刻制。"),
            Paragraph("公告文字如下：", ParagraphStyle.SUBHEADING),
            Paragraph(
                f"{hall.name}遗失“{seal}”一枚，自{chinese_date(day)}起作废。此后凡盖有该印章的文书一律无效，"
                f"由此产生的责任与本单位无关。特此公告。联系电话：{hall.phone or hall.supervision_phone}。"
            ),
            SealPlace(hall.name, chinese_date(day), sealed=False),
        ),
        barcode=number,
    )


def _line(card: UseCard, reason: str, applicant: str, zone: tzinfo) -> tuple[str, ...]:
    signed = "\n".join(filter(None, (card.verifier_name, card.approver_name, card.sealer_name)))
    across = "\n骑缝" if card.straddle else ""
    listed = f"{card.paper_name}\n{card.list_name}"
    return (
        str(card.nth),
        f"{card.sealed_at.astimezone(zone):%m-%d\n%H:%M}" if card.sealed_at else "",
        listed + (f"\n决议：{card.resolution}" if card.resolution else ""),
        applicant,
        reason,
        f"{card.sealed_copies}份\n{card.sealed_pages}页{across}",
        signed,
        _remark(card),
    )


def _remark(card: UseCard) -> str:
    """Return what the last column says: the use or the paper void, originals seen, where the copy lies."""
    void = "作废" if card.state == rules.VOIDED else "文书已作废" if card.paper_void else ""
    said = (void, "原件已核验" if card.originals else "", card.retained)
    return "；".join(filter(None, said))


def _refused(card: UseCard) -> tuple[Facts, ...]:
    if not card.rejected_for:
        return ()
    return (Facts.of(("不予盖章", f"{seal_word('rejections', card.rejected_for)}。{card.why_not}")),)


def _signed(name: str, at: datetime | None, zone: tzinfo) -> str:
    return f"{name}　{at.astimezone(zone):%m-%d %H:%M}" if at else ""


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
