"""What Qt's own Chinese catalogue leaves in English: words of the dialog that asks for a file."""

from collections.abc import Mapping

from PySide6.QtCore import QTranslator

from ui.shared.i18n import mark, tr

WORDS: Mapping[str, str] = {
    "&Look in:": mark("Look in:"),
    "Files of &type:": mark("Files of type:"),
    "Folder": mark("Folder"),
    "File": mark("File"),
    "%1 File": mark("%1 file"),
}
"""Qt's text, and ours for it."""
_CONTEXTS = frozenset({"QFileDialog", "QAbstractFileIconProvider"})


class QtWords(QTranslator):
    """Knows what the catalogue lacks; of everything else it knows nothing, so that others are asked."""

    def isEmpty(self) -> bool:
        """Say that there is something in it."""
        return False

    def translate(self, context: str, text: str, _remark: str | None = None, _count: int = -1) -> str | None:
        """Return our word, None for what is not here."""
        return tr(WORDS[text]) if context in _CONTEXTS and text in WORDS else None
