"""What must be on record before a ticket is finished: later rooms say it, who know what was done for the resident."""

from collections.abc import Callable

from hall.queue.model import Ticket
from hall.storage.work import Work

Guard = Callable[[Work, Ticket, str], None]
_GUARDS: list[Guard] = []


def before_finishing(guard: Guard) -> Guard:
    """Mark what a later room asks before a ticket is finished with an outcome, or goes on to another matter.

    The outcome is one of `OUTCOMES`, empty where only one matter of the visit ends. The guard may refuse.
    """
    _GUARDS.append(guard)
    return guard


def ask_guards(work: Work, ticket: Ticket, outcome: str = "") -> None:
    """Let every guard look at a matter that is about to end; the first refusal stands."""
    for guard in _GUARDS:
        guard(work, ticket, outcome)
