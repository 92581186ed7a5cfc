"""What people type, made readable: full-width figures, dates without strokes, grouped account numbers."""

import re
from datetime import datetime

# A Chinese input method often leaves figures and marks in full width.
_NARROW = "".join(map(chr, range(0x21, 0x7F)))
_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
_HALF_WIDTH = str.maketrans(_WIDE + "　。、—", _NARROW + " .,-")
_FORMS = {"month": "%Y%m", "day": "%Y%m%d", "minute": "%Y%m%d%H%M"}
_WRITTEN = {"month": "%Y-%m", "day": "%Y-%m-%d", "minute": "%Y-%m-%dT%H:%M"}
_PARTS = {"month": 2, "day": 3, "minute": 5}
_EARLIEST_YEAR, _LATEST_YEAR = 1850, 2199


def half_width(text: str) -> str:
    """Return the text with full-width figures, letters and marks made narrow, without blanks around it."""
    return text.translate(_HALF_WIDTH).strip()


def digits_only(text: str) -> str:
    """Return the figures of a text without blanks and strokes."""
    return re.sub(r"[\s-]", "", half_width(text))


def grouped(digits: str) -> str:
    """Return figures in groups of four, as they stand on a bank card."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def read_date(text: str, precision: str = "day") -> str | None:
    """Return the date that was typed as 2026-11, 2026-11-22 or 2026-11-22T09:00, or None if it is none.

    Understood are figures alone (20261122) and parts between any marks (2026-1-5, 2026年1月5日, 2026.1.5 9:00).
    """
    typed = half_width(text)
    if typed.isdecimal():
        digits = typed
    else:
        parts = re.findall(r"\d+", typed)
        if len(parts) != _PARTS[precision] or re.sub(r"[\d\s./:T年月日时点分-]", "", typed):
            return None
        digits = parts[0] + "".join(f"{part:0>2}" for part in parts[1:])
    if len(digits) != 2 + 2 * _PARTS[precision]:
        return None
    try:
        moment = datetime.strptime(digits, _FORMS[precision])  # noqa: DTZ007 - a wall-clock reading, not an instant
    except ValueError:
        return None
    if not _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR:
        return None
    return moment.strftime(_WRITTEN[precision])
