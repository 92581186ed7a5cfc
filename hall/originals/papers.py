"""The paper of the tray: the receipt for originals that stay."""

from collections.abc import Sequence
from datetime import datetime

from hall.contacts.papers import foot_of
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
from hall.storage.place import HallFacts

BOTH = ("居民联", "存档联")


def original_receipt(
    hall: HallFacts, number: str, *, owner: str, originals: Sequence[tuple[str, int]], clerk: str, at: datetime
) -> Content:
    """Return the receipt for originals that the hall keeps (原件收存凭证), signed by both sides.

    Args:
        hall: the hall.
        number: of the paper.
        owner: the resident's name; empty leaves room to write it.
        originals: each with its number.
        clerk: who takes them, with the staff number.
        at: when, in the hall's zone.
    """
    rows = [(name, f"{count}", "") for name, count in originals]
    total = ("", "合计", f"{sum(count for _, count in originals)}", "")
    table = Grid.numbered(("原件名称", "件数", "退还时签收"), rows, widths=(14, 3, 8), centred=(1,))
    return Content(
        kind="original_receipt",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="原件收存凭证",
        number=number,
        hall=hall.name,
        blocks=(
            Lead(
                f"您的{sum(count for _, count in originals)}件原件留在我们这里办事。",
                "办完就还给您；要提前拿回去，带这张凭证来就行。",
            ),
            Facts.of(("交件人", owner), ("收件时间", f"{at:%Y-%m-%d %H:%M}"), ("收件人", clerk), columns=2),
            Grid(table.header, (*table.rows, total), table.widths, table.centred),
            Ticks((("居民身份证已当场退还，没有留下", True),)),
            Paragraph("原件退还时双方在上面的表里签收，凭证收回存档。", ParagraphStyle.FLUSH),
            Signatures(("交件人签名", "收件人签名")),
        ),
        barcode=number,
        copies=BOTH,
        footer=foot_of(hall),
    )
