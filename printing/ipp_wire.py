"""The bytes of the Internet Printing Protocol (RFC 8010): questions encoded, answers decoded."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

OPERATION, JOB, PRINTER, _END = 0x01, 0x02, 0x04, 0x03
INTEGER, BOOLEAN, ENUM, NAME, KEYWORD, URI, CHARSET, LANGUAGE = 0x21, 0x22, 0x23, 0x42, 0x44, 0x45, 0x47, 0x48
_BEGIN_COLLECTION, _END_COLLECTION, _TEXT_LANGUAGE, _NAME_LANGUAGE = 0x34, 0x37, 0x35, 0x36

Attributes = dict[str, list[Any]]
Asked = tuple[int, str, list[Any]]
"""Value tag, name and values of one attribute of a question."""


class IppError(Exception):
    """The other side did not answer (`status` 0), or answered that it will not."""

    def __init__(self, words: str, status: int = 0) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """A decoded answer: its status and its groups of attributes in order."""

    status: int
    groups: tuple[tuple[int, Attributes], ...] = field(default=())


def encode(operation: int, attributes: Iterable[Asked], *, request_id: int = 1) -> bytes:
    """Return a question: version 2.0, one group of operation attributes as (value tag, name, values)."""
    parts = [struct.pack(">BBHIB", 2, 0, operation, request_id, OPERATION)]
    for tag, name, values in attributes:
        for place, value in enumerate(values):
            label = name.encode() if place == 0 else b""
            data = struct.pack(">i", value) if tag in (INTEGER, ENUM) else str(value).encode()
            parts += [struct.pack(">BH", tag, len(label)), label, struct.pack(">H", len(data)), data]
    return b"".join([*parts, bytes([_END])])


def decode(message: bytes) -> Answer:
    """Return what an answer says; members of collections are skipped.

    Raises:
        IppError: it breaks off or is none.
    """
    try:
        _major, _minor, status, _request_id = struct.unpack_from(">BBHI", message)
        return Answer(status, tuple(_groups(message, 8)))
    except (struct.error, IndexError, UnicodeDecodeError) as broken:
        raise IppError("the answer breaks off") from broken


def _groups(message: bytes, place: int) -> list[tuple[int, Attributes]]:
    groups: list[tuple[int, Attributes]] = []
    name, depth = "", 0
    while (tag := message[place]) != _END:
        place += 1
        if tag < 0x10:
            groups.append((tag, {}))
            continue
        label, place = _counted(message, place)
        value, place = _counted(message, place)
        depth += (tag == _BEGIN_COLLECTION) - (tag == _END_COLLECTION)
        if depth or tag == _END_COLLECTION:
            continue
        name = label.decode() or name
        groups[-1][1].setdefault(name, []).append(_value(tag, value))
    return groups


def _counted(message: bytes, place: int) -> tuple[bytes, int]:
    """Return the bytes behind a two-byte count, and where they end."""
    (count,) = struct.unpack_from(">H", message, place)
    end = place + 2 + count
    if end > len(message):
        raise IndexError(end)
    return message[place + 2 : end], end


def _value(tag: int, value: bytes) -> Any:  # noqa: ANN401 -- an attribute is a number, a truth or a word
    if tag in (INTEGER, ENUM):
        return struct.unpack(">i", value)[0]
    if tag == BOOLEAN:
        return value != b"\0"
    if tag in (_TEXT_LANGUAGE, _NAME_LANGUAGE):
        _language, place = _counted(value, 0)
        return _counted(value, place)[0].decode("utf-8", "replace")
    return value.decode("utf-8", "replace") if tag >= 0x40 else None
