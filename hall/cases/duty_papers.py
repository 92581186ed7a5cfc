"""The paper of a duty list: what is handed over, signed by both and by whoever oversees it."""

from datetime import tzinfo

from hall.cases.duty_views import ItemCard, ListFile
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
)
from hall.storage.place import HallFacts


def list_paper(hall: HallFacts, file: ListFile, zone: tzinfo) -> Content:
    """Return the list (离岗交接单) as it is offered."""
    card = file.card
    moving = [item for item in file.items if not item.stays]
    staying = [item for item in file.items if item.stays]
    return Content(
        kind="duty_list",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="离岗交接单",
        number=card.number,
        hall=hall.name,
        blocks=(
            Lead(
                f"{card.leaver_name}离岗，{len(moving)}件未结事项交{card.receiver_name}接手。",
                f"{card.receiver_name}签收以前，仍由{card.leaver_name}负责；不能以“不熟悉”为由退回。",
            ),
            Facts.of(
                ("移交人", card.leaver_name),
                ("接收人", card.receiver_name),
                ("移交时间", f"{card.offered_at.astimezone(zone):%Y-%m-%d %H:%M}"),
                ("离岗原因", card.reason),
                columns=2,
            ),
            Grid.numbered(
                ("类别", "编号", "事项", "期限"),
                tuple(_line(item, zone) for item in moving),
                widths=(17, 60, 62, 24),
                centred=(0,),
            ),
            *_staying(staying, zone),
            Signatures(("移交人", "接收人", "监交人")),
        ),
        barcode=card.number,
        footer=foot_of(hall),
    )


def _staying(items: list[ItemCard], zone: tzinfo) -> tuple[Paragraph | Grid, ...]:
    """Return what the leaver still owes though another does the work: first contacts never change."""
    if not items:
        return ()
    said = "下列事项由别的同事承办，首问人不变：办好后由首问人回复居民，首问人不在时由承办人代为回复。"
    rows = tuple(_line(item, zone) for item in items)
    return (
        Paragraph(said, ParagraphStyle.FLUSH),
        Grid.numbered(("类别", "编号", "事项", "期限"), rows, widths=(17, 60, 62, 24), centred=(0,)),
    )


def _line(item: ItemCard, zone: tzinfo) -> tuple[str, str, str, str]:
    due = f"{item.due.astimezone(zone):%Y-%m-%d}" if item.due else ""
    return item.kind_name, item.number, item.words, due
