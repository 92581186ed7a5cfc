"""Whatever is tried in whatever order, nothing is sealed that was not verified and approved by others than asked."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.kernel.refusal import Refusal
from hall.seals import rules
from hall.storage.journal import Entry, Event

START = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
PEOPLE = st.sampled_from(["asker", "verifier", "leader", "keeper"])
KEEPER = "keeper"
WANTED = 2


Act = Callable[[rules.UseState], Event]
LEGAL: Final = {
    "verified": {rules.REQUESTED},
    "approved": {rules.VERIFIED},
    "sealed": {rules.APPROVED},
    "logged": {rules.SEALED},
    "rejected": set(rules.OPEN),
    "voided": {*rules.OPEN, rules.SEALED},
}
"""From where each event may come: the line of the domain rules, section 10, written down once more."""


def outcome(act: Act, state: rules.UseState) -> str:
    """Return the kind of the event that a rule decides on, or the code by which it refuses."""
    try:
        return act(state).kind
    except Refusal as refusal:
        return refusal.code


class UseMachine(RuleBasedStateMachine):
    """Plays the rules of one use with everybody trying everything; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state: rules.UseState | None = None
        self.weighty = self.outside = False
        self.nth = 0

    @initialize(weighty=st.booleans(), outside=st.booleans())
    def requested(self, weighty: bool, outside: bool) -> None:
        self.weighty, self.outside = weighty, outside
        self._enter(Event("requested"), "asker")

    @rule(leader=st.sampled_from(["leader", KEEPER]))
    def goes_on_as_it_should(self, leader: str) -> None:
        """Take the next step as the register wants it; in a small hall the keeper is a leader as well."""
        assert self.state is not None
        if self.state.state == rules.REQUESTED:
            self.verified("verifier", filled_in=True)
        elif self.state.state == rules.VERIFIED:
            self.approved(leader, resolution="居代决〔2026〕1号")
        elif self.state.state == rules.APPROVED:
            self.sealed(KEEPER, copies=1, pages=2, straddle=True, in_use=True, retained=True)

    @rule(who=PEOPLE, filled_in=st.booleans())
    def verified(self, who: str, filled_in: bool) -> None:
        self._try(who, lambda s: rules.verify(s, outside=self.outside, filled_in=filled_in, originals=True))

    @rule(who=PEOPLE, resolution=st.sampled_from(["", " ", "居代决〔2026〕1号"]))
    def approved(self, who: str, resolution: str) -> None:
        self._try(
            who,
            lambda s: rules.approve(s, by=who, requester="asker", weighty=self.weighty, resolution=resolution),
        )

    @rule(
        who=PEOPLE, copies=st.integers(0, 3), pages=st.integers(0, 3), straddle=st.booleans(), in_use=st.booleans(),
        retained=st.booleans(),
    )  # fmt: skip
    def sealed(self, who: str, copies: int, pages: int, straddle: bool, in_use: bool, retained: bool) -> None:
        kept = retained or not self.outside
        stamping = self._stamping(by=who, in_use=in_use, copies=copies, pages=pages, straddle=straddle, retained=kept)
        if self._try(who, lambda s: rules.seal(s, stamping, seal_id="seal", year=2026, nth=self.nth + 1)):
            self.nth += 1

    @rule(who=PEOPLE, reason=st.sampled_from([*rules.REJECTIONS, "mood"]))
    def rejected(self, who: str, reason: str) -> None:
        self._try(who, lambda s: rules.reject(s, reason=reason, note_id="n"))

    @rule(who=PEOPLE)
    def logged(self, who: str) -> None:
        self._try(who, rules.log)

    @rule(who=PEOPLE)
    def voided(self, who: str) -> None:
        self._try(who, lambda s: rules.void(s, note_id="n"))

    @invariant()
    def what_the_table_does_not_name_is_refused(self) -> None:
        """Try every act of every kind, legal in itself, from where the use stands."""
        if self.state is not None:
            for kind, act in self._acts().items():
                allowed = self.state.state in LEGAL[kind]
                if kind == "sealed" and self.state.approver == KEEPER:
                    allowed = False
                assert (outcome(act, self.state) == kind) is allowed, (kind, self.state.state)

    @invariant()
    def what_the_hard_rules_forbid_is_refused(self) -> None:
        """Try what may never be done, wherever the use stands."""
        if self.state is not None:
            for act in self._forbidden():
                assert outcome(act, self.state).startswith("seals.")

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: rules.UseState | None = None
        for entry in self.entries:
            folded = rules.fold(folded, entry)
        assert folded == self.state

    @invariant()
    def what_is_sealed_was_verified_and_approved_first(self) -> None:
        kinds = [entry.kind for entry in self.entries]
        for earlier, later in (("verified", "approved"), ("approved", "sealed"), ("sealed", "logged")):
            assert later not in kinds or kinds.index(earlier) < kinds.index(later)
        assert all(kinds.count(kind) <= 1 for kind in set(kinds))

    @invariant()
    def nobody_sealed_alone_and_nothing_weighty_without_resolution(self) -> None:
        by = {entry.kind: entry.staff_id for entry in self.entries}
        if "approved" in by:
            assert by["approved"] != "asker"
            assert not (self.weighty and not self.state.resolution.strip())  # type: ignore[union-attr]
        if "sealed" in by:
            assert by["sealed"] == KEEPER != by["approved"]

    @invariant()
    def a_number_once_taken_is_never_lost(self) -> None:
        assert self.state is not None
        assert (self.state.nth or 0) == self.nth <= 1
        assert self.state.sealed_copies <= WANTED
        assert (self.state.state in rules.STAMPED) <= (self.state.nth is not None)

    @invariant()
    def what_has_ended_stays_ended(self) -> None:
        kinds = [entry.kind for entry in self.entries]
        assert not {"rejected", "voided", "logged"} & set(kinds[:-1])

    def _acts(self) -> dict[str, Act]:
        """Return one right act of each kind."""
        return {
            "verified": lambda s: rules.verify(s, outside=self.outside, filled_in=True, originals=True),
            "approved": lambda s: rules.approve(
                s, by="leader", requester="asker", weighty=self.weighty, resolution="居代决〔2026〕1号"
            ),
            "rejected": lambda s: rules.reject(s, reason=rules.BLANK, note_id="n"),
            "sealed": lambda s: rules.seal(s, self._stamping(), seal_id="seal", year=2026, nth=1),
            "logged": rules.log,
            "voided": lambda s: rules.void(s, note_id="n"),
        }

    def _forbidden(self) -> list[Act]:
        """Return what no state allows."""
        wrong: list[dict[str, Any]] = [
            {"by": "somebody"}, {"in_use": False}, {"copies": 0}, {"copies": WANTED + 1}, {"pages": 0},
            {"pages": rules.MOST_PAGES + 1}, {"straddle": False}, {"straddle": False, "pages": 1, "across": True},
            {"retained": False}, {"looked_at": 7},
        ]  # fmt: skip
        sealing: list[Act] = [
            lambda s, said=said: rules.seal(s, self._stamping(**said), seal_id="seal", year=2026, nth=1)  # type: ignore[misc]
            for said in wrong
        ]
        return [
            *sealing,
            lambda s: rules.seal(replace(s, approver=KEEPER), self._stamping(), seal_id="seal", year=2026, nth=1),
            lambda s: rules.verify(s, outside=True, filled_in=False, originals=True),
            lambda s: rules.approve(s, by="asker", requester="asker", weighty=False, resolution=""),
            lambda s: rules.approve(s, by="leader", requester="asker", weighty=True, resolution=" "),
            lambda s: rules.reject(s, reason="mood", note_id="n"),
        ]

    def _stamping(self, **said: Any) -> rules.Stamping:
        """Return what the keeper does as it should be done, or said otherwise."""
        right = {
            "by": KEEPER, "keeper": KEEPER, "in_use": True, "copies": 1, "wanted": WANTED, "pages": 2,
            "looked_at": 2 if self.outside else 0, "straddle": True, "across": False, "retained": True,
        }  # fmt: skip
        return rules.Stamping(**{**right, **said})

    def _try(self, who: str, decide: Act) -> bool:
        assert self.state is not None
        try:
            event = decide(self.state)
        except Refusal:
            return False
        self._enter(event, who)
        return True

    def _enter(self, event: Event, who: str) -> None:
        entry = Entry(len(self.entries) + 1, START, event.kind, who, None, event.details)
        self.entries.append(entry)
        self.state = rules.fold(self.state, entry)


TestCase = UseMachine.TestCase
TestCase.settings = settings(max_examples=20, stateful_step_count=40)
