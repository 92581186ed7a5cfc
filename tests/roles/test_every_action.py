"""Whatever a kind of PC may do it can do with the few rights that it has on the server: everything is done once."""

from collections.abc import Iterator
from typing import Final

import pytest

from hall.security.rules import DEVICE_KINDS, possible_at
from hall.service import SystemHall
from hall.simulation.sample import furnish
from hall.simulation.scenarios import copies
from hall.storage.showing import LEFT_IN_THE_DARK
from tests.exchange.halls import STREET, new_hall
from tests.halls import MONDAY_MORNING
from tests.postgres import PostgresServer
from tests.roles import looking
from tests.roles.deeds import Day
from tests.roles.rehearsal import DENIED
from tests.roles.theatre import Theatre

Lived = tuple[Theatre, SystemHall]

_STEPS: Final = """
agency.ask_supplement agency.close agency.deliver agency.log agency.record_result agency.submit agency.visit
cases.abort cases.accept cases.approve_extension cases.archive cases.audit_refusal cases.begin_step cases.close_slip
cases.complete_step cases.correct_on_spot cases.decide cases.deliver cases.escalate_refusal cases.explain_slip
cases.finish_at_once cases.forward cases.give_notice cases.hand_back_materials cases.insist_on_notice
cases.judge_violation cases.make_ready cases.notify cases.pause cases.print_acceptance cases.propose_extension
cases.propose_refusal cases.reassign cases.record_outside_paper cases.record_receipt cases.record_result
cases.record_return cases.rectify_slip cases.redirect_list cases.release_notice cases.resume cases.review_refusal
cases.sign_notice cases.supplement cases.take_back cases.take_consent cases.take_consent_back cases.withdraw
contacts.assign contacts.escalate originals.check_out originals.hand_back originals.keep posts.close_counter
queue.call_next seals.reject seals.report_lost
"""
_LATE_STEPS: Final = """
agency.take_back cases.correct_refusal cases.insist_on_return cases.request_seal ratings.close seals.hand_over_seal
seals.log seals.take_over_seal
"""

IN_SCENARIOS: Final = frozenset(_STEPS.split())
"""Steps of casework in the middle of long ways: `python -m tests.roles.theatre` takes them at every kind of PC."""

LONG_WAYS: Final = frozenset(_LATE_STEPS.split())
"""What comes after a third trip, a year's end or a second keeper. Nobody has tried these at every kind of PC yet."""

AT_THE_HOST: Final = frozenset({"privacy.clear"})
"""Refused by a rule at every PC of a hall of many (`privacy.at_the_host`)."""

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
        Day(furnish(itself, copies.COUNTERS), copy.clock, itself.at(theatre.places["孙玉梅"]), street).live()
    street.close()
    yield theatre, itself
    theatre.clear()


@pytest.mark.parametrize("kind", [kind for kind in DEVICE_KINDS if possible_at(kind)])
def test_what_a_pc_may_do_it_can_do(lived: Lived, kind: str) -> None:
    rehearsal = lived[0].rehearsal
    assert sorted(fault for fault in rehearsal.faults if fault.startswith(kind)) == []
    exempt = IN_SCENARIOS | LONG_WAYS | AT_THE_HOST
    assert sorted(rehearsal.lacks(kind) & possible_at(kind) - exempt) == [], "do it in tests/roles/deeds.py"


@pytest.mark.parametrize("kind", DEVICE_KINDS)
def test_a_window_sees_at_its_pc_what_the_owner_of_the_tables_sees(lived: Lived, kind: str) -> None:
    """A kiosk sees less, of set purpose; it must still be let look."""
    theatre, itself = lived
    unlike = set()
    for name, view in looking.views_of(kind).items():
        given = looking.given_to(view, theatre.owner())
        if given is None:
            assert name in NOT_ASKED, f"{name}: say in tests/roles/looking.py what to ask"
            continue
        here, there = theatre.rehearsal.seen(itself._gate, theatre.rehearsal.actors[kind], view, given)
        same = here == there or kind in LEFT_IN_THE_DARK or name in NEVER_TWICE_THE_SAME
        if not same or str(here).startswith(DENIED):
            unlike.add(f"{name}: {str(here)[:300]}")
    assert unlike == set()
