"""The ticket kiosk: from "what have you come for" to a number in a few touches."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, HallFacts
from printing.spooler import Spooler
from ui.kiosk.foot_bar import FootBar
from ui.kiosk.head_bar import HeadBar
from ui.kiosk.help_sign import HelpSign
from ui.kiosk.idle import IdleWatch
from ui.kiosk.journey import Journey, Page
from ui.kiosk.looks import kiosk_sheet, set_part
from ui.kiosk.measures import Measures
from ui.kiosk.news import HallNews
from ui.kiosk.offer import Offer, Waits
from ui.kiosk.pages import Pages
from ui.kiosk.staff_exit import StaffExit
from ui.kiosk.taking import Taken, print_ticket, take
from ui.kiosk.voice import Voice
from ui.kiosk.words import aloud
from ui.shared import tasks
from ui.shared.big_button import LEAST_HEIGHT_MM, MM_PER_INCH
from ui.shared.i18n import sentence, tr
from ui.shared.theme import load_theme

IDLE_SECONDS = 60
TICKET_SECONDS = 20
SIGN_SECONDS = 180
LEAVE_KEY = "Ctrl+Shift+Q"


class KioskWindow(QWidget):
    """One resident after another; nothing of one is there when the next one comes.

    Attributes:
        journey: where the resident is.
        idle: notices that nobody is there any more.
    """

    def __init__(
        self,
        hall: Hall,
        spooler: Spooler,
        voice: Voice | None = None,
        parent: QWidget | None = None,
        *,
        theme: str = "day",
    ) -> None:
        super().__init__(parent)
        self._hall, self._spooler, self._voice, self._theme = hall, spooler, voice, load_theme(theme)
        self._zone = ZoneInfo(HallFacts().zone)
        self._large = self._left = self._paper_known = False
        self.journey = Journey()
        self.idle = IdleWatch(self)
        self._news = HallNews(hall, self)
        self._build()
        self._connect()
        self._arrange()
        self._show()
        self._news.ask()

    # -- building

    def _build(self) -> None:
        set_part(self, "kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Ticket kiosk"))
        self.setMinimumSize(360, 480)
        self.head = HeadBar(self._now, self)
        self.pages = Pages(self)
        self.foot = FootBar(self)
        self.sign = HelpSign(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        pages = self.pages
        pages.start.service_chosen.connect(lambda service: self._go(self.journey.choose_service, service))
        pages.matters.entry_chosen.connect(lambda entry: self._go(self.journey.choose_entry, entry))
        pages.situations.answered.connect(lambda situation, yes: self.journey.answer(situation, yes))
        pages.situations.confirmed.connect(lambda: self._go(self.journey.go_on))
        pages.bring.confirmed.connect(lambda: self._go(self.journey.go_on))
        pages.priority.accepted.connect(self._take)
        pages.priority.declined.connect(lambda: self._go(self.journey.ask_for_priority))
        pages.guide.accepted.connect(self.begin_anew)
        pages.guide.declined.connect(self._take)
        pages.refused.accepted.connect(self._on_help)
        pages.refused.declined.connect(lambda: self._go(self.journey.back))
        pages.ticket.done.connect(self.begin_anew)
        self.foot.back_requested.connect(lambda: self._go(self.journey.back))
        self.foot.large_requested.connect(self._on_large)
        self.foot.reading_requested.connect(self._on_read)
        self.foot.help_requested.connect(self._on_help)
        self.sign.closed.connect(self._watch)
        self.idle.counted.connect(self._on_counted)
        self.idle.expired.connect(self.begin_anew)
        self._news.offer_heard.connect(self._on_offer)
        self._news.waits_heard.connect(self._on_waits)
        self._news.refused.connect(self._on_trouble)
        QShortcut(QKeySequence(LEAVE_KEY), self, self._on_leave)

    # -- what a resident does

    def _go(self, step: Callable[..., None], *chosen: object) -> None:
        """Take a step of the journey and show where it leads."""
        step(*chosen)
        self._show()

    @Slot()
    def begin_anew(self) -> None:
        """Forget this resident and greet the next one."""
        self.journey = Journey()
        self.sign.put_away()
        self.pages.forget()
        self._set_large(large=False)
        self._show()

    @Slot()
    def _take(self) -> None:
        """Take the ticket; a second touch meanwhile takes no second one."""
        self._wait(waiting=True)
        wish = self.journey.wish()
        tasks.run(
            self,
            partial(take, self._hall, wish),
            self._on_taken,
            self._on_refused,
            ended=partial(self._wait, waiting=False),
        )

    def _wait(self, *, waiting: bool) -> None:
        for page in (self.pages.priority, self.pages.guide):
            page.wait_for_answer(waiting=waiting)
        self.foot.setEnabled(not waiting)
        if waiting:
            self.idle.rest()

    def _on_taken(self, taken: Taken) -> None:
        self.journey.got(taken)
        self._show()
        printed = partial(self._on_printed, taken.ticket_id)
        tasks.run(
            self,
            partial(print_ticket, self._hall, self._spooler, taken.ticket_id),
            printed,
            lambda _refusal: printed(False),
            ended=lambda: None if self._paper_known else printed(False),
        )

    def _on_printed(self, ticket_id: str, came_out: bool) -> None:
        self._paper_known = True
        if self.journey.taken is not None and self.journey.taken.ticket_id == ticket_id:
            self.pages.ticket.show_printed(printed=came_out)

    def _on_refused(self, refusal: Refusal) -> None:
        self.journey.was_refused(refusal)
        self._show()

    @Slot(bool)
    def _on_large(self, large: bool) -> None:
        self._set_large(large=large)
        self._watch()

    @Slot()
    def _on_read(self) -> None:
        if self._voice is not None:
            self._voice.read(aloud(self.pages.current().spoken()))

    @Slot()
    def _on_help(self) -> None:
        self.sign.put_up()
        self.idle.start(SIGN_SECONDS)

    # -- what is shown

    def _show(self) -> None:
        """Show the journey's page."""
        if self._voice is not None:
            self._voice.hush()
        self._paper_known = False
        self.pages.show_journey(self.journey)
        self.foot.back.setEnabled(self.journey.page not in (Page.START, Page.TICKET))
        self.foot.aloud.setVisible(self._voice is not None and self._voice.audible())
        self.pages.setFocus()  # no button looks chosen before anybody has touched one
        self._watch()

    def _watch(self) -> None:
        """Count down to the next resident, if there is anything to forget."""
        if self.journey.page is Page.TICKET:
            self.idle.start(TICKET_SECONDS, renewed_by_touch=False)
        elif self.journey.page is Page.START and not self._large:
            self.idle.rest()
        else:
            self.idle.start(IDLE_SECONDS)

    @Slot(int)
    def _on_counted(self, seconds: int) -> None:
        if not seconds:
            self.head.countdown.clear()
        elif self.journey.page is Page.TICKET:
            self.head.countdown.setText(tr("Back to the start in {seconds} seconds", seconds=seconds))
        else:
            self.head.countdown.setText(tr("Back to the start in {seconds} seconds. Touch to go on.", seconds=seconds))

    def _set_large(self, *, large: bool) -> None:
        self.foot.large.setChecked(large)
        if large != self._large:
            self._large = large
            self._arrange()

    def _arrange(self) -> None:
        """Fit everything to the screen at hand."""
        least = round(LEAST_HEIGHT_MM / MM_PER_INCH * self.logicalDpiY())
        measures = Measures(self.width(), self.height(), self._large, least)
        self.setStyleSheet(kiosk_sheet(self._theme, measures))
        for part in (self.head, self.pages, self.foot, self.sign):
            part.arrange(measures)

    def _now(self) -> datetime:
        return self._hall.clock.now().astimezone(self._zone)

    # -- what the hall says

    @Slot(object)
    def _on_offer(self, offer: Offer) -> None:
        self._zone = ZoneInfo(offer.zone)
        self.head.show_hall(offer.hall_name)
        self.head.clock.tick()
        self.pages.start.show_offer(offer)

    @Slot(object)
    def _on_waits(self, waits: Waits) -> None:
        self.pages.start.show_waits(waits)

    @Slot(object)
    def _on_trouble(self, refusal: Refusal) -> None:
        self.pages.start.show_waits(None, sentence(refusal))

    # -- the window itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Feel every touch of this window."""
        super().showEvent(event)
        if (handle := self.windowHandle()) is not None:
            handle.installEventFilter(self.idle)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay open in full screen: residents cannot close the kiosk."""
        if self.isFullScreen() and not self._left:
            event.ignore()
            return
        self.idle.rest()
        self._news.close()
        super().closeEvent(event)

    @Slot()
    def _on_leave(self) -> None:
        """Staff close the kiosk."""
        dialog = StaffExit(self._hall, self)
        try:
            self._left = dialog.exec() == StaffExit.DialogCode.Accepted
        finally:
            dialog.deleteLater()
        if self._left:
            self.close()
