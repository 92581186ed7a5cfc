"""Work that must not stop the screen: it runs in a pool and its result comes back on the GUI thread."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from hall.kernel.refusal import Refusal
from ui.shared.messages import say_fault, say_refusal

T = TypeVar("T")
CRASH_LOG = "hall.crash"


def run(
    owner: QObject,
    work: Callable[[], T],
    then: Callable[[T], object],
    otherwise: Callable[[Refusal], object] | None = None,
    *,
    ended: Callable[[], object] | None = None,
) -> None:
    """Run `work` in a worker thread and hand its result to `then` on the GUI thread.

    Call it on the GUI thread; `work` must not read a widget. A Refusal goes to `otherwise`, by default to the message
    line of the owner's window. Any other exception is recorded and said in one sentence. `ended` is called after all
    of them, for a button that waits. Nothing is called once the owner is gone.
    """
    job = _Job(owner, then, otherwise, ended)
    QThreadPool.globalInstance().start(_Worker(work, job, _courier()))


def wait_for_all(milliseconds: int = 30_000) -> bool:
    """Wait until every task has run and been delivered; return False if time ran out. For closing and for tests."""
    done = QThreadPool.globalInstance().waitForDone(milliseconds)
    QCoreApplication.sendPostedEvents(_courier())
    return done


@dataclass(frozen=True)
class _Job:
    """Whom a result concerns and what to do with it."""

    owner: QObject
    then: Callable[[Any], object]
    otherwise: Callable[[Refusal], object] | None
    ended: Callable[[], object] | None


class _Courier(QObject):
    """Lives on the GUI thread and hands over what workers send; it outlives every owner."""

    sent = Signal(object, object, object)

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self.setObjectName("task_courier")
        self.sent.connect(self._on_sent, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object, object)
    def _on_sent(self, job: _Job, result: object, error: Exception | None) -> None:
        if not isValid(job.owner):
            return
        try:
            _deliver(job, result, error)
        finally:
            if job.ended is not None and isValid(job.owner):
                job.ended()


class _Worker(QRunnable):
    """One piece of work in the pool."""

    def __init__(self, work: Callable[[], object], job: _Job, courier: _Courier) -> None:
        super().__init__()
        self._work, self._job, self._courier = work, job, courier

    def run(self) -> None:
        """Work, and send what came of it."""
        result: object = None
        error: Exception | None = None
        try:
            result = self._work()
        except Refusal as refusal:
            error = refusal
        except Exception as bug:
            logging.getLogger(CRASH_LOG).exception("a task failed")
            error = bug
        if isValid(self._courier):
            self._courier.sent.emit(self._job, result, error)


def _deliver(job: _Job, result: object, error: Exception | None) -> None:
    if error is None:
        job.then(result)
    elif not isinstance(error, Refusal):
        say_fault(job.owner)
    elif job.otherwise is not None:
        job.otherwise(error)
    else:
        say_refusal(job.owner, error)


def _courier() -> _Courier:
    """The courier of the running application."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("tasks need an application")
    found = app.findChild(_Courier, "task_courier", Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, _Courier) else _Courier(app)
