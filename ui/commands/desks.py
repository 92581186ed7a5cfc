"""Opens the windows at which people sign in: the page that takes keys at once, the hall behind it a moment later."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from hall.kernel.refusal import Refusal
from ui.shared import tasks
from ui.shared.app import live_application, require_screen
from ui.shared.clipboard import guard_of
from ui.shared.i18n import tr
from ui.shared.threshold import Opened, Threshold

if TYPE_CHECKING:
    from hall.service import Hall, SystemHall
    from printing.spooler import Spooler
    from ui.shared.due_runner import DueRunner

WITHOUT_EYES = frozenset({"offscreen", "minimal"})
"""Platforms on which nobody could read why a window does not open: there the program ends at once."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One kind of window at which people sign in; what it names is imported when it is called.

    Attributes:
        kind: `counter`, `guide`, `supervisor`, `admin`.
        number: of the counter.
        title: of its windows.
        place: at what one sits down, in words.
        sit_down: returns what signing in means there.
        window: returns the class of the window.
        is_settled: tells whether a window has had its first look.
    """

    kind: str
    number: int
    title: str
    place: str
    sit_down: "Callable[[], Callable[[Hall, str, str, bool], bool]]"
    window: "Callable[[], Callable[[Hall, Spooler], QWidget]]"
    is_settled: Callable[[Any], bool]


def open_counter(folder: Path, number: int) -> int:
    """Open the window of a counter and stay until it is closed; answers with the exit code."""

    def sit_down() -> "Callable[[Hall, str, str, bool], bool]":
        from ui.counter.desk import sit_down

        return sit_down

    def window() -> "Callable[[Hall, Spooler], QWidget]":
        from ui.counter.window import CounterWindow

        return CounterWindow

    place = tr("Counter {number}", number=number)
    desk = Desk("counter", number, tr("Counter"), place, sit_down, window, lambda each: each.phase is not None)
    return _stand(folder, desk)


def open_guide(folder: Path) -> int:
    """Open the window of the guide's desk and stay until it is closed; answers with the exit code."""

    def sit_down() -> "Callable[[Hall, str, str, bool], bool]":
        from ui.guide.floor import sit_down

        return sit_down

    def window() -> "Callable[[Hall, Spooler], QWidget]":
        from ui.guide.window import GuideWindow

        return GuideWindow

    name = tr("Guide's desk")
    return _stand(folder, Desk("guide", 0, name, name, sit_down, window, lambda each: each.floor is not None))


def open_supervisor(folder: Path) -> int:
    """Open the window of the head of the hall and the supervisor; answers with the exit code."""

    def sit_down() -> "Callable[[Hall, str, str, bool], bool]":
        from ui.supervisor.office import sit_down

        return sit_down

    def window() -> "Callable[[Hall, Spooler], QWidget]":
        from ui.supervisor.window import SupervisorWindow

        return SupervisorWindow

    name = tr("Supervision")
    return _stand(folder, Desk("supervisor", 0, name, name, sit_down, window, lambda each: each.office is not None))


def open_admin(folder: Path) -> int:
    """Open the window of whoever administers the hall; answers with the exit code."""

    def sit_down() -> "Callable[[Hall, str, str, bool], bool]":
        from ui.admin.office import sit_down

        return sit_down

    def window() -> "Callable[[Hall, Spooler], QWidget]":
        from ui.admin.window import AdminWindow
        from ui.commands.admin_machine import ThisPc

        return lambda hall, spooler: AdminWindow(hall, spooler, ThisPc(folder))

    name = tr("Administration")
    return _stand(folder, Desk("admin", 0, name, name, sit_down, window, lambda each: each.office is not None))


class Behind:
    """What stands behind the page of one desk, once it is open: the hall, and what runs beside the windows."""

    def __init__(self, folder: Path, desk: Desk, app: QApplication) -> None:
        self._folder, self._desk, self._app = folder, desk, app
        self._halls: list[SystemHall] = []
        self._dues: list[DueRunner] = []

    def open(self) -> Opened:
        """Open the hall; in a worker, and the first time it loads all rooms.

        Raises:
            Refusal: `security.no_admin`, and what `open_hall` and `device_for` say.
        """
        from hall.opening import open_hall
        from hall.service import SystemHall

        itself = open_hall(self._folder, kind=SystemHall)
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

        served = is_served(self._folder)
        if not served and not itself.see(security_views.has_admin):  # not every PC of a host can read who works there
            raise Refusal("security.no_admin")
        desk = self._desk
        hall = device_for(itself, self._folder, desk.kind, desk.number, served=served)
        here, seconds = hall.see(security_views.session_here), itself.see(clipboard_seconds_of)
        return Opened(
            hall=hall,
            sit_down=partial(desk.sit_down(), hall),
            place=tr("{hall} · {counter}", hall=itself.see(facts_of).name, counter=desk.place),
            taken=here.locked or (here.staff is not None and not here.must_change),
            begin=lambda: self._begin(itself, hall, seconds),
            load=desk.window,
            build=lambda: self._build(hall),
            is_settled=lambda window: window.lock.is_covering() if here.locked else desk.is_settled(window),
        )

    def _begin(self, itself: "SystemHall", hall: "Hall", seconds: int) -> None:
        """Begin what runs beside the windows; the rooms are loaded by now."""
        from hall.opening import runs_due_acts
        from hall.service import audit
        from ui.shared.due_runner import DueRunner

        due = DueRunner(itself, self._app)
        self._dues.append(due)
        if runs_due_acts(self._folder, self._desk.kind):
            due.start()
        guard_of(self._app).wait(seconds)
        tasks.run(self._app, lambda: hall.do(audit.note_clock), lambda _offset: None, lambda _refusal: None)

    def _build(self, hall: "Hall") -> QWidget:
        from ui.commands.windows import printers_of

        return self._desk.window()(hall, printers_of(self._folder, self._desk.kind, self._desk.number))


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


def _stand(folder: Path, desk: Desk) -> int:
    require_screen()
    app = live_application()
    behind = Behind(folder, desk, app)
    threshold = Threshold(desk.title, desk.place, behind.open)
    threshold.showMaximized()
    try:
        return run_until_closed(app, threshold)
    finally:
        behind.close()
