"""What is over its time is cleared, after a leader agreed; what a lawsuit needs stays; the proofs hold afterwards."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.appointments.model import Appointment
from hall.audit.model import AuditEntry
from hall.cases import actions as cases
from hall.check import find_problems
from hall.contacts import actions as contacts
from hall.contacts.model import ContactNote, ContactSheet
from hall.kernel.refusal import Refusal
from hall.people import actions as people
from hall.people.model import Person
from hall.privacy import actions as privacy
from hall.privacy.model import Erasure
from hall.privacy.rules import RetentionPolicy, retention_rules
from hall.privacy.targets import TARGETS
from hall.privacy.views import count_due
from hall.queue.model import Ticket
from hall.ratings.model import Rating
from hall.security.actions import change_password, reset_password, set_policy
from hall.security.views import staff_numbered
from hall.storage import settings
from tests.cases.house import House, prepare
from tests.contacts.house import PASSWORD

NAME, PHONE, NUMBER = "程小满", "13800000456", "11010519491231002X"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("privacy") / "hall.sqlite3"
    prepare(f"sqlite:///{file}")
    return file


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> Iterator[House]:
    copy = shutil.copy(prepared, tmp_path / "hall.sqlite3")
    house = House(f"sqlite:///{copy}")
    yield house
    house.close()


def came(house: House) -> str:
    """Let somebody come, be answered and be served; answers with the person's key."""
    person = house.first.do(
        people.register, name=NAME, id_kind="resident_card", id_number=NUMBER, phone=PHONE, address="幸福里12栋501室"
    )
    house.first.do(contacts.answer_at_once, matter_text="问高龄津贴", words="周三来", person_id=person, phone=PHONE)
    return person


def due(house: House) -> dict[str, int]:
    return {line.rule.code: line.count for line in house.hall.see(count_due)}


def agreed(house: House) -> str:
    run = house.hall.do(privacy.ask_to_clear)
    assert house.leader.do(privacy.agree_to_clear, run_id=run)
    return run


def clear_all(house: House) -> dict[str, int]:
    run = agreed(house)
    counts = dict.fromkeys(privacy.clearing_rules(), 0)
    for code in counts:
        while done := house.hall.do(privacy.clear, run_id=run, rule=code, most=2):
            counts[code] += done
    return counts


def everything_written(house: House) -> str:
    with Session(house.engine) as session:
        sheets = [(row.name, row.phone, row.matter_text) for row in session.scalars(select(ContactSheet))]
        notes = [row.words for row in session.scalars(select(ContactNote))]
    return f"{sheets}{notes}"


def test_every_rule_is_told_in_words_and_has_its_setting() -> None:
    clearing = {rule.code for rule in retention_rules() if rule.clears}
    assert clearing == set(TARGETS) == set(RetentionPolicy.__dataclass_fields__)
    assert all(rule.ground and rule.kind and rule.since for rule in retention_rules())


def test_nothing_is_due_before_its_time(house: House) -> None:
    came(house)
    house.pass_time(days=RetentionPolicy().contact - 1)
    assert due(house)["contact"] == 0
    with pytest.raises(Refusal, match=r"privacy\.nothing_due"):
        house.hall.do(privacy.ask_to_clear)


def test_a_sheet_over_its_time_loses_its_words_and_the_person_goes_after_it(house: House) -> None:
    person = came(house)
    house.pass_time(days=RetentionPolicy().contact + 1)
    lines = {line.rule.code: line for line in house.hall.see(count_due)}
    assert lines["contact"].count == 1
    assert NAME not in str(lines)
    assert PHONE not in str(lines)
    counts = clear_all(house)
    assert (counts["contact"], counts["register"]) == (1, 1)
    assert everything_written(house).count("高龄津贴") == 0
    assert PHONE not in everything_written(house)
    with Session(house.engine) as session:
        assert session.get(Person, person) is None
        assert {row.rule for row in session.scalars(select(Erasure))} == {"contact", "register"}
    assert list(house.hall.see(find_problems)) == []


def test_clearing_again_changes_nothing(house: House) -> None:
    came(house)
    house.pass_time(days=RetentionPolicy().contact + 1)
    clear_all(house)
    assert set(due(house).values()) == {0}


def test_what_a_lawsuit_needs_stays_until_it_is_released(house: House) -> None:
    person = came(house)
    hold = house.leader.do(privacy.hold, ground="lawsuit", words="（2026）民初12号", person_id=person)
    house.pass_time(days=RetentionPolicy().contact + 1)
    assert due(house)["contact"] == 0
    house.leader.do(privacy.release, hold_id=hold, words="判决已经生效")
    assert due(house)["contact"] == 1
    with pytest.raises(Refusal, match=r"privacy\.hold_over"):
        house.leader.do(privacy.release, hold_id=hold, words="判决已经生效")


def test_a_hold_of_a_case_keeps_its_applicant(house: House) -> None:
    person = came(house)
    case_id = house.first.do(
        cases.open_case,
        matter_code="MZ-006", person_id=person, form=house.form("MZ-006"),
    )  # fmt: skip
    house.leader.do(privacy.hold, ground="review", case_id=case_id)
    house.pass_time(days=RetentionPolicy().contact + 1)
    assert due(house)["contact"] == 0


def test_nobody_clears_without_a_leader(house: House) -> None:
    came(house)
    house.pass_time(days=RetentionPolicy().contact + 1)
    run = house.hall.do(privacy.ask_to_clear)
    for code, call in (
        ("privacy.not_agreed", lambda: house.hall.do(privacy.clear, run_id=run, rule="contact")),
        ("privacy.leader_only", lambda: house.hall.do(privacy.agree_to_clear, run_id=run, leader="0107")),
        ("gate.not_allowed", lambda: house.first.do(privacy.agree_to_clear, run_id=run)),
        ("privacy.unknown_rule", lambda: house.hall.do(privacy.clear, run_id=run, rule="audit")),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == code
    assert house.hall.do(privacy.agree_to_clear, run_id=run, leader="0101", password="wrong") is False
    assert house.hall.do(privacy.agree_to_clear, run_id=run, leader="0101", password=PASSWORD) is True
    house.pass_time(days=2)
    with pytest.raises(Refusal, match=r"privacy\.agreement_old"):
        house.hall.do(privacy.clear, run_id=run, rule="contact")
    assert "高龄津贴" in everything_written(house)


def test_a_leader_does_not_agree_with_a_password_that_the_administrator_knows(house: House) -> None:
    came(house)
    house.pass_time(days=RetentionPolicy().contact + 1)
    run = house.hall.do(privacy.ask_to_clear)
    leader = house.hall.see(staff_numbered, number="0101").id
    house.hall.do(reset_password, staff_id=leader, new="Pinggu#2046", provisional=True)
    with pytest.raises(Refusal, match=r"privacy\.password_given"):
        house.hall.do(privacy.agree_to_clear, run_id=run, leader="0101", password="Pinggu#2046")
    house.leader.do(change_password, old="Pinggu#2046", new="Qingmu#3157")
    assert house.hall.do(privacy.agree_to_clear, run_id=run, leader="0101", password="Qingmu#3157") is True


def test_tickets_appointments_and_ratings_keep_their_rows_and_lose_their_people(house: House) -> None:
    person = came(house)
    with Session(house.engine) as session, session.begin():
        past = dt.date(2026, 1, 5)
        ticket = _ticket(person, past)
        session.add_all([ticket, _appointment(person, past)])
        session.flush()
        session.add(_rating(ticket.id, past))
        session.add(_seen_at_the_kiosk())
    house.pass_time(days=400)
    counts = clear_all(house)
    assert {code: counts[code] for code in ("ticket", "appointment", "rating", "identification")} == {
        "ticket": 1, "appointment": 1, "rating": 1, "identification": 1,
    }  # fmt: skip
    with Session(house.engine) as session:
        left = session.scalars(select(Appointment)).one()
        assert (left.name, left.phone, left.person_id, left.code) == ("", "", None, "ABCD1234")
        assert session.scalars(select(Ticket.person_id)).one() is None
        rated = session.scalars(select(Rating)).one()
        assert (rated.name, rated.phone, rated.words, rated.grade) == ("", "", "", 5)
        assert session.get(Person, "kiosk") is None


def test_each_batch_is_in_the_audit_by_keys_alone(house: House) -> None:
    came(house)
    house.pass_time(days=RetentionPolicy().contact + 1)
    clear_all(house)
    with Session(house.engine) as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "privacy.clear")).all()
    assert ["contact:1" in entry.subjects for entry in entries].count(True) == 1
    assert NAME not in str([entry.subjects for entry in entries])


def test_a_hall_sets_its_own_terms(house: House) -> None:
    came(house)
    house.hall.do(set_policy, policy=RetentionPolicy(contact=30))
    house.pass_time(days=31)
    assert due(house)["contact"] == 1
    with Session(house.engine) as session:
        assert settings.read(session, RetentionPolicy).contact == 30


def _ticket(person: str, day: dt.date) -> Ticket:
    at = dt.datetime(2026, 1, 5, 2, tzinfo=dt.UTC)
    return Ticket(
        id="t1", hall_id="h", version=0, day=day, series="A", seq=1, number="A001", status_code="AAAA1111", service="x",
        matter_code="", display_name="x", priority="P3", ground="", person_id=person, arrived_at=at, score=at,
        state="done", queued_at=at, calls=0, misses=0, worked_seconds=0, hold_reason="", outcome="", note="请带户口簿",
    )  # fmt: skip


def _appointment(person: str, day: dt.date) -> Appointment:
    at = dt.datetime(2026, 1, 5, 2, tzinfo=dt.UTC)
    return Appointment(
        id="a1", hall_id="h", version=0, code="ABCD1234", service="x", matter_code="", display_name="x", day=day,
        start="10:00", end="10:30", place=1, person_id=person, name=NAME, phone=PHONE, channel="desk", origin="",
        booked_at=at, starts_at=at, ends_at=at, state="no_show",
    )  # fmt: skip


def _rating(ticket_id: str, day: dt.date) -> Rating:
    at = dt.datetime(2026, 1, 5, 3, tzinfo=dt.UTC)
    return Rating(
        id="r1", hall_id="h", version=0, ticket_id=ticket_id, day=day, words="王姐很耐心", name=NAME, phone=PHONE,
        state="given", grade=5, reasons=[], named=True, asked_at=at, given_at=at, late=False, course="", told=False,
        excluded=False,
    )  # fmt: skip


def _seen_at_the_kiosk() -> Person:
    at = dt.datetime(2026, 1, 5, 2, tzinfo=dt.UTC)
    return Person(
        id="kiosk", hall_id="h", name="", id_kind="resident_card", id_number="110105194912310038", sex="", phone="",
        address="", created_at=at,
    )  # fmt: skip
