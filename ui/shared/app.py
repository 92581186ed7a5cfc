"""The application object of every window: fonts, theme and the hook that records crashes."""

import logging
import os
import sys
from collections.abc import Sequence
from types import TracebackType

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QLoggingCategory,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from hall.kernel.refusal import Refusal
from hall.kernel.scratch import sweep
from ui.shared.clipboard import guard_of
from ui.shared.collector import Collector
from ui.shared.qt_words import QtWords
from ui.shared.tasks import CRASH_LOG
from ui.shared.theme import apply_theme, load_fonts

_FILTER = "qt.multimedia.symbolsresolver=false"
"""QtMultimedia warns of video libraries that are not installed; the voice needs none of them."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def require_screen() -> None:
    """Refuse to open a window where there is no screen: Qt would end the program without a word for people.

    Raises:
        Refusal: `ui.no_screen`.
    """
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform == "linux" and not named:
        raise Refusal("ui.no_screen")


def application(argv: Sequence[str], theme: str = "day", scale: float = 1.0) -> QApplication:
    """Return the one application, dressed; a second call dresses it anew."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
    else:
        app = QApplication(list(argv))
        app.setStyle("Fusion")
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        QLoggingCategory.setFilterRules(_FILTER)
        _translate_qt(app)
        load_fonts()
    apply_theme(app, theme, scale)
    return app


def live_application() -> QApplication:
    """Return the application of windows that people work with: what goes wrong is logged, garbage waits its turn."""
    app = application(sys.argv[:1])
    install_crash_hooks()
    if app.findChild(Collector) is None:
        Collector(app)
        guard_of(app)
        sweep()
    return app


def install_crash_hooks() -> None:
    """Send uncaught exceptions and Qt's own messages to the log; windows call this once before they open."""
    sys.excepthook = _record_crash
    qInstallMessageHandler(_record_qt_message)


def _translate_qt(app: QApplication) -> None:
    """Menus of text fields and the calendar speak Chinese too, where Qt's own catalogue is installed."""
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.installTranslator(QtWords(app))


def _record_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger(CRASH_LOG).critical("uncaught exception", exc_info=(kind, error, trace))


def _record_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s (%s)", text, context.category)
