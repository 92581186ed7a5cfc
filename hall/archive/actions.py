"""Signing a year's papers as they were packed: that the package was made, and by whom, is on record."""

from hall.archive.model import ArchivePackage
from hall.archive.rules import check_year, sheet_body
from hall.kernel.ids import new_id
from hall.keys.rules import sheet_message, sheet_text
from hall.keys.signing import sign
from hall.storage import settings
from hall.storage.action import action
from hall.storage.place import HallFacts
from hall.storage.work import Work


@action
def sign_package(
    work: Work, *, year: int, files: int, papers: int, voided: int, manifest_sha256: str, manifest_sm3: str
) -> str:
    """Sign the list of files of a package that lies ready; answers with the key of its record.

    Args:
        work: the open transaction.
        year: of the papers.
        files: how many files the list names.
        papers: how many of them are papers.
        voided: how many numbers are listed as void.
        manifest_sha256: of the list, hexadecimal.
        manifest_sm3: likewise, by GB/T 32905.

    Raises:
        Refusal: `archive.future`, `archive.no_year` (year).
    """
    check_year(year, work.today.year)
    facts = settings.read(work.session, HallFacts)
    named = {"hall_id": work.place.hall_id, "hall_name": facts.name, "region": facts.region, "code": facts.code}
    totals = {
        "files": files, "papers": papers, "voided": voided, "manifest_sha256": manifest_sha256,
        "manifest_sm3": manifest_sm3,
    }  # fmt: skip
    body = sheet_body(
        named, year=year, whole=year < work.today.year, made_at=work.local(work.now).isoformat(), totals=totals
    )
    key, signature = sign(work, sheet_message(body))
    row = ArchivePackage(
        id=new_id(),
        hall_id=work.place.hall_id,
        year=year,
        made_at=work.now,
        made_by=work.actor.staff_id,
        papers=papers,
        voided=voided,
        manifest_digest=manifest_sha256,
        sheet=sheet_text(body, {key: signature}),
    )
    work.session.add(row)
    work.concerns(row.id, f"year:{year}")
    return row.id
