"""What the record says to an auditor: changes with before and after, wrong passwords, looks, the clock, in words."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.audit import export
from hall.audit.chain import broken_chains
from hall.audit.looks import looks
from hall.audit.model import AuditEntry
from hall.audit.noting import note_clock, note_export
from hall.audit.words import EntryCard, action_words, entries, said_of
from hall.gate import Request
from hall.kernel.clock import ManualClock
from hall.kernel.export_file import ExportMark
from hall.kernel.refusal import Refusal
from hall.people.actions import identify, register
from hall.people.looking import reveal
from hall.posts.actions import open_counter, set_services
from hall.queue.actions import arrive, call_next, take_ticket
from hall.queue.policy import QueuePolicy
from hall.screens.policy import KioskPolicy
from hall.security.actions import set_policy, sign_in
from hall.simulation.sample import SampleHall
from hall.storage.action import all_actions
from tests.databases import SQLITE
from tests.tampering import unguarded

NUMBER, PHONE = "11010519491231002X", "13800005678"


def last(sample: SampleHall, action: str) -> EntryCard:
    return sample.itself.see(lambda reading: entries(reading, action=action))[-1]


def whole(sample: SampleHall) -> list[str]:
    return sample.itself.see(lambda reading: list(broken_chains(reading.session)))


def test_a_setting_and_a_counter_are_on_record_with_before_and_after(sample: SampleHall) -> None:
    before = sample.itself.see(lambda reading: reading.session.scalar(select(AuditEntry.seq).limit(1)))
    assert before is not None
    sample.itself.do(set_policy, policy=QueuePolicy(calls=5))
    card = last(sample, "security.set_policy")
    assert ("queue.calls", 3, 5) in card.changes
    assert "queue.calls：3 → 5" in said_of(card)
    counter = sample.seats[0].counter
    sample.itself.do(set_services, counter_id=counter.id, services=["aid"], takes_any=False)
    assert last(sample, "posts.set_services").changes[0][0] == "counter.services"
    assert whole(sample) == []


@SQLITE
def test_a_wrong_password_is_an_outcome_that_can_be_looked_for(sample: SampleHall) -> None:
    assert sample.seats[0].hall.do(sign_in, number="001", password="falsch-1A") is None
    assert last(sample, "security.sign_in").outcome == "security.wrong_password"
    assert sample.seats[0].hall.do(sign_in, number="999", password="falsch-1A") is None
    assert last(sample, "security.sign_in").outcome == "security.wrong_password"


def test_a_look_without_a_reason_is_refused_and_one_with_a_reason_is_kept_without_the_number(
    sample: SampleHall,
) -> None:
    clerk = sample.seats[0].hall
    person = clerk.do(register, name="王小民", id_kind="resident_card", id_number=NUMBER, phone=PHONE)
    with pytest.raises(Refusal, match="look_purpose"):
        clerk.do(reveal, person_id=person, what="id_number")
    with pytest.raises(Refusal, match="look_words"):
        clerk.do(reveal, person_id=person, what="id_number", purpose="other")
    with pytest.raises(Refusal, match="look_number"):
        clerk.do(reveal, person_id=person, what="id_number", purpose="other", words=f"问 {NUMBER}")
    assert clerk.do(reveal, person_id=person, what="id_number", purpose="other", words="派出所来函") == NUMBER
    assert clerk.do(reveal, person_id=person, what="phone", purpose="contact") == PHONE
    seen = sample.itself.see(looks, person_id=person)
    assert [(card.what, card.purpose, card.words) for card in reversed(seen)] == [
        ("id_number", "other", "派出所来函"), ("phone", "contact", ""),
    ]  # fmt: skip
    assert {card.staff_id for card in seen} == {sample.seats[0].staff.id}
    assert sample.itself.see(looks, staff_id=sample.seats[1].staff.id) == ()
    with Session(sample.itself._engine) as session:
        kept = json.dumps([*session.scalars(select(Request.answer).where(Request.action == "people.reveal"))])
        assert NUMBER not in kept
        assert PHONE not in kept
    assert "内容：电话" in said_of(last(sample, "people.reveal"))


@SQLITE
def test_a_repeated_look_is_not_answered_from_a_table(sample: SampleHall) -> None:
    clerk = sample.seats[0].hall
    person = clerk.do(register, name="王小民", id_kind="resident_card", id_number=NUMBER)
    clerk.do_once("r" * 36, reveal, person_id=person, what="id_number", purpose="verify")
    with pytest.raises(Refusal, match="answer_not_kept"):
        clerk.do_once("r" * 36, reveal, person_id=person, what="id_number", purpose="verify")


@SQLITE
def test_nobody_asks_why_while_the_resident_sits_at_the_counter(sample: SampleHall) -> None:
    clerk, other = sample.seats[0].hall, sample.seats[1].hall
    person = sample.kiosk.do(identify, name="王小民", id_number=NUMBER)
    clerk.do(open_counter)
    sample.kiosk.do(take_ticket, service_code="aid", person_id=person)
    clerk.do(arrive, ticket_id=str(clerk.do(call_next)))
    assert clerk.do(reveal, person_id=person, what="id_number") == NUMBER
    assert last(sample, "people.reveal").detail["purpose"] == "serving"
    with pytest.raises(Refusal, match="look_purpose"):
        other.do(reveal, person_id=person, what="id_number")


@SQLITE
def test_an_entry_says_when_the_clock_was_set_back_and_by_how_much(sample: SampleHall, clock: ManualClock) -> None:
    sample.kiosk.do(take_ticket, service_code="aid")
    clock.advance(dt.timedelta(minutes=-30))
    sample.kiosk.do(note_clock)
    card = last(sample, "audit.note_clock")
    assert card.detail["back_s"] == 1800
    assert card.detail["clock"] in ("pc", "server")
    sample.kiosk.do(take_ticket, service_code="aid")
    assert whole(sample) == []


@SQLITE
def test_a_time_that_runs_back_without_a_note_is_found(sample: SampleHall, clock: ManualClock) -> None:
    clock.advance(dt.timedelta(hours=1))
    sample.kiosk.do(take_ticket, service_code="aid")
    sample.kiosk.do(take_ticket, service_code="aid")
    with unguarded(sample.itself._engine) as connection, Session(connection) as session:
        device = AuditEntry.device_id == sample.kiosk.actor.device_id
        row = session.scalars(select(AuditEntry).where(device).order_by(AuditEntry.seq.desc())).first()
        assert row is not None
        row.at -= dt.timedelta(minutes=50)
        session.flush()
    assert any("50 minutes before the one ahead" in each for each in whole(sample))


@SQLITE
def test_a_record_that_is_too_long_for_one_file_is_not_cut(sample: SampleHall, monkeypatch: pytest.MonkeyPatch) -> None:
    there = len(sample.itself.see(entries))
    monkeypatch.setattr(export, "MOST", there)
    assert len(sample.itself.see(export.of_time, since=None, until=None)) == there
    monkeypatch.setattr(export, "MOST", there - 1)
    with pytest.raises(Refusal, match=r"audit\.too_many"):
        sample.itself.see(export.of_time, since=None, until=None)


@SQLITE
def test_a_code_that_was_changed_is_on_record_without_the_code(sample: SampleHall) -> None:
    for code in ("2468-hall", "1357-hall", ""):
        sample.itself.do(set_policy, policy=KioskPolicy(leave_code=code))
    cards = sample.itself.see(lambda reading: entries(reading, action="security.set_policy"))
    assert [card.changes[0][1:] for card in cards[-3:]] == [("", "新设"), ("已设", "新设"), ("已设", "")]
    assert "-hall" not in str(cards)


@SQLITE
def test_an_act_of_the_night_that_runs_in_the_morning_is_no_jump(sample: SampleHall, clock: ManualClock) -> None:
    sample.seats[0].hall.do(open_counter)
    clock.advance(dt.timedelta(hours=9))
    sample.itself.do(set_policy, policy=QueuePolicy(calls=4))
    sample.itself.run_due()
    late = sample.itself.see(lambda reading: entries(reading, action="statistics.set_anchor"))
    assert [card.detail["late_s"] for card in late] == [5 * 3600, 3600]
    assert whole(sample) == []


def test_every_action_has_its_word() -> None:
    words = action_words()
    actions = {name for name, action in all_actions().items() if action.__module__.startswith("hall.")}
    assert actions - set(words) == set()
    rest = {name for name in set(words) - actions if not name.startswith(("look.", "purpose.", "clock.", "hall."))}
    assert rest == set()


@SQLITE
def test_the_record_goes_out_marked_and_with_nothing_that_a_spreadsheet_would_run(
    sample: SampleHall, tmp_path: Path
) -> None:
    clerk = sample.seats[0].hall
    person = clerk.do(register, name="王小民", id_kind="resident_card", id_number=NUMBER)
    clerk.do(reveal, person_id=person, what="id_number", purpose="other", words="=1+cmd|'/c calc'!A1")
    cards = sample.itself.see(lambda reading: entries(reading))
    mark = ExportMark("003", dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC))
    devices = {card.device_id: "=HYPERLINK(1)" for card in cards}
    for kind in ("xlsx", "csv", "jsonl"):
        export.write(tmp_path / f"record.{kind}", cards, mark, {}, devices)
    book = load_workbook(tmp_path / "record.xlsx")
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    rows = list(csv.reader((tmp_path / "record.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert "工号 003" in rows[0][0]
    assert export.digest_of(cards) in rows[1][0]
    assert len(rows) == len(cards) + 3
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    lines = (tmp_path / "record.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["digest"] == export.digest_of(cards)
    with pytest.raises(Refusal, match="file_kind"):
        export.write(tmp_path / "record.doc", cards, mark, {}, {})


@SQLITE
def test_that_the_record_went_out_is_on_record(sample: SampleHall) -> None:
    sample.leader.do(note_export, kind="csv", rows=3, digest="d" * 64)
    assert last(sample, "audit.note_export").detail["rows"] == 3


def test_the_record_is_found_by_time_staff_device_and_word(sample: SampleHall, clock: ManualClock) -> None:
    clock.advance(dt.timedelta(hours=1))
    sample.kiosk.do(take_ticket, service_code="aid")
    see = sample.itself.see
    assert {card.action for card in see(lambda reading: entries(reading, action="取号"))} == {"queue.take_ticket"}
    assert len(see(lambda reading: entries(reading, since=clock.now(), until=clock.now() + dt.timedelta(1)))) == 1
    assert len(see(lambda reading: entries(reading, device_id=sample.kiosk.actor.device_id, action="queue"))) == 1
    sample.seats[0].hall.do(open_counter)
    assert see(lambda reading: entries(reading, staff_id=sample.seats[0].staff.id, last=1))[0].what == "开窗"
