"""`hall appointments`: takes over a table of appointments row by row, and lists those of a day."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import typer

from hall.kernel.dates import chinese_date
from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import SystemHall, appointments, appointments_views, read_appointments
from ui.shared.i18n import mark, sentence, tr

STATES = {
    "booked": mark("is expected"),
    "checked_in": mark("has come"),
    "late": mark("has come late"),
    "cancelled": mark("was cancelled"),
    "no_show": mark("stayed away"),
}


def import_file(folder: Path, file: Path, *, as_json: bool) -> int:
    """Import a table of appointments; answers with the exit code, 1 when some rows were not taken over.

    Args:
        folder: the data folder.
        file: an Excel workbook (.xlsx) or CSV.
        as_json: print the outcome as JSON.

    Raises:
        Refusal: the file as a whole cannot be read.
    """
    rows = read_appointments(file)
    hall = open_hall(folder, kind=SystemHall)
    added, wrong = 0, []
    try:
        for row in rows:
            try:
                added += hall.do(appointments.import_row, row=row)
            except Refusal as refusal:
                wrong.append((row.number, sentence(refusal)))
    finally:
        hall.close()
    _report(added, len(rows) - added - len(wrong), wrong, as_json=as_json)
    return 1 if wrong else 0


def list_day(folder: Path, day: date | None, *, as_json: bool) -> int:
    """List the appointments of a day, today's by default, with masked names; answers with the exit code."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        wanted = day or hall.see(lambda reading: reading.today)
        cards = hall.see(appointments_views.on_day, day=wanted)
    finally:
        hall.close()
    if as_json:
        found = [asdict(card) | {"day": card.day.isoformat()} for card in cards]
        typer.echo(json.dumps(found, ensure_ascii=False))
        return 0
    for card in cards:
        typer.echo(f"{card.start}–{card.end}  {card.code}  {card.name}  {card.service_name}  {tr(STATES[card.state])}")
    typer.echo(tr("{count} appointments on {day}.", count=len(cards), day=chinese_date(wanted)))
    return 0


def _report(added: int, known: int, wrong: list[tuple[int, str]], *, as_json: bool) -> None:
    if as_json:
        problems = [{"row": number, "problem": words} for number, words in wrong]
        typer.echo(json.dumps({"added": added, "known": known, "wrong": problems}, ensure_ascii=False))
        return
    for number, words in wrong:
        typer.echo(tr("Row {number}: {words}", number=number, words=words), err=True)
    typer.echo(
        tr(
            "{added} appointments taken over, {known} were known already, {wrong} rows are wrong.",
            added=added,
            known=known,
            wrong=len(wrong),
        )
    )
