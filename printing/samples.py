"""Sample contents for the gallery: every kind of paper, short as on most days and long as on the worst one."""

from hall.documents.content import (
    Big,
    Content,
    Facts,
    Grid,
    Layout,
    Lead,
    Mark,
    Paragraph,
    ParagraphStyle,
    SealPlace,
    Sheet,
    Signatures,
    Ticks,
)
from printing.sample_agency import agency_form, long_agency_form, long_original_receipt, mandate, original_receipt
from printing.sample_appointments import appointment_slip, long_slip
from printing.sample_book import ticket_book
from printing.sample_casework import delay_notice, material_return, return_notice, tolerance_promise
from printing.sample_consent import consent_form
from printing.sample_contacts import demand_letter, promise_slip
from printing.sample_decisions import FACTS, FOOTER, QR, REMARKS, STREET, certificate, delivery_receipt, refusal_notice
from printing.sample_evening import day_close, duty_list, long_duty_list
from printing.sample_leaflets import leaflet_samples
from printing.sample_seals import seal_form, seal_loss_report, seal_register
from printing.sample_supervision import long_slip as long_supervision_slip
from printing.sample_supervision import supervision_slip

_HALL = "幸福里社区便民服务中心"
_NUMBER = "420199-0007-MZ001-2026-00031"
_LONG_NAME = "阿卜杜热西提·买买提明·图尔荪江·艾尔肯托合提"


def sample_contents() -> dict[str, Content]:
    """Return the samples by a name that says kind and length; ticket widths are kinds of their own."""
    return {
        "queue_ticket_short": queue_ticket(),
        "queue_ticket_long": _long_ticket(Sheet.TICKET_80),
        "queue_ticket_58mm": _long_ticket(Sheet.TICKET_58),
        "ticket_book_short": ticket_book(6),
        "ticket_book_long": ticket_book(24),
        "appointment_slip_short": appointment_slip(),
        "appointment_slip_long": long_slip(Sheet.TICKET_80),
        "appointment_slip_58mm": long_slip(Sheet.TICKET_58),
        "contact_sheet_short": contact_sheet(),
        "contact_sheet_long": _long_contact_sheet(),
        "promise_slip_short": promise_slip(),
        "promise_slip_long": promise_slip(long=True),
        "promise_slip_58mm": promise_slip(Sheet.TICKET_58, long=True),
        "demand_letter_short": demand_letter(),
        "demand_letter_long": demand_letter(instead="请派出所核查户籍档案，或者由居民书面承诺" * 12),
        "acceptance_notice_short": acceptance_notice(),
        "acceptance_notice_long": acceptance_notice(applicant=_LONG_NAME, sheet=Sheet.A4, materials=_MATERIALS * 3),
        "material_receipt_short": material_receipt(_MATERIALS[:3]),
        "material_receipt_long": material_receipt(_MATERIALS * 5),
        "original_receipt_short": original_receipt(),
        "original_receipt_long": long_original_receipt(),
        "mandate_short": mandate(),
        "mandate_long": mandate(resident=_LONG_NAME, matter="灵活就业人员社会保险补贴和公益性岗位安置一并申请" * 2),
        "agency_form_short": agency_form(),
        "agency_form_long": long_agency_form(),
        "supplement_notice_short": supplement_notice(_GAPS[:1]),
        "supplement_notice_long": supplement_notice(_GAPS * 5),
        "refusal_notice_short": refusal_notice(),
        "refusal_notice_long": refusal_notice(facts=FACTS * 6),
        "return_notice_short": return_notice(),
        "delay_notice_short": delay_notice(),
        "delay_notice_long": delay_notice(reason="入户调查对象住院，调查无法按期完成。" * 12),
        "tolerance_promise_short": tolerance_promise(),
        "tolerance_promise_long": tolerance_promise(5),
        "material_return_short": material_return(),
        "consent_form_short": consent_form(),
        "consent_form_long": consent_form(
            _LONG_NAME, "、".join(["病历或诊断材料", "能力评估报告", "子女死亡或伤残材料"] * 3)
        ),
        "certificate_short": certificate("韩𠅤"),
        "certificate_long": certificate(_LONG_NAME, remarks=REMARKS * 5),
        "supervision_slip_short": supervision_slip(),
        "supervision_slip_long": long_supervision_slip(),
        "delivery_receipt_short": delivery_receipt(),
        "delivery_receipt_long": delivery_receipt(refused=True),
        "seal_form_short": seal_form(),
        "seal_form_long": seal_form(signed=False),
        "seal_register_short": seal_register(3),
        "seal_register_long": seal_register(21),
        "seal_loss_report": seal_loss_report(),
        "duty_list_short": duty_list(),
        "duty_list_long": long_duty_list(),
        "day_close_short": day_close(),
    } | leaflet_samples()


def queue_ticket(sheet: Sheet = Sheet.TICKET_80) -> Content:
    """Return a number for someone without priority."""
    return Content(
        kind="queue_ticket",
        sheet=sheet,
        layout=Layout.TICKET,
        title="排队号",
        number="B017",
        hall=_HALL,
        blocks=(
            Big("B017"),
            Lead("失业登记"),
            Facts.of(
                ("可办窗口", "3、4 号"), ("前面等候", "2 人"), ("预计", "约 8 分钟"), ("取号", "2026-11-23 09:05:31")
            ),
        ),
        qr="https://hall.example/q/7FK39QPM",
        qr_note="扫码看排到哪了、要带什么材料",
        status_code="7FK3-9QPM",
        footer=("过号请到导服台，可顺延一次", "监督电话 12345"),
    )


def _long_ticket(sheet: Sheet) -> Content:
    return Content(
        kind="queue_ticket",
        sheet=sheet,
        layout=Layout.TICKET,
        title="排队号",
        number="A001",
        hall="望江街道幸福里社区党群便民服务中心（南区）",
        blocks=(
            Big("A001"),
            Lead("养老待遇资格认证与社会保障卡服务"),
            Mark("★ 优先　预约 08:30"),
            Facts.of(
                ("可办窗口", "1、2、3、4、5、6、7、8 号"),
                ("前面等候", "126 人"),
                ("预计", "约 2 小时 40 分钟"),
                ("取号", "2026-11-23 09:05:31"),
            ),
        ),
        qr="https://hall.example/q/7FK39QPM",
        qr_note="扫码看排到哪了、要带什么材料，办完后请评价",
        status_code="7FK3-9QPM",
        footer=("过号请到导服台，可顺延一次；坐轮椅的居民请按服务铃，我们来接您", "监督电话 027-8000 0123、12345"),
    )


def contact_sheet() -> Content:
    """Return a first-contact sheet whose question was answered at once."""
    return _contact_sheet(
        "程䶮",
        "楼道里的感应灯坏了一个多星期，晚上下楼看不清，想知道归谁修。",
        Lead("您的事由李明负责到底。", "2026年11月27日前给您回话；没有回话，请拨 027-8000 0123。"),
    )


def _long_contact_sheet() -> Content:
    return _contact_sheet(
        _LONG_NAME,
        "本人与老人同住在幸福里社区 12 栋 3 单元 501 室。老人 82 岁，去年摔伤后行动不便，想申请居家适老化改造，"
        "同时问清长期护理待遇怎么评估、到哪里评估、评估要不要把老人送去；另外单元门口的坡道被车挡住，轮椅出不去，"
        "已经向物业反映过两次，没有结果，希望社区协调。" * 3,
        Lead("您的事由李明负责到底，不用您再跑别的窗口。", "2026年11月27日前给您回话；没有回话，请拨 027-8000 0123。"),
    )


def _contact_sheet(name: str, question: str, lead: Lead) -> Content:
    return Content(
        kind="contact_sheet",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="首问负责登记单",
        number="SW-2026-001207",
        hall=_HALL,
        blocks=(
            lead,
            Facts.of(
                ("来访人", name),
                ("电话", "138****0456"),
                ("时间", "2026-11-23 09:12"),
                ("方式", "来访"),
                ("住址", "幸福里社区第 3 网格"),
                ("诉求类别", "环境物业"),
                ("事由", question),
                columns=2,
            ),
            Facts.of(
                ("首问人", "李明（0107，导服台）"),
                ("承办人", "王芳（0112，综合窗口）"),
                ("移交时间", "2026-11-23 09:20"),
                ("回复期限", "2026年11月27日"),
                ("承办结果", "\n"),
                columns=2,
            ),
            Signatures(("首问人", "承办人签收", "居民确认")),
        ),
        qr="https://hall.example/s/QX4T7HNC",
        status_code="QX4T-7HNC",
        copies=("首问人联", "承办人联", "居民联"),
        footer=FOOTER,
    )


_MATERIALS = (
    ("居民身份证", "原件", "1", "1", "核验后退还"),
    ("居民户口簿", "复印件", "1", "6", "留存"),
    ("家庭经济状况核对授权书（共同生活的家庭成员均须签字）", "原件", "1", "2", "留存"),
    ("残疾人证", "复印件", "1", "1", "通过数据共享取得，免交"),
)


def acceptance_notice(
    *, applicant: str = "㭎小满", sheet: Sheet = Sheet.A5, materials: tuple[tuple[str, ...], ...] = ()
) -> Content:
    """Return an acceptance notice, with the table of materials if any are given."""
    return Content(
        kind="acceptance_notice",
        sheet=sheet,
        layout=Layout.FORM,
        title="受理通知书",
        number=_NUMBER,
        hall=_HALL,
        blocks=(
            Lead("您的申请已经受理，最迟 2026年12月21日办好。", "办好后我们打电话通知您，不用再来问。"),
            Facts.of(
                ("申请人", applicant),
                ("事项", "最低生活保障金给付（MZ001）"),
                ("申请日期", "2026年11月23日"),
                ("受理日期", "2026年11月23日"),
                ("法定期限", "30个工作日"),
                ("承诺期限", "20个工作日"),
                ("承办", "王芳，民政窗口，027-8000 0123"),
                ("领取方式", "窗口自取或邮寄"),
                ("收费", "不收费"),
                ("受理依据", "《社会救助暂行办法》第十一条"),
                columns=2,
            ),
            Grid.numbered(
                ("材料名称", "原件/复印件", "份数", "页数", "备注"),
                materials,
                widths=(5, 2, 1, 1, 3),
                centred=(1, 2, 3),
            ),
            Signatures(("申请人签收", "日期")),
            SealPlace(STREET, "2026年11月23日", seal="受理专用章"),
        ),
        barcode=_NUMBER,
        qr=QR,
        status_code="K7QF-3M9X",
        copies=("居民联", "存档联"),
        footer=FOOTER,
    )


def material_receipt(materials: tuple[tuple[str, ...], ...]) -> Content:
    """Return a receipt for materials handed in."""
    pages = sum(int(row[3]) for row in materials)
    return Content(
        kind="material_receipt",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="材料接收清单",
        number="SJ-2026-004410",
        hall=_HALL,
        blocks=(
            Lead(f"您交的 {len(materials)} 样材料我们收到了。", "标着“核验后退还”的原件，请当场点清带走。"),
            Facts.of(("交件人", "㭎小满"), ("时间", "2026-11-23 09:31"), ("事项", "最低生活保障金给付"), columns=2),
            Grid.numbered(
                ("材料名称", "原件/复印件", "份数", "页数", "备注"),
                materials,
                widths=(5, 2, 1, 1, 3),
                centred=(1, 2, 3),
            ),
            Paragraph(f"合计 {len(materials)} 样，{pages} 页。", ParagraphStyle.FLUSH),
            Ticks((("原件已当场核验退还", True), ("没有代收空白表格", True))),
            Signatures(("交件人签名", "收件人签名")),
        ),
        barcode="SJ-2026-004410",
        qr="https://hall.example/m/H9RW2CTX",
        copies=("居民联", "存档联"),
        footer=FOOTER,
    )


_GAPS = (
    (
        "收入证明",
        "没有单位盖章",
        "原件 1 份，由工作单位盖章；没有单位的，写个人收入声明",
        "《最低生活保障审核确认办法》",
        "否",
    ),
    ("银行流水", "只有 3 个月，应为 12 个月", "原件 1 份，银行网点或手机银行打印均可", "同上", "否"),
    ("不动产登记信息", "未提供", "不用您交：我们通过数据共享查询", "同上", "是"),
)


def supplement_notice(gaps: tuple[tuple[str, ...], ...]) -> Content:
    """Return a supplement notice that says everything at once."""
    return Content(
        kind="supplement_notice",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="一次性告知书",
        number=_NUMBER + "-B1",
        hall=_HALL,
        blocks=(
            Lead(
                f"您的材料还差 {len(gaps)} 样，补齐就能受理。",
                "请在 2026年12月7日前补交，可以来窗口、邮寄，也可以请代办员上门取。",
            ),
            Facts.of(
                ("申请人", "㭎小满"),
                ("收件日期", "2026年11月23日"),
                ("事项", "最低生活保障金给付（MZ001）"),
                ("第几次告知", "第 1 次"),
                columns=2,
            ),
            Grid.numbered(
                ("材料名称", "存在问题", "怎样补正", "依据", "能共享"), gaps, widths=(3, 4, 5, 4, 2), centred=(4,)
            ),
            Paragraph("到期没有补正，又没有说明正当理由的，视为撤回申请；撤回后随时可以重新申请。"),
            Paragraph("本告知书已列明全部需要补正的内容，除法定情形外，不再提出新的要求。"),
            Paragraph("联系人：王芳（民政窗口），电话 027-8000 0123。办理不收费，表格可在窗口免费领取。"),
            Signatures(("申请人签收", "日期")),
            SealPlace(STREET, "2026年11月23日", seal="业务专用章"),
        ),
        barcode=_NUMBER + "-B1",
        qr=QR,
        copies=("居民联", "存档联"),
        footer=FOOTER,
    )
