"""One host for all tests of this room: set up once, for real."""

from collections.abc import Iterator

import pytest

from tests.host.serving import Served, serving


@pytest.fixture(scope="package")
def served() -> Iterator[Served]:
    """Give a running host with a hall of two counters."""
    with serving() as host:
        yield host
