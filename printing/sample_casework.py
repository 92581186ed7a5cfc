"""Made-up papers of casework for the gallery: promised for later, given back, sent back, not done in time."""

from hall.documents.content import (
    Content,
    Facts,
    Grid,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    Remedy,
    SealPlace,
    Sheet,
    Signatures,
)
from printing.sample_decisions import FOOTER, STATEMENT, STREET

_HALL = "幸福里社区便民服务中心"
_CASE = "420199-0007-MZ005-2026-00017"
_CODE = "7FK3-9QPM"
_BOTH = ("居民联", "存档联")
_REMEDY = Remedy(
    "如不服本决定，可以自知道或者应当知道本决定之日起60日内向江汉市临江区人民政府申请行政复议，"
    "也可以在6个月内直接向江汉市临江区人民法院提起诉讼。",
    authority="江汉市临江区人民政府",
    term="60日",
)


def tolerance_promise(materials: int = 1) -> Content:
    """Return an applicant's promise to bring what may follow later."""
    names = ("收入证明", "房屋租赁合同复印件", "在读证明", "残疾人证复印件", "养老金领取流水")
    return Content(
        kind="tolerance_promise",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="容缺受理承诺书",
        number="420199-0007-RQ-2026-00004",
        hall=_HALL,
        blocks=(
            Lead(f"欠的{materials}样材料，我在2026年12月14日前补交。", "补交以前照常办理，不影响受理日期。"),
            Facts.of(
                ("承诺人", "㭎小满"),
                ("事项", "临时救助"),
                ("办件编号", _CASE),
                ("补交期限", "2026年12月14日"),
                columns=2,
            ),
            Grid.numbered(("承诺补交的材料",), [(name,) for name in names[:materials]]),
            Paragraph("我知道：到期没有补交，又没有说明正当理由的，视为撤回申请；撤回后可以重新申请。"),
            Signatures(("承诺人签名", "日期")),
            Signatures(("受理人签名", "日期")),
        ),
        barcode=_CASE,
        status_code=_CODE,
        copies=_BOTH,
        footer=FOOTER,
    )


def material_return() -> Content:
    """Return the list of what goes back, taken by a daughter."""
    rows = [("低保申请表", "1", "—", "3", "退还"), ("家庭经济状况核对授权书", "—", "2", "2", "退还")]
    header = ("材料名称", "原件", "复印件", "页数", "备注")
    table = Grid.numbered(header, rows, widths=(14, 3, 4.2, 3, 5.6), centred=(1, 2, 3, 4))
    return Content(
        kind="material_return",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="材料退还清单",
        number="420199-0007-TH-2026-00002",
        hall=_HALL,
        blocks=(
            Lead("您交来的2样材料还给您了。", "请点清再签名；少了一样，当场说。"),
            Facts.of(
                ("申请人", "㭎小满"),
                ("领取人", "㭎晴（女儿）"),
                ("事项", "社区综合服务"),
                ("时间", "2026-11-24 15:20"),
                columns=2,
            ),
            table,
            Signatures(("领取人签名", "退还人签名")),
        ),
        barcode=_CASE,
        status_code=_CODE,
        copies=_BOTH,
        footer=FOOTER,
    )


def return_notice() -> Content:
    """Return the notice that an application goes back."""
    return Content(
        kind="return_notice",
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title="退件通知书",
        number="420199-0007-TJ-2026-00001",
        hall=STREET,
        blocks=(
            Paragraph("㭎小满：", ParagraphStyle.FLUSH),
            Paragraph("你于2026年11月23日提出的“临时救助”申请，经审查，决定退回。"),
            Paragraph("一、理由", ParagraphStyle.HEADING),
            Paragraph("补交的收入证明与核对结果不一致，申请人要求改按残疾人两项补贴申请。"),
            Paragraph("二、依据", ParagraphStyle.HEADING),
            Paragraph("《临时救助工作规程》第十二条。"),
            Paragraph("三、接下来怎么办", ParagraphStyle.HEADING),
            Paragraph("改好以后可以随时重新申请。你交来的材料随本通知退还，请点清签收。"),
            _REMEDY,
            SealPlace(STREET, "2026年11月24日"),
        ),
        barcode=_CASE,
        qr=STATEMENT,
        qr_note="验真",
        copies=_BOTH,
        footer=(
            "联系人：王芳，027-8000 0123　监督：12345　签收见送达回证　左上角二维码可到大厅验真",
            "否定报备编号：420199-0007-FB-2026-00009",
        ),
    )


def delay_notice(*, reason: str = "入户调查对象住院，调查无法按期完成。") -> Content:
    """Return the notice that the promise is not kept."""
    return Content(
        kind="delay_notice",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="不能按期办结告知书",
        number="420199-0007-YQBJ-2026-00001",
        hall=_HALL,
        blocks=(
            Lead("您的申请到2026年12月28日办不好，很抱歉。", "申请没有被拒绝，办件照常往下走。"),
            Facts.of(
                ("申请人", "㭎小满"),
                ("事项", "临时救助"),
                ("办件编号", _CASE),
                ("受理日期", "2026年11月23日"),
                ("承办", "王芳，027-8000 0123"),
                ("否定报备编号", "420199-0007-FB-2026-00010"),
                columns=2,
            ),
            Paragraph(f"原因：{reason}"),
            Paragraph("办到哪一步：初审已经完成，核对报告已经取回。"),
            Paragraph("依据：《临时救助工作规程》第十二条。"),
            Paragraph("承诺期限不因此改变，超期由督查人员跟踪。不满意的，请打 12345 投诉。"),
            _REMEDY,
            Signatures(("申请人签收", "日期")),
            SealPlace(STREET, "2026年12月24日", seal="业务专用章"),
        ),
        barcode=_CASE,
        status_code=_CODE,
        copies=_BOTH,
        footer=FOOTER,
    )
