"""A resident's way through the kiosk, without any widget: which page follows, what was chosen, what is forgotten."""

from dataclasses import dataclass, field
from enum import StrEnum

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from ui.kiosk.offer import Entry, ServiceOffer, Thing
from ui.kiosk.taking import Taken, Wish


class Page(StrEnum):
    """The pages of the kiosk, one question each."""

    START = "start"
    MATTERS = "matters"
    SITUATIONS = "situations"
    BRING = "bring"
    PRIORITY = "priority"
    GUIDE = "guide"
    TICKET = "ticket"
    REFUSED = "refused"


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
        service: the chosen service.
        entry: the chosen matter, None for somebody who is not sure.
        answers: yes or no to each situation that was answered.
        taken: the ticket.
        refusal: why there is none.
    """

    page: Page = Page.START
    service: ServiceOffer | None = None
    entry: Entry | None = None
    answers: dict[str, bool] = field(default_factory=dict)
    taken: Taken | None = None
    refusal: Refusal | None = None
    _way: list[Page] = field(default_factory=list)
    _request_id: str = field(default_factory=new_id)

    def choose_service(self, service: ServiceOffer) -> None:
        """Want a service; one without matters leads on at once."""
        self.service, self.entry = service, None
        self._go(Page.MATTERS if service.entries else Page.PRIORITY)

    def choose_entry(self, entry: Entry | None) -> None:
        """Want a matter, or None for not being sure."""
        if entry is None or self.entry is None or entry.code != self.entry.code:
            self.answers = {}
        self.entry = entry
        if entry is None or not entry.things:
            self._go(Page.PRIORITY)
        else:
            self._go(Page.SITUATIONS if entry.situations else Page.BRING)

    def answer(self, situation: str, yes: bool | None) -> None:
        """Say that a situation is so or not; None takes the answer back."""
        if yes is None:
            self.answers.pop(situation, None)
        else:
            self.answers[situation] = yes

    def go_on(self) -> None:
        """Go to the next page of the ones that only inform."""
        self._go(Page.BRING if self.page is Page.SITUATIONS else Page.PRIORITY)

    def ask_for_priority(self) -> None:
        """Hear who looks at the certificate: a machine cannot."""
        self._go(Page.GUIDE)

    def back(self) -> None:
        """Return to the page before; what was chosen stays chosen."""
        self.page = self._way.pop() if self._way else Page.START
        self.refusal = None

    def wish(self) -> Wish:
        """Return what the ticket is for."""
        if self.service is None:
            raise ValueError("a ticket needs a service")
        return Wish(self._request_id, self.service.code, self.entry.code if self.entry else "")

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
        self._go(Page.REFUSED)

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

    def _go(self, page: Page) -> None:
        self._way.append(self.page)
        self.page = page
