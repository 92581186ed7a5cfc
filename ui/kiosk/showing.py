"""What each page shows of a journey: one short function for each page that changes with the person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeVar

from ui.kiosk.asking_page import AskingPage
from ui.kiosk.bring_page import BringPage
from ui.kiosk.choice_page import Choice, ChoicePage
from ui.kiosk.faces_page import FacesPage
from ui.kiosk.journey import Errand, Journey, Page
from ui.kiosk.matter_page import MatterPage
from ui.kiosk.offer import Offer
from ui.kiosk.page_frame import PageFrame
from ui.kiosk.reasons_page import ReasonsPage
from ui.kiosk.situation_page import SituationPage
from ui.kiosk.standing import BAD
from ui.kiosk.telling import arrival_words, day_words, free_words, progress_words, when_words
from ui.kiosk.ticket_page import TicketPage
from ui.kiosk.typing_page import TypingPage
from ui.kiosk.words import priority_words
from ui.shared.i18n import tr
from ui.shared.public_words import public_sentence

CLOSED = ("queue.not_yet_open", "queue.closed_for_today", "queue.day_off", "queue.capacity_gone")
"""Refusals of a machine outside the hours in which it gives tickets: nothing went wrong."""

BY_CODE, BY_DOCUMENT, BOOK = "code", "document", "book"
PageT = TypeVar("PageT", bound=PageFrame)


@dataclass(frozen=True, slots=True)
class Pane:
    """A page with what it needs to know of the hall."""

    page: PageFrame
    offer: Offer
    zone: tzinfo
    reader: bool

    def of(self, kind: type[PageT]) -> PageT:
        """Return the page as what it is."""
        if not isinstance(self.page, kind):
            raise TypeError(f"{type(self.page).__name__} is no {kind.__name__}")
        return self.page


def _matters(pane: Pane, journey: Journey) -> None:
    if journey.service is not None:
        pane.of(MatterPage).show_service(journey.service)


def _situations(pane: Pane, journey: Journey) -> None:
    if journey.entry is not None:
        pane.of(SituationPage).show_situations(journey.entry.situations, journey.answers)


def _bring(pane: Pane, journey: Journey) -> None:
    if journey.entry is not None:
        pane.of(BringPage).show_list(journey.entry.name, journey.to_bring())


def _identity(pane: Pane, _journey: Journey) -> None:
    page = pane.of(AskingPage)
    page.ask(tr("Your identity card, if you have it"), tr("Without a card"), tr("Type the number"))
    how = tr("Lay the card on the reader, or hold its code to the scanner.") if pane.reader else ""
    why = tr("We see whether you have an appointment and, by your age, whether you go first.")
    page.tell(*filter(None, (how, why)))


def _number(pane: Pane, journey: Journey) -> None:
    page = pane.of(TypingPage)
    for_somebody = journey.errand is Errand.BOOK
    page.question.setText(tr("For whom is the appointment?") if for_somebody else tr("Your identity number"))
    read = tr("Lay the card on the reader, or type the 18 signs.") if pane.reader else tr("Type the 18 signs.")
    page.advice.setText(f"{read}{tr('Without a card, our staff book for you.')}" if for_somebody else read)


def _found(pane: Pane, journey: Journey) -> None:
    choices = [Choice(each.id, each.service_name, f"{each.start}–{each.end}") for each in journey.appointments]
    none = tr("Not for this, something else")
    pane.of(ChoicePage).offer(tr("You have an appointment today"), choices, none=none)


def _priority(pane: Pane, journey: Journey) -> None:
    page, line = pane.of(AskingPage), pane.offer.age_line
    ill = tr("Suddenly ill? You need no ticket: call our staff at once.")
    if journey.goes_first_by_age:
        page.ask(tr("You may go first"), tr("Take my ticket"), tr("I have other papers to go first"))
        page.tell(tr("By your age ({age} and older) you need not show anything else.", age=line), ill)
    else:
        page.ask(tr("Is one of these true of you?"), tr("No, take a ticket now"), tr("Yes, I may go first"))
        page.tell(*priority_words(line), ill)


def _ticket(pane: Pane, journey: Journey) -> None:
    if journey.taken is not None:
        pane.of(TicketPage).show_ticket(journey.taken)


def _refused(pane: Pane, journey: Journey) -> None:
    page, refusal = pane.of(AskingPage), journey.refusal
    if refusal is None:
        return
    if refusal.code in CLOSED:
        page.ask(tr("No tickets just now"), tr("Book an appointment"), tr("Back"))
        page.tell(public_sentence(refusal), tr("Open: {hours}", hours=pane.offer.hours))
    else:
        title = tr("No ticket could be taken") if journey.errand is Errand.TICKET else tr("This did not work")
        page.ask(title, tr("Call our staff"), tr("Back"))
        page.tell(public_sentence(refusal))


def _appointments(pane: Pane, _journey: Journey) -> None:
    how = tr("scan the slip, or type the code") if pane.reader else tr("type the code of the slip")
    card = tr("lay it on the reader, or type the number") if pane.reader else tr("type the number")
    choices = (
        Choice(BY_CODE, tr("I have come: by code"), how),
        Choice(BY_DOCUMENT, tr("I have come: by identity card"), card),
        Choice(BOOK, tr("Book a time"), tr("choose a day and a half hour")),
    )
    pane.of(ChoicePage).offer(tr("Have you got an appointment?"), choices)


def _code(pane: Pane, journey: Journey) -> None:
    page = pane.of(TypingPage)
    booked = journey.errand is Errand.CHECK_IN
    page.question.setText(tr("The code of your appointment") if booked else tr("How does it stand?"))
    if pane.reader:
        page.advice.setText(
            tr("Scan the slip, or type its code.") if booked else tr("Scan the paper, or type its code.")
        )
    else:
        page.advice.setText(tr("It stands on the slip.") if booked else tr("It stands on your ticket or notice."))


def _arrival(pane: Pane, journey: Journey) -> None:
    if journey.coming is not None:
        asked = arrival_words(journey.coming)
        page = pane.of(AskingPage)
        page.ask(asked.question, asked.yes, asked.no)
        page.tell(*asked.told)


def _give_up(pane: Pane, journey: Journey) -> None:
    if journey.coming is not None:
        page, appointment = pane.of(AskingPage), journey.coming.appointment
        page.ask(tr("Give this appointment up?"), tr("No, keep it"), tr("Give my time up"))
        page.tell(when_words(appointment), appointment.service_name)


def _services(pane: Pane, _journey: Journey) -> None:
    choices = [Choice(each.code, each.name) for each in pane.offer.services]
    pane.of(ChoicePage).offer(tr("For what shall it be?"), choices)


def _days(pane: Pane, journey: Journey) -> None:
    choices = [Choice(day.isoformat(), day_words(day)) for day in journey.days]
    none = "" if choices else tr("No day can be booked. Please take a ticket in the hall.")
    pane.of(ChoicePage).offer(tr("Which day?"), choices, advice=none)


def _slots(pane: Pane, journey: Journey) -> None:
    choices = [Choice(each.start, f"{each.start}–{each.end}", free_words(each), each.open) for each in journey.slots]
    day = day_words(journey.day) if journey.day else ""
    pane.of(ChoicePage).offer(tr("{day}: what time?", day=day), choices)


def _booked(pane: Pane, journey: Journey) -> None:
    if journey.appointment is not None:
        page, booked = pane.of(AskingPage), journey.appointment
        page.ask(tr("Your appointment"), tr("I have read it"))
        page.tell(
            when_words(booked),
            booked.service_name,
            tr("Code: {code}", code=f"{booked.code[:4]}-{booked.code[4:]}"),
            tr("Please take the slip. Bring it, or your identity card."),
        )


def _progress(pane: Pane, journey: Journey) -> None:
    if journey.progress is not None:
        page = pane.of(AskingPage)
        told, visit = progress_words(journey.progress, pane.zone), journey.to_rate
        if visit is not None and visit.refusal is None:
            page.ask(tr("So it stands"), tr("Rate this visit"), tr("I have read it"))
        else:
            page.ask(tr("So it stands"), tr("I have read it"))
        over = public_sentence(visit.refusal) if visit is not None and visit.refusal is not None else ""
        page.tell(*told, *filter(None, (over,)))


def _rate(pane: Pane, journey: Journey) -> None:
    if journey.to_rate is not None:
        pane.of(FacesPage).ask(journey.to_rate.number)


def _reasons(pane: Pane, journey: Journey) -> None:
    if journey.to_rate is not None:
        pane.of(ReasonsPage).offer(journey.to_rate.reasons, journey.reasons)


def _rated(pane: Pane, journey: Journey) -> None:
    page = pane.of(AskingPage)
    page.ask(tr("Thank you, noted") if journey.grade in BAD else tr("Thank you"), tr("I have read it"))
    if journey.grade in BAD:
        page.tell(tr("It is looked into, and what comes of it is put up for all to read."))
    else:
        page.tell(tr("Mind your documents, please, and go well."))


SHOWN: Mapping[Page, Callable[[Pane, Journey], None]] = {
    Page.MATTERS: _matters,
    Page.SITUATIONS: _situations,
    Page.BRING: _bring,
    Page.IDENTITY: _identity,
    Page.NUMBER: _number,
    Page.FOUND: _found,
    Page.PRIORITY: _priority,
    Page.TICKET: _ticket,
    Page.REFUSED: _refused,
    Page.APPOINTMENTS: _appointments,
    Page.CODE: _code,
    Page.ARRIVAL: _arrival,
    Page.GIVE_UP: _give_up,
    Page.SERVICES: _services,
    Page.DAYS: _days,
    Page.SLOTS: _slots,
    Page.BOOKED: _booked,
    Page.PROGRESS: _progress,
    Page.RATE: _rate,
    Page.REASONS: _reasons,
    Page.RATED: _rated,
}
"""Pages that are drawn from the journey; the others always say the same."""
