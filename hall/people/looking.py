"""Looking at a full identity or phone number: a deed with a purpose that stays on record, not a glance."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.storage.action import secret_action
from hall.storage.work import Reading, Work

WHATS: Final = ("id_number", "phone", "address")
"""What can be looked at in full; everything else of the register stands in the open on a form anyway."""

SERVING: Final = "serving"
OTHER: Final = "other"
PURPOSES: Final = ("verify", "contact", "own_request", "audit", OTHER)
"""Why somebody may look (目的): identity compared, person contacted, asked by the person, inspection, other in words.

Source: Personal Information Protection Law art. 6 (clear and reasonable purpose), 51 and 54 (records)."""

LONGEST: Final = 60
_DIGITS: Final = re.compile(r"\d{5}")

Serves = Callable[[Reading, str, str | None], bool]
_SERVES: list[Serves] = []


def at_work_for(test: Serves) -> Serves:
    """Mark how a later room tells that the actor is serving a person now: reading, person, case; then nobody asks."""
    _SERVES.append(test)
    return test


@dataclass(frozen=True, slots=True)
class Held:
    """A telephone number that stands on a record of its own, since whoever left it need not be in the register.

    Attributes:
        person_id: whose it is, None for somebody who is not registered.
        serving: whether the record is the actor's own work, which is a purpose by itself.
    """

    phone: str
    person_id: str | None
    serving: bool


Holds = Callable[[Reading, str], Held]
_HOLDS: dict[str, Holds] = {}


def on_a(record: str) -> Callable[[Holds], Holds]:
    """Mark how a later room tells the number on one of its records (`sheet`, `rating`) by the record's key."""

    def remember(holds: Holds) -> Holds:
        _HOLDS[record] = holds
        return holds

    return remember


def is_serving(reading: Reading, *, person_id: str, case_id: str | None = None) -> bool:
    """Tell whether the actor has this person's ticket or case in hand, which is a purpose by itself."""
    return any(test(reading, person_id, case_id) for test in _SERVES)


@secret_action
def reveal(
    work: Work,
    *,
    what: str,
    person_id: str = "",
    purpose: str = "",
    case_id: str | None = None,
    words: str = "",
    record: str = "",
    key: str = "",
) -> str:
    """Return what is masked everywhere else, and put on record who looked at whose number and why.

    Args:
        work: the open transaction.
        what: `id_number`, `phone` or `address`.
        person_id: whose; empty for the number on a record.
        purpose: one of `PURPOSES`; empty while the person is being served, which is then the purpose.
        case_id: the case for which it is looked at.
        words: the reason in words, needed for `other`; no numbers of people.
        record: `sheet` or `rating` where the number stands there, and not in the register.
        key: of that record.

    Raises:
        Refusal: `people.look_what` for anything else; `people.look_purpose` when nobody is being served and no
            purpose is given, `people.look_words`,
            `people.look_number` for words that hold a number; what the record's own room says.
    """
    if what not in WHATS or (record and what != "phone"):
        raise Refusal("people.look_what")
    held = _HOLDS[record](work, key) if record else None
    serving = held.serving if held else is_serving(work, person_id=person_id, case_id=case_id)
    why, said = _purpose(purpose, serving), words.strip()[:LONGEST]
    check_words(why, said)
    value: str = held.phone if held else getattr(work.session.get_one(Person, person_id), what)
    whose = held.person_id if held else person_id
    work.concerns(*filter(None, (whose, case_id, key)))
    work.remarked(what=what, purpose=why, **({"record": record} if record else {}))
    if why == OTHER:
        work.remarked(words=said)
    return value


def _purpose(purpose: str, serving: bool) -> str:
    if purpose in PURPOSES:
        return purpose
    if serving:
        return SERVING
    raise Refusal("people.look_purpose")


def check_words(purpose: str, words: str) -> None:
    """Refuse a reason in words that says nothing, or that holds a number."""
    if purpose == OTHER and len(words) < 2:
        raise Refusal("people.look_words")
    if _DIGITS.search(words):
        raise Refusal("people.look_number")
