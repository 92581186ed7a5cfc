"""What a card reader, a scanner or a finger says about a person, and what of it may be shown."""

import re
from dataclasses import dataclass, field
from datetime import date

from hall.kernel.dates import age_on
from hall.kernel.ids import STATUS_ALPHABET, STATUS_LENGTH
from hall.kernel.masks import mask_number
from hall.service import people_rules

_CODE = re.compile(f"[{STATUS_ALPHABET}]{{{STATUS_LENGTH}}}")
_NUMBER = re.compile(r"(?<![0-9A-Z])[0-9]{17}[0-9X](?:[1-7][1-4](?:B[1-9])?)?(?![0-9A-Z])")
_OLD_PERMANENT = re.compile(r"(?<![0-9A-Z])[A-Z]{3}[0-9]{12}(?![0-9A-Z])")
_BETWEEN = re.compile(r"[,，;；|\t]+")
_NAME = re.compile("[\u3400-\u9fff·]{2,30}")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was shown; its number is read and never shown whole.

    Attributes:
        number: in its one form.
        name: as the reader read it, empty where nobody but the resident has typed.
        birth: what the number says, None where it says nothing.
    """

    number: str = field(repr=False)
    name: str = field(default="", repr=False)
    birth: date | None = None

    @property
    def masked(self) -> str:
        """The number with its middle hidden."""
        return mask_number(self.number)

    def is_old(self, line: int, today: date) -> bool:
        """Tell whether the age alone gives priority; 0 is never."""
        return self.birth is not None and 0 < line <= age_on(self.birth, today)


def read_document(text: str, today: date) -> Document:
    """Return the document whose number was typed or read; a reader may put the name beside it.

    Raises:
        Refusal: what `people_rules.read_identity` says about the number.
    """
    plain = people_rules.normalise_number(text)
    found = _number_in(text.upper())
    number = found or plain
    kind = people_rules.kind_of(number) or people_rules.IdentityKind.RESIDENT_CARD
    identity = people_rules.read_identity(kind, number, today)
    return Document(identity.number, _name_beside(text) if found else "", identity.birth)


def looks_like_document(text: str) -> bool:
    """Tell whether a scan holds the number of a document."""
    return bool(_number_in(text.upper())) or people_rules.kind_of(text) is not None


def code_in(text: str) -> str:
    """Return the status code that was typed or scanned, empty if it is none; dashes and case do not matter."""
    plain = "".join(filter(str.isalnum, text)).upper()
    return plain if _CODE.fullmatch(plain) else ""


def _number_in(text: str) -> str:
    found = _NUMBER.search(text) or _OLD_PERMANENT.search(text)
    return found.group() if found else ""


def _name_beside(text: str) -> str:
    """Return the one part of a reader's line that can be a name."""
    return next((part for part in _BETWEEN.split(text) if _NAME.fullmatch(part.strip())), "").strip()
