"""Characters that old systems kept in private code points, because Unicode had none for them yet."""

from typing import Final

# GB 18030-2022, the code points that its edition of 2005 still had in the private area: vertical punctuation, and the
# ideographs of the rows FE51 to FEA0; the last six have their standard place above U+FFFF.
_OF_2022: Final = {
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14,
    0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19,
    0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB,
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
}  # fmt: skip
_ROW_FIRST, _ROW_LAST = 0xE815, 0xE864  # where GBK kept the double bytes FE50 to FEA0


def _of_gbk() -> dict[int, int]:
    """Return the code points of the other ideographs of that row, which GBK of 1995 kept in the private area too."""
    trail = [byte for byte in range(0x50, 0xA1) if byte != 0x7F]
    standard = (bytes((0xFE, byte)).decode("gb18030") for byte in trail)
    pairs = zip(range(_ROW_FIRST, _ROW_LAST + 1), standard, strict=True)
    return {private: ord(character) for private, character in pairs if not 0xE000 <= ord(character) <= 0xF8FF}


STANDARD: Final = {**_of_gbk(), **_OF_2022, 0xE7C7: 0x1E3F, 0xE7C8: 0x01F9}
"""Private code point to the one that the standard gives the character today; a table for `str.translate`."""


def to_standard(text: str) -> str:
    """Return the text with the private characters of old identity-card systems at their standard code points."""
    return text if text.isascii() else text.translate(STANDARD)
