"""The recovery sheet: the hall's master key on paper, drawn directly and kept in no table and no log."""

from typing import Final

from hall.documents.content import (
    Content,
    Copy,
    Facts,
    Grid,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    Sheet,
    Signatures,
    copies_of,
)
from hall.storage.recovery import GROUP

KIND: Final = "recovery_sheet"
_IN_LINE: Final = 3
_KEEPING: Final = (
    ("1", "打印两份，分别装信封密封，骑缝处签名并写日期。"),
    ("2", "两人分开保管，放在两处上锁的地方；不放在大厅主机旁边。"),
    ("3", "不拍照，不存电脑，不用微信、邮件发送。"),
    ("4", "每年两人一起查看一次信封是否完好；拆封要写明谁、何时、为何。"),
    ("5", "保管人离岗，当面移交并签名。"),
)


def recovery_sheet(*, hall: str, code: str, key_id: str, day: str) -> Content:
    """Return the sheet on which a hall keeps its master key outside every computer (恢复密钥单).

    Args:
        hall: its name.
        code: as `hall.storage.recovery.code_of` returns it; it also stands in the QR code.
        key_id: name of the key, which is no secret.
        day: the day of printing in words.
    """
    groups = code.split("-")
    lines = ["　".join(groups[at : at + _IN_LINE]) for at in range(0, len(groups), _IN_LINE)]
    return Content(
        kind=KIND,
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="恢复密钥单",
        hall=hall,
        blocks=(
            Paragraph("恢复码", ParagraphStyle.HEADING),
            *(Lead(line) for line in lines),
            Paragraph(f"从左到右、从上到下共{len(groups)}组，每组{GROUP}个；没有数字0、1、8。", ParagraphStyle.NOTE),
            Facts.of(("大厅", hall), ("密钥编号", key_id), ("打印日期", day)),
            Paragraph("做什么用", ParagraphStyle.HEADING),
            Paragraph(
                "本大厅数据里的身份证号、电话、表单和文书都是加密存放的。电脑坏了、换了，要在新电脑上打开数据或备份，"
                "就用这个恢复码：运行 hall key enter，照单输入。"
                "这张单子丢了、电脑也坏了，数据再也打不开，谁也帮不上忙。"
            ),
            Paragraph("谁拿到这张单子和一份备份，谁就能看到全部居民资料。", ParagraphStyle.FLUSH),
            Paragraph("怎么保管", ParagraphStyle.HEADING),
            Grid(("序", "要求"), _KEEPING, widths=(10, 140), centred=(0,)),
            Signatures(("保管人一", "保管人二", "封存日期")),
        ),
        qr=code,
        qr_note="恢复码",
    )


def copy_at(content: Content, printed_at: str) -> Copy:
    """Return the one copy of the sheet, printed by the hall itself."""
    return copies_of(content, printed_at=printed_at, staff_number="")[0]
