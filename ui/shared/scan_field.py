"""The large field that takes what a scanner types, and pictures and files that are pasted or dropped."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter, QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.shared.i18n import tr
from ui.shared.theme import set_role

MOST = 20_000
"""Characters of a text; a longer one is no code of a paper."""


class ScanField(QPlainTextEdit):
    """A scanner's text ends with Enter; what comes next takes its place.

    Signals:
        text_given: a text to verify.
        file_given: the path of a picture or a PDF.
        picture_given: a picture from the clipboard, as PNG bytes.
    """

    text_given = Signal(str)
    file_given = Signal(Path)
    picture_given = Signal(bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "scan")
        self.setAccessibleName(tr("Code of the paper"))
        hints = (tr("Scan the square code at the top left of the paper."), tr("Or drop a picture or a PDF here."))
        self.setPlaceholderText("\n".join(hints))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)

    def give_text(self) -> None:
        """Hand over what stands in the field, and let the next scan overwrite it."""
        text = self.toPlainText().strip()[:MOST]
        self.selectAll()
        if text:
            self.text_given.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a scan."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give_text()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files, pictures and text."""
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Verify what is pasted or dropped at once; of several files the first."""
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if files:
            self.file_given.emit(files[0])
        elif source.hasImage():
            self.picture_given.emit(_as_png(QImage(source.imageData())))
        else:
            self.selectAll()
            super().insertFromMimeData(source)
            self.give_text()


def _as_png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(held.data())
