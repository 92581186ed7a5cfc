"""What a yearly package holds, under which names, and which year can be packed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from hall.documents.content import Content, Copy, copies_of
from hall.kernel.allowed import Lines, Words
from hall.kernel.refusal import Refusal
from hall.storage.zip_file import Limits
from hall.templates.template import RETAINED

FORMAT: Final = "hall-archive/1"
INDEX, METADATA, SERIES, MANIFEST, SIGNATURE = (
    "目录.html",
    "metadata.jsonl",
    "series.json",
    "manifest.jsonl",
    "signature.json",
)
NOT_LISTED: Final = (MANIFEST, SIGNATURE)
"""The list of files cannot name itself; what it is worth stands in the signed sheet."""
PAPERS: Final = "papers/"
_GIGABYTE: Final = 1 << 30
LIMITS: Final = Limits(files=2_000_000, file_bytes=4 * _GIGABYTE, total_bytes=256 * _GIGABYTE)
FIRST_YEAR: Final = 2000


@dataclass(frozen=True)
class ArchivePolicy:
    """What is put away at the end of a year (归档范围), which the hall's own schedule settles.

    Regulation on the Archives Law (2024), article 19: each unit draws up its schedule of what is filed and for how
    long, and the archives administration approves it.

    Attributes:
        left_out: codes of the kinds of paper that are not put away, one a line.
        retention: how long the papers are kept, as the schedule says; empty where it has not been approved yet.
    """

    left_out: Annotated[tuple[str, ...], Lines(30, 40)] = ("queue_ticket", "appointment_slip", "leaflet")
    retention: Annotated[str, Words(40)] = ""


def check_year(year: int, this_year: int) -> None:
    """Refuse a year that has not begun (`archive.future`) or in which there was no hall (`archive.no_year`)."""
    if year > this_year:
        raise Refusal("archive.future", year=year)
    if year < FIRST_YEAR:
        raise Refusal("archive.no_year", year=year)


def kept_copy(content: Content, printed_at: str) -> Copy:
    """Return the part of a paper that stays in the hall (存档联、存根), the first one where no part does."""
    copies = copies_of(content, printed_at=printed_at, staff_number="")
    return next((copy for copy in copies if RETAINED in copy.name), copies[0])


def paper_path(place: int, kind: str, month: str) -> str:
    """Return where a paper lies in the package; plain letters, so that every system unpacks it alike."""
    return f"{PAPERS}{month}/{place:06d}-{kind}.pdf"


def sheet_body(
    facts: Mapping[str, str], *, year: int, whole: bool, made_at: str, totals: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the hall signs: whose package, of which year, how much, and the digests of the list of files."""
    return {"format": FORMAT, **facts, "year": year, "whole_year": whole, "made_at": made_at, **totals}
