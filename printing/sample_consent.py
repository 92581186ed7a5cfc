"""Sample of the consent that a resident signs before something sensitive on file is used again."""

from hall.documents.content import Content, Facts, Layout, Lead, Paragraph, ParagraphStyle, Sheet, Signatures
from printing.sample_decisions import FOOTER

_NUMBER = "420199-0007-MZ001-2026-00031"


def consent_form(applicant: str = "韩𠅤", materials: str = "病历或诊断材料") -> Content:
    """Return the consent to the use of personal information for one case."""
    return Content(
        kind="consent_form",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="个人信息使用同意书",
        number="TY-2026-000012",
        hall="幸福里社区便民服务中心",
        blocks=(
            Lead("您签了字，这几样材料就不用再交。", "不同意也照样办：把材料再交一次就行。"),
            Facts.of(
                ("本人", applicant),
                ("证件号码", "110105********002X"),
                ("用哪些材料", materials),
                ("只用来办", f"最低生活保障申请（办件编号 {_NUMBER}）"),
                ("谁能看到", "承办这件事的窗口、审核和决定的单位"),
                ("日期", "2026年11月23日"),
            ),
            Paragraph(
                "这些是敏感的个人信息，大厅以前办事时留下的。除了上面这件事，不会拿去办别的事；要用在别的事上，会再请您签一次字。"
                "您随时可以到窗口收回同意，收回以前办好的不受影响。",
                ParagraphStyle.FLUSH,
            ),
            Signatures(("本人签名", "经办人")),
        ),
        barcode=_NUMBER,
        footer=FOOTER,
    )
