"""One resident's visit as it stands in the data: nothing of it lives only on the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hall.service import (
    Hall,
    Reading,
    cases_endings,
    cases_views,
    catalogue_rules,
    catalogue_views,
    contacts_views,
    documents_blanks,
    documents_views,
    people_views,
    queue_views,
    templates_views,
)
from ui.counter.book import Book, book_of
from ui.counter.matters import Matter
from ui.counter.paper_words import to_confirm
from ui.counter.steps import Step
from ui.shared.fields.spec import Choice

Case = cases_views.CaseFile
Problem = catalogue_rules.FieldProblem

_DRAFTS = ("draft", "checking")
_SETTLED = ("verified", "waived", "promised")
_GONE = ("answered", "referred", "handover_pending", "handed", "escalated", "followup", "closed")
"""States of a sheet on which nothing is left to be asked at this counter."""
_OUTCOMES = {
    "promised": "advised",
    "leader_asked": "referred",
    "slip": "refused",
    "notice": "incomplete",
    "refusal": "refused",
    "supplemented": "accepted",
    "accepted": "accepted",
    "withdrawn": "done",
    "done": "done",
}
"""How a ticket ends by what is on record, where neither case nor sheet of this visit says it."""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The entries of a code table, as forms offer and check them."""

    codes: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit.

    Attributes:
        ticket: the ticket that is served.
        own: codes of the matters for which the ticket was taken; `book` what is on offer, and who is there.
        me: key of whoever looks, `may` the names of the actions that they may do.
        today: the hall's day.
        looked_at: the instant of the look, in the hall's zone.
        person: the resident, where they are known.
        first_contact: who was asked first, with their post; empty while nobody is on record.
        sheet: the sheet on which this question stands, `case` the case that came of it.
        papers: what was handed out, oldest first.
        problems: what is wrong in the case's form.
        waiting_cases: open cases of this person, for which they may have come.
        former_outcome: what has come of the matters of this visit that are done; empty in the first.
        endings: what is on record for the matter at hand, by the codes of the hall.
        must_end: whether this hall lets nobody go with nothing on record.
        notes: what the hall has noted about the matter of the case, the newest first.
        templates: the papers that can be drawn up for the case, or for the visit without one.
        blanks: the papers in hand whose secure blanks are still to be named.
    """

    ticket: queue_views.TicketCard
    own: tuple[str, ...]
    book: Book
    me: str
    may: frozenset[str]
    today: date
    looked_at: datetime
    person: people_views.PersonCard | None = None
    first_contact: str = ""
    sheet: contacts_views.SheetCard | None = None
    case: Case | None = None
    papers: tuple[documents_views.DocumentCard, ...] = ()
    problems: tuple[Problem, ...] = ()
    waiting_cases: tuple[cases_views.CaseCard, ...] = ()
    former_outcome: str = ""
    endings: tuple[str, ...] = ()
    must_end: bool = True
    notes: tuple[catalogue_views.NoteCard, ...] = ()
    templates: tuple[templates_views.TemplateCard, ...] = ()
    blanks: tuple[documents_blanks.BlankNeed, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What the step depends on: when it changes, the window goes to where the work is."""
        case, sheet = self.case, self.sheet
        return (
            self.ticket.id,
            str(self.ticket.matters),
            case.card.id if case else "",
            case.card.stage if case else "",
            sheet.id if sheet else "",
            sheet.state if sheet and not case else "",
        )

    @property
    def sheet_to_use(self) -> str | None:
        """The sheet on which this clerk can go on, None where a new one is needed."""
        sheet = self.sheet
        if sheet is None:
            return None
        mine = sheet.responsible == self.me and sheet.state in ("open", "handed")
        return sheet.id if mine or self.sign_first else None

    @property
    def sign_first(self) -> bool:
        """Whether the sheet was handed to this clerk, who has to sign before going on."""
        return self.sheet is not None and self.sheet.state == "handover_pending" and self.sheet.receiver == self.me

    @property
    def step(self) -> Step:
        """Where the work is."""
        if self.case is None:
            gone = self.sheet is not None and self.sheet.state in _GONE and self.sheet_to_use is None
            return Step.PAPERS if gone else Step.ASK
        if self.case.card.stage == "notified":
            return Step.PAPERS if self.case.card.ticket_id == self.ticket.id else Step.MATERIALS
        if self.case.card.stage not in _DRAFTS:
            return Step.PAPERS if self.case.card.ticket_id == self.ticket.id else Step.ACCEPT
        if not self.problems:
            return Step.ACCEPT
        # Where everything is shared and nothing depends on the situation, there is nothing to look at.
        return Step.MATERIALS if self.unsettled or self.case.matter.situations else Step.FORM

    @property
    def within_reach(self) -> frozenset[Step]:
        """The steps to which one can go."""
        if self.case is None:
            return frozenset({self.step})
        editable = self.case.card.stage in (*_DRAFTS, "notified", "supplement")
        first = {Step.MATERIALS, Step.FORM} if editable else set()
        last = {Step.PAPERS} if self.papers or self.case.card.stage not in _DRAFTS else set()
        return frozenset({*first, Step.ACCEPT, *last})

    @property
    def unsettled(self) -> tuple[cases_views.MaterialCard, ...]:
        """The materials that are missing or not yet looked at."""
        return tuple(line for line in self.case.materials if line.state not in _SETTLED) if self.case else ()

    @property
    def outcome(self) -> str:
        """How the ticket ends, by the codes of the queue; empty where nothing has been done for the resident."""
        known = _outcome(self.case.card if self.case is not None else None, self.sheet)
        begun = self.case is not None or self.sheet is not None or not self.former_outcome
        return known or next((_OUTCOMES[each] for each in self.endings if begun and each in _OUTCOMES), "")

    @property
    def ends(self) -> bool:
        """Whether the matter at hand may end: something is on record, or this hall does not ask for it."""
        return bool(self.endings) or not self.must_end


def look_at(hall: Hall, ticket_id: str, *, case_id: str | None = None, done: frozenset[str] = frozenset()) -> Visit:
    """Return a visit.

    Args:
        hall: the hall.
        ticket_id: the ticket that is served.
        case_id: an earlier case for which the resident has come back.
        done: keys of cases and sheets of this ticket that are finished, when the resident wants one more thing.
    """
    return hall.see(_visit, ticket_id=ticket_id, case_id=case_id, done=done)


def code_tables(reading: Reading, matter: Matter) -> dict[str, Any]:
    """Return the code tables that a matter's form refers to."""
    columns = [column for field in matter.fields for column in (field, *field.columns)]
    names = {column.codes for column in columns if column.codes}
    return {name: code_table(reading, name) for name in names}


def code_table(reading: Reading, name: str) -> CodeTable:
    """Return a code table; the hall's local list of certificates counts as one."""
    options = catalogue_views.options(reading, codes=name)
    return CodeTable(tuple(Choice(code, label) for code, label in options))


def find_form_problems(reading: Reading, case: Case, form: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong in a form."""
    cleaned = catalogue_rules.clean_form(case.matter, form)
    tables = code_tables(reading, case.matter)
    return tuple(catalogue_rules.check_form(case.matter, cleaned, today=reading.today, codes=tables))


def _visit(reading: Reading, *, ticket_id: str, case_id: str | None, done: frozenset[str]) -> Visit:
    ticket = queue_views.ticket(reading, ticket_id=ticket_id)
    every = contacts_views.of_ticket(reading, ticket_id=ticket_id)
    opened = cases_views.of_ticket(reading, ticket_id=ticket_id)
    done = done or _former(ticket, every, opened)
    sheets = [sheet for sheet in every if sheet.id not in done]
    cards = [card for card in opened if card.id not in done]
    chosen = case_id or (max(cards, key=lambda card: (card.opened_at, card.id)).id if cards else None)
    case = cases_views.case(reading, case_id=chosen) if chosen else None
    sheet = sheets[-1] if sheets else None
    former = next((each for each in reversed(every) if each.id in done), None)
    person_id = _person_id(reading, ticket, sheet or former, case)
    subjects = [each for each in (case.card.id if case else None, sheet.id if sheet else None) if each]
    papers = _papers(reading, subjects, ticket_id)
    return Visit(
        ticket=ticket,
        own=_own(reading, ticket),
        book=book_of(reading),
        me=reading.actor.staff_id or "",
        may=reading.actor.may,
        today=reading.today,
        looked_at=reading.local(reading.now),
        person=people_views.person(reading, person_id=person_id) if person_id else None,
        first_contact=_first_contact(reading, sheets),
        sheet=sheet,
        case=case,
        papers=papers,
        problems=find_form_problems(reading, case, case.form) if case else (),
        waiting_cases=_waiting_cases(reading, person_id, done),
        former_outcome=_outcome(next((card for card in opened if card.id in done), None), former) if done else "",
        endings=cases_endings.endings_of(reading, ticket_id=ticket_id),
        must_end=cases_endings.visits_must_end(reading),
        notes=catalogue_views.notes_of(reading, matter_code=case.card.matter_code) if case else (),
        templates=templates_views.templates_for(reading, case_id=case.card.id)
        if case
        else templates_views.templates_for_visit(reading, ticket_id=ticket_id),
        blanks=documents_blanks.blank_needs(reading, document_ids=[paper.id for paper in to_confirm(papers)]),
    )


def _papers(reading: Reading, subjects: Sequence[str], ticket_id: str) -> tuple[documents_views.DocumentCard, ...]:
    """Return what was handed out, with the receipts for originals of somebody without a case."""
    found = [paper for each in subjects for paper in documents_views.documents_of(reading, subject_id=each)]
    receipts = [paper for paper in documents_views.documents_of(reading, subject_id=ticket_id) if paper.original]
    return tuple(sorted((*found, *receipts), key=lambda paper: (paper.issued_at, paper.id)))


def _former(
    ticket: queue_views.TicketCard,
    sheets: Sequence[contacts_views.SheetCard],
    cards: Sequence[cases_views.CaseCard],
) -> frozenset[str]:
    """Return what belongs to matters that are done, where the window does not remember: after a crash, after a hold.

    Each matter leaves a sheet. While there are fewer sheets than matters, nothing is on record for the one at hand.
    """
    if ticket.matters == 1 or len(sheets) >= ticket.matters:
        return frozenset()
    return frozenset({sheet.id for sheet in sheets} | {card.id for card in cards})


def _own(reading: Reading, ticket: queue_views.TicketCard) -> tuple[str, ...]:
    own = next((card.matters for card in catalogue_views.services(reading) if card.code == ticket.service), ())
    return (ticket.matter_code, *own) if ticket.matter_code else own


def _person_id(
    reading: Reading, ticket: queue_views.TicketCard, sheet: contacts_views.SheetCard | None, case: Case | None
) -> str | None:
    if case is not None:
        return case.card.person_id
    if ticket.person_id is not None or sheet is None:
        return ticket.person_id
    return contacts_views.sheet(reading, sheet_id=sheet.id).person_id


def _first_contact(reading: Reading, sheets: list[contacts_views.SheetCard]) -> str:
    return sheets[0].first_contact_name if sheets else ""


def _waiting_cases(reading: Reading, person_id: str | None, done: frozenset[str]) -> tuple[cases_views.CaseCard, ...]:
    if person_id is None:
        return ()
    ended = ("closed", "archived", "withdrawn", "aborted")
    cards = cases_views.of_person(reading, person_id=person_id)
    return tuple(card for card in cards if card.stage not in ended and card.id not in done)


def _outcome(card: cases_views.CaseCard | None, sheet: contacts_views.SheetCard | None) -> str:
    if card is not None:
        return _case_outcome(card)
    state = sheet.state if sheet else ""
    if state in ("answered", "followup") or (state == "closed" and sheet and sheet.replied):
        return "advised"
    return "referred" if state in ("referred", "handover_pending", "escalated", "handed") else ""


def _case_outcome(card: cases_views.CaseCard) -> str:
    if card.stage in ("closed", "archived", "decided_yes", "decided_no", "ready", "notified_pickup"):
        return "done"
    if card.stage == "notified":
        return "incomplete"
    if card.stage in ("refusal_proposed", "refused"):
        return "refused"
    return "" if card.stage in _DRAFTS else "accepted"
