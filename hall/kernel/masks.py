"""What is left of personal data on screens, tickets and retained copies (掩码)."""

import re
from typing import Final

from hall.kernel.names import DOT, characters

_STAR: Final = "*"
_NUMERAL: Final = "[0-9零〇一二三四五六七八九十百]+"
_UNIT: Final = re.compile(rf"{_NUMERAL}(?:单元|室|层|号房)")
_BUILDING: Final = re.compile(rf"{_NUMERAL}号楼|(?:{_NUMERAL}|[A-Za-z甲乙丙丁东西南北])号?(?:栋|幢|座)")
_HOUSE_NUMBER: Final = re.compile(rf"(?:{_NUMERAL}弄)?{_NUMERAL}号(?!楼)|{_NUMERAL}弄")
_NUMBER: Final = re.compile("[0-9]+")
_TYPED: Final = str.maketrans("０１２３４５６７８９－—–＃", "0123456789---#")


def mask_name(name: str) -> str:
    """Return 王*民, 张* for two characters, 阿***·**提 for names in parts; a single character is hidden."""
    parts = characters(name)
    if len(parts) < 2:
        return _STAR * len(parts)
    last = parts[-1] if len(parts) > 2 else _STAR
    inner = (part if part in (DOT, " ") else _STAR for part in parts[1:-1])
    return "".join((parts[0], *inner, last))


def mask_number(number: str) -> str:
    """Return 110105********002X; shorter numbers (passports, permits) keep two characters at each end."""
    if len(number) >= 18:
        return _keep(number, 6, 4)
    return _keep(number, 2, 2) if len(number) > 6 else _STAR * len(number)


def mask_phone(phone: str) -> str:
    """Return 138****5678; of a fixed line the area code and the last four digits (0551-****5678)."""
    area, dash, line = phone.rpartition("-") if phone.startswith("0") else ("", "", phone)
    if dash:
        return f"{area}-{_STAR * 4}{line[-4:]}" if len(line) > 6 else _STAR * len(phone)
    return _keep(phone, 3, 4) if len(phone) > 9 else _keep(phone, 0, 4 if len(phone) > 6 else 0)


def mask_bank(account: str) -> str:
    """Return the last four digits of a bank account behind four stars, which do not tell its length."""
    digits = re.sub("[ -]", "", account)
    return _STAR * 4 + (digits[-4:] if len(digits) > 8 else "")


def mask_address(address: str) -> str:
    """Return the address down to the building (到楼栋), or to the house number if no building is named."""
    typed = address.translate(_TYPED).strip()
    unit = _UNIT.search(typed)
    outside = typed[: unit.start()] if unit else typed
    for ending in (_BUILDING, _HOUSE_NUMBER, _NUMBER):
        if found := ending.search(outside):
            return outside[: found.end()]
    return outside


def _keep(text: str, head: int, tail: int) -> str:
    """Star everything but the ends."""
    return text[:head] + _STAR * (len(text) - head - tail) + text[len(text) - tail :]
