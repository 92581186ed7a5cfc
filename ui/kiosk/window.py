"""The ticket kiosk: from "what have you come for" to a number in a few touches."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, HallFacts
from printing.spooler import Spooler
from ui.kiosk.errands import Errands
from ui.kiosk.foot_bar import FootBar
from ui.kiosk.head_bar import HeadBar
from ui.kiosk.help_sign import HelpSign
from ui.kiosk.helping import Helping
from ui.kiosk.idle import IdleWatch
from ui.kiosk.journey import Journey, Page
from ui.kiosk.leaving import Leaving
from ui.kiosk.looks import kiosk_sheet
from ui.kiosk.measures import Measures
from ui.kiosk.news import HallNews
from ui.kiosk.notice import Notice
from ui.kiosk.offer import Offer, Waits
from ui.kiosk.pages import Pages
from ui.kiosk.paper_out import PaperOut
from ui.kiosk.voice import Voice
from ui.kiosk.wiring import Wiring
from ui.kiosk.words import aloud
from ui.shared.big_button import LEAST_HEIGHT_MM, MM_PER_INCH
from ui.shared.clipboard import clear_everything
from ui.shared.i18n import tr
from ui.shared.machines import PrinterWatch
from ui.shared.parts import set_part
from ui.shared.public_words import public_sentence
from ui.shared.scanner import Scanner
from ui.shared.theme import load_theme

IDLE_SECONDS = 60
SOON_OVER = {Page.TICKET: 20, Page.RATED: 8}
"""Seconds for which a last page stands, whoever touches it."""
SIGN_SECONDS = 180
NO_WAY_BACK = (Page.START, Page.TICKET, Page.BOOKED, Page.GIVEN_UP, Page.RATED)
LEAVE_KEY = "Ctrl+Shift+Q"


class KioskWindow(QWidget):
    """One resident after another; nothing of one is there when the next one comes.

    Attributes:
        errands: what the resident does.
        idle: notices that nobody is there any more.
        scanner: hears the card reader.
    """

    def __init__(
        self,
        hall: Hall,
        spooler: Spooler,
        voice: Voice | None = None,
        parent: QWidget | None = None,
        *,
        theme: str = "day",
        reader: bool = True,
    ) -> None:
        super().__init__(parent)
        self._hall, self._voice, self._theme = hall, voice, load_theme(theme)
        self._zone = ZoneInfo(HallFacts().zone)
        self._large = self._left = self._locked = False
        self.errands = Errands(hall, self._now, self)
        self.idle = IdleWatch(self)
        self._news = HallNews(hall, self)
        self._paper = PaperOut(hall, spooler, self)
        self._build(reader=reader)
        self._printers = PrinterWatch(spooler, self.head.show_printer, self)
        self._connect()
        self._arrange()
        self._show()
        self._news.ask()
        self._printers.ask()

    @property
    def journey(self) -> Journey:
        """Where the resident is."""
        return self.errands.journey

    # -- building

    def _build(self, *, reader: bool) -> None:
        set_part(self, "kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Ticket kiosk"))
        self.setMinimumSize(360, 480)
        self.head = HeadBar(self._now, self)
        self.pages = Pages(self._theme, self, reader=reader)
        self.foot = FootBar(self)
        self.notice = Notice(self.pages)
        self.sign = HelpSign(self)
        self.helping = Helping(self._hall, self.sign, self)
        self.leaving = Leaving(self._hall, self)
        self.scanner = Scanner(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        errands = self.errands
        Wiring(self.pages, errands, self.helping).connect()
        errands.moved.connect(self._show)
        errands.forgot.connect(self._forget)
        errands.complained.connect(self.pages.complain)
        errands.noticed.connect(self.notice.tell)
        errands.waited.connect(self._on_waited)
        errands.handed_out.connect(self._paper.print)
        self._paper.printed.connect(self._on_printed)
        errands.finder_heard.connect(lambda finder: self.pages.search.look_in(finder.find))
        self.scanner.scanned.connect(errands.scan)
        self.scanner.unreadable.connect(self.notice.tell)
        self.foot.back_requested.connect(lambda: errands.step(self.journey.back))
        self.foot.large_requested.connect(self._on_large)
        self.foot.reading_requested.connect(self._on_read)
        self.foot.help_requested.connect(self.helping.call)
        self.helping.called.connect(partial(self.idle.start, SIGN_SECONDS))
        self.helping.ended.connect(self._watch)
        self.idle.counted.connect(self._on_counted)
        self.idle.expired.connect(errands.go_away)
        self._news.offer_heard.connect(self._on_offer)
        self._news.waits_heard.connect(self._on_waits)
        self._news.refused.connect(self._on_trouble)
        if self._voice is not None:
            self._voice.available_changed.connect(self._show_voice)
        self.head.clock.turned.connect(self._news.ask_waits)
        self.head.clock.turned.connect(lambda: self._printers.ask())
        self.head.staff_knocked.connect(self.leaving.ask)
        self.leaving.allowed.connect(self.let_out)
        QShortcut(QKeySequence(LEAVE_KEY), self, self.leaving.ask)

    # -- from one resident to the next

    @Slot()
    def begin_anew(self) -> None:
        """Forget this resident and greet the next one."""
        self.errands.begin_anew()

    @Slot()
    def _forget(self) -> None:
        """Leave nothing on any page, in the clipboard or in the ears."""
        self.sign.put_away()
        self.notice.forget()
        self.pages.forget()
        clear_everything()
        self._set_large(large=False)
        self._show()

    @Slot(bool)
    def _on_waited(self, waiting: bool) -> None:
        self.pages.setEnabled(not waiting)
        self.foot.setEnabled(not waiting)
        if waiting:
            self.idle.rest()
        else:
            self._watch()

    @Slot(str, bool)
    def _on_printed(self, subject_id: str, came_out: bool) -> None:
        """Say whether the paper came out, if its owner is still there."""
        taken, booked = self.journey.taken, self.journey.appointment
        if taken is not None and taken.ticket_id == subject_id:
            self.pages.ticket.show_printed(printed=came_out)
        elif booked is not None and booked.id == subject_id and not came_out:
            self.notice.tell(tr("The slip did not come out. Please write the code down, or ask our staff."))

    @Slot(bool)
    def _on_large(self, large: bool) -> None:
        self._set_large(large=large)
        self._watch()

    @Slot()
    def _on_read(self) -> None:
        if self._voice is not None:
            self._voice.read(aloud(self.pages.current().spoken()))

    # -- what is shown

    @Slot()
    def _show(self) -> None:
        """Show the journey's page."""
        if self._voice is not None:
            self._voice.hush()
        self.notice.forget()
        self.pages.show_journey(self.journey)
        self.foot.back.setEnabled(self.journey.page not in NO_WAY_BACK)
        self._show_voice()
        self.pages.take_focus()
        self._watch()

    @Slot()
    def _show_voice(self) -> None:
        self.foot.aloud.setVisible(self._voice is not None and self._voice.audible())

    @Slot()
    def _watch(self) -> None:
        """Count down to the next resident, if there is anything to forget."""
        if self.sign.isVisible():
            return
        if (seconds := SOON_OVER.get(self.journey.page)) is not None:
            self.idle.start(seconds, renewed_by_touch=False)
        elif self.journey.is_fresh and not self._large:
            self.idle.rest()
        else:
            self.idle.start(IDLE_SECONDS)

    @Slot(int)
    def _on_counted(self, seconds: int) -> None:
        if not seconds:
            self.head.countdown.clear()
        elif self.journey.page in SOON_OVER:
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
        for part in (self.head, self.pages, self.foot, self.sign, self.notice, self.leaving):
            part.arrange(measures)

    def _now(self) -> datetime:
        return self._hall.clock.now().astimezone(self._zone)

    # -- what the hall says

    @Slot(object)
    def _on_offer(self, offer: Offer) -> None:
        self._zone = ZoneInfo(offer.zone)
        self.head.show_hall(offer.hall_name)
        self.head.clock.tick()
        self.errands.age_line = offer.age_line
        self.pages.show_offer(offer)

    @Slot(object)
    def _on_waits(self, waits: Waits) -> None:
        self.pages.start.show_waits(waits)

    @Slot(object)
    def _on_trouble(self, refusal: Refusal) -> None:
        self.pages.start.show_waits(None, public_sentence(refusal))

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

    def changeEvent(self, event: QEvent) -> None:
        """Once in full screen, stay there: neither a key of the system nor a swipe shows what lies behind."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.WindowStateChange or self._left:
            return
        if self.isFullScreen():
            self._locked = True
        elif self._locked:
            self.setWindowState(Qt.WindowState.WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay open in full screen: residents cannot close the kiosk."""
        if self._locked and not self._left:
            event.ignore()
            return
        self.idle.rest()
        self._news.close()
        self.helping.close()
        super().closeEvent(event)

    def let_out(self) -> None:
        """Close: staff want to."""
        self._left = True
        self.close()
