"""The lists that the counter's questions offer: where a ticket can go, what one can come for, who stands aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hall.service import Reading, catalogue_views, posts, posts_views, security_views
from ui.counter.desk import Desk
from ui.counter.matters import Matter, found, remark_of
from ui.counter.wording import HOLD_REASONS
from ui.shared.i18n import tr
from ui.shared.initials import initials
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.wording import passed, said

MOST_MATTERS = 30


@dataclass(frozen=True, slots=True)
class Offers:
    """What a resident without a ticket can come for: services, those of this counter first, and matters."""

    services: tuple[catalogue_views.ServiceCard, ...]
    matters: tuple[Matter, ...]

    def rows(self, typed: str) -> list[Row]:
        """Return what fits; with nothing typed the services only, for a hall has hundreds of matters."""
        services = [Row(("service", card.code), card.name, card.series_name)
                    for card in self.services if _fits(typed, card.name)]  # fmt: skip
        if not typed.strip():
            return services
        own = [code for card in self.services for code in card.matters]
        matters = found(self.matters, typed, own)[:MOST_MATTERS]
        return [*services, *(Row(("matter", each.code), each.name, remark_of(each)) for each in matters)]


def offers(reading: Reading, *, here: str) -> Offers:
    """Return what can be served at a counter (its key) without a ticket."""
    own = posts_views.counter(reading, counter_id=here).services if here else ()
    cards = sorted(catalogue_views.services(reading), key=lambda card: card.code not in own)
    return Offers(tuple(cards), tuple(card.matter for card in catalogue_views.on_offer(reading)))


def targets(reading: Reading, *, here: str) -> list[Row]:
    """Return where a ticket can go from a counter (its key): open counters, colleagues who are there, services."""
    cards = posts_views.counters(reading)
    counters = [
        Row(("counter", card.id), tr("Counter {number}", number=card.number), card.name)
        for card in cards
        if card.id != here and card.state == posts.OPEN
    ]
    seats = {card.staff_id: tr("Counter {number}", number=card.number) for card in cards if card.staff_id}
    persons = [
        Row(
            ("person", staff.id),
            tr("{name}　{number}", name=staff.name, number=staff.number),
            seats.get(staff.id, tr("Colleague")),
        )
        for staff in security_views.present(reading)
        if staff.id != reading.actor.staff_id and "clerk" in staff.roles
    ]
    services = [Row(("service", card.code), card.name, card.series_name) for card in catalogue_views.services(reading)]
    return counters + persons + services


def narrowed(rows: Sequence[Row]) -> Callable[[str], list[Row]]:
    """Return what finds rows by a part of their words or their pinyin initials."""
    return lambda typed: [row for row in rows if _fits(typed, f"{row.text} {row.remark}")]


def aside_rows(desk: Desk) -> list[Row]:
    """Return who stands aside, those on hold first."""
    now = desk.looked_at
    held = [
        Row(("held", t.id), tr("{number}　{service}", number=t.number, service=t.display_name),
            said(HOLD_REASONS, t.hold_reason), Light.BLUE)
        for t in desk.held
    ]  # fmt: skip
    missed = [
        Row(("missed", t.id), tr("{number}　{service}", number=t.number, service=t.display_name),
            tr("missed {minutes} min ago", minutes=passed(t.missed_at, now) // 60), Light.GREY)
        for t in desk.missed
    ]  # fmt: skip
    return held + missed


def _fits(typed: str, text: str) -> bool:
    wanted = typed.strip().casefold()
    return wanted in text.casefold() or (wanted.isascii() and wanted in initials(text))
