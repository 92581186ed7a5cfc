"""Light words aslant under a page: who took this copy out of the hall, and when."""

from typing import Final

from reportlab.pdfgen.canvas import Canvas

from printing.faces import Face
from printing.marks import Page
from printing.measures import MM

_SIZE: Final = 12.0
_GRAY: Final = 0.86
"""Light enough that the text above stays readable, dark enough for a copying machine."""
_ANGLE: Final = 30
_DOWN: Final = 48 * MM
_BETWEEN: Final = 16 * MM


def lay_under(canvas: Canvas, page: Page, words: str) -> None:
    """Write the words over the whole page, before anything else is written on it."""
    canvas.saveState()
    canvas.setFillGray(_GRAY)
    canvas.rotate(_ANGLE)
    across = sum(canvas.stringWidth(characters, font, _SIZE) for font, characters in Face.SANS.runs(words)) + _BETWEEN
    rows = int((page.height + page.width) / _DOWN) + 2
    for row in range(-rows, rows):
        for column in range(-1, int((page.width + page.height) / across) + 2):
            _write(canvas, column * across + (row % 2) * across / 2, row * _DOWN, words)
    canvas.restoreState()


def _write(canvas: Canvas, x: float, y: float, words: str) -> None:
    text = canvas.beginText(x, y)
    for font, characters in Face.SANS.runs(words):
        text.setFont(font, _SIZE)
        text.textOut(characters)
    canvas.drawText(text)
