"""The consent that an applicant signs before something sensitive on file is used for their case."""

from collections.abc import Sequence

from hall.cases.facts import Facts
from hall.documents.content import Content, Layout, Lead, Paragraph, ParagraphStyle, Sheet, Signatures
from hall.documents.content import Facts as Pairs
from hall.kernel.dates import chinese_date
from hall.kernel.masks import mask_number


def consent_form(facts: Facts, number: str, materials: Sequence[str]) -> Content:
    """Return the consent to the use of personal information (个人信息使用同意书), short enough to be read standing.

    Args:
        facts: the case.
        number: of the paper.
        materials: names of what is used.
    """
    applicant = facts.applicant
    return Content(
        kind="consent_form",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="个人信息使用同意书",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead("您签了字，这几样材料就不用再交。", "不同意也照样办：把材料再交一次就行。"),
            Pairs.of(
                ("本人", applicant.name),
                ("证件号码", mask_number(applicant.id_number) or None),
                ("用哪些材料", "、".join(materials)),
                ("只用来办", f"{facts.matter.public_name}（办件编号 {facts.number}）"),
                ("谁能看到", "承办这件事的窗口、审核和决定的单位"),
                ("日期", chinese_date(facts.today)),
            ),
            Paragraph(
                "这些是敏感的个人信息，大厅以前办事时留下的。除了上面这件事，不会拿去办别的事；要用在别的事上，会再请您签一次字。"
                "您随时可以到窗口收回同意，收回以前办好的不受影响。",
                ParagraphStyle.FLUSH,
            ),
            Signatures(("本人签名", "经办人")),
        ),
        barcode=facts.number,
        footer=facts.footer(),
    )
