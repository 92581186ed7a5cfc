"""What the paper ticket book says: how to use it, then leaf after leaf."""

from datetime import date

from hall.documents.content import Content, Facts, Layout, Lead, Leaves, Paragraph, ParagraphStyle, Sheet
from hall.documents.kinds import KINDS
from hall.kernel.dates import chinese_date
from hall.storage.place import HallFacts

KIND = "ticket_book"
TICKS = ("军人", "残疾", "孕妇抱婴", "老人", "急症")
ON_LEAF = ("来的时间", "办什么事")
ON_STUB = ("来", "事", "优先", "叫到", "办完", "窗口")
ADVICE = "请收好，听叫号。过号请到导服台。"


def ticket_book(facts: HallFacts, *, number: str, leaves: tuple[tuple[str, str], ...], day: date) -> Content:
    """Return the book (手写号票簿).

    Args:
        facts: the hall.
        number: of the book.
        leaves: number and status code of each leaf.
        day: on which it is printed.
    """
    return Content(
        kind=KIND,
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title=KINDS[KIND].title,
        number=number,
        hall=facts.name,
        blocks=(
            Lead(
                "取号机或主机用不了的时候，用这本票簿发号。",
                "按号码顺序撕：右边给居民，左边存根记时间，机器好了照存根补录。",
            ),
            Facts.of(
                ("号码", f"{leaves[0][0]} 到 {leaves[-1][0]}，共 {len(leaves)} 张"),
                ("印制日期", chinese_date(day)),
                columns=2,
            ),
            Paragraph(
                "写坏、丢失的也要在补录时作废，一张都不能少。号码不会重复，没用完的下次接着用。", ParagraphStyle.NOTE
            ),
            Leaves(leaves, hall=facts.name, fields=ON_LEAF, ticks=TICKS, stub=ON_STUB, advice=ADVICE),
        ),
        footer=(f"监督电话：{facts.supervision_phone}",),
    )
