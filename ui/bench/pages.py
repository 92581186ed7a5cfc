"""Drawing a paper: beside the same text and shapes through reportlab alone, with every place known beforehand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from hall.documents.content import Content, Copy, copies_of
from printing.drawing import draw, lay_out
from printing.marks import Box, Code, Page, Rule, Text, Tick
from printing.samples import sample_contents
from ui.bench.rounds import in_turn, median_ms, seconds_of
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.table import CERTIFICATE, CERTIFICATES, TICKET, TICKETS

Step = tuple[str, tuple[Any, ...]]
"""The name of a canvas method and its arguments."""

Script = list[tuple[float, float, list[Step]]]
"""Width and height of each page, and what draws it."""


def measure(scale: Scale) -> list[Row]:
    """Draw a certificate and a ticket, once warm and many in one go."""
    samples = sample_contents()
    certificate = _row(CERTIFICATE, samples["certificate_short"], scale)
    many = samples["certificate_long"]
    seconds = in_turn({"hall": partial(draw, many, copy_of(many))}, 5)["hall"]
    certificate.more.update({"1": certificate.figure or 0, f"{len(script_of(many))}": median_ms(seconds)})
    ticket = samples["queue_ticket_short"]
    return [
        certificate,
        _row(TICKET, ticket, scale),
        _batch(CERTIFICATES, samples["certificate_short"], scale.batch),
        _batch(TICKETS, ticket, scale.batch),
    ]


def copy_of(content: Content) -> Copy:
    """Return the first part of a paper as it is handed out."""
    return copies_of(content, printed_at="2026-11-23 09:42", staff_number="0107")[0]


def script_of(content: Content) -> Script:
    """Return what draws a paper, page by page, laid out beforehand."""
    return [(page.width, page.height, _steps(page)) for page in lay_out(content, copy_of(content))]


def replay(script: Script) -> bytes:
    """Draw by calls of reportlab's canvas alone."""
    file = BytesIO()
    canvas = Canvas(file, pageCompression=True)
    for width, height, steps in script:
        canvas.setPageSize((width, height))
        for method, arguments in steps:
            getattr(canvas, method)(*arguments)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _row(row: Row, content: Content, scale: Scale) -> Row:
    tasks: dict[str, Callable[[], object]] = {
        "hall": partial(draw, content, copy_of(content)),
        "bare": partial(replay, script_of(content)),
    }
    times = in_turn(tasks, scale.pages)
    return row.found(median_ms(times["hall"]), median_ms(times["bare"]))


def _batch(row: Row, content: Content, count: int) -> Row:
    """Draw papers with numbers of their own, beside scripts that were laid out beforehand."""
    papers = [replace(content, number=f"{content.number}{serial}") for serial in range(count)]
    scripts = [script_of(paper) for paper in papers]
    hall = seconds_of(lambda: [draw(paper, copy_of(paper)) for paper in papers])
    bare = seconds_of(lambda: [replay(script) for script in scripts])
    return row.found(hall / count * 1000, bare / count * 1000, more={str(count): hall / count * 1000})


def _steps(page: Page) -> list[Step]:
    """Return the calls that draw a page, as somebody would write them who knows where everything goes."""
    steps: list[Step] = []
    for x, y, mark_on_page in page:
        steps += _steps_of(mark_on_page, x, page.height - y)
    return list(_without_repeats(steps))


def _without_repeats(steps: list[Step]) -> Iterator[Step]:
    """Leave out what sets the font, the line or the grey that is set already."""
    now: dict[str, tuple[Any, ...]] = {}
    for method, arguments in steps:
        if not method.startswith("set") or now.get(method) != arguments:
            yield method, arguments
        now[method] = arguments


def _steps_of(mark_on_page: object, x: float, y: float) -> list[Step]:
    match mark_on_page:
        case Text() as text:
            return _text(text, x + text.x, y - text.y)
        case Rule() as rule:
            return [
                ("setLineWidth", (rule.weight,)),
                ("setDash", (2, 2) if rule.dashed else ()),
                ("line", (x + rule.x1, y - rule.y1, x + rule.x2, y - rule.y2)),
            ]
        case Box() as box:
            frame = (x + box.x, y - box.y - box.height, box.width, box.height, not box.filled, box.filled)
            return [("setLineWidth", (box.weight,)), ("setDash", ()), ("rect", frame)]
        case Code() as code:
            return [("rect", _bar(code, bar, x + code.x, y - code.y)) for bar in code.bars]
        case Tick() as tick:
            left, top, side = x + tick.x, y - tick.y, tick.side
            ends = [(left + side * a, top - side * b) for a, b in ((0.18, 0.5), (0.42, 0.76), (0.84, 0.2))]
            return [("line", (*ends[0], *ends[1])), ("line", (*ends[1], *ends[2]))]
    return []


def _text(text: Text, x: float, y: float) -> list[Step]:
    """Write a stretch of text font by font; a person would look up beforehand which font has which character."""
    steps: list[Step] = [("setFillGray", (int(text.white),))]
    for font, characters in text.face.runs(text.text):
        steps += [("setFont", (font, text.size)), ("drawString", (x, y, characters, None, text.pitch))]
        x += text.face.width(characters, text.size, text.pitch)
    return steps


def _bar(code: Code, bar: tuple[int, int, int, int], left: float, top: float) -> tuple[float, ...]:
    column, row, width, height = (places * code.dot for places in bar)
    return left + column, top - row - height, width, height, 0, 1
