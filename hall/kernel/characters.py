"""Finds ideographs that no keyboard writes: by code point, reading, parts, radical and strokes."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from hall.kernel.resources import resource

MOST: Final = 90
"""As many are found at most: ten screens of nine."""

_CODE: Final = re.compile(r"(?:U\+|0x|\\u|&#x)?([0-9A-F]{4,6});?", re.IGNORECASE)
_SYLLABLE: Final = re.compile(r"[A-Z]+[1-5]?", re.IGNORECASE)
_STROKES: Final = re.compile(r"([0-9]{1,2})[画劃]?")
_RADICAL: Final = re.compile(r"(.)(?:部|部首)?\+?([0-9]{1,2})[画劃]?")
_IDEOGRAPH: Final = re.compile("[〇\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNUSUAL: Final = re.compile("[^\t\n -~\u4e00-\u9fa5，。、；：？！（）《》“”·]")
_MARKED: Final = re.compile("^[^ae]*[ae]|^.*o(?=u)|^.*[iouü]")
_MARKS: Final = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}
# What a part is called by who types it, and how it stands in the ideograph.
_FORMS: Final = (
    "水氵氺", "人亻", "手扌龵", "艸艹", "言讠訁", "金钅釒", "示礻", "衣衤", "心忄㣺",
    "犬犭", "糸纟糹", "食饣飠", "玉王", "辵辶", "刀刂", "火灬", "网罒罓", "竹⺮𥫗",
    "阜邑阝", "肉月", "牛牜", "足𧾷", "马馬", "鱼魚", "鸟鳥", "车車", "贝貝",
    "页頁", "门門", "见見", "龙龍", "风風", "韦韋", "齿齒", "龟龜", "黾黽",
    "麦麥", "卤鹵", "爪爫", "攴攵", "老耂", "羊⺶𦍌", "西覀", "雨⻗", "虎虍",
    "长長", "走赱", "弓弖", "彐彑", "尤尢", "川巛", "卜⺊", "小⺌", "八丷",
)  # fmt: skip
_ENOUGH: Final = 1500
_RARITY: Final = (1, 3, 2, 0)  # the third level has characters of names and places, the first is on every keyboard
_SAME: Final = {part: forms for forms in _FORMS for part in forms}


@dataclass(frozen=True, slots=True)
class Ideograph:
    """An ideograph (汉字) that the shipped fonts draw, after Unicode's Unihan database.

    Attributes:
        character: it itself.
        readings: in pinyin with tone marks, the likeliest first; many rare ideographs have none.
        radicals: numbers of its radicals (1 to 214) and the strokes beyond each.
        strokes: all of its strokes.
        level: its level in the table of general standard characters (通用规范汉字表), 0 for one outside.
        parts: everything that it is made of, the largest first, each as often as it occurs.
    """

    character: str
    readings: tuple[str, ...]
    radicals: tuple[tuple[int, int], ...]
    strokes: int
    level: int
    parts: str

    @property
    def code_point(self) -> str:
        """Return its code point, such as U+20164."""
        return f"U+{ord(self.character):04X}"


def find(typed: str, limit: int = MOST) -> tuple[Ideograph, ...]:
    """Return the ideographs that fit everything that was typed, best first.

    Understood are, with blanks between them: a code point (U+20164, 20164), a reading with or without its tone (yan,
    yan3), parts (亠 允, also without a blank), all strokes (12画) and a radical with the strokes beyond it (龙4).
    An ideograph alone stands first among those that contain it.
    """
    words = unicodedata.normalize("NFKC", typed).split()
    if len(words) == 1 and (exact := by_code_point(words[0])) is not None and len(words[0]) > 1:
        return (exact,)
    readings = [word.lower() for word in words if _SYLLABLE.fullmatch(word)]
    strokes = [int(number[1]) for word in words if (number := _STROKES.fullmatch(word))]
    radicals = [found for word in words if (found := _radical(word)) is not None]
    rest = "".join(word for word in words if not _STROKES.fullmatch(word) and _radical(word) is None)
    parts = "".join(_IDEOGRAPH.findall(rest))
    if not (readings or strokes or radicals or parts):
        return ()
    tests = [_has_reading(reading) for reading in readings] + [_has_strokes(number) for number in strokes]
    tests += [_has_radical(radical, beyond) for radical, beyond in radicals]
    return tuple(_reads_first(one, readings) for one in _best(parts, tests, limit))


def by_code_point(typed: str) -> Ideograph | None:
    """Return the ideograph of `U+20164`, `20164` or `𠅤` itself; None where the fonts have none."""
    text = typed.strip()
    code = _CODE.fullmatch(text)
    if code is None:
        return _row_of(text) if len(text) == 1 else None
    number = int(code[1], 16)
    return _row_of(chr(number)) if number <= 0x10FFFF else None


def by_pinyin(reading: str, limit: int = MOST) -> tuple[Ideograph, ...]:
    """Return the ideographs with a reading, `yan` or `yan3`: first those of names and places, then the rarest."""
    return _best("", [_has_reading(reading.strip().lower())], limit)


def by_components(parts: str, limit: int = MOST) -> tuple[Ideograph, ...]:
    """Return the ideographs that contain all parts, those made of nothing else first; a part may be named twice."""
    wanted = "".join(_IDEOGRAPH.findall(parts))
    return _best(wanted, [], limit) if wanted else ()


def by_strokes(radical: str | int, strokes: int, limit: int = MOST) -> tuple[Ideograph, ...]:
    """Return the ideographs of a radical, its number or itself, with so many strokes beyond it."""
    number = radical if isinstance(radical, int) else _number_of(radical)
    return _best("", [_has_radical(number, strokes)], limit) if number else ()


def is_everyday(text: str) -> bool:
    """Say, without a look into the table, whether every font has all characters of a text."""
    return _UNUSUAL.search(text) is None


def outside(typed: str) -> str:
    """Return the ideograph of a code point that is typed though no shipped font has it, else an empty text."""
    code = _CODE.fullmatch(typed.strip())
    number = int(code[1], 16) if code else 0
    known = 0x3400 <= number <= 0x9FFF or 0x20000 <= number <= 0x33FFD
    return chr(number) if known and _row_of(chr(number)) is None else ""


def load() -> int:
    """Read the table, if that was not done yet, and return how many ideographs it has."""
    return len(_rows())


_Test = Callable[[str], bool]


def _best(parts: str, tests: Iterable[_Test], limit: int) -> tuple[Ideograph, ...]:
    """Return those that have all parts and pass all tests."""
    rows: Collection[str] = _rows()
    for forms, times in Counter(_SAME.get(part, part) for part in parts).items():
        rows = _with_part(rows, forms, times)
    for test in tests:
        rows = list(filter(test, rows))
    # A part that is everywhere finds half the table; the simplest ideographs have the shortest lines.
    few = sorted(rows, key=len)[:_ENOUGH] if parts else rows
    return tuple(_ideograph(row) for row in sorted(few, key=partial(_order, parts))[:limit])


def _with_part(rows: Collection[str], forms: str, times: int) -> Collection[str]:
    """Return the rows with a part in any of its forms; the ideograph itself counts as its own part."""
    found = {row for form in forms for row in [row for row in rows if form in row]}
    return found if times == 1 else [row for row in found if sum(row.count(form) for form in forms) >= times]


def _order(parts: str, row: str) -> tuple[int, ...]:
    """Sort: the part itself, then what has least beside the parts; without parts names before what is rarest."""
    character, _readings, _radicals, strokes, level, _parts = row.split("\t")
    rarity = _RARITY[int(level)]
    return (character not in parts, int(strokes) if parts else rarity, rarity, int(strokes), ord(character))


def _has_reading(reading: str) -> _Test:
    """Return a test for a reading; without a tone any tone will do."""
    form = re.compile(rf"[\t ]{re.escape(reading.replace('ü', 'v'))}{'' if reading[-1:].isdigit() else '[1-4]?'}[\t ]")

    def has(row: str) -> bool:
        return reading in row and form.search(row) is not None

    return has


def _has_strokes(number: int) -> _Test:
    return lambda row: row.split("\t", 4)[3] == str(number)


def _has_radical(radical: int, beyond: int) -> _Test:
    form = re.compile(rf"[\t ]{radical}\.{beyond}[\t ]")
    return lambda row: form.search(row) is not None


def _radical(word: str) -> tuple[int, int] | None:
    """Read a radical and the strokes beyond it."""
    found = _RADICAL.fullmatch(word)
    number = _number_of(found[1]) if found else 0
    return (number, int(found[2])) if found and number else None


def _number_of(radical: str) -> int:
    """Return the number of a radical, 0 for what is none."""
    rows = (_row_of(form) for form in (radical, *_SAME.get(radical, "")))
    return next((number for row in rows if row for number, beyond in row.radicals if beyond <= 0), 0)


@cache
def _rows() -> tuple[str, ...]:
    """Read the table's lines; they are taken apart only where something is found."""
    text = resource("characters", "ideographs.tsv").read_text(encoding="utf-8")
    return tuple(text.rstrip("\n").split("\n"))


def _row_of(character: str) -> Ideograph | None:
    """Return an ideograph of the table."""
    rows = _rows()
    place = bisect_left(rows, character)
    return _ideograph(rows[place]) if place < len(rows) and rows[place].startswith(character + "\t") else None


def _ideograph(row: str) -> Ideograph:
    """Take a line apart."""
    character, readings, radicals, strokes, level, parts = row.split("\t")
    pairs = (radical.split(".") for radical in radicals.split())
    numbers = tuple((int(radical), int(beyond)) for radical, beyond in pairs)
    return Ideograph(character, tuple(map(_marked, readings.split())), numbers, int(strokes), int(level), parts)


def _reads_first(one: Ideograph, wanted: Collection[str]) -> Ideograph:
    """Put the reading that was asked for before the others."""
    if not wanted:
        return one
    bare = {word.rstrip("12345").replace("v", "u") for word in wanted}
    return replace(one, readings=tuple(sorted(one.readings, key=lambda reading: _bare(reading) not in bare)))


def _bare(reading: str) -> str:
    """Return a reading without its marks."""
    return "".join(sign for sign in unicodedata.normalize("NFD", reading) if sign.isascii())


def _marked(reading: str) -> str:
    """Return yán for yan2: the mark stands on a or e, on the o of ou, else on the last vowel."""
    syllable, tone = (reading[:-1], reading[-1]) if reading[-1:].isdigit() else (reading, "")
    syllable = syllable.replace("v", "ü")
    found = _MARKED.search(syllable)
    at = found.end() if found else 1
    return unicodedata.normalize("NFC", syllable[:at] + _MARKS.get(tone, "") + syllable[at:])
