"""The kiosk's pages and what each shows of a resident's journey."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from hall.kernel.refusal import Refusal
from ui.kiosk.asking_page import AskingPage
from ui.kiosk.bring_page import BringPage
from ui.kiosk.journey import Journey, Page, ToBring
from ui.kiosk.matter_page import MatterPage
from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame
from ui.kiosk.situation_page import SituationPage
from ui.kiosk.start_page import StartPage
from ui.kiosk.ticket_page import TicketPage
from ui.shared.i18n import sentence, tr


class Pages(QStackedWidget):
    """One page at a time, always drawn from the journey alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = StartPage(self)
        self.matters = MatterPage(self)
        self.situations = SituationPage(self)
        self.bring = BringPage(self)
        self.priority = AskingPage(
            tr("Is one of these true of you?"), tr("No, take a ticket now"), tr("Yes, I may go first"), self
        )
        self.guide = AskingPage(
            tr("To go first, please show your papers"),
            tr("I go to the guide's desk"),
            tr("An ordinary ticket will do"),
            self,
        )
        self.ticket = TicketPage(self)
        self.refused = AskingPage(tr("No ticket could be taken"), tr("Call our staff"), tr("Back"), self)
        self._of = {
            Page.START: self.start,
            Page.MATTERS: self.matters,
            Page.SITUATIONS: self.situations,
            Page.BRING: self.bring,
            Page.PRIORITY: self.priority,
            Page.GUIDE: self.guide,
            Page.TICKET: self.ticket,
            Page.REFUSED: self.refused,
        }
        for page in self._of.values():
            self.addWidget(page)
        self.priority.tell(
            tr("First: old or disabled people, pregnant women, infants, soldiers, veterans, firefighters."),
            tr("Suddenly ill? You need no ticket: call our staff at once."),
        )
        self.guide.tell(sentence(Refusal("queue.ask_the_guide")))

    def show_journey(self, journey: Journey) -> None:
        """Show the journey's page with what was chosen on it."""
        if journey.page is Page.MATTERS and journey.service is not None:
            self.matters.show_service(journey.service)
        elif journey.page is Page.SITUATIONS and journey.entry is not None:
            self.situations.show_situations(journey.entry.situations, journey.answers)
        elif journey.page is Page.BRING and journey.entry is not None:
            self.bring.show_list(journey.entry.name, journey.to_bring())
        elif journey.page is Page.TICKET and journey.taken is not None:
            self.ticket.show_ticket(journey.taken)
        elif journey.page is Page.REFUSED and journey.refusal is not None:
            self.refused.tell(sentence(journey.refusal))
        self.setCurrentWidget(self._of[journey.page])

    def forget(self) -> None:
        """Empty every page that has shown something of a person."""
        self.situations.show_situations((), {})
        self.bring.show_list("", ToBring((), (), ()))
        self.ticket.clear()
        self.refused.tell()

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        for page in self._of.values():
            page.arrange(measures)

    def current(self) -> PageFrame:
        """Return the page that is shown."""
        return next(page for page in self._of.values() if page is self.currentWidget())
