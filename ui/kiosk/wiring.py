"""Which touch of which page does what: one table of connections."""

from collections.abc import Callable
from functools import partial

from ui.kiosk.errands import Errands
from ui.kiosk.helping import Helping
from ui.kiosk.journey import Errand, Journey, Page
from ui.kiosk.pages import Pages
from ui.kiosk.showing import BOOK, BY_CODE, BY_DOCUMENT, CLOSED


class Wiring:
    """Connects the pages to what a resident does; the journey is asked for at each touch, for it changes."""

    def __init__(self, pages: Pages, errands: Errands, helping: Helping) -> None:
        self._pages, self._errands, self._helping = pages, errands, helping

    def connect(self) -> None:
        """Connect everything once."""
        self._way_to_a_ticket()
        self._documents()
        self._appointments()
        self._rating()

    def _way_to_a_ticket(self) -> None:
        pages, errands = self._pages, self._errands
        pages.start.service_chosen.connect(lambda service: self._step(Journey.choose_service, service))
        pages.start.search_requested.connect(errands.search)
        pages.start.appointments_requested.connect(lambda: self._step(Journey.go, Page.APPOINTMENTS))
        pages.start.progress_requested.connect(lambda: self._step(Journey.begin, Errand.PROGRESS, Page.CODE))
        pages.search.found.connect(lambda found: self._step(Journey.choose_found, found))
        pages.matters.entry_chosen.connect(lambda entry: self._step(Journey.choose_entry, entry))
        pages.situations.answered.connect(lambda situation, yes: errands.journey.answer(situation, yes))
        pages.situations.confirmed.connect(lambda: self._step(Journey.go_on))
        pages.bring.confirmed.connect(lambda: self._step(Journey.go_on))
        pages.priority.accepted.connect(errands.take)
        pages.priority.declined.connect(lambda: self._step(Journey.ask_for_priority))
        pages.guide.accepted.connect(self._begin_anew)
        pages.guide.declined.connect(errands.take)
        pages.refused.accepted.connect(self._on_refusal_answered)
        pages.refused.declined.connect(lambda: self._step(Journey.back))
        pages.ticket.done.connect(self._begin_anew)

    def _documents(self) -> None:
        pages, errands = self._pages, self._errands
        pages.identity.accepted.connect(lambda: self._step(Journey.show_nothing))
        pages.identity.declined.connect(lambda: self._step(Journey.go, Page.NUMBER))
        pages.number.submitted.connect(errands.give_number)
        pages.phone.submitted.connect(errands.leave_phone)
        pages.phone.declined.connect(partial(errands.leave_phone, ""))
        pages.found.chosen.connect(self._on_found)
        pages.found.declined.connect(lambda: self._step(Journey.take_none_of_them))

    def _appointments(self) -> None:
        pages, errands = self._pages, self._errands
        pages.appointments.chosen.connect(self._on_appointments)
        pages.code.submitted.connect(errands.give_code)
        pages.arrival.accepted.connect(self._on_arrival)
        pages.arrival.declined.connect(self._on_not_now)
        pages.give_up.accepted.connect(self._begin_anew)
        pages.give_up.declined.connect(errands.give_up)
        pages.services.chosen.connect(self._on_service_to_book)
        pages.days.chosen.connect(errands.choose_day)
        pages.slots.chosen.connect(lambda start: self._step(Journey.choose_slot, start))
        for told in (pages.given_up, pages.booked):
            told.accepted.connect(self._begin_anew)

    def _rating(self) -> None:
        pages, errands = self._pages, self._errands
        pages.progress.accepted.connect(self._on_progress_read)
        pages.progress.declined.connect(self._begin_anew)
        pages.faces.chosen.connect(errands.choose_grade)
        pages.faces.declined.connect(self._begin_anew)
        pages.reasons.ticked.connect(lambda reason: self._step(Journey.tick, reason))
        pages.reasons.submitted.connect(errands.rate)
        pages.reasons.declined.connect(self._begin_anew)
        pages.rated.accepted.connect(self._begin_anew)

    def _step(self, step: Callable[..., None], *chosen: object) -> None:
        self._errands.step(partial(step, self._errands.journey), *chosen)

    def _begin_anew(self) -> None:
        self._errands.begin_anew()

    def _on_refusal_answered(self) -> None:
        refusal = self._errands.journey.refusal
        if refusal is not None and refusal.code in CLOSED:
            self._step(Journey.begin, Errand.BOOK, Page.SERVICES)
        else:
            self._helping.call()

    def _on_progress_read(self) -> None:
        visit = self._errands.journey.to_rate
        if visit is not None and visit.refusal is None:
            self._step(Journey.go, Page.RATE)
        else:
            self._begin_anew()

    def _on_found(self, key: str) -> None:
        chosen = next(each for each in self._errands.journey.appointments if each.id == key)
        self._errands.come_for(chosen)

    def _on_appointments(self, key: str) -> None:
        ways = {
            BY_CODE: (Errand.CHECK_IN, Page.CODE),
            BY_DOCUMENT: (Errand.CHECK_IN, Page.NUMBER),
            BOOK: (Errand.BOOK, Page.SERVICES),
        }
        self._step(Journey.begin, *ways[key])

    def _on_arrival(self) -> None:
        coming = self._errands.journey.coming
        if coming is not None and coming.is_today:
            self._errands.check_in()
        else:
            self._begin_anew()

    def _on_not_now(self) -> None:
        coming = self._errands.journey.coming
        if coming is not None and coming.is_today:
            self._begin_anew()
        else:
            self._step(Journey.go, Page.GIVE_UP)

    def _on_service_to_book(self, code: str) -> None:
        self._errands.want_to_book(next(each for each in self._pages.offer.services if each.code == code))
