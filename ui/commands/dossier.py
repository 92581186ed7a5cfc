"""`hall dossier`: writes everything about one case into a folder: an overview, the same as JSON, and the papers."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import typer

from hall.documents.content import copies_of
from hall.kernel.export_file import ExportMark, marked_html
from hall.opening import open_hall
from hall.service import SystemHall, dossier, dossier_page, dossier_parts
from printing.spooler import write_whole
from ui.shared.export_marks import mark_of
from ui.shared.i18n import tr

PAPERS = "papers"
_SIGNS = re.compile(r"[^0-9A-Za-z一-鿿（）-]+")


def write_dossier(folder: Path, case: str, out: Path, *, purpose: str, words: str, full: bool, as_json: bool) -> int:
    """Write the dossier of a case; answers with the exit code.

    Args:
        folder: the data folder.
        case: number of the case, or the end of it.
        out: where the dossier goes.
        purpose: what it is for; needed for a full one.
        words: more about the purpose.
        full: names and numbers in full instead of masked.
        as_json: print what was written as JSON.

    Raises:
        Refusal: `dossier.…`; the folder cannot be written to.
    """
    hall = open_hall(folder, kind=SystemHall)
    try:
        case_id = hall.see(dossier_parts.find_case, text=case)
        look = hall.do(dossier.open_dossier, case_id=case_id, purpose=purpose, words=words, full=full)
        found = hall.see(dossier_parts.dossier, look_id=look)
        zone = hall.see(lambda reading: reading.place.zone)
        mark = mark_of(hall)
    finally:
        hall.close()
    files = _draw_papers(found, out, mark)
    plain = dossier_page.as_plain(found, files, zone)
    write_whole(out, "index.html", marked_html(dossier_page.as_html(found, files, zone), mark).encode())
    marked = plain | {"exported": mark.line()}
    write_whole(out, "dossier.json", json.dumps(marked, ensure_ascii=False, indent=1).encode())
    if as_json:
        told = {"case": found.number, "folder": str(out), "papers": len(files), "full": full}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo(tr("The dossier of {number} with {count} papers lies in {folder}; open index.html there.",
                      number=found.number, count=len(files), folder=out))  # fmt: skip
    return 0


def _draw_papers(found: dossier_parts.Dossier, out: Path, mark: ExportMark) -> Mapping[str, str]:
    """Draw the first part of each paper; answers with the files by the keys of their documents."""
    from printing.drawing import draw  # reportlab is loaded when there is something to draw

    files: dict[str, str] = {}
    for place, paper in enumerate(found.papers, start=1):
        printed = f"{found.made_at:%Y-%m-%d %H:%M}"
        copy = copies_of(paper.content, printed_at=printed, staff_number="")[0]
        name = f"{place:02d}-{paper.title}-{_SIGNS.sub('', paper.number)}.pdf"
        written = write_whole(out / PAPERS, name, draw(paper.content, copy, mark=mark.line()))
        files[paper.document_id] = f"{PAPERS}/{written.name}"
    return files
