"""Samples of leaflets for the gallery: a matter done on the spot, one that climbs through all levels, large print."""

from hall.documents.content import (
    Block,
    Content,
    Facts,
    Flow,
    FlowStep,
    Grid,
    Layout,
    Paragraph,
    ParagraphStyle,
    Sheet,
)

_HALL = "幸福里社区便民服务中心"
_APPLY = FlowStep(
    "申请人",
    "您到窗口提出申请，交上要带的材料",
    branches=(("材料不全", "一次告知，补齐就受理"), ("不符合受理条件", "书面告知理由（不予受理）")),
)
_ON_THE_SPOT = (
    FlowStep("申请人", "您到窗口说明要办的事"),
    FlowStep("社区", "查记录、无偿如实出具"),
    FlowStep("申请人", "您得到办理结果：证件证明"),
)
_THROUGH_ALL_LEVELS = (
    _APPLY,
    FlowStep("社区", "接待咨询，协助申请或代为申请"),
    FlowStep("街道", "受理，材料不齐的一次性告知"),
    FlowStep("街道", "核对信息，两人以上入户调查、走访邻里，必要时民主评议", "15个工作日"),
    FlowStep("社区", "公示初审意见", "公示7日（自然日）", (("有人提出异议", "核实清楚再往下办"),)),
    FlowStep("区县", "审核确认（或已下放街道）", "10个工作日", (("没有通过", "书面告知理由"),)),
    FlowStep("社区", "街道、社区：告知结果，长期公布名单，社会化发放，定期核查"),
    FlowStep("申请人", "您得到办理结果：批准、发放资金；按月发放保障金"),
)
_MATERIALS = (
    ("最低生活保障申请表（含诚信承诺）", "填好的表1份", "都要", "窗口免费领"),
    ("家庭经济状况核对授权书", "填好的表1份；全体成年共同生活成员签字", "都要", "窗口免费领"),
    ("重病诊断或住院费用单据", "复印件1份", "因病致困", "自己准备"),
    ("授权委托书和代办人身份证", "原件和复印件1份", "由他人代办", "自己准备"),
)


def leaflet_samples() -> dict[str, Content]:
    """Return the samples by a name that says kind and length."""
    return {
        "leaflet_short": leaflet(),
        "leaflet_long": long_leaflet(),
        "leaflet_large": long_leaflet(large=True),
    }


def leaflet() -> Content:
    """Return the leaflet of a matter that is done on the spot."""
    return _leaflet("志愿服务记录证明", _ON_THE_SPOT, (Paragraph("不用专门准备材料。", ParagraphStyle.FLUSH),), "当场")


def long_leaflet(*, large: bool = False) -> Content:
    """Return the leaflet of a matter with all levels, branches, a posting and many materials."""
    rows = _MATERIALS * (1 if large else 2)
    table = Grid.numbered(("材料", "怎么交", "什么情况要", "从哪里来"), rows, widths=(5, 5, 3, 2.4))
    if large:
        two = [(f"{name}\n（{when}）", f"{how}；{source}") for name, how, when, source in rows]
        table = Grid.numbered(("材料", "怎么交"), two, widths=(5, 6))
    return _leaflet("最低生活保障申请", _THROUGH_ALL_LEVELS, (table,), "25个工作日", large=large)


def _leaflet(
    name: str, steps: tuple[FlowStep, ...], materials: tuple[Block, ...], limit: str, *, large: bool = False
) -> Content:
    return Content(
        kind="leaflet",
        sheet=Sheet.A4,
        layout=Layout.LARGE_PRINT if large else Layout.LEAFLET,
        title=f"{name}办事指南",
        hall=_HALL,
        blocks=(
            Paragraph("① 办什么", ParagraphStyle.HEADING),
            Paragraph(f"事项：{name}。", ParagraphStyle.FLUSH),
            Paragraph("② 带什么", ParagraphStyle.HEADING),
            *materials,
            Paragraph("③ 怎么办", ParagraphStyle.HEADING),
            Flow(steps),
            Paragraph("④ 多久办好", ParagraphStyle.HEADING),
            Facts.of(("承诺期限", limit), ("法定期限", "国家没有统一规定"), columns=2),
            Paragraph("⑤ 收费：不收费", ParagraphStyle.HEADING),
        ),
        footer=("咨询电话：027-8000 0123　监督电话：12345",),
    )
