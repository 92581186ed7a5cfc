"""One case, sheet or promise outside a visit: its facts, its history, and what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from hall.service import (
    Hall,
    Reading,
    cases_duties,
    cases_views,
    catalogue_views,
    contacts_promises,
    contacts_views,
    documents_register,
    documents_views,
    people_views,
    privacy_views,
    queue_views,
    seals_views,
    security_views,
    templates_views,
)
from ui.counter import (
    agency_acts,
    agency_item,
    blank_acts,
    case_acts,
    list_work,
    original_item,
    own_data_acts,
    package_work,
    paper_words,
    seal_acts,
    sheet_acts,
    step_notes,
    template_acts,
)
from ui.counter.acts import Act, allowed
from ui.counter.book import Book
from ui.counter.case_page import CasePage, page_of
from ui.counter.helpers import helpers_for
from ui.counter.proposing import proposing
from ui.counter.todo import Item
from ui.counter.visit import Case
from ui.shared.case_words import SHEET_STATES, day
from ui.shared.chain_words import told
from ui.shared.fields.spec import Helpers
from ui.shared.i18n import tr
from ui.shared.reveal import Masked


@dataclass(frozen=True, slots=True)
class WorkItem:
    """What the page of one item shows.

    Attributes:
        title: in one line.
        facts: pairs of a word and what it says.
        history: what happened, the latest first.
        papers: what was handed out.
        acts: what whoever looks may do next, the likeliest first.
        helpers: for the questions of an act.
        page: of a case, whose journal stands there instead of the history.
    """

    kind: str
    key: str
    title: str
    facts: Sequence[tuple[str, str]]
    history: Sequence[tuple[str, str]]
    papers: Sequence[documents_views.DocumentCard]
    acts: tuple[Act, ...]
    helpers: Helpers
    page: CasePage | None = None


def look(hall: Hall, item: Item) -> WorkItem:
    """Return everything about an item that a list showed."""
    return hall.see(_PAGES[item.kind], key=item.key)


def _case(reading: Reading, *, key: str) -> WorkItem:
    case = cases_views.case(reading, case_id=key)
    person = people_views.person(reading, person_id=case.card.person_id)
    notes = catalogue_views.notes_of(reading, matter_code=case.card.matter_code)
    return WorkItem(
        "case",
        key,
        tr("{who}　{what}", who=person.name, what=case.matter.name),
        [(tr("Paper sent back"), _sent_back(reading, key)), *_case_facts(case, person)],
        (),
        documents_views.documents_of(reading, subject_id=key),
        _case_acts(reading, case, notes),
        _helpers(reading),
        page_of(reading, case, notes),
    )


def _case_acts(reading: Reading, case: Case, notes: Sequence[step_notes.Note]) -> tuple[Act, ...]:
    """Return what can be done with a case; a paper that waits for its seal comes first."""
    about_seals = seal_acts.acts_of(case, seals_views.listed(reading))
    course = (*case_acts.acts_of(case), *agency_acts.offered(case, reading.today))
    acts = (*about_seals, *course) if case.card.seal else (*course, *about_seals)
    acts = (*blank_acts.acts_of(reading, case.card.id), *acts)
    own = _own_data(reading, case.card.person_id, case_id=case.card.id)
    acts += template_acts.acts_of(case.card.id, templates_views.templates_for(reading, case_id=case.card.id), own)
    acts += step_notes.acts_of(case.matter, case.card.step, step_notes.notes_for(notes, case.card.step))
    acts += package_work.acts_of(reading.actor.may)
    return proposing(reading, allowed(acts, "cases", reading.actor.may), case.card.matter_code)


def _own_data(reading: Reading, person_id: str, *, case_id: str = "") -> tuple[Act, ...]:
    here = privacy_views.is_here(reading, person_id=person_id)
    return allowed((own_data_acts.act_of(person_id, here=here, case_id=case_id),), "privacy", reading.actor.may)


def _sheet(reading: Reading, *, key: str) -> WorkItem:
    sheet = contacts_views.sheet(reading, sheet_id=key)
    zone = reading.place.zone
    return WorkItem(
        "sheet",
        key,
        tr("{who}　{what}", who=sheet.name or tr("Resident"), what=sheet.card.matter_text),
        _sheet_facts(sheet, zone),
        [(_moment(each.at, zone), told(each)) for each in reversed(sheet.chain)],
        documents_views.documents_of(reading, subject_id=key),
        _sheet_acts(reading, sheet),
        _helpers(reading),
    )


def _sheet_acts(reading: Reading, sheet: contacts_views.SheetFile) -> tuple[Act, ...]:
    acts = allowed(sheet_acts.acts_of(sheet, reading.actor.staff_id or ""), "contacts", reading.actor.may)
    held = queue_views.ticket(reading, ticket_id=sheet.card.ticket_id) if sheet.card.ticket_id else None
    return proposing(reading, acts, held.matter_code if held else "")


def _list(reading: Reading, *, key: str) -> WorkItem:
    file, zone = cases_duties.duty_list(reading, list_id=key), reading.place.zone
    return WorkItem(
        "list",
        key,
        list_work.title_of(file),
        list_work.facts_of(file, zone),
        list_work.history_of(file, zone),
        documents_views.documents_of(reading, subject_id=key),
        allowed(list_work.acts_of(file, reading.actor.staff_id or "", reading.actor.may), "cases", reading.actor.may),
        _helpers(reading),
    )


def _agency(reading: Reading, *, key: str) -> WorkItem:
    return _put_together(reading, "agency", key, agency_item.look(reading, key), "agency")


def _errands(reading: Reading, *, key: str) -> WorkItem:
    return _put_together(reading, "errands", key, agency_item.look_at_resident(reading, key), "agency")


def _original(reading: Reading, *, key: str) -> WorkItem:
    return _put_together(reading, "original", key, original_item.look(reading, key), "originals")


def _put_together(reading: Reading, kind: str, key: str, part: agency_item.Part, room: str) -> WorkItem:
    zone = reading.place.zone
    return WorkItem(
        kind,
        key,
        part.title,
        part.facts,
        [(_moment(at, zone), words) for at, words in part.history],
        documents_views.documents_of(reading, subject_id=key),
        allowed(part.acts, room, reading.actor.may),
        _helpers(reading),
    )


def _promise(reading: Reading, *, key: str) -> WorkItem:
    promise = contacts_promises.promise(reading, promise_id=key)
    papers = documents_views.documents_of(reading, subject_id=promise.sheet_id or promise.case_id or key)
    sheet = contacts_views.sheet(reading, sheet_id=promise.sheet_id) if promise.sheet_id else None
    zone = reading.place.zone
    return WorkItem(
        "promise",
        key,
        tr("{who}　{what}", who=promise.person_name or tr("Resident"), what=promise.words),
        [
            (tr("Promise number"), promise.number),
            (tr("Until which day"), day(promise.due_on)),
            (tr("Who keeps it"), promise.owner_name),
            (tr("Who promised"), tr("{name}　{at}", name=promise.first_owner_name, at=_moment(promise.made_at, zone))),
            (tr("What the resident wants"), sheet.card.matter_text if sheet else ""),
            (tr("Phone"), Masked.phone_on("sheet", sheet.card.id, sheet.phone) if sheet else ""),
            (tr("What the resident was told"), promise.told),
        ],
        [(_moment(each.at, zone), told(each)) for each in reversed(sheet.chain)] if sheet else [],
        papers,
        allowed(sheet_acts.acts_of_promise(promise, reading.actor.staff_id or ""), "contacts", reading.actor.may),
        _helpers(reading),
    )  # fmt: skip


def _case_facts(case: Case, person: people_views.PersonCard) -> list[tuple[str, str]]:
    card = case.card
    sent = case.forwardings[-1] if case.forwardings else None
    proposal = case.proposals[-1] if case.proposals else None
    step = tr("{no} of {all}: {place}, {action}", no=card.step, all=card.steps, place=card.step_place,
              action=card.step_action) if card.step_action else ""  # fmt: skip
    return [
        (tr("Seal"), seal_acts.waits_for(case)),
        (tr("Proposed no"), f"{proposal.reason}（{proposal.basis}）{proposal.proposed_by_name}" if proposal else ""),
        (tr("Review"), proposal.review_note if proposal else ""),
        (tr("Step"), step),
        (tr("Handled by"), card.handler_name),
        (tr("Phone"), Masked(person.masked_phone, person.id, "phone", card.id)),
        (tr("Asked for"), "、".join(str(each.get("name")) for each in case.notices[-1].items) if case.notices else ""),
        (tr("Sent up"), tr("{place}, receipt {number}", place=sent.place, number=sent.receipt_number or "–")
         if sent else ""),
        (tr("They say"), sent.words if sent else ""),
    ]  # fmt: skip


def _sent_back(reading: Reading, case_id: str) -> str:
    """Return which drafts a leader sent back and why, until the same paper is drawn up again."""
    papers = paper_words.living(documents_views.documents_of(reading, subject_id=case_id))
    latest = {title: said for title, _number, said in documents_register.sent_back(reading, subject_id=case_id)}
    return "\n".join(
        tr("{paper}: {words} ({name})", paper=title, words=said.words, name=said.by_name)
        for title, said in latest.items()
        if not any(paper.title == title and paper.issued_at >= said.at for paper in papers)
    )


def _sheet_facts(sheet: contacts_views.SheetFile, zone: tzinfo) -> list[tuple[str, str]]:
    card = sheet.card
    over = sheet.hand_overs[-1] if sheet.hand_overs else None
    materials = tr(", ").join(f"{name} × {count}" for name, count in over.materials) if over else ""
    return [
        (tr("Sheet number"), card.number),
        (tr("State"), tr(SHEET_STATES[card.state])),
        (tr("First asked"), card.first_contact_name),
        (tr("Responsible"), card.responsible_name),
        (tr("Phone"), Masked.phone_on("sheet", card.id, sheet.phone)),
        (tr("Handed by"), f"{over.giver_name}　{_moment(over.given_at, zone)}" if over else ""),
        (tr("Materials"), materials),
        (tr("Note"), over.note if over else ""),
        (tr("Sent back because"), over.reason if over else ""),
        (tr("Promised"), "\n".join(map(_promised, sheet.promises))),
        (tr("Said so far"), "\n".join(f"{note.staff_name}：{note.words}" for note in sheet.notes)),
    ]


def _promised(promise: contacts_promises.PromiseCard) -> str:
    kept = tr("kept: {words}", words=promise.told)
    state = kept if promise.kept_at else tr("{name} keeps it", name=promise.owner_name)
    return tr("{words} (until {day}, {state})", words=promise.words, day=day(promise.due_on), state=state)


def _helpers(reading: Reading) -> Helpers:
    book = Book(
        (), (), security_views.colleagues(reading),
        frozenset(card.id for card in security_views.present(reading)), {},
    )  # fmt: skip
    return helpers_for(book, _today(reading), {}, by_number=False)


def _today(reading: Reading) -> date:
    return reading.today


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"


_PAGES = {
    "case": _case,
    "sheet": _sheet,
    "promise": _promise,
    "list": _list,
    "agency": _agency,
    "errands": _errands,
    "original": _original,
}
