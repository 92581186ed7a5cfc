"""Running text as strips: paragraphs, headings, the first line, remedies, checklists."""

from dataclasses import replace

from hall.documents.content import Lead, Paragraph, ParagraphStyle, Remedy, Ticks
from printing.faces import clean
from printing.lines import Line, Setting, balanced, break_lines
from printing.marks import Box, MarkOnPaper, Text, Tick
from printing.strips import Strip, drawn
from printing.styles import Style

_INDENT = 2  # characters before a paragraph
_ATTACHED = "附件："
_PARAGRAPH_GAP = 0.4  # of the gap between other blocks
_BASELINE = 0.88  # of the character square, above the baseline


def baseline(setting: Setting, height: float, top: float = 0.0) -> float:
    """Return the baseline of a line whose character squares stand in the middle of `height`."""
    return top + (height - setting.size) / 2 + setting.size * _BASELINE


def text_mark(line: Line, x: float, y: float, setting: Setting, *, white: bool = False) -> Text:
    """Return a line as a mark on its baseline."""
    return Text(x + line.indent, y, line.text, setting.face, setting.size, line.pitch, white)


def centred(line: Line, y: float, setting: Setting, width: float, *, left: float = 0.0) -> Text:
    """Return a line as a mark in the middle of `width`."""
    return text_mark(line, left + (width - line.width) / 2, y, setting)


def title_strips(text: str, setting: Setting, width: float, leading: float) -> list[Strip]:
    """Return the lines of a title, centred."""
    return [
        drawn(leading, centred(line, baseline(setting, leading), setting, width), keep=True)
        for line in balanced(clean(text), setting, width)
    ]


def paragraph_strips(block: Paragraph, style: Style) -> list[Strip]:
    """Return a paragraph line by line; a heading stays with what follows."""
    text = clean(block.text)
    if not text.strip():
        return []
    if block.style is ParagraphStyle.ATTACHMENTS:
        return _attachment_strips(text.split("\n"), style)
    setting, leading, indent = _role(block.style, style)
    lines = break_lines(text, setting, style.width, indent=indent * (setting.size + setting.pitch))
    middle = block.style is ParagraphStyle.CENTRED
    heading = block.style in {ParagraphStyle.HEADING, ParagraphStyle.SUBHEADING}
    strips = [
        drawn(
            leading,
            centred(line, baseline(setting, leading), setting, style.width)
            if middle
            else text_mark(line, 0.0, baseline(setting, leading), setting),
        )
        for line in lines
    ]
    return spaced(_unbroken(strips, heading=heading), style.gap * (1 if heading else _PARAGRAPH_GAP))


def _attachment_strips(names: list[str], style: Style) -> list[Strip]:
    """Return what is attached, one empty line below the text (GB/T 9704-2012, 7.3.4).

    Several names are counted; no mark stands behind a name, and its further lines begin below its first character.
    """
    setting = replace(style.body, filled=False)
    counts = [f"{number}. " if len(names) > 1 else "" for number in range(1, len(names) + 1)]
    left = _INDENT * (setting.size + setting.pitch)
    number_left = left + setting.width(_ATTACHED)
    name_left = number_left + max(map(setting.width, counts))
    at = baseline(setting, style.leading)
    before: list[MarkOnPaper] = [text_mark(Line(_ATTACHED, 0.0, setting.pitch), left, at, setting)]
    strips = [Strip(style.leading)] if style.official else []
    for name, count in zip(names, counts, strict=True):
        before += [text_mark(Line(count, 0.0, setting.pitch), number_left, at, setting)] if count else []
        for line in break_lines(name.rstrip("。；，、.;, "), setting, style.width - name_left):
            strips.append(drawn(style.leading, *before, text_mark(line, name_left, at, setting)))
            before = []
    return strips


def remedy_strips(block: Remedy, style: Style) -> list[Strip]:
    """Return the remedies as body text: under their own heading on forms, in the run of the decision otherwise."""
    text = paragraph_strips(Paragraph(block.text), style)
    if style.official:
        return text
    heading = paragraph_strips(Paragraph("不同意这个结果怎么办", ParagraphStyle.HEADING), style)
    return [*heading, replace(text[0], gap=0.0), *text[1:]]


def lead_strips(block: Lead, style: Style) -> list[Strip]:
    """Return the answer in large bold type with a bar before it, and its note."""
    x, width = 9.0, style.width - 9.0
    rows = [(line, style.lead, style.lead.size * 1.5) for line in break_lines(clean(block.text), style.lead, width)]
    if block.note:
        note = replace(style.body, filled=False)
        rows += [(line, note, style.leading) for line in break_lines(clean(block.note), note, width)]
    marks: list[MarkOnPaper] = []
    y = 0.0
    for line, setting, leading in rows:
        marks.append(text_mark(line, x, baseline(setting, leading, y), setting))
        y += leading
    return [Strip(y, (Box(0.0, 3.0, 3.0, y - 6.0, filled=True), *marks), gap=style.gap)]


def tick_strips(block: Ticks, style: Style) -> list[Strip]:
    """Return a checklist, its items one behind the other as far as a line reaches."""
    setting = replace(style.body, filled=False)
    marks: list[MarkOnPaper] = []
    x = y = 0.0
    if block.label:
        label = Line(clean(block.label), setting.width(clean(block.label)))
        marks.append(text_mark(label, 0.0, baseline(setting, style.leading), setting))
        x = label.width + setting.size
    start = x
    for text, ticked in block.items:
        side = setting.size
        for number, line in enumerate(break_lines(clean(text), setting, style.width - start - 1.5 * side)):
            if number or (x > start and x + line.width + 1.5 * side > style.width):
                x, y = start, y + style.leading
            middle = y + (style.leading - side) / 2
            if not number:
                marks.append(Box(x, middle + side * 0.08, side * 0.84, side * 0.84, weight=0.7))
                marks += [Tick(x, middle + side * 0.08, side * 0.84)] if ticked else []
            marks.append(text_mark(line, x + 1.3 * side, baseline(setting, style.leading, y), setting))
            after = x + line.width + 3.0 * side
        x = after
    return [Strip(y + style.leading, tuple(marks), gap=style.gap)] if block.items else []


def spaced(strips: list[Strip], gap: float) -> list[Strip]:
    """Return the strips with white space above the first."""
    return [replace(strips[0], gap=gap), *strips[1:]] if strips else []


def _role(role: ParagraphStyle, style: Style) -> tuple[Setting, float, int]:
    """Return how a paragraph of this role is set, the distance of its lines and its indent."""
    match role:
        case ParagraphStyle.BODY:
            return style.body, style.leading, _INDENT
        case ParagraphStyle.HEADING:
            return style.heading, style.leading, _INDENT if style.official else 0
        case ParagraphStyle.SUBHEADING:
            return style.subheading, style.leading, _INDENT if style.official else 0
        case ParagraphStyle.NOTE:
            return style.note, style.note.size * 1.5, 0
        case _:
            return replace(style.body, filled=role is ParagraphStyle.FLUSH), style.leading, 0


def _unbroken(strips: list[Strip], *, heading: bool) -> list[Strip]:
    """Return the lines so that no single one is left on a page, and a heading keeps its text."""
    last = len(strips) - 1
    kept = {0, last - 1} if last > 0 else set()
    return [replace(strip, keep=heading or number in kept) for number, strip in enumerate(strips)]
