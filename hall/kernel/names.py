"""Names of persons as they are typed, pasted and read from cards, brought into one form or refused with a reason."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from hall.kernel.private_use import to_standard
from hall.kernel.refusal import Refusal

LONGEST: Final = 50
"""Characters of the longest name, the separating dots included."""

DOT: Final = "·"
"""The separating dot (间隔号, U+00B7) of minority names."""

_TSHEG: Final = "\u0f0b"  # stands between the syllables of a Tibetan name
_DOTS: Final = "‧・•･∙⋅．"
_TRANSLITERATED: Final = "'-.,"
_LOOKALIKES: Final = str.maketrans(dict.fromkeys(_DOTS, DOT) | {"’": "'", "‐": "-", "‑": "-"})
# Letters by category, yet nothing is seen of them: combining joiner and Hangul fillers.
_INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u3164\uffa0\u180b\u180c\u180d\u180f")
_HAN: Final = "〇々\u3400-\u9fff\ufa0e-\ufa29\U00020000-\U0003fffd"
_HAN_GAP: Final = re.compile(f"(?<=[{_HAN}{DOT}]) +(?=[{_HAN}{DOT}])")
_HAN_ANY: Final = re.compile(f"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class CleanName:
    """A name (姓名) in the one form in which it is stored, compared and printed: NFC, dots as U+00B7.

    Any letter is a name's letter: national terms allow 50 characters, every CJK plane (GB 18030-2022, level 3) and no
    rule about two to four characters.

    Attributes:
        text: the name.
        dropped: code points of invisible marks that were taken out, such as U+200E; tell the person if there are any.
    """

    text: str
    dropped: tuple[str, ...] = ()


def read_name(typed: str) -> CleanName:
    """Return the name in its one form.

    Raises:
        Refusal: `people.name_missing`, `people.name_long` (longest), `people.name_character` (character),
            `people.name_control` (character), `people.name_private` (character), `people.name_dot`.
    """
    joined = to_standard(_join_surrogates(typed)).strip("\t\r\n ").translate(_LOOKALIKES)
    visible = "".join(character for character in joined if not _unseen(character))
    dropped = tuple(_code_point(character) for character in joined if _unseen(character))
    text = _space(unicodedata.normalize("NFC", "".join(map(_plain, visible))))
    _check(text)
    return CleanName(text, dropped)


def characters(text: str) -> list[str]:
    """Split a text into what a reader counts as characters: each with the accents that sit on it."""
    parts: list[str] = []
    for character in text:
        if parts and unicodedata.category(character).startswith("M"):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def _check(name: str) -> None:
    """Refuse what no name is made of."""
    if not name:
        raise Refusal("people.name_missing")
    han = _HAN_ANY.search(name) is not None
    for before, character in zip(" " + name, name, strict=False):
        _check_character(character, after_letter=before not in " " + DOT, han=han)
    if name[0] in DOT or name[-1] in DOT or DOT * 2 in name:
        raise Refusal("people.name_dot")
    if len(name) > LONGEST:
        raise Refusal("people.name_long", longest=LONGEST)


def _check_character(character: str, *, after_letter: bool, han: bool) -> None:
    """Refuse one character; marks need a letter to sit on, and Chinese names have no Latin punctuation."""
    category = unicodedata.category(character)
    if character in (DOT, " ", "〇", _TSHEG) or category.startswith("L") or _HAN_ANY.match(character):
        return
    if category in ("Mn", "Mc") and after_letter:
        return
    if character in _TRANSLITERATED and not han:
        return
    if category in ("Cc", "Zl", "Zp", "Cs", "Cn"):
        raise Refusal("people.name_control", character=_code_point(character))
    if category == "Co":
        raise Refusal("people.name_private", character=_code_point(character))
    raise Refusal("people.name_character", character=character)


def _unseen(character: str) -> bool:
    """Say whether the character is a mark that leaves no trace on paper: bidi, zero width, variation selector."""
    code = ord(character)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return selector or character in _INVISIBLE or unicodedata.category(character) == "Cf"


def _plain(character: str) -> str:
    """Turn full-width letters, odd spaces and radicals that pose as characters (⼀ for 一) into what they look like."""
    if "\u2f00" <= character <= "\u2fd5" or "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)
    return " " if unicodedata.category(character) == "Zs" else character


def _space(text: str) -> str:
    """Take out spaces that only align a Chinese name, and doubled ones elsewhere."""
    return _HAN_GAP.sub("", re.sub(" +", " ", text).strip(" "))


def _join_surrogates(text: str) -> str:
    """Join the halves in which some input methods deliver a character above U+FFFF."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
