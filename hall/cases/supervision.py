"""Supervision slips (督办单): issued when a case is red or a supervisor presses, answered, closed; and all lights."""

import datetime as dt
from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, case, func, select

from hall.cases import life
from hall.cases import supervision_rules as rules
from hall.cases.cards import SlipCard, SlipWords
from hall.cases.clock import Light, light_of, overdue_days
from hall.cases.model import Case
from hall.cases.record import JOURNAL as CASES
from hall.cases.record import facts_of, locked, matter_of, staff_name
from hall.cases.supervision_model import SupervisionEvent, SupervisionNote, SupervisionSlip
from hall.cases.supervision_papers import supervision_slip
from hall.documents.actions import issue, take_number
from hall.documents.views import documents_of
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage import due
from hall.storage.action import action
from hall.storage.journal import Event, Journal
from hall.storage.work import Reading, Work
from hall.workdays.views import calendar_of

JOURNAL = Journal(SupervisionSlip, SupervisionEvent, rules.SlipState, rules.fold)
RAISE = "cases.raise_slip"
LONGEST_WORDS = 1000
_MOMENT = dt.timedelta(seconds=1)
_OVER = (*life.ENDED, life.ARCHIVED)


@action
def press(work: Work, *, case_id: str, words: str) -> str:
    """A supervisor wants a case answered for; answers with the slip's key.

    Raises:
        Refusal: `cases.slip_words`, `cases.slip_open` (number), `cases.now_…` when the case has ended.
    """
    row = locked(work, case_id)
    if row.stage in _OVER:
        raise Refusal(f"cases.now_{row.stage}")
    slip = _open(work, row, rules.PRESSED)
    _note(work, slip, "pressed", words)
    return slip.id


@action
def issue_slip(work: Work, *, case_id: str) -> str:
    """A case is overdue: its handler has to answer for it; answers with the slip's key.

    Raises:
        Refusal: `cases.slip_open` (number) while one waits for its end, `cases.slip_not_due` for a case in time.
    """
    row = locked(work, case_id)
    if not _is_red(work, row):
        raise Refusal("cases.slip_not_due")
    return _open(work, row, rules.OVERDUE).id


@action
def raise_slip(work: Work, *, slip_id: str) -> None:
    """A full working day has passed without an answer: the slip goes one level up."""
    slip = _locked(work, slip_id)
    _happened(work, slip, rules.raise_level(JOURNAL.of(slip)))
    _owe_rise(work, slip)


@action
def explain_slip(work: Work, *, slip_id: str, words: str) -> None:
    """The handler says why the case is late, and the slip comes out of the printer with it.

    Raises:
        Refusal: `cases.slip_words`, `cases.slip_not_yours`, `cases.slip_now_…`.
    """
    slip = _answer(work, slip_id, words, rules.explain, "explained")
    due.cancel(work, slip.id, RAISE)
    print_slip(work, slip_id=slip_id)


@action
def rectify_slip(work: Work, *, slip_id: str, words: str) -> None:
    """The handler says what was done about it.

    Raises:
        Refusal: `cases.slip_words`, `cases.slip_not_yours`, `cases.slip_now_…`.
    """
    _answer(work, slip_id, words, rules.rectify, "rectified")


@action
def close_slip(work: Work, *, slip_id: str, words: str) -> None:
    """The supervisor closes a slip that was answered and put right.

    Raises:
        Refusal: `cases.slip_words`, `cases.own_slip`, `cases.slip_still_red`, `cases.slip_now_…`.
    """
    red = _is_red(work, work.session.get_one(Case, _locked(work, slip_id).case_id))

    def decide(state: rules.SlipState, *, by: str | None, handler: str | None, note_id: str) -> Event:
        return rules.close(state, by=by, handler=handler, still_red=red, note_id=note_id)

    _answer(work, slip_id, words, decide, "closed")


@action
def print_slip(work: Work, *, slip_id: str) -> str:
    """Print a slip with everything that stands on it so far; answers with the document's key."""
    slip = _locked(work, slip_id)
    row = work.session.get_one(Case, slip.case_id)
    # A later state of the same slip is a paper of its own, under the slip's number.
    before = sum(slip.number in paper.number for paper in documents_of(work, subject_id=row.id))
    number = f"{slip.number}-{before + 1}" if before else slip.number
    work.concerns(slip.id)
    return issue(work, supervision_slip(facts_of(work, row), _card(work, slip, row), number), subject_id=row.id)


def open_slips(reading: Reading) -> tuple[SlipCard, ...]:
    """Return every slip that is not closed, the highest level and then the oldest first."""
    return _cards(reading, SupervisionSlip.state != rules.CLOSED)


def slips_of(reading: Reading, *, case_id: str) -> tuple[SlipCard, ...]:
    """Return all slips of a case, the open one first."""
    return _cards(reading, SupervisionSlip.case_id == case_id)


def slips_for(reading: Reading, *, staff_id: str) -> tuple[SlipCard, ...]:
    """Return the slips that a handler has to explain or put right."""
    waiting = SupervisionSlip.state.in_((rules.ISSUED, rules.EXPLAINED))
    return _cards(reading, waiting & (Case.handler == staff_id))


def acts_for(reading: Reading, slips: Sequence[SlipCard]) -> tuple[str, ...]:
    """Return what whoever looks can do with the slips of a case; nothing that would be refused."""
    me = reading.actor.staff_id
    return tuple(
        slip.waits_for
        for slip in slips
        if slip.waits_for
        and ((slip.handler == me) if slip.waits_for != "close_slip" else me not in (slip.handler, slip.addressed_to))
    )


def is_open(reading: Reading, case_id: str) -> bool:
    """Tell whether a slip of a case is not closed yet."""
    held = select(SupervisionSlip.id).where(SupervisionSlip.case_id == case_id, SupervisionSlip.state != rules.CLOSED)
    return reading.session.scalar(held.limit(1)) is not None


def lights(reading: Reading) -> dict[str, int]:
    """Return how many cases that are not ended show each light, as `light_of` would say of each."""
    light = case(
        (Case.stage.not_in(life.UNDECIDED), Light.BLUE.value),
        (Case.stage.in_((life.PAUSED, life.SUPPLEMENT)), Light.GREY.value),
        (Case.promised_due.is_(None) | Case.stage.in_(life.INTAKE), Light.NONE.value),
        (Case.promised_due < reading.now, Light.RED.value),
        (Case.yellow_from <= reading.now, Light.YELLOW.value),
        else_=Light.GREEN.value,
    )
    counted = select(light, func.count()).where(Case.stage.in_(life.OPEN)).group_by(light)
    found = dict(reading.session.execute(counted).tuples().all())
    return {each.value: found.get(each.value, 0) for each in Light}


def _is_red(reading: Reading, row: Case) -> bool:
    return light_of(CASES.of(row), reading.now) is Light.RED


def _open(work: Work, row: Case, cause: str) -> SupervisionSlip:
    """Issue a slip; a case has one open slip at most."""
    held = select(SupervisionSlip.number).where(
        SupervisionSlip.case_id == row.id, SupervisionSlip.state != rules.CLOSED
    )
    if (number := work.session.scalar(held)) is not None:
        raise Refusal("cases.slip_open", number=number)
    slip = SupervisionSlip(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=take_number(work, "supervision_slip"),
        case_id=row.id,
        issued_at=work.now,
        issued_by=work.actor.staff_id,
    )
    JOURNAL.begin(work, slip, rules.issue(cause=cause, addressed_to=row.handler))
    work.concerns(row.id)
    work.touched(Topic.CASES)
    _owe_rise(work, slip)
    return slip


def _owe_rise(work: Work, slip: SupervisionSlip) -> None:
    """Owe the next level, when the next full working day is over."""
    calendar = calendar_of(work)
    ends = calendar.closing(calendar.nth_workday(work.today, 1)) + _MOMENT
    due.schedule(work, RAISE, slip.id, ends, slip_id=slip.id)


def _answer(work: Work, slip_id: str, words: str, decide: Callable[..., Event], purpose: str) -> SupervisionSlip:
    slip = _locked(work, slip_id)
    handler = work.session.get_one(Case, slip.case_id).handler
    key = new_id()
    event = decide(JOURNAL.of(slip), by=work.actor.staff_id, handler=handler, note_id=key)
    _note(work, slip, purpose, words, key=key)
    _happened(work, slip, event)
    return slip


def _note(work: Work, slip: SupervisionSlip, purpose: str, words: str, *, key: str = "") -> None:
    """Keep what was said.

    Raises:
        Refusal: `cases.slip_words`.
    """
    said = words.strip()[:LONGEST_WORDS]
    if not said:
        raise Refusal("cases.slip_words")
    kept = SupervisionNote(
        id=key or new_id(), slip_id=slip.id, at=work.now, staff_id=work.actor.staff_id, purpose=purpose, words=said
    )
    work.session.add(kept)


def _locked(work: Work, slip_id: str) -> SupervisionSlip:
    return work.session.get_one(SupervisionSlip, slip_id, with_for_update=True)


def _happened(work: Work, slip: SupervisionSlip, event: Event) -> None:
    JOURNAL.happened(work, slip, event)
    work.concerns(slip.case_id)
    work.touched(Topic.CASES)


def _cards(reading: Reading, which: ColumnElement[bool]) -> tuple[SlipCard, ...]:
    found = (
        select(SupervisionSlip, Case)
        .join(Case, Case.id == SupervisionSlip.case_id)
        .where(which)
        .order_by(SupervisionSlip.closed_at.is_not(None), SupervisionSlip.level.desc(), SupervisionSlip.issued_at)
    )
    return tuple(_card(reading, slip, row) for slip, row in reading.session.execute(found))


def _card(reading: Reading, slip: SupervisionSlip, row: Case) -> SlipCard:
    over = overdue_days(calendar_of(reading), row.promised_due, reading.now) if _is_red(reading, row) else 0  # type: ignore[arg-type]
    return SlipCard(
        id=slip.id,
        number=slip.number,
        case_id=row.id,
        case_number=row.number,
        matter_name=matter_of(reading, row).public_name,
        cause=slip.cause,
        state=slip.state,
        level=slip.level,
        waits_for=rules.next_act(JOURNAL.of(slip)),
        handler=row.handler,
        handler_name=staff_name(reading, row.handler) if row.handler else "",
        addressed_to=slip.addressed_to,
        issued_at=slip.issued_at,
        issued_by_name=staff_name(reading, slip.issued_by),
        promised_due=row.promised_due,
        provisional=row.provisional,
        overdue_days=over,
        closed_at=slip.closed_at,
        words=_words(reading, slip),
    )


def _words(reading: Reading, slip: SupervisionSlip) -> tuple[SlipWords, ...]:
    said = select(SupervisionNote).where(SupervisionNote.slip_id == slip.id).order_by(SupervisionNote.at)
    return tuple(
        SlipWords(each.at, each.purpose, staff_name(reading, each.staff_id), each.words)
        for each in reading.session.scalars(said)
    )
