"""Plays joined sound through QtMultimedia in a thread of its own, so that a sound server that hangs stops no screen."""

import logging
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, Qt, QThread, Signal, Slot

from ui.shared.voice.announcement import Part
from ui.shared.voice.clips import BYTES_PER_SECOND, RATE, joined

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioSink, QMediaDevices

CLOSE_MS = 1_000
_LOG = logging.getLogger("hall.voice")


class Speaker(QObject):
    """Says one announcement at a time; its owner waits for `ended` before the next.

    Signals:
        ready_changed: whether there is a device that sounds.
        started: the job began and lasts that many seconds.
        ended: the job is over, whether it was heard or failed.
    """

    ready_changed = Signal(bool)
    started = Signal(int, float)
    ended = Signal(int)
    _open_requested = Signal()
    _play_requested = Signal(int, object)
    _stop_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: QThread | None = None

    def open(self) -> None:
        """Look for a device, in the background; without a sound server nothing is loaded at all."""
        if self._thread is not None or not sound_server_possible():
            return
        # No parents: when the server hangs, thread and worker must outlive this object.
        self._thread, self._worker = QThread(), _Worker()
        self._thread.setObjectName("voice")
        self._worker.moveToThread(self._thread)
        self._open_requested.connect(self._worker.open, Qt.ConnectionType.QueuedConnection)
        self._play_requested.connect(self._worker.play, Qt.ConnectionType.QueuedConnection)
        self._stop_requested.connect(self._worker.stop, Qt.ConnectionType.QueuedConnection)
        self._worker.ready_changed.connect(self.ready_changed, Qt.ConnectionType.QueuedConnection)
        self._worker.started.connect(self.started, Qt.ConnectionType.QueuedConnection)
        self._worker.ended.connect(self.ended, Qt.ConnectionType.QueuedConnection)
        self._thread.finished.connect(self._worker.shut, Qt.ConnectionType.DirectConnection)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)
        self._thread.start()
        self._open_requested.emit()

    def play(self, job: int, parts: tuple[Part, ...]) -> None:
        """Say the parts; `started` and `ended` carry the job's number."""
        self._play_requested.emit(job, parts)

    def stop(self) -> None:
        """Be silent; `ended` follows unless the server hangs."""
        self._stop_requested.emit()

    @Slot()
    def close(self) -> None:
        """End the thread; one that hangs in the sound server is left to the end of the process."""
        if self._thread is None:
            return
        self._thread.quit()
        if not self._thread.wait(CLOSE_MS):
            _LOG.warning("the sound server does not answer; its thread is left behind")
            # At its end Python destroys its own objects; the main thread's object is Qt's and goes with the process.
            self._thread.setParent(QThread.currentThread())
            _left_hanging.append((self._thread, self._worker))
        self._thread = None


class _Worker(QObject):
    """Owns the sink; every method runs in the voice thread.

    QAudioSink reading a QBuffer: the sound is ready in memory, so no decoder, no file and no codec can fail halfway.
    QSoundEffect would need a file per sentence, QMediaPlayer the whole FFmpeg pipeline.
    """

    ready_changed = Signal(bool)
    started = Signal(int, float)
    ended = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._devices: QMediaDevices | None = None
        self._sink: QAudioSink | None = None
        self._buffer: QBuffer | None = None
        self._job = 0

    @Slot()
    def open(self) -> None:
        """Load QtMultimedia and watch for devices that come and go."""
        from PySide6.QtMultimedia import QMediaDevices

        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._on_outputs_changed)
        self._on_outputs_changed()

    @Slot(int, object)
    def play(self, job: int, parts: tuple[Part, ...]) -> None:
        """Begin; a device that refuses ends the job at once."""
        self._release()
        self._job = job
        try:
            sound = joined(parts)
        except (OSError, ValueError):
            _LOG.exception("a clip cannot be used")
            self._finish()
            return
        self._begin(sound)

    @Slot()
    def stop(self) -> None:
        """Be silent now."""
        self._finish()

    @Slot()
    def shut(self) -> None:
        """Give everything back in the thread it belongs to."""
        self._release()
        if self._devices is not None:
            self._devices.deleteLater()
            self._devices = None

    def _begin(self, sound: bytes) -> None:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull() or not device.isFormatSupported(form):
            self._finish()
            return
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(sound))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, form, self)
        self._sink.start(self._buffer)
        if self._sink.error().name not in ("NoError", "UnderrunError"):
            self._finish()
            return
        self._sink.stateChanged.connect(self._on_state_changed)
        self.started.emit(self._job, len(sound) / BYTES_PER_SECOND)

    @Slot()
    def _on_outputs_changed(self) -> None:
        from PySide6.QtMultimedia import QMediaDevices

        self.ready_changed.emit(bool(QMediaDevices.audioOutputs()))

    @Slot()
    def _on_state_changed(self) -> None:
        # By name: PySide6 has these enums as QAudio and as QtAudio, and members of the two are not equal.
        state = self._sink.state().name if self._sink is not None else ""
        starved = state == "IdleState" and self._buffer is not None and not self._buffer.atEnd()
        if state in ("IdleState", "StoppedState") and not starved:
            self._finish()

    def _finish(self) -> None:
        self._release()
        job, self._job = self._job, 0
        if job:
            self.ended.emit(job)

    def _release(self) -> None:
        sink, self._sink = self._sink, None  # first, so that its last change of state is nobody's
        if sink is not None:
            sink.stop()
            sink.deleteLater()
        buffer, self._buffer = self._buffer, None
        if buffer is not None:
            buffer.deleteLater()


# Destroying a thread that runs aborts the process, so these are kept.
_left_hanging: list[tuple[QThread, _Worker]] = []


def sound_server_possible() -> bool:
    """Return whether asking for a device makes sense: on Linux a socket of PulseAudio or PipeWire.

    A PulseAudio that is installed counts too: it starts when it is asked. Asking without one
    loads FFmpeg and fails with warnings on every start.
    """
    if not sys.platform.startswith("linux") or os.environ.get("PULSE_SERVER"):
        return True
    folders = [Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"), Path("/run"), Path("/var/run")]
    if any((folder / name).exists() for folder in folders for name in ("pulse/native", "pipewire-0")):
        return True
    return shutil.which("pulseaudio") is not None
