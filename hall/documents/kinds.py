"""The kinds of paper that the hall itself issues, and how each is numbered and printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper (文书种类).

    Attributes:
        title: as printed.
        letters: the part of its number that names the kind.
        role: which printer takes it: `ticket`, `receipt` (A5), `page` (A4), or `certificate` where one has that role.
        original: only one numbered original may exist; it is confirmed by the clerk's key and reprinted with a reason.
        signed: it leaves the hall for good and carries a signed statement as its QR code (二维码验真).
    """

    title: str
    letters: str
    role: str
    original: bool = True
    signed: bool = False

    @property
    def guarded(self) -> bool:
        """Whether a second sheet beside one that came out needs a reviewer: whole pages with a number are shown about.

        Slips and receipts (A5 and tickets) any clerk prints again with a reason.
        """
        return self.original and self.role == "page"


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
    "refusal_notice": Kind("不予受理通知书", "BSL", "page", signed=True),
    "denial_notice": Kind("不予批准决定书", "BPZ", "page", signed=True),
    "return_notice": Kind("退件通知书", "TJ", "page", signed=True),
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
    "certificate": Kind("证明", "ZM", "certificate", signed=True),
    "supervision_slip": Kind("督办单", "DC", "receipt", original=False),
    "seal_form": Kind("用印审批单", "YS", "receipt"),
    "seal_register": Kind("印章使用登记簿", "YZ", "page"),
    "seal_loss_report": Kind("印章遗失报告", "YZYS", "page"),
    "duty_list": Kind("离岗交接单", "JJ", "page", original=False),
    "day_close": Kind("日结单", "RJ", "page", original=False),
    "leaflet": Kind("办事指南", "ZN", "page", original=False),
    "consent_form": Kind("个人信息使用同意书", "TY", "receipt"),
    "public_notice": Kind("公示件", "GS", "page"),
    "mediation_application": Kind("人民调解申请书", "RTSQ", "page"),
    "mediation_register": Kind("人民调解受理登记表", "RTDJ", "page"),
    "mediation_record": Kind("人民调解记录", "RTJL", "page"),
    "mediation_agreement": Kind("人民调解协议书", "RTXY", "page", signed=True),
    "mediation_follow_up": Kind("人民调解回访记录", "RTHF", "receipt"),
    "safety_undertaking": Kind("房屋租赁治安责任保证书", "ZABZ", "page"),
    "payment_slip": Kind("缴费凭条", "JF", "receipt"),
    "fiscal_receipt": Kind("财政票据登记单", "CZPJ", "receipt"),
    "unemployment_voucher": Kind("失业登记凭证", "SYPZ", "page", signed=True),
    "job_letter": Kind("求职推荐函", "QZTJ", "page", signed=True),
    "job_matches": Kind("岗位匹配清单", "GWPP", "page"),
    "party_letter": Kind("党员组织关系介绍信", "DZJS", "page", signed=True),
    "relief_application": Kind("临时救助审批表", "LJSP", "page"),
    "relief_receipt": Kind("临时救助领款签收单", "LJQS", "receipt"),
    "funeral_waiver": Kind("殡葬减免单", "BZJM", "receipt"),
    "family_notice": Kind("家庭关怀服务告知书", "JTGH", "page"),
    "rating_card": Kind("评价二维码卡", "PJ", "receipt", original=False),
    "disability_review": Kind("困难残疾人生活补贴审核表", "CLSH", "page"),
    "checkup_slip": Kind("卫生健康服务单", "WJFW", "receipt"),
    "handbook_slip": Kind("卫生健康服务转介单", "WJZJ", "receipt"),
    "allowance_query": Kind("育儿补贴申领结果查询单", "YEBT", "receipt"),
    "pension_cancel": Kind("城乡居民养老保险注销登记表", "YLZX", "page"),
    "hardship_review": Kind("就业困难人员认定表", "JYKN", "page"),
    "jobless_family_review": Kind("零就业家庭认定表", "LJYJ", "page"),
    "own_data": Kind("个人信息查询结果单", "CX", "page", original=False),
    "privacy_notice": Kind("个人信息处理告知", "GZ", "page", original=False),
    "breach_notice": Kind("个人信息泄露事件通知表", "XL", "page", original=False),
    "recovery_sheet": Kind("恢复密钥单", "HFMY", "page", original=False),
    "loan_opinion": Kind("创业担保贷款推荐意见表", "CYDK", "page"),
}
