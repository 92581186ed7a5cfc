"""The papers about what is handed in: received, promised for later, given back; each signed for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hall.cases.facts import Facts
from hall.cases.papers import BOTH
from hall.documents.content import Content, Grid, Layout, Lead, Paragraph, Sheet, Signatures, Ticks
from hall.documents.content import Facts as Pairs


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material as a receipt lists it; `returned` says that its originals were looked at and handed back."""

    name: str
    originals: int
    copies: int
    pages: int
    returned: bool = False

    @property
    def remark(self) -> str:
        """What stays and what does not."""
        if not self.returned:
            return "留存"
        return "原件退还" if self.copies else "核验退还"


def material_receipt(facts: Facts, number: str, lines: Sequence[MaterialLine], *, at: dt.datetime) -> Content:
    """Return the receipt for what was handed in (材料接收清单), each piece marked kept or handed back."""
    back = any(line.returned for line in lines)
    note = "备注写着“退还”的原件已经看过，请当场点清带走。" if back else "留下的材料只用于办这件事。"
    ticks = (("原件已当场核验退还", True),) if back else ()
    return Content(
        kind="material_receipt",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="材料接收清单",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead(f"您交的{len(lines)}样材料收到了。", note),
            Pairs.of(
                ("交件人", facts.applicant.name),
                ("时间", f"{at.astimezone(facts.zone):%Y-%m-%d %H:%M}"),
                ("事项", facts.matter.public_name),
                columns=2,
            ),
            _material_table(lines),
            Ticks((*ticks, ("没有代收空白表格", True))),
            Signatures(("交件人签名", "收件人签名")),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def tolerance_promise(facts: Facts, number: str, *, missing: Sequence[str], until: str) -> Content:
    """Return the applicant's written promise to bring what may follow later (容缺受理承诺书), with its consequence.

    Args:
        facts: the case.
        number: of the paper.
        missing: names of the materials that are promised.
        until: the day by which they must have come.
    """
    return Content(
        kind="tolerance_promise",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="容缺受理承诺书",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead(f"欠的{len(missing)}样材料，我在{until}前补交。", "补交以前照常办理，不影响受理日期。"),
            Pairs.of(
                ("承诺人", facts.applicant.name),
                ("事项", facts.matter.public_name),
                ("办件编号", facts.number),
                ("补交期限", until),
                columns=2,
            ),
            Grid.numbered(("承诺补交的材料",), [(name,) for name in missing]),
            Paragraph("我知道：到期没有补交，又没有说明正当理由的，视为撤回申请；撤回后可以重新申请。"),
            Signatures(("承诺人签名", "日期")),
            Signatures(("受理人签名", "日期")),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def return_list(
    facts: Facts, number: str, lines: Sequence[MaterialLine], *, receiver: str, relation: str, at: dt.datetime
) -> Content:
    """Return the list of what goes back to the applicant, which they sign (材料退还清单)."""
    taker = f"{receiver}（{relation}）" if relation else receiver or facts.applicant.name
    return Content(
        kind="material_return",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="材料退还清单",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead(f"您交来的{len(lines)}样材料还给您了。", "请点清再签名；少了一样，当场说。"),
            Pairs.of(
                ("申请人", facts.applicant.name),
                ("领取人", taker),
                ("事项", facts.matter.public_name),
                ("时间", f"{at.astimezone(facts.zone):%Y-%m-%d %H:%M}"),
                columns=2,
            ),
            _material_table(lines, remarks=False),
            Signatures(("领取人签名", "退还人签名")),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def _material_table(lines: Sequence[MaterialLine], *, remarks: bool = True) -> Grid:
    """Return how many originals and copies of what came, with the sum: narrow columns, so that six fit on an A5."""
    columns = (sum(line.originals for line in lines), sum(line.copies for line in lines), sum(x.pages for x in lines))
    rows = [(line.name, *_counts(line.originals, line.copies, line.pages), line.remark if remarks else "退还")
            for line in lines]  # fmt: skip
    header = ("材料名称", "原件", "复印件", "页数", "备注")
    table = Grid.numbered(header, rows, widths=(14, 3, 4.2, 3, 5.6), centred=(1, 2, 3, 4))
    return replace(table, rows=(*table.rows, ("", "合计", *_counts(*columns), "")))


def _counts(*counts: int) -> tuple[str, ...]:
    """Return counts as a table shows them: nothing is a dash, so that no number can be written in later."""
    return tuple(str(count) if count else "—" for count in counts)
