"""The kinds of paper that the hall itself issues, and how each is numbered and printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper (文书种类).

    Attributes:
        title: as printed.
        letters: the part of its number that names the kind.
        role: which printer takes it: `ticket`, `receipt` (A5) or `page` (A4).
        original: only one numbered original may exist; it is confirmed by the clerk's key and reprinted with a reason.
    """

    title: str
    letters: str
    role: str
    original: bool = True


KINDS: dict[str, Kind] = {
    "queue_ticket": Kind("排队号票", "PD", "ticket", original=False),
    "ticket_book": Kind("手写号票簿", "PB", "page"),
    "appointment_slip": Kind("排队预约单", "YY", "ticket", original=False),
    "contact_sheet": Kind("首问负责登记单", "SW", "receipt"),
    "referral_slip": Kind("办事指引单", "ZY", "receipt"),
    "promise_slip": Kind("承诺条", "CN", "ticket", original=False),
    "acceptance_notice": Kind("受理通知书", "SL", "page"),
    "material_receipt": Kind("材料接收清单", "CL", "receipt"),
    "original_receipt": Kind("原件收存凭证", "YJ", "receipt"),
    "mandate": Kind("代办委托书", "WT", "page"),
    "agency_form": Kind("代办受理单", "DB", "page"),
    "supplement_notice": Kind("一次性告知书", "BZ", "page"),
    "refusal_notice": Kind("不予受理通知书", "BSL", "page"),
    "denial_notice": Kind("不予批准决定书", "BPZ", "page"),
    "return_notice": Kind("退件通知书", "TJ", "page"),
    "delay_notice": Kind("不能按期办结告知书", "YQBJ", "page"),
    "tolerance_promise": Kind("容缺受理承诺书", "RQ", "receipt"),
    "material_return": Kind("材料退还清单", "TH", "receipt"),
    "no_certificate_slip": Kind("不予出具证明告知单", "BCJ", "page"),
    "demand_letter": Kind("关于不再索要证明的函", "HS", "page"),
    "result_notice": Kind("办结通知书", "BJ", "receipt"),
    "receipt": Kind("办理回执", "HZ", "receipt"),
    "delivery_receipt": Kind("送达回证", "SD", "page"),
    "pause_notice": Kind("中止计时告知书", "ZT", "page"),
    "extension_notice": Kind("延长期限告知书", "YQ", "page"),
    "certificate": Kind("证明", "ZM", "page"),
    "supervision_slip": Kind("督办单", "DC", "receipt", original=False),
    "seal_form": Kind("用印审批单", "YS", "receipt"),
    "seal_register": Kind("印章使用登记簿", "YZ", "page"),
    "seal_loss_report": Kind("印章遗失报告", "YZYS", "page"),
    "duty_list": Kind("离岗交接单", "JJ", "page", original=False),
    "day_close": Kind("日结单", "RJ", "page", original=False),
    "consent_form": Kind("个人信息使用同意书", "TY", "receipt"),
}
