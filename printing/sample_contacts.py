"""Samples of what a resident takes along from first contact: a promise, and the letter to whoever demands a paper."""

from hall.documents.content import Content, Facts, Layout, Lead, Paragraph, ParagraphStyle, SealPlace, Sheet
from printing.sample_decisions import FOOTER

_HALL = "幸福里社区便民服务中心"
_NUMBER = "420199-0007-CN-2026-00031"
_SHORT = "问清养老保险能不能补缴，打电话告诉您。"
_LONG = (
    "问清长期护理待遇到哪里评估、要不要把老人送去、评估以后多久发；同时请物业把单元门口的坡道清出来，清好了打电话告诉您，"
    "没有清也告诉您为什么、什么时候能清。"
)


def promise_slip(sheet: Sheet = Sheet.TICKET_80, *, long: bool = False) -> Content:
    """Return the slip of a promise."""
    return Content(
        kind="promise_slip",
        sheet=sheet,
        layout=Layout.TICKET,
        title="承诺条",
        number=_NUMBER,
        hall=_HALL,
        blocks=(
            Lead("承诺条", "11月27日前给您回话"),
            Paragraph(_LONG if long else _SHORT, ParagraphStyle.FLUSH),
            Facts.of(
                ("最晚", "2026年11月27日"),
                ("谁负责", "李明"),
                ("电话", "027-8000 0123"),
                ("日期", "2026年11月23日"),
                ("编号", _NUMBER),
            ),
            Paragraph(
                "到时没有回话，请打 027-8000 0123，报编号就行；换了人也接着办，不用您从头说。", ParagraphStyle.FLUSH
            ),
        ),
        footer=("监督电话：12345",),
    )


def demand_letter(*, instead: str = "派出所（户籍档案）或公证处；户口簿、结婚证、出生医学证明可以代替") -> Content:
    """Return the letter to an institution that demands a certificate which no community may issue."""
    return Content(
        kind="demand_letter",
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title="关于不再索要证明的函",
        number="420199-0007-HS-2026-00004",
        hall="幸福里社区居民委员会",
        blocks=(
            Paragraph("临江区第二小学：", ParagraphStyle.FLUSH),
            Paragraph("有居民说，在贵单位办事时被要求到社区开具“亲属关系证明”。现将有关情况函告如下。"),
            Paragraph(
                "一、这张证明社区不能开。《优化营商环境条例》第四十四条规定，证明事项应当有法律、法规或者国务院决定依据；"
                "按照民发〔2020〕20号，它属于社区不应当出具的证明。"
            ),
            Paragraph(f"二、需要核实的情况，可以这样办理：{instead}。"),
            Paragraph(
                "三、请贵单位今后不再要求居民到社区开这张证明。确有法律、法规或者国务院决定作依据的，请写明名称和条款函复，"
                "我们核实后照办（电话 027-8000 0123）。"
            ),
            Paragraph("特此函告。"),
            SealPlace("幸福里社区居民委员会", "2026年11月23日"),
        ),
        copies=("送达联", "存档联"),
        footer=FOOTER,
    )
