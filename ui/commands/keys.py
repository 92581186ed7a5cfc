"""`hall keys`: shows, exports, takes in and changes keys, and lists of papers that were taken back."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import typer

from hall.kernel.dates import chinese_date
from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import SystemHall, documents_publishing, keys, keys_cards, keys_lists, keys_signing, keys_views
from ui.shared.i18n import mark, tr

PURPOSES = {
    "statement": mark("codes on papers"),
    "pdf": mark("signed PDFs"),
    "package": mark("packages to this hall"),
}


def show(folder: Path, *, as_json: bool) -> int:
    """Show this hall's keys with its fingerprint, and the halls that it knows; answers with the exit code."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        hall.do(keys.make)
        fingerprint = hall.see(keys_views.own_fingerprint)
        own, known = hall.see(keys_views.keys), hall.see(keys_views.known_halls)
    finally:
        hall.close()
    if as_json:
        told = {"fingerprint": fingerprint, "keys": [_plain_key(key) for key in own],
                "halls": [_plain_hall(card) for card in known]}  # fmt: skip
        typer.echo(json.dumps(told, ensure_ascii=False))
        return 0
    typer.echo(tr("Fingerprint of this hall: {fingerprint}", fingerprint=fingerprint))
    for key in own:
        typer.echo(f"  {key.id}  {tr(PURPOSES[key.purpose])}  {_standing(key)}")
    for card in known:
        typer.echo(f"{card.name}  {card.fingerprint}  {_freshness(card)}")
    if not known:
        typer.echo(tr("No other hall is on record yet: hall keys import FILE."))
    return 0


def export_card(folder: Path, file: Path) -> int:
    """Write the card of this hall; answers with the exit code."""
    from printing.spooler import write_whole

    hall = open_hall(folder, kind=SystemHall)
    try:
        hall.do(keys.make)
        card, fingerprint = hall.see(keys_signing.hall_card), hall.see(keys_views.own_fingerprint)
    finally:
        hall.close()
    write_whole(file.parent, file.name, card)
    typer.echo(tr("The card is in {file}. Read the fingerprint to the other hall by telephone:", file=file))
    typer.echo(fingerprint)
    return 0


def import_card(folder: Path, file: Path, fingerprint: str) -> int:
    """Take in another hall's card after its fingerprint was typed as that hall reads it out.

    Raises:
        Refusal: `keys.…`, `ui.unreadable_file`.
    """
    text = _text_of(file)
    card = keys_cards.read_card(text)
    hall = open_hall(folder, kind=SystemHall)
    try:
        known = hall.see(keys_views.known_card, hall_id=card.hall_id)
        typer.echo(tr("Card of: {name} ({region}-{code})", name=card.name, region=card.region, code=card.code))
        if known is not None and known.fingerprint != card.fingerprint:
            typer.echo(tr("This hall had other keys until now. Ask it by telephone whether it has changed them."))
        typed = fingerprint or typer.prompt(tr("Fingerprint, as the other hall reads it out"))
        hall.do(keys.import_hall, card=text, fingerprint=typed)
    finally:
        hall.close()
    typer.echo(tr("{name} is on record: its papers can be verified here.", name=card.name))
    return 0


def rotate(folder: Path, withdraw: date | None) -> int:
    """Make new keys; answers with the exit code.

    Args:
        folder: the data folder.
        withdraw: the first day of doubt; whatever could be copied that day or later is believed no longer, also keys
            that were changed in the meantime.

    Raises:
        Refusal: `keys.withdraw_later`.
    """
    hall = open_hall(folder, kind=SystemHall)
    try:
        hall.do(keys.make)
        if withdraw is not None:
            for key_id in in_use_since(hall.see(keys_views.keys), withdraw):
                hall.do(keys.withdraw, key_id=key_id, since=withdraw)
        else:
            hall.do(keys.rotate)
        fingerprint = hall.see(keys_views.own_fingerprint)
    finally:
        hall.close()
    typer.echo(tr("New keys are in use. Hand the new card to the halls that know this one: hall keys export FILE."))
    typer.echo(fingerprint)
    return 0


def export_list(folder: Path, file: Path) -> int:
    """Write the next list of papers that were taken back; answers with the exit code."""
    from printing.spooler import write_whole

    hall = open_hall(folder, kind=SystemHall)
    try:
        list_id = hall.do(documents_publishing.publish_revocations)
        text = hall.see(keys_views.list_text, list_id=list_id)
    finally:
        hall.close()
    said = keys_lists.read_list(text.decode())
    write_whole(file.parent, file.name, text)
    typer.echo(tr("List no. {number} with {count} papers is in {file}.", number=said.number,
                  count=len(said.revoked), file=file))  # fmt: skip
    return 0


def import_list(folder: Path, file: Path) -> int:
    """Take in another hall's list; answers with the exit code.

    Raises:
        Refusal: `keys.…`, `ui.unreadable_file`.
    """
    text = _text_of(file)
    hall = open_hall(folder, kind=SystemHall)
    try:
        fresh = hall.do(keys.import_revocations, text=text)
    finally:
        hall.close()
    said = keys_lists.read_list(text)
    words = tr("List no. {number} of {name} is on record.", number=said.number, name=said.hall_name)
    typer.echo(words if fresh else tr("Nothing new: this list is on record already."))
    return 0


def in_use_since(own: Iterable[keys_views.KeyCard], day: date) -> list[str]:
    """Return one key of each set that served on a day or later, the present one first: with it new ones are made."""
    served = [key for key in own if key.retired_at is None or key.retired_at.date() >= day]
    sets = {key.made_at: key for key in served}
    return [key.id for key in sorted(sets.values(), key=lambda key: key.made_at, reverse=True)]


def _standing(key: keys_views.KeyCard) -> str:
    if key.withdrawn_at is not None:
        return tr("withdrawn as of {day}", day=chinese_date(key.withdrawn_at.date()))
    if key.retired_at is not None:
        return tr("served until {day}", day=chinese_date(key.retired_at.date()))
    return tr("in use since {day}", day=chinese_date(key.made_at.date()))


def _freshness(card: keys_views.KnownHallCard) -> str:
    if card.list_as_of is None:
        return tr("no list of papers taken back")
    return tr("list no. {number} of {day}", number=card.list_number, day=chinese_date(card.list_as_of))


def _plain_key(key: keys_views.KeyCard) -> dict[str, str | None]:
    times = {name: getattr(key, name) for name in ("made_at", "retired_at", "withdrawn_at")}
    return {"id": key.id, "purpose": key.purpose} | {n: at.isoformat() if at else None for n, at in times.items()}


def _plain_hall(card: keys_views.KnownHallCard) -> dict[str, str | int | None]:
    as_of = card.list_as_of.isoformat() if card.list_as_of else None
    return {"id": card.hall_id, "name": card.name, "fingerprint": card.fingerprint,
            "list_number": card.list_number, "list_as_of": as_of}  # fmt: skip


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refusal("ui.unreadable_file", file=file.name) from wrong
