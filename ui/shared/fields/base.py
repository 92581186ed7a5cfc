"""The common manner of all field editors."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.shared.character_check import CharacterCheck
from ui.shared.fields.spec import ColumnSpec, Value
from ui.shared.i18n import tr
from ui.shared.problem_line import ProblemLine
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, set_role, set_style_property


class FieldEditor(QWidget):
    """Edits the answer to one field and keeps whatever was typed, right or wrong.

    Text that the type cannot read stays in the editor and is its value, so a draft loses nothing; `own_problem` says
    what is wrong with it.

    Signals:
        value_changed: the person changed the answer; setting it by program does not count.
        stops_changed: controls came or went, so the keyboard's order must be laid anew.
    """

    value_changed = Signal()
    stops_changed = Signal()

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._name = field.name
        self.setAccessibleName(field.name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID // 2)
        self._problem = ProblemLine(self)
        self._doubt: ProblemLine | None = None
        self._help = QLabel(field.help or "", self)
        self._help.setWordWrap(True)
        set_role(self._help, "quiet")
        self._origin = QLabel(self)
        self._origin.setWordWrap(True)
        self._origin.hide()
        set_role(self._origin, "quiet")

    def value(self) -> Value:
        """Return the answer as JSON, None for no answer; unreadable text comes back as it was typed."""
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        """Show an answer, also one that this type cannot read."""
        raise NotImplementedError

    def own_problem(self) -> str | None:
        """Return a sentence about what was typed, or None when it can be read."""
        return None

    def focus_first(self) -> None:
        """Take the focus in the first place that takes keys."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Return the stops of the Tab key in reading order."""
        return tab_stops(self)

    def marked(self) -> Sequence[QWidget]:
        """Return the widgets whose border shows a problem."""
        return ()

    def label_offset(self) -> int:
        """Return how far below its top the editor's first line begins, so that the question stands beside it."""
        return 0

    def is_empty(self) -> bool:
        """Return True when there is no answer yet."""
        return self.value() in (None, "", [], {})

    def is_missing(self) -> bool:
        """Return True when the matter needs an answer and has none."""
        return self.field.required and self.is_empty()

    def show_problem(self, text: str) -> None:
        """Say under the editor what is wrong; what was typed stays."""
        self._problem.say(text)
        self._mark("true")
        self.setAccessibleDescription(text)

    def clear_problem(self) -> None:
        """Take the sentence away."""
        self._problem.say("")
        self._mark("false")
        self.setAccessibleDescription("")

    def problem(self) -> str:
        """Return the sentence that stands under the editor, empty for none."""
        return self._problem.text()

    def show_origin(self, text: str) -> None:
        """Say quietly under the editor where its answer comes from; the first change by the person takes it away."""
        self._origin.setText(text)
        self._origin.setVisible(bool(text))

    def origin(self) -> str:
        """Return where the answer comes from, empty where the person gave it."""
        return self._origin.text()

    def finish(self) -> None:
        """Close the column with help and problem line; each editor calls it once it is built."""
        self._help.setVisible(bool(self.field.help))
        self.column.addWidget(self._help)
        self.column.addWidget(self._origin)
        self.column.addWidget(self._problem)
        self.value_changed.connect(self._on_answered)
        self.clear_problem()

    def name_part(self, widget: QWidget, part: str = "") -> None:
        """Give a control its accessible name: the question and, if there are several, its part."""
        widget.setAccessibleName(tr("{field}: {part}", field=self._name, part=part) if part else self._name)

    def line(self, part: str = "") -> TextLine:
        """Return a new line of text that belongs to this editor."""
        line = TextLine(self)
        self.name_part(line, part)
        line.textEdited.connect(self.value_changed)
        CharacterCheck(line, self.show_doubt)
        return line

    def show_doubt(self, text: str) -> None:
        """Say under the editor that a character cannot be printed; the answer stands all the same."""
        if self._doubt is None:
            if not text:
                return
            self._doubt = ProblemLine(self, state="yellow")
            self.column.addWidget(self._doubt)
        self._doubt.say(text)

    def doubt(self) -> str:
        """Return what is doubtful about the characters, empty for nothing."""
        return self._doubt.text() if self._doubt is not None else ""

    def _on_answered(self) -> None:
        """The border calms down at once; the sentence stays, greyed, so that nothing moves under the hand."""
        self.show_origin("")
        if self.problem():
            self._problem.calm()
            self._mark("false")

    def _mark(self, on: str) -> None:
        for widget in self.marked():
            set_style_property(widget, "problem", on)


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Return the stops of the Tab key inside a widget, in the order in which they were made."""
    window = widget.window()
    inside = [child for child in widget.findChildren(QWidget) if child.window() is window]
    return [child for child in inside if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None]
