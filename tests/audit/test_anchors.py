"""Only the signed anchors notice a chain that was cut or computed anew as a whole."""

import datetime as dt
import json
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hall.audit.chain import broken_chains
from hall.audit.model import AuditAnchor, AuditEntry, AuditHead
from hall.audit.policy import AuditPolicy
from hall.audit.rules import GENESIS, anchor, digest
from hall.check import find_problems
from hall.kernel.clock import ManualClock
from hall.posts.actions import open_counter
from hall.queue.actions import take_ticket
from hall.security.actions import set_policy
from hall.simulation.sample import SampleHall
from hall.statistics import anchors
from hall.statistics.actions import close_day, set_anchor
from hall.statistics.anchor_proofs import find_file_problems
from hall.statistics.model import ClosedDay
from tests.databases import SQLITE
from tests.halls import MONDAY_MORNING
from tests.tampering import unguarded


def problems(sample: SampleHall) -> list[str]:
    return sample.itself.see(lambda reading: list(find_problems(reading)))


def set_anchors(sample: SampleHall, clock: ManualClock) -> list[AuditAnchor]:
    sample.seats[0].hall.do(open_counter)
    sample.seats[1].hall.do(open_counter)
    sample.kiosk.do(take_ticket, service_code="aid")
    for _ in range(5):
        clock.advance(dt.timedelta(hours=2))
        sample.itself.run_due()
    with Session(sample.itself._engine) as session:
        return list(session.scalars(select(AuditAnchor).order_by(AuditAnchor.seq)))


def rewrite(sample: SampleHall, device_id: str) -> None:
    """Change the first entry of a chain and compute everything behind it anew, as somebody with the owner's rights."""
    with unguarded(sample.itself._engine) as connection, Session(connection) as session:
        previous = GENESIS
        rows = select(AuditEntry).where(AuditEntry.device_id == device_id).order_by(AuditEntry.seq)
        for row in session.scalars(rows):
            row.action = "queue.recall" if row.seq == 1 else row.action
            row.digest = previous = digest(
                previous, device_id=device_id, seq=row.seq, at=row.at, staff_id=row.staff_id, action=row.action,
                outcome=row.outcome, subjects=row.subjects, request_id=row.request_id, detail=row.detail,
            )  # fmt: skip
        session.get_one(AuditHead, device_id).digest = previous
        session.flush()


def test_while_the_hall_is_open_an_anchor_is_set_every_four_hours_of_the_day(
    sample: SampleHall, clock: ManualClock
) -> None:
    rows = set_anchors(sample, clock)
    assert [row.at - MONDAY_MORNING for row in rows] == [dt.timedelta(hours=4), dt.timedelta(hours=8)]
    assert rows[1].previous == rows[0].anchor
    assert all(row.signature and row.key_id for row in rows)
    assert problems(sample) == []


@SQLITE
def test_how_often_is_a_setting(sample: SampleHall, clock: ManualClock) -> None:
    sample.itself.do(set_policy, policy=AuditPolicy(anchor_hours=2))
    assert len(set_anchors(sample, clock)) == 5


def test_a_chain_that_was_computed_anew_is_noticed_by_the_anchor_alone(sample: SampleHall, clock: ManualClock) -> None:
    set_anchors(sample, clock)
    device = sample.kiosk.actor.device_id
    rewrite(sample, device)
    assert sample.itself.see(lambda reading: list(broken_chains(reading.session))) == []
    assert any(
        f"audit anchor 1: the audit chain of device {device} was written anew" in each for each in problems(sample)
    )


@SQLITE
def test_a_chain_that_was_cut_today_is_noticed_today(sample: SampleHall, clock: ManualClock) -> None:
    set_anchors(sample, clock)
    device = sample.seats[0].hall.actor.device_id
    with unguarded(sample.itself._engine) as connection:
        last = connection.scalar(select(AuditHead.seq).where(AuditHead.device_id == device)) or 0
        connection.execute(delete(AuditEntry).where(AuditEntry.device_id == device, AuditEntry.seq == last))
        kept = select(AuditEntry.digest).where(AuditEntry.device_id == device, AuditEntry.seq == last - 1)
        end = update(AuditHead).where(AuditHead.device_id == device)
        connection.execute(end.values(seq=last - 1, digest=connection.scalar(kept) or GENESIS))
    assert sample.itself.see(lambda reading: list(broken_chains(reading.session))) == []
    assert any("was written anew" in each and device in each for each in problems(sample))


@SQLITE
def test_an_anchor_that_fits_the_new_chain_lacks_the_signature(sample: SampleHall, clock: ManualClock) -> None:
    sample.leader.do(close_day, reason="照常")
    rewrite(sample, sample.leader.actor.device_id)
    with unguarded(sample.itself._engine) as connection, Session(connection) as session:
        row = session.scalars(select(ClosedDay)).one()
        row.heads = [
            {**each, "digest": session.scalar(
                select(AuditEntry.digest).where(AuditEntry.device_id == each["device"], AuditEntry.seq == each["seq"])
            )}
            for each in row.heads
        ]  # fmt: skip
        row.anchor = anchor(
            GENESIS, row.day, [(str(each["device"]), int(each["seq"]), str(each["digest"])) for each in row.heads]
        )
        session.flush()
    assert [each for each in problems(sample) if "anchor" in each] == [
        "closed day 2026-11-23: its anchor is not signed by this hall"
    ]


@SQLITE
def test_the_file_of_anchors_beside_the_data_is_compared(
    sample: SampleHall, clock: ManualClock, tmp_path: Path
) -> None:
    rows = set_anchors(sample, clock)
    file = tmp_path / "elsewhere.jsonl"
    anchors.append_between(file, [anchors.line_of(row) for row in rows])
    said = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    assert (said["signature"], said["key"]) == (rows[0].signature, rows[0].key_id)
    assert sample.itself.see(lambda reading: list(find_file_problems(reading, file=file))) == []
    with unguarded(sample.itself._engine) as connection:
        connection.execute(delete(AuditAnchor).where(AuditAnchor.seq == 2))
    (problem,) = sample.itself.see(lambda reading: list(find_file_problems(reading, file=file)))
    assert "gone from it" in problem


@SQLITE
def test_the_file_beside_the_data_has_what_the_data_has_whatever_a_crash_left(
    sample: SampleHall, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = set_anchors(sample, clock)
    file = anchors.file_in(Path(str(sample.itself._engine.url.database)).parent)
    assert [line["anchor"] for line in anchors.read(file)] == [row.anchor for row in rows]
    with monkeypatch.context() as killed:
        killed.setattr("hall.gate.record", stop)
        with pytest.raises(KeyboardInterrupt):
            sample.itself.do(set_anchor)
    assert len(anchors.read(file)) == len(rows), "what was not committed is in no file"
    file.write_bytes(file.read_bytes()[:-40])
    clock.advance(dt.timedelta(minutes=1))
    sample.itself.do(set_anchor)
    assert [line["seq"] for line in anchors.read(file)] == [1, 2, 3], "the line that was cut is written once more"
    assert sample.itself.see(lambda reading: list(find_file_problems(reading, file=file))) == []


def stop(*_given: object) -> None:
    raise KeyboardInterrupt


@SQLITE
def test_a_file_that_cannot_be_written_keeps_no_anchor_from_being_set(sample: SampleHall, clock: ManualClock) -> None:
    file = anchors.file_in(Path(str(sample.itself._engine.url.database)).parent)
    file.mkdir()
    first = sample.itself.do(set_anchor)
    file.rmdir()
    second = sample.itself.do(set_anchor)
    assert [line["seq"] for line in anchors.read(file)] == [first, second]


@SQLITE
def test_anchors_that_were_taken_away_altogether_are_still_on_record(sample: SampleHall, clock: ManualClock) -> None:
    set_anchors(sample, clock)
    sample.leader.do(close_day, reason="照常")
    with unguarded(sample.itself._engine) as connection:
        connection.execute(delete(AuditAnchor))
        connection.execute(delete(ClosedDay))
    gone = [each.partition(" of ")[0] for each in problems(sample) if "is on record and gone" in each]
    assert sorted(gone) == ["statistics.close_day", "statistics.set_anchor", "statistics.set_anchor"]
