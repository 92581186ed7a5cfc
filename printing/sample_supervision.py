"""Sample contents of the supervision slip: as it comes with the first answer, and closed with everything on it."""

from hall.documents.content import Content, Facts, Layout, Lead, Sheet, Signatures

_PRESSED = "居民反映一个月没有消息，请三天内给出明确答复，并说明卡在哪一步。"
_EXPLAINED = "街道11月20日收件后要求补收入核对报告，民政核对平台排队，已两次催办；申请人12月2日已口头告知进度。"
_RECTIFIED = "核对报告12月8日取到，当日补报街道；已电话告知申请人预计12月15日前办结，并登记承诺条。"
_CLOSED = "经核实，报告已补报，申请人知情。同意销号，下月例会通报核对平台排队情况。"


def supervision_slip() -> Content:
    """Return a slip of the first level, answered and not yet put right."""
    return _slip(
        1,
        "这件办件已经超过承诺期限1个工作日。",
        "原因已经说明，请接着整改。",
        [("承办人说明", f"{_EXPLAINED}（王芳）"), ("整改情况", ""), ("督查意见", "")],
    )


def long_slip() -> Content:
    """Return a slip of the third level that a supervisor pressed, with all that was said."""
    return _slip(
        3,
        "这件办件请尽快办理并答复。",
        "督查已经核实销号。",
        [
            ("督办要求", f"{_PRESSED * 3}（周建国）"),
            ("承办人说明", f"{_EXPLAINED * 3}（王芳）"),
            ("整改情况", f"{_RECTIFIED * 3}（王芳）"),
            ("督查意见", f"{_CLOSED * 2}（周建国）"),
        ],
    )


def _slip(level: int, lead: str, note: str, said: list[tuple[str, str]]) -> Content:
    return Content(
        kind="supervision_slip",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="督办单",
        number="420199-0007-DC-2026-00003",
        hall="幸福里社区便民服务中心",
        blocks=(
            Lead(f"王芳：{lead}", note),
            Facts.of(
                ("办件编号", "420199-0007-MZ001-2026-00031"),
                ("事项", "最低生活保障申请"),
                ("申请人", "㭎**"),
                ("承诺期限", "2026年12月4日 17:30"),
                ("督办级别", f"第{level}级"),
                ("督办原因", "超过承诺期限" if level == 1 else "督查催办"),
                ("发出时间", "2026年12月4日 17:30"),
                ("发出人", "大厅系统" if level == 1 else "周建国"),
                columns=2,
            ),
            Facts.of(*said),
            Signatures(("承办人签名", "日期")),
            Signatures(("督查人签名", "日期")),
        ),
        barcode="420199-0007-MZ001-2026-00031",
        footer=("咨询电话：027-8000 0123", "监督电话：12345"),
    )
