"""What a clerk still owes: sheets to sign for and to answer, cases by their lights, and a leader's reviews."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hall.service import Hall, Reading, cases_views, contacts_views
from ui.counter.case_words import SHEET_STATES, day, light_of, stage
from ui.shared.i18n import mark, tr
from ui.shared.state_mark import Light

CaseCard = cases_views.CaseCard
SheetCard = contacts_views.SheetCard

_WAITING = ("notified", "supplement")
_READY = ("ready", "notified_pickup")
_OWED = ("open", "handed", "answered", "referred", "followup")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: a case or a sheet, and how a list shows it.

    Attributes:
        kind: `case` or `sheet`.
        key: of the case or the sheet.
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
    ready = [card for card in cases if card.stage in _READY]
    working = [card for card in cases if card.stage not in (*_WAITING, *_READY)]
    review = cases_views.to_review(reading) if "cases.review_refusal" in may else ()
    assign = contacts_views.to_assign(reading) if "contacts.assign" in may else ()
    groups = (
        _sheets("sign", mark("To sign for"), Light.BLUE, contacts_views.to_sign(reading, staff_id=me), local),
        _cases("red", mark("Overdue"), Light.RED, _lit(working, Light.RED), local),
        _cases("yellow", mark("Due soon"), Light.YELLOW, _lit(working, Light.YELLOW), local),
        _cases("review", mark("To review"), Light.YELLOW, review, local),
        _sheets("assign", mark("To assign"), Light.YELLOW, assign, local),
        _sheets("owed", mark("Residents to answer"), Light.YELLOW, [s for s in sheets if _is_owed(s, me)], local),
        _cases("working", mark("Cases in hand"), Light.GREEN, _unlit(working), local),
        _cases("waiting", mark("Waiting for residents"), Light.GREY, waiting, local),
        _cases("ready", mark("To be fetched"), Light.GREY, ready, local),
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


def _unlit(cards: Sequence[CaseCard]) -> list[CaseCard]:
    return [card for card in cards if light_of(card) not in (Light.RED, Light.YELLOW)]


def _cases(
    code: str, text: str, light: Light, cards: Sequence[CaseCard], local: Callable[[datetime], datetime]
) -> Group:
    return Group(code, tr(text), light, tuple(case_item(card, local) for card in cards))


def _sheets(
    code: str, text: str, light: Light, cards: Sequence[SheetCard], local: Callable[[datetime], datetime]
) -> Group:
    return Group(code, tr(text), light, tuple(sheet_item(card, local) for card in cards))


def case_item(card: CaseCard, local: Callable[[datetime], datetime]) -> Item:
    """Return a case as a line of a list."""
    due = card.supplement_due if card.stage in _WAITING else card.promised_due
    until = tr("until {day}", day=day(local(due))) if due else ""
    text = tr("{who}　{what}", who=card.applicant, what=card.matter_name)
    return Item("case", card.id, text, tr("{number}　{until}", number=card.number, until=until).strip(),
                stage(card), light_of(card))  # fmt: skip


def sheet_item(card: SheetCard, local: Callable[[datetime], datetime]) -> Item:
    """Return a sheet as a line of a list."""
    who = card.name or tr("Resident")
    below = tr("First asked: {name}", name=card.first_contact_name)
    opened = local(card.opened_at)
    text = tr("{who}　{what}", who=who, what=card.matter_text)
    return Item("sheet", card.id, text, f"{below}　{opened:%m-%d %H:%M}", tr(SHEET_STATES[card.state]),
                Light.YELLOW if card.reminded else Light.BLUE)  # fmt: skip
