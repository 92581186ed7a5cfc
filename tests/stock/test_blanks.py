"""Secure blanks by serial: whatever is done in whatever order, each is in exactly one place, and the day balances."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from typer.testing import CliRunner

from hall.check import find_problems
from hall.documents.actions import confirm_printed, reprint_original, void
from hall.documents.views import documents_of
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.opening import found_hall
from hall.security.actions import add_staff, set_policy
from hall.service import SystemHall, contacts, statistics_closing
from hall.simulation.paperwork import print_unseen
from hall.simulation.sample import SampleHall
from hall.stock import actions, rules
from hall.stock.views import blanks_of, day_of_blanks, stock
from hall.storage.journal import Entry, Event
from hall.storage.place import HallFacts
from tests.halls import MONDAY_MORNING, furnish_database, sample_hall
from ui.command_line import app

PAPER = "证明专用纸"


def test_serials_of_a_packet_are_those_between_its_ends() -> None:
    assert rules.serials("zm0099", "ZM0101") == ("ZM0099", "ZM0100", "ZM0101")
    assert rules.spans(["ZM0101", "ZM0099", "ZM0100", "ZM0200"]) == (("ZM0099", "ZM0101"), ("ZM0200", "ZM0200"))
    for first, last in (("ZM01", "AB02"), ("ZM1", "ZM02"), ("ZM02", "ZM01"), ("ZM", "ZM"), ("", "")):
        with pytest.raises(Refusal, match=r"stock\.range"):
            rules.serials(first, last)


class BlankLife(RuleBasedStateMachine):
    """One sheet of paper in the world, and what the books say of it."""

    def __init__(self) -> None:
        super().__init__()
        self.state = rules.fold(None, Entry(1, MONDAY_MORNING, "received", None, None, {}))
        self.kinds = ["received"]

    def tries(self, decide: Callable[[], Event]) -> bool:
        try:
            event = decide()
        except Refusal:
            return False
        self.state = rules.fold(self.state, Entry(1, MONDAY_MORNING, event.kind, None, None, event.details))
        self.kinds.append(event.kind)
        return True

    @rule(holder=st.sampled_from(["wang", "chen"]))
    def load(self, holder: str) -> None:
        if self.tries(lambda: rules.load(self.state, "ZM01", holder=holder)):
            assert self.state.holder == holder

    @rule()
    def give_back(self) -> None:
        if self.tries(lambda: rules.give_back(self.state, "ZM01")):
            assert self.state == rules.BlankState()

    @rule(holder=st.sampled_from(["wang", "chen"]))
    def use(self, holder: str) -> None:
        held_by = self.state.holder
        if self.tries(lambda: rules.use(self.state, "ZM01", holder=holder, document_id="d")):
            assert held_by == holder

    @rule(reason=st.sampled_from(["jammed", ""]))
    def spoil(self, reason: str) -> None:
        assert not (self.tries(lambda: rules.spoil(self.state, "ZM01", reason)) and not reason)

    @rule()
    def void(self) -> None:
        self.tries(lambda: rules.void(self.state, "ZM01"))

    @rule(witness=st.sampled_from(["wang", "chen", ""]))
    def destroy(self, witness: str) -> None:
        if self.tries(lambda: rules.destroy(self.state, "ZM01", by="wang", witness=witness)):
            assert witness == "chen"
            assert {"spoiled", "voided"} & set(self.kinds)

    @rule()
    def transfer(self) -> None:
        self.tries(lambda: rules.transfer(self.state, "ZM01"))

    @invariant()
    def it_is_printed_on_once(self) -> None:
        assert self.kinds.count("used") <= 1

    @invariant()
    def what_is_gone_stays_gone(self) -> None:
        assert not {"destroyed", "transferred"} & set(self.kinds[:-1])


BlankLife.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestBlankLife = BlankLife.TestCase


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stock") / "hall.sqlite3"
    furnish_database(f"sqlite:///{path}")
    return path


@pytest.fixture
def sample(template: Path, tmp_path: Path, clock: ManualClock) -> Iterator[SampleHall]:
    """Give a hall that prints contact sheets on secure blanks, of which ten came in and six are with the clerk."""
    copy = tmp_path / "hall.sqlite3"
    copy.write_bytes(template.read_bytes())
    sample = sample_hall(f"sqlite:///{copy}", clock)
    sample.itself.do(set_policy, policy=rules.StockPolicy(needed=(f"contact_sheet={PAPER}",)))
    sample.leader.do(actions.receive, kind=PAPER, first="ZM01", last="ZM10", count=10, source="区政务局")
    sample.leader.do(actions.load, kind=PAPER, first="ZM01", last="ZM06", holder=sample.seats[0].staff.id)
    yield sample
    sample.itself.close()


def printed_sheet(sample: SampleHall) -> str:
    """Print a contact sheet of three parts at the first counter; answers with the paper's key."""
    clerk = sample.seats[0].hall
    sheet = clerk.do(contacts.open_sheet, matter_text="楼道灯坏了", name="程小满")
    clerk.do(contacts.print_sheet, sheet_id=sheet)
    print_unseen(clerk)
    (paper,) = clerk.see(documents_of, subject_id=sheet)
    return paper.id


def where(hall: SystemHall) -> dict[str, str]:
    """Return the serials of each state as runs."""
    return {lot.state: " ".join(f"{first}-{last}" for first, last in lot.spans) for lot in hall.see(stock)}


def line_of(sample: SampleHall) -> statistics_closing.CloseLine:
    found = sample.leader.see(statistics_closing.day_close)
    return next(line for line in found.lines if line.code == "blanks")


def test_the_clerk_says_on_which_blanks_a_paper_came_out(sample: SampleHall) -> None:
    clerk, paper = sample.seats[0].hall, printed_sheet(sample)
    for serials, code in (
        ((), "stock.serials_missing"),
        (("ZM01", "ZM02", "ZM02"), "stock.twice"),
        (("ZM01", "ZM02", "ZM99"), "stock.unknown"),
        (("ZM01", "ZM02", "ZM07"), "stock.is_in_store"),
    ):
        with pytest.raises(Refusal) as refused:
            clerk.do(confirm_printed, document_id=paper, serials=serials)
        assert refused.value.code == code
    with pytest.raises(Refusal, match=r"stock\.not_yours"):
        sample.seats[1].hall.do(confirm_printed, document_id=paper, serials=("ZM01", "ZM02", "ZM03"))
    clerk.do(confirm_printed, document_id=paper, serials=("zm01", "ZM02", "ZM03"))
    assert clerk.see(blanks_of, document_id=paper) == ("ZM01", "ZM02", "ZM03")
    assert where(sample.itself) == {"used": "ZM01-ZM03", "loaded": "ZM04-ZM06", "in_store": "ZM07-ZM10"}


def test_what_is_printed_again_or_void_takes_its_blanks_along_until_two_people_destroy_them(sample: SampleHall) -> None:
    clerk, paper = sample.seats[0].hall, printed_sheet(sample)
    clerk.do(confirm_printed, document_id=paper, serials=("ZM01", "ZM02", "ZM03"))
    sample.leader.do(reprint_original, document_id=paper, reason="unreadable")
    assert where(sample.itself)["spoiled"] == "ZM01-ZM03"
    print_unseen(sample.leader)
    sample.leader.do(actions.load, kind=PAPER, first="ZM07", last="ZM09")
    sample.leader.do(confirm_printed, document_id=paper, serials=("ZM07", "ZM08", "ZM09"))
    sample.leader.do(void, document_id=paper, reason="wrong")
    assert where(sample.itself)["voided"] == "ZM07-ZM09"
    me, other = sample.leader.actor.staff_id, sample.seats[1].staff.id
    with pytest.raises(Refusal, match=r"stock\.one_pair_of_eyes"):
        sample.leader.do(actions.destroy, kind=PAPER, first="ZM01", last="ZM03", witness=str(me))
    with pytest.raises(Refusal, match=r"stock\.not_spoiled"):
        sample.leader.do(actions.destroy, kind=PAPER, first="ZM03", last="ZM04", witness=other)
    sample.leader.do(actions.destroy, kind=PAPER, first="ZM01", last="ZM03", witness=other)
    assert where(sample.itself)["destroyed"] == "ZM01-ZM03"
    assert sample.itself.see(lambda reading: list(find_problems(reading))) == []


def test_the_day_balances_and_a_count_names_each_serial_that_differs(sample: SampleHall, clock: ManualClock) -> None:
    clerk, paper = sample.seats[0].hall, printed_sheet(sample)
    clerk.do(confirm_printed, document_id=paper, serials=("ZM01", "ZM02", "ZM03"))
    clerk.do(actions.spoil, kind=PAPER, first="ZM04", reason="jammed")
    (day,) = sample.leader.see(day_of_blanks)
    assert (day.opened, day.received, day.used, day.spoiled, day.left) == (0, 10, 3, 1, 6)
    assert line_of(sample).balanced
    assert "收 10，用 3，打坏 1" in line_of(sample).text
    assert clerk.do(actions.count, kind=PAPER, found=["ZM05", "ZM08"], holder=sample.seats[0].staff.id) == 2
    assert [item.words for item in line_of(sample).items] == [
        f"{PAPER} ZM06 账上有，没有点到",
        f"{PAPER} ZM08 点到了，账上没有",
    ]
    clock.advance(dt.timedelta(days=1))
    (day,) = sample.leader.see(day_of_blanks)
    assert (day.opened, day.received, day.used, day.left, day.missing) == (6, 0, 0, 6, ())


def test_a_packet_is_taken_in_once_and_as_it_was_counted(sample: SampleHall) -> None:
    for more, code in (
        ({"first": "ZM11", "last": "ZM20", "count": 9}, "stock.miscounted"),
        ({"first": "ZM10", "last": "ZM12", "count": 3}, "stock.received"),
        ({"first": "ZM11", "last": "ZM11", "count": 1, "source": " "}, "stock.source"),
    ):
        with pytest.raises(Refusal) as refused:
            sample.leader.do(actions.receive, **{"kind": PAPER, "source": "区政务局", **more})
        assert refused.value.code == code
    with pytest.raises(Refusal, match=r"gate\.not_allowed"):
        sample.seats[0].hall.do(actions.receive, kind=PAPER, first="ZM11", last="ZM11", count=1, source="路边")


def test_a_hall_without_blanks_has_no_line_of_them(template: Path, tmp_path: Path) -> None:
    copy = tmp_path / "plain.sqlite3"
    copy.write_bytes(template.read_bytes())
    plain = sample_hall(f"sqlite:///{copy}")
    assert "blanks" not in {line.code for line in plain.leader.see(statistics_closing.day_close).lines}
    paper = printed_sheet(plain)
    with pytest.raises(Refusal, match=r"stock\.not_needed"):
        plain.seats[0].hall.do(confirm_printed, document_id=paper, serials=("ZM01",))
    plain.itself.close()


def test_on_the_command_line_two_people_are_named_who_destroy(tmp_path: Path) -> None:
    hall = found_hall(tmp_path / "data", HallFacts(name="测试"))
    for number, name in (("101", "王芳"), ("102", "陈静")):
        hall.do(add_staff, number=number, name=name, department="community", roles=("clerk",), password="Xiang-2026-li")
    hall.close()

    def does(*words: str) -> Result:
        return CliRunner().invoke(app, ["--data", str(tmp_path / "data"), "stock", *words])

    does("receive", PAPER, "ZM01", "ZM06", "--count", "6", "--from", "区政务局")
    does("load", PAPER, "ZM01", "ZM02", "--to", "101")
    assert "1 张已经退库" in does("give-back", PAPER, "ZM02").output
    assert "2 张已经作废" in does("void", PAPER, "ZM03", "ZM04").output
    assert "1 张已经调出" in does("transfer", PAPER, "ZM06").output
    alone = does("destroy", PAPER, "ZM03", "ZM04", "--by", "101", "--witness", "101")
    assert isinstance(alone.exception, Refusal)
    assert alone.exception.code == "stock.one_pair_of_eyes"
    assert "监销" in does("destroy", PAPER, "ZM03", "ZM04", "--by", "101", "--witness", "102").output
    lots = {lot["state"]: lot["spans"] for lot in json.loads(does("show", "--json").output)["lots"]}
    assert lots["destroyed"] == [["ZM03", "ZM04"]]
