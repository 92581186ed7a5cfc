"""Duty lists at a counter: those to sign for, those handed over, and what stands on each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from hall.service import Hall, Reading, cases, cases_duties, posts_roster, security_views
from ui.counter.acts import Act, Values, plain, staff, text_of, words
from ui.shared.i18n import mark, tr
from ui.shared.state_mark import Light

ListCard = cases_duties.ListCard

_STATES = {
    "offered": mark("Waits for a signature"),
    "signed": mark("Signed for"),
    "withdrawn": mark("Taken back unsigned"),
    "taken_back": mark("Taken back"),
}
_EVENTS = {
    "offered": mark("Left the post"),
    "signed": mark("Signed for"),
    "redirected": mark("A leader named somebody else"),
    "reminded": mark("Reminded"),
    "escalated": mark("Nobody signed in time"),
    "withdrawn": mark("Taken back unsigned"),
    "taken_back": mark("Taken back"),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What would stand on the list of whoever leaves now, and who would get it.

    Attributes:
        deputy: the B post on duty, else a leader; None where the hall has nobody.
        others: whom one may name instead.
    """

    duties: tuple[cases_duties.Duty, ...]
    deputy: posts_roster.Handler | None
    others: tuple[security_views.StaffCard, ...]


def preview(hall: Hall) -> Preview:
    """Look at what whoever is signed in would leave behind."""
    return hall.see(_preview)


def _preview(reading: Reading) -> Preview:
    me, at = reading.actor.staff_id or "", reading.actor.counter_id or ""
    return Preview(
        cases_duties.duties(reading, staff_id=me),
        posts_roster.deputy_of(reading, staff_id=me, counter_id=at),
        tuple(card for card in security_views.colleagues(reading) if card.id != me),
    )


def lists_to_sign(reading: Reading, me: str) -> tuple[ListCard, ...]:
    """Return the lists on which a person's signature is missing; to a leader also those that nobody signs."""
    own = cases_duties.to_sign(reading, staff_id=me)
    if "cases.redirect_list" not in reading.actor.may:
        return own
    late = cases_duties.unsigned(reading, escalated_only=True)
    return (*own, *(card for card in late if card.receiver != me and card.leaver != me))


def told(card: ListCard, local: Callable[[datetime], datetime]) -> tuple[str, str, str, Light]:
    """Return a list as a line: text, line below, remark, light."""
    text = tr("{name} leaves: {count} open", name=card.leaver_name, count=card.count)
    below = f"{card.reason}　{local(card.offered_at):%m-%d %H:%M}"
    return text, below, tr(_STATES[card.state]), Light.YELLOW if card.reminded else Light.BLUE


def title_of(file: cases_duties.ListFile) -> str:
    """Return a list in one line."""
    return tr("{name} leaves: {count} open", name=file.card.leaver_name, count=file.card.count)


def facts_of(file: cases_duties.ListFile, zone: tzinfo) -> list[tuple[str, str]]:
    """Return what stands on a list."""
    card = file.card
    return [
        (tr("List number"), card.number),
        (tr("State"), tr(_STATES[card.state])),
        (tr("Why"), card.reason),
        (tr("Has to sign"), card.receiver_name),
        (tr("Responsible"), card.holder_name),
        (tr("Leader’s words"), card.words),
        *((item.kind_name, _item(item, zone)) for item in file.items),
    ]


def history_of(file: cases_duties.ListFile, zone: tzinfo) -> list[tuple[str, str]]:
    """Return what happened to a list, the latest first."""
    return [
        (f"{at.astimezone(zone):%m-%d %H:%M}", f"{tr(_EVENTS[kind])}　{who}")
        for at, kind, who in reversed(file.history)
    ]


def acts_of(file: cases_duties.ListFile, me: str, may: frozenset[str]) -> Sequence[Act]:
    """Return what a person can do with a list, the likeliest first."""
    card, leads = file.card, "cases.redirect_list" in may
    if card.leaver == me:
        return (_take_back(card),) if card.state in ("offered", "signed") else ()
    if card.state != "offered":
        return ()
    sign = (_sign(card),) if card.receiver == me or leads else ()
    return (*sign, *((_redirect(card),) if leads else ()))


def _sign(card: ListCard) -> Act:
    return Act(
        "sign_list", tr("Sign for the whole list"), plain(cases.sign_list, list_id=card.id),
        explained=tr("All of it is yours from now on; whoever was asked first still owes the answer."),
        done=tr("Signed for. It is yours now."),
    )  # fmt: skip


def _redirect(card: ListCard) -> Act:
    fields = (staff("to", tr("Who signs instead")), words("words", tr("Why"), required=False))

    def run(hall: Hall, values: Values) -> object:
        to, why = text_of(values, "to"), text_of(values, "words")
        return hall.do(cases.redirect_list, list_id=card.id, to=to, words=why)

    return Act(
        "redirect_list", tr("Name somebody else"), run, fields, done=tr("The colleague has to sign now."), seldom=True
    )


def _take_back(card: ListCard) -> Act:
    return Act(
        "take_back", tr("I am back: take over again"), plain(cases.take_back, list_id=card.id),
        explained=tr("What has not been finished meanwhile is yours again."), done=tr("Yours again."),
    )  # fmt: skip


def _item(item: cases_duties.ItemCard, zone: tzinfo) -> str:
    until = f"　{tr('until {day}', day=item.due.astimezone(zone).strftime('%Y-%m-%d'))}" if item.due else ""
    return f"{item.words or item.number}{until}"
