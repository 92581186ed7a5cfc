"""Opens the windows at which people sign in: the page that takes keys at once, the hall behind it a moment later."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from hall.kernel.refusal import Refusal
from ui.shared import tasks
from ui.shared.app import live_application, require_screen
from ui.shared.clipboard import guard_of
from ui.shared.entering import SitDown
from ui.shared.i18n import mark, tr
from ui.shared.threshold import Opened, Threshold

if TYPE_CHECKING:
    from hall.service import Hall, SystemHall
    from printing.spooler import Spooler
    from ui.shared.due_runner import DueRunner
    from ui.shared.staff_window import StaffWindow

WITHOUT_EYES = frozenset({"offscreen", "minimal"})
"""Platforms on which nobody could read why a window does not open: there the program ends at once."""
TITLES = {
    "counter": mark("Counter"),
    "guide": mark("Guide's desk"),
    "supervisor": mark("Supervision"),
    "admin": mark("Administration"),
}
"""The kinds of windows at which people sign in, and what stands on top of each."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One window at which people sign in, at a PC with a data folder; its modules are imported when it asks for them.

    Attributes:
        folder: the data folder.
        kind: one of `TITLES`.
        number: of the counter; 0 for every other kind.
    """

    folder: Path
    kind: str
    number: int = 0

    @property
    def title(self) -> str:
        """What stands on top of its windows."""
        return tr(TITLES[self.kind])

    @property
    def place(self) -> str:
        """At what one sits down, in words."""
        return tr("Counter {number}", number=self.number) if self.number else self.title

    def sit_down(self, hall: "Hall") -> SitDown:
        """Return what signing in means here; without the modules of the window, which take longer."""
        if self.kind == "counter":
            from ui.counter import desk

            return partial(desk.sit_down, hall)
        if self.kind == "guide":
            from ui.guide import floor

            return partial(floor.sit_down, hall)
        from ui.shared import office

        return office.Desk(hall, office.SITS_AT[self.kind]).sit_down

    def window(self) -> "Callable[[Hall, Spooler], StaffWindow]":
        """Return what makes the window; the first time it loads all its modules."""
        if self.kind == "counter":
            from ui.counter.window import CounterWindow

            return CounterWindow
        if self.kind == "guide":
            from ui.guide.window import GuideWindow

            return GuideWindow
        if self.kind == "supervisor":
            from ui.supervisor.window import SupervisorWindow

            return SupervisorWindow
        from ui.admin.window import AdminWindow
        from ui.commands.admin_machine import ThisPc

        return lambda hall, spooler: AdminWindow(hall, spooler, ThisPc(self.folder))


def open_desk(folder: Path, kind: str, number: int = 0) -> int:
    """Open the window of a kind of desk and stay until it is closed; answers with the exit code.

    Args:
        folder: the data folder.
        kind: one of `TITLES`.
        number: of the counter.

    Raises:
        Refusal: why the hall did not open, where nobody could read it on the page.
    """
    require_screen()
    app, desk = live_application(), Desk(folder, kind, number)
    behind = Behind(desk, app)
    threshold = Threshold(desk.title, desk.place, behind.open)
    threshold.showMaximized()
    try:
        return run_until_closed(app, threshold)
    finally:
        behind.close()


class Behind:
    """What stands behind the page of one desk, once it is open: the hall, and what runs beside the windows."""

    def __init__(self, desk: Desk, app: QApplication) -> None:
        self._desk, self._app = desk, app
        self._halls: list[SystemHall] = []
        self._dues: list[DueRunner] = []

    def open(self) -> Opened:
        """Open the hall; in a worker, and the first time it loads all rooms.

        Raises:
            Refusal: `security.no_admin`, and what `open_hall` and `device_for` say.
        """
        from hall.opening import open_hall
        from hall.service import SystemHall

        itself = open_hall(self._desk.folder, kind=SystemHall)
        self._halls.append(itself)
        try:
            return self._seen(itself)
        except BaseException:
            self._halls.remove(itself)
            itself.close()
            raise

    def close(self) -> None:
        """Let go of the database when every task has ended."""
        for due in self._dues:
            due.stop()
        tasks.wait_for_all()
        for hall in self._halls:
            hall.close()

    def _seen(self, itself: "SystemHall") -> Opened:
        from hall.opening import is_served
        from hall.service import clipboard_seconds_of, facts_of, security_views
        from ui.shared.devices import device_for

        desk = self._desk
        served = is_served(desk.folder)
        if not served and not itself.see(security_views.has_admin):  # not every PC of a host can read who works there
            raise Refusal("security.no_admin")
        hall = device_for(itself, desk.folder, desk.kind, desk.number, served=served)
        here, seconds = hall.see(security_views.session_here), itself.see(clipboard_seconds_of)
        return Opened(
            hall=hall,
            sit_down=desk.sit_down(hall),
            place=tr("{hall} · {counter}", hall=itself.see(facts_of).name, counter=desk.place),
            taken=here.locked or (here.staff is not None and not here.must_change),
            begin=lambda: self._begin(itself, hall, seconds),
            load=desk.window,
            build=lambda: self._build(hall),
            is_settled=lambda window: window.lock.is_covering() if here.locked else window.is_settled(),
        )

    def _begin(self, itself: "SystemHall", hall: "Hall", seconds: int) -> None:
        """Begin what runs beside the windows; the rooms are loaded by now."""
        from hall.opening import runs_due_acts
        from hall.service import audit
        from ui.shared.due_runner import DueRunner

        due = DueRunner(itself, self._app)
        self._dues.append(due)
        if runs_due_acts(self._desk.folder, self._desk.kind):
            due.start()
        guard_of(self._app).wait(seconds)
        tasks.run(self._app, lambda: hall.do(audit.note_clock), lambda _offset: None, lambda _refusal: None)

    def _build(self, hall: "Hall") -> "StaffWindow":
        from ui.commands.windows import printers_of

        desk = self._desk
        return desk.window()(hall, printers_of(desk.folder, desk.kind, desk.number))


def run_until_closed(app: QApplication, threshold: Threshold) -> int:
    """Run the windows; a hall that never opened is the refusal that stood on the page.

    Raises:
        Refusal: why the hall did not open.
    """
    if app.platformName() in WITHOUT_EYES:
        threshold.refused.connect(app.exit)
    code = app.exec()
    if threshold.refusal is not None:
        raise threshold.refusal
    return code
