"""Sample contents of the appointment slip, short as on most days and long as on the worst one."""

from hall.documents.content import Big, Content, Facts, Layout, Lead, Paragraph, Sheet


def appointment_slip(sheet: Sheet = Sheet.TICKET_80) -> Content:
    """Return a slip for a service that needs little."""
    return _slip("城乡居民养老保险", "请带：居民身份证、银行卡。", sheet)


def long_slip(sheet: Sheet) -> Content:
    """Return a slip with a long name and many materials."""
    materials = (
        "居民身份证、居民户口簿、婚姻状况声明、家庭经济状况核对授权书（共同生活的家庭成员均须签字）、近十二个月的银行流水、"
        "就业或失业情况说明、疾病诊断材料、法律文书或者判决书"
    )
    more = "按各人情况还要带的，请在取号机上查。"
    return _slip("养老待遇资格认证与社会保障卡服务", f"请带：{materials}。{more}", sheet)


def _slip(service: str, to_bring: str, sheet: Sheet) -> Content:
    return Content(
        kind="appointment_slip",
        sheet=sheet,
        layout=Layout.TICKET,
        title="排队预约单",
        number="420199-0007-YY-2026-00031",
        hall="幸福里社区便民服务中心",
        blocks=(
            Lead("排队预约单", service),
            Big("09:30"),
            Facts.of(("哪天来", "11月25日 周三"), ("时段", "09:30–10:00"), ("地址", "望江路 8 号")),
            Paragraph(to_bring),
            Paragraph("请提前 10 分钟到。晚到 15 分钟以内仍算预约，再晚按到达时间排队。"),
            Paragraph(
                "来不了请在开始前取消：在取号机上扫码，或打 027-8000 0123。90 天内有 3 次没来，30 天不能再预约，"
                "现场取号照常。"
            ),
        ),
        qr="K7QF3M9X",
        qr_note="到了在取号机上扫一扫签到，要取消也扫它",
        status_code="K7QF3M9X",
        footer=("咨询电话：027-8000 0123", "监督电话：12345"),
    )
