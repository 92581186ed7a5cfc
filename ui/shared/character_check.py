"""Says at once, beside the line in which it is typed, that a character cannot stand on paper."""

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from hall.kernel.characters import is_everyday
from ui.shared import tasks
from ui.shared.i18n import tr
from ui.shared.text_line import TextBox, TextLine


class CharacterCheck(QObject):
    """Watches one editor; what was typed always stays, only the print would be refused (`printing.no_glyph`)."""

    def __init__(self, editor: TextLine | TextBox, say: Callable[[str], object]) -> None:
        """Watch an editor.

        Args:
            editor: the line or box.
            say: called with a sentence when a character cannot be printed, and with an empty text when all can again.
        """
        super().__init__(editor)
        self._editor, self._say = editor, say
        self._said = False
        editor.textChanged.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        text = _text_of(self._editor)
        if is_everyday(text):  # nearly always, and without a look into the table
            self._answer("")
        else:
            tasks.run(self, lambda: problem_of(text), lambda problem: self._answer_to(text, problem))

    def _answer_to(self, text: str, problem: str) -> None:
        if _text_of(self._editor) == text:
            self._answer(problem)

    def _answer(self, problem: str) -> None:
        if problem or self._said:
            self._said = bool(problem)
            self._say(problem)


def problem_of(text: str) -> str:
    """Return what is wrong with the characters of a text and what to do, empty where all can be printed."""
    from printing.faces import unprintable  # late: a window starts without the machinery of the papers

    missing = [character for character in unprintable(text) if not _is_selector(character)]
    if not missing:
        return ""
    first = missing[0]
    code = f"U+{ord(first):04X}"
    kind = unicodedata.category(first)
    if kind == "Co":
        return tr("{code} comes from an old system and has no shape elsewhere: choose the character anew with Ctrl+J.",
                  code=code)  # fmt: skip
    if kind in ("So", "Sk", "Cn") and not _is_ideographic(first):
        return tr("{character} cannot be printed: delete it.", character=first if kind != "Cn" else code)
    return tr("{code} is kept as it is, but no font of the papers has it: write it on paper by hand, or enter the "
              "pinyin of the document and note why.", code=code)  # fmt: skip


def _is_selector(character: str) -> bool:
    """Say whether it is a variation selector: names are stored without them (`read_name`)."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _is_ideographic(character: str) -> bool:
    return "\U00020000" <= character <= "\U0003ffff"


def _text_of(editor: TextLine | TextBox) -> str:
    return editor.text() if isinstance(editor, TextLine) else editor.toPlainText()
