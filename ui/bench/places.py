"""Where measured halls stand: files of a temporary folder, or databases of a server, all gone afterwards."""

from pathlib import Path
from secrets import token_hex
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from ui.bench.stage import Stage, sqlite_stage, stage_on


class Places(Protocol):
    """A kind of database on which halls can be measured."""

    postgresql: bool

    def stage(self) -> Stage:
        """Set up one more hall."""
        ...


class Folder:
    """Sets up halls in SQLite files of a folder that somebody else removes.

    Attributes:
        folder: that folder.
    """

    postgresql = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stage(self) -> Stage:
        """Set up one more hall."""
        return sqlite_stage(self.folder, token_hex(4))


class Server:
    """Sets up halls in databases of their own on a PostgreSQL server, and drops them at the end.

    The database that the URL names is not touched; its user must be allowed to create databases.
    """

    postgresql = True

    def __init__(self, url: str) -> None:
        self._url: URL = make_url(url).set(drivername="postgresql+psycopg")
        self._names: list[str] = []

    def stage(self) -> Stage:
        """Set up one more hall."""
        name = f"hall_bench_{token_hex(6)}"
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        self._names.append(name)
        return stage_on(self._url.set(database=name).render_as_string(hide_password=False))

    def close(self) -> None:
        """Drop what was set up."""
        while self._names:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self._names.pop())))

    def _run(self, statement: sql.Composed) -> None:
        url = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)
