"""The camera of the PC, if it has one: looks for a code in the picture until it finds one."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink
from PySide6.QtWidgets import QLabel, QWidget

from ui.shared import tasks
from ui.shared.i18n import tr
from ui.shared.verifying import code_in_image

LOOK_MS = 400


class CameraView(QLabel):
    """Shows what the camera sees and reads about twice a second.

    Signals:
        read: the text of a code.
    """

    read = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Picture of the camera"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._image = QImage()
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Switch the camera on."""
        self._camera = QCamera(QMediaDevices.defaultVideoInput(), self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._camera.start()
        self._timer.start()

    def end(self) -> None:
        """Switch the camera off; nothing of what it saw is kept."""
        self._timer.stop()
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
        if self._session is not None:
            self._session.deleteLater()
        self._camera = self._session = None
        self._image = QImage()
        self.clear()

    def see(self, image: QImage) -> None:
        """Take a picture as the camera's newest."""
        self._image = image
        self.setPixmap(
            QPixmap.fromImage(image).scaled(
                self.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
            )
        )

    @Slot()
    def look(self) -> None:
        """Look for a code in the newest picture, off the screen's thread."""
        if self._looking or self._image.isNull():
            return
        self._looking = True
        image = self._image.copy()
        tasks.run(self, lambda: code_in_image(image), self._on_looked, ended=self._on_ended)

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        self.see(frame.toImage())

    def _on_looked(self, text: str) -> None:
        if text:
            self.read.emit(text)

    def _on_ended(self) -> None:
        self._looking = False


def has_camera() -> bool:
    """Say whether this PC has a camera."""
    return bool(QMediaDevices.videoInputs())
