"""`hall audit`: shows the record, exports it, carries it to its second place, and lists looks at full numbers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import typer

from hall.kernel.export_file import ExportMark
from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import (
    Reading,
    SystemHall,
    audit,
    audit_comparing,
    audit_export,
    audit_looks,
    audit_words,
    find_problems,
    people_views,
    security_views,
    statistics_anchor_proofs,
    statistics_anchors,
)
from ui.shared.i18n import sentence, tr

Seen = TypeVar("Seen")


def show(folder: Path, *, last: int, staff: str, device: str, action: str, as_json: bool) -> int:
    """Print the newest entries in words; answers with the exit code.

    Raises:
        Refusal: `audit.unknown_staff`.
    """

    def read(reading: Reading) -> list[str]:
        people, devices = _people(reading), _devices(reading)
        cards = audit_words.entries(
            reading, last=last, action=action, staff_id=_staff_id(people, staff), device_id=_device_id(devices, device)
        )
        return [_json(card) if as_json else _line(card, people, devices) for card in cards]

    typer.echo("\n".join(_see(folder, read)) or tr("Nothing on record fits."))
    return 0


def looks(folder: Path, *, since: datetime | None, staff: str, person: str) -> int:
    """Print who has looked at whose full numbers."""

    def read(reading: Reading) -> list[str]:
        people, devices = _people(reading), _devices(reading)
        begin = since.replace(tzinfo=reading.place.zone) if since else None
        found = audit_looks.looks(reading, since=begin, staff_id=_staff_id(people, staff), person_id=person)
        return [_look(reading, card, people, devices) for card in found]

    typer.echo("\n".join(_see(folder, read)) or tr("Nobody has looked at a full number in this time."))
    return 0


def export(folder: Path, out: Path, *, since: datetime | None, until: datetime | None) -> int:
    """Put on record that the record of a time goes out, and write it into a file.

    Raises:
        Refusal: `audit.file_kind`, `audit.file_exists`, `audit.too_many`, `ui.cannot_write`.
    """
    kind = audit_export.kind_of(out)
    if out.exists():
        raise Refusal("audit.file_exists", file=out.name)
    hall = open_hall(folder, kind=SystemHall)
    try:
        cards, mark, people, devices = hall.see(lambda reading: _of_time(reading, since, until))
        hall.do(
            audit.note_export,
            kind=kind,
            rows=len(cards),
            digest=audit_export.digest_of(cards),
            since=since.date().isoformat() if since else "",
            until=until.date().isoformat() if until else "",
        )
        audit_export.write(out, cards, mark, people, devices)
    except OSError as failed:
        raise Refusal("ui.cannot_write", folder=str(out.parent)) from failed
    finally:
        hall.close()
    typer.echo(tr("{count} entries of the record written to {file}.", count=len(cards), file=out))
    return 0


def follow(folder: Path) -> int:
    """Carry the record to its second place now; 1 when the place did not take all of it."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        followed, behind = hall.follow_audit()
    finally:
        hall.close()
    if followed.problem:
        typer.echo(
            tr("The second place cannot be reached ({why}); {count} entries wait.", why=followed.problem, count=behind),
            err=True,
        )
        return 1
    typer.echo(tr("{count} entries carried to the second place; {behind} wait.", count=followed.count, behind=behind))
    return 0


def problems_in(folder: Path, sink: Path | None) -> list[str]:
    """Return what does not hold in the data, in the anchors beside it and, if one is named, in the second place."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        problems = [sentence(hall.behind)] if hall.behind is not None else []
        problems += hall.see(lambda reading: list(find_problems(reading)))  # read before the look ends
        anchors = statistics_anchors.file_in(folder)
        problems += hall.see(lambda reading: list(statistics_anchor_proofs.find_file_problems(reading, file=anchors)))
        if sink is not None:
            problems += hall.see(lambda reading: list(audit_comparing.find_sink_problems(reading, file=sink)))
    finally:
        hall.close()
    return problems


def _of_time(
    reading: Reading, since: datetime | None, until: datetime | None
) -> tuple[tuple[audit_words.EntryCard, ...], ExportMark, dict[str, str], dict[str, str]]:
    zone = reading.place.zone
    begin = since.replace(tzinfo=zone) if since else None
    end = until.replace(tzinfo=zone) + timedelta(days=1) if until else None
    cards = audit_export.of_time(reading, since=begin, until=end)
    return cards, ExportMark("", reading.local(reading.now)), _people(reading), _devices(reading)


def _see(folder: Path, view: Callable[[Reading], Seen]) -> Seen:
    hall = open_hall(folder, kind=SystemHall)
    try:
        return hall.see(view)
    finally:
        hall.close()


def _people(reading: Reading) -> dict[str, str]:
    return security_views.staff_numbers(reading)


def _devices(reading: Reading) -> dict[str, str]:
    return security_views.device_names(reading)


def _staff_id(people: dict[str, str], number: str) -> str:
    if not number:
        return ""
    found = next((key for key, known in people.items() if known == number), None)
    if found is None:
        raise Refusal("audit.unknown_staff", number=number)
    return found


def _device_id(devices: dict[str, str], name: str) -> str:
    return next((key for key, known in devices.items() if name in (known, key)), name)


def _line(card: audit_words.EntryCard, people: dict[str, str], devices: dict[str, str]) -> str:
    outcome = "✓" if card.outcome == "done" else f"✗ {card.outcome}"
    who = people.get(card.staff_id or "", "—")
    where = devices.get(card.device_id, tr("the hall itself"))
    said = audit_words.said_of(card)
    parts = (f"{card.at:%Y-%m-%d %H:%M:%S}", who, where, card.what, outcome, said)
    return "　".join(part for part in parts if part)


def _look(reading: Reading, card: audit_looks.LookCard, people: dict[str, str], devices: dict[str, str]) -> str:
    whose = people_views.masked_name(reading, person_id=card.person_id) or card.key or card.person_id
    purpose = audit_words.word_for(f"purpose.{card.purpose}")
    parts = (
        f"{reading.local(card.at):%Y-%m-%d %H:%M:%S}",
        people.get(card.staff_id or "", "—"),
        devices.get(card.device_id, tr("the hall itself")),
        whose,
        audit_words.word_for(f"look.{card.what}"),
        f"{purpose}：{card.words}" if card.words else purpose,
    )
    return "　".join(parts)


def _json(card: audit_words.EntryCard) -> str:
    plain = {
        "at": card.at.astimezone(UTC).isoformat(),
        "staff": card.staff_id,
        "device": card.device_id,
        "action": card.action,
        "what": card.what,
        "outcome": card.outcome,
        "subjects": card.subjects,
        "changes": {key: [before, after] for key, before, after in card.changes},
        "detail": card.detail,
    }
    return json.dumps(plain, ensure_ascii=False)
