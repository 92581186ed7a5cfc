"""First letters of pinyin, by which commands and matters are found too."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """Return the first letters of a text's pinyin, such as sydj for 失业登记."""
    from pypinyin import Style, lazy_pinyin  # its tables take longer to load than the window; nobody has typed yet

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).casefold()
