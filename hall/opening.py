"""Opens a data folder: sees that it is sound, brings its tables up to date and hands over the hall."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hall import schema
from hall.kernel.clock import Clock
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.security.rules import RUNS_DUE_ACTS
from hall.service import Hall, SystemHall, facts_of
from hall.storage import connection, folding, pc, recovery, sealing, settings
from hall.storage.engine import for_writing, open_engine, sqlite_url
from hall.storage.folder import database_in, prepare_folder
from hall.storage.place import HallFacts
from hall.storage.trouble import sentence_for
from hall.witness import FILE as NOTE
from hall.witness import Witness

CONNECTION_FILE = connection.FILE

AnyHall = TypeVar("AnyHall", bound=Hall)
log = logging.getLogger(__name__)


def open_hall(folder: Path, clock: Clock | None = None, kind: type[AnyHall] = Hall) -> AnyHall:  # type: ignore[assignment]
    """Open the hall of a data folder.

    Args:
        folder: with `hall.db`, or with `connection.toml` naming a PostgreSQL database.
        clock: the hall's time; the PC's by default.
        kind: `Hall` for a device, `SystemHall` for set-up and due acts.

    Raises:
        Refusal: `storage.not_a_hall` for a folder without one, and what `prepare_folder` and `schema.prepare` say.
    """
    if not is_hall(folder):
        raise Refusal("storage.not_a_hall", folder=str(folder))
    return _opened(folder, engine_of(folder), clock, kind)


def found_hall(folder: Path, facts: HallFacts, clock: Clock | None = None) -> SystemHall:
    """Make a new hall in a data folder, or name the one that stands there unfinished, and open it."""
    engine = engine_of(folder)
    with _handed_over(engine):
        schema.prepare(engine)
        with Session(for_writing(engine)) as session, session.begin():
            settings.write(session, _overlaid(settings.read(session, HallFacts), facts))
    return _opened(folder, engine, clock, SystemHall)


def sample_hall(folder: Path, facts: HallFacts, clock: Clock | None = None) -> SystemHall:
    """Open the sample hall of a data folder, or make it in an empty one.

    Raises:
        Refusal: `simulation.real_hall` when the folder holds another hall: nothing made up may get into its books.
    """
    if is_hall(folder):
        hall = open_hall(folder, clock, SystemHall)
        if hall.see(facts_of).name == facts.name:
            return hall
        hall.close()
        raise Refusal("simulation.real_hall")
    return found_hall(folder, facts, clock)


def is_hall(folder: Path) -> bool:
    """Tell whether a data folder holds a hall or the way to one."""
    return database_in(folder).exists() or (folder / CONNECTION_FILE).exists()


def recovery_code(folder: Path) -> tuple[str, str]:
    """Return the code of the hall's master key for its paper, and the key's name.

    Raises:
        Refusal: `storage.key_missing` on a PC without the key, and what `open_hall` says.
    """
    engine = _prepared(folder)
    try:
        root = sealing.root_for(engine)
    finally:
        engine.dispose()
    return recovery.code_of(root), pc.key_id_of(root)


def enter_key(folder: Path, code: str) -> None:
    """Take in a recovery code: prove it against the database and remember the key on this PC.

    Raises:
        Refusal: what `hall.storage.sealing.enter` and `open_hall` say.
    """
    engine = _prepared(folder)
    try:
        sealing.enter(engine, code)
    finally:
        engine.dispose()


def _prepared(folder: Path) -> Engine:
    """Open the database of a hall that stands, with the tables of today."""
    if not is_hall(folder):
        raise Refusal("storage.not_a_hall", folder=str(folder))
    engine = engine_of(folder)
    with _handed_over(engine):
        _see_to_tables(engine, is_served(folder))
    return engine


def engine_of(folder: Path) -> Engine:
    """Open the database of a data folder: the host's, as `connection.toml` says, or the file of this PC.

    Raises:
        Refusal: what `prepare_folder`, `connection.read` and `folding.mend` say.
    """
    prepare_folder(folder)
    way = connection.read(folder)
    if way is None:
        folding.mend(database_in(folder))
        return open_engine(sqlite_url(database_in(folder)))
    return open_engine(way if isinstance(way, str) else connection.url_of(folder, way))


def _opened(folder: Path, engine: Engine, clock: Clock | None, kind: type[AnyHall]) -> AnyHall:
    served = is_served(folder)
    with _handed_over(engine):
        _see_to_tables(engine, served)
        hall = kind.open(engine, clock)
        if not served:
            _ask_the_witness(hall, engine, folder)
        return hall


@contextmanager
def _handed_over(engine: Engine) -> Iterator[None]:
    """Let go of the database when it cannot be handed over, and say why in words.

    Raises:
        Refusal: what was refused, and what the database's own error means.
    """
    try:
        yield
    except DBAPIError as error:
        engine.dispose()
        raise sentence_for(error) from error
    except Refusal:
        engine.dispose()
        raise


def _ask_the_witness(hall: Hall, engine: Engine, folder: Path) -> None:
    """Say when the database lacks what was noted before; on a server only who may read all of it can tell."""
    if engine.dialect.name != "sqlite" and not isinstance(hall, SystemHall):
        return
    hall.witness = Witness(engine, folder / NOTE)
    behind = hall.witness.behind()
    if behind is not None:
        hall.behind = behind.said()
        log.warning("%s (%d entries, noted at %s)", hall.behind, behind.entries, behind.noted_at)
        if not hall.witness.sound():
            raise Refusal("storage.damaged")
        hall.witness.put_on_record(behind, hall.clock.now())
        hall.witness.keep_aside()


def is_served(folder: Path) -> bool:
    """Tell whether the host of a hall serves this PC: then its device stands in the connection file."""
    way = connection.read(folder)
    return isinstance(way, connection.Connection) and way.is_device


def runs_due_acts(folder: Path, kind: str) -> bool:
    """Tell whether a window of a kind runs what the hall owes by itself; on a PC that the host serves not all do."""
    return not is_served(folder) or kind in RUNS_DUE_ACTS


def _see_to_tables(engine: Engine, served: bool) -> None:
    """Bring the tables up to date; a PC that the host serves only looks whether they are."""
    if served:
        schema.require_today(engine)
    else:
        schema.prepare(engine)


def _overlaid(known: HallFacts, said: HallFacts) -> HallFacts:
    """Return what was known, changed by what is said now; the hall's key is made once."""
    plain = HallFacts()
    changes = {name: value for name, value in asdict(said).items() if value != getattr(plain, name)}
    return replace(known, **{"hall_id": known.hall_id or new_id(), **changes})
