"""The statement on a paper (验真码): signed text in its QR code that says whose paper it is and what is on it."""

import base64
import binascii
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hall.documents.content import Content, digest
from hall.kernel.masks import mask_name

PREFIX: Final = "HALL1:"
_DIGEST, _SIGNATURE = 32, 64
_FACTS_MOST: Final = 200
"""Bytes of the facts: with digest and signature that is a QR code of at most 69 modules, 26 mm at three dots each."""
_NAME_MOST: Final = 16
_CUT: Final = "…"
_LONG_NUMBER: Final = re.compile("[0-9Xx]{6,}")

Sign = Callable[[bytes], tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a room says about a paper so that it can be verified later; the name is masked before it is used.

    Attributes:
        name: whom the paper is about or to whom it is addressed.
        purpose: for what it may be used, or the public name of the matter that it decides; never an illness.
        valid_until: its last day, None for a paper without an end.
    """

    name: str
    purpose: str
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a paper's QR code says in the hall's name (验真声明).

    It holds no identity number, no address and no illness: whoever sees the paper may read it.

    Attributes:
        kind: as in `hall.documents.kinds`.
        number: the paper's number.
        digest: SHA-256 of the content, see `content_digest`.
        name: masked.
        purpose: cut with … where it is too long.
        issued: the hall's day.
        valid_until: the last day, None without an end.
        key_id: the key that signed.
    """

    kind: str
    number: str
    digest: bytes
    name: str
    purpose: str
    issued: date
    valid_until: date | None
    key_id: str


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """A statement as it was read, with what the signature is over; nobody has verified it yet."""

    statement: Statement
    message: bytes
    signature: bytes


def content_digest(content: Content) -> bytes:
    """Return the SHA-256 that a statement vouches for.

    It is taken over the canonical JSON of the content with `qr` and `qr_note` empty, because the statement itself
    becomes that QR code: everything else on the paper is in it, to the last character.
    """
    return bytes.fromhex(digest(replace(content, qr="", qr_note="")))


def state(content: Content, proof: Proof, *, issued: date, key_id: str) -> Statement:
    """Return the statement about a paper; the purpose is cut so that the QR code stays small enough to print."""
    name = mask_name(proof.name.strip())
    stated = Statement(
        content.kind,
        content.number,
        content_digest(content),
        name if len(name) <= _NAME_MOST else name[: _NAME_MOST - 1] + _CUT,
        _LONG_NUMBER.sub(_CUT, "".join(proof.purpose.split())),
        issued,
        proof.valid_until,
        key_id,
    )
    whole = stated.purpose
    for length in range(len(whole) - 1, -1, -1):
        if len(_facts(stated)) <= _FACTS_MOST:
            break
        stated = replace(stated, purpose=whole[:length] + _CUT)
    return stated


def message_of(statement: Statement) -> bytes:
    """Return what is signed: the prefix, the digest and the facts as compact JSON."""
    return PREFIX.encode() + statement.digest + _facts(statement)


def to_text(statement: Statement, signature: bytes) -> str:
    """Return the text of the QR code: the prefix, and in base32 without padding digest, signature and facts.

    Capital letters, digits and a colon are all that it needs: a scanner that types can type it whatever the keyboard's
    language, and a QR code keeps it in its alphanumeric mode, at five and a half bits a character.
    """
    return PREFIX + base64.b32encode(statement.digest + signature + _facts(statement)).decode().rstrip("=")


def is_statement(text: str) -> bool:
    """Say whether a text wants to be a statement, whatever it is worth."""
    return _typed(text).startswith(PREFIX)


def read(text: str) -> SignedStatement:
    """Return what a scanned text says, before anybody has verified it.

    Raises:
        ValueError: the text is not a whole statement.
    """
    typed = _typed(text)
    if not typed.startswith(PREFIX):
        raise ValueError("not a statement")
    data = _unbase32(typed.removeprefix(PREFIX))
    begin, end = _DIGEST, _DIGEST + _SIGNATURE
    facts = data[end:]
    try:
        said = json.loads(facts)
        until = said.get("e", "")
        statement = Statement(
            kind=_word(said["k"]),
            number=_word(said["n"]),
            digest=data[:begin],
            name=_word(said["p"]),
            purpose=_word(said["u"]),
            issued=date.fromisoformat(said["d"]),
            valid_until=date.fromisoformat(until) if until else None,
            key_id=_word(said["y"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as broken:
        raise ValueError("a statement without its facts") from broken
    return SignedStatement(statement, PREFIX.encode() + data[:begin] + facts, data[begin:end])


def _facts(statement: Statement) -> bytes:
    plain = {
        "k": statement.kind,
        "n": statement.number,
        "p": statement.name,
        "u": statement.purpose,
        "d": f"{statement.issued:%Y%m%d}",
        "y": statement.key_id,
    }
    if statement.valid_until is not None:
        plain["e"] = f"{statement.valid_until:%Y%m%d}"
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _typed(text: str) -> str:
    """Return a text as it was meant: scanners break lines, and a keyboard may stand on small letters."""
    return "".join(text.split()).upper()


def _unbase32(text: str) -> bytes:
    """Return the bytes; spare bits at the end must be nought, so that each statement has one text only."""
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except binascii.Error as broken:
        raise ValueError("not base32") from broken
    if len(data) <= _DIGEST + _SIGNATURE or base64.b32encode(data).decode().rstrip("=") != text:
        raise ValueError("not a whole statement")
    return data


def _word(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise TypeError("a word was expected")
    return value
