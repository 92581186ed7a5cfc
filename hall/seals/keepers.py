"""What may happen to a seal itself: one keeper at any time, a signed handing over, and the loss that blocks it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

OFFICIAL, PARTY, MEDIATION, STATION, SPECIAL = "official", "party", "mediation", "station", "special"
KINDS: Final = (OFFICIAL, PARTY, MEDIATION, STATION, SPECIAL)
"""公章、党组织印章、调解委员会印章、服务站印章、专用章."""

IN_USE, LOST, DESTROYED = "in_use", "lost", "destroyed"


@dataclass(frozen=True, slots=True)
class SealState:
    """Who keeps a seal; the meaning of each field is that of the column of the same name in `Seal`."""

    state: str
    keeper: str
    since: datetime
    next_keeper: str | None = None
    hand_over_by: datetime | None = None


def add(*, kind: str, name: str, keeper: str) -> Event:
    """Take a seal into use.

    Raises:
        Refusal: `seals.kind`, `seals.seal_name`.
    """
    if kind not in KINDS:
        raise Refusal("seals.kind")
    if not name.strip():
        raise Refusal("seals.seal_name")
    return Event("added", {"keeper": keeper})


def hand_over(state: SealState, *, to: str, by: datetime) -> Event:
    """Name the next keeper, who has to sign by an instant; until then the present one answers for the seal.

    Raises:
        Refusal: `seals.same_keeper`, `seals.seal_blocked`.
    """
    _expect_in_use(state)
    if to == state.keeper:
        raise Refusal("seals.same_keeper")
    return Event("handing_over", {"to": to, "by": by.isoformat()})


def take_over(state: SealState, *, by: str | None) -> Event:
    """The next keeper signs for the seal.

    Raises:
        Refusal: `seals.not_handed_to_you`, `seals.seal_blocked`.
    """
    _expect_in_use(state)
    if state.next_keeper is None or (by is not None and by != state.next_keeper):
        raise Refusal("seals.not_handed_to_you")
    return Event("taken_over", {"keeper": state.next_keeper})


def lose(state: SealState, *, note_id: str) -> Event:
    """The seal is gone: from now on it seals nothing, even if it turns up again."""
    _expect_in_use(state)
    return Event("lost", {"note_id": note_id})


def destroy(state: SealState, *, note_id: str) -> Event:
    """The seal was handed in and destroyed (缴销), worn out or replaced."""
    if state.state == DESTROYED:
        raise Refusal("seals.seal_blocked")
    return Event("destroyed", {"note_id": note_id})


def fold(state: SealState | None, entry: Entry) -> SealState:
    """Apply one entry of the journal."""
    if state is None:
        return SealState(IN_USE, entry.details["keeper"], entry.at)
    return _AFTER[entry.kind](state, entry, entry.details)


def _expect_in_use(state: SealState) -> None:
    if state.state != IN_USE:
        raise Refusal("seals.seal_blocked")


def _handing(state: SealState, _: Entry, details: dict[str, Any]) -> SealState:
    return replace(state, next_keeper=details["to"], hand_over_by=datetime.fromisoformat(details["by"]))


def _taken(state: SealState, entry: Entry, details: dict[str, Any]) -> SealState:
    return replace(state, keeper=details["keeper"], since=entry.at, next_keeper=None, hand_over_by=None)


_AFTER: Final[dict[str, Callable[[SealState, Entry, dict[str, Any]], SealState]]] = {
    "handing_over": _handing,
    "taken_over": _taken,
    "lost": lambda state, _entry, _details: replace(state, state=LOST, next_keeper=None, hand_over_by=None),
    "destroyed": lambda state, _entry, _details: replace(state, state=DESTROYED, next_keeper=None, hand_over_by=None),
}
