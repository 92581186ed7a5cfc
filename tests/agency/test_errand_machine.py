"""Whatever is tried in whatever order, an errand does only what was ticked, in time, and never skips a signature."""

import datetime as dt
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.agency import rules
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

START = dt.date(2026, 11, 23)
NOON = dt.time(4, 0, tzinfo=dt.UTC)


def _log(life: "Life", _flag: bool, number: int) -> None:
    due = dt.datetime.combine(life.today + dt.timedelta(days=3), NOON)
    if life.does(lambda s: rules.log(s, today=life.today, report_due=due)):
        life.here = number


def _submit(life: "Life", signs: bool, _number: int) -> None:
    if life.does(lambda s: rules.submit(s, today=life.today, signs=signs)):
        life.up, life.here = life.up + life.here, 0


def _ask_supplement(life: "Life", _flag: bool, _number: int) -> None:
    life.does(lambda s: rules.ask_supplement(s, today=life.today, note_id="n"))


def _record_result(life: "Life", collected: bool, number: int) -> None:
    outcome = (*rules.OUTCOMES, "perhaps")[number % 3]
    life.does(lambda s: rules.record_result(s, today=life.today, outcome=outcome, collected=collected))


def _take_back(life: "Life", _flag: bool, _number: int) -> None:
    if life.does(lambda s: rules.take_back(s, up=life.up)):
        life.up, life.here = 0, life.here + life.up


def _deliver(life: "Life", _flag: bool, _number: int) -> None:
    if life.does(rules.deliver):
        life.here = 0


def _visit(life: "Life", noted: bool, grade: int) -> None:
    life.does(lambda s: rules.visit(s, grade=grade, note_id="n" if noted else ""))


def _end(life: "Life", _flag: bool, number: int) -> None:
    reason = ("bored", rules.EXPIRED, "", rules.EXPIRED, "", "bored", *rules.ENDINGS)[number]
    life.does(lambda s: rules.end(s, reason=reason, today=life.today))


def _close(life: "Life", _flag: bool, _number: int) -> None:
    life.does(lambda s: rules.close(s, here=life.here, up=life.up))


def _warn(life: "Life", _flag: bool, _number: int) -> None:
    life.does(rules.warn)


Try = Callable[["Life", bool, int], None]
_TRIES: dict[str, Try] = {
    "log": _log,
    "submit": _submit,
    "ask_supplement": _ask_supplement,
    "record_result": _record_result,
    "take_back": _take_back,
    "deliver": _deliver,
    "visit": _visit,
    "end": _end,
    "close": _close,
    "warn": _warn,
}
_MANDATES = (
    rules.USUAL_POWERS,
    rules.POWERS,
    ("submit",),
    ("submit", "collect"),
    ("collect",),
    (),
    ("submit", "spend"),
)
_LIKELY = {"visit": 5, "log": 2, "end": 6}


class Life(RuleBasedStateMachine):
    """Plays the rules of one errand, legal moves and illegal ones; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state: rules.ErrandState | None = None
        self.today = START
        self.up = self.here = 0

    @initialize(powers=st.sampled_from(_MANDATES), days=st.sampled_from([19, 8, 3, 21, -1]))
    def entrusted(self, powers: tuple[str, ...], days: int) -> None:
        until = START + dt.timedelta(days=days)
        try:
            self._enter(
                rules.entrust(agent="a", powers=powers, identity_way="card", until=until, today=START, longest=20)
            )
        except Refusal:
            known = rules.entrust(
                agent="a", powers=rules.USUAL_POWERS, identity_way="card", until=START, today=START, longest=20
            )
            self._enter(known)

    @rule(days=st.integers(1, 2))
    def days_pass(self, days: int) -> None:
        self.today += dt.timedelta(days=days)

    @rule(act=st.sampled_from(sorted(_TRIES)), flag=st.booleans(), number=st.integers(0, 9))
    def tried(self, act: str, flag: bool, number: int) -> None:
        """Try anything at any time."""
        _TRIES[act](self, flag, number)

    @rule()
    def handed_back(self) -> None:
        self.here = 0

    @rule(ways=st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), min_size=2, max_size=6))
    def went_on(self, ways: list[int]) -> None:
        """Take steps that are offered, mostly the likeliest, so that a life gets somewhere; none of them is refused."""
        for which in ways:
            state = self.known()
            offered = rules.next_acts(state, self.today, up=self.up > 0, here=self.here > 0)
            if offered:
                self._take(offered[which % len(offered)])

    @invariant()
    def only_what_was_ticked_was_done(self) -> None:
        powers = self.state.powers if self.state else []
        times = [entry.kind for entry in self.entries].count("submitted")
        assert not times or rules.SUBMIT_POWER in powers
        assert times < 2 or rules.SUPPLEMENT_POWER in powers
        for entry in self.entries:
            assert not entry.details.get("signed") or rules.SIGN_POWER in powers
            assert not entry.details.get("collected") or rules.COLLECT_POWER in powers

    @invariant()
    def after_its_last_day_nothing_was_done_above(self) -> None:
        if self.state is not None:
            above = ("logged", "submitted", "supplement_asked", "result_recorded")
            assert all(entry.at.date() <= self.state.until for entry in self.entries if entry.kind in above)

    @invariant()
    def nothing_is_skipped(self) -> None:
        kinds = [entry.kind for entry in self.entries]
        if self.state is None:
            return
        if self.state.state in (rules.DELIVERED, rules.VISITED):
            assert "logged" in kinds
            assert "result_recorded" in kinds
        if self.state.state == rules.CLOSED:
            assert "visited" in kinds or "ended" in kinds
            assert self.up == self.here == 0

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        if self.state is not None and self.state.state != rules.CLOSED:
            assert rules.next_acts(self.state, self.today, up=self.up > 0, here=self.here > 0)

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: rules.ErrandState | None = None
        for entry in self.entries:
            folded = rules.fold(folded, entry)
        assert folded == self.state

    def known(self) -> rules.ErrandState:
        assert self.state is not None
        return self.state

    def _take(self, act: str) -> None:
        """Take a step that was offered."""
        before, state = len(self.entries), self.known()
        if act == "hand_back":
            self.here = 0
            return
        _TRIES[act](self, act == "record_result" and rules.COLLECT_POWER in state.powers, _LIKELY.get(act, 0))
        assert len(self.entries) > before, (act, state)

    def does(self, decide: Callable[[rules.ErrandState], Event]) -> bool:
        try:
            event = decide(self.known())
        except Refusal:
            return False
        self._enter(event)
        return True

    def _enter(self, event: Event) -> None:
        at = dt.datetime.combine(self.today, NOON)
        entry = Entry(len(self.entries) + 1, at, event.kind, None, None, event.details)
        self.entries.append(entry)
        self.state = rules.fold(self.state, entry)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=80, stateful_step_count=15)
