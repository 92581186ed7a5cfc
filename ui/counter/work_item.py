"""One case or sheet outside a visit: its facts, its history, and what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from hall.service import Hall, Reading, cases_views, contacts_views, documents_views, people_views, security_views
from ui.counter import case_acts, sheet_acts
from ui.counter.acts import Act, allowed
from ui.counter.case_words import SHEET_STATES, limits, stage
from ui.counter.helpers import helpers_for
from ui.counter.todo import Item
from ui.counter.visit import Book, Case
from ui.shared.fields.spec import Helpers
from ui.shared.i18n import mark, tr

_EVENTS = {
    "opened": mark("Registered"),
    "answered": mark("Answered"),
    "linked": mark("Case opened"),
    "handed_over": mark("Handed to a colleague"),
    "signed": mark("Signed for"),
    "declined": mark("Sent back"),
    "reminded": mark("Reminded"),
    "timed_out": mark("Nobody signed in time"),
    "escalated": mark("Leader asked"),
    "assigned": mark("Leader named who does it"),
    "referred": mark("Shown where to go"),
    "case_done": mark("Case done"),
    "replied": mark("Resident told"),
    "closed": mark("Closed"),
}


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
    """

    kind: str
    key: str
    title: str
    facts: Sequence[tuple[str, str]]
    history: Sequence[tuple[str, str]]
    papers: Sequence[documents_views.DocumentCard]
    acts: tuple[Act, ...]
    helpers: Helpers


def look(hall: Hall, item: Item) -> WorkItem:
    """Return everything about an item that a list showed."""
    return hall.see(_case if item.kind == "case" else _sheet, key=item.key)


def _case(reading: Reading, *, key: str) -> WorkItem:
    case = cases_views.case(reading, case_id=key)
    person = people_views.person(reading, person_id=case.card.person_id)
    zone = reading.place.zone
    return WorkItem(
        "case",
        key,
        tr("{who}　{what}", who=person.name, what=case.matter.name),
        _case_facts(case, person, zone),
        [(_moment(each.at, zone), f"{each.name}　{each.staff_name}") for each in reversed(case.history)],
        documents_views.documents_of(reading, subject_id=key),
        allowed(case_acts.acts_of(case), "cases", reading.actor.may),
        _helpers(reading),
    )


def _sheet(reading: Reading, *, key: str) -> WorkItem:
    sheet = contacts_views.sheet(reading, sheet_id=key)
    zone = reading.place.zone
    return WorkItem(
        "sheet",
        key,
        tr("{who}　{what}", who=sheet.name or tr("Resident"), what=sheet.card.matter_text),
        _sheet_facts(sheet, zone),
        [
            (_moment(each.at, zone), f"{tr(_EVENTS[each.kind]) if each.kind in _EVENTS else ''}　{each.staff_name}")
            for each in reversed(sheet.history)
        ],
        documents_views.documents_of(reading, subject_id=key),
        allowed(sheet_acts.acts_of(sheet, reading.actor.staff_id or ""), "contacts", reading.actor.may),
        _helpers(reading),
    )


def _case_facts(case: Case, person: people_views.PersonCard, zone: tzinfo) -> list[tuple[str, str]]:
    card = case.card
    sent = case.forwardings[-1] if case.forwardings else None
    proposal = case.proposals[-1] if case.proposals else None
    step = tr("{no} of {all}: {place}, {action}", no=card.step, all=card.steps, place=card.step_place,
              action=card.step_action) if card.step_action else ""  # fmt: skip
    return [
        (tr("Case number"), card.number),
        (tr("State"), stage(card)),
        (tr("Proposed no"), f"{proposal.reason}（{proposal.basis}）{proposal.proposed_by_name}" if proposal else ""),
        (tr("Review"), proposal.review_note if proposal else ""),
        (tr("Step"), step),
        (tr("Time limit"), limits(card, lambda at: at.astimezone(zone))),
        (tr("Handled by"), card.handler_name),
        (tr("Phone"), person.phone),
        (tr("Asked for"), "、".join(str(each.get("name")) for each in case.notices[-1].items) if case.notices else ""),
        (tr("Sent up"), tr("{place}, receipt {number}", place=sent.place, number=sent.receipt_number or "–")
         if sent else ""),
        (tr("They say"), sent.words if sent else ""),
    ]  # fmt: skip


def _sheet_facts(sheet: contacts_views.SheetFile, zone: tzinfo) -> list[tuple[str, str]]:
    card = sheet.card
    over = sheet.hand_overs[-1] if sheet.hand_overs else None
    materials = tr(", ").join(f"{name} × {count}" for name, count in over.materials) if over else ""
    return [
        (tr("Sheet number"), card.number),
        (tr("State"), tr(SHEET_STATES[card.state])),
        (tr("First asked"), card.first_contact_name),
        (tr("Responsible"), card.responsible_name),
        (tr("Phone"), sheet.phone),
        (tr("Handed by"), f"{over.giver_name}　{_moment(over.given_at, zone)}" if over else ""),
        (tr("Materials"), materials),
        (tr("Note"), over.note if over else ""),
        (tr("Sent back because"), over.reason if over else ""),
        (tr("Said so far"), "\n".join(f"{note.staff_name}：{note.words}" for note in sheet.notes)),
    ]


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
