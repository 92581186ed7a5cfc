"""One case while an action has hold of it: locked, journalled, with its matter, its clocks and the facts for papers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import load_only

from hall.cases import clock, reuse, tray
from hall.cases.certificates import chosen, listed
from hall.cases.facts import Facts, PaperPolicy
from hall.cases.life import CaseState, fold
from hall.cases.materials import PROMISED, Line
from hall.cases.model import Case, CaseEvent, CaseMaterial, CaseNote, RefusalProposal
from hall.cases.refusal_rules import DROPPED, OPEN
from hall.cases.words import word
from hall.catalogue import views as catalogue
from hall.catalogue.files import read_codes
from hall.catalogue.form import Asked
from hall.catalogue.matter import Matter, Step
from hall.catalogue.offer import LOCAL_CERTIFICATES, CodeEntry, CodeTable
from hall.catalogue.rules import FieldProblem, check_form
from hall.catalogue.views import CertificateCard
from hall.contacts.actions import case_done
from hall.kernel.dates import chinese_date
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.kernel.topics import Topic
from hall.people.views import person
from hall.security.model import Staff
from hall.storage import due, settings
from hall.storage.journal import Event, Journal
from hall.storage.place import HallFacts
from hall.storage.work import Reading, Work
from hall.workdays.views import calendar_of

JOURNAL = Journal(Case, CaseEvent, CaseState, fold)
YELLOW, RED = "cases.turn_yellow", "cases.turn_red"
DEEM, LAPSE = "cases.deem_accepted", "cases.lapse_by_itself"
SILENCE, REVIEW = "cases.escalate_silence", "cases.remind_of_review"
_MOMENT = dt.timedelta(seconds=1)


def locked(work: Work, case_id: str, version: int | None = None) -> Case:
    """Return the case, locked until the commit.

    Raises:
        Refusal: `cases.changed` (who, what, at) when somebody changed it since the version that the actor saw.
    """
    row = work.session.get_one(Case, case_id, with_for_update=True)
    if version is not None and version != row.version:
        who, what, at = changed_since(work, row, version)
        raise Refusal("cases.changed", who=who, what=what, at=at)
    return row


def of_code(reading: Reading, code: str) -> Case | None:
    """Return the case with a status code, read no further than its state: a kiosk may not see whose it is."""
    state = (getattr(Case, each.name) for each in fields(CaseState))
    found = select(Case).options(load_only(Case.id, Case.matter_version_id, *state))
    return reading.session.scalars(found.where(Case.status_code == code.strip().upper())).first()


def changed_since(reading: Reading, row: Case, version: int) -> tuple[str, str, str]:
    """Return who changed a case last, what has happened since a version, and when, in people's words."""
    since = select(CaseEvent).where(CaseEvent.subject_id == row.id, CaseEvent.seq > min(version, row.version - 1))
    entries = list(reading.session.scalars(since.order_by(CaseEvent.seq)))
    kinds = dict.fromkeys(word("events", entry.kind) for entry in entries)
    at = reading.local(entries[-1].at)
    day = "" if at.date() == reading.today else f"{at.month}月{at.day}日"
    return staff_name(reading, entries[-1].staff_id), "、".join(kinds), f"{day}{at:%H:%M}"


def happened(work: Work, row: Case, event: Event) -> None:
    """Write what a rule decided into the journal and the row."""
    JOURNAL.happened(work, row, event)
    work.touched(Topic.CASES)


def note(work: Work, row: Case, purpose: str, words: str) -> str:
    """Keep the words of an entry outside the journal; answers with their key."""
    said = CaseNote(
        id=new_id(), case_id=row.id, at=work.now, staff_id=work.actor.staff_id, purpose=purpose, words=words.strip()
    )
    work.session.add(said)
    return said.id


def staff_name(reading: Reading, staff_id: str | None) -> str:
    """Return a colleague's name; the hall itself has one too."""
    staff = reading.session.get(Staff, staff_id) if staff_id else None
    return staff.name if staff else "大厅系统"


def matter_of(reading: Reading, row: Case) -> Matter:
    """Return the edition of the matter under which the case was taken in."""
    return catalogue.version(reading, version_id=row.matter_version_id).matter


def step_of(matter: Matter, row: Case) -> Step | None:
    """Return the step at hand, None when all are done."""
    return matter.steps[row.step - 1] if row.step <= len(matter.steps) else None


def material_rows(reading: Reading, case_id: str) -> list[CaseMaterial]:
    """Return the checklist in its order."""
    rows = select(CaseMaterial).where(CaseMaterial.case_id == case_id).order_by(CaseMaterial.position)
    return list(reading.session.scalars(rows))


def lines_of(reading: Reading, row: Case, matter: Matter) -> list[Line]:
    """Return the checklist as the rules see it."""
    names = {material.id: material.name for material in matter.materials}
    return [Line(each.material_id, names[each.material_id], each.state) for each in material_rows(reading, row.id)]


def check_filled_in(reading: Reading, row: Case, matter: Matter, *, at_result: bool = False) -> None:
    """Refuse a form that is not in order; the screen names every problem itself.

    Raises:
        Refusal: `cases.form` (field, count).
    """
    if problems := problems_of(reading, row, matter, at_result=at_result):
        names = {field.id: field.name for field in matter.fields}
        first = problems[0].field_id
        raise Refusal("cases.form", field=names.get(first, first), count=len(problems))


def problems_of(reading: Reading, row: Case, matter: Matter, *, at_result: bool = False) -> list[FieldProblem]:
    """Return every mistake of a form, in the order of its fields."""
    return check_form(matter, row.form, today=reading.today, codes=codes_of(reading), at_result=at_result)


def check_choice(reading: Reading, row: Case, matter: Matter) -> None:
    """Refuse a certificate that has a matter of its own: only that one's form asks what the paper has to say.

    Raises:
        Refusal: `cases.own_matter` (name, matter).
    """
    card = chosen(matter, row.form, catalogue.certificates(reading))
    if card is not None and card.matter_code not in ("", matter.code):
        own = catalogue.current(reading, code=card.matter_code).matter
        raise Refusal("cases.own_matter", name=card.name, matter=own.name)


def entitled(reading: Reading, row: Case, matter: Matter) -> CertificateCard:
    """Return the entry of the local list under which the matter's certificate may be issued.

    Raises:
        Refusal: `cases.own_matter` (name, matter), `cases.not_on_list` (name).
    """
    check_choice(reading, row, matter)
    card = listed(matter, row.form, catalogue.certificates(reading))
    if card is None:
        raise Refusal("cases.not_on_list", name=matter.name)
    return card


def result_fields(matter: Matter) -> frozenset[str]:
    """Return the fields that are filled in only when the matter ends."""
    return frozenset(field.id for field in matter.fields if field.asked is Asked.AT_RESULT)


def codes_of(reading: Reading) -> Mapping[str, CodeTable]:
    """Return the code tables by which forms are checked, the hall's own list of certificates among them."""
    local = tuple(
        CodeEntry(code=code, label=name) for code, name in catalogue.options(reading, codes=LOCAL_CERTIFICATES)
    )
    table = CodeTable(id=LOCAL_CERTIFICATES, name="本地证明清单", standard="本地", edition="1", codes=local)
    return {**_codes(), LOCAL_CERTIFICATES: table}


def dues_of(reading: Reading, row: Case, *, accepted_at: dt.datetime | None = None, extended: int = 0) -> clock.Dues:
    """Return when the limits of a case end by what is known now, an open pause ending today."""
    accepted = accepted_at or row.accepted_at
    if accepted is None:
        return clock.Dues()
    calendar = calendar_of(reading)
    return clock.dues(
        calendar,
        matter_of(reading, row).limits,
        accepted,
        settings.read(reading.session, clock.CasePolicy),
        pauses=clock.pauses_of(JOURNAL.history(reading.session, row.id), reading.today, calendar),
        extended=extended or row.extended,
    )


def wind(work: Work, row: Case) -> None:
    """Owe the warnings of a running clock anew."""
    due.cancel(work, row.id, YELLOW, RED)
    if row.yellow_from is not None:
        due.schedule(work, YELLOW, row.id, row.yellow_from, case_id=row.id)
    if row.promised_due is not None:
        due.schedule(work, RED, row.id, row.promised_due + _MOMENT, case_id=row.id)


def stop(work: Work, row: Case, *, running: str = "") -> None:
    """Owe nothing more about a case but the act that is running now."""
    due.cancel(work, row.id, *(act for act in (YELLOW, RED, DEEM, LAPSE, SILENCE, REVIEW) if act != running))


def end(work: Work, row: Case, *, running: str = "") -> None:
    """The case has ended: nothing is owed any more, and the first contact owes the resident the reply."""
    stop(work, row, running=running)
    for proposal in open_proposals(work, row):
        proposal.outcome = DROPPED
    tray.let_go(work, row)
    reuse.let_go(work, row)
    case_done(work, case_id=row.id)


def open_proposals(reading: Reading, row: Case) -> list[RefusalProposal]:
    """Return the refusals of a case that nobody has reviewed yet, the latest first."""
    rows = select(RefusalProposal).where(RefusalProposal.case_id == row.id, RefusalProposal.outcome.in_(OPEN))
    return list(reading.session.scalars(rows.order_by(RefusalProposal.proposed_at.desc())))


def facts_of(reading: Reading, row: Case) -> Facts:
    """Return what the papers of a case need to know."""
    handler = reading.session.get(Staff, row.handler) if row.handler else None
    return Facts(
        hall=settings.read(reading.session, HallFacts),
        bodies=settings.read(reading.session, PaperPolicy),
        zone=reading.place.zone,
        today=reading.today,
        number=row.number,
        status_code=row.status_code,
        matter=matter_of(reading, row),
        applicant=person(reading, person_id=row.person_id),
        handler=handler.name if handler else "",
        handler_number=handler.number if handler else "",
        submitted_at=row.submitted_at,
        accepted_at=row.accepted_at,
        promised=row.promised_due,
        statutory=row.statutory_due,
        provisional=row.provisional,
        statutory_provisional=row.statutory_provisional,
    )


def in_workdays(work: Work, days: int) -> dt.datetime:
    """Return the end of the n-th working day from today (aware)."""
    calendar = calendar_of(work)
    return calendar.closing(calendar.nth_workday(work.today, days)).astimezone(dt.UTC)


def said_day(reading: Reading, at: dt.datetime | None) -> str:
    """Return the last day of a limit of working days as papers say it, marked where a notice still out could move it.

    It counts from today, on which the paper is printed; empty without a limit.
    """
    if at is None:
        return ""
    calendar = calendar_of(reading)
    end = calendar.hall_day(at)
    days = (reading.today + dt.timedelta(days=n) for n in range((end - reading.today).days + 1))
    return chinese_date(end) + ("" if all(map(calendar.settled, days)) else "（暂定）")


def policy(work: Work) -> clock.CasePolicy:
    """Return the hall's terms and thresholds."""
    return settings.read(work.session, clock.CasePolicy)


def promised(work: Work, row: Case) -> set[str]:
    """Return the materials that were promised and have not come."""
    return {line.material_id for line in material_rows(work, row.id) if line.state == PROMISED}


def end_tolerance(work: Work, row: Case) -> None:
    """Everything promised has come: the application can no longer lapse for it."""
    if row.tolerant_until is not None and not promised(work, row):
        due.cancel(work, row.id, LAPSE)


@lru_cache(maxsize=1)
def _codes() -> dict[str, CodeTable]:
    return read_codes(resource("codes"))
