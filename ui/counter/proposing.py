"""Whom an act proposes: the A post of the matter if on duty, else the B post, else a leader."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from hall.service import Reading, posts_roster
from ui.counter.acts import Act

_TO_A_COLLEAGUE: Final = frozenset({"hand_over", "assign", "reassign"})


def proposing(reading: Reading, acts: Iterable[Act], matter_code: str) -> tuple[Act, ...]:
    """Return the acts, those that go to a colleague with the effective handler filled in; nobody to oneself."""
    at = reading.actor.counter_id or ""
    handler = posts_roster.effective_handler(reading, matter_code=matter_code, counter_id=at)
    if handler is None or handler.staff_id == reading.actor.staff_id:
        return tuple(acts)
    return tuple(_to(act, handler.staff_id) if act.name in _TO_A_COLLEAGUE else act for act in acts)


def _to(act: Act, staff_id: str) -> Act:
    return replace(act, start={**(act.start or {}), "to": staff_id})
