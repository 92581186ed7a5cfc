"""Two thousand rare names, made from every plane that the fonts have, print and are copied out again unchanged."""

import subprocess
import unicodedata
from pathlib import Path
from random import Random

import pytest

from hall.documents.content import Content, Grid, Layout, Sheet
from printing.drawing import draw
from printing.faces import unprintable
from tests.printing.papers import COPY

NAMES = 2000
_A_PAPER = 500
# Block, first and last code point; a name takes one to three characters of one block behind a common surname.
BLOCKS = {
    "radicals": (0x2E80, 0x2FD5),
    "extension A": (0x3400, 0x4DBF),
    "late additions to the basic block": (0x9FA6, 0x9FEF),
    "compatibility": (0xF900, 0xFAD9),
    "extension B": (0x20000, 0x2A6D6),
    "extension C": (0x2A700, 0x2B734),
    "extension D": (0x2B740, 0x2B81D),
    "extension E": (0x2B820, 0x2CEA1),
    "extension F": (0x2CEB0, 0x2EBE0),
    "compatibility supplement": (0x2F800, 0x2FA1D),
}
_SURNAMES = "赵钱孙李周吴郑王㭎䶮𠅤𬱖"


def rare_names(count: int = NAMES) -> list[str]:
    """Return the names, always the same ones; every block takes its turn."""
    chance = Random(18030)
    letters = {name: _printable(first, last) for name, (first, last) in BLOCKS.items()}
    blocks = list(BLOCKS)
    return [
        chance.choice(_SURNAMES)
        + "".join(chance.choices(letters[blocks[number % len(blocks)]], k=chance.randint(1, 3)))
        for number in range(count)
    ]


def _printable(first: int, last: int) -> list[str]:
    missing = set(unprintable("".join(map(chr, range(first, last + 1)))))
    return [chr(code) for code in range(first, last + 1) if chr(code) not in missing]


@pytest.mark.parametrize("first", range(0, NAMES, _A_PAPER))
def test_rare_names_print_and_come_back_letter_by_letter(first: int, tmp_path: Path) -> None:
    names = rare_names()[first : first + _A_PAPER]
    rows = tuple(tuple(names[start : start + 5]) for start in range(0, _A_PAPER, 5))
    path = tmp_path / "names.pdf"
    path.write_bytes(draw(Content("t", Sheet.A4, Layout.FORM, "名单", blocks=(Grid(tuple("一二三四五"), rows),)), COPY))
    read = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    said = read.stdout.decode().split()
    assert [name for name in names if name not in said] == []


def test_the_list_holds_what_is_lost_easily() -> None:
    text = "".join(rare_names())
    assert len(set(rare_names())) > 0.99 * NAMES
    assert all(any(first <= ord(each) <= last for each in text) for first, last in BLOCKS.values())
    assert sum(unicodedata.normalize("NFC", each) != each for each in text) > 500, "ideographs that normalising changes"
    assert sum(ord(each) > 0xFFFF for each in text) > 1500


def test_nothing_of_the_extensions_in_the_standard_is_missing() -> None:
    for name, (first, last) in BLOCKS.items():
        if name.startswith(("extension", "late")):
            assert unprintable("".join(map(chr, range(first, last + 1)))) == (), name
