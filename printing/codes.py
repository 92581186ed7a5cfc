"""Code 128 and QR codes as rectangles of whole dots: a 203-dpi head prints every bar as wide as it is meant."""

from functools import lru_cache
from itertools import groupby

import segno
from barcode.codex import Code128
from barcode.errors import BarcodeError

from hall.kernel.refusal import Refusal
from printing.marks import Code
from printing.measures import DOT

_MODULE = 2  # dots of the narrowest bar
_QUIET_BARCODE = 10  # modules of white before and behind a Code 128 (ISO/IEC 15417)
_QUIET_QR = 4  # modules of white around a QR code (ISO/IEC 18004)
_SMALLEST_MODULE = 3  # dots of a QR module when the code has to be read by a telephone


def barcode(text: str, *, height: float, room: float) -> tuple[Code, float, float]:
    """Return a Code 128 with its quiet zones, and its width and height in points.

    Args:
        text: printable ASCII.
        height: of the bars, in points.
        room: what the whole code, quiet zones included, may take, in points.

    Raises:
        Refusal: `printing.barcode_text` or `printing.barcode_too_long`.
    """
    if not (text.isascii() and text.isprintable()):
        raise Refusal("printing.barcode_text", text=text)
    try:
        modules = Code128(text).build()[0]
    except BarcodeError as wrong:
        raise Refusal("printing.barcode_text", text=text) from wrong
    width = (len(modules) + 2 * _QUIET_BARCODE) * _MODULE * DOT
    if width > room:
        raise Refusal("printing.barcode_too_long", text=text)
    tall = round(height / DOT)
    bars = tuple((first * _MODULE, 0, length * _MODULE, tall) for first, length in _black(modules, _QUIET_BARCODE))
    return Code(0.0, 0.0, DOT, bars, text), width, tall * DOT


@lru_cache(maxsize=32)  # the parts of a paper carry the same code
def qr(text: str, *, smallest: float, largest: float) -> tuple[Code, float]:
    """Return a QR code of error level M with its quiet zone, and its side in points.

    Args:
        text: any text.
        smallest: what the code without its quiet zone measures at least, in points.
        largest: what it may measure with its quiet zone, in points.

    Raises:
        Refusal: `printing.qr_too_long`, if its modules would be too fine to print.
    """
    try:
        matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    except segno.DataOverflowError as too_long:
        raise Refusal("printing.qr_too_long", length=len(text)) from too_long
    modules = len(matrix)
    module = max(_SMALLEST_MODULE, -int(-smallest / DOT // modules))
    side = (modules + 2 * _QUIET_QR) * module * DOT
    if side > largest:
        raise Refusal("printing.qr_too_long", length=len(text))
    bars = tuple(
        (first * module, (row + _QUIET_QR) * module, length * module, module)
        for row, line in enumerate(matrix)
        for first, length in _black("".join(map(str, line)), _QUIET_QR)
    )
    return Code(0.0, 0.0, DOT, bars, text), side


def _black(modules: str, quiet: int) -> list[tuple[int, int]]:
    """Return the position and length of every stretch of black modules, behind the quiet zone."""
    found, position = [], quiet
    for shade, stretch in groupby(modules):
        length = len(list(stretch))
        if shade == "1":
            found.append((position, length))
        position += length
    return found
