"""What a machine that anybody can touch lets the database know: by which keys, codes and documents it was asked.

On PostgreSQL a kiosk sees no row of a person, an appointment or a case but those that somebody asks for by a key, a
code or the number of a document (see `hall.roles.rows`). The gate says them to the server at the beginning of each
transaction, numbers as their marks; they hold until its end. On SQLite there is nobody to hide anything from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Dialect, text
from sqlalchemy.orm import Session

from hall.kernel.actor import Actor
from hall.kernel.ids import STATUS_ALPHABET, STATUS_LENGTH
from hall.storage.sealing import sealer_of
from hall.storage.work import Reading

SETTING: Final = "hall.shown"
COUNTS_ALONE: Final = "hall_counting"
"""The role that sees how many appointments there are, and whose none of them is."""

DEVICE_LOGINS: Final = "pc_"
"""Begins the login of a PC that the host serves; only theirs are bound by the rules for rows."""

LEFT_IN_THE_DARK: Final = frozenset({"kiosk"})
"""Kinds of devices that see what they are asked for and nothing else."""

_KEY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE: Final = re.compile(f"[{STATUS_ALPHABET}]{{{STATUS_LENGTH}}}")
_MARKS: Final = {"id_number": "identity", "phone": "phone"}
"""What an argument that names a person is marked for."""


def show(session: Session, actor: Actor, asked: Mapping[str, object], *keys: str) -> None:
    """Tell the server for this transaction what somebody asks for; nothing where all is seen anyway.

    Args:
        session: in its transaction.
        actor: whose device it is.
        asked: the arguments of the action or the view; those that are neither keys, codes nor numbers stay here.
        keys: more of them.
    """
    dialect = session.get_bind().dialect
    if actor.kind not in LEFT_IN_THE_DARK or dialect.name != "postgresql":
        return
    shown = " ".join([*keys, *_told(asked, dialect), *_told({"id_number": actor.shown}, dialect)])
    session.execute(text("SELECT set_config(:name, :shown, true)"), {"name": SETTING, "shown": shown})


@contextmanager
def counting(reading: Reading) -> Iterator[None]:
    """Count appointments of which the reading device may see none."""
    bind = reading.session.get_bind()
    served = bind.dialect.name == "postgresql" and str(bind.engine.url.username).startswith(DEVICE_LOGINS)
    hidden = served and reading.actor.kind in LEFT_IN_THE_DARK
    if hidden:
        reading.session.flush()  # as itself
        _become(reading.session, COUNTS_ALONE)
    yield
    if hidden:
        _become(reading.session, "none")


def _become(session: Session, role: str) -> None:
    session.execute(text("SELECT set_config('role', :role, true)"), {"role": role})


def _told(asked: Mapping[str, object], dialect: Dialect) -> Iterable[str]:
    for name, value in asked.items():
        if not isinstance(value, str) or not value:
            continue
        plain = "".join(filter(str.isalnum, value)).upper()
        if name in _MARKS:
            yield sealer_of(dialect).mark(plain, _MARKS[name])
        elif _KEY.fullmatch(value):
            yield value
        elif _CODE.fullmatch(plain):
            yield plain
