"""A hall that has lived a day, and real values for every argument of every action, so that hostile words get far in."""

import datetime as dt
import inspect
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from functools import cache
from typing import Any, get_type_hints

from sqlalchemy import text
from sqlalchemy.orm import Session

from hall.agency import actions as agency
from hall.appointments import files as appointments_files
from hall.cases import actions as cases
from hall.catalogue import actions as catalogue
from hall.catalogue.files import read_catalogue
from hall.catalogue.offer import Catalogue
from hall.contacts import actions as contacts
from hall.kernel.actor import Actor
from hall.kernel.clock import ManualClock
from hall.kernel.holidays import HolidayYear
from hall.kernel.ids import new_id
from hall.originals import actions as originals
from hall.people import actions as people
from hall.people.roster_rules import Resident
from hall.posts import actions as posts
from hall.posts import files as posts_files
from hall.posts import help as posts_help
from hall.privacy import actions as privacy
from hall.queue import actions as queue
from hall.queue.policy import QueuePolicy
from hall.seals import actions as seals
from hall.service import SystemHall
from hall.simulation.sample import SampleHall, catalogue_folder
from hall.storage.action import Action, all_actions
from hall.storage.base import Base
from tests.halls import MONDAY_MORNING, furnish_database, sample_hall
from tests.sealed import lived_day

HOSTILE = "x'; DROP TABLE person; -- \" ) OR 1=1 /*%s :id ${jndi} "
MARK = "DROP TABLE person"
DAY = dt.date(2026, 11, 24)
AT_A_DEVICE = ("security.ask_challenge", "security.change_password", "security.lock", "security.sign_in")
"""What a person does at a device of their own; the hall itself sits nowhere."""
ENDS_THE_HALL = ("catalogue.switch_matter", "security.leave", "security.retire_device", "security.set_roles",
                 "seals.destroy_seal", "keys.withdraw", "backup.note_moved", "security.sign_out")  # fmt: skip
"""What would leave the later attempts with nothing to attempt; its keys stay hostile."""

KEYS: Mapping[str, tuple[str, str]] = {
    "agency_id": ("agency_errand", "id"), "appointment_id": ("appointment", "id"), "case_id": ("case_file", "id"),
    "close_id": ("closed_day", "id"), "code": ("service", "code"), "consent_id": ("person_consent", "id"),
    "contact_id": ("contact_sheet", "id"), "counter_id": ("counter", "id"), "device_id": ("device", "id"),
    "document_id": ("document", "id"), "hand_over_id": ("contact_hand_over", "id"), "help_id": ("help_call", "id"),
    "hold_id": ("legal_hold", "id"), "holding_id": ("person_document", "id"), "job_id": ("print_job", "id"),
    "key_id": ("hall_key", "id"), "list_id": ("duty_list", "id"), "mandate_id": ("agency_errand", "id"),
    "material_id": ("case_material", "material_id"), "matter_code": ("case_file", "matter_code"),
    "note_id": ("matter_note", "id"), "original_id": ("original", "id"), "package_id": ("exchange_package", "id"),
    "person_id": ("person", "id"), "post_id": ("post_pair", "id"), "promise_id": ("contact_promise", "id"),
    "proposal_id": ("case_refusal", "id"), "rating_id": ("rating", "id"), "run_id": ("erasure_run", "id"),
    "seal_id": ("seal", "id"), "service_code": ("service", "code"), "sheet_id": ("contact_sheet", "id"),
    "slip_id": ("supervision_slip", "id"), "staff_id": ("staff", "id"), "ticket_id": ("ticket", "id"),
    "use_id": ("seal_use", "id"), "violation_id": ("contact_violation", "id"),
    "to": ("staff", "id"), "a": ("staff", "id"), "b": ("staff", "id"), "keeper": ("staff", "id"),
}  # fmt: skip
"""Where the real keys for an argument stand."""

WORDS: Mapping[str, str] = {
    "list_code": "proof", "kind": "paper", "name": "程小满", "id_kind": "none", "phone": "13800000456",
    "reason": "other", "way": "walk_in", "start": "09:00", "channel": "desk", "id_number": "", "birth": "", "sex": "",
    "purpose": "other", "ground": "lawsuit", "identity_way": "seen", "priority": "", "number": "",
    "status_code": "", "outcome": "done", "first": "A0001", "last": "A0002", "of": "old", "run": "now",
}  # fmt: skip
"""What an innocent caller says; everything else is `二三字`."""

PLAIN: dict[Any, Any] = {
    int: 1, float: 1.0, bool: False, dt.date: DAY, dt.datetime: dt.datetime(2026, 11, 24, tzinfo=dt.UTC), bytes: b"x",
}  # fmt: skip

_RESIDENT = Resident(2, HOSTILE, "none", HOSTILE, HOSTILE, None, {"address": HOSTILE, HOSTILE: HOSTILE})
_ITEM = {"name": HOSTILE, "originals": 1, "copies": 1, "shown": False, "words": HOSTILE, "material_id": HOSTILE}
STRUCTURED: Mapping[str, Mapping[str, Any]] = {
    "agency.entrust": {"powers": ["submit", HOSTILE], "until": DAY, "words": HOSTILE},
    "agency.log": {"items": [_ITEM]},
    "appointments.import_row": {"row": appointments_files.FileRow(2, dict.fromkeys(appointments_files.COLUMNS, MARK))},
    "backup.note_restored": {"digest": HOSTILE, "made_at": PLAIN[dt.datetime], "count": 0, "papers": [HOSTILE]},
    "cases.give_notice": {"items": [_ITEM]},
    "cases.insist_on_return": {"items": [_ITEM], "words": HOSTILE},
    "cases.open_case": {"situations": [HOSTILE], "form": {HOSTILE: HOSTILE}},
    "cases.record_return": {"items": [_ITEM], "words": HOSTILE},
    "cases.save_form": {"form": {HOSTILE: HOSTILE}, "base": {HOSTILE: HOSTILE}},
    "cases.take_consent": {"kinds": [HOSTILE]},
    "contacts.hand_over": {"materials": {HOSTILE: 1}},
    "documents.confirm_printed": {"serials": [HOSTILE]},
    "exchange.make": {"parts": [{"name": HOSTILE}], "fields": [HOSTILE], "purpose": "forward", "words": HOSTILE},
    "people.consent": {"kinds": [HOSTILE]},
    "people.import_rows": {"residents": [_RESIDENT]},
    "posts.add_counter": {"number": 77, "name": HOSTILE, "services": [HOSTILE]},
    "posts.import_row": {"row": posts_files.FileRow(2, dict.fromkeys(("A岗", "B岗", "事项/服务"), HOSTILE))},
    "posts.set_services": {"services": [HOSTILE], "takes_any": True},
    "ratings.rate": {"grade": 1, "reasons": [HOSTILE], "words": HOSTILE, "name": HOSTILE, "phone": HOSTILE},
    "ratings.rate_by_code": {"reasons": [HOSTILE]},
    "security.add_staff": {"roles": [HOSTILE], "number": "0555", "name": HOSTILE},
    "security.set_policies": {"policies": [QueuePolicy(requeue_place=HOSTILE)]},
    "security.set_policy": {"policy": QueuePolicy(tickets_from=HOSTILE)},
    "security.set_roles": {"roles": [HOSTILE]},
    "stock.count": {"kind": HOSTILE, "found": [HOSTILE], "holder": HOSTILE},
    "templates.draw_up": {"template": "visit_note", "values": {HOSTILE: HOSTILE}},
    "workdays.import_holidays": {"table": HolidayYear(2027, HOSTILE, local=True, days={dt.date(2027, 1, 1): False})},
}  # fmt: skip
"""Arguments that are more than a text, by hand."""


def lived_hall(url: str) -> SampleHall:
    """Return a sample hall on the morning after its first day, with a clerk at an open counter."""
    furnish_database(url)
    clock = ManualClock(MONDAY_MORNING)
    sample = sample_hall(url, clock)
    lived_day(sample, clock)
    clock.move_to(dt.datetime(2026, 11, 24, 1, 30, tzinfo=dt.UTC))
    sample.itself.run_due()
    _begin_the_day(sample)
    return sample


def _begin_the_day(sample: SampleHall) -> None:
    """Begin one thing of each kind, so that there are real keys for them."""
    clerk, colleague = sample.seats[0], sample.seats[1]
    actor = actors(sample)[0]

    def do(action: Action[..., Any], **given: Any) -> Any:
        return sample.itself._gate.do(action, actor, new_id(), **given)

    do(posts.open_counter)
    person = do(people.register, name="程小满", phone="13800000456")
    visit = do(queue.serve_without_ticket, service_code="aid", person_id=person)
    case_id = do(cases.open_case, matter_code="MZ-006", person_id=person, ticket_id=visit)
    do(originals.check_in, name="户口簿", ticket_id=visit)
    do(agency.entrust, powers=["submit"], until=DAY, identity_way="looked_at", person_id=person, words="代交材料")
    sheet = do(contacts.open_sheet, matter_text="楼道灯坏了", belonging="B", person_id=person)
    do(contacts.promise, words="查清再回", due_on=DAY, sheet_id=sheet)
    do(contacts.hand_over, sheet_id=sheet, to=colleague.staff.id)
    do(catalogue.note_step, matter_code="MZ-006", step=1, words="先看户口簿")
    do(posts_help.call_for_help)
    do(seals.request, paper_name="人口统计表", list_code="own-report", reason="上报", person_id=person)
    do(posts.set_post, a=clerk.staff.id, b=colleague.staff.id, service_code="aid")
    do(privacy.hold, ground="lawsuit", words="（2026）民初12号", case_id=case_id)


def actors(sample: SampleHall) -> tuple[Actor, ...]:
    """Return a clerk, a leader and the hall itself, each with every right: what they are refused, a rule refuses."""
    may = frozenset(all_actions())
    seated = (sample.seats[0].hall, sample.leader)
    return (*(replace(each.actor, may=may) for each in seated), sample.itself.actor)


def structured(name: str) -> dict[str, Any]:
    if name == "catalogue.import_catalogue":
        return {"catalogue": _catalogue()}
    return dict(STRUCTURED.get(name, {}))


@cache
def _catalogue() -> Catalogue:
    return read_catalogue(catalogue_folder())


def texts_of(name: str) -> list[str]:
    """Return the arguments of an action that are texts."""
    hints = _hints(name)
    return [each.name for each in _parameters(name) if hints[each.name] in (str, str | None)]


def given_to(name: str, hostile: Set[str], key_of: Callable[[str], str | None]) -> dict[str, Any] | None:
    """Return arguments of an action: hostile words for some, what an innocent caller says for the rest.

    Args:
        name: of the action.
        hostile: which arguments.
        key_of: gives a real key for an argument, None where there is none.

    Returns:
        None for an action with an argument for which nothing is known.
    """
    hints, given = _hints(name), structured(name)
    for each in _parameters(name):
        kind, needed = hints[each.name], each.default is inspect.Parameter.empty
        if each.name in hostile and kind in (str, str | None):
            given[each.name] = HOSTILE
        elif each.name in given:
            continue
        elif kind in (str, str | None) and (key := key_of(each.name)) is not None and (needed or _names_a_row(name)):
            given[each.name] = key
        elif kind in (str, str | None) and needed:
            given[each.name] = WORDS.get(each.name, "二三字")
        elif kind in PLAIN and needed:
            given[each.name] = PLAIN[kind]
        elif needed:
            return None
    return given


def keys_of(itself: SystemHall) -> dict[str, list[str]]:
    """Return real keys for every argument that is one: the newest row in each state."""
    found = {}
    with Session(itself._engine) as session:
        for argument, (table, column) in KEYS.items():
            state = "state" if "state" in Base.metadata.tables[table].columns else column
            rows = session.execute(text(f"SELECT max({column}) FROM {table} GROUP BY {state} ORDER BY 1 DESC LIMIT 2"))
            found[argument] = [str(key) for (key,) in rows if key]
    return found


def holding_hostile_words(itself: SystemHall) -> set[str]:
    """Return every column in which hostile words stand now, read with the key."""
    found = set()
    with Session(itself._engine) as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(table.select()).mappings():
                found |= {f"{table.name}.{column}" for column, value in row.items() if MARK in str(value)}
    return found


@cache
def _hints(name: str) -> dict[str, Any]:
    return get_type_hints(all_actions()[name]._run)


@cache
def _parameters(name: str) -> list[inspect.Parameter]:
    return list(inspect.signature(all_actions()[name]._run).parameters.values())[1:]


def _names_a_row(name: str) -> bool:
    """Tell whether optional keys are given, too: for what is about a case, a ticket or a person."""
    return name.startswith(("agency.", "cases.", "contacts.", "originals.", "seals.", "templates.", "people."))
