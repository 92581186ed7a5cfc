"""Gives a machine of a hall under test the keys that its connection file would bring it."""

from sqlalchemy import Engine

from hall.host.connection_file import MACHINES
from hall.storage import pc, sealing
from hall.storage.machine_key import MachineKey


def give_machine_key(owner: Engine, kind: str, login: str) -> None:
    """Let what opens the database with a login have the keys of a machine, where its kind gets such.

    Args:
        owner: an engine that has the hall's root secret, or has not looked for it yet.
        kind: kind of the device.
        login: its login role.
    """
    if kind in MACHINES:
        sealing.unlock(owner)
        key = MachineKey.of(sealing.root_for(owner), login, only_seals=MACHINES[kind])
        pc.remember_machine_key(key.key_id, login, key.to_text())
