"""Made-up papers of agency and of the tray for the gallery: the mandate, its form, the receipt for originals."""

from hall.documents.content import (
    Content,
    Facts,
    Grid,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    Sheet,
    Signatures,
    Ticks,
)
from printing.sample_decisions import FOOTER

_HALL = "幸福里社区便民服务中心"
_BOTH = ("委托人联", "代办存档联")
_ITEMS = (
    ("居民户口簿", "1", "1", "原件随件，办完退还"),
    ("居民身份证", "1", "1", "原件当场退还"),
    ("申请书", "—", "2", "随件"),
)
_WAY = (
    ("送交上级", "2026年11月25日", "上级收件号 WJ-2026-1183", ""),
    ("上级要求补件", "", "", ""),
    ("办结", "2026年12月9日", "准予", ""),
    ("送达签收", "2026年12月10日", "", ""),
    ("回访评分", "", "", ""),
)


def mandate(*, resident: str = "㭎小满", matter: str = "最低生活保障申请") -> Content:
    """Return a mandate with the usual powers; signing is not among them."""
    number = "420199-0007-WT-2026-00012"
    return Content(
        kind="mandate",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="代办委托书",
        number=number,
        hall=_HALL,
        blocks=(
            Lead(f"委托王芳（101）代办“{matter}”。", "代办不收费。委托到2026年12月23日为止，随时可以收回。"),
            Facts.of(
                ("委托人", resident),
                ("证件号码", "420199********3218"),
                ("电话", "13800000456"),
                ("住址", "幸福里社区12栋3单元501室"),
                ("受托人", "王芳（101）"),
                ("受托人单位", _HALL),
                ("委托事项", matter),
                ("代办编号", "420199-0007-DB-2026-00012"),
                ("委托期限", "2026年11月23日至2026年12月23日"),
                ("身份核验", "刷身份证核验"),
                columns=2,
            ),
            Ticks(
                (("提交材料", True), ("代为补正", True), ("领取结果", True), ("代为签字（不勾不能代签）", False)),
                label="委托权限",
            ),
            Paragraph("受托人只办上面勾选的事；没有勾选的，由委托人本人办。"),
            Paragraph("居民身份证只核对，当场退还委托人，任何人不得留存。", ParagraphStyle.FLUSH),
            Signatures(("委托人签名（按指印）", "日期")),
            Signatures(("受托人签名", "日期")),
        ),
        barcode="WT-2026-00012",
        copies=_BOTH,
        footer=FOOTER,
    )


def agency_form(items: tuple[tuple[str, ...], ...] = _ITEMS) -> Content:
    """Return the form of an errand that is nearly at its end, for the delivery to be signed."""
    number = "420199-0007-DB-2026-00012"
    return Content(
        kind="agency_form",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="代办受理单",
        number=f"{number}-2",
        hall=_HALL,
        blocks=(
            Lead("您委托代办的事办完了，结果和原件已经交给您。", "请点清后签名；过几天我们回访，听您说办得怎么样。"),
            Facts.of(
                ("代办编号", number),
                ("委托书编号", "420199-0007-WT-2026-00012"),
                ("委托人", "㭎小满"),
                ("电话", "13800000456"),
                ("代办事项", "最低生活保障申请"),
                ("代办人", "王芳（101）"),
                ("送往", "望江街道民政科"),
                ("承诺完成日", "按上级部门的期限"),
                ("代办费", "不收费"),
                ("规费", "¥20.00（由委托人承担，交给收费的部门）"),
                columns=2,
            ),
            Paragraph("材料交接（双方当面点清）", ParagraphStyle.FLUSH),
            Grid.numbered(("材料名称", "原件", "复印件", "去向"), items, widths=(14, 3, 4, 9), centred=(1, 2)),
            Paragraph("办理进度", ParagraphStyle.FLUSH),
            Grid(("环节", "日期", "情况", "经手人签名"), _WAY, widths=(6, 7, 10, 7)),
            Signatures(("委托人签名", "日期")),
            Signatures(("代办人签名", "日期")),
        ),
        barcode="DB-2026-00012",
        copies=_BOTH,
        footer=FOOTER,
    )


def long_agency_form() -> Content:
    """Return the form of an errand with everything that a family has in its drawers."""
    return agency_form(_ITEMS * 8)


def original_receipt(originals: tuple[tuple[str, str, str], ...] = (("居民户口簿", "1", ""),)) -> Content:
    """Return the receipt for originals that stay for the work."""
    pieces = sum(int(row[1]) for row in originals)
    table = Grid.numbered(("原件名称", "件数", "退还时签收"), originals, widths=(14, 3, 8), centred=(1,))
    return Content(
        kind="original_receipt",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="原件收存凭证",
        number="420199-0007-YJ-2026-00003",
        hall=_HALL,
        blocks=(
            Lead(f"您的{pieces}件原件留在我们这里办事。", "办完就还给您；要提前拿回去，带这张凭证来就行。"),
            Facts.of(("交件人", "㭎小满"), ("收件时间", "2026-11-23 09:31"), ("收件人", "王芳（101）"), columns=2),
            Grid(table.header, (*table.rows, ("", "合计", str(pieces), "")), table.widths, table.centred),
            Ticks((("居民身份证已当场退还，没有留下", True),)),
            Paragraph("原件退还时双方在上面的表里签收，凭证收回存档。", ParagraphStyle.FLUSH),
            Signatures(("交件人签名", "收件人签名")),
        ),
        barcode="YJ-2026-00003",
        copies=("居民联", "存档联"),
        footer=FOOTER,
    )


def long_original_receipt() -> Content:
    """Return the receipt for many originals with long names."""
    return original_receipt((("不动产权证书（共有人各一本，含附图）", "2", ""), ("出生医学证明", "1", "")) * 6)
