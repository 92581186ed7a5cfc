"""One collection, many uses: what is held and known of a person, kept once, used again only for a stated purpose."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.people.model import Consent, Person, PersonDocument, PersonFact, Reuse
from hall.storage.action import action
from hall.storage.work import Work

COUNTER: Final = "counter"
KIOSK: Final = "kiosk"
IMPORT: Final = "import"
SHARED: Final = "shared"
SOURCES: Final = (COUNTER, KIOSK, SHARED, IMPORT)
"""By which way something came in (采集渠道)."""

IN_REGISTER: Final = ("phone", "address")
"""Facts that stand in the register itself; their editions are written only when they change."""

MATERIAL, FIELD = "material", "field"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What something held is used for (使用目的): one case of one matter."""

    matter_code: str
    case_id: str
    case_number: str


@dataclass(frozen=True, slots=True)
class Handed:
    """A material as it was handed in and looked at.

    Attributes:
        kind: under which it is kept.
        name: as the matter calls it.
        sensitive: it serves another purpose only with a consent.
        number: of the document, where it has one.
        issued: the day of issue.
        valid_to: its last valid day, None where it says none.
        digest: SHA-256 of an image, empty without one.
    """

    kind: str
    name: str
    sensitive: bool = False
    number: str = ""
    issued: date | None = None
    valid_to: date | None = None
    digest: str = ""


def keep_document(work: Work, person_id: str, handed: Handed, purpose: Purpose, *, source: str = COUNTER) -> str:
    """Hold a material from now on; answers with its key.

    The same case ticking it off again changes the edition that it made; another one takes the place of the former.
    """
    work.session.get_one(Person, person_id, with_for_update=True)
    current = _current(work, person_id, handed.kind)
    if current is not None and current.case_id == purpose.case_id:
        _write(current, handed)
        return current.id
    kept = PersonDocument(
        id=new_id(), hall_id=work.place.hall_id, person_id=person_id, kind=handed.kind, source=source,
        case_id=purpose.case_id, matter_code=purpose.matter_code, kept_at=work.now, kept_by=work.actor.staff_id,
        ended_for="", dispute_note="", number="", digest="",
    )  # fmt: skip
    _write(kept, handed)
    if current is not None:
        current.ended_at, current.ended_for, current.replaced_by = work.now, "renewed", kept.id
        work.session.flush()
    work.session.add(kept)
    work.session.flush()
    work.concerns(person_id, kept.id)
    work.touched(Topic.PEOPLE)
    return kept.id


def give_back(work: Work, case_id: str, why: str, *, kind: str = "", but: Collection[str] = ()) -> None:
    """No longer hold what a case had brought, all of it or one kind; the edition before it holds again.

    Args:
        work: the open transaction.
        case_id: the case.
        why: `taken_back` by whoever had ticked it off by mistake, or `handed_back` to the resident.
        kind: the one kind; all if empty.
        but: keys of those that stay, because other cases rest on them.
    """
    brought = select(PersonDocument).where(PersonDocument.case_id == case_id, PersonDocument.ended_at.is_(None))
    brought = brought.where(PersonDocument.id.not_in(but))
    for each in work.session.scalars(brought.where(PersonDocument.kind == kind) if kind else brought).all():
        each.ended_at, each.ended_for = work.now, why
        work.session.flush()
        former = work.session.scalar(select(PersonDocument).where(PersonDocument.replaced_by == each.id))
        if former is not None:
            former.ended_at, former.ended_for, former.replaced_by = None, "", None
        work.concerns(each.id)
        work.touched(Topic.PEOPLE)


def know(
    work: Work, person_id: str, fact: str, value: Any, *, source: str = COUNTER, case_id: str | None = None  # noqa: ANN401
) -> bool:  # fmt: skip
    """Know something of a person from now on; answers whether that changed anything.

    What an old list says does not overwrite what somebody said at a counter.
    """
    person = work.session.get_one(Person, person_id, with_for_update=True)
    current = work.session.scalar(_facts(person_id, fact))
    was = getattr(person, fact) if fact in IN_REGISTER else current.value["value"] if current else None
    if was == value:
        return False
    from_list = current.source == IMPORT if current is not None else was in (None, "")
    if source == IMPORT and not from_list:
        return False
    _begin_edition(work, person, current, fact, was, value, source=source, case_id=case_id)
    if fact in IN_REGISTER:
        setattr(person, fact, value)
    return True


def corrected(work: Work, person: Person, fact: str, was: Any) -> None:  # noqa: ANN401 -- any fact's value
    """Keep what the register said before a correction, with the time for which it held."""
    now = getattr(person, fact)
    if was in (None, "") or was == now:
        return
    current = work.session.scalar(_facts(person.id, fact))
    source = COUNTER if work.actor.staff_id else KIOSK
    _begin_edition(work, person, current, fact, _plain(was), _plain(now), source=source, case_id=None)


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that is used again: a material, or a fact that fills a field."""

    what: str
    kind: str
    held_id: str | None
    field_id: str = ""
    consent_id: str | None = None


def log_reuse(work: Work, person_id: str, purpose: Purpose, uses: Iterable[Use]) -> None:
    """Write down for which purpose what is held is used, for the person who asks and for the auditor."""
    for use in uses:
        work.session.add(
            Reuse(
                id=new_id(), hall_id=work.place.hall_id, person_id=person_id, at=work.now,
                staff_id=work.actor.staff_id, what=use.what, kind=use.kind, held_id=use.held_id,
                matter_code=purpose.matter_code, case_id=purpose.case_id, case_number=purpose.case_number,
                field_id=use.field_id, consent_id=use.consent_id,
            )
        )  # fmt: skip
        work.concerns(*([use.held_id] if use.held_id else []))
        work.concerns(*([use.consent_id] if use.consent_id else []))


@action
def consent(work: Work, *, person_id: str, kinds: Collection[str], matter_code: str, case_id: str | None = None) -> str:
    """Note that a person agrees to the use of sensitive materials for one purpose; answers with the consent's key.

    Args:
        work: the open transaction.
        person_id: who agrees.
        kinds: of the materials; each is named on the line that the person signs.
        matter_code: the purpose.
        case_id: the case, where there is one already.

    Raises:
        Refusal: `people.consent_kinds` when nothing is named.
    """
    if not kinds:
        raise Refusal("people.consent_kinds")
    work.session.get_one(Person, person_id)
    given = Consent(
        id=new_id(), hall_id=work.place.hall_id, person_id=person_id, kinds=sorted(set(kinds)),
        matter_code=matter_code, case_id=case_id, given_at=work.now, taken_by=work.actor.staff_id,
    )  # fmt: skip
    work.session.add(given)
    work.concerns(person_id, given.id)
    work.touched(Topic.PEOPLE)
    return given.id


@action
def withdraw_consent(work: Work, *, consent_id: str) -> None:
    """The person no longer agrees (Personal Information Protection Law art. 15); what was done before stays lawful.

    Raises:
        Refusal: `people.consent_withdrawn` when that was said before.
    """
    given = work.session.get_one(Consent, consent_id, with_for_update=True)
    if given.withdrawn_at is not None:
        raise Refusal("people.consent_withdrawn")
    given.withdrawn_at = work.now
    work.concerns(given.person_id, consent_id)
    work.touched(Topic.PEOPLE)


@action
def dispute(work: Work, *, holding_id: str, note: str) -> None:
    """Say that something held does not hold good, and why; until a new one comes it serves nothing.

    Raises:
        Refusal: `people.dispute_note` without a word on it; `people.holding_ended` when it is not held any more.
    """
    if not note.strip():
        raise Refusal("people.dispute_note")
    held = work.session.get_one(PersonDocument, holding_id, with_for_update=True)
    if held.ended_at is not None:
        raise Refusal("people.holding_ended")
    held.disputed_at, held.disputed_by, held.dispute_note = work.now, work.actor.staff_id, note.strip()
    work.concerns(held.person_id, holding_id)
    work.touched(Topic.PEOPLE)


def _current(work: Work, person_id: str, kind: str) -> PersonDocument | None:
    wanted = select(PersonDocument).where(PersonDocument.person_id == person_id, PersonDocument.kind == kind)
    return work.session.scalar(wanted.where(PersonDocument.ended_at.is_(None)))


def _write(kept: PersonDocument, handed: Handed) -> None:
    """Write what was seen; what was typed before stays where nothing new was typed."""
    kept.name, kept.sensitive = handed.name, handed.sensitive
    kept.number = handed.number or kept.number
    kept.issued = handed.issued or kept.issued
    kept.valid_to = handed.valid_to or kept.valid_to
    kept.digest = handed.digest or kept.digest


def _facts(person_id: str, fact: str) -> Any:  # noqa: ANN401 -- a select of one entity
    return select(PersonFact).where(
        PersonFact.person_id == person_id, PersonFact.fact == fact, PersonFact.valid_to.is_(None)
    )


def _begin_edition(
    work: Work, person: Person, current: PersonFact | None, fact: str, was: Any, value: Any, *,  # noqa: ANN401
    source: str, case_id: str | None,
) -> None:  # fmt: skip
    """End the edition that held until now and begin the next; the register's first word gets its edition late."""

    def edition(of: Any, **how: Any) -> PersonFact:  # noqa: ANN401
        return PersonFact(
            id=new_id(), hall_id=work.place.hall_id, person_id=person.id, fact=fact, value={"value": of}, **how
        )  # fmt: skip

    if current is not None:
        current.valid_to = work.now
        work.session.flush()
    elif was not in (None, ""):
        work.session.add(edition(was, source=COUNTER, valid_from=person.created_at, valid_to=work.now))
    if value not in (None, ""):
        work.session.add(
            edition(value, source=source, case_id=case_id, staff_id=work.actor.staff_id, valid_from=work.now)
        )
    work.session.flush()
    work.concerns(person.id)
    work.touched(Topic.PEOPLE)


def _plain(value: Any) -> Any:  # noqa: ANN401
    return value.isoformat() if isinstance(value, date) else value
