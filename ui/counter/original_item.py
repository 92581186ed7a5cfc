"""Originals that have to go back to their owner: a line in the clerk's lists, and the page of one of them."""

from collections.abc import Sequence

from hall.service import Hall, Reading, originals, originals_rules, originals_views
from ui.counter.acts import Act, Values, plain, text_of, words
from ui.counter.agency_item import Part
from ui.counter.tray_card import names_of
from ui.shared.i18n import mark, tr
from ui.shared.state_mark import Light

Original = originals_views.OriginalCard
_EVENTS = {
    "checked_in": mark("Taken in × {count}"),
    "kept": mark("Kept with a receipt"),
    "owed": mark("The work is over: goes back"),
    "noted": mark("Accounted for"),
}
_TO = {
    "owner": mark("Handed back to the owner × {count}"),
    "agent": mark("Given to who came for the owner × {count}"),
    "street": mark("Sent up × {count}"),
    "file": mark("Filed with the case × {count}"),
}


def owed_to(reading: Reading, staff_id: str) -> Sequence[Original]:
    """Return what a person has to hand back, and what lies in the tray of the counter though its owner has gone."""
    mine = originals_views.to_hand_back(reading, staff_id=staff_id)
    at = reading.actor.counter_id
    lying = originals_views.tray(reading, counter_id=at) if at else ()
    left = [card for card in lying if card.overdue and card.id not in {each.id for each in mine}]
    return [*left, *(card for card in mine if not card.here)]


def light_of(card: Original) -> Light:
    """Return red for an identity card, which nobody may keep."""
    return Light.RED if card.identity_card else Light.YELLOW


def line_of(card: Original) -> tuple[str, str, str]:
    """Return originals as the two lines and the remark of a list."""
    whose = card.person_name or card.ticket_number or tr("Resident")
    return tr("{who}　{what}", who=whose, what=names_of([card])), card.note or card.receipt, ""


def look(reading: Reading, key: str) -> Part:
    """Return the page of one kind of originals."""
    card = originals_views.original(reading, original_id=key)
    moved = originals_views.movements(reading, original_id=key)
    facts = [
        (tr("Taken by"), card.holder_name),
        (tr("Ticket"), card.ticket_number),
        (tr("Receipt"), card.receipt),
        (tr("Note"), card.note),
    ]
    history = [(each.at, f"{_told(each)}　{each.staff_name}".rstrip("　")) for each in reversed(moved)]
    return Part(line_of(card)[0], facts, history, _acts(card) if card.left else ())


def _acts(card: Original) -> tuple[Act, ...]:
    def give(to: str, text: str) -> Act:
        run = plain(originals.check_out, original_id=card.id, to=to)
        return Act(f"check_out_{to}", text, run, needs="originals.check_out", done=tr("Noted."))

    def note(hall: Hall, values: Values) -> object:
        return hall.do(originals.note_left, original_id=card.id, words=text_of(values, "words"))

    question = words("words", tr("Whom you told, when it is fetched"))
    return (
        give(originals_rules.OWNER, tr("Handed back to the owner")),
        give(originals_rules.AGENT, tr("Given to who came for the owner")),
        Act("note_left", tr("Still here: write down whom you told"), note, (question,),
            needs="originals.note_left", done=tr("Noted.")),
    )  # fmt: skip


def _told(moved: originals_views.Movement) -> str:
    text = _TO[moved.to] if moved.to else _EVENTS[moved.kind]
    return tr(text, count=moved.count)
