"""Promising something to a resident, keeping it, and who owns the promise when the work changes hands."""

from datetime import date

from sqlalchemy import select

from hall.contacts import papers, promise_rules, promises, rules
from hall.contacts.model import ContactSheet, Promise, PromiseEvent
from hall.contacts.record import JOURNAL as SHEETS
from hall.contacts.record import check_colleague, locked, note
from hall.contacts.record import happened as happened_to
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.queue.policy import QueuePolicy
from hall.storage import settings
from hall.storage.action import action
from hall.storage.journal import Event, Journal
from hall.storage.place import HallFacts
from hall.storage.work import Work

JOURNAL = Journal(Promise, PromiseEvent, promise_rules.PromiseState, promise_rules.fold)


@action
def promise(
    work: Work,
    *,
    words: str,
    due_on: date,
    sheet_id: str = "",
    ticket_id: str = "",
    case_id: str = "",
    person_id: str = "",
) -> str:
    """Promise a resident something until a day and print the slip (承诺条); answers with the promise's key.

    Whoever promises owns it until they hand the work over.

    Args:
        work: the open transaction.
        words: what will be done, as the resident reads it.
        due_on: the last day.
        sheet_id: the first-contact sheet that it belongs to; then ticket and person follow from it.
        ticket_id: the ticket that the resident holds.
        case_id: the case.
        person_id: the resident in the register.

    Raises:
        Refusal: what `promise_rules.make` says; of the sheet `contacts.not_owing`, `contacts.now_closed`.
    """
    days = settings.read(work.session, rules.ContactPolicy).promise_days
    made = promise_rules.make(by=work.actor.staff_id, words=words, due_on=due_on, today=work.today, days=days)
    sheet = locked(work, sheet_id) if sheet_id else None
    row = Promise(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=take_number(work, "promise_slip"),
        made_at=work.now,
        words=words.strip(),
        sheet_id=sheet_id or None,
        ticket_id=ticket_id or (sheet.ticket_id if sheet else None),
        case_id=case_id or (sheet.case_id if sheet else None),
        person_id=person_id or (sheet.person_id if sheet else None),
        told="",
    )
    if sheet is not None:
        happened_to(work, sheet, rules.promise(SHEETS.of(sheet), by=work.actor.staff_id, promise_id=row.id))
    JOURNAL.begin(work, row, made)
    work.touched(Topic.CONTACTS)
    _print(work, row)
    return row.id


@action
def keep_promise(work: Work, *, promise_id: str, words: str, way: str = "phone") -> None:
    """Keep a promise: the resident has been told, which ends its sheet where nothing else is open there.

    Args:
        work: the open transaction.
        promise_id: the promise.
        words: what the resident was told.
        way: how: one of `rules.WAYS`.

    Raises:
        Refusal: what `promise_rules.keep` says; `contacts.way`.
    """
    row = _locked(work, promise_id)
    kept = promise_rules.keep(JOURNAL.of(row), by=work.actor.staff_id, words=words)
    if way not in rules.WAYS:
        raise Refusal("contacts.way")
    row.told = words.strip()
    _happened(work, row, kept)
    if row.sheet_id is not None:
        _tell(work, locked(work, row.sheet_id), way, words)


@action
def assign_promise(work: Work, *, promise_id: str, to: str) -> None:
    """The leader gives a promise to somebody else: its owner has left, or is away too long.

    Raises:
        Refusal: `contacts.receiver_gone`, `contacts.promise_kept`.
    """
    check_colleague(work, to)
    take_over(work, promise_id, to)


def follow_sheet(work: Work, sheet_id: str, to: str) -> None:
    """Give the open promises of a sheet to whoever is responsible for it now."""
    of_sheet = select(Promise).where(Promise.sheet_id == sheet_id, Promise.state == promise_rules.OPEN)
    for row in work.session.scalars(of_sheet.with_for_update()):
        _pass_on(work, row, to)


def take_over(work: Work, promise_id: str, to: str) -> None:
    """Give one promise to somebody else, as a signed list of duties does (交接清单).

    Raises:
        Refusal: `contacts.promise_kept`.
    """
    _pass_on(work, _locked(work, promise_id), to)


def _pass_on(work: Work, row: Promise, to: str) -> None:
    passed_on = promise_rules.pass_on(JOURNAL.of(row), to=to)
    if row.owner != to:
        _happened(work, row, passed_on)


def _tell(work: Work, sheet: ContactSheet, way: str, words: str) -> None:
    """Put the answer on the sheet and close it; a case, a leader or a colleague may still have to finish theirs."""
    by, state = work.actor.staff_id, SHEETS.of(sheet)
    at_work = state.state in (rules.OPEN, rules.HANDED) and state.case_id is None and by == state.responsible
    to_be_told = state.state in (rules.ANSWERED, rules.REFERRED, rules.FOLLOWUP)
    if not at_work and not (to_be_told and by in (state.first_contact, state.responsible)):
        return
    said = note(work, sheet, "reply", words, way=way)
    if at_work:
        happened_to(work, sheet, rules.answer(SHEETS.of(sheet), by=by, note_id=said.id, told=False))
    happened_to(work, sheet, rules.reply(SHEETS.of(sheet), by=by, note_id=said.id, way=way, words=words))
    happened_to(work, sheet, rules.close(SHEETS.of(sheet), by=by))


def _print(work: Work, row: Promise) -> str:
    work.session.flush()
    slip = papers.promise_slip(
        settings.read(work.session, HallFacts),
        promises.promise(work, promise_id=row.id),
        day=work.today,
        narrow=settings.read(work.session, QueuePolicy).paper_mm == papers.NARROW,
    )
    return issue(work, slip, subject_id=row.sheet_id or row.case_id or row.id)


def _locked(work: Work, promise_id: str) -> Promise:
    return work.session.get_one(Promise, promise_id, with_for_update=True)


def _happened(work: Work, row: Promise, event: Event) -> None:
    JOURNAL.happened(work, row, event)
    work.touched(Topic.CONTACTS)
