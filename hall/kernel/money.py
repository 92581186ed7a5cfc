"""Amounts of yuan: read from what a person types, written in figures and in capitals.

Capitals are written here because cn2an 0.5 leaves out the 零 that the house style keeps between a yuan digit of 0 and
the jiao (贰拾元零贰角), and cuts off what lies below the fen.
"""

import re
from decimal import Decimal
from typing import Final

from hall.kernel.refusal import Refusal

LARGEST: Final = Decimal("999999999999.99")
"""Above this, capitals would need 万亿; no paper of a hall comes near."""

_CENT: Final = Decimal("0.01")
_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("仟", "佰", "拾", "")
_GROUPS: Final = ("亿", "万", "")
_TYPED: Final = str.maketrans("０１２３４５６７８９，．。－−￥　", "0123456789,..--¥ ")
_FORM: Final = re.compile(r"¥? *([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))? *元?")


def parse_amount(text: str) -> Decimal:
    """Return the amount that a person typed, in yuan with two places.

    Thousands commas, ¥ before, 元 after and full-width characters are understood.

    Raises:
        Refusal: `kernel.amount_unreadable`, `kernel.amount_negative`, `kernel.amount_decimals`,
            `kernel.amount_too_large`.
    """
    typed = text.translate(_TYPED).strip()
    if typed.removeprefix("¥").lstrip().startswith("-"):
        raise Refusal("kernel.amount_negative")
    form = _FORM.fullmatch(typed)
    if form is None:
        raise Refusal("kernel.amount_unreadable")
    whole, parts = form[1].replace(",", ""), form[2] or ""
    if len(parts) > 2:
        raise Refusal("kernel.amount_decimals")
    if len(whole.lstrip("0")) > 12:
        raise Refusal("kernel.amount_too_large")
    return Decimal(f"{whole}.{parts:0<2}")


def figures(amount: Decimal) -> str:
    """Return the amount in figures: ¥1,409.50.

    Raises:
        ValueError: as `capital`.
    """
    return f"¥{_checked(amount):,.2f}"


def capital(amount: Decimal) -> str:
    """Return the amount in capitals (大写金额): 人民币壹仟肆佰零玖元伍角.

    The rules are those of 支付结算办法, annex 1; of several allowed spellings one is always chosen.

    Raises:
        ValueError: the amount is negative, above `LARGEST` or finer than a fen.
    """
    yuan, fen = divmod(int(_checked(amount) * 100), 100)
    if not yuan and not fen:
        return "人民币零元整"
    return "人民币" + (f"{_capital_yuan(yuan)}元" if yuan else "") + _capital_parts(yuan, *divmod(fen, 10))


def _capital_yuan(yuan: int) -> str:
    """Write whole yuan; several zeros in a row are said once, and none after a group (万、亿) that goes on at once."""
    written, gap = "", False
    for group, name in zip(re.findall("....", f"{yuan:012}"), _GROUPS, strict=True):
        for digit, place in zip(group, _PLACES, strict=True):
            if digit == "0":
                gap = bool(written)
                continue
            written += ("零" if gap else "") + _DIGITS[int(digit)] + place
            gap = False
        if group != "0000":
            written, gap = written + name, False
    return written


def _capital_parts(yuan: int, jiao: int, fen: int) -> str:
    """Write what follows 元: jiao and fen, or 整 if there is neither."""
    if not jiao and not fen:
        return "整"
    zero = "零" if yuan and (yuan % 10 == 0 or jiao == 0) else ""
    return zero + (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[fen]}分" if fen else "")


def _checked(amount: Decimal) -> Decimal:
    """Return the amount on two places, or refuse what no paper may carry."""
    if not amount.is_finite() or not 0 <= amount <= LARGEST or amount != amount.quantize(_CENT):
        raise ValueError("an amount has at most two places, is not negative and stays below a trillion")
    return amount.quantize(_CENT)
