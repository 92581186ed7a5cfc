"""One hall as a screen holds it: what is done passes the gate, what is seen is a view."""

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hall.audit.following import Followed, Follower
from hall.gate import Gate, storage_sentences
from hall.kernel.actor import SYSTEM_DEVICE, Actor
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security import views as security_views
from hall.storage import sealing
from hall.storage.action import Action, all_actions
from hall.storage.changes import ChangeFeed
from hall.storage.place import place_of
from hall.storage.server_clock import ServerClock
from hall.storage.work import Reading
from hall.witness import Witness

P = ParamSpec("P")
Answer = TypeVar("Answer", bound="str | int | bool | None")
Seen = TypeVar("Seen")

HALL_ITSELF = Actor(SYSTEM_DEVICE)


class Hall:
    """One hall as seen from one device.

    Attributes:
        feed: tells of changes that any client made.
        clock: the hall's time.
        witness: notes beside the database how far the books reach; of a hall that was opened from a data folder.
        behind: what the database lacks of the last such note, in words; None where it lacks nothing.
    """

    witness: Witness | None = None
    behind: Refusal | None = None

    def __init__(self, engine: Engine, gate: Gate, feed: ChangeFeed, device_id: str = SYSTEM_DEVICE) -> None:
        self._engine = engine
        self._gate = gate
        self._device_id = device_id
        self._actor: Actor | None = None
        self._shown = ""
        self.feed = feed
        self.clock: Clock = gate.clock
        self._follower = Follower(engine)

    @classmethod
    def open(cls, engine: Engine, clock: Clock | None = None) -> Self:
        """Open a hall on a database whose tables stand."""
        with storage_sentences():
            sealing.unlock(engine)
            with Session(engine) as session:
                place = place_of(session)
            time = clock or _clock_of(engine)
        return cls(engine, Gate(engine, time, place), ChangeFeed(engine))

    def at(self, device_id: str) -> "Hall":
        """Return the same hall as seen from another device."""
        seen = Hall(self._engine, self._gate, self.feed, device_id)
        seen.witness, seen.behind = self.witness, self.behind
        return seen

    def showing(self, id_number: str) -> "Hall":
        """Return the same hall as seen by somebody who has shown a document here: at a machine they see themselves."""
        seen = self.at(self._device_id)
        seen._actor, seen._shown = self._actor, id_number
        return seen

    @property
    def actor(self) -> Actor:
        """Who acts at this device now."""
        actor = self._actor  # a notice of change may clear it from another thread at any moment
        if actor is None:
            with self._gate.reading(HALL_ITSELF) as reading:
                actor = security_views.actor_at(reading, device_id=self._device_id)
            self._actor = actor
        return replace(actor, shown=self._shown) if self._shown else actor

    def do(self, action: Action[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Run one action for one event of a person (a key, a button, a scan).

        Raises:
            Refusal: a rule forbids it; nothing has changed.
        """
        return self.do_once(new_id(), action, *args, **kwargs)

    def do_once(self, request_id: str, action: Action[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Run an action under a request id chosen by the caller, so that a repeat after a lost answer is harmless."""
        try:
            return self._gate.do(action, self.actor, request_id, *args, **kwargs)
        finally:
            if action.name.startswith("security."):
                self._actor = None
            self._keep_note()

    def see(self, view: Callable[Concatenate[Reading, P], Seen], *args: P.args, **kwargs: P.kwargs) -> Seen:
        """Return what a view shows now."""
        with self._gate.reading(self.actor, kwargs) as reading:
            return view(reading, *args, **kwargs)

    def note_refusal(self, refusal: Refusal, doing: str) -> None:
        """Record a refusal that no action has met, such as that of a file; `doing` names what was being done."""
        self._gate.note_refusal(refusal, self.actor, doing)

    def run_due(self, after_each: Callable[[int], None] | None = None) -> int:
        """Run everything that is due by itself; answers with how many acts ran.

        Args:
            after_each: told after each act how many have run, for whoever waits for them.
        """
        ran = 0
        while self._gate.run_due(HALL_ITSELF):
            ran += 1
            if after_each is not None:
                after_each(ran)
        if self._engine.dialect.name == "sqlite":
            self.carry_audit()
        self._keep_note()
        return ran

    def carry_audit(self) -> None:
        """Carry the audit to its second place if it is time again: the one PC does, or the host of many."""
        with storage_sentences():
            self._follower.now_and_then()

    def follow_audit(self) -> tuple[Followed, int]:
        """Carry the audit to its second place now; answers with what came of it and how many entries it still lacks."""
        with storage_sentences():
            return self._follower.follow(), self._follower.behind()

    def noticed(self, topics: frozenset[Topic]) -> None:
        """Take note of a change: who may do what is looked up again."""
        if topics & {Topic.STAFF, Topic.POSTS}:
            self._actor = None

    def _keep_note(self) -> None:
        if self.witness is not None:
            self.witness.now_and_then(self.clock.now())

    def close(self) -> None:
        """Let go of the database."""
        self.feed.close()
        if self.witness is not None:
            self.witness.close(self.clock.now())
        if isinstance(self.clock, ServerClock):
            self.clock.close()
        self._engine.dispose()


class SystemHall(Hall):
    """The hall acting for itself: set-up, due acts, tests that need no person."""

    @property
    def actor(self) -> Actor:
        """The hall, which may do everything; its entries stand in the audit record under its own device."""
        return Actor(SYSTEM_DEVICE, may=frozenset(all_actions()))


def _clock_of(engine: Engine) -> Clock:
    """Return the clock of this PC where it is alone, the host's where several PCs must agree."""
    return ServerClock(engine) if engine.dialect.name == "postgresql" else SystemClock()
