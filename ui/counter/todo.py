"""What a clerk still owes: sheets to sign for and to answer, promises, cases by their lights, a leader's reviews."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hall.kernel.topics import Topic
from hall.service import (
    Hall,
    Reading,
    cases_cards,
    cases_duties,
    cases_supervision,
    cases_views,
    contacts_promises,
    contacts_views,
)
from ui.counter import agency_item, list_work, original_item
from ui.shared.case_words import SHEET_STATES, day, days_left, light_of, stage, until
from ui.shared.i18n import mark, tr
from ui.shared.state_mark import Light

CaseCard = cases_views.CaseCard
SheetCard = contacts_views.SheetCard
PromiseCard = contacts_promises.PromiseCard

TOPICS = frozenset(
    {Topic.CASES, Topic.CATALOGUE, Topic.CONTACTS, Topic.STAFF, Topic.DOCUMENTS, Topic.ORIGINALS, Topic.AGENCY}
)
"""What the lists and the pages that they open are made of."""
_WAITING = ("notified", "supplement")
_READY = ("ready", "notified_pickup")
_OWED = ("open", "handed", "answered", "referred", "followup")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: a case, a sheet or a promise, and how a list shows it.

    Attributes:
        kind: `case`, `sheet`, `promise`, `list`, `agency` (an errand), `errands` (of a resident) or `original`.
        key: of the case, the sheet or the promise.
    """

    kind: str
    key: str
    text: str
    below: str
    remark: str
    light: Light


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind."""

    code: str
    text: str
    light: Light
    items: tuple[Item, ...]


def look(hall: Hall) -> tuple[Group, ...]:
    """Return what whoever is signed in still owes; groups with nothing in them are left out."""
    return hall.see(_todo)


def _todo(reading: Reading) -> tuple[Group, ...]:
    me = reading.actor.staff_id
    if me is None:
        return ()
    cases = cases_views.mine(reading, staff_id=me)
    sheets = contacts_views.mine(reading, staff_id=me)
    local, may = reading.local, reading.actor.may
    waiting = [card for card in cases if card.stage in _WAITING]
    sealing = [card for card in cases if card.seal]
    ready = [card for card in cases if card.stage in _READY and not card.seal]
    working = [card for card in cases if card.stage not in (*_WAITING, *_READY)]
    review = cases_views.to_review(reading) if "cases.review_refusal" in may else ()
    leads = "contacts.assign" in may
    assign = contacts_views.to_assign(reading) if leads else ()
    pressed = contacts_views.pressed(reading, staff_id="" if leads else me)
    mine = contacts_promises.promises_of(reading, staff_id=me)
    others = [card for card in contacts_promises.promises_late(reading) if card.owner != me] if leads else []
    groups = (
        _lists("lists", mark("Lists to sign for"), list_work.lists_to_sign(reading, me), local),
        _sheets("sign", mark("To sign for"), Light.BLUE, contacts_views.to_sign(reading, staff_id=me), local),
        _slips(cases_supervision.slips_for(reading, staff_id=me), cases, local),
        _cases("red", mark("Overdue"), Light.RED, _lit(working, Light.RED), local),
        _cases("today", mark("Due today"), Light.YELLOW, _due_today(working), local),
        _cases("yellow", mark("Due soon"), Light.YELLOW, _soon(working), local),
        _promises(
            "late", mark("Promises that are late"), Light.RED, [*(p for p in mine if p.late), *others], reading.today
        ),
        _cases("review", mark("To review"), Light.YELLOW, review, local),
        _sheets("assign", mark("To assign"), Light.YELLOW, assign, local),
        _sheets("owed", mark("Residents to answer"), Light.YELLOW, [s for s in sheets if _is_owed(s, me)], local),
        _sheets("pressed", mark("Nobody has signed yet"), Light.YELLOW, pressed, local),
        _promises(
            "promised", mark("Promised to residents"), Light.YELLOW, [p for p in mine if not p.late], reading.today
        ),
        _originals(original_item.owed_to(reading, me)),
        _errands(agency_item.errands_of(reading, me), local),
        _cases("working", mark("Cases in hand"), Light.GREEN, _unlit(working), local),
        _cases("waiting", mark("Waiting for residents"), Light.GREY, waiting, local),
        _cases("sealing", mark("Papers without their seal"), Light.YELLOW, sealing, local),
        _cases("ready", mark("To be fetched"), Light.GREY, ready, local),
        _lists("handed", mark("Handed over with the post"), cases_duties.lists_of(reading, staff_id=me), local),
    )
    return tuple(group for group in groups if group.items)


def _is_owed(card: SheetCard, me: str) -> bool:
    if card.state not in _OWED or (card.case_id is not None and card.state != "followup"):
        return False
    if card.state in ("answered", "referred", "followup"):
        return card.first_contact == me and not card.replied
    return card.responsible == me


def _lit(cards: Sequence[CaseCard], light: Light) -> list[CaseCard]:
    return [card for card in cards if light_of(card) is light]


def _due_today(cards: Sequence[CaseCard]) -> list[CaseCard]:
    return [card for card in cards if card.days_left == 0 and light_of(card) is not Light.RED]


def _soon(cards: Sequence[CaseCard]) -> list[CaseCard]:
    return [card for card in _lit(cards, Light.YELLOW) if card.days_left != 0]


def _unlit(cards: Sequence[CaseCard]) -> list[CaseCard]:
    return [card for card in cards if light_of(card) not in (Light.RED, Light.YELLOW) and card.days_left != 0]


def _slips(
    slips: Sequence[cases_cards.SlipCard], mine: Sequence[CaseCard], local: Callable[[datetime], datetime]
) -> Group:
    """Return the cases of which a supervisor asks something of the clerk, in the order of the slips."""
    asked = [slip.case_id for slip in slips if slip.waits_for in ("explain_slip", "rectify_slip")]
    cards = {card.id: card for card in mine}
    return _cases("slips", mark("Slips to explain"), Light.RED, [cards[k] for k in asked if k in cards], local)


def _cases(
    code: str, text: str, light: Light, cards: Sequence[CaseCard], local: Callable[[datetime], datetime]
) -> Group:
    return Group(code, tr(text), light, tuple(case_item(card, local) for card in cards))


def _sheets(
    code: str, text: str, light: Light, cards: Sequence[SheetCard], local: Callable[[datetime], datetime]
) -> Group:
    return Group(code, tr(text), light, tuple(sheet_item(card, local) for card in cards))


def _promises(code: str, text: str, light: Light, cards: Sequence[PromiseCard], today: date) -> Group:
    return Group(code, tr(text), light, tuple(promise_item(card, today) for card in cards))


def _lists(
    code: str, text: str, cards: Sequence[cases_duties.ListCard], local: Callable[[datetime], datetime]
) -> Group:
    items = (Item("list", card.id, *list_work.told(card, local)) for card in cards)
    return Group(code, tr(text), Light.BLUE, tuple(items))


def _errands(cards: Sequence[agency_item.Errand], local: Callable[[datetime], datetime]) -> Group:
    items = tuple(
        Item("agency", card.id, *agency_item.line_of(card, local), agency_item.light_of(card)) for card in cards
    )
    light = Light.RED if any(item.light is Light.RED for item in items) else Light.BLUE
    return Group("agency", tr("Errands"), light, items)


def _originals(cards: Sequence[original_item.Original]) -> Group:
    items = tuple(
        Item("original", card.id, *original_item.line_of(card), original_item.light_of(card)) for card in cards
    )
    light = Light.RED if any(item.light is Light.RED for item in items) else Light.YELLOW
    return Group("originals", tr("Originals to hand back"), light, items)


def promise_item(card: PromiseCard, today: date) -> Item:
    """Return a promise as a line of a list."""
    below = tr("until {day}", day=day(card.due_on)) + (f"　{card.owner_name}" if card.owner_name else "")
    text = tr("{who}　{what}", who=card.person_name or tr("Resident"), what=card.words)
    remark = tr("Late") if card.late else tr("Today") if card.due_on == today else ""
    light = Light.RED if card.late else Light.YELLOW if remark else Light.BLUE
    return Item("promise", card.id, text, below, remark, light)


def case_item(card: CaseCard, local: Callable[[datetime], datetime]) -> Item:
    """Return a case as a line of a list."""
    due = card.supplement_due if card.stage in _WAITING else card.promised_due
    moves = card.supplement_provisional if card.stage in _WAITING else card.provisional
    ends = tr("until {day}", day=until(local(due), moves)) if due else ""
    text = tr("{who}　{what}", who=card.applicant, what=card.matter_name)
    below = "　".join(filter(None, (card.number, ends, days_left(card))))
    return Item("case", card.id, text, below, stage(card), light_of(card))


def sheet_item(card: SheetCard, local: Callable[[datetime], datetime]) -> Item:
    """Return a sheet as a line of a list."""
    who = card.name or tr("Resident")
    below = tr("First asked: {name}", name=card.first_contact_name)
    opened = local(card.opened_at)
    text = tr("{who}　{what}", who=who, what=card.matter_text)
    return Item("sheet", card.id, text, f"{below}　{opened:%m-%d %H:%M}", tr(SHEET_STATES[card.state]),
                Light.YELLOW if card.reminded else Light.BLUE)  # fmt: skip
