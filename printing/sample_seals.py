"""Made-up papers of the seal for the gallery: an approval form, a register, the report of a loss."""

from hall.documents.content import (
    Content,
    Facts,
    Grid,
    Layout,
    Paragraph,
    ParagraphStyle,
    SealPlace,
    Sheet,
    Signatures,
    Ticks,
)
from printing.sample_decisions import COMMITTEE

_HALL = "幸福里社区便民服务中心"


def seal_form(*, signed: bool = True) -> Content:
    """Return the approval form of a certificate's seal, signed by everybody or by nobody yet."""
    at = "11-23 10:0"
    return Content(
        kind="seal_form",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="用印审批单",
        number="420199-0007-YS-2026-00012",
        hall=_HALL,
        blocks=(
            Facts.of(
                ("申请时间", "2026-11-23 09:58"),
                ("经办人", "王芳"),
                ("申请人", "韩𠅤　后4位0027\n138****0456　幸福里社区12栋"),
                ("文书", "证明　（2026）幸社证字第00012号"),
                ("清单条目", "居住情况证明（市民政局证明清单第3项）"),
                ("用印事由", "子女入学登记：江汉市临江区第二实验小学"),
                ("用哪枚章", COMMITTEE),
                ("份数页数", "1份，每份1页"),
                columns=2,
            ),
            Ticks((("不是空白纸、空白表", signed), ("原件已核验", signed)), label="核实"),
            Facts.of(
                ("核实人", f"王芳　{at}1" if signed else ""),
                ("签批人", f"周建国　{at}6" if signed else ""),
                ("盖章人", f"钱秀兰　{at}9" if signed else ""),
                ("决议编号", "不是重大事项"),
                ("登记簿", "2026年第12次" if signed else ""),
                ("盖章份数", "1份，骑缝" if signed else ""),
                columns=2,
            ),
            Signatures(("核实人", "签批人", "盖章人")),
        ),
        barcode="420199-0007-YS-2026-00012",
        footer=("核实人、签批人都签名以后才盖章。空白纸、空白表不盖章。",),
    )


def seal_register(uses: int) -> Content:
    """Return the register of a month with so many uses, every seventh of them void."""
    rows = tuple(_line(nth) for nth in range(1, uses + 1))
    void = uses // 7
    return Content(
        kind="seal_register",
        sheet=Sheet.A4_LANDSCAPE,
        layout=Layout.FORM,
        title="印章使用登记簿",
        number="420199-0007-YZ-2026-00011",
        hall=_HALL,
        blocks=(
            Facts.of(("印章", COMMITTEE), ("时间", "2026年11月"), columns=2),
            Grid(
                ("次", "时间", "文书名称、编号和清单条目", "申请人", "事由", "份数页数", "核实、签批、盖章", "备注"),
                rows,
                widths=(1.5, 2.4, 10.0, 6.5, 6.6, 3.2, 5.6, 4.2),
                centred=(0,),
            ),
            Paragraph(f"共{uses}次，盖章{uses - void}份，作废{void}次。作废的号不再用。", ParagraphStyle.FLUSH),
            Signatures(("印章管理员签名", "负责人签名", "日期")),
        ),
    )


def seal_loss_report() -> Content:
    """Return the report of a lost seal with its public notice."""
    return Content(
        kind="seal_loss_report",
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title="关于印章遗失的报告",
        number="420199-0007-YZYS-2026-00001",
        hall=_HALL,
        blocks=(
            Paragraph("望江街道办事处：", ParagraphStyle.FLUSH),
            Paragraph(f"我处保管的“{COMMITTEE}”一枚遗失。2026年11月20日外出办事途中遗失，当日已向派出所报案。"),
            Paragraph("自2026年11月23日起停止使用该印章。现报请备案，并请同意公告作废、重新刻制。"),
            Paragraph("公告文字如下：", ParagraphStyle.SUBHEADING),
            Paragraph(
                f"{_HALL}遗失“{COMMITTEE}”一枚，自2026年11月23日起作废。此后凡盖有该印章的文书一律无效，"
                "由此产生的责任与本单位无关。特此公告。联系电话：027-8000 0123。"
            ),
            SealPlace(_HALL, "2026年11月23日", sealed=False),
        ),
        barcode="420199-0007-YZYS-2026-00001",
    )


def _line(nth: int) -> tuple[str, ...]:
    weighty = nth % 5 == 0
    contract = "停车场租赁合同\n合同、协议\n决议：居代决〔2026〕3号"
    certificate = f"证明　（2026）幸社证字第{nth:05}号\n居住情况证明"
    applicant = "王芳" if weighty else "韩𠅤　后4位0027\n138****0456\n幸福里社区12栋"
    remark = "作废" if nth % 7 == 0 else "用印留底第1盒" if weighty else "原件已核验"
    return (
        str(nth),
        f"11-{nth % 28 + 1:02}\n10:09",
        contract if weighty else certificate,
        applicant,
        "小区停车场出租" if weighty else "子女入学登记",
        "2份\n6页\n骑缝" if weighty else "1份\n1页\n骑缝",
        "王芳\n周建国\n钱秀兰",
        remark,
    )
