"""On which kinds of database a test runs."""

import pytest

SQLITE = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
"""For a test of what both kinds of database do alike."""
