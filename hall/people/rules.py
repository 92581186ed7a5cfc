"""What numbers and birthdays say about a person, and what is wrong with them."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hall.kernel.refusal import Refusal

OLDEST: Final = 150
"""Years beyond which a birthday on a card is a reading mistake."""

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10X98765432"
_PERMIT_PREFIXES: Final = ("810000", "820000", "830000")
_OLD_PERMANENT: Final = re.compile(r"[A-Z]{3}[0-9]{12}")
_TRAVEL: Final = re.compile(r"[HM][0-9]{8}|[0-9]{8}")
_PASSPORT: Final = re.compile(r"[A-Z0-9]{5,20}")
_DISABLED: Final = re.compile(r"[0-9]{17}[0-9X][1-7][1-4](?:B[1-9])?")
_LONGEST_FREE: Final = 40

_CREDIT: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_FORM: Final = re.compile(f"[{_CREDIT}]{{2}}[0-9]{{6}}[{_CREDIT}]{{10}}")

_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_FIXED: Final = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}(?:-[0-9]{1,6})?")

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LOOKALIKES: Final = _FULL_WIDTH | str.maketrans("×Χ‐‑–—−", "XX-----")


class IdentityKind(StrEnum):
    """The document by which a person is known (证件类型); a person without one is served all the same."""

    RESIDENT_CARD = "resident_card"  # 居民身份证
    HK_MACAO_TAIWAN_PERMIT = "hk_macao_taiwan_permit"  # 港澳台居民居住证
    PERMANENT_RESIDENCE = "permanent_residence"  # 外国人永久居留身份证
    TRAVEL_PERMIT = "travel_permit"  # 港澳居民来往内地通行证、台湾居民来往大陆通行证
    PASSPORT = "passport"  # 护照
    DISABLED_CARD = "disabled_card"  # 残疾人证
    NONE = "none"  # 无证、未上户: a birth certificate's number or a provisional one, or nothing


class Sex(StrEnum):
    """Sex (性别) in the codes of GB/T 2261.1."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"


@dataclass(frozen=True, slots=True)
class Identity:
    """A document's number in its one form, and what can be read from it.

    The first six digits of a resident card say where it was first issued, nothing about where a person lives or is
    registered (GB 11643), so they are neither judged nor read.
    """

    kind: IdentityKind
    number: str = field(repr=False)
    birth: dt.date | None = None
    sex: Sex | None = None


def normalise_number(typed: str) -> str:
    """Return the number without spaces and invisible marks, in half-width capitals."""
    return "".join(part for part in typed.translate(_LOOKALIKES).upper() if part.isprintable() and not part.isspace())


def kind_of(typed: str) -> IdentityKind | None:
    """Guess from its look which document a number of 18 or 20 characters belongs to, to preselect the kind."""
    number = normalise_number(typed)
    if _DISABLED.fullmatch(number):
        return IdentityKind.DISABLED_CARD
    if not re.fullmatch("[0-9]{17}[0-9X]", number):
        return IdentityKind.PERMANENT_RESIDENCE if _OLD_PERMANENT.fullmatch(number) else None
    if number.startswith("9"):
        return IdentityKind.PERMANENT_RESIDENCE
    permit = number.startswith(_PERMIT_PREFIXES)
    return IdentityKind.HK_MACAO_TAIWAN_PERMIT if permit else IdentityKind.RESIDENT_CARD


def read_identity(kind: IdentityKind, number: str, today: dt.date) -> Identity:
    """Return what a document's number says.

    Args:
        kind: the document.
        number: as typed or scanned; spaces, full-width digits and a small x are understood.
        today: the hall's day, which no birthday may follow.

    Raises:
        Refusal: `people.identity_missing`, `people.identity_length` (given, wanted), `people.identity_characters`,
            `people.identity_old_number`, `people.birth_invalid`, `people.birth_in_future`, `people.check_digit`,
            `people.permit_prefix`, `people.permanent_prefix`, `people.permanent_number`, `people.travel_permit`,
            `people.passport`, `people.disabled_card`, `people.identity_long` (longest). None carries the number.
    """
    kind, plain = IdentityKind(kind), normalise_number(number)
    if not plain and kind is not IdentityKind.NONE:
        raise Refusal("people.identity_missing")
    birth, sex = _READERS[kind](plain, today)
    return Identity(kind, plain, birth, sex)


def identity_problem(kind: IdentityKind, number: str, today: dt.date) -> str | None:
    """Return the code of the refusal that `read_identity` would raise, or None if the number is in order."""
    try:
        read_identity(kind, number, today)
    except Refusal as refusal:
        return refusal.code
    return None


def check_digit(first_seventeen: str) -> str:
    """Return the last character of an 18-character number (GB 11643-1999, MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_DIGITS[total % 11]


def credit_code_problem(code: str) -> str | None:
    """Return the code of a warning about a unified social credit code (GB 32100-2015), or None.

    Only a warning: codes of the first pilots are valid without fitting the check.
    """
    plain = normalise_number(code)
    if not _CREDIT_FORM.fullmatch(plain):
        return "people.credit_code_form"
    total = sum(_CREDIT.index(sign) * pow(3, place, 31) for place, sign in enumerate(plain[:17]))
    return None if _CREDIT[-total % 31] == plain[17] else "people.credit_code_check"


def read_phone(typed: str) -> str:
    """Return a telephone number in one form: 13812345678, 0551-62345678; empty stays empty, old people have none.

    Raises:
        Refusal: `people.phone`.
    """
    plain = re.sub(r"^(?:\+|00)86-?", "", normalise_number(typed))
    if re.fullmatch("[0-9-]+", plain) and _MOBILE.fullmatch(plain.replace("-", "")):
        return plain.replace("-", "")
    if plain and not _FIXED.fullmatch(plain):
        raise Refusal("people.phone")
    return plain


def phone_problem(typed: str) -> str | None:
    """Return the code of the refusal that `read_phone` would raise, or None if the number is in order or empty."""
    try:
        read_phone(typed)
    except Refusal as refusal:
        return refusal.code
    return None


_Read = tuple[dt.date | None, Sex | None]


def _read_eighteen(number: str, today: dt.date) -> _Read:
    """Read an 18-character number: seven to fourteen the birthday, the seventeenth odd for men, the last a check."""
    if len(number) == 15 and number.isdecimal():
        raise Refusal("people.identity_old_number")
    if len(number) != 18:
        raise Refusal("people.identity_length", given=len(number), wanted=18)
    if not re.fullmatch("[0-9]{17}[0-9X]", number):
        raise Refusal("people.identity_characters")
    birth = _birth(number[6:14], today)
    if check_digit(number[:17]) != number[17]:
        raise Refusal("people.check_digit")
    return birth, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def _birth(digits: str, today: dt.date) -> dt.date:
    """Read a birthday of eight digits that somebody alive today can have."""
    try:
        birth = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise Refusal("people.birth_invalid") from error
    if birth > today:
        raise Refusal("people.birth_in_future")
    if birth.year < today.year - OLDEST:
        raise Refusal("people.birth_invalid")
    return birth


def _read_permit(number: str, today: dt.date) -> _Read:
    """Read a residence permit of Hong Kong, Macao (81, 82) or Taiwan (83) residents."""
    if len(number) == 18 and not number.startswith(_PERMIT_PREFIXES):
        raise Refusal("people.permit_prefix")
    return _read_eighteen(number, today)


def _read_permanent(number: str, today: dt.date) -> _Read:
    """Read a foreigner's permanent residence card: from 2023-12-01 on 18 digits, before 15 without a full birthday."""
    if _OLD_PERMANENT.fullmatch(number):
        return None, None
    if len(number) != 18:
        raise Refusal("people.permanent_number")
    if not number.startswith("9"):
        raise Refusal("people.permanent_prefix")
    return _read_eighteen(number, today)


def _read_disabled(number: str, today: dt.date) -> _Read:
    """Read a disabled person's card: the holder's identity number, kind, grade and, after a loss, B1 to B9."""
    if not _DISABLED.fullmatch(number):
        raise Refusal("people.disabled_card")
    return _read_eighteen(number[:18], today)


def _read_nothing(form: re.Pattern[str], code: str) -> Callable[[str, dt.date], _Read]:
    """Return a reader of numbers that have a form and say nothing more."""

    def read(number: str, today: dt.date) -> _Read:
        if not form.fullmatch(number):
            raise Refusal(code)
        return None, None

    return read


def _read_free(number: str, today: dt.date) -> _Read:
    """Take whatever number there is, or none."""
    if len(number) > _LONGEST_FREE:
        raise Refusal("people.identity_long", longest=_LONGEST_FREE)
    return None, None


_READERS: Final[dict[IdentityKind, Callable[[str, dt.date], _Read]]] = {
    IdentityKind.RESIDENT_CARD: _read_eighteen,
    IdentityKind.HK_MACAO_TAIWAN_PERMIT: _read_permit,
    IdentityKind.PERMANENT_RESIDENCE: _read_permanent,
    IdentityKind.TRAVEL_PERMIT: _read_nothing(_TRAVEL, "people.travel_permit"),
    IdentityKind.PASSPORT: _read_nothing(_PASSPORT, "people.passport"),
    IdentityKind.DISABLED_CARD: _read_disabled,
    IdentityKind.NONE: _read_free,
}
