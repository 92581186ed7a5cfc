"""Whole matters under the roles: each desk with the login of its own PC, what falls due as the host.

`python -m tests.roles.theatre` plays every scenario so.
"""

from collections.abc import Iterator

import pytest

from hall.simulation.scenarios.play import load
from tests.postgres import PostgresServer
from tests.roles.theatre import SCENARIOS, Theatre

PLAYED = (
    "高龄津贴从收件到送达，每一步都由该办的人办",
    "户口簿要留几天，给居民开收存凭证",
)


@pytest.fixture(scope="module")
def theatre(postgres_server: PostgresServer) -> Iterator[Theatre]:
    made = Theatre(postgres_server)
    yield made
    made.clear()


@pytest.mark.parametrize("name", PLAYED)
def test_a_matter_goes_its_whole_way_with_the_rights_of_each_desk(theatre: Theatre, name: str) -> None:
    (scenario,) = (each for each in load([SCENARIOS]) if each.name == name)
    assert theatre.play(scenario) == []
