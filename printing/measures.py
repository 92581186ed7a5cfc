"""Lengths: points for drawing, millimetres for people, and the whole dots of a 203-dpi thermal head."""

from typing import Final

MM: Final = 72 / 25.4
DOT: Final = 72 / 203

# 字号: the Chinese type sizes that the papers use, in points.
SIZE_2: Final = 22.0
SIZE_3: Final = 16.0
SIZE_4: Final = 14.0
SIZE_SMALL_4: Final = 12.0
SIZE_5: Final = 10.5
SIZE_SMALL_5: Final = 9.0
SIZE_6: Final = 7.5

RULE: Final = 0.5


def whole_dots(length: float) -> float:
    """Return a length in points rounded up to whole dots, so that a bar never begins between two of them."""
    return -(-round(length / DOT, 6) // 1) * DOT
