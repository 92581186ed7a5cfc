"""What a leaflet says (办事指南): ten parts, the same data and the same words as the notices."""

from collections.abc import Sequence
from dataclasses import dataclass

from hall.catalogue.matter import Material, Matter
from hall.catalogue.terms import MaterialForm, Role
from hall.catalogue.words import asked_for, limit_words, requirement
from hall.documents.content import (
    Block,
    Content,
    Facts,
    Grid,
    Layout,
    Paragraph,
    ParagraphStyle,
    Sheet,
)
from hall.documents.kinds import KINDS
from hall.leaflets.rules import POSTING, Vocabulary, flow_of, posted_words, result_words
from hall.storage.place import HallFacts

KIND = "leaflet"
HOTLINE = "12345"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_BY_PROXY = "由他人代办"
_BESIDE = 14
"""Characters that stand beside a heading: 收费：不收费."""

Part = tuple[str, Sequence[Block]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a leaflet is made of: the hall, the matter, the counters that take it, the catalogue's words."""

    hall: HallFacts
    matter: Matter
    counters: tuple[int, ...]
    words: Vocabulary


def leaflet(told: Told, *, large: bool = False) -> Content:
    """Return the leaflet of a matter (办事指南宣传单).

    A sensitive matter has its neutral name on the outside; its own name stands in the first part only. The leaflet
    has no number, for it is no original, and no code to scan, for nothing about it is personal.

    Args:
        told: the facts.
        large: in large print (大字版).
    """
    matter = told.matter
    parts: tuple[Part, ...] = (
        ("办什么", _what(told)),
        ("谁能办", _who(matter)),
        ("带什么", _materials(matter, large=large)),
        ("怎么办", (flow_of(matter, told.words),)),
        ("多久办好", _how_long(told)),
        ("收费", (_said(_sentence(matter.fee)),)),
        ("去哪里办", _where(told)),
        ("依据", (_said(_sentence("；".join(matter.legal_basis))),) if matter.legal_basis else ()),
        ("监督", _oversight(told.hall)),
        ("常见问题", _questions(told, large=large)),
    )
    return Content(
        kind=KIND,
        sheet=Sheet.A4,
        layout=Layout.LARGE_PRINT if large else Layout.LEAFLET,
        title=_title(matter.public_name, large=large),
        hall=told.hall.name,
        blocks=_numbered(parts),
        footer=(f"咨询电话：{told.hall.phone}　监督电话：{HOTLINE}",) if told.hall.phone else (f"监督电话：{HOTLINE}",),
    )


def _title(name: str, *, large: bool) -> str:
    """Return the title, 办事指南 on a line of its own behind a long name."""
    between = "\n" if len(name) > (10 if large else 16) else ""
    return f"{name}{between}{KINDS[KIND].title}"


def _numbered(parts: Sequence[Part]) -> tuple[Block, ...]:
    """Return the parts that say something, each below its numbered heading; a few words stand beside it."""
    said = [(name, blocks) for name, blocks in parts if blocks]
    return tuple(
        block
        for number, (name, blocks) in zip(_CIRCLED, said, strict=False)
        for block in _headed(f"{number} {name}", blocks)
    )


def _headed(heading: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    first = blocks[0]
    if len(blocks) == 1 and isinstance(first, Paragraph) and len(first.text) <= _BESIDE:
        return (Paragraph(f"{heading}：{first.text.removesuffix('。')}", ParagraphStyle.HEADING),)
    return (Paragraph(heading, ParagraphStyle.HEADING), *blocks)


def _what(told: Told) -> tuple[Block, ...]:
    matter = told.matter
    return (
        _said(f"事项：{matter.name}。办理结果：{_sentence(result_words(matter, told.words))}"),
        _said(f"由谁决定：{_sentence(matter.decided_by)}社区做什么：{_sentence(matter.community_role.text)}"),
    )


def _who(matter: Matter) -> tuple[Block, ...]:
    return (_said(_sentence(matter.who_may_apply) + ("须本人到场办理。" if matter.in_person_only else "")),)


def _materials(matter: Matter, *, large: bool) -> tuple[Block, ...]:
    """Return what is brought, always or when, and what is not needed because it can be looked up."""
    brought = asked_for(matter)
    spared = [material for material in matter.materials if material.shared]
    blocks: list[Block] = []
    if not brought:
        blocks.append(_said("不用带材料。" if not spared else "不用专门准备材料。"))
    elif large:
        rows = [(f"{each.name}\n（{_when(each)}）", f"{requirement(each)}；{_source(each)}") for each in brought]
        blocks.append(Grid.numbered(("材料", "怎么交"), rows, widths=(5, 6)))
    else:
        rows4 = [(each.name, requirement(each), _when(each), _source(each)) for each in brought]
        blocks.append(Grid.numbered(("材料", "怎么交", "什么情况要", "从哪里来"), rows4, widths=(5, 5, 3, 2.4)))
    if spared:
        names = "、".join(each.name for each in spared)
        blocks.append(_said(f"可以不带（大厅能查到，带了更快）：{names}。"))
    return tuple(blocks)


def _when(material: Material) -> str:
    return material.condition or "都要"


def _source(material: Material) -> str:
    return "窗口免费领" if material.form is MaterialForm.FILLED_FORM else "自己准备"


def _how_long(told: Told) -> tuple[Block, ...]:
    matter, limits = told.matter, told.matter.limits
    extension = limits.statutory.extension
    pairs = Facts.of(
        ("承诺期限", limit_words(limits.promised) if limits.promised.value is not None else "由承办单位安排"),
        ("法定期限", limit_words(limits.statutory)),
        ("可以延长", f"情况特殊的，最多延长{extension}{_unit(matter)}" if extension else None),
        ("不计时", _pauses(told)),
        columns=2,
    )
    return (pairs,)


def _unit(matter: Matter) -> str:
    return limit_words(matter.limits.statutory).lstrip("0123456789")


def _pauses(told: Told) -> str | None:
    """Return what does not count into the limit."""
    reasons = "、".join(told.words.pauses[reason] for reason in told.matter.pause_reasons)
    return f"{reasons}用的时间" if reasons else None


def _where(told: Told) -> tuple[Block, ...]:
    hall = told.hall
    counters = "、".join(map(str, told.counters))
    return (
        Facts.of(
            ("地点", "，".join(filter(None, (hall.name, hall.address)))),
            ("窗口", f"{counters}号窗口" if counters else None),
            ("时间", hall.hours or None),
            ("电话", hall.phone or None),
            columns=2,
        ),
    )


def _oversight(hall: HallFacts) -> tuple[Block, ...]:
    own = f"；本大厅 {hall.supervision_phone}" if hall.supervision_phone not in ("", HOTLINE) else ""
    return (_said(f"监督电话：政务服务便民热线 {HOTLINE}{own}。办完请在窗口的屏幕上评价，给了差评我们会回访、整改。"),)


def _questions(told: Told, *, large: bool) -> tuple[Block, ...]:
    """Return the questions that the catalogue itself answers; what staff noted for themselves is not printed."""
    matter = told.matter
    asked = [
        ("材料不全怎么办？", _incomplete(matter)),
        ("本人来不了怎么办？", _absent(matter)),
        (f"会{POSTING}我的名字吗？", _posting(matter)),
    ]
    answered = [(question, answer) for question, answer in asked if answer]
    if not large:
        return tuple(_said(f"{question}{answer}") for question, answer in answered)
    pairs = ((Paragraph(question, ParagraphStyle.SUBHEADING), _said(answer)) for question, answer in answered)
    return tuple(block for pair in pairs for block in pair)


def _incomplete(matter: Matter) -> str:
    if not asked_for(matter):
        return ""
    later = "次要的材料暂时缺的，可以先受理、后补交。" if matter.tolerant_acceptance else ""
    return f"窗口一次说清要补什么，写在《一次性告知书》上给您，补齐就受理，以后不再提新的要求。{later}"


def _absent(matter: Matter) -> str:
    proxy = next((each for each in matter.materials if each.condition == _BY_PROXY), None)
    if matter.in_person_only or (proxy is None and Role.AGENCY not in matter.community_role.kinds):
        return ""
    another = f"可以托人代办，另带{proxy.name}。" if proxy else ""
    return (
        f"{another}{'也可以' if proxy else '可以'}请社区帮您代办。"
        if Role.AGENCY in matter.community_role.kinds
        else another
    )


def _posting(matter: Matter) -> str:
    posting = matter.publicity
    if posting is None:
        return ""
    if not posting.required:
        return "不会。办这件事不公示。"
    only = f"只有{posting.condition}要公示。" if posting.condition else ""
    minors = "未成年人不公示。" if posting.not_for_minors else ""
    mask = _sentence(posting.mask) if posting.mask else ""
    return f"会，{posted_words(posting)}。{only}{mask}{minors}"


def _said(text: str) -> Paragraph:
    return Paragraph(text, ParagraphStyle.FLUSH)


def _sentence(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"
