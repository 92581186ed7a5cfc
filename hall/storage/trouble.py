"""What befalls a database, told apart: one refusal for each, and which of them pass by themselves.

libpq names a failed connection by words alone, so words are compared here and nowhere else; a test makes each of them
happen on a real server.
"""

import logging
import random
import sqlite3
import time
from collections.abc import Callable
from typing import Final, TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError

from hall.kernel.refusal import Refusal

T = TypeVar("T")
PATIENCE_SECONDS = 6.0
"""So long the same request is tried again after a lost server, before the person is told."""
FIRST_PAUSE_SECONDS = 0.15
log = logging.getLogger(__name__)

_SQLITE: Final = {
    sqlite3.SQLITE_FULL: "storage.disk_full",
    sqlite3.SQLITE_READONLY: "storage.read_only",
    sqlite3.SQLITE_CANTOPEN: "storage.cannot_open",
    sqlite3.SQLITE_CORRUPT: "storage.damaged",
    sqlite3.SQLITE_NOTADB: "storage.damaged",
    sqlite3.SQLITE_BUSY: "storage.busy",
    sqlite3.SQLITE_IOERR: "storage.disk_error",
}

# The order decides: libpq appends the words of every address that it tried.
_WORDS: Final = (
    ("storage.no_tls", ("does not support SSL", "wrong version number", "unsupported protocol")),
    ("storage.wrong_name", ("does not match host name",)),
    ("storage.wrong_certificate", ("certificate verify failed", "root certificate", "bad signature",
                                   "invalid padding")),
    ("storage.host_full", ("too many clients", "remaining connection slots", "too many connections")),
    ("storage.host_stopping", ("is shutting down", "terminating connection due to administrator")),
    ("storage.host_starting", ("is starting up", "in recovery mode", "not yet accepting connections")),
    ("storage.device_expelled", ("password authentication failed", "not permitted to log in", "no password supplied",
                                 "no pg_hba.conf entry", "only devices of the hall", "without TLS is refused")),
    ("storage.database_missing", ("does not exist",)),
    ("storage.host_refused", ("Connection refused", "10061")),
    ("storage.host_unreachable", ("timeout expired", "timed out", "No route to host", "unreachable", "10060")),
    ("storage.host_not_found", ("could not translate host name", "resolve host", "not known", "No such host")),
)  # fmt: skip

_IN_EACH_OTHERS_WAY: Final = (
    psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable,
    psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure,
)  # fmt: skip

_PASSING: Final = frozenset(
    {"storage.server_lost", "storage.host_refused", "storage.host_starting", "storage.host_stopping",
     "storage.host_full"}
)  # fmt: skip


def refusal_of(error: Exception) -> Refusal | None:
    """Return the refusal for what a driver raised; None for a bug, which stays one."""
    if isinstance(error, psycopg.DataError):  # a text longer than its column, a character that the server keeps not
        return Refusal("gate.unstorable")
    if isinstance(error, sqlite3.Error):
        code = _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        return Refusal(code) if code else None
    if isinstance(error, psycopg.errors.DiskFull):
        return Refusal("storage.disk_full")
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return Refusal("storage.read_only")
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return Refusal("gate.not_at_this_device")
    if isinstance(error, _IN_EACH_OTHERS_WAY):
        return Refusal("storage.busy")
    if isinstance(error, psycopg.OperationalError):
        return Refusal(_code_of(str(error)))
    return None


def sentence_for(error: DBAPIError) -> Exception:
    """Turn what befell the database into a refusal with a sentence; a bug stays the bug that it is."""
    return (refusal_of(error.orig) if isinstance(error.orig, Exception) else None) or error


def passes(error: DBAPIError) -> bool:
    """Tell whether a lost server may be back in a moment."""
    if not isinstance(error.orig, psycopg.OperationalError):
        return False
    refusal = refusal_of(error.orig)
    return refusal is not None and refusal.code in _PASSING


def patiently(work: Callable[[], T], patience: float = PATIENCE_SECONDS) -> T:
    """Do again what a lost server cut off, for a few seconds; the work must be harmless when repeated.

    Raises:
        DBAPIError: the last one, when the server stays away or something else is wrong.
    """
    until = time.monotonic() + patience
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            return work()
        except DBAPIError as error:
            wait = pause * random.uniform(0.7, 1.3)
            if not passes(error) or time.monotonic() + wait > until:
                raise
            log.info("the server was lost, trying again: %s", error.orig)
        time.sleep(wait)
        pause = min(pause * 2, 1.0)


def _code_of(words: str) -> str:
    return next((code for code, signs in _WORDS if any(sign in words for sign in signs)), "storage.server_lost")
