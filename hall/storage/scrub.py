"""Rewrites a database file after its contents were sealed, so that no page still holds what stood there before."""

import contextlib
import logging
import sqlite3
from typing import Final, cast

from sqlalchemy import Engine

from hall.storage.backup import sqlite_file
from hall.storage.folding import tidy

log: Final = logging.getLogger(__name__)


def scrub(engine: Engine) -> None:
    """Write a SQLite file anew and empty its log; a server frees and reuses its pages by itself.

    Another program that has the file open makes it wait; if it goes on, the rewriting is left for the next upgrade.
    """
    if sqlite_file(engine) is None:
        return
    with contextlib.closing(engine.raw_connection()) as connection:
        driver = cast(sqlite3.Connection, connection.driver_connection)
        try:
            driver.execute("VACUUM").close()
        except sqlite3.OperationalError:
            log.exception("the file was not rewritten after the upgrade")
            return
    tidy(engine, 1)
