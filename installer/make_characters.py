"""Makes the table in resources/characters: a developer's tool, needed only when the fonts or Unicode's data change.

It is no part of an installed hall and CI does not run it. It wants Debian's package `unicode-data` (Unihan 15.0) and
`ids_lv1.txt` of the repository yi-bai/ids (MIT), see resources/characters/README.md:

    python -m installer.make_characters --unicode /usr/share/unicode --ids ids_lv1.txt

One line is one ideograph that the shipped fonts can draw, in the order of the code points. Its cells, parted by tabs:

    the ideograph | readings with tone figures, likeliest first | radical.strokes beyond it | total strokes |
    level in the table of general standard characters (1 to 3, 0 outside) | everything that it is made of

What it is made of is written from the largest parts to the smallest, each as often as it occurs.
"""

import argparse
import bz2
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

from hall.kernel.resources import resource
from printing.faces import unprintable

HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
LEVELS = (3500, 6500, 8105)
"""Last numbers of the three levels of the table of general standard characters (通用规范汉字表, 2013)."""
SMALLEST = 3
"""Parts of so many strokes are not taken apart: nobody looks for a name by its single strokes."""
READINGS = ("kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinyin")

Facts = Mapping[str, Mapping[str, str]]


def main() -> None:
    """Write the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--unicode", type=Path, required=True)
    arguments.add_argument("--ids", type=Path, required=True)
    given = arguments.parse_args()
    facts = _unihan(given.unicode)
    whole = _parts(given.ids, _equivalents(given.unicode), facts)
    drawn = sorted(character for character in {*facts, *whole} if _is_han(character) and not unprintable(character))
    lines = (_line(character, facts[character], whole.get(character, "")) for character in drawn)
    resource("characters").joinpath("ideographs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def _line(character: str, facts: Mapping[str, str], parts: str) -> str:
    """Return the line of one ideograph."""
    radicals = facts.get("kRSUnicode", "").replace("'", "")
    strokes = facts.get("kTotalStrokes", "").split(" ")[0]
    return "\t".join((character, " ".join(_readings(character, facts)), radicals, strokes, _level(facts), parts))


def _readings(character: str, facts: Mapping[str, str]) -> Iterable[str]:
    """Return the readings of an ideograph, each once; pypinyin's only where Unihan knows none."""
    written = [facts[name] for name in READINGS if name in facts] or [PINYIN_DICT.get(ord(character), "")]
    syllables = (syllable for text in written for syllable in re.split(r"[ ,]+", re.sub(r"[0-9.*,]+:", "", text)))
    return dict.fromkeys(_numbered(syllable) for syllable in syllables if syllable)


def _numbered(syllable: str) -> str:
    """Return a syllable with its tone as a figure behind it, and v for ü, as it is typed."""
    letters, tone = "", ""
    for sign in unicodedata.normalize("NFD", syllable):
        if sign == "\u0308":
            letters = letters[:-1] + "v"
        elif sign in TONES:
            tone = TONES[sign]
        elif sign.isascii():
            letters += sign
    return letters + tone


def _level(facts: Mapping[str, str]) -> str:
    """Return 1, 2 or 3 for a general standard character, 0 for any other."""
    if "kTGH" not in facts:
        return "0"
    number = int(facts["kTGH"].split(":")[1])
    return str(1 + sum(number > last for last in LEVELS[:-1]))


def _unihan(folder: Path) -> Facts:
    """Read what Unihan says, by ideograph and property."""
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for name in ("Readings", "IRGSources", "OtherMappings"):
        with bz2.open(folder / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("U+"):
                    code, key, value = line.rstrip("\n").split("\t")
                    facts[chr(int(code[2:], 16))][key] = value
    return facts


def _equivalents(folder: Path) -> dict[int, str]:
    """Read which ideograph stands for a radical or stroke of its own code point."""
    pairs = (folder / "EquivalentUnifiedIdeograph.txt").read_text(encoding="utf-8")
    same: dict[int, str] = {}
    for first, last, target in re.findall(r"(?m)^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*; ([0-9A-F]+)", pairs):
        same |= dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), chr(int(target, 16)))
    return same


def _parts(file: Path, same: dict[int, str], facts: Facts) -> dict[str, str]:
    """Return all parts of each ideograph; those of its other forms (in Taiwan, Japan, ...) follow once each."""
    first: dict[str, str] = {}
    other: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        character, *forms = line.split("\t")
        ways = [_plain(way, same) for way in ";".join(forms).split(";") if way]
        ways = [way for way in ways if way != character]
        first[character] = ways[0] if ways else ""
        other[character] = "".join(ways[1:])
    whole = {character: _all_of(character, first, facts) for character in first}
    for character, more in other.items():
        deeper = "".join(part + whole.get(part, "") for part in more)
        whole[character] += "".join(part for part in dict.fromkeys(deeper) if part not in whole[character])
    strokes = {ord(part): None for part in first if _is_stroke(part, facts)}
    return {character: parts.translate(strokes) for character, parts in whole.items()}


def _all_of(character: str, first: Mapping[str, str], facts: Facts) -> str:
    """Return the parts, their parts and so on, level by level."""
    found, level, seen = "", first.get(character, ""), {character}
    while level:
        found += level
        deeper = [part for part in level if part not in seen and not _is_small(part, facts)]
        seen.update(deeper)  # a second one of the same kind is not taken apart twice: it would only add to the noise
        level = "".join(first.get(part, "") for part in level if part in deeper)
    return found


def _is_small(part: str, facts: Facts) -> bool:
    """Say whether a part is too small to be taken apart."""
    strokes = facts.get(part, {}).get("kTotalStrokes", "1").split(" ")[0]
    return int(strokes) <= SMALLEST


def _is_stroke(part: str, facts: Facts) -> bool:
    """Say whether a part is a single stroke with no meaning of its own."""
    return facts.get(part, {}).get("kTotalStrokes") == "1" and part not in "一乙"


def _plain(way: str, same: dict[int, str]) -> str:
    """Return the ideographs of one description, without its structure, its sources and what has no code point."""
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]|\{[^}]*\}", "", way)
    return "".join(part for part in bare.translate(same) if _is_han(part))


def _is_han(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in HAN)


if __name__ == "__main__":
    main()
