"""The system's voice through QtTextToSpeech, in a thread of its own: it starts in seconds, and may never answer."""

import logging
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from ui.shared.voice.speaker import sound_server_possible

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

CLOSE_MS = 1_000
TRIAL_ENGINE = "mock"
"""Qt's engine for tests, which speaks to nobody."""
_LOG = logging.getLogger("hall.voice")


class Reader(QObject):
    """Reads one text at a time; its owner keeps the queue and the patience.

    Signals:
        ready_changed: whether the system has a voice that speaks Mandarin.
        ended: the job is over.
    """

    ready_changed = Signal(bool)
    ended = Signal(int)
    _open_requested = Signal()
    _read_requested = Signal(int, str)
    _stop_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: QThread | None = None

    def open(self) -> None:
        """Look for a voice, in the background; where there can be none nothing is loaded at all."""
        if self._thread is not None or not system_voice_possible():
            return
        # No parents: when the voice hangs, thread and worker must outlive this object.
        self._thread, self._worker = QThread(), _Worker()
        self._thread.setObjectName("reader")
        self._worker.moveToThread(self._thread)
        self._open_requested.connect(self._worker.open, Qt.ConnectionType.QueuedConnection)
        self._read_requested.connect(self._worker.read, Qt.ConnectionType.QueuedConnection)
        self._stop_requested.connect(self._worker.stop, Qt.ConnectionType.QueuedConnection)
        self._worker.ready_changed.connect(self.ready_changed, Qt.ConnectionType.QueuedConnection)
        self._worker.ended.connect(self.ended, Qt.ConnectionType.QueuedConnection)
        self._thread.finished.connect(self._worker.shut, Qt.ConnectionType.DirectConnection)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)
        self._thread.start()
        self._open_requested.emit()

    def read(self, job: int, text: str) -> None:
        """Read a text; `ended` carries the job's number."""
        self._read_requested.emit(job, text)

    def stop(self) -> None:
        """Be silent now."""
        self._stop_requested.emit()

    @Slot()
    def close(self) -> None:
        """End the thread; one that hangs is left to the end of the process."""
        if self._thread is None:
            return
        self._thread.quit()
        if not self._thread.wait(CLOSE_MS):
            _LOG.warning("the system's voice does not answer; its thread is left behind")
            self._thread.setParent(QThread.currentThread())
            _left_hanging.append((self._thread, self._worker))
        self._thread = None


class _Worker(QObject):
    """Owns the engine; every method runs in the reader's thread."""

    ready_changed = Signal(bool)
    ended = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._engine: QTextToSpeech | None = None
        self._job = 0
        self._next = ""  # what is to be read once the voice has really fallen silent
        self._speaks = False

    @Slot()
    def open(self) -> None:
        """Load QtTextToSpeech and look for a Mandarin voice."""
        try:
            from PySide6.QtTextToSpeech import QTextToSpeech
        except ImportError:
            _LOG.info("this system has no QtTextToSpeech")
            return
        engines = [name for name in QTextToSpeech.availableEngines() if name != TRIAL_ENGINE]
        if not engines:
            return
        self._engine = QTextToSpeech(engines[0], self)
        self._engine.stateChanged.connect(self._on_state_changed)
        self._on_state_changed()

    @Slot(int, str)
    def read(self, job: int, text: str) -> None:
        """Begin; without a voice the job is over at once."""
        self._job = job
        if self._engine is None or not self._speaks:
            self._finish()
        elif self._engine.state().name == "Ready":
            self._engine.say(text)
        else:
            self._next = text
            self._engine.stop()

    @Slot()
    def stop(self) -> None:
        """Be silent now."""
        self._job, self._next = 0, ""
        if self._engine is not None:
            self._engine.stop()

    @Slot()
    def shut(self) -> None:
        """Give everything back in the thread it belongs to."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.stop()
            engine.deleteLater()

    @Slot()
    def _on_state_changed(self) -> None:
        if self._engine is None:
            return
        state = self._engine.state().name
        if state == "Ready":
            self._learn(speaks=self._speaks or self._choose_voice(self._engine))
            self._go_on(self._engine)
        elif state == "Speaking" and not self._job:
            self._engine.stop()  # it was told to stop before it had begun
        elif state == "Error":
            _LOG.info("the system's voice says: %s", self._engine.errorString())
            self._learn(speaks=False)
            self._finish()

    def _go_on(self, engine: "QTextToSpeech") -> None:
        text, self._next = self._next, ""
        if text:
            engine.say(text)
        else:
            self._finish()

    def _learn(self, *, speaks: bool) -> None:
        if speaks != self._speaks:
            self._speaks = speaks
            self.ready_changed.emit(speaks)

    def _choose_voice(self, engine: "QTextToSpeech") -> bool:
        """Take a Mandarin voice; another language would read characters as nonsense."""
        found = []
        for locale in engine.availableLocales():
            engine.setLocale(locale)
            found += [(locale, voice) for voice in engine.availableVoices()]
        best = mandarin((locale.name(), voice.name()) for locale, voice in found)
        if best is None:
            _LOG.info("the system has no Mandarin voice")
            return False
        locale, voice = found[best]
        engine.setLocale(locale)
        engine.setVoice(voice)
        return True

    def _finish(self) -> None:
        job, self._job = self._job, 0
        if job:
            self.ended.emit(job)


# Destroying a thread that runs aborts the process, so these are kept.
_left_hanging: list[tuple[QThread, _Worker]] = []


def mandarin(voices: Iterable[tuple[str, str]]) -> int | None:
    """Return the place of the best Mandarin voice among (locale, name), None without one.

    Windows files its voices under zh_CN. espeak-ng has Mandarin under the C locale, beside Cantonese and Hakka, and
    with a variant for each timbre, marked by a plus.
    """
    ranked = sorted((_rank(locale, name), place) for place, (locale, name) in enumerate(voices))
    return ranked[0][1] if ranked and ranked[0][0] < _NOT_MANDARIN else None


_NOT_MANDARIN = 9


def _rank(locale: str, name: str) -> int:
    plain = 0 if "+" not in name else 2
    if locale in ("zh_CN", "cmn_CN"):
        return plain
    if any(word in name.lower() for word in ("mandarin", "putonghua", "普通话")):
        return 1 + plain
    return _NOT_MANDARIN


def system_voice_possible() -> bool:
    """Return whether looking for a voice makes sense: on Linux speech-dispatcher and a sound server."""
    if not sys.platform.startswith("linux"):
        return True
    return shutil.which("speech-dispatcher") is not None and sound_server_possible()
