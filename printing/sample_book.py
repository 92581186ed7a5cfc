"""A sample of the paper ticket book for the gallery."""

from hall.documents.content import Content, Layout, Lead, Leaves, Sheet
from printing.sample_decisions import FOOTER


def ticket_book(leaves: int) -> Content:
    """Return a paper ticket book for the hour in which the machine is down."""
    return Content(
        kind="ticket_book",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="手写号票簿",
        number="PB-2026-0007",
        hall="幸福里社区便民服务中心",
        blocks=(
            Lead("停机时用这本票簿发号。", "右边给居民，左边留存根，恢复以后一张张补录。"),
            Leaves(
                tuple((f"H{number:04d}", f"7FK39Q{number:02d}") for number in range(1, leaves + 1)),
                hall="幸福里社区便民服务中心",
                fields=("来的时间", "办什么事"),
                ticks=("军人", "残疾", "孕妇抱婴", "老人", "急症"),
                stub=("来", "事", "优先", "叫到", "办完", "窗口"),
                advice="请收好，听叫号。过号请到导服台。",
            ),
        ),
        footer=FOOTER,
    )
