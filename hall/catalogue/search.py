"""Finds the matter that somebody means: by a part of a name, by what residents call it, by the sound of either."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hall.catalogue.matter import Matter
from hall.catalogue.views import MatterVersionCard, on_offer
from hall.kernel.pinyin import plain, syllables
from hall.storage.work import Reading

_SAME, _BEGINS, _HOLDS, _SOUNDS, _SOUNDS_WITHIN = range(5)
"""How well a name fits, best first."""

Syllable = tuple[str, ...]
"""The spellings in which one character is typed: shi, and si where sh and s sound alike."""


class Index:
    """The names of some matters with their sounds (拼音), read once; looking something up touches no database.

    Building it loads the pinyin tables, which takes longer than a window may stand still: build it in a worker thread.
    """

    def __init__(self, matters: Iterable[Matter]) -> None:
        self._names = tuple(
            _Names(matter.code, tuple(_Name.of(text) for text in dict.fromkeys((matter.name, *matter.also_called))))
            for matter in matters
        )

    def codes(self, text: str) -> tuple[str, ...]:
        """Return the codes of the matters that fit, best first; of none for an empty text.

        Args:
            text: a code; a name, a part of one, or a sentence that holds one; initials (sydj), whole pinyin
                (shiyedengji) or a mixture of both (shiydj), without tones.
        """
        wanted = plain(text)
        if not wanted:
            return ()
        ranked = [(rank, place) for place, names in enumerate(self._names) if (rank := names.rank(wanted)) is not None]
        return tuple(self._names[place].code for _rank, place in sorted(ranked))


def matters_matching(reading: Reading, *, text: str) -> tuple[MatterVersionCard, ...]:
    """Return the matters on offer that fit a text as `Index.codes` reads it, best first."""
    cards = {card.matter.code: card for card in on_offer(reading)}
    return tuple(cards[code] for code in Index(card.matter for card in cards.values()).codes(text))


@dataclass(frozen=True, slots=True)
class _Name:
    """One name: as written, and as it sounds."""

    written: str
    sounds: tuple[Syllable, ...]

    @classmethod
    def of(cls, text: str) -> "_Name":
        return cls(plain(text), _syllables(text))

    def rank(self, wanted: str) -> int | None:
        """Return how well this name fits, None for not at all."""
        if wanted == self.written:
            return _SAME
        if self.written.startswith(wanted):
            return _BEGINS
        # Residents speak in sentences: 我想办暂住证 holds the name that somebody else would type.
        if wanted in self.written or self.written in wanted:
            return _HOLDS
        if not (wanted.isascii() and wanted.isalpha()):
            return None
        starts = (place for place in range(len(self.sounds)) if _sounds_so(wanted, self.sounds, place))
        first = next(starts, None)
        return None if first is None else _SOUNDS_WITHIN if first else _SOUNDS


@dataclass(frozen=True, slots=True)
class _Names:
    """All names of one matter."""

    code: str
    names: tuple[_Name, ...]

    def rank(self, wanted: str) -> int | None:
        if wanted == plain(self.code):
            return _SAME
        return min((rank for name in self.names if (rank := name.rank(wanted)) is not None), default=None)


def _sounds_so(typed: str, sounds: tuple[Syllable, ...], place: int) -> bool:
    """Tell whether what is typed spells the syllables from a place on, each in full or by its beginning."""
    if not typed:
        return True
    if place == len(sounds):
        return False
    return any(_sounds_so(typed[length:], sounds, place + 1) for length in _taken(typed, sounds[place]))


def _taken(typed: str, syllable: Syllable) -> Iterator[int]:
    """Return how many letters may belong to a syllable, the most first."""
    longest = max(_common(typed, spelling) for spelling in syllable)
    yield from range(longest, 0, -1)


def _common(typed: str, spelling: str) -> int:
    """Return how many letters both begin with."""
    return next(
        (n for n, (a, b) in enumerate(zip(typed, spelling, strict=False)) if a != b), min(len(typed), len(spelling))
    )


@lru_cache(maxsize=4096)
def _syllables(text: str) -> tuple[Syllable, ...]:
    return tuple(_spellings(plain(syllable)) for syllable in syllables(text) if plain(syllable))


def _spellings(syllable: str) -> Syllable:
    """Return a syllable as it is spelt, and as those spell it who do not hear zh, ch, sh, -ng or the dots of ü."""
    flat = syllable.replace("v", "u").removesuffix("g") if syllable.endswith("ng") else syllable.replace("v", "u")
    if flat[:2] in {"zh", "ch", "sh"}:
        flat = flat[0] + flat[2:]
    return tuple(dict.fromkeys((syllable, syllable.replace("v", "u"), flat)))
