"""`hall posts`: takes over a table of A/B posts or of days of duty, and shows who does what today."""

import json
from pathlib import Path

import typer

from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import Hall, Reading, SystemHall, catalogue_views, posts, posts_roster, posts_views, read_posts
from ui.shared.i18n import sentence, tr


def import_file(folder: Path, file: Path, *, as_json: bool) -> int:
    """Import a table; answers with the exit code, 1 when some rows were not taken over.

    Args:
        folder: the data folder.
        file: an Excel workbook (.xlsx) or CSV.
        as_json: print the outcome as JSON.

    Raises:
        Refusal: the file as a whole cannot be read.
    """
    rows = read_posts(file)
    hall = open_hall(folder, kind=SystemHall)
    taken, wrong = {"post": 0, "duty": 0}, []
    try:
        for row in rows:
            try:
                taken[hall.do(posts.import_row, row=row)] += 1
            except Refusal as refusal:
                wrong.append((row.number, sentence(refusal)))
    finally:
        hall.close()
    if as_json:
        told = {"posts": taken["post"], "days": taken["duty"], "wrong": [{"row": n, "why": w} for n, w in wrong]}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo(tr("{posts} posts and {days} days of duty taken over.", posts=taken["post"], days=taken["duty"]))
        for number, why in wrong:
            typer.echo(tr("Row {number}: {words}", number=number, words=why), err=True)
    return 1 if wrong else 0


def show(folder: Path, *, as_json: bool) -> int:
    """Show the pairs and who would do it now; answers with the exit code."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        lines = _pairs(hall)
    finally:
        hall.close()
    if as_json:
        typer.echo(json.dumps(lines, ensure_ascii=False))
    for line in () if as_json else lines:
        typer.echo(f"{line['what']}　{line['counter']}　A {line['a']}　B {line['b']}　{tr('now')} {line['now']}")
    if not lines and not as_json:
        typer.echo(tr("No posts are named yet: hall posts import FILE."))
    return 0


def _pairs(hall: Hall) -> list[dict[str, str]]:
    def look(reading: Reading) -> list[dict[str, str]]:
        counters = {card.id: card.number for card in posts_views.counters(reading)}
        names = {card.code: card.name for card in catalogue_views.services(reading)}
        found = []
        for pair in posts_roster.pairs(reading):
            now = posts_roster.doing(reading, post_id=pair.id)
            found.append(
                {
                    "what": pair.matter_code or names.get(pair.service_code, pair.service_code) or tr("everything"),
                    "counter": tr("counter {number}", number=counters[pair.counter_id]) if pair.counter_id else "",
                    "a": pair.a_name,
                    "b": pair.b_name,
                    "now": f"{now.name}（{now.post}）" if now else "",
                }
            )
        return found

    return hall.see(look)
