"""`hall package`: makes, opens, answers, lists and closes packages that go to another hall or the street."""

import json
from collections.abc import Mapping
from pathlib import Path

import typer

from hall.opening import open_hall
from hall.service import Hall, SystemHall, dossier_parts, exchange, exchange_views
from printing.spooler import write_whole
from ui.shared import packages
from ui.shared.i18n import mark, tr

STATES = {
    "made": mark("sent, not answered yet"),
    "opened": mark("came in, not answered yet"),
    "answered": mark("answered"),
    "closed": mark("closed by the sender"),
}


def make(folder: Path, case: str, order: packages.Order, out: Path, *, as_json: bool) -> int:
    """Make a package of a case for another hall; answers with the exit code.

    Args:
        folder: the data folder.
        case: number of the case, or the end of it.
        order: for whom, what for, and what goes along.
        out: the file to write.
        as_json: print what was written as JSON.

    Raises:
        Refusal: `exchange.…`; the file cannot be written.
    """
    packages.keep_free(out)
    hall = open_hall(folder, kind=SystemHall)
    try:
        case_id = hall.see(dossier_parts.find_case, text=case)
        key, sealed = packages.make_package(hall, case_id, order)
        card = hall.see(exchange_views.package, package_id=key)
        write_whole(out.parent, out.name, sealed)
    finally:
        hall.close()
    said = tr("Package {number} for {hall} with {count} files: {file}. Only that hall can open it.",
              number=card.number, hall=card.partner_name, count=card.papers, file=out)  # fmt: skip
    _tell(said, {"package": card.number, "to": card.partner_name, "file": str(out), "files": card.papers}, as_json)
    return 0


def open_file(folder: Path, file: Path, out: Path | None, *, again: bool, as_json: bool) -> int:
    """Open a package or an answer; answers with the exit code. The papers go into a folder of the package's number.

    Raises:
        Refusal: `exchange.…`, `zip.…`; the folder cannot be written to.
    """
    sealed = packages.read_package(file)
    hall = open_hall(folder, kind=SystemHall)
    try:
        key = hall.do(exchange.open_package, sealed=sealed, again=again)
        card = hall.see(exchange_views.package, package_id=key)
        place = packages.unpack(hall, sealed, out or file.parent) if card.direction == "in" else None
    finally:
        hall.close()
    if place is None:
        said = tr("{hall} answers to package {number}: {outcome}. Receipt number: {receipt}. {words}",
                  hall=card.partner_name, number=card.number, outcome=card.outcome, receipt=card.receipt_number or "—",
                  words=card.answer)  # fmt: skip
    else:
        said = tr("Package {number} from {hall}, proven and whole, lies in {folder}; open 材料包.html there. "
                  "Then answer: hall package answer {number}", number=card.number, hall=card.partner_name,
                  folder=place)  # fmt: skip
    _tell(said, _plain(card) | {"folder": str(place) if place else ""}, as_json)
    return 0


def answer(
    folder: Path, number: str, outcome: str, out: Path, *, words: str, receipt: str, as_json: bool
) -> int:  # fmt: skip
    """Answer a package that came in, as a file for its sender; answers with the exit code.

    Raises:
        Refusal: `exchange.…`; the file cannot be written.
    """
    packages.keep_free(out)
    hall = open_hall(folder, kind=SystemHall)
    try:
        key = hall.see(exchange_views.find_package, text=number)
        answer_id = hall.do(exchange.answer, package_id=key, outcome=outcome, words=words, receipt_number=receipt)
        card = hall.see(exchange_views.package, package_id=key)
        write_whole(out.parent, out.name, hall.see(exchange_views.answer_sealed, answer_id=answer_id))
    finally:
        hall.close()
    said = tr("The answer to package {number} is {file}; send it to {hall}.", number=card.number, file=out,
              hall=card.partner_name)  # fmt: skip
    _tell(said, _plain(card) | {"file": str(out)}, as_json)
    return 0


def close(folder: Path, number: str, reason: str) -> int:
    """Close a package that went out; answers with the exit code.

    Raises:
        Refusal: `exchange.…`.
    """
    hall = open_hall(folder, kind=SystemHall)
    try:
        key = hall.see(exchange_views.find_package, text=number)
        hall.do(exchange.close, package_id=key, reason=reason)
    finally:
        hall.close()
    typer.echo(tr("Package {number} is closed.", number=number))
    return 0


def show(folder: Path, *, waiting: bool, as_json: bool) -> int:
    """List the packages; answers with the exit code."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        cards = hall.see(exchange_views.packages, waiting=waiting)
    finally:
        hall.close()
    if as_json:
        typer.echo(json.dumps([_plain(card) for card in cards], ensure_ascii=False))
        return 0
    for card in cards:
        way = (
            tr("to {hall}", hall=card.partner_name)
            if card.direction == "out"
            else tr("from {hall}", hall=card.partner_name)
        )
        typer.echo(
            f"{card.number}  {way}  {card.matter_name}  {card.case_number}  {card.outcome or tr(STATES[card.state])}"
        )
    if not cards:
        typer.echo(tr("No package."))
    return 0


def check_package(hall: Hall, sealed: bytes, *, as_json: bool) -> int:
    """Say what a package is worth without opening it for work; answers with the exit code.

    Raises:
        Refusal: as `exchange.open_package`.
    """
    said = packages.check_package(hall, sealed)
    words = tr("Whole: package {number} of {count} files, signed by {hall} for this hall.", number=said.number,
               count=len(said.parts), hall=said.sender.name)  # fmt: skip
    _tell(
        words, {"outcome": "whole", "package": said.number, "hall": said.sender.name, "files": len(said.parts)}, as_json
    )
    return 0


def _tell(words: str, plain: Mapping[str, object], as_json: bool) -> None:
    typer.echo(json.dumps(plain, ensure_ascii=False) if as_json else words)


def _plain(card: exchange_views.PackageCard) -> dict[str, object]:
    return {
        "package": card.number,
        "direction": card.direction,
        "hall": card.partner_name,
        "case": card.case_number,
        "state": card.state,
        "outcome": card.outcome,
        "receipt_number": card.receipt_number,
        "words": card.answer,
        "answered_at": card.answered_at.isoformat() if card.answered_at else None,
    }
