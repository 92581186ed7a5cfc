"""The kiosk's pages and what each shows of a resident's journey."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from hall.kernel.ids import STATUS_ALPHABET, STATUS_LENGTH
from hall.kernel.refusal import Refusal
from hall.service import HallFacts
from ui.kiosk.asking_page import AskingPage
from ui.kiosk.bring_page import BringPage
from ui.kiosk.choice_page import ChoicePage
from ui.kiosk.faces_page import FacesPage
from ui.kiosk.journey import Journey, Page, ToBring
from ui.kiosk.matter_page import MatterPage
from ui.kiosk.measures import Measures
from ui.kiosk.offer import Offer
from ui.kiosk.page_frame import PageFrame
from ui.kiosk.reasons_page import ReasonsPage
from ui.kiosk.search_page import SearchPage
from ui.kiosk.showing import SHOWN, Pane
from ui.kiosk.situation_page import SituationPage
from ui.kiosk.start_page import StartPage
from ui.kiosk.ticket_page import TicketPage
from ui.kiosk.touch_keys import TouchKeys, signs_of
from ui.kiosk.typing_page import TypingPage
from ui.shared.i18n import sentence, tr
from ui.shared.id_pad import VirtualKeyboard
from ui.shared.theme import Theme

LONGEST_NUMBER, LONGEST_PHONE = 22, 12
CODE_AND_DASH = STATUS_LENGTH + 1


class Pages(QStackedWidget):
    """One page at a time, always drawn from the journey alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, reader: bool = True) -> None:
        """Make all pages.

        Args:
            theme: in whose colours faces are painted.
            parent: the window.
            reader: whether a card reader or scanner stands at this machine; without one nobody is asked to use it.
        """
        super().__init__(parent)
        self.offer = Offer("", HallFacts().zone, ())
        self.reader = reader
        self._make_the_way_to_a_ticket()
        self._make_the_other_ways()
        self._make_the_rating(theme)
        self._of: dict[Page, PageFrame] = {
            Page.START: self.start,
            Page.SEARCH: self.search,
            Page.MATTERS: self.matters,
            Page.SITUATIONS: self.situations,
            Page.BRING: self.bring,
            Page.IDENTITY: self.identity,
            Page.NUMBER: self.number,
            Page.FOUND: self.found,
            Page.PHONE: self.phone,
            Page.PRIORITY: self.priority,
            Page.GUIDE: self.guide,
            Page.TICKET: self.ticket,
            Page.REFUSED: self.refused,
            Page.APPOINTMENTS: self.appointments,
            Page.CODE: self.code,
            Page.ARRIVAL: self.arrival,
            Page.GIVE_UP: self.give_up,
            Page.GIVEN_UP: self.given_up,
            Page.SERVICES: self.services,
            Page.DAYS: self.days,
            Page.SLOTS: self.slots,
            Page.BOOKED: self.booked,
            Page.PROGRESS: self.progress,
            Page.RATE: self.faces,
            Page.REASONS: self.reasons,
            Page.RATED: self.rated,
        }
        asked = (self.identity, self.priority, self.refused, self.arrival, self.give_up)
        self._told = (*asked, self.booked, self.progress, self.rated)
        for page in self._of.values():
            self.addWidget(page)

    def show_journey(self, journey: Journey) -> None:
        """Show the journey's page with what was chosen on it."""
        if (show := SHOWN.get(journey.page)) is not None:
            show(Pane(self._of[journey.page], self.offer, self.zone(), self.reader), journey)
        self.setCurrentWidget(self._of[journey.page])

    def forget(self) -> None:
        """Empty every page that has shown something of a person."""
        self.matters.forget()
        self.situations.show_situations((), {})
        self.bring.show_list("", ToBring((), (), ()))
        self.ticket.clear()
        for typed in (self.search, self.number, self.phone, self.code):
            typed.forget()
        for chosen in (self.found, self.days, self.slots):
            chosen.forget()
        self.faces.forget()
        self.reasons.forget()
        for told in self._told:
            told.forget()

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        for page in self._of.values():
            page.arrange(measures)

    def show_offer(self, offer: Offer) -> None:
        """Show what the hall offers from now on."""
        self.offer = offer
        self.start.show_offer(offer)

    def complain(self, words: str) -> None:
        """Say on the page of a typing what is wrong with it."""
        page = self.current()
        if isinstance(page, TypingPage):
            page.complain(words)

    def take_focus(self) -> None:
        """Let a keyboard type where the page has a line; no button looks chosen before anybody has touched one."""
        page = self.current()
        line = page.line if isinstance(page, TypingPage | SearchPage) else self
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> PageFrame:
        """Return the page that is shown."""
        return next(page for page in self._of.values() if page is self.currentWidget())

    def zone(self) -> tzinfo:
        """Return the hall's zone."""
        return ZoneInfo(self.offer.zone)

    def _make_the_way_to_a_ticket(self) -> None:
        self.start = StartPage(self)
        self.search = SearchPage(self)
        self.matters = MatterPage(self)
        self.situations = SituationPage(self)
        self.bring = BringPage(self)
        self.identity = AskingPage("", "", "", self)
        self.number = TypingPage(
            "", "", VirtualKeyboard(self), longest=LONGEST_NUMBER, least=STATUS_LENGTH, parent=self
        )
        self.number.name_answers(tr("This is my number"))
        self.found = ChoicePage(self)
        pad = VirtualKeyboard(self, with_x=False)
        self.phone = TypingPage(
            tr("Will you leave a phone number?"),
            tr("Only so that we can reach you. You need not."),
            pad,
            longest=LONGEST_PHONE,
            parent=self,
        )
        self.phone.name_answers(tr("Leave this number"), tr("Skip"), other_first=True)
        self.priority = AskingPage("", "", "", self)
        self.guide = AskingPage(
            tr("To go first, please show your papers"),
            tr("I go to the guide's desk"),
            tr("An ordinary ticket will do"),
            self,
        )
        self.guide.tell(sentence(Refusal("queue.ask_the_guide")))
        self.ticket = TicketPage(self)
        self.refused = AskingPage("", "", "", self)

    def _make_the_other_ways(self) -> None:
        self.appointments = ChoicePage(self)
        keys = TouchKeys(signs_of(STATUS_ALPHABET), self)
        self.code = TypingPage("", "", keys, longest=CODE_AND_DASH, least=STATUS_LENGTH, parent=self)
        self.code.name_answers(tr("Look it up"))
        self.arrival = AskingPage("", "", "", self)
        self.give_up = AskingPage("", "", "", self)
        self.given_up = AskingPage(tr("The appointment is given up"), tr("I have read it"), "", self)
        self.given_up.ask(self.given_up.question.text(), tr("I have read it"))
        self.given_up.tell(tr("Somebody else can have the time now. You can book anew at any time."))
        self.services = ChoicePage(self, columns=2)
        self.days = ChoicePage(self)
        self.slots = ChoicePage(self, columns=2)
        self.booked = AskingPage("", "", "", self)
        self.progress = AskingPage("", "", "", self)

    def _make_the_rating(self, theme: Theme) -> None:
        self.faces = FacesPage(theme, self)
        self.reasons = ReasonsPage(self)
        self.rated = AskingPage("", "", "", self)
