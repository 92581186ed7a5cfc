"""Nobody leaves with empty hands: a ticket ends only with something on record for the matter that is served."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hall.cases.demands import Demand, demands, institutions
from hall.cases.endings import also_ends, endings_of
from hall.contacts.rules import ContactPolicy
from hall.documents.content import Content, Paragraph
from hall.documents.views import content_of, documents_of
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.people.actions import register
from hall.posts.actions import open_counter
from hall.queue.policy import NOT_SERVED, OUTCOMES
from hall.queue.views import ticket as ticket_card
from hall.security.actions import set_policy
from hall.service import Hall, cases, contacts, queue
from hall.simulation.sample import SampleHall
from tests.halls import furnish_database, sample_hall

FRIDAY = dt.date(2026, 11, 27)
WHERE = {"office": "区住建局", "address": "沿江路 3 号", "phone": "010-55550200"}
SCHOOL = "安宁区第二小学"


pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
"""Nothing here hangs on the database."""


@pytest.fixture
def visit(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator["Visit"]:
    """Give somebody who is served at the first counter and has got nothing yet."""
    visit = Visit(sample_hall(prepared_database(furnish_database)))
    yield visit
    visit.sample.itself.close()


class Visit:
    """One visit and the clerk who serves it; a minute passes between two things."""

    def __init__(self, sample: SampleHall) -> None:
        self.sample = sample
        self.clerk, self.colleague = sample.seats[0].hall, sample.seats[1].hall
        clock = sample.itself.clock
        assert isinstance(clock, ManualClock)
        self.clock = clock
        for seat in sample.seats:
            seat.hall.do(open_counter)
        self.person = self.clerk.do(register, name="程小满")
        self.ticket = self.serve()

    def serve(self, at: Hall | None = None, person_id: str = "") -> str:
        """Let somebody take a ticket and be served."""
        clerk = at or self.clerk
        ticket = self.sample.kiosk.do(queue.take_ticket, service_code="aid", person_id=person_id)
        clerk.do(queue.call_ticket, ticket_id=ticket)
        self.wait()
        clerk.do(queue.arrive, ticket_id=ticket)
        self.wait()
        return ticket

    def wait(self) -> None:
        self.clock.advance(dt.timedelta(minutes=1))

    def sheet(self, **more: str) -> str:
        """Open the sheet of the question."""
        return self.clerk.do(contacts.open_sheet, matter_text="问低保", ticket_id=self.ticket, **more)

    def case(self, **more: str) -> str:
        """Open a draft."""
        return self.clerk.do(cases.open_case, matter_code="MZ-001", person_id=self.person, **more)

    def endings(self) -> tuple[str, ...]:
        return self.sample.itself.see(endings_of, ticket_id=self.ticket)

    def finish(self, outcome: str = "done", at: Hall | None = None) -> None:
        (at or self.clerk).do(queue.finish, ticket_id=self.ticket, outcome=outcome)

    def is_refused(self, doing: Callable[[], object] | None = None) -> bool:
        """Tell whether the ticket cannot be finished, and is served on."""
        with pytest.raises(Refusal) as refusal:
            (doing or self.finish)()
        state = self.sample.itself.see(ticket_card, ticket_id=self.ticket).state
        return (refusal.value.code, state) == ("cases.no_ending", "serving")


def test_a_ticket_with_nothing_on_record_is_not_finished(visit: Visit) -> None:
    assert visit.is_refused()
    assert visit.is_refused(lambda: visit.clerk.do(queue.finish_and_call_next, ticket_id=visit.ticket))
    assert visit.is_refused(lambda: visit.clerk.do(queue.next_matter, ticket_id=visit.ticket))
    assert visit.endings() == ()


def test_who_left_unserved_needs_no_ending(visit: Visit) -> None:
    visit.finish("left")
    assert NOT_SERVED == ("left",)


@pytest.mark.parametrize("outcome", sorted({*OUTCOMES} - {*NOT_SERVED}))
def test_no_other_outcome_goes_without_one(visit: Visit, outcome: str) -> None:
    assert visit.is_refused(lambda: visit.finish(outcome))


def test_a_hall_that_uses_the_queue_alone_switches_it_off(visit: Visit) -> None:
    visit.sample.itself.do(set_policy, policy=ContactPolicy(every_visit_ends=False))
    visit.finish()


def test_a_question_that_was_only_registered_is_no_ending(visit: Visit) -> None:
    visit.sheet()
    assert visit.is_refused()


def test_an_answer_ends_the_visit(visit: Visit) -> None:
    visit.clerk.do(contacts.answer_at_once, matter_text="问路", words="二楼", ticket_id=visit.ticket)
    assert visit.endings() == ("answered",)
    visit.finish("advised")


def test_a_way_elsewhere_ends_the_visit(visit: Visit) -> None:
    visit.clerk.do(contacts.refer_out, sheet_id=visit.sheet(), **WHERE)
    assert visit.endings() == ("referred",)
    visit.finish("referred")


def test_a_hand_over_ends_the_visit_until_it_is_sent_back(visit: Visit) -> None:
    sheet_id = visit.sheet()
    colleague = visit.sample.seats[1].staff.id
    visit.clerk.do(contacts.hand_over, sheet_id=sheet_id, to=colleague)
    assert visit.endings() == ("handed_over",)
    visit.colleague.do(contacts.decline, sheet_id=sheet_id, reason="不归民政")
    assert visit.is_refused()


def test_a_leader_who_was_asked_ends_the_visit(visit: Visit) -> None:
    visit.clerk.do(contacts.escalate, sheet_id=visit.sheet(), words="不知道归谁")
    assert visit.endings() == ("leader_asked",)
    visit.finish("referred")


def test_a_promise_slip_ends_the_visit(visit: Visit) -> None:
    visit.clerk.do(contacts.promise, words="问清楚", due_on=FRIDAY, ticket_id=visit.ticket)
    assert visit.endings() == ("promised",)
    visit.finish("advised")


def test_a_draft_is_no_ending_and_its_withdrawal_is(visit: Visit) -> None:
    case_id = visit.case(ticket_id=visit.ticket)
    assert visit.is_refused()
    visit.clerk.do(cases.withdraw, case_id=case_id, reason="不办了")
    assert visit.endings() == ("withdrawn",)
    visit.finish()


def test_a_slip_for_a_forbidden_certificate_ends_the_visit(visit: Visit) -> None:
    visit.clerk.do(cases.refuse_certificate, name="亲属关系证明")
    assert visit.endings() == ("slip",)
    visit.finish("refused")


def test_a_slip_that_another_counter_filed_is_not_this_residents(visit: Visit) -> None:
    visit.colleague.do(cases.refuse_certificate, name="亲属关系证明")
    assert visit.is_refused()


def test_what_was_done_for_an_earlier_case_of_the_same_person_counts(visit: Visit) -> None:
    earlier = visit.case()
    visit.finish("left")
    visit.ticket = visit.serve(person_id=visit.person)
    assert visit.is_refused()
    visit.clerk.do(cases.withdraw, case_id=earlier, reason="不办了")
    visit.finish()


def test_what_was_done_for_somebody_else_meanwhile_does_not_count(visit: Visit) -> None:
    other = visit.case()
    visit.finish("left")
    visit.ticket = visit.serve(person_id=visit.clerk.do(register, name="赵桂兰"))
    visit.clerk.do(cases.withdraw, case_id=other, reason="不办了")
    assert visit.is_refused()


def test_what_was_done_at_another_counter_does_not_count(visit: Visit) -> None:
    earlier = visit.case()
    visit.finish("left")
    visit.ticket = visit.serve(person_id=visit.person)
    visit.colleague.do(cases.withdraw, case_id=earlier, reason="不办了")
    assert visit.is_refused()


def test_each_matter_of_a_visit_needs_its_own_ending(visit: Visit) -> None:
    visit.clerk.do(contacts.answer_at_once, matter_text="问低保", words="带户口本", ticket_id=visit.ticket)
    visit.wait()
    visit.clerk.do(queue.next_matter, ticket_id=visit.ticket)
    visit.wait()
    sheet_id = visit.sheet()
    assert visit.is_refused()
    visit.clerk.do(contacts.answer, sheet_id=sheet_id, words="带身份证")
    visit.finish("advised")


def test_a_matter_that_was_begun_by_mistake_leaves_the_ending_of_the_one_before(visit: Visit) -> None:
    visit.clerk.do(contacts.answer_at_once, matter_text="问低保", words="带户口本", ticket_id=visit.ticket)
    visit.wait()
    visit.clerk.do(queue.next_matter, ticket_id=visit.ticket)
    visit.wait()
    visit.finish("advised")


def test_what_was_done_before_a_hold_still_counts_after_it(visit: Visit) -> None:
    visit.clerk.do(contacts.answer_at_once, matter_text="问低保", words="带户口本", ticket_id=visit.ticket)
    visit.clerk.do(queue.hold, ticket_id=visit.ticket, reason="fetch_material")
    visit.wait()
    visit.clerk.do(queue.resume, ticket_id=visit.ticket)
    visit.finish("advised")


def test_after_a_transfer_the_next_counter_has_to_end_the_visit_itself(visit: Visit) -> None:
    sheet_id = visit.sheet()
    colleague = visit.sample.seats[1]
    visit.clerk.do(contacts.hand_over, sheet_id=sheet_id, to=colleague.staff.id)
    visit.clerk.do(queue.transfer, ticket_id=visit.ticket, staff_id=colleague.staff.id)
    visit.wait()
    colleague.hall.do(queue.call_ticket, ticket_id=visit.ticket)
    colleague.hall.do(queue.arrive, ticket_id=visit.ticket)
    visit.wait()
    colleague.hall.do(contacts.sign_for, sheet_id=sheet_id)
    assert visit.is_refused(lambda: visit.finish(at=colleague.hall))
    colleague.hall.do(contacts.answer, sheet_id=sheet_id, words="查过了，下月补发")
    visit.finish("advised", at=colleague.hall)


def test_a_clock_that_was_set_back_does_not_lock_the_key(visit: Visit) -> None:
    visit.clock.advance(dt.timedelta(hours=-1))
    visit.clerk.do(contacts.answer_at_once, matter_text="问路", words="二楼", ticket_id=visit.ticket)
    visit.finish("advised")


def test_a_later_room_adds_endings_of_its_own(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hall.cases.endings._FURTHER", [])
    also_ends(lambda _reading, ticket, _since: ["entrusted"] if ticket.id == visit.ticket else [])
    assert visit.endings() == ("entrusted",)
    visit.finish()


def letter(visit: Visit) -> Content:
    sheet_id = visit.sheet()
    visit.clerk.do(cases.refuse_certificate, name="亲属关系证明", contact_id=sheet_id, institution=SCHOOL, letter=True)
    papers = visit.sample.itself.see(documents_of, subject_id=sheet_id)
    assert [paper.kind for paper in papers] == ["no_certificate_slip", "demand_letter"]
    return visit.sample.itself.see(content_of, document_id=papers[1].id)


def test_the_institution_that_demands_a_certificate_gets_a_letter_that_names_the_rule(visit: Visit) -> None:
    said = "".join(block.text for block in letter(visit).blocks if isinstance(block, Paragraph))
    for words in (f"{SCHOOL}：", "亲属关系证明", "优化营商环境条例", "民发〔2020〕20号", "派出所"):
        assert words in said


def test_a_letter_to_nobody_is_refused(visit: Visit) -> None:
    with pytest.raises(Refusal, match=r"cases\.institution_missing"):
        visit.clerk.do(cases.refuse_certificate, name="亲属关系证明", institution=" ", letter=True)


def test_demands_are_tallied_by_institution(visit: Visit) -> None:
    since = visit.clock.now()
    for institution in (SCHOOL, f" {SCHOOL}", "某银行", ""):
        visit.clerk.do(cases.refuse_certificate, name="亲属关系证明", institution=institution)
    until = since + dt.timedelta(days=1)
    tally = visit.sample.itself.see(demands, since=since, until=until)
    name = "亲属关系证明"
    assert tally == (Demand(SCHOOL, name, 2), Demand("", name, 1), Demand("某银行", name, 1))
    assert visit.sample.itself.see(demands, since=until, until=until + dt.timedelta(days=1)) == ()
    assert visit.sample.itself.see(institutions) == (SCHOOL, "某银行")
