"""How Chinese is typed by its sound (拼音): the syllables of a text, and the initials of a person's name."""

import importlib.util
import itertools
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

_SURNAMES: Final = {
    "万俟": "mq", "尉迟": "yc", "长孙": "zs", "单于": "cy", "澹台": "tt", "令狐": "lh", "宰父": "zf",
    "单": "s", "曾": "z", "仇": "q", "解": "x", "查": "z", "区": "o", "朴": "p", "盖": "g", "种": "c", "乐": "y",
    "员": "y", "折": "s", "缪": "m", "翟": "z", "任": "r", "覃": "q", "隗": "w", "冼": "x", "繁": "p", "秘": "b",
    "召": "s", "洗": "x", "句": "g", "祭": "z", "藏": "z", "宿": "s", "晟": "c", "郇": "x", "逄": "p", "黑": "h",
    "那": "n", "瞿": "q", "谌": "c", "缴": "j", "牟": "m", "褚": "c", "都": "d", "沈": "s", "盛": "s", "重": "c",
    "华": "h", "葛": "g", "纪": "j", "应": "y", "臧": "z", "石": "s", "燕": "y", "卜": "b", "车": "c", "贾": "j",
}  # fmt: skip
"""Initials of surnames where they differ from the character's usual sound, or where tables disagree (姓氏异读)."""

_EITHER: Final = {
    "乐": "ly", "长": "cz", "重": "cz", "行": "xh", "朝": "cz", "曾": "cz", "单": "ds", "翟": "dz", "召": "zs",
    "盛": "sc", "茜": "qx", "莘": "xs", "覃": "qt", "查": "cz", "解": "jx", "仇": "cq", "藏": "cz", "区": "qo",
    "隗": "kw", "尉": "wy", "晟": "sc", "薄": "bp", "柏": "b", "宿": "sx", "贾": "jg", "调": "td", "传": "cz",
}  # fmt: skip
"""Characters that are read in two ways in names: both initials find the person."""

_MOST_READINGS: Final = 8


def syllables(text: str) -> list[str]:
    """Return the syllables of a text without tones; what is not Chinese stands among them as it is.

    The first call loads the tables of phrases, which takes longer than a window may stand still.
    """
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


def plain(text: str) -> str:
    """Return a text without spaces, dots and signs, which nobody types, in small letters."""
    return "".join(filter(str.isalnum, text)).casefold()


@lru_cache(maxsize=4096)
def initials(name: str) -> tuple[str, ...]:
    """Return the initials of a name, one letter for each character, in each way in which it may be read.

    Args:
        name: as `plain` returns it. Letters and figures stand for themselves; a character of unknown sound for
            nothing.
    """
    surname = next((head for head in (name[:2], name[:1]) if head in _SURNAMES), "")
    heads = dict.fromkeys((_SURNAMES[surname],)) if surname else {"": None}
    tails = tuple(itertools.islice(itertools.product(*map(_letters, name[len(surname) :])), _MOST_READINGS))
    spelt = [head + "".join(tail) for head in heads for tail in tails]
    usual = tuple(itertools.islice(itertools.product(*map(_letters, name)), _MOST_READINGS)) if surname else ()
    return tuple(dict.fromkeys(each for each in (*spelt, *map("".join, usual)) if each))


def _letters(character: str) -> str | tuple[str, ...]:
    """Return the letters with which a character may begin when it is typed by its sound."""
    if character.isascii():
        return character
    return _EITHER.get(character) or (_initial(_table().get(ord(character), "")),)


def _initial(reading: str) -> str:
    """Return the first letter of a syllable without its tone."""
    return unicodedata.normalize("NFD", reading)[:1]


@cache
def _table() -> dict[int, str]:
    """Load the sounds of single characters alone: the tables of phrases beside them take ten times as long."""
    package = importlib.util.find_spec("pypinyin")
    assert package is not None
    assert package.origin is not None
    spec = importlib.util.spec_from_file_location("pinyin_table", Path(package.origin).with_name("pinyin_dict.py"))
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[int, str] = module.pinyin_dict
    return table
