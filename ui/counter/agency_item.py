"""An errand in the clerk's lists and on its page, and the page on which a resident's errands begin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hall.kernel.masks import mask_phone
from hall.service import Reading, agency_rules, agency_views, people_views, privacy_views
from ui.counter import agency_acts, own_data_acts
from ui.counter.acts import Act
from ui.counter.tray_card import names_of
from ui.shared.case_words import day
from ui.shared.grades import GRADES
from ui.shared.i18n import mark, tr
from ui.shared.reveal import Masked
from ui.shared.state_mark import Light

Errand = agency_views.ErrandCard
STATES = {
    "entrusted": mark("Mandate taken"),
    "logged": mark("To be handed in"),
    "submitted": mark("At the upper level"),
    "supplement": mark("They ask for more"),
    "result": mark("Result to be handed over"),
    "delivered": mark("To be asked how it was"),
    "visited": mark("To be filed"),
    "ended": mark("Ended early"),
    "closed": mark("Filed"),
}
EVENTS = {
    "entrusted": mark("Mandate taken"),
    "logged": mark("Listed what goes along"),
    "submitted": mark("Handed in above"),
    "supplement_asked": mark("More was asked for"),
    "result_recorded": mark("Answer came"),
    "delivered": mark("Handed over to the resident"),
    "visited": mark("Resident asked"),
    "taken_back": mark("Originals came back"),
    "passed_on": mark("Taken over by a colleague"),
    "warned": mark("Not handed in in time"),
    "ended": mark("Ended early"),
    "closed": mark("Filed"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """What the page of an errand shows, before it is put together with its papers."""

    title: str
    facts: Sequence[tuple[str, str]]
    history: Sequence[tuple[datetime, str]]
    acts: tuple[Act, ...]


def errands_of(reading: Reading, staff_id: str) -> Sequence[Errand]:
    """Return what a person carries, with what a leader is told of the others: the late ones first."""
    mine = list(agency_views.mine(reading, staff_id=staff_id))
    if "contacts.assign" in reading.actor.may:
        mine += [card for card in agency_views.open_errands(reading) if card.late and card.agent != staff_id]
    return sorted(mine, key=lambda card: light_of(card) is not Light.RED)


def light_of(card: Errand) -> Light:
    """Return red for an errand that is late or whose mandate is over, yellow while something is for the agent to do."""
    if card.late or (card.over and card.state in agency_rules.UNDER_WAY):
        return Light.RED
    return Light.GREY if card.state in (agency_rules.SUBMITTED, agency_rules.SUPPLEMENT) else Light.YELLOW


def line_of(card: Errand, local: Callable[[datetime], datetime]) -> tuple[str, str, str]:
    """Return an errand as the two lines and the remark of a list."""
    until = tr("hand in by {day}", day=day(local(card.report_due))) if card.report_due else (
        tr("mandate until {day}", day=day(card.until))
    )  # fmt: skip
    text = tr("{who}　{what}", who=card.person_name, what=card.matter_text)
    return text, tr("{number}　{until}", number=card.number, until=until), tr(STATES[card.state])


def look(reading: Reading, key: str) -> Part:
    """Return the page of one errand."""
    file = agency_views.errand(reading, agency_id=key)
    history = [(each.at, f"{tr(EVENTS[each.kind])}　{each.staff_name}".rstrip("　")) for each in reversed(file.history)]
    title = tr("{who}　{what}", who=file.name, what=file.card.matter_text)
    return Part(title, _facts(file), history, agency_acts.acts_of(file))


def look_at_resident(reading: Reading, key: str) -> Part:
    """Return the page on which a mandate of a resident is taken, with the errands that there were."""
    who = people_views.person(reading, person_id=key)
    known = agency_views.of_person(reading, person_id=key)
    former = "\n".join(f"{card.matter_text}　{tr(STATES[card.state])}　{card.number}" for card in known)
    facts = [(tr("Phone"), Masked(who.masked_phone, key, "phone")), (tr("Errands"), former)]
    title = tr("{who}　{what}", who=who.name, what=tr("Errands"))
    own = own_data_acts.act_of(key, here=privacy_views.is_here(reading, person_id=key))
    return Part(title, facts, (), (agency_acts.entrust(reading.today, person_id=key), own))


def _facts(file: agency_views.ErrandFile) -> Sequence[tuple[str, str]]:
    card = file.card
    powers = tr(", ").join(tr(agency_acts.POWERS[power]) for power in card.powers)
    items = tr(", ").join(_item(item) for item in file.items)
    return [
        (tr("Errand number"), card.number),
        (tr("State"), tr(STATES[card.state])),
        (tr("Agent"), card.agent_name),
        (tr("May"), powers),
        (tr("Mandate until"), day(card.until)),
        (tr("Phone"), Masked(mask_phone(file.phone), card.person_id, "phone", card.case_id)),
        (tr("Goes to"), card.place),
        (tr("Their receipt"), card.receipt_number),
        (tr("Goes along"), items),
        (tr("Originals here"), names_of([each for each in file.originals if each.left])),
        (tr("Fee"), f"¥{file.fee:.2f}" if file.fee else ""),
        (tr("The resident says"), tr(GRADES[card.grade]) if card.grade else ""),
        (tr("Said so far"), "\n".join(words for _at, _purpose, words in file.notes)),
    ]


def _item(item: agency_views.ItemCard) -> str:
    count = tr("{name} × {count}", name=item.name, count=item.originals + item.copies)
    return tr("{item} (at the upper level)", item=count) if item.up else count
