"""`hall archive`: puts the papers of a year into one package; `hall verify` checks one as a whole."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer

from hall.documents.content import Content, Copy
from hall.kernel.refusal import Refusal
from hall.kernel.whole_file import is_full, whole_file
from hall.opening import open_hall
from hall.service import (
    SystemHall,
    archive,
    archive_checking,
    archive_packing,
    archive_views,
    documents_statement,
    keys,
    keys_rules,
    keys_signing,
)
from ui.shared.i18n import sentence, tr


def write_archive(folder: Path, year: int, out: Path, *, as_json: bool) -> int:
    """Write the package of a year; answers with the exit code. It is there whole or not at all.

    Args:
        folder: the data folder.
        year: of the papers.
        out: the package; a file of that name is left alone.
        as_json: print what was written as JSON, without a progress bar.

    Raises:
        Refusal: `archive.…`, `printing.…`.
    """
    if out.exists():
        raise Refusal("archive.exists", file=out.name)
    hall = open_hall(folder, kind=SystemHall)
    try:
        plan = hall.see(archive_views.plan, year=year)
        with _progress(plan.papers, quiet=as_json) as tick, new_package(out) as file:
            packed = pack_year(hall, plan, file, out.parent, tick)
    except KeyboardInterrupt:
        raise Refusal("archive.stopped") from None
    finally:
        hall.close()
    told = {"file": str(out), "year": year, "whole_year": plan.whole, "papers": packed.papers, "voided": packed.voided,
            "sha256_of_list": packed.manifest_sha256}  # fmt: skip
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(_said(plan, packed, out)))
    return 0


def pack_year(
    hall: SystemHall, plan: archive_views.Plan, file: IO[bytes], scratch: Path, tick: Callable[[], object]
) -> archive_packing.Packed:
    """Pack the papers of a plan into a file, a page of rows at a time."""
    hall.do(keys.make)

    def sign(packed: archive_packing.Packed) -> bytes:
        key = hall.do(
            archive.sign_package,
            year=plan.year,
            files=packed.files,
            papers=packed.papers,
            voided=packed.voided,
            manifest_sha256=packed.manifest_sha256,
            manifest_sm3=packed.manifest_sm3,
        )
        return hall.see(archive_views.sheet, package_id=key)

    tools = archive_packing.Tools(_page_maker(hall), sign, tick)
    found = hall.see(archive_views.series, plan=plan)
    return archive_packing.pack(file, scratch, plan, _papers(hall, plan), found, tools)


def check_archive(file: IO[bytes], keys_known: Mapping[str, keys_rules.VerifyKey], *, as_json: bool) -> int:
    """Check a package as a whole and say the first differences; answers with the exit code, 0 only for a whole one."""
    verdict = archive_checking.check(file, keys_known)
    if as_json:
        plain = {"outcome": verdict.outcome.value, "hall": verdict.hall_name, "year": verdict.year,
                 "whole_year": verdict.whole_year, "made_at": verdict.made_at.isoformat(), "papers": verdict.papers,
                 "voided": verdict.voided, "differences": [sentence(each) for each in verdict.differences],
                 "count": verdict.count}  # fmt: skip
        typer.echo(json.dumps(plain, ensure_ascii=False))
    else:
        typer.echo("\n".join(_judged(verdict)))
    return 0 if verdict.outcome is archive_checking.Outcome.WHOLE else 1


@contextmanager
def new_package(out: Path) -> Iterator[IO[bytes]]:
    """Open a file that is in its place only when all of it is on the disk.

    Raises:
        Refusal: `archive.disk_full`, `archive.cannot_write` (folder).
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as file:
            yield file
    except OSError as failed:
        code = "archive.disk_full" if is_full(failed) else "archive.cannot_write"
        raise Refusal(code, folder=str(out.parent)) from failed


def _papers(hall: SystemHall, plan: archive_views.Plan) -> Iterator[archive_views.ArchivedPaper]:
    after = None
    while page := hall.see(archive_views.papers, plan=plan, after=after):
        yield from page
        after = page[-1].place


def _page_maker(hall: SystemHall) -> archive_packing.PageMaker:
    """Return what draws a paper as PDF/A, and signs one that leaves the hall with a statement on it."""
    from printing.drawing import draw  # reportlab is loaded when there is something to draw
    from printing.signatures import sign_pdf

    key, certificate = hall.see(keys_signing.pdf_signer)
    signed_at = hall.clock.now()

    def made(content: Content, copy: Copy) -> bytes:
        try:
            pdf = draw(content, copy, archive=True)
        except Refusal as why:
            raise Refusal("archive.cannot_draw", title=content.title, number=content.number, why=sentence(why)) from why
        if not documents_statement.is_statement(content.qr):
            return pdf
        about = f"{content.title} {content.number}"
        return sign_pdf(pdf, key=key, certificate=certificate, reason=about, location=content.hall,
                        signed_at=signed_at, statement=content.qr)  # fmt: skip

    return made


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Callable[[], object]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, quiet=quiet)) as bar:
        task = bar.add_task(tr("Packing papers"), total=total)
        yield lambda: bar.advance(task)


def _said(plan: archive_views.Plan, packed: archive_packing.Packed, out: Path) -> Iterator[str]:
    yield tr("{file}: {count} papers of {year}, {voided} voided numbers; signed by this hall.",
             file=out, count=packed.papers, year=plan.year, voided=packed.voided)  # fmt: skip
    if not plan.whole:
        yield tr("The year is not over: the package says that it ends today.")
    yield tr("Check it before you put it away: hall verify {file}", file=out)


def _judged(verdict: archive_checking.Verdict) -> Iterator[str]:
    outcomes = archive_checking.Outcome
    heading = {
        outcomes.WHOLE: tr("Whole: every file is as {hall} signed it.", hall=verdict.hall_name),
        outcomes.ALTERED: tr("Changed: this package is not as it was signed. Do not use it."),
        outcomes.UNKNOWN_KEY: tr("Not proven: it is whole in itself, but nobody here knows the key of “{hall}”. "
                                 "Take in that hall’s card: hall keys import FILE.", hall=verdict.hall_name),
    }  # fmt: skip
    yield heading[verdict.outcome]
    yield tr("{year}: {count} papers, {voided} voided numbers, packed {day}.", year=verdict.year, count=verdict.papers,
             voided=verdict.voided, day=f"{verdict.made_at:%Y-%m-%d}")  # fmt: skip
    if not verdict.whole_year:
        yield tr("The year was not over when it was packed.")
    yield from (f"  {sentence(each)}" for each in verdict.differences)
    if verdict.count > len(verdict.differences):
        yield tr("And {count} more differences.", count=verdict.count - len(verdict.differences))
