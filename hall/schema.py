"""All tables of the hall in one place, and how a database comes to have those of the present version."""

from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

import hall.agency.model
import hall.appointments.model
import hall.archive.model
import hall.audit.model
import hall.books.model
import hall.cases.duty_model
import hall.cases.model
import hall.cases.outside_model
import hall.cases.supervision_model
import hall.catalogue.model
import hall.contacts.model
import hall.documents.model
import hall.dossier.model
import hall.exchange.model
import hall.gate
import hall.keys.model
import hall.originals.model
import hall.people.model
import hall.posts.model
import hall.queue.model
import hall.queue.pace_model
import hall.ratings.model
import hall.screens.model
import hall.seals.model
import hall.security.model
import hall.statistics.model
import hall.stock.model
import hall.storage.changes
import hall.storage.due
import hall.storage.numbers
import hall.storage.settings
import hall.workdays.model  # noqa: F401 -- importing a model declares its tables
from hall.kernel.refusal import Refusal
from hall.storage.base import Base

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
_OLDER: tuple[str, ...] = ("0001", "0002", "0003")


def create(engine: Engine) -> None:
    """Make all tables of the present version at once, without the steps: for tests."""
    Base.metadata.create_all(engine)


def prepare(engine: Engine) -> None:
    """Bring a database, new or of an older version, to the tables of today.

    Raises:
        Refusal: `storage.newer` when a newer version of the program has used it.
    """
    revision = revision_of(engine)
    if revision == HEAD:
        return
    if revision is not None and revision not in _OLDER:
        raise Refusal("storage.newer")
    _upgrade(engine)


def revision_of(engine: Engine) -> str | None:
    """Return the version of the tables, None for an empty database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(engine: Engine) -> None:
    from alembic import command  # only needed when there is something to do: costs a window's start 0.1 s

    with engine.begin() as connection:
        config = migrations()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def migrations() -> "Config":
    """Return the configuration of the migration steps, without a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "hall:migrations")
    return config
