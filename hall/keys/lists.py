"""Lists of revoked papers as signed files: numbered, so that nobody can pass off an old one as new."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final

from hall.kernel.refusal import Refusal
from hall.keys.rules import Revocations, Sheet, VerifyKey, read_sheet

FORMAT: Final = "revoked-papers/1"


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list of revoked papers as it came in, its signature not yet compared with a key."""

    issuer: str
    hall_name: str
    number: int
    issued_at: datetime
    revoked: Mapping[str, date]
    sheet: Sheet

    def is_signed_by(self, keys: Mapping[str, VerifyKey]) -> bool:
        """Say whether one of these keys of the issuer has signed it, in a time in which it was good for that."""
        return any(
            key.hall_id == self.issuer
            and all(end is None or self.issued_at < end for end in (key.withdrawn_at, key.retired_at))
            and self.sheet.is_signed_by(key.public)
            for key in keys.values()
        )

    def as_known(self, zone: tzinfo) -> Revocations:
        """Return what verification needs of it."""
        return Revocations(self.issuer, self.number, self.issued_at.astimezone(zone).date(), self.revoked)


def list_body(
    *, issuer: str, hall_name: str, number: int, issued_at: datetime, revoked: Mapping[str, date]
) -> dict[str, Any]:
    """Return what a list says: numbers and days, nothing about persons."""
    return {
        "format": FORMAT,
        "issuer": issuer,
        "hall_name": hall_name,
        "number": number,
        "issued_at": issued_at.isoformat(),
        "revoked": {paper: day.isoformat() for paper, day in sorted(revoked.items())},
    }


def read_list(text: str) -> SignedList:
    """Return a list.

    Raises:
        Refusal: `keys.not_a_list`.
    """
    sheet = read_sheet(text, FORMAT)
    body = sheet.body
    try:
        issued_at = datetime.fromisoformat(body["issued_at"])
        if issued_at.tzinfo is None:
            raise ValueError("an instant needs a zone")
        revoked = {str(paper): date.fromisoformat(day) for paper, day in body["revoked"].items()}
        return SignedList(str(body["issuer"]), str(body["hall_name"]), int(body["number"]), issued_at, revoked, sheet)
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise Refusal("keys.not_a_list") from broken
