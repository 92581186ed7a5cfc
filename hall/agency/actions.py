"""An errand from the mandate to its file: entrusted, logged, handed in, answered, delivered, visited, closed."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from hall.agency import carrying, papers, rules
from hall.agency.leaving import ERRANDS
from hall.agency.looking import runs_errand
from hall.agency.model import Errand
from hall.agency.record import (
    EXPIRE,
    JOURNAL,
    Handed,
    counts,
    expire_later,
    fetch_back,
    happened,
    items_of,
    keep_here,
    locked,
    note,
    press_later,
    report_due,
    send_up,
    stop,
    take_over,
)
from hall.agency.views import facts_of, progress_of
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.money import parse_amount
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.originals.actions import hand_back
from hall.originals.custody import end_custody
from hall.originals.model import Original
from hall.people.views import named
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Work

__all__ = [
    "ERRANDS", "ask_supplement", "close", "deliver", "end", "entrust", "expire_by_itself", "log", "record_result",
    "runs_errand", "submit", "take_back", "turn_late", "visit",
]  # fmt: skip


@action
def entrust(
    work: Work,
    *,
    powers: Collection[str],
    until: dt.date,
    identity_way: str,
    person_id: str = "",
    matter_code: str = "",
    words: str = "",
    agent: str = "",
    case_id: str = "",
    ticket_id: str = "",
) -> str:
    """Take a mandate and print it (代办委托书); answers with the errand's key.

    Args:
        work: the open transaction.
        powers: which of `rules.POWERS` the resident ticks; signing never goes without saying.
        until: the mandate's last day.
        identity_way: how the resident's identity was verified, one of `rules.IDENTITY_WAYS`.
        person_id: who gives it; a case knows its own.
        matter_code: the matter, where the catalogue has it; a case knows its own.
        words: what is to be done; by default the matter's name.
        agent: key of the member of staff who does it; by default the actor.
        case_id: the case that is carried upward.
        ticket_id: the ticket with which the resident came.

    Raises:
        Refusal: `agency.in_person` (matter), `agency.what_missing`, `agency.case_has_one` (number),
            `agency.agent_gone`, `people.name_missing`, what `rules.entrust` says.
    """
    what = carrying.what(work, case_id=case_id, person_id=person_id, matter_code=matter_code, words=words)
    named(work, person_id=what.person_id)
    _refuse_second(work, case_id)
    _refuse_gone(work, agent)
    given = rules.entrust(
        agent=agent or work.actor.staff_id,
        powers=powers,
        identity_way=identity_way,
        until=until,
        today=work.today,
        longest=settings.read(work.session, rules.AgencyPolicy).longest_days,
    )
    row = _new(work, what, case_id, ticket_id)
    JOURNAL.begin(work, row, given)
    expire_later(work, row)
    issue(work, papers.mandate(facts_of(work, row)), subject_id=row.id)
    work.touched(Topic.AGENCY)
    return row.id


@action
def log(
    work: Work,
    *,
    agency_id: str,
    items: Sequence[Mapping[str, Any]],
    place: str = "",
    fee: str = "",
    promised: dt.date | None = None,
) -> str:
    """List what the agent takes along and print the acceptance form (代办受理单); answers with its key.

    Args:
        work: the open transaction.
        agency_id: the errand.
        items: each `name`, `originals`, `copies`, `shown`; an identity card is only shown and goes back at once.
        place: the office to which it is carried.
        fee: what the office asks for, as typed; the resident pays it, the help itself is free.
        promised: by which day it should be done.

    Raises:
        Refusal: `agency.place_missing`, `agency.item`, what `parse_amount` says, `agency.mandate_over` (day),
            `agency.now_…`.
    """
    row = locked(work, agency_id)
    logged = rules.log(JOURNAL.of(row), today=work.today, report_due=report_due(work))
    row.place = place.strip() or row.place
    if not row.place:
        raise Refusal("agency.place_missing")
    row.fee = int(parse_amount(fee) * 100) if fee.strip() else 0
    row.promised = promised
    happened(work, row, logged)
    take_over(work, row, [Handed.read(item) for item in items])
    press_later(work, row)
    row.form_id = _print_form(work, row)
    keep_here(work, row)
    return row.form_id


@action
def submit(
    work: Work,
    *,
    agency_id: str,
    receipt_number: str,
    items: Sequence[Mapping[str, Any]] = (),
    signs: bool = False,
    originals: bool = True,
) -> None:
    """Hand the errand in above, or what was asked for besides, and note the office's receipt number.

    Args:
        work: the open transaction.
        agency_id: the errand.
        receipt_number: of the office; a linked case keeps it too.
        items: what the resident has brought besides, as for `log`.
        signs: the agent signs for the resident, which needs its own power.
        originals: whether the originals stay there; else they remain here.

    Raises:
        Refusal: `agency.receipt_missing`, `agency.item`, what `rules.submit` says.
    """
    row = locked(work, agency_id)
    submitted = rules.submit(JOURNAL.of(row), today=work.today, signs=signs)
    if not receipt_number.strip():
        raise Refusal("agency.receipt_missing")
    row.receipt_number = receipt_number.strip()
    take_over(work, row, [Handed.read(item) for item in items])
    keep_here(work, row)
    if originals:
        send_up(work, row)
    happened(work, row, submitted)
    press_later(work, row)
    carrying.handed_in(work, row)


@action
def ask_supplement(work: Work, *, agency_id: str, words: str) -> None:
    """The office above asks for more; the words say for what.

    Raises:
        Refusal: `agency.words_missing`, `agency.mandate_over` (day), `agency.now_…`.
    """
    row = locked(work, agency_id)
    asked = rules.ask_supplement(JOURNAL.of(row), today=work.today, note_id=note(work, row, "supplement", words))
    if not asked.details["note_id"]:
        raise Refusal("agency.words_missing")
    happened(work, row, asked)


@action
def record_result(
    work: Work, *, agency_id: str, outcome: str, words: str = "", collected: bool = True, originals_back: bool = False
) -> None:
    """The office above has decided; what it kept of the originals may come back with the result.

    Args:
        work: the open transaction.
        agency_id: the errand.
        outcome: `approved` or `denied`.
        words: what the office wrote.
        collected: the agent took the result, which needs its own power.
        originals_back: the originals have come back too.

    Raises:
        Refusal: what `rules.record_result` says.
    """
    row = locked(work, agency_id)
    note(work, row, "result", words)
    state = JOURNAL.of(row)
    happened(work, row, rules.record_result(state, today=work.today, outcome=outcome, collected=collected))
    if originals_back:
        fetch_back(work, row)
    stop(work, row)
    carrying.answered(work, row)


@action
def take_back(work: Work, *, agency_id: str) -> None:
    """The originals that were handed in have come back from the office above.

    Raises:
        Refusal: `agency.nothing_up`, `agency.now_…`.
    """
    row = locked(work, agency_id)
    _, up = counts(work, row)
    happened(work, row, rules.take_back(JOURNAL.of(row), up=up))
    fetch_back(work, row)
    if row.state in (rules.DELIVERED, rules.VISITED, rules.ENDED):
        end_custody(work, Original.mandate_id == row.id)


@action
def deliver(work: Work, *, agency_id: str) -> str:
    """Hand the result and every original that is here to the resident, who signs the form; answers with its key.

    Raises:
        Refusal: `agency.now_…`.
    """
    row = locked(work, agency_id)
    happened(work, row, rules.deliver(JOURNAL.of(row)))
    end_custody(work, Original.mandate_id == row.id)
    hand_back(work, mandate_id=row.id)
    return _print_form(work, row)


@action
def visit(work: Work, *, agency_id: str, grade: int, words: str = "") -> None:
    """Record what the resident says of the help, some days later.

    Raises:
        Refusal: `agency.grade`, `agency.words_missing` for a bad grade, `agency.now_…`.
    """
    row = locked(work, agency_id)
    said = note(work, row, "visit", words)
    happened(work, row, rules.visit(JOURNAL.of(row), grade=grade, note_id=said))


@action
def end(work: Work, *, agency_id: str, reason: str, words: str = "") -> None:
    """End the errand early: one of `rules.ENDINGS`; the originals go back to the resident.

    Raises:
        Refusal: what `rules.end` says.
    """
    row = locked(work, agency_id)
    note(work, row, "ending", words)
    _end(work, row, reason)


@action
def close(work: Work, *, agency_id: str) -> None:
    """File the errand.

    Raises:
        Refusal: `agency.originals_here` (count), `agency.originals_up` (count), `agency.now_…`.
    """
    row = locked(work, agency_id)
    here, up = counts(work, row)
    happened(work, row, rules.close(JOURNAL.of(row), here=here, up=up))


@action
def turn_late(work: Work, *, agency_id: str) -> None:
    """The days for handing the errand in are over: the agent and a leader are warned; run by itself."""
    row = locked(work, agency_id)
    happened(work, row, rules.warn(JOURNAL.of(row)))


@action
def expire_by_itself(work: Work, *, agency_id: str) -> None:
    """The mandate is over: nothing more may be done but hand back and close; run by itself."""
    _end(work, locked(work, agency_id), rules.EXPIRED, running=EXPIRE)


def _new(work: Work, what: carrying.What, case_id: str, ticket_id: str) -> Errand:
    return Errand(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=take_number(work, "agency_form"),
        opened_at=work.now,
        person_id=what.person_id,
        ticket_id=ticket_id or None,
        case_id=case_id or None,
        matter_code=what.matter_code,
        matter_text=what.name,
        mandate_number=take_number(work, "mandate"),
        place=what.place,
        receipt_number="",
        fee=0,
    )


def _end(work: Work, row: Errand, reason: str, *, running: str = "") -> None:
    happened(work, row, rules.end(JOURNAL.of(row), reason=reason, today=work.today))
    end_custody(work, Original.mandate_id == row.id)
    stop(work, row, running=running)


def _print_form(work: Work, row: Errand) -> str:
    """Print the form as it stands now; a later state of it is a paper of its own under the errand's number."""
    work.session.flush()
    items = [papers.Item(each.name, each.originals, each.copies, each.shown) for each in items_of(work, row.id)]
    paper = papers.acceptance_form(facts_of(work, row), items, progress_of(work, row))
    return issue(work, paper, subject_id=row.id)


def _refuse_second(work: Work, case_id: str) -> None:
    """Refuse a second errand for one case while another is under way."""
    if not case_id:
        return
    running = select(Errand.number).where(Errand.case_id == case_id, Errand.state.in_(rules.UNDER_WAY))
    if (number := work.session.scalar(running.limit(1))) is not None:
        raise Refusal("agency.case_has_one", number=number)


def _refuse_gone(work: Work, staff_id: str) -> None:
    """Refuse an agent who has left."""
    if not staff_id:
        return
    colleague = work.session.get(Staff, staff_id)
    if colleague is None or not colleague.active:
        raise Refusal("agency.agent_gone")
