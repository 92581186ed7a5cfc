"""What a copy says about itself, and the signature by which the hall's own key vouches for it."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from hall.kernel.refusal import Refusal
from hall.storage.pc import key_id_of
from hall.storage.sealer import derived

FORMAT: Final = 1
MANIFEST, SIGNATURE, TABLES = "manifest.json", "manifest.hmac", "tables/"
KINDS: Final = frozenset({"text", "int", "float", "bool", "instant", "day", "json", "bytes"})
_PURPOSE: Final = b"backup"
_WHAT: Final = "one-stop-hall copy"


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table of a copy.

    Attributes:
        name: of the table; its rows stand in `tables/<name>.jsonl` in the order of the primary key.
        columns: name and kind of each column, in the order of the values in a row.
        rows: how many rows stand in it.
        size: bytes of the file, unpacked.
        sha256: over the bytes of the file, unpacked.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: int
    size: int
    sha256: str

    @property
    def file(self) -> str:
        """Where its rows lie in the copy."""
        return f"{TABLES}{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The law of a copy (备份): what is in it, of which hall, sealed with which key, and the digest of every table.

    Attributes:
        revision: version of the tables, as in `hall.schema`.
        key_id: name of the master key with which its sealed columns are sealed and this list is signed.
        database: `sqlite` or `postgresql`: where it was made; it can be brought back on either.
        sha256: over the list as it was written; empty before it is.
    """

    format: int
    program: str
    revision: str
    hall_id: str
    hall: str
    key_id: str
    made_at: datetime
    database: str
    tables: tuple[TablePart, ...]
    sha256: str = field(default="", compare=False)

    @property
    def rows(self) -> int:
        """How many rows the copy holds."""
        return sum(table.rows for table in self.tables)

    def to_bytes(self) -> bytes:
        """Return the list as it stands in the copy."""
        plain = asdict(self) | {"what": _WHAT, "made_at": self.made_at.isoformat()}
        del plain["sha256"]
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def from_bytes(content: bytes) -> Manifest:
    """Read the list of a copy.

    Raises:
        Refusal: `backup.not_a_copy`, `backup.newer_format`, `backup.damaged`.
    """
    try:
        plain = json.loads(content)
        if plain.pop("what") != _WHAT:
            raise Refusal("backup.not_a_copy")
        if int(plain["format"]) > FORMAT:
            raise Refusal("backup.newer_format")
        tables = tuple(_table(each) for each in plain.pop("tables"))
        made_at = datetime.fromisoformat(plain.pop("made_at"))
        if made_at.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return Manifest(**plain, tables=tables, made_at=made_at, sha256=hashlib.sha256(content).hexdigest())
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as broken:
        raise Refusal("backup.damaged") from broken


def sign(content: bytes, root: bytes) -> bytes:
    """Return the signature (HMAC-SHA256, hexadecimal) over a list, with a key derived from the hall's root secret."""
    return hmac.digest(derived(root, _PURPOSE), content, "sha256").hex().encode("ascii")


def prove(content: bytes, signature: bytes, manifest: Manifest, root: bytes) -> None:
    """See that a root secret belongs to a copy and that nobody else has written its list.

    Raises:
        Refusal: `backup.wrong_key`, `backup.altered`.
    """
    if key_id_of(root) != manifest.key_id:
        raise Refusal("backup.wrong_key", hall=manifest.hall)
    if not hmac.compare_digest(sign(content, root), signature.strip()):
        raise Refusal("backup.altered")


def _table(plain: dict[str, Any]) -> TablePart:
    columns = tuple((str(name), str(kind)) for name, kind in plain["columns"])
    name, rows, size, digest = str(plain["name"]), int(plain["rows"]), int(plain["size"]), str(plain["sha256"])
    if not name.isidentifier() or not {kind for _, kind in columns} <= KINDS or min(rows, size) < 0:
        raise Refusal("backup.damaged")
    return TablePart(name, columns, rows, size, digest)
