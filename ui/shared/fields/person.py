"""The editor of a person: name, document, sex, birth, phone."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.captioned import Captioned, QuietComboBox, caption_height
from ui.shared.fields.date import DateEditor
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import NO_HELPERS, RELATIONS, SEXES, ColumnSpec, Helpers, Value
from ui.shared.fields.typed import half_width
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import tr
from ui.shared.problem_line import ProblemLine
from ui.shared.theme import number_font, scaled
from ui.shared.toggle_row import ToggleRow

_SCANNED = re.compile(r"\d{17}[\dXx]")
_KEYS = ("name", "id_kind", "id_number", "birth", "sex", "phone", "relation")
NO_DOCUMENT = "none"


class PersonEditor(FieldEditor):
    """A person (人员): the number of a card gives birth and sex; a scan into the name goes where it belongs."""

    def __init__(
        self,
        field: ColumnSpec,
        parent: QWidget | None = None,
        *,
        helpers: Helpers = NO_HELPERS,
        with_relation: bool = False,
    ) -> None:
        super().__init__(field, parent)
        self._helpers = helpers
        self._other: dict[str, Value] = {}
        self._flow_holder = QWidget(self)
        self.flow = FlowLayout(self._flow_holder)
        self.column.addWidget(self._flow_holder)
        self._build_document()
        self._build_facts()
        self._build_relation(with_relation)
        self.hint = ProblemLine(self, state="yellow")
        self.column.addWidget(self.hint)
        self.setFocusProxy(self.name)
        self.finish()

    def value(self) -> Value:
        """Return the person as an object of texts, or None while nothing is filled in."""
        person = {
            "name": self.name.text().strip(),
            "id_kind": self.kind.currentData() or "",
            "id_number": self._number(),
            "birth": self.birth.value() or "",
            "sex": self.sex.code(),
            "phone": half_width(self.phone.text()),
            "relation": self.relation.currentData() or "",
        }
        filled = any(text for key, text in person.items() if key != "id_kind")
        return {**self._other, **person} if filled or self._other else None

    def set_value(self, value: Value) -> None:
        """Show a person; parts that have no place here are kept."""
        person = value if isinstance(value, dict) else {}
        self._other = {key: part for key, part in person.items() if key not in _KEYS}
        self.name.setText(person.get("name") or "")
        _choose(self.kind, person.get("id_kind") or self._helpers.id_kinds[0].code)
        self.number.setText(person.get("id_number") or "")
        self.birth.set_value(person.get("birth"))
        self.sex.choose(person.get("sex") or "")
        self.phone.setText(person.get("phone") or "")
        _choose(self.relation, person.get("relation") or "")
        self._show_hint()

    def own_problem(self) -> str | None:
        """Say when the birth cannot be read; a doubtful number is only a hint."""
        return self.birth.own_problem()

    def label_offset(self) -> int:
        """The first line stands under captions."""
        return caption_height()

    def focus_first(self) -> None:
        """Take the focus at the name, or at the first part that is missing."""
        missing = [line for line in (self.name, self.number) if not line.text().strip()]
        (missing[0] if missing else self.name).setFocus()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the lines that make a person known."""
        return tuple(line for line in (self.name, self.number) if not line.text().strip()) or (self.name,)

    def clear_problem(self) -> None:
        """Take the sentence away, and every border."""
        super().clear_problem()
        for line in (self.name, self.number):
            line.setProperty("problem", "false")
            line.style().polish(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A card scanned into the name lands in the number, wherever the cursor was."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typed = half_width(self.name.text())
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and _SCANNED.fullmatch(typed):
                self.name.clear()
                self.number.setText(typed.upper())
                self._on_number_left()
                self.value_changed.emit()
                return True
        return False

    def _build_document(self) -> None:
        self.name = self._part(tr("Name"), 144)
        self.name.installEventFilter(self)
        self.kind = QuietComboBox(self)
        for entry in self._helpers.id_kinds:
            self.kind.addItem(tr(entry.label), entry.code)
        self._list_part(self.kind, tr("Document"), 184)
        self.number = self._part(tr("Document number"), 208)
        self.number.setFont(number_font(self.number.font()))
        self.number.editingFinished.connect(self._on_number_left)
        self.kind.activated.connect(self._show_hint)

    def _build_facts(self) -> None:
        self.sex = ToggleRow([(entry.code, tr(entry.label)) for entry in SEXES], self._name, self)
        self.sex.chosen.connect(self.value_changed)
        self.flow.addWidget(Captioned(tr("Sex"), self.sex, self))
        self.birth = DateEditor(PlainField("birth", self._name, "date"), self, part=tr("Date of birth"))
        self.birth.setFixedWidth(scaled(160))
        self.birth.value_changed.connect(self.value_changed)
        self.flow.addWidget(Captioned(tr("Date of birth"), self.birth, self))
        self.phone = self._part(tr("Phone"), 136)
        self.phone.setFont(number_font(self.phone.font()))

    def _build_relation(self, shown: bool) -> None:
        self.relation = QuietComboBox(self)
        self.relation.addItem("", "")
        for entry in RELATIONS:
            self.relation.addItem(tr(entry.label), entry.code)
        self._list_part(self.relation, tr("Relation"), 136).setVisible(shown)

    def _part(self, caption: str, width: int) -> QLineEdit:
        line = self.line(caption)
        line.setFixedWidth(scaled(width))
        self.flow.addWidget(Captioned(caption, line, self))
        return line

    def _list_part(self, box: QuietComboBox, caption: str, width: int) -> Captioned:
        box.setFixedWidth(scaled(width))
        self.name_part(box, caption)
        box.activated.connect(self.value_changed)
        part = Captioned(caption, box, self)
        self.flow.addWidget(part)
        return part

    def _number(self) -> str:
        return half_width(self.number.text()).replace(" ", "").upper()

    @Slot()
    def _on_number_left(self) -> None:
        """Tidy the number, take birth and sex from it, and warn when it does not check."""
        self.number.setText(self._number())
        read = self._helpers.read_identity
        facts = read(self.kind.currentData(), self._number()) if read is not None and self._number() else None
        if facts is not None and (facts.birth, facts.sex) != (self.birth.value(), self.sex.code()):
            self.birth.set_value(facts.birth)
            self.sex.choose(facts.sex)
            self.value_changed.emit()
        self._show_hint()

    @Slot()
    def _show_hint(self) -> None:
        check, number = self._helpers.check_identity, self._number()
        warning = check(self.kind.currentData(), number) if check is not None and number else None
        self.hint.say(warning or "")


def _choose(box: QuietComboBox, code: str) -> None:
    """Show a code; an unknown one gets an entry of its own, so that it is kept."""
    place = box.findData(code)
    if place < 0:
        box.addItem(code, code)
        place = box.count() - 1
    box.setCurrentIndex(place)
