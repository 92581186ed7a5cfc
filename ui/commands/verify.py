"""`hall verify`: says what a paper's code, picture or PDF is worth; `hall document`: writes a signed PDF."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from hall.documents.content import copies_of
from hall.kernel.clock import SystemClock
from hall.opening import is_hall, open_hall
from hall.service import SystemHall, documents_publishing, keys, keys_signing
from ui.commands.verify_parcel import parcel_in, verify_parcel
from ui.shared import verdict_words
from ui.shared.i18n import tr
from ui.shared.verifying import FileJudge, HallJudge, Judge, Outcome, Verdict, verdict_of_file


def verify_one(folder: Path, what: str, files: Sequence[Path], *, as_json: bool) -> int:
    """Verify one paper, or a whole package; answers with the exit code, 0 only for a genuine one that counts.

    Args:
        folder: the data folder; what is in it is asked unless `files` are named.
        what: a file, or the text of a code.
        files: cards and lists of other halls, for a place without a hall.
        as_json: print the verdict as JSON.

    Raises:
        Refusal: `keys.…` for a card or a list that cannot be used, `ui.unreadable_file`.
    """
    if (parcel := parcel_in(what)) is not None:
        return verify_parcel(folder, parcel, files, as_json=as_json)
    if not files and is_hall(folder):
        hall = open_hall(folder, kind=SystemHall)
        try:
            verdict = _judged(HallJudge(hall), what)
            today = hall.see(lambda reading: reading.today)
        finally:
            hall.close()
    else:
        today = SystemClock().now().astimezone().date()
        verdict = _judged(FileJudge(files, today), what)
    _tell(verdict, today, as_json=as_json)
    return 0 if verdict.outcome is Outcome.VALID else 1


def write_document(folder: Path, number: str, out: Path) -> int:
    """Write an issued paper as a signed PDF; answers with the exit code.

    Raises:
        Refusal: `documents.unknown_number`, `documents.does_not_count`; what drawing says; the file cannot be written.
    """
    from printing.drawing import draw
    from printing.signatures import sign_pdf
    from printing.spooler import write_whole

    hall = open_hall(folder, kind=SystemHall)
    try:
        paper = hall.see(documents_publishing.exported, number=number)
        hall.do(keys.make)
        key, certificate = hall.see(keys_signing.pdf_signer)
        signed_at = hall.clock.now()
    finally:
        hall.close()
    copy = copies_of(paper.content, printed_at=f"{paper.at:%Y-%m-%d %H:%M}", staff_number="")[0]
    signed = sign_pdf(
        draw(paper.content, copy, archive=True),
        key=key,
        certificate=certificate,
        reason=f"{paper.title} {paper.number}",
        location=paper.place,
        signed_at=signed_at,
        statement=paper.content.qr,
    )
    typer.echo(tr("{number} is written, signed, to {file}.", number=paper.number,
                  file=write_whole(out.parent, out.name, signed)))  # fmt: skip
    return 0


def _judged(judge: Judge, what: str) -> Verdict:
    """Return what is named: a file if there is one of that name, else the text itself."""
    try:
        there = len(what) < 260 and Path(what).is_file()
    except (OSError, ValueError):
        there = False
    return verdict_of_file(judge, Path(what)) if there else judge.judge(what)


def _tell(verdict: Verdict, today: date, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_plain(verdict), ensure_ascii=False))
        return
    said = (verdict_words.title(verdict), verdict_words.why(verdict), verdict_words.advice(verdict))
    typer.echo("\n".join(filter(None, said)))
    for label, value in verdict_words.lines(verdict):
        typer.echo(f"  {label}  {value}")
    if age := verdict_words.list_age(verdict, today):
        typer.echo(age)


def _plain(verdict: Verdict) -> dict[str, object]:
    said = verdict.statement
    plain: dict[str, object] = {"outcome": verdict.outcome.value, "reason": verdict.reason, "hall": verdict.hall_name}
    plain["list_as_of"] = verdict.list_as_of.isoformat() if verdict.list_as_of else None
    plain["revoked_on"] = verdict.revoked_on.isoformat() if verdict.revoked_on else None
    if said is not None:
        plain |= {"kind": said.kind, "number": said.number, "name": said.name, "purpose": said.purpose}
        plain |= {"issued": said.issued.isoformat(), "key": said.key_id, "digest": said.digest.hex()}
        plain["valid_until"] = said.valid_until.isoformat() if said.valid_until else None
    return plain
