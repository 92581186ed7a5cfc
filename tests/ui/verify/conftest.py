"""The halls whose papers the window verifies."""

from tests.keys.conftest import empty_database, ours, theirs  # noqa: F401 -- fixtures
