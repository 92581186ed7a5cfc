"""What `hall privacy` writes: a resident's own data, the notice at the entrance, the notice after a leak."""

import io
import json
import zipfile
from pathlib import Path

import typer

from hall.documents.content import Content, copies_of
from hall.kernel.export_file import ExportMark, marked_html
from hall.kernel.refusal import Refusal
from hall.service import (
    Reading,
    facts_of,
    privacy,
    privacy_chapters,
    privacy_page,
    privacy_papers,
    privacy_rules,
    privacy_views,
)
from printing.spooler import write_whole
from ui.commands.privacy import opened
from ui.shared.export_marks import mark_of
from ui.shared.i18n import tr

_WAYS = {".pdf": "paper", ".zip": "file"}


def write_sheet(folder: Path, person: str, out: Path) -> int:
    """Write what is held of a person: a `.pdf` to print, or a `.zip` with a page and the same as JSON.

    Raises:
        Refusal: `privacy.no_person`, `privacy.file_exists`, `privacy.file_kind`, `printing.…`.
    """
    _check_free(out)
    way = _WAYS.get(out.suffix.lower(), "")
    if not way:
        raise Refusal("privacy.file_kind", file=out.name)
    with opened(folder) as hall:
        person_id = hall.see(privacy_views.person_of, text=person)
        hall.do(privacy.hand_out, person_id=person_id, way=way)
        found = hall.see(privacy_chapters.own_data, person_id=person_id)
        mark = mark_of(hall)
    data = _drawn(privacy_papers.own_data_sheet(found), mark) if way == "paper" else _packed(found, mark)
    written = write_whole(out.parent, out.name, data, private=True)
    typer.echo(tr("What the hall holds of this person lies in {file}. Hand it to that person only.", file=written))
    return 0


def write_notice(folder: Path, out: Path) -> int:
    """Write the notice for the entrance as PDF."""
    _check_free(out)
    with opened(folder) as hall:
        content = hall.see(_notice)
    typer.echo(tr("The notice lies in {file}.", file=write_whole(out.parent, out.name, _drawn(content, None))))
    return 0


def write_breach(folder: Path, out: Path, **said: str) -> int:
    """Write the notice after a leak as PDF; what is not known yet is left open for handwriting."""
    _check_free(out)
    with opened(folder) as hall:
        today = hall.see(lambda reading: reading.today)
        content = privacy_papers.breach_notice(hall.see(facts_of), today, **said)
    typer.echo(tr("The form lies in {file}.", file=write_whole(out.parent, out.name, _drawn(content, None))))
    return 0


def _notice(reading: Reading) -> Content:
    kinds = [(rule.kind, rule.data) for rule in privacy_rules.retention_rules() if rule.code != "audit"]
    retention = privacy_papers.retention_of(reading)
    return privacy_papers.privacy_notice(facts_of(reading), kinds, retention, reading.today)


def _check_free(out: Path) -> None:
    if out.exists():
        raise Refusal("privacy.file_exists", file=out.name)


def _drawn(content: Content, mark: ExportMark | None) -> bytes:
    from printing.drawing import draw  # reportlab is loaded when there is something to draw

    printed_at = f"{mark.at:%Y-%m-%d %H:%M}" if mark else ""
    copy = copies_of(content, printed_at=printed_at, staff_number=mark.staff_number if mark else "")[0]
    return draw(content, copy, mark=mark.line() if mark else "")


def _packed(found: privacy_chapters.OwnData, mark: ExportMark) -> bytes:
    file = io.BytesIO()
    plain = privacy_page.as_plain(found) | {"exported": mark.line()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("个人信息.html", marked_html(privacy_page.as_html(found), mark))
        archive.writestr("个人信息.json", json.dumps(plain, ensure_ascii=False, indent=1))
    return file.getvalue()
