"""The connection file that a host hands to a PC: everything it needs, sealed with a code that is said by mouth."""

import base64
import hmac
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from hall.kernel.refusal import Refusal

FORM: Final = "one-stop-hall connection 1"
FOR_A_MACHINE: Final = "one-stop-hall connection 2"
"""The form with a machine's keys: a program of before would join without them, and says that the file is newer."""
LARGEST: Final = 65_536
VALID: Final = timedelta(days=7)
GROUPS, GROUP = 4, 4
LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0 and O, no 1 and I: the code is read out and typed."""
WITHOUT_KEY: Final = frozenset({"display"})
"""Kinds that neither show nor take a number of a person: their PCs get no key of the hall."""
MACHINES: Final = {"kiosk": False, "rating": True}
"""Kinds that stand in the open and take such numbers: their PCs get keys that open nothing; whether these only seal."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one PC of the hall needs to come to the host (连接文件).

    Its law: it is written once for one device, opened only with its code, and worth nothing after seven days.

    Attributes:
        hall_name: for people, who see it before they join.
        hall_id: key of the hall.
        hosts: names and addresses of the host, the likeliest first.
        port: of the host's door.
        database: name of the hall's database.
        role: login role of the device.
        password: of that role.
        certificate: the host's authority as PEM.
        kind: kind of the device.
        number: number of its counter, or 0.
        device: `id.secret` of the device.
        root: the hall's root secret as hexadecimal text; empty for a machine and a display.
        issued_at: when it was written.
        machine: what a machine gets instead of the root secret (`hall.storage.machine_key`), empty for all others.
    """

    hall_name: str
    hall_id: str
    hosts: tuple[str, ...]
    port: int
    database: str
    role: str
    password: str
    certificate: str
    kind: str
    number: int
    device: str
    root: str
    issued_at: datetime
    machine: str = ""


def new_code() -> str:
    """Return a fresh connection code: four groups of four."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(GROUPS * GROUP))
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def tidy_code(typed: str) -> str:
    """Return a code as it was meant: large letters in groups, whatever stands between them.

    Raises:
        Refusal: `host.wrong_code` for what cannot be one.
    """
    letters = re.sub(r"[\s\-_.]", "", typed.upper())
    if len(letters) != GROUPS * GROUP or set(letters) - set(LETTERS):
        raise Refusal("host.wrong_code")
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def seal(invitation: Invitation, code: str) -> bytes:
    """Return the connection file."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    said = {**asdict(invitation), "issued_at": invitation.issued_at.isoformat()}
    form = FOR_A_MACHINE if said["machine"] else FORM
    if form == FORM:
        said.pop("machine")
    salt, nonce = os.urandom(16), os.urandom(12)
    key, check = _keys(tidy_code(code), salt)
    sealed = AESGCM(key).encrypt(nonce, json.dumps(said, ensure_ascii=False).encode(), form.encode())
    parts = {"salt": salt, "check": check, "nonce": nonce, "sealed": sealed}
    text = {name: base64.b64encode(part).decode("ascii") for name, part in parts.items()}
    return json.dumps({"form": form, **text}, indent=1).encode("ascii")


def unseal(file: bytes, code: str, now: datetime) -> Invitation:
    """Open a connection file.

    Args:
        file: what it holds.
        code: as it was typed.
        now: a file of more than a week ago is worth nothing.

    Raises:
        Refusal: `host.not_a_file`, `host.wrong_code`, `host.file_altered`, `host.file_expired`.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    form, parts = _parts(file)
    key, check = _keys(tidy_code(code), parts["salt"])
    if not hmac.compare_digest(check, parts["check"]):
        raise Refusal("host.wrong_code")
    try:
        plain = AESGCM(key).decrypt(parts["nonce"], parts["sealed"], form.encode())
        invitation = _read(plain)
    except (InvalidTag, ValueError) as wrong:
        raise Refusal("host.file_altered") from wrong
    if not invitation.issued_at - timedelta(days=1) <= now <= invitation.issued_at + VALID:
        raise Refusal("host.file_expired")
    return invitation


def _parts(file: bytes) -> tuple[str, dict[str, bytes]]:
    try:
        said = json.loads(file) if len(file) <= LARGEST else {}
        form = str(said["form"])
        parts = {name: base64.b64decode(said[name], validate=True) for name in ("salt", "check", "nonce", "sealed")}
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise Refusal("host.not_a_file") from wrong
    if form not in (FORM, FOR_A_MACHINE):
        raise Refusal("host.file_newer" if form.startswith(FORM.rpartition(" ")[0]) else "host.not_a_file")
    return form, parts


def _keys(code: str, salt: bytes) -> tuple[bytes, bytes]:
    """Return the key of a code and what tells a mistyped code from an altered file.

    The code has eighty bits of chance, so nobody tries them all; scrypt takes 32 MiB, which the oldest PC has.
    """
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    both = Scrypt(salt=salt, length=48, n=2**15, r=8, p=1).derive(code.encode("ascii"))
    return both[:32], both[32:]


def _read(plain: bytes) -> Invitation:
    try:
        said = json.loads(plain)
        issued_at = datetime.fromisoformat(said.pop("issued_at"))
        return Invitation(**{**said, "hosts": tuple(said["hosts"])}, issued_at=issued_at)
    except (TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise ValueError("not an invitation") from wrong
