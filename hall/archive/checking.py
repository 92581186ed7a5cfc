"""Checks a yearly package as a whole: whose it is, that nothing is missing, added or changed, and what differs."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from html import unescape
from typing import IO, Any, Final
from zipfile import ZipFile

from hall.archive.digests import Digests
from hall.archive.rules import FORMAT, LIMITS, MANIFEST, METADATA, NOT_LISTED, PAPERS, SIGNATURE
from hall.documents import statement
from hall.kernel.refusal import Refusal
from hall.keys.rules import Sheet, VerifyKey, read_sheet, standing
from hall.storage.zip_file import lines, open_zip, pieces

SHOWN: Final = 10
"""So many differences are told; the rest is counted."""
_SHEET_MOST: Final = 1 << 20
_SUBJECT: Final = re.compile(rb"<dc:description>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL)
_OUT_OF_BOUNDS: Final = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


class Outcome(StrEnum):
    """What a package is worth: whole, changed since it was signed, or signed by nobody whom this hall knows."""

    WHOLE = "whole"
    ALTERED = "altered"
    UNKNOWN_KEY = "unknown_key"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out of checking a package.

    Attributes:
        hall_name: as the package says; believed only when the outcome is `WHOLE`.
        differences: the first ones, each a coded sentence; `count` how many there are in all.
    """

    outcome: Outcome
    hall_name: str
    year: int
    whole_year: bool
    made_at: datetime
    papers: int
    voided: int
    differences: tuple[Refusal, ...]
    count: int


def looks_like_one(file: IO[bytes]) -> bool:
    """Say whether a file wants to be a yearly package, whatever it is worth."""
    try:
        with open_zip(file, LIMITS) as archive:
            return SIGNATURE in archive.namelist() and MANIFEST in archive.namelist()
    except Refusal:
        return False


def check(file: IO[bytes], keys: Mapping[str, VerifyKey]) -> Verdict:
    """Return what a package is worth.

    Args:
        file: the package.
        keys: those by which this hall believes others, its own among them.

    Raises:
        Refusal: `zip.…` for a file that is not opened at all, `archive.not_one` for one that is no yearly package.
    """
    with open_zip(file, LIMITS) as archive:
        sheet = _sheet(archive)
        said, found = sheet.body, _Found()
        key = _signer(sheet, keys)
        manifest = _digested(archive, MANIFEST)
        if key is not None and not sheet.is_signed_by(key.public):
            found.add("archive.signature")
        elif manifest.done() != (said["manifest_sha256"], said["manifest_sm3"]):
            found.add("archive.list_changed")
        _compare(archive, said, keys, found)
    if key is None and not found.count:
        outcome = Outcome.UNKNOWN_KEY
    else:
        outcome = Outcome.ALTERED if found.count else Outcome.WHOLE
    return Verdict(
        outcome,
        str(said["hall_name"]),
        int(said["year"]),
        bool(said["whole_year"]),
        datetime.fromisoformat(said["made_at"]),
        int(said["papers"]),
        int(said["voided"]),
        tuple(found.first),
        found.count,
    )


@dataclass(slots=True)
class _Found:
    """The differences: the first of them, and how many."""

    first: list[Refusal] = field(default_factory=list)
    count: int = 0

    def add(self, code: str, **values: str | int) -> None:
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(Refusal(code, **values))


def _sheet(archive: ZipFile) -> Sheet:
    """Return the signed sheet with every field that is read later."""
    try:
        text = b"".join(pieces(archive, SIGNATURE)) if archive.getinfo(SIGNATURE).file_size < _SHEET_MOST else b""
        sheet = read_sheet(text.decode(), FORMAT)
        for name in ("manifest_sha256", "manifest_sm3", "hall_id", "hall_name"):
            str(sheet.body[name])
        for name in ("year", "papers", "voided", "files"):
            int(sheet.body[name])
        if datetime.fromisoformat(sheet.body["made_at"]).tzinfo is None:
            raise ValueError("an instant needs a zone")
        bool(sheet.body["whole_year"])
    except (Refusal, *_OUT_OF_BOUNDS) as broken:
        raise Refusal("archive.not_one") from broken
    return sheet


def _signer(sheet: Sheet, keys: Mapping[str, VerifyKey]) -> VerifyKey | None:
    """Return the known key of the hall that the sheet names, if it was good on that day; None for a stranger's."""
    for name in sheet.signatures:
        key = keys.get(name)
        if key is not None and key.hall_id == sheet.body["hall_id"]:
            made = datetime.fromisoformat(sheet.body["made_at"]).astimezone(key.valid_from.tzinfo)
            if not standing(key, made.date()):
                return key
    return None


def _compare(archive: ZipFile, said: Mapping[str, Any], keys: Mapping[str, VerifyKey], found: _Found) -> None:
    """Compare what lies in the package with its two lists, file by file."""
    there, described = set(archive.namelist()) - set(NOT_LISTED), _described(archive, found)
    listed = papers = 0
    for each in _rows(archive, MANIFEST):
        path, listed = str(each.get("path", "")), listed + 1
        if path not in there:
            found.add("archive.missing", file=path)
            continue
        there.discard(path)
        if path.startswith(PAPERS):
            papers += 1
            _compare_paper(archive, each, next(described, {}), keys, found)
        elif _digested(archive, path).done() != (each.get("sha256"), each.get("sm3")):
            found.add("archive.changed", file=path)
    for path in sorted(there):
        found.add("archive.added", file=path)
    for left in described:
        found.add("archive.undelivered", number=str(left.get("number", "")))
    if (listed, papers) != (said["files"], said["papers"]):
        found.add("archive.totals", papers=papers, said=int(said["papers"]))


def _compare_paper(
    archive: ZipFile,
    listed: Mapping[str, Any],
    described: Mapping[str, Any],
    keys: Mapping[str, VerifyKey],
    found: _Found,
) -> None:
    """Compare one paper with its line in both lists, and the number that it says of itself with the one listed."""
    path, data = str(listed["path"]), b"".join(pieces(archive, str(listed["path"])))
    if Digests.of(data).done() != (listed.get("sha256"), listed.get("sm3")):
        found.add("archive.changed", file=path)
        return
    number = str(described.get("number", ""))
    if described.get("file") != path:
        found.add("archive.not_described", file=path)
    elif (own := _own_number(data)) != number:
        found.add("archive.number", file=path, number=number, own=own or "—")
    elif (text := str(described.get("statement", ""))) and not _states(text, number, keys):
        found.add("archive.statement", file=path, number=number)


def _own_number(pdf: bytes) -> str:
    """Return the number that an archived PDF says of itself in its description, which is never compressed."""
    said = _SUBJECT.search(pdf)
    return unescape(said.group(1).decode("utf-8", "replace")) if said else ""


def _states(text: str, number: str, keys: Mapping[str, VerifyKey]) -> bool:
    """Say whether a statement is about this number, and signed by its key where that is known."""
    try:
        signed = statement.read(text)
    except ValueError:
        return False
    key = keys.get(signed.statement.key_id)
    return signed.statement.number == number and (key is None or key.verifies(signed.message, signed.signature))


def _described(archive: ZipFile, found: _Found) -> Iterator[Mapping[str, Any]]:
    """Yield what is said of each paper that has a file."""
    if METADATA not in archive.namelist():
        return
    for each in _rows(archive, METADATA):
        if each.get("file"):
            yield each
        elif each.get("state") != "voided":
            found.add("archive.undelivered", number=str(each.get("number", "")))


def _rows(archive: ZipFile, name: str) -> Iterator[Mapping[str, Any]]:
    """Yield the lines of a list; one that is none counts as damage."""
    for line in lines(archive, name):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as broken:
            raise Refusal("zip.damaged") from broken
        if not isinstance(row, dict):
            raise Refusal("zip.damaged")
        yield row


def _digested(archive: ZipFile, name: str) -> Digests:
    digests = Digests()
    for piece in pieces(archive, name):
        digests.add(piece)
    return digests
