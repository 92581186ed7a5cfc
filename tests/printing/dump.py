"""Writes the geometry of a paper as text that a person can review: millimetres from the top left corner."""

from pathlib import Path

from hall.documents.content import Content, copies_of
from printing.drawing import lay_out
from printing.gallery import PRINTED_AT, STAFF_NUMBER
from printing.marks import Arrow, Box, Code, MarkOnPaper, Page, Rule, Seal, Text, Tick
from printing.measures import MM
from tests.printing.papers import every_sample

GOLDEN = Path(__file__).parent / "golden"
_LOOKS = {
    "NotoSerifSC-Regular": "serif",
    "NotoSerifSC-Bold": "serif_bold",
    "NotoSansSC-Regular": "sans",
    "NotoSansSC-Bold": "sans_bold",
}


def dump(content: Content) -> str:
    """Return the first part of a document, page by page and line by line."""
    copy = copies_of(content, printed_at=PRINTED_AT, staff_number=STAFF_NUMBER)[0]
    pages = lay_out(content, copy)
    return "".join(_page(page, number) for number, page in enumerate(pages, start=1))


def _page(page: Page, number: int) -> str:
    lines = [_line(x, y, mark) for x, y, mark in page if not isinstance(mark, Rule)]
    rules = sum(isinstance(mark, Rule) for _, _, mark in page)
    head = f"page {number}: {page.width / MM:.1f} x {page.height / MM:.1f} mm, {rules} rules\n"
    return head + "".join(f"  {line}\n" for line in lines if line)


def _line(x: float, y: float, mark: MarkOnPaper) -> str:
    place = f"{(x + getattr(mark, 'x', 0.0)) / MM:6.1f} {(y + getattr(mark, 'y', 0.0)) / MM:6.1f}"
    match mark:
        case Text():
            return f"{place}  {mark.size:4.1f}pt {_LOOKS[mark.face.shipped]:10} {mark.text}" if mark.text else ""
        case Code():
            across, down = (max(bar[i] + bar[i + 2] for bar in mark.bars) for i in (0, 1))
            return f"{place}  code {across} x {down} dots {mark.text}"
        case Seal():
            return f"{place}  seal {mark.diameter / MM:.0f} mm"
        case Box():
            return f"{place}  {'bar' if mark.filled else 'box'} {mark.width / MM:.1f} x {mark.height / MM:.1f} mm"
        case Tick():
            return f"{place}  tick"
        case Rule() | Arrow():
            return ""


def main() -> None:
    """Write every golden file anew; the diff is then reviewed."""
    GOLDEN.mkdir(exist_ok=True)
    for name, content in every_sample().items():
        (GOLDEN / f"{name}.txt").write_text(dump(content), encoding="utf-8")


if __name__ == "__main__":
    main()
