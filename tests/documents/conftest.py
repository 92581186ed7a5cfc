"""The halls of the tests of documents."""

from tests.keys.conftest import empty_database, ours, theirs  # noqa: F401 -- fixtures
