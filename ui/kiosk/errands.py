"""What a resident does at the kiosk: each touch, key or scan becomes a step of the journey; slow ones ask a worker."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from hall.kernel.refusal import Refusal
from hall.service import Hall, people_rules
from ui.kiosk import booking
from ui.kiosk.booking import Appointment, Booking, Coming, Policy, When, coming_for
from ui.kiosk.documents import Document, code_in, looks_like_document, read_document
from ui.kiosk.finding import Finder, load_finder
from ui.kiosk.guard import Guard
from ui.kiosk.journey import Errand, Journey, Page
from ui.kiosk.offer import ServiceOffer
from ui.kiosk.standing import Standing, rate, what_has_code
from ui.kiosk.taking import Taken, take
from ui.shared import tasks
from ui.shared.i18n import sentence, tr
from ui.shared.public_words import public_sentence

T = TypeVar("T")

OVER = (Page.TICKET, Page.BOOKED, Page.PROGRESS, Page.RATED)
"""Pages of somebody who is done: whoever scans something then is the next one."""


class Errands(QObject):
    """Leads one journey after the other; whoever touches a second time meanwhile does nothing twice.

    Attributes:
        journey: where the resident is.
        age_line: age in full years that gives priority by itself, 0 for never.

    Signals:
        moved: another page is to be shown.
        forgot: a new journey has begun, nothing of the last one may stay.
        complained: what is wrong with the typing of the page that is shown.
        noticed: a sentence about a scan that changed nothing.
        waited: True while the hall is asked, False when it has answered.
        handed_out: key of a ticket or an appointment whose paper waits for the printer.
        finder_heard: a Finder.
    """

    moved = Signal()
    forgot = Signal()
    complained = Signal(str)
    noticed = Signal(str)
    waited = Signal(bool)
    handed_out = Signal(str)
    finder_heard = Signal(object)

    def __init__(self, hall: Hall, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Lead the residents of a hall, as seen from this machine; `now` is the time on the hall's clock."""
        super().__init__(parent)
        self._hall, self._now = hall, now
        self._guard = Guard()
        self._asked = 0
        self.age_line = 0
        self._busy = False
        self.journey = Journey()

    # -- steps that ask nobody

    def begin_anew(self) -> None:
        """Forget this resident."""
        self.journey = Journey()
        self.forgot.emit()

    def step(self, take_step: Callable[..., None], *chosen: object) -> None:
        """Take a step of the journey and show where it leads."""
        take_step(*chosen)
        self.moved.emit()

    def search(self) -> None:
        """Look for a matter; what it takes is read meanwhile."""
        self.step(self.journey.go, Page.SEARCH)
        tasks.run(self, partial(load_finder, self._hall), self._on_finder, self._on_refused)

    def _on_finder(self, finder: Finder) -> None:
        self.finder_heard.emit(finder)

    # -- a ticket

    def take(self) -> None:
        """Take the ticket."""
        self._ask(partial(take, self._hall, self.journey.wish()), self._on_taken)

    def _on_taken(self, taken: Taken) -> None:
        self.step(self.journey.got, taken)
        self.handed_out.emit(taken.ticket_id)

    # -- a document and a phone number

    def give_number(self, typed: str) -> None:
        """Give an identity number; a wrong one is told and stays on the page."""
        try:
            document = read_document(typed, self._now().date())
        except Refusal as refusal:
            self.complained.emit(public_sentence(refusal))
            return
        self._show_document(document)

    def _show_document(self, document: Document) -> None:
        asked = partial(booking.appointments_today, self._hall, document, self._now().date())
        self._ask(asked, partial(self._on_document, document))

    def _on_document(self, document: Document, found: tuple[Appointment, ...]) -> None:
        before = self.journey.page
        self.journey.goes_first_by_age = document.is_old(self.age_line, self._now().date())
        if self.journey.errand in (Errand.CHECK_IN, Errand.PROGRESS) and not found:
            self._complain(tr("There is no appointment for this document today."))
            return
        self.step(self.journey.show_document, document, found)
        if self.journey.page is before:
            self.noticed.emit(tr("Read: {number}. Please go on.", number=document.masked))

    def leave_phone(self, typed: str) -> None:
        """Leave a phone number, empty for none; a wrong one is told and stays on the page."""
        if (code := people_rules.phone_problem(typed)) is not None:
            self.complained.emit(sentence(Refusal(code)))
            return
        self.journey.leave_phone(typed)
        if self.journey.errand is Errand.BOOK:
            self._book()
        else:
            self.moved.emit()

    # -- appointments

    def give_code(self, typed: str) -> None:
        """Look up what a code belongs to; a wrong one is told and stays on the page."""
        if self._guard.is_waiting(self._now()):
            self._complain(tr("Too many wrong codes. Please wait a minute, or call our staff."))
        elif not (code := code_in(typed)):
            self._on_code(None)
        else:
            self._ask(partial(what_has_code, self._hall, code), self._on_code)

    def _on_code(self, found: Appointment | Standing | None) -> None:
        if found is None:
            self._guard.was_wrong(self._now())
            self._complain(tr("Nothing has this code. Please look at the paper again: 8 signs."))
            return
        self._guard.was_right()
        if isinstance(found, Appointment):
            self.come_for(found)
        else:
            self.step(self.journey.learn, found)

    def come_for(self, appointment: Appointment) -> None:
        """Come for an appointment; whoever is too early or too late hears so before anything is printed."""
        self.journey.errand = Errand.CHECK_IN
        self._ask(partial(booking.policy_of, self._hall), partial(self._on_policy, appointment))

    def _on_policy(self, appointment: Appointment, policy: Policy) -> None:
        coming = coming_for(appointment, self._now(), policy)
        self.journey.coming = coming
        if coming.when is When.IN_TIME or appointment.state != booking.BOOKED:
            self.check_in()
        else:
            self.step(self.journey.go, Page.ARRIVAL)

    def check_in(self) -> None:
        """Come into the line for the appointment."""
        coming = self._coming()
        self._ask(partial(booking.check_in, self._hall, self.journey.request_id(), coming), self._on_taken)

    def give_up(self) -> None:
        """Give the appointment up."""
        asked = partial(booking.give_up, self._hall, self._coming().appointment)
        self._ask(asked, lambda _given_up: self.step(self.journey.gave_up))

    def _coming(self) -> Coming:
        if self.journey.coming is None:
            raise ValueError("nobody has come for an appointment")
        return self.journey.coming

    def want_to_book(self, service: ServiceOffer) -> None:
        """Ask on which days a service can be booked."""
        chosen = partial(self.step, self.journey.choose_service_to_book, service)
        self._ask(partial(booking.days_open, self._hall, service.code), chosen)

    def choose_day(self, iso: str) -> None:
        """Ask for the times of a day."""
        day = date.fromisoformat(iso)
        service = self.journey.service
        if service is not None:
            chosen = partial(self.step, self.journey.choose_day, day)
            self._ask(partial(booking.slots_of, self._hall, service.code, day), chosen)

    def _book(self) -> None:
        journey = self.journey
        if journey.service is None or journey.day is None or journey.document is None:
            raise ValueError("an appointment needs a service, a day and somebody for whom it is kept")
        wanted = Booking(
            journey.request_id(), journey.service.code, journey.day, journey.start, journey.document, journey.phone
        )
        self._ask(partial(booking.book, self._hall, wanted), self._on_booked)

    def _on_booked(self, appointment: Appointment) -> None:
        self.step(self.journey.was_booked, appointment)
        self.handed_out.emit(appointment.id)

    # -- rating a visit

    def choose_grade(self, grade: int) -> None:
        """Give a grade: a good one is all, a bad one may have reasons."""
        self.journey.choose_grade(grade)
        if self.journey.page is Page.REASONS:
            self.moved.emit()
        else:
            self.rate()

    def rate(self) -> None:
        """Send the grade and its reasons."""
        self._ask(self._rating(), lambda _rating: self.step(self.journey.was_rated))

    def go_away(self) -> None:
        """Nobody is there any more: a bad grade that was touched counts as it is, like a good one."""
        if self.journey.page is Page.REASONS:
            tasks.run(self, self._rating(), lambda _rating: None, lambda _refusal: None)
        self.begin_anew()

    def _rating(self) -> Callable[[], str]:
        asked = self.journey
        return partial(rate, self._hall, asked.request_id(), asked.to_rate, asked.grade, tuple(asked.reasons))

    # -- a scan, on whichever page

    def scan(self, text: str) -> None:
        """Take what a reader has read: a document, or the code of a paper; anything else changes nothing."""
        if self._busy:
            return
        if looks_like_document(text):
            self._next_one()
            self._scan_document(text)
        elif code_in(text):
            self._next_one()
            self.give_code(text)
        else:
            self.noticed.emit(tr("This code is none of ours. Hold the QR code of your ticket, slip or notice here."))

    def _scan_document(self, text: str) -> None:
        try:
            document = read_document(text, self._now().date())
        except Refusal as refusal:
            self._complain(public_sentence(refusal))
            return
        self._show_document(document)

    def _next_one(self) -> None:
        if self.journey.page in OVER:
            self.begin_anew()

    # -- asking the hall

    def _complain(self, words: str) -> None:
        """Say on the page of the typing what is wrong with it, on any other page in passing."""
        if self.journey.page in (Page.CODE, Page.NUMBER):
            self.complained.emit(words)
        else:
            self.noticed.emit(words)

    def _ask(self, question: Callable[[], T], then: Callable[[T], object]) -> None:
        """Ask in a worker; an answer for somebody who has gone meanwhile is dropped."""
        if self._busy:
            return
        self._asked += 1
        self._busy = True
        self.waited.emit(True)
        asking, number = self.journey, self._asked

        def answered(answer: T) -> None:
            self._rest(number)
            if asking is self.journey:
                then(answer)

        def refused(refusal: Refusal) -> None:
            self._rest(number)
            if asking is self.journey:
                self._on_refused(refusal)

        tasks.run(self, question, answered, refused, ended=partial(self._rest, number))

    def _rest(self, number: int) -> None:
        """Take touches again, unless the answer has led to another question already."""
        if self._busy and number == self._asked:
            self._busy = False
            self.waited.emit(False)

    def _on_refused(self, refusal: Refusal) -> None:
        self.step(self.journey.was_refused, refusal)
