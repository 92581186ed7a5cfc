"""Makes the connection file of a PC: a device, its login role, and one sealed file."""

import contextlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from hall.host import certificates, plan, rights
from hall.host.connection_file import MACHINES, WITHOUT_KEY, Invitation, new_code, seal
from hall.host.plan import Places, Plan
from hall.kernel.refusal import Refusal
from hall.opening import engine_of
from hall.service import Hall, SystemHall, facts_of, posts_views, security
from hall.storage import connection, pc, sealing
from hall.storage.machine_key import MachineKey

AT_A_COUNTER = {"counter": "{number} 号窗口", "rating": "{number} 号窗口屏"}
"""Kinds of windows that stand at a counter, and the names under which they are registered."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A connection file that was made.

    Attributes:
        sealed: what stands in it.
        code: its connection code, shown once.
        fingerprint: of the host's certificate, to compare.
        device_id: of the new device.
    """

    sealed: bytes
    code: str
    fingerprint: str
    device_id: str


def invite(folder: Path, kind: str, number: int = 0, asked_by: Hall | None = None) -> Invited:
    """Make a device with its login role and write its connection file.

    Args:
        folder: the host's data folder.
        kind: kind of the device.
        number: number of the counter at which it stands, or 0.
        asked_by: the hall of whoever lets the PC in, so that it is their name that stands on record; the hall
            itself where nobody is signed in.

    Raises:
        Refusal: `host.not_set_up`, `host.number_needed`, `posts.no_such_counter`, `security.unknown_device_kind`,
            `storage.…` when the server does not run.
    """
    settled = plan.read(folder)
    if (kind in AT_A_COUNTER) is not bool(number):
        raise Refusal("host.number_needed" if kind in AT_A_COUNTER else "host.no_number")
    engine = engine_of(folder)
    hall = SystemHall.open(engine)
    with contextlib.closing(hall):
        device = _register(asked_by or hall, kind, number)
        password = secrets.token_urlsafe(24)
        role = _admit(folder, settled, device.partition(".")[0], kind, password)
        facts = hall.see(facts_of)
        root, machine = _keys_for(kind, role, engine)
        certificate = authority_of(folder, settled)
        invitation = Invitation(
            facts.name, facts.hall_id, outward(settled.names), settled.port, settled.database, role, password,
            certificate, kind, number, device, root, hall.clock.now(), machine,
        )  # fmt: skip
    code = new_code()
    return Invited(seal(invitation, code), code, certificates.fingerprint(certificate), device.partition(".")[0])


def dismiss(folder: Path, device_id: str) -> None:
    """Take a PC's way to the host away at once; retiring the device in the hall's books is `security`'s."""
    settled = plan.read(folder)
    with rights.master(folder, settled) as master:
        rights.expel(master, device_id)


def outward(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most three names under which another PC finds the host; its own loop where it has no other."""
    far = tuple(name for name in names if name != "localhost" and not name.startswith("127."))
    return (far or names)[:3]


def authority_of(folder: Path, settled: Plan) -> str:
    """Return the authority that clients pin, as PEM."""
    shipped = Places(folder).certificates / certificates.AUTHORITY
    file = shipped if settled.has_door else folder / connection.CERTIFICATE
    try:
        return file.read_text(encoding="ascii")
    except OSError as wrong:
        raise Refusal("host.no_certificate", folder=str(pc.folder())) from wrong


def _keys_for(kind: str, role: str, engine: Engine) -> tuple[str, str]:
    """Return the root secret and the keys of a machine, as far as a kind of PC gets them."""
    if kind in WITHOUT_KEY:
        return "", ""
    root = sealing.root_for(engine)
    if kind in MACHINES:
        return "", MachineKey.of(root, role, only_seals=MACHINES[kind]).to_text()
    return root.hex(), ""


def _register(hall: Hall, kind: str, number: int) -> str:
    if kind not in AT_A_COUNTER:
        return hall.do(security.add_device, kind=kind, name=kind)
    counter = hall.see(posts_views.counter_numbered, number=number)
    return hall.do(security.add_device, kind=kind, name=AT_A_COUNTER[kind].format(number=number), counter_id=counter.id)


def _admit(folder: Path, settled: Plan, device_id: str, kind: str, password: str) -> str:
    with rights.master(folder, settled) as master:
        return rights.admit(master, device_id, kind, password)
