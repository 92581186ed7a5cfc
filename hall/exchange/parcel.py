"""The form of a package: a signed list and the files in a zip, encrypted to the receiver, with its address in front.

    HALLPACK/1 {"to": "…", "to_name": "…"}        one line in clear: for whom it is
    age-encryption.org/v1 …                       the zip, encrypted to the receiver's X25519 key

Only the address can be read without the receiver's key. The signature names the receiver too, so that nobody can pass a
package that they opened to somebody else as if the sender had meant them.
"""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self
from unicodedata import category
from zipfile import ZipFile

from hall.exchange.rules import LIMITS, SEALED_MOST, Part, plain_parts
from hall.kernel.refusal import Refusal
from hall.keys.rules import Sheet, read_sheet
from hall.storage.zip_file import entry, open_zip, pieces

FORMAT: Final = "hall-package/1"
HEAD: Final = b"HALLPACK/1 "
MANIFEST, DATA = "manifest.json", "data.json"
PAPERS, ANSWER = "papers", "answer"
_LONGEST_HEAD: Final = 1000
_LONGEST_TEXT: Final = 2000
_STEERING: Final = ("Cc", "Cf", "Cs")
_OUT_OF_BOUNDS = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Party:
    """A hall as sender or receiver."""

    hall_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a package says of itself (材料包清单).

    Attributes:
        role: `papers`, or `answer` to the package `re`.
        contact: whom to ask at the sender's.
        outcome, receipt_number, answer: of an answer.
    """

    id: str
    role: str
    sender: Party
    receiver: Party
    made_at: datetime
    number: str
    parts: tuple[Part, ...] = ()
    case_number: str = ""
    matter_name: str = ""
    purpose: str = ""
    words: str = ""
    basis: str = ""
    contact: str = ""
    re: str = ""
    outcome: str = ""
    receipt_number: str = ""
    answer: str = ""

    def body(self) -> dict[str, Any]:
        """Return what is signed."""
        words = {name: getattr(self, name) for name in _WORDS}
        return {
            "format": FORMAT,
            **words,
            "from": {"hall_id": self.sender.hall_id, "name": self.sender.name},
            "to": {"hall_id": self.receiver.hall_id, "name": self.receiver.name},
            "made_at": self.made_at.isoformat(),
            "files": list(plain_parts(self.parts)),
        }

    @classmethod
    def read(cls, sheet: Sheet) -> Self:
        """Return what a sheet says; ValueError and its like for anything else."""
        body = sheet.body
        made_at = datetime.fromisoformat(body["made_at"])
        if made_at.tzinfo is None:
            raise ValueError("an instant needs a zone")
        words = {name: _text(body[name]) for name in _WORDS}
        parts = tuple(
            Part(_text(p["path"]), _text(p["title"]), _text(p["number"]), int(p["size"]), _text(p["sha256"]))
            for p in body["files"]
        )
        return cls(**words, sender=_party(body["from"]), receiver=_party(body["to"]), made_at=made_at, parts=parts)


_WORDS: Final = (
    "id", "role", "number", "case_number", "matter_name", "purpose", "words", "basis", "contact", "re", "outcome",
    "receipt_number", "answer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A package that was decrypted; its signature has not been compared with a key yet."""

    said: Said
    sheet: Sheet
    files: Mapping[str, bytes]


def clean(text: str) -> str:
    """Return a text without the signs that steer a screen (tabs become spaces); only such a text may be in a list."""
    plain = text.replace("\t", " ").replace("\r", "")
    return "".join(sign for sign in plain if sign == "\n" or category(sign) not in _STEERING)


def part_of(path: str, title: str, number: str, data: bytes) -> Part:
    """Return the line of the list for a file."""
    return Part(path, title, number, len(data), hashlib.sha256(data).hexdigest())


def seal(manifest: str, said: Said, files: Mapping[str, bytes], recipient: str, at: datetime) -> bytes:
    """Return a package as it travels.

    Args:
        manifest: the signed sheet's text.
        said: what it says.
        files: by their paths; exactly those that it names.
        recipient: the receiver's line of age.
        at: the local time that the files bear.

    Raises:
        Refusal: `exchange.parts_changed` when a file is not the one that was signed, `exchange.too_large` (most).
    """
    if {part.path: part.sha256 for part in said.parts} != {
        path: hashlib.sha256(data).hexdigest() for path, data in files.items()
    }:
        raise Refusal("exchange.parts_changed")
    if sum(map(len, files.values())) > SEALED_MOST // 2:
        raise Refusal("exchange.too_large", most=SEALED_MOST >> 21)
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(entry(MANIFEST, at), manifest)
        for path, data in files.items():
            archive.writestr(entry(path, at, pack=not path.endswith(".pdf")), data)
    address = {"to": said.receiver.hall_id, "to_name": said.receiver.name}
    return HEAD + json.dumps(address, ensure_ascii=False).encode() + b"\n" + _encrypted(file.getvalue(), recipient)


def looks_like_one(start: bytes) -> bool:
    """Say whether a file that begins so wants to be a package."""
    return start.startswith(HEAD)


def address(sealed: bytes) -> Party:
    """Return for whom a package is, as its first line says.

    Raises:
        Refusal: `exchange.not_one`, `exchange.too_large` (most).
    """
    if len(sealed) > SEALED_MOST:
        raise Refusal("exchange.too_large", most=SEALED_MOST >> 20)
    line, end, _ = sealed[:_LONGEST_HEAD].partition(b"\n")
    try:
        if not (line.startswith(HEAD) and end):
            raise ValueError("not a package")
        said = json.loads(line.removeprefix(HEAD))
        return Party(_text(said["to"]), _text(said["to_name"])[:60])
    except _OUT_OF_BOUNDS as broken:
        raise Refusal("exchange.not_one") from broken


def unseal(sealed: bytes, identities: Sequence[str]) -> Unsealed:
    """Return a package opened with one of these lines of age.

    Raises:
        Refusal: `exchange.no_key` when it was closed for another key, `exchange.altered` when it is damaged or was
            changed, `exchange.no_paper_inside` (name) for a file that is no PDF, `zip.…` for a zip that could do harm.
    """
    plain = _decrypted(sealed.partition(b"\n")[2], identities)
    with open_zip(io.BytesIO(plain), LIMITS) as archive:
        files = {name: b"".join(pieces(archive, name)) for name in archive.namelist()}
    try:
        sheet = read_sheet(files.pop(MANIFEST).decode(), FORMAT)
        said = Said.read(sheet)
    except (Refusal, *_OUT_OF_BOUNDS) as broken:
        raise Refusal("exchange.altered") from broken
    if [(part.path, part.size, part.sha256) for part in said.parts] != [
        (path, len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items()
    ]:
        raise Refusal("exchange.altered")
    for path, data in files.items():
        if path != DATA and not (path.endswith(".pdf") and data.startswith(b"%PDF-")):
            raise Refusal("exchange.no_paper_inside", name=path)
    return Unsealed(said, sheet, files)


def _encrypted(plain: bytes, recipient: str) -> bytes:
    import pyrage

    try:
        sealed: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.RecipientError as wrong:
        raise Refusal("exchange.no_recipient") from wrong
    return sealed


def _decrypted(sealed: bytes, identities: Sequence[str]) -> bytes:
    import pyrage

    try:
        known = [pyrage.x25519.Identity.from_str(each) for each in identities]
        plain: bytes = pyrage.decrypt(sealed, known)
    except pyrage.DecryptError as failed:
        raise Refusal("exchange.no_key" if "matching keys" in str(failed) else "exchange.altered") from failed
    return plain


def _party(data: Mapping[str, Any]) -> Party:
    return Party(_text(data["hall_id"]), _text(data["name"])[:60])


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or value != clean(value):
        raise ValueError("not a text for people")
    return value
