"""The end of a day: what balances, what is open by its name, closed once, anchored and copied."""

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import update

from hall.audit.model import AuditEntry
from hall.check import find_problems
from hall.documents.content import Grid, Lead
from hall.documents.views import content_of, documents_of
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.service import (
    Hall,
    contacts,
    documents,
    originals,
    posts,
    queue,
    statistics,
    statistics_anchors,
    statistics_closing,
)
from hall.simulation.sample import SampleHall
from hall.statistics import actions
from hall.storage.backup import count_rows
from tests.databases import SQLITE
from tests.halls import MONDAY_MORNING
from tests.tampering import tamper


@pytest.fixture
def sample(sample: SampleHall) -> SampleHall:
    """Give a hall in which one resident was served and answered, and every paper was printed."""
    clerk = sample.seats[0].hall
    clerk.do(posts.open_counter)
    ticket = sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.do(queue.call_next)
    clerk.do(queue.arrive, ticket_id=ticket)
    sheet = clerk.do(contacts.open_sheet, matter_text="低保怎么申请", ticket_id=ticket)
    clerk.do(contacts.answer, sheet_id=sheet, words="已说明条件和材料。")
    clerk.do(contacts.close, sheet_id=sheet)
    clerk.do(queue.finish, ticket_id=ticket, outcome="advised")
    print_all(sample.kiosk)
    return sample


def print_all(hall: Hall) -> None:
    while (job := hall.do(documents.claim_job)) is not None:
        hall.do(documents.report_sent, job_id=job, spooled_as="paper")


def looked(sample: SampleHall) -> statistics_closing.DayClose:
    return sample.leader.see(statistics_closing.day_close)


def off(sample: SampleHall) -> dict[str, tuple[str, ...]]:
    """Return what does not balance: the lines with the kinds of what is open."""
    found = looked(sample)
    return {line.code: tuple(item.kind for item in line.items) for line in found.lines if not line.balanced}


def close(sample: SampleHall, reason: str = "") -> statistics_closing.Closing:
    sample.leader.do(statistics.close_day, reason=reason)
    sample.itself.run_due()
    closed = looked(sample).closed
    assert closed is not None
    return closed


def data_of(sample: SampleHall) -> Path:
    database = sample.itself._engine.url.database
    assert database is not None
    return Path(database)


def problems(sample: SampleHall) -> list[str]:
    return sample.itself.see(lambda reading: list(find_problems(reading)))


def test_a_day_on_which_everything_went_out_as_it_came_balances(sample: SampleHall) -> None:
    found = looked(sample)
    assert off(sample) == {}
    counts = {line.code: line.count for line in found.lines}
    assert (counts["tickets"], counts["visits"], counts["sheets"], counts["prints"]) == (1, 1, 1, 1)
    closing = close(sample)
    assert closing.open_count == 0
    assert closing.copy == ("made" if sample.itself._engine.dialect.name == "sqlite" else "host")
    assert problems(sample) == []


@SQLITE
def test_what_does_not_balance_is_named_so_that_a_window_can_open_it(sample: SampleHall) -> None:
    clerk = sample.seats[0].hall
    waiting = sample.kiosk.do(queue.take_ticket, service_code="aid")
    sheet = clerk.do(contacts.open_sheet, matter_text="楼道灯坏了", name="程小满")
    clerk.do(contacts.promise, words="今天回电话", due_on=MONDAY_MORNING.date(), sheet_id=sheet)
    clerk.do(originals.check_in, name="居民身份证")
    clerk.do(contacts.print_sheet, sheet_id=sheet)
    assert off(sample) == {
        "tickets": ("ticket",),
        "sheets": ("sheet",),
        "promises": ("promise",),
        "originals": ("original",),
        "papers": ("document",),
        "prints": ("document", "document", "document"),
    }
    lines = {line.code: line for line in looked(sample).lines}
    assert [(item.key, item.words) for item in lines["tickets"].items] == [(waiting, "A002 还在等候")]
    assert "程*满" in lines["sheets"].items[0].words
    assert "身份证 1 张" in lines["originals"].text


@SQLITE
def test_a_visit_without_anything_on_record_is_seen_in_the_evening(sample: SampleHall) -> None:
    from dataclasses import replace

    from hall.contacts.rules import ContactPolicy
    from hall.service import security

    policy = ContactPolicy()
    sample.itself.do(security.set_policy, policy=replace(policy, every_visit_ends=False))
    clerk, ticket = sample.seats[0].hall, sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.do(queue.call_next)
    clerk.do(queue.arrive, ticket_id=ticket)
    clerk.do(queue.finish, ticket_id=ticket, outcome="advised")
    sample.itself.do(security.set_policy, policy=policy)
    assert off(sample)["visits"] == ("ticket",)


@SQLITE
def test_with_something_open_a_leader_gives_a_reason(sample: SampleHall) -> None:
    sample.kiosk.do(queue.take_ticket, service_code="aid")
    print_all(sample.kiosk)
    with pytest.raises(Refusal, match=r"statistics\.still_open") as refused:
        sample.leader.do(statistics.close_day)
    assert refused.value.values == {"count": 1}
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        sample.seats[0].hall.do(statistics.close_day, reason="下班")
    closing = close(sample, "居民还在路上")
    assert (closing.closed_by, closing.reason, closing.open_count) == ("何敏", "居民还在路上", 1)


@SQLITE
def test_closing_twice_shows_the_first_close_and_the_next_day_is_open(sample: SampleHall, clock: ManualClock) -> None:
    first = close(sample)
    sample.kiosk.do(queue.take_ticket, service_code="aid")
    clock.advance(dt.timedelta(minutes=5))
    again = close(sample)
    assert again == first
    assert [line.count for line in again.lines if line.code == "tickets"] == [1]
    clock.advance(dt.timedelta(days=1))
    assert looked(sample).closed is None


@SQLITE
def test_the_report_is_printed_with_the_anchor(sample: SampleHall) -> None:
    closing = close(sample)
    (paper,) = sample.leader.see(documents_of, subject_id=closing.id)
    content = sample.leader.see(content_of, document_id=paper.id)
    assert content.qr == closing.anchor
    assert next(block.text for block in content.blocks if isinstance(block, Lead)) == "今天账实相符。"
    rows = next(block.rows for block in content.blocks if isinstance(block, Grid))
    assert ("号票", "发出 1 张：办完 1，作废 0，未了 0", "平") in rows


@SQLITE
def test_anchors_follow_each_other_in_a_second_file_and_prove_the_audit(sample: SampleHall, clock: ManualClock) -> None:
    first = close(sample)
    clock.advance(dt.timedelta(days=1))
    second = close(sample, "照常")
    kept = statistics_anchors.read(statistics_anchors.file_in(data_of(sample).parent))
    assert [line["anchor"] for line in kept if "day" in line] == [first.anchor, second.anchor]
    assert problems(sample) == []
    tamper(sample.itself._engine, update(AuditEntry).where(AuditEntry.seq == 1).values(digest="0" * 64))
    device = first.heads[0][0]
    last = update(AuditEntry).where(AuditEntry.device_id == device, AuditEntry.seq == first.heads[0][1])
    tamper(sample.itself._engine, last.values(digest="f" * 64))
    assert any("closed day 2026-11-23" in each and device in each for each in problems(sample))


@SQLITE
def test_the_copy_holds_every_row_and_opens_by_itself(sample: SampleHall) -> None:
    closing = close(sample)
    copy = data_of(sample).parent / "backups" / closing.copy_name
    assert (copy.name, copy.stat().st_size) == ("hall-2026-11-23.db", closing.copy_size)
    assert count_rows(copy)[1] == closing.copy_rows
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT day FROM closed_day").fetchall() == [("2026-11-23",)]
    connection.close()


@SQLITE
def test_a_copy_that_fails_is_on_record_and_the_day_is_closed_all_the_same(
    sample: SampleHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Refusal("storage.disk_full")

    monkeypatch.setattr(actions, "back_up", full)
    closing = close(sample)
    assert (closing.copy, closing.copy_problem) == ("failed", "storage.disk_full")


@SQLITE
def test_figures_on_record_hold_keys_and_no_names(sample: SampleHall) -> None:
    sample.seats[0].hall.do(contacts.open_sheet, matter_text="楼道灯坏了", name="程小满")
    close(sample, "明天办")
    with sqlite3.connect(data_of(sample)) as connection:
        (kept,) = connection.execute("SELECT lines FROM closed_day").fetchone()
    connection.close()
    assert "楼道灯" not in kept
    assert any(line["items"] for line in json.loads(kept))
