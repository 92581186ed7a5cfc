"""Opens a data folder: sees that it is sound, brings its tables up to date and hands over the hall."""

import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hall import schema
from hall.gate import sentence_for
from hall.kernel.clock import Clock
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.service import Hall, SystemHall, facts_of
from hall.storage import settings
from hall.storage.engine import for_writing, open_engine, sqlite_url
from hall.storage.folder import database_in, prepare_folder
from hall.storage.place import HallFacts

CONNECTION_FILE = "connection.toml"

AnyHall = TypeVar("AnyHall", bound=Hall)


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
    return _opened(_engine_of(folder), clock, kind)


def found_hall(folder: Path, facts: HallFacts, clock: Clock | None = None) -> SystemHall:
    """Make a new hall in a data folder, or name the one that stands there unfinished, and open it."""
    engine = _engine_of(folder)
    try:
        schema.prepare(engine)
        with Session(for_writing(engine)) as session, session.begin():
            settings.write(session, _overlaid(settings.read(session, HallFacts), facts))
    except DBAPIError as error:
        raise sentence_for(error) from error
    return _opened(engine, clock, SystemHall)


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


def _engine_of(folder: Path) -> Engine:
    prepare_folder(folder)
    connection = folder / CONNECTION_FILE
    if connection.exists():
        return open_engine(tomllib.loads(connection.read_text(encoding="utf-8"))["url"])
    return open_engine(sqlite_url(database_in(folder)))


def _opened(engine: Engine, clock: Clock | None, kind: type[AnyHall]) -> AnyHall:
    try:
        schema.prepare(engine)
        return kind.open(engine, clock)
    except DBAPIError as error:
        engine.dispose()
        raise sentence_for(error) from error
    except Refusal:
        engine.dispose()
        raise


def _overlaid(known: HallFacts, said: HallFacts) -> HallFacts:
    """Return what was known, changed by what is said now; the hall's key is made once."""
    plain = HallFacts()
    changes = {name: value for name, value in asdict(said).items() if value != getattr(plain, name)}
    return replace(known, **{"hall_id": known.hall_id or new_id(), **changes})
