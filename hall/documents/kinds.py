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
    "acceptance_notice": Kind("受理通知书", "SL", "page"),
    "material_receipt": Kind("材料接收清单", "CL", "receipt"),
    "supplement_notice": Kind("一次性告知书", "BZ", "page"),
    "refusal_notice": Kind("不予受理通知书", "BSL", "page"),
    "denial_notice": Kind("不予批准决定书", "BPZ", "page"),
    "no_certificate_slip": Kind("不予出具证明告知单", "BCJ", "page"),
    "result_notice": Kind("办结通知书", "BJ", "receipt"),
    "receipt": Kind("办理回执", "HZ", "receipt"),
    "delivery_receipt": Kind("送达回证", "SD", "page"),
    "pause_notice": Kind("中止计时告知书", "ZT", "page"),
    "extension_notice": Kind("延长期限告知书", "YQ", "page"),
    "certificate": Kind("证明", "ZM", "page"),
}
