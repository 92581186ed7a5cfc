"""Whatever a kind of PC may do it can do with the few rights that it has on the server: everything is done once."""

from collections.abc import Iterator
from typing import Final

import pytest

from hall.host.connection_file import MACHINES
from hall.privacy.actions import clearing_rules
from hall.security.rules import DEVICE_KINDS, NEVER_DUE, OF_THE_HALL_ITSELF, possible_at
from hall.service import SystemHall
from hall.simulation.sample import furnish
from hall.simulation.scenarios import copies
from hall.storage import sealing
from hall.storage.machine_key import NOT_HERE, MachineSealer
from hall.storage.showing import LEFT_IN_THE_DARK
from tests.exchange.halls import STREET, new_hall
from tests.halls import MONDAY_MORNING
from tests.postgres import PostgresServer
from tests.roles import looking
from tests.roles.deeds import Day
from tests.roles.rehearsal import DENIED, DUE_AT
from tests.roles.theatre import Theatre

Lived = tuple[Theatre, SystemHall, Day]

AT_THE_HOST: Final = frozenset({"privacy.clear"})
"""Refused by a rule at every PC of a hall of many (`privacy.at_the_host`); done with the rights of the host."""

NOT_ASKED: Final = frozenset({"hall.exchange.views.sealed", "hall.exchange.opening.opened"})
"""Looks at a file that somebody brings: seen while `Day` makes and opens a package."""

NEVER_TWICE_THE_SAME: Final = frozenset({"hall.exchange.views.answer_sealed"})
"""What is encrypted anew each time."""


@pytest.fixture(scope="module")
def lived(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """A hall in which everything was done once, and tried at every kind of PC before."""
    theatre = Theatre(postgres_server)
    copy = theatre.fresh(MONDAY_MORNING)
    itself = SystemHall.open(theatre.owner(), copy.clock)
    street = new_hall(tmp_path_factory.mktemp("street"), STREET)
    with theatre.rehearsal.listening():
        admin = itself.at(theatre.places["孙玉梅"])
        day = Day(furnish(itself, copies.COUNTERS), copy.clock, admin, street, host=copy.itself)
        day.live()
    street.close()
    yield theatre, itself, day
    theatre.clear()


@pytest.mark.parametrize("kind", [kind for kind in DEVICE_KINDS if possible_at(kind)])
def test_what_a_pc_may_do_it_can_do(lived: Lived, kind: str) -> None:
    rehearsal = lived[0].rehearsal
    assert sorted(fault for fault in rehearsal.faults if fault.startswith(kind)) == []
    assert sorted(rehearsal.lacks(kind) & possible_at(kind) - AT_THE_HOST) == [], "do it in tests/roles/deeds.py"


@pytest.mark.parametrize("kind", DUE_AT)
def test_what_falls_due_is_done_with_the_rights_of_whoever_may_do_it(lived: Lived, kind: str) -> None:
    rehearsal = lived[0].rehearsal
    assert sorted(fault for fault in rehearsal.faults if fault.startswith(kind)) == []
    assert sorted(rehearsal.lacks(kind) & OF_THE_HALL_ITSELF - NEVER_DUE) == [], "do it in tests/roles/late.py"


def test_the_host_clears_what_is_over_its_time_under_every_rule(lived: Lived) -> None:
    assert set(lived[2].cleared) == set(clearing_rules())
    assert [rule for rule, count in lived[2].cleared.items() if not count] == []


@pytest.mark.parametrize("kind", MACHINES)
def test_a_machine_does_it_without_the_halls_key(lived: Lived, kind: str) -> None:
    rehearsal = lived[0].rehearsal
    engine = rehearsal.engine_of(rehearsal.actors[kind].device_id)
    assert isinstance(sealing.sealer_of(engine.dialect), MachineSealer)


@pytest.mark.parametrize("kind", DEVICE_KINDS)
def test_a_window_sees_at_its_pc_what_the_owner_of_the_tables_sees(lived: Lived, kind: str) -> None:
    """A kiosk sees less, of set purpose; it must still be let look."""
    theatre, itself, _ = lived
    unlike = set()
    for name, view in looking.views_of(kind).items():
        given = looking.given_to(view, theatre.owner())
        if given is None:
            assert name in NOT_ASKED, f"{name}: say in tests/roles/looking.py what to ask"
            continue
        here, there = theatre.rehearsal.seen(itself._gate, theatre.rehearsal.actors[kind], view, given)
        same = here == there or kind in LEFT_IN_THE_DARK or name in NEVER_TWICE_THE_SAME
        if not same or str(here).startswith((DENIED, NOT_HERE)):
            unlike.add(f"{name}: {str(here)[:300]}")
    assert unlike == set()
