"""A letter to an institution that demands a certificate which no community may issue (关于不再索要证明的函)."""

import datetime as dt

from hall.cases.facts import PaperPolicy
from hall.catalogue.views import CertificateCard
from hall.contacts.papers import foot_of
from hall.documents.content import Content, Layout, Paragraph, ParagraphStyle, SealPlace, Sheet
from hall.documents.kinds import KINDS
from hall.kernel.dates import chinese_date
from hall.storage.place import HallFacts


def demand_letter(
    hall: HallFacts,
    bodies: PaperPolicy,
    card: CertificateCard | None,
    *,
    institution: str,
    name: str,
    number: str,
    day: dt.date,
) -> Content:
    """Return the letter: which rule forbids the paper, what serves instead, and what we ask for. It names no resident.

    Args:
        hall: the hall.
        bodies: whose seal stands on it.
        card: the entry of the list that forbids the certificate, None where it stands on no list at all.
        institution: who demanded it.
        name: of the certificate.
        number: of the letter.
        day: of the letter.
    """
    signer = bodies.committee or hall.name
    return Content(
        kind="demand_letter",
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title=KINDS["demand_letter"].title,
        number=number,
        hall=signer,
        blocks=(
            Paragraph(f"{institution}：", ParagraphStyle.FLUSH),
            Paragraph(f"有居民说，在贵单位办事时被要求到社区开具“{name}”。现将有关情况函告如下。"),
            Paragraph(f"一、这张证明社区不能开。{_why(card, name)}"),
            Paragraph(f"二、需要核实的情况，{_instead(card)}"),
            Paragraph(
                "三、请贵单位今后不再要求居民到社区开这张证明。确有法律、法规或者国务院决定作依据的，请写明名称和条款函复，我们核实后"
                f"照办（电话 {hall.phone or hall.supervision_phone}）。"
            ),
            Paragraph("特此函告。"),
            SealPlace(signer, chinese_date(day)),
        ),
        copies=("送达联", "存档联"),
        footer=foot_of(hall),
    )


def _why(card: CertificateCard | None, name: str) -> str:
    rule = "《优化营商环境条例》第四十四条规定，证明事项应当有法律、法规或者国务院决定依据"
    if card is None:
        return f"{rule}；“{name}”没有这样的依据，也不在本地公布的证明清单里。"
    return f"{rule}；按照{card.basis}，它属于社区不应当出具的证明。"


def _instead(card: CertificateCard | None) -> str:
    if card is None or not card.instead:
        return "请通过居民已有的证照、部门之间的数据核查，或者由居民书面承诺来办理。"
    return f"可以这样办理：{card.instead.rstrip('。')}。"
