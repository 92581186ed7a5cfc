"""Rehearsals: what somebody is about to do is tried first at the PC of each kind that may do it, and undone.

A deed counts as rehearsed where the server let the login of that PC do all of it. Where the hall refuses it, the owner
of the tables must be refused it in the same words: else the rows that the PC does not see changed what it may do.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final
from unittest.mock import patch

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session

from hall.gate import Gate
from hall.host.connection_file import MACHINES
from hall.kernel.actor import Actor
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.roles import login_name
from hall.roles.grants import HOST
from hall.security.rules import NOBODY_SITS_AT, OF_THE_HALL_ITSELF, RUNS_DUE_ACTS, possible_at
from hall.storage.action import Action, all_actions
from hall.storage.due import DueAct

DONE, DENIED = "done", "gate.not_at_this_device"
MOST: Final = 8
"""So often a deed is tried at one kind of PC before it is left to the next hall."""

OF_WHO_SITS_THERE: Final = frozenset(
    {"security.change_password", "security.unlock", "security.lock", "security.sign_in"}
    | {f"documents.{each}" for each in ("take_up", "report_handing", "report_sent", "report_spoiled", "report_doubt")}
)
"""What nobody does in the place of another PC: its own sign-ins and its own prints."""

DUE_AT: Final = (*sorted(RUNS_DUE_ACTS), HOST)

Given = Mapping[str, Any]
_plain, _plain_due = Gate.do, Gate.run_due


@dataclass
class Rehearsal:
    """Tries every deed at every kind of PC that may do it, until it was done there often enough.

    Attributes:
        owner: gives the engine of the tables' owner.
        engine_of: gives the engine of a device, logged in as that device; for machines, which have keys of their own.
        times: so often a deed is done at one kind of PC: what is there already takes another way than what is new.
        actors: who sits where, one for each kind of device.
        outcomes: what came of each deed at each kind: `done`, or why not.
        faults: what the owner may do and the login may not, each with the deed.
    """

    owner: Callable[[], Engine]
    engine_of: Callable[[str], Engine]
    times: int = 1
    actors: Mapping[str, Actor] = field(default_factory=dict)
    outcomes: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    faults: set[str] = field(default_factory=set)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Rehearse whatever passes a gate meanwhile."""
        with patch.multiple(Gate, do=self._before(), run_due=self._before_due()):
            yield

    def lacks(self, kind: str) -> set[str]:
        """Return what a kind of PC may do and has not done."""
        return {name for name in self.may(kind) if DONE not in self.outcomes[kind, name]}

    @staticmethod
    def may(kind: str) -> frozenset[str]:
        """Return what is done at a kind of PC, or at the host, by people and by itself."""
        by_people = possible_at(kind) if kind != HOST else frozenset()
        return by_people | (OF_THE_HALL_ITSELF if kind in DUE_AT else frozenset())

    def at_every_kind(self, gate: Gate, action: Action[..., Any], actor: Actor, given: Given) -> None:
        """Try a deed at each kind of PC that may do it and has not done it often enough."""
        for kind, seated in self.actors.items():
            tried = self.outcomes[kind, action.name]
            if action.name not in possible_at(kind) or self._is_enough(tried):
                continue
            if actor.kind == kind or action.name not in OF_WHO_SITS_THERE:
                self.at(gate, action, _as_at(seated, actor), given, own=actor.kind in ("", kind))

    def at(self, gate: Gate, action: Action[..., Any], actor: Actor, given: Given, *, own: bool = True) -> str:
        """Try a deed at one PC; `own` where its arguments are such as this kind of PC would send."""
        outcome = self._tried(gate, actor, lambda tried: _plain(tried, action, actor, new_id(), **given))
        self.outcomes[actor.kind, action.name].append(outcome)
        if outcome != DONE and (own or actor.kind not in NOBODY_SITS_AT):
            with _undone(gate, self.owner()) as (tried, _connection):
                expected = _outcome(lambda: _plain(tried, action, actor, new_id(), **given))
            if expected != outcome:
                self.faults.add(f"{actor.kind} {action.name}: {outcome}; the owner: {expected}")
        return outcome

    def seen(self, gate: Gate, actor: Actor, view: Callable[..., object], given: Given) -> tuple[object, object]:
        """Look at a view at a PC; answers with what it shows there, and what it shows the owner of the tables."""

        def look(tried: Gate, connection: Connection) -> object:
            tried._reader = connection  # type: ignore[assignment]
            with tried.reading(actor, given) as reading:
                shown = view(reading, **given)
                return tuple(shown) if isinstance(shown, Iterator) else shown

        with self._with_rights_of(gate, actor) as (tried, connection):
            here = _shown(lambda: look(tried, connection))
        with _undone(gate, self.owner()) as (tried, connection):
            return here, _shown(lambda: look(tried, connection))

    def _tried(self, gate: Gate, actor: Actor, doing: Callable[[Gate], object]) -> str:
        """Do something with the rights of a PC and undo it; answers with what came of it."""
        with self._with_rights_of(gate, actor) as (tried, _connection):
            return _outcome(lambda: doing(tried))

    @contextmanager
    def _with_rights_of(self, gate: Gate, actor: Actor) -> Iterator[tuple[Gate, Connection]]:
        machine = actor.kind in MACHINES  # it has keys of its own, which its login finds
        with _undone(gate, self.engine_of(actor.device_id) if machine else self.owner()) as (tried, connection):
            if not machine:  # the same as its own login, and nothing has to be compiled for it anew
                connection.exec_driver_sql(f"SET LOCAL SESSION AUTHORIZATION {login_name(actor.device_id)}")
            yield tried, connection

    def _before(self) -> Any:
        def do(gate: Gate, action: Any, actor: Actor, request_id: str, *args: Any, **given: Any) -> Any:
            if not args and self._is_of(gate):
                self.at_every_kind(gate, action, actor, given)
            return _plain(gate, action, actor, request_id, *args, **given)

        return do

    def _before_due(self) -> Any:
        def run_due(gate: Gate, hall_itself: Actor) -> bool:
            if self._is_of(gate):
                self._due_everywhere(gate, hall_itself)
            return _plain_due(gate, hall_itself)

        return run_due

    def _due_everywhere(self, gate: Gate, hall_itself: Actor) -> None:
        """Run what is due now at every kind of PC that does so, and at the host."""
        with Session(self.owner()) as session:
            owed = session.scalars(select(DueAct).order_by(DueAct.due_at, DueAct.id).limit(1)).first()
        if owed is None or owed.due_at > gate.clock.now():
            return
        expected = ""
        for kind in DUE_AT:
            if not self._is_enough(self.outcomes[kind, owed.action]):
                outcome = self._due(gate, hall_itself, kind)
                expected = expected or self._due(gate, hall_itself, "")
                self.outcomes[kind, owed.action].append(outcome)
                if outcome != expected:
                    self.faults.add(f"{kind} {owed.action}: {outcome}; the owner: {expected}")

    def _due(self, gate: Gate, hall_itself: Actor, kind: str) -> str:
        """Run what is longest due with the rights of a kind, all of them for none; answers with what came of it."""
        with _undone(gate, self.owner()) as (tried, connection):
            if kind:
                connection.exec_driver_sql(self._become(kind))
            noted: list[str] = []
            tried._run_claimed = lambda work, act: noted.append(Gate._run_claimed(tried, work, act)) or noted[-1]  # type: ignore[method-assign]
            said = _outcome(lambda: _plain_due(tried, hall_itself))
        return said if said != DONE or not noted else noted[-1]

    def _become(self, kind: str) -> str:
        """Return the statement after which a transaction has the rights of a kind: those of the login of its PC."""
        if kind == HOST:
            return "SET LOCAL ROLE hall_host"
        return f"SET LOCAL SESSION AUTHORIZATION {login_name(self.actors[kind].device_id)}"

    def _is_enough(self, tried: list[str]) -> bool:
        """Tell whether a deed was done often enough at one kind of PC, or tried there too often."""
        return tried.count(DONE) >= self.times or len(tried) >= MOST

    def _is_of(self, gate: Gate) -> bool:
        return gate._reader.dialect.name == "postgresql"


def _as_at(seated: Actor, actor: Actor) -> Actor:
    """Return who does the same at another PC: the same person, at the same counter, with every right."""
    may = frozenset(all_actions())
    if seated.kind in NOBODY_SITS_AT:
        return replace(actor if actor.kind == seated.kind else seated, may=may, shown=actor.shown)
    here = actor.device_id if actor.kind == seated.kind else seated.device_id
    if actor.staff_id is None:
        return replace(seated, may=may)
    return replace(actor, device_id=here, counter_id=actor.counter_id or seated.counter_id, kind=seated.kind, may=may)


@contextmanager
def _undone(gate: Gate, engine: Engine) -> Iterator[tuple[Gate, Connection]]:
    """Give a gate like another one, whose transactions are all taken back."""
    with engine.connect() as connection:
        connection.begin()
        connection.begin_nested()
        tried = Gate(engine, gate.clock, gate.place)
        tried._writer = connection  # type: ignore[assignment]
        try:
            yield tried, connection
        finally:
            connection.rollback()


def _shown(looking: Callable[[], object]) -> object:
    """Look; answers with what is shown, or with the name of what forbids it."""
    try:
        return looking()
    except Refusal as refusal:
        return f"{refusal.code}: {refusal.__cause__}"[:300]
    except (NoResultFound, PermissionError) as gone:
        return type(gone).__name__
    except DBAPIError as error:
        return f"{type(error.orig).__name__}: {error}"[:300]


def _outcome(doing: Callable[[], object]) -> str:
    """Do something; answers with what came of it."""
    try:
        doing()
    except Refusal as refusal:
        return refusal.code if refusal.code != DENIED else f"{DENIED}: {refusal.__cause__}"[:900]
    except Exception as bug:  # noqa: BLE001 -- whatever it is, it is told
        return f"{type(bug).__name__}: {bug}"[:300]
    return DONE
