"""Made-up decisions, certificates and receipts of delivery for the gallery: papers that leave the hall for good."""

from hall.documents.content import (
    Content,
    Cut,
    Facts,
    Layout,
    Paragraph,
    ParagraphStyle,
    Remedy,
    SealPlace,
    Sheet,
    Signatures,
    Ticks,
)

COMMITTEE = "幸福里社区居民委员会"
STREET = "江汉市临江区望江街道办事处"
FOOTER = ("咨询：027-8000 0123（周一至周六 8:30—17:30）　监督：12345",)
QR = "v1|420199-0007-MZ001-2026-00031|9f2c61ab|MEQCIFk3Zx0cH5vYb1aPpG7s2L8dQ4rT6uW9yX1zB3nE5mKj"

STATEMENT = (
    "HALL1:6FDJVUQLEG7TU4XBGGW2WXGR3NXLDA3IXJMROSXUZCO27ECAETX74JPUY5NRECH4T66JPRWOTIIUUF2DJGAUDHB65D4EKW"
    "BFDWF4ZDDXWZZDGOHSEEDTDKO7YL7DOFSVXWLD24XJPEBEIP4NUU5X2ZUGA55SEZBCHIRDEMBSGYYTCMRTEIWCEZJCHIRDEMBSGY"
    "YTEMRTEIWCE2ZCHIRGGZLSORUWM2LDMF2GKIRMEJXCEORC566IQMRQGI3O7PEJ4W43RZ5EX3UK7APFVWL6PLFMGAYDAMJS4WH3OI"
    "RMEJYCEORC42WKOKRK4252CIRMEJ2SEORC4WWZBZNFWPSYLJPFVWTOPGN35CXLAIRMEJ4SEORCGU3DINZVMFQTONJUGYZTINZUMM"
    "RH2"
)
"""A signed statement as long as they are; the key that signed it is nobody's."""


FACTS = "经核查，申请人户籍所在地和经常居住地均在江汉市临江区沿湖街道，本街道没有受理权限。"


def refusal_notice(*, facts: str = FACTS) -> Content:
    """Return a refusal with its reason, its law and its remedies."""
    return Content(
        kind="refusal_notice",
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title="不予受理通知书",
        number="望街不受字〔2026〕3号",
        hall=STREET,
        blocks=(
            Paragraph("㭎小满：", ParagraphStyle.FLUSH),
            Paragraph("你于2026年11月23日提出的最低生活保障金给付申请，本机关决定不予受理。"),
            Paragraph("一、理由", ParagraphStyle.HEADING),
            Paragraph(facts),
            Paragraph("二、依据", ParagraphStyle.HEADING),
            Paragraph(
                "《社会救助暂行办法》第十一条：申请最低生活保障，由共同生活的家庭成员向户籍所在地的乡镇人民政府、街道办事处提出。"
            ),
            Paragraph("三、应向哪里申请", ParagraphStyle.HEADING),
            Paragraph("沿湖街道办事处，地址：临江区沿湖路 18 号，电话：027-8000 0456。你交来的材料已全部退还。"),
            Remedy(
                "如不服本决定，可以自知道或者应当知道本决定之日起60日内向江汉市临江区人民政府申请行政复议，"
                "也可以在6个月内直接向江汉市临江区人民法院提起诉讼。",
                authority="江汉市临江区人民政府",
                term="60日",
            ),
            Signatures(("送达签收", "日期")),
            SealPlace(STREET, "2026年11月24日"),
        ),
        barcode="BSL-2026-00003",
        qr=STATEMENT,
        qr_note="验真",
        copies=("居民联", "存档联"),
        footer=("联系人：王芳，027-8000 0123　监督：12345",),
    )


REMARKS = "自2019年3月起参加本社区组织的助老、护苗和文明劝导志愿服务，累计服务时长经志愿服务信息系统核对无误。"


def certificate(name: str, *, remarks: str = "") -> Content:
    """Return a certificate of residence with its stub."""
    number = "（2026）幸社证字第00012号"
    body = (
        f"兹证明{name}，女，公民身份号码420199199003070027，现住江汉市临江区望江街道幸福里社区12栋3单元501室，"
        "系本社区常住居民。"
    )
    return Content(
        kind="certificate",
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title="证　明",
        number=number,
        hall=COMMITTEE,
        blocks=(
            Paragraph("江汉市临江区第二实验小学：", ParagraphStyle.FLUSH),
            Paragraph(body),
            *((Paragraph(remarks),) if remarks else ()),
            Paragraph("本证明仅用于子女入学登记，他用无效，自出具之日起30日内有效。"),
            Paragraph("特此证明。"),
            SealPlace(COMMITTEE, "2026年11月23日"),
            Cut(number),
            Paragraph("证明存根", ParagraphStyle.HEADING),
            Facts.of(
                ("姓名", name),
                ("公民身份号码", "420199********0027"),
                ("用途", "子女入学登记"),
                ("索要单位", "江汉市临江区第二实验小学"),
                ("经办人", "王芳（0112）"),
                ("签批人", "周建国（0101）"),
                ("出具日期", "2026年11月23日"),
                ("领取人签名", ""),
                columns=2,
            ),
        ),
        barcode="ZM-2026-00012",
        qr=STATEMENT,
        qr_note="验真",
        footer=("依据：《幸福里社区居民委员会出具证明事项清单》第3项　核实方式：入户走访　左上角二维码可到大厅验真",),
    )


def delivery_receipt(*, refused: bool = False) -> Content:
    """Return a receipt of delivery; the refused one fills every field."""
    remark = "受送达人当面阅读后拒绝签名，见证人在场，全程录像；送达人已将文书留在受送达人住所，并当面说明救济途径。"
    return Content(
        kind="delivery_receipt",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="送达回证",
        number="SD-2026-000087",
        hall=STREET,
        blocks=(
            Facts.of(
                ("案由", "最低生活保障金给付"),
                ("受送达人", "㭎小满"),
                ("送达文书", "不予受理通知书　望街不受字〔2026〕3号"),
                ("送达地点", "幸福里社区12栋3单元501室"),
                ("送达人", "王芳（0112）、李明（0107）"),
                ("送达时间", "2026-11-24 15:20" if refused else ""),
                columns=2,
            ),
            Ticks(
                (
                    ("直接", not refused),
                    ("留置", refused),
                    ("邮寄", False),
                    ("电子", False),
                    ("公告", False),
                    ("转交", False),
                ),
                label="送达方式",
            ),
            Facts.of(
                ("代收人及关系", "" if refused else None),
                ("代收理由", "" if refused else None),
                ("见证人", "幸福里社区居民委员会　周建国" if refused else None),
                ("备注", remark * 3 if refused else ""),
            ),
            Signatures(("受送达人签名或盖章", "时间")),
            Signatures(("送达人签名", "送达人签名")),
        ),
        barcode="SD-2026-000087",
        footer=FOOTER,
    )
