"""Takes a connection file in: this PC belongs to a hall from now on."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from hall.host import certificates, plan
from hall.host.connection_file import MACHINES, WITHOUT_KEY, Invitation, unseal
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.opening import is_hall
from hall.storage import connection, pc
from hall.storage.connection import Connection
from hall.storage.folder import prepare_folder
from hall.storage.machine_key import MachineKey


@dataclass(frozen=True, slots=True)
class Offered:
    """What a connection file offers, shown before anybody joins."""

    hall_name: str
    host: str
    kind: str
    number: int
    fingerprint: str
    invitation: Invitation


def look(file: bytes, code: str, clock: Clock | None = None) -> Offered:
    """Open a connection file and say what it offers; nothing is changed.

    Raises:
        Refusal: what `unseal` says.
    """
    said = unseal(file, code, (clock or SystemClock()).now())
    try:
        print_of = certificates.fingerprint(said.certificate)
    except (ValueError, ssl.SSLError) as wrong:
        raise Refusal("host.file_altered") from wrong
    return Offered(said.hall_name, said.hosts[0], said.kind, said.number, print_of, said)


def join(folder: Path, offered: Offered) -> Connection:
    """Write the way to the host into a data folder, and its secrets into this PC's own configuration.

    Raises:
        Refusal: `host.folder_taken` for a folder with another hall's data, and what `prepare_folder` says.
    """
    said = offered.invitation
    _see_that_it_fits(folder, said)
    prepare_folder(folder)
    if said.root:
        pc.remember_key(bytes.fromhex(said.root))
    key_id = _take_machine_key(said) if said.machine else ""
    way = Connection(
        host=",".join(said.hosts), port=said.port, database=said.database, role=said.role, hall_id=said.hall_id,
        hall_name=said.hall_name, kind=said.kind, number=said.number, certificate=connection.CERTIFICATE,
        named=not certificates.is_own(said.certificate),
    )  # fmt: skip
    (folder / connection.CERTIFICATE).write_text(said.certificate, encoding="ascii")
    connection.write(folder, way, said.password)
    if key_id:
        _drop_root(folder, said, key_id)
    return way


def _take_machine_key(said: Invitation) -> str:
    """Keep the keys of a machine; answers with the name of the root secret that they come of."""
    try:
        key = MachineKey.of_text(said.machine)
    except ValueError as wrong:
        raise Refusal("host.file_altered") from wrong
    pc.remember_machine_key(key.key_id, key.machine, said.machine)
    return key.key_id


def _drop_root(folder: Path, said: Invitation, key_id: str) -> None:
    """Drop the root secret that a program of before gave this PC for a machine, unless the PC is something else too."""
    others = connection.folders() - {folder.resolve()}
    if not pc.read(plan.SECRETS) and all(_needs_no_root(other, said) for other in others):
        pc.forget_key(key_id)


def _needs_no_root(folder: Path, said: Invitation) -> bool:
    """Tell whether another window of this PC surely does without the root secret of the same hall."""
    try:
        way = connection.read(folder)
    except Refusal:
        return False
    if way is None:
        return not is_hall(folder)  # it was removed; a file of this PC is another matter
    if isinstance(way, str) or not way.hall_id:
        return False
    return way.hall_id != said.hall_id or way.kind in (*MACHINES, *WITHOUT_KEY)


def _see_that_it_fits(folder: Path, said: Invitation) -> None:
    if not is_hall(folder):
        return
    present = connection.read(folder)
    if not isinstance(present, Connection) or not present.is_device or present.hall_id != said.hall_id:
        raise Refusal("host.folder_taken", folder=str(folder))
    if (present.kind, present.number) != (said.kind, said.number):
        raise Refusal("host.other_window")
