"""After a day at the hall, whoever carries the database away reads no identity number and no phone number in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from hall.kernel.clock import ManualClock
from hall.service import find_problems
from hall.storage.engine import open_engine
from hall.storage.scrub import scrub
from tests.halls import MONDAY_MORNING, furnish_database, sample_hall
from tests.sealed import lived_day, lived_visit, readable

Lend = Callable[[Callable[[str], Any]], str]


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_a_lived_day_leaves_no_number_readable(prepared_database: Lend) -> None:
    url = prepared_database(furnish_database)
    clock = ManualClock(MONDAY_MORNING)
    sample = sample_hall(url, clock)
    secrets = lived_day(sample, clock)
    assert len(secrets) >= 5
    assert sample.itself.see(lambda reading: list(find_problems(reading))) == []
    sample.itself.close()
    engine = open_engine(url)
    assert readable(engine, secrets) == []
    scrub(engine)
    engine.dispose()
    content = Path(str(make_url(url).database)).read_bytes()
    assert [secret for secret in secrets if secret.encode() in content] == []


@pytest.mark.parametrize("prepared_database", ["postgresql"], indirect=True)
def test_a_server_shows_no_number_of_a_visit(prepared_database: Lend) -> None:
    sample = sample_hall(prepared_database(furnish_database))
    secrets = lived_visit(sample, number="110105199003078510", phone="13800138000")
    assert readable(sample.itself._engine, secrets) == []
    scrub(sample.itself._engine)
    sample.itself.close()
