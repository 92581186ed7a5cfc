"""Samples of the papers of whoever runs the hall: a leaver's duty list, and the end of a day."""

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
)
from printing.sample_decisions import FOOTER

_HALL = "幸福里社区便民服务中心"
_DUTIES = (
    ("首问单", "420199-0007-SW-2026-00031", "程*满：楼道灯坏了，归谁修", ""),
    ("办件", "420199-0007-MZ001-2026-00031", "董*：最低生活保障", "2026-12-28"),
    ("承诺", "420199-0007-CN-2026-00005", "程*满：周五前回电话", "2026-11-27"),
    ("原件", "", "孙*丽：房产证 2件", ""),
)
_LINES = (
    ("号票", "发出 150 张：办完 143，作废 7，未了 0", "平"),
    ("来访结果", "接待 143 人：都有结果", "平"),
    ("首问单", "今天登记 96 张；待答复、待签收、待指定 1 张", "差 1"),
    ("承诺", "今天到期 3 件，已兑现 3；到期未兑现 0 件", "平"),
    ("原件", "今天收 21 件；托盘里和该退没退的 1 件，没有身份证", "差 1"),
    ("用印", "今天用印 9 次；送出证明 6 份，没有用印的 0 份", "平"),
    ("编号文书", "编号文书 118 份：确认 117，打坏 1，作废 0，未确认 0", "平"),
    ("打印", "打印任务 271 个；没有打完 0 个", "平"),
    ("办件时限", "临期 4 件，超期 1 件；超期没有督办的 0 件", "平"),
    ("离岗交接", "今天交接 1 次；等签收 0 张", "平"),
)
_ANCHOR = "067ce31d6ae9eb4b746de8c15a02b800ddee2941c34e79d32ea3b97f8d483d7a"


def duty_list(duties: tuple[tuple[str, str, str, str], ...] = _DUTIES) -> Content:
    """Return the list that somebody hands over with the post."""
    return Content(
        kind="duty_list",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="离岗交接单",
        number="420199-0007-JJ-2026-00003",
        hall=_HALL,
        blocks=(
            Lead(
                f"李明离岗，{len(duties)}件未结事项交王芳接手。",
                "王芳签收以前，仍由李明负责；不能以“不熟悉”为由退回。",
            ),
            Facts.of(
                ("移交人", "李明"),
                ("接收人", "王芳"),
                ("移交时间", "2026-11-23 16:40"),
                ("离岗原因", "休假两周"),
                columns=2,
            ),
            Grid.numbered(("类别", "编号", "事项", "期限"), duties, widths=(17, 60, 62, 24), centred=(0,)),
            Signatures(("移交人", "接收人", "监交人")),
        ),
        barcode="420199-0007-JJ-2026-00003",
        footer=FOOTER,
    )


def long_duty_list() -> Content:
    """Return the list of somebody who has had much in hand."""
    return duty_list(_DUTIES * 12)


def day_close() -> Content:
    """Return the end of a day on which two things are left open."""
    return Content(
        kind="day_close",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="日结单",
        number="420199-0007-RJ-2026-00214",
        hall=_HALL,
        blocks=(
            Lead("今天还有 2 件没有对上。", "没有对上的：首问单、原件。明天一早先办这些。"),
            Facts.of(
                ("日期", "2026年11月23日"),
                ("日结时间", "17:46"),
                ("日结人", "周建国"),
                ("说明", "居民明早来取房产证"),
                columns=2,
            ),
            Grid(("项目", "今天的数", "结果"), _LINES, widths=(22, 110, 20), centred=(2,)),
            Paragraph("遗留事项", ParagraphStyle.SUBHEADING),
            Grid.numbered(
                ("项目", "遗留"),
                (("首问单", "程*满：楼道灯坏了，归谁修（等同事签收）"), ("原件", "孙*丽：房产证 2 件")),
                widths=(24, 128),
            ),
            Paragraph("审计存证", ParagraphStyle.SUBHEADING),
            Grid(
                ("设备", "记录数", "链尾摘要（前 16 位）"),
                (("1 号窗口", "1204", "93a2f0a742075aab"), ("导服台", "377", "012bb029d478e9ca")),
                widths=(60, 24, 68),
                centred=(1,),
            ),
            Facts.of(("今日存证", " ".join(_ANCHOR[at : at + 8] for at in range(0, 64, 8)))),
            Paragraph(
                "存证由各设备审计链尾和上一日存证算出，另存在数据目录的存证文件里；日后核对数据时对照。",
                ParagraphStyle.NOTE,
            ),
            Signatures(("日结人", "监督人")),
        ),
        qr=_ANCHOR,
        qr_note="今日存证",
        footer=FOOTER,
    )
