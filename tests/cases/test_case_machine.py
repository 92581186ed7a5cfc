"""Whatever is tried in whatever order, a case moves only as the rules say, refuses by code, and folds to its state."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hall.cases import life, refusal_rules, rules, term_rules
from hall.cases.acts import next_acts
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event
from tests.cases.stages import DUES, HERE, LEGAL, OTHER, START, outcome


class CaseMachine(RuleBasedStateMachine):
    """Plays the rules of one case; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state: life.CaseState | None = None
        self.now = START
        self.proposed_kind = ""
        self.trips = 0

    @initialize()
    def opened(self) -> None:
        self._enter(Event("opened", {"handler": "a", "steps": len(HERE)}))

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        self.now += dt.timedelta(hours=hours)

    @rule()
    def submitted(self) -> None:
        self._try("submitted", lambda s: rules.submit(s))

    @rule(tolerant=st.booleans())
    def accepted(self, tolerant: bool) -> None:
        until = self.now + dt.timedelta(days=21) if tolerant else None
        self._try("accepted", lambda s: rules.accept(s, dues=DUES, tolerant_until=until))

    @rule()
    def corrected_on_the_spot(self) -> None:
        self._try("corrected", lambda s: rules.correct_on_spot(s, note_id="c"))

    @rule(leader=st.booleans())
    def noticed(self, leader: bool) -> None:
        def give(state: life.CaseState) -> Event:
            if not leader:
                rules.check_trips(self.trips)
            return rules.give_notice(state, notice_id="n", due_at=self.now)

        self.trips += self._try("notice_given", give)

    @rule(by=st.sampled_from(["a", "b"]), agree=st.booleans())
    def second_notice_asked_and_answered(self, by: str, agree: bool) -> None:
        def answer(state: life.CaseState) -> Event:
            rules.answer_notice(state, by=by, asked_by="a")
            return rules.give_notice(state, notice_id="n", due_at=self.now) if agree else Event("notice_declined")

        self._try("notice_asked", lambda s: rules.ask_for_notice(s, wish_id="w"))
        answered = self._try("notice_given" if agree else "notice_declined", answer)
        self.trips += answered and agree
        assert not (answered and by == "a"), "nobody answers their own wish"

    @rule()
    def signed(self) -> None:
        self._try("notice_signed", lambda s: rules.sign_notice(s, notice_id="n"))

    @rule()
    def silence(self) -> None:
        self._try("silence_escalated", lambda s: rules.escalate_silence(s))

    @rule()
    def supplemented(self) -> None:
        self._try("supplemented", lambda s: rules.supplement(s, dues=DUES))

    @rule()
    def lapsed(self) -> None:
        self._try("lapsed", lambda s: rules.lapse(s))

    @rule(kind=st.sampled_from(["", "acceptance", "incomplete", "approval", "delay", "return", "certificate", "mood"]))
    def refusal_proposed(self, kind: str) -> None:
        assert self.state is not None
        meant = kind or refusal_rules.kind_at(self.state)
        done = self._try("refusal_proposed", lambda s: refusal_rules.propose_refusal(s, proposal_id="p", kind=kind))
        self.proposed_kind = meant if done else self.proposed_kind

    @rule(by=st.sampled_from(["a", "b"]))
    def refusal_escalated(self, by: str) -> None:
        self._try("refusal_escalated", lambda s: refusal_rules.escalate_refusal(s, by=by, proposed_by="a"))

    @rule()
    def refusal_late(self) -> None:
        self._try("refusal_late", lambda s: refusal_rules.turn_late(s))

    @rule(agree=st.booleans(), by=st.sampled_from(["a", "b"]), words=st.sampled_from(["", "分管领导同意"]))
    def refusal_reviewed(self, agree: bool, by: str, words: str) -> None:
        self._try(
            "refusal_agreed" if agree else "refusal_overruled",
            lambda s: refusal_rules.review_refusal(
                s, agree=agree, by=by, proposed_by="a", kind=self.proposed_kind, words=words
            ),
        )

    @rule()
    def refusal_reversed(self) -> None:
        def reverse(state: life.CaseState) -> Event:
            event = refusal_rules.reverse_refusal(state, audit_id="u")
            if event is None or not self.refused:
                raise Refusal("cases.not_in_sample")
            return event

        self._try("refusal_reversed", reverse)

    @rule()
    def stepped(self) -> None:
        self._try("step_begun", lambda s: rules.begin_step(s, held_here=self._here()))
        self._try("step_completed", lambda s: rules.complete_step(s))

    @rule()
    def forwarded(self) -> None:
        self._try("forwarded", lambda s: rules.forward(s, held_here=self._here(), forwarding_id="f"))
        self._try("receipt_recorded", lambda s: rules.record_receipt(s, forwarding_id="f"))

    @rule(outcome=st.sampled_from(["passed", "approved", "denied", "perhaps"]))
    def resulted(self, outcome: str) -> None:
        self._try("result_recorded", lambda s: rules.record_result(s, forwarding_id="f", outcome=outcome))

    @rule(items=st.integers(0, 2), ask=st.booleans())
    def returned(self, items: int, ask: bool) -> None:
        def give_back(state: life.CaseState) -> Event:
            if not ask:
                return rules.return_to_hall(state, forwarding_id="f", items=items)
            rules.check_trips(self.trips)
            return rules.record_return(state, forwarding_id="f", items=items, on=self.now.date())

        self.trips += self._try("returned" if ask else "returned_to_hall", give_back) and ask

    @rule(reason=st.sampled_from(["posting", "lunch"]))
    def paused(self, reason: str) -> None:
        self._try("paused", lambda s: term_rules.pause(s, reason=reason, allowed=("posting",), on=self.now.date()))

    @rule()
    def resumed(self) -> None:
        self._try("resumed", lambda s: term_rules.resume(s, on=self.now.date(), dues=DUES))

    @rule(days=st.integers(0, 12))
    def extension_asked(self, days: int) -> None:
        self._try("extension_proposed", lambda s: term_rules.propose_extension(s, days=days, most=10, now=self.now))

    @rule(agree=st.booleans(), by=st.sampled_from(["a", "b"]))
    def extension_answered(self, agree: bool, by: str) -> None:
        due = self.state.promised_due if self.state else None
        granted = self._try(
            "extended" if agree else "extension_declined",
            lambda s: term_rules.approve_extension(s, agree=agree, by=by, asked_by="a", now=self.now, dues=DUES),
        )
        assert not (granted and by == "a"), "nobody grants their own extension"
        assert not (granted and agree and (due is None or self.now > due)), "nothing is granted after the promised day"

    @rule()
    def decided(self) -> None:
        upper = any(not here for here in HERE[self.state.step - 1 :]) if self.state else False
        self._try("decided", lambda s: rules.decide(s, immediate=False, upper_left=upper))

    @rule()
    def finished(self) -> None:
        self._try("readied", rules.make_ready)
        self._try("notified", rules.notify)
        self._try("delivered", lambda s: rules.deliver(s, delivery_id="d", way="direct"))

    @rule(unfounded=st.booleans())
    def paper_taken_back(self, unfounded: bool) -> None:
        self._try("paper_taken_back", lambda s: rules.take_paper_back(s, unfounded=unfounded))

    @rule(lines=st.integers(0, 2))
    def handed_back(self, lines: int) -> None:
        self._try("handed_back", lambda s: rules.hand_back(s, lines=lines))

    @rule(which=st.sampled_from(["withdrawn", "aborted", "archived", "warned", "reassigned"]))
    @precondition(lambda self: len(self.entries) > 12)
    def otherwise(self, which: str) -> None:
        self._try(which, OTHER[which])

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: life.CaseState | None = None
        for entry in self.entries:
            folded = life.fold(folded, entry)
        assert folded == self.state

    @invariant()
    def nothing_is_skipped(self) -> None:
        kinds = [entry.kind for entry in self.entries]
        if self.state is None:
            return
        if self.state.stage in (*life.RUNNING, life.DECIDED_YES):
            assert "accepted" in kinds
        if self.state.decision in ("refused", "returned"):
            assert "refusal_agreed" in kinds
        if self.state.decision == "denied" and "result_recorded" not in kinds:
            assert "refusal_agreed" in kinds
        if self.state.stage == life.CLOSED:
            assert "readied" in kinds
            assert self.state.decision
        assert kinds.count("extended") <= 1
        assert 1 <= self.state.step <= len(HERE) + 1

    @invariant()
    def only_people_decide(self) -> None:
        """Silence, lateness and warnings change neither the decision nor the way to it."""
        if self.entries and self.entries[-1].kind in ("silence_escalated", "refusal_late", "warned"):
            before: life.CaseState | None = None
            for entry in self.entries[:-1]:
                before = life.fold(before, entry)
            assert before is not None
            assert self.state is not None
            assert (before.stage, before.decision) == (self.state.stage, self.state.decision)

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        if self.state is not None and self.state.stage != life.ARCHIVED:
            upper = any(not here for here in HERE[self.state.step - 1 :])
            acts = next_acts(self.state, held_here=self._here(), upper_left=upper, immediate=False, trips=self.trips)
            assert acts
            assert len(acts) == len(set(acts))

    @property
    def refused(self) -> bool:
        """Whether the no at hand came from the hall itself, so that a proposal can be audited."""
        return next((entry.kind for entry in reversed(self.entries) if entry.kind in _NO), "") == "refusal_agreed"

    def _here(self) -> bool:
        assert self.state is not None
        return self.state.step <= len(HERE) and HERE[self.state.step - 1]

    def _try(self, kind: str, decide: Callable[[life.CaseState], Event]) -> bool:
        """Try a move; whatever is refused is refused by a code of the room, and from a wrong stage always."""
        assert self.state is not None
        stage = self.state.stage
        event = outcome(decide, self.state)
        if isinstance(event, str):
            assert event.startswith("cases.")
            return False
        assert event.kind == kind
        assert stage in LEGAL[kind], f"{kind} must not come from {stage}"
        self._enter(event)
        return True

    def _enter(self, event: Event) -> None:
        entry = Entry(len(self.entries) + 1, self.now, event.kind, None, None, event.details)
        self.entries.append(entry)
        self.state = life.fold(self.state, entry)


_NO: Final = ("refusal_agreed", "result_recorded", "refusal_reversed")
TestCase = CaseMachine.TestCase
TestCase.settings = settings(max_examples=40, stateful_step_count=50)
