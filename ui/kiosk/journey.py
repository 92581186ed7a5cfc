"""A resident's way through the kiosk, without any widget: which page follows, what was chosen, what is forgotten."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from ui.kiosk.booking import Appointment, Coming, Slot
from ui.kiosk.documents import Document
from ui.kiosk.finding import Found
from ui.kiosk.offer import Entry, ServiceOffer, Thing
from ui.kiosk.standing import BAD, Progress, Standing, ToRate
from ui.kiosk.taking import Taken, Wish


class Errand(StrEnum):
    """What somebody has come to the machine for."""

    TICKET = "ticket"
    CHECK_IN = "check_in"
    BOOK = "book"
    PROGRESS = "progress"


class Page(StrEnum):
    """The pages of the kiosk, one question each."""

    START = "start"
    SEARCH = "search"
    MATTERS = "matters"
    SITUATIONS = "situations"
    BRING = "bring"
    IDENTITY = "identity"
    NUMBER = "number"
    FOUND = "found"
    PHONE = "phone"
    PRIORITY = "priority"
    GUIDE = "guide"
    TICKET = "ticket"
    REFUSED = "refused"
    APPOINTMENTS = "appointments"
    CODE = "code"
    ARRIVAL = "arrival"
    GIVE_UP = "give_up"
    GIVEN_UP = "given_up"
    SERVICES = "services"
    DAYS = "days"
    SLOTS = "slots"
    BOOKED = "booked"
    PROGRESS = "progress"
    RATE = "rate"
    REASONS = "reasons"
    RATED = "rated"


@dataclass(frozen=True, slots=True)
class ToBring:
    """The checklist of one visit: what is needed, what depends, and what the hall can look up itself."""

    needed: tuple[Thing, ...]
    perhaps: tuple[Thing, ...]
    spared: tuple[Thing, ...]


@dataclass
class Journey:
    """One resident at the kiosk; the next one gets a new journey, so that nothing of this one stays.

    Attributes:
        page: what is shown.
        errand: what they have come for.
        service: the chosen service.
        entry: the chosen matter, None for somebody who is not sure.
        answers: yes or no to each situation that was answered.
        document: what they have shown or typed, None for nothing.
        goes_first_by_age: whether the birthday alone gives priority.
        phone: as typed, empty for none.
        appointments: those of today that were found by the document.
        coming: the one for which they have come, and when that is.
        appointment: the one that they have booked.
        days: on which the service can be booked; `day` is the chosen one.
        slots: of that day; `start` is the chosen one's beginning.
        progress: how the ticket or case stands whose code was given.
        to_rate: the visit that may be rated; `grade` is the one they give, 0 for none yet, `reasons` are why.
        taken: the ticket.
        refusal: why there is none.
    """

    page: Page = Page.START
    errand: Errand = Errand.TICKET
    service: ServiceOffer | None = None
    entry: Entry | None = None
    answers: dict[str, bool] = field(default_factory=dict)
    document: Document | None = None
    goes_first_by_age: bool = False
    phone: str = ""
    appointments: tuple[Appointment, ...] = ()
    coming: Coming | None = None
    appointment: Appointment | None = None
    days: tuple[date, ...] = ()
    day: date | None = None
    slots: tuple[Slot, ...] = ()
    start: str = ""
    progress: Progress | None = None
    to_rate: ToRate | None = None
    grade: int = 0
    reasons: list[str] = field(default_factory=list)
    taken: Taken | None = None
    refusal: Refusal | None = None
    _way: list[Page] = field(default_factory=list)
    _request_id: str = field(default_factory=new_id)

    @property
    def is_fresh(self) -> bool:
        """Whether nobody has done anything yet, so that there is nothing to forget."""
        return self.page is Page.START and self.document is None and self.service is None

    # -- what somebody wants

    def choose_service(self, service: ServiceOffer) -> None:
        """Want a service; one without matters leads on at once."""
        self.service, self.entry = service, None
        self.go(Page.MATTERS if service.entries else self._before_ticket())

    def choose_entry(self, entry: Entry | None) -> None:
        """Want a matter, or None for not being sure."""
        if entry is None or self.entry is None or entry.code != self.entry.code:
            self.answers = {}
        self.entry = entry
        if entry is None or not entry.things:
            self.go(self._before_ticket())
        else:
            self.go(Page.SITUATIONS if entry.situations else Page.BRING)

    def choose_found(self, found: Found) -> None:
        """Want a matter that was looked for."""
        self.service = found.service
        self.choose_entry(found.entry)

    def answer(self, situation: str, yes: bool | None) -> None:
        """Say that a situation is so or not; None takes the answer back."""
        if yes is None:
            self.answers.pop(situation, None)
        else:
            self.answers[situation] = yes

    def go_on(self) -> None:
        """Go to the next page of the ones that only inform."""
        self.go(Page.BRING if self.page is Page.SITUATIONS else self._before_ticket())

    # -- who somebody is

    def show_document(self, document: Document, appointments: tuple[Appointment, ...] = ()) -> None:
        """Have shown a document: today's appointments are offered first, then the errand goes on."""
        self.document, self.appointments = document, appointments
        if appointments and self.errand is not Errand.BOOK:
            self.go(Page.FOUND)
        elif self.page in (Page.IDENTITY, Page.NUMBER):
            self.go(Page.PHONE)

    def take_none_of_them(self) -> None:
        """Have come for something else than the appointments that were found."""
        self.errand = Errand.TICKET
        self.go(Page.START if self.service is None else Page.PHONE)

    def leave_phone(self, phone: str) -> None:
        """Leave a phone number, or none."""
        self.phone = phone
        if self.errand is not Errand.BOOK:
            self.go(Page.PRIORITY)

    def show_nothing(self) -> None:
        """Have no document, or show none."""
        self.document, self.goes_first_by_age = None, False
        self.go(Page.PRIORITY)

    def ask_for_priority(self) -> None:
        """Hear who looks at the certificate: a machine cannot."""
        self.go(Page.GUIDE)

    # -- appointments and status codes

    def begin(self, errand: Errand, page: Page) -> None:
        """Come for something else than a ticket."""
        self.errand = errand
        self.go(page)

    def choose_service_to_book(self, service: ServiceOffer, days: tuple[date, ...]) -> None:
        """Want an appointment for a service."""
        self.service, self.days = service, days
        self.go(Page.DAYS)

    def choose_day(self, day: date, slots: tuple[Slot, ...]) -> None:
        """Want to come on a day."""
        self.day, self.slots = day, slots
        self.go(Page.SLOTS)

    def choose_slot(self, start: str) -> None:
        """Want to come at a time; an appointment is kept for somebody, so a document is needed now."""
        self.start = start
        self.go(Page.PHONE if self.document is not None else Page.NUMBER)

    def was_booked(self, appointment: Appointment) -> None:
        """Have an appointment."""
        self.appointment, self.page = appointment, Page.BOOKED
        self._way.clear()

    def gave_up(self) -> None:
        """Have given the appointment up: there is no way back to it."""
        self.page = Page.GIVEN_UP
        self._way.clear()

    def learn(self, standing: Standing) -> None:
        """Learn how a ticket or a case stands."""
        self.errand, self.grade = Errand.PROGRESS, 0
        self.progress, self.to_rate = standing.progress, standing.to_rate
        self.go(Page.PROGRESS)

    # -- rating a visit

    def choose_grade(self, grade: int) -> None:
        """Give a grade; a bad one may have reasons."""
        self.grade, self.reasons = grade, []
        if grade in BAD:
            self.go(Page.REASONS)

    def tick(self, reason: str) -> None:
        """Give a reason, or take it back."""
        if reason in self.reasons:
            self.reasons.remove(reason)
        else:
            self.reasons.append(reason)

    def was_rated(self) -> None:
        """Have rated: there is no way back to another grade."""
        self.page = Page.RATED
        self._way.clear()

    # -- how it ends

    def wish(self) -> Wish:
        """Return what the ticket is for."""
        if self.service is None:
            raise ValueError("a ticket needs a service")
        entry = self.entry.code if self.entry else ""
        return Wish(self._request_id, self.service.code, entry, self.document, self.phone)

    def request_id(self) -> str:
        """Return the key of the next request: the same again after a lost answer, so that nothing is done twice."""
        return self._request_id

    def got(self, taken: Taken) -> None:
        """Have a ticket: there is no way back to another one."""
        self.taken, self.page = taken, Page.TICKET
        self._way.clear()

    def was_refused(self, refusal: Refusal) -> None:
        """Have no ticket; going back keeps what was chosen, for another try.

        After a lost answer the same request is sent again, for the ticket may exist.
        """
        self.refusal = refusal
        if not refusal.code.startswith("storage."):
            self._request_id = new_id()
        self.go(Page.REFUSED)

    def go(self, page: Page) -> None:
        """Go to a page; the way back leads here."""
        if page is not self.page:
            self._way.append(self.page)
            self.page = page

    def back(self) -> None:
        """Return to the page before; what was chosen stays chosen."""
        self.page = self._way.pop() if self._way else Page.START
        self.refusal = None
        if self.page is Page.START:
            self.errand = Errand.TICKET

    def to_bring(self) -> ToBring:
        """Return the checklist for the situations as far as they were answered."""
        things = self.entry.things if self.entry else ()
        wanted = [t for t in things if not t.condition or self.answers.get(t.condition) is not False]
        unsure = [t for t in wanted if t.condition and t.condition not in self.answers and not t.shared]
        return ToBring(
            needed=tuple(t for t in wanted if not t.shared and t not in unsure),
            perhaps=tuple(unsure),
            spared=tuple(t for t in wanted if t.shared and (not t.condition or self.answers.get(t.condition))),
        )

    def _before_ticket(self) -> Page:
        """What has still to be asked: a document, or with one at hand a phone number."""
        return Page.IDENTITY if self.document is None else Page.PHONE
