"""The table of the domain rules, sections 2, 3 and 6, written down once more: which event may come from which stage."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from hall.cases import life, rules
from hall.kernel.refusal import Refusal
from hall.storage.journal import Event

START = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
DUES = {
    "promised_due": "2026-12-28T09:30:00+00:00",
    "statutory_due": "2027-01-04T09:30:00+00:00",
    "yellow_from": "2026-12-20T16:00:00+00:00",
    "provisional": False,
    "statutory_provisional": True,
}
HERE = (True, False, True)
"""Three steps: of the hall, of an upper level, of the hall."""

LEGAL: Final = {
    "submitted": {life.DRAFT},
    "accepted": {life.CHECKING},
    "corrected": {life.CHECKING},
    "notice_given": {life.CHECKING},
    "notice_asked": {life.CHECKING},
    "notice_declined": {life.CHECKING},
    "notice_signed": {life.NOTIFIED, life.SUPPLEMENT},
    "silence_escalated": {life.CHECKING},
    "supplemented": {life.NOTIFIED, life.SUPPLEMENT},
    "lapsed": {life.NOTIFIED, *life.RUNNING, life.PAUSED, life.SUPPLEMENT},
    "refusal_proposed": {life.CHECKING, *life.RUNNING, life.SUPPLEMENT},
    "refusal_escalated": {life.REFUSAL_PROPOSED},
    "refusal_late": {life.REFUSAL_PROPOSED},
    "refusal_agreed": {life.REFUSAL_PROPOSED},
    "refusal_overruled": {life.REFUSAL_PROPOSED},
    "refusal_reversed": {life.REFUSED, life.DECIDED_NO, life.READY, life.NOTIFIED_PICKUP},
    "step_begun": {life.ACCEPTED},
    "step_completed": {life.DECIDING},
    "forwarded": {life.ACCEPTED},
    "receipt_recorded": {life.AT_UPPER},
    "returned": {life.AT_UPPER},
    "returned_to_hall": {life.AT_UPPER},
    "result_recorded": {life.AT_UPPER},
    "paused": set(life.RUNNING),
    "resumed": {life.PAUSED},
    "extension_proposed": set(life.RUNNING),
    "extension_declined": set(life.RUNNING),
    "extended": set(life.RUNNING),
    "decided": {life.DECIDING},
    "readied": set(life.DECIDED),
    "notified": {life.READY, life.NOTIFIED_PICKUP},
    "delivered": {life.READY, life.NOTIFIED_PICKUP},
    "handed_back": {*life.DECIDED, life.READY, life.NOTIFIED_PICKUP, *life.ENDED},
    "paper_taken_back": {life.READY, life.NOTIFIED_PICKUP},
    "withdrawn": set(life.UNDECIDED),
    "aborted": set(life.UNDECIDED),
    "archived": set(life.ENDED),
    "warned": {*life.RUNNING, life.REFUSAL_PROPOSED},
    "reassigned": {*life.UNDECIDED, *life.DECIDED, life.READY, life.NOTIFIED_PICKUP},
}
"""From which stages an event may come: the table of the domain rules, sections 2, 3 and 6, written down once more."""


def outcome(decide: Callable[[life.CaseState], Event], state: life.CaseState) -> Event | str:
    """Return the event that a rule decides on, or the code by which it refuses."""
    try:
        return decide(state)
    except Refusal as refusal:
        return refusal.code


OTHER: Final[dict[str, Callable[[life.CaseState], Event]]] = {
    "withdrawn": lambda s: rules.withdraw(s, note_id="n"),
    "aborted": lambda s: rules.abort(s, reason="died"),
    "archived": rules.archive,
    "warned": lambda s: rules.warn(s, light="yellow"),
    "reassigned": lambda s: rules.reassign(s, to="b"),
}
