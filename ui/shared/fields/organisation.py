"""The editor of an organisation: its name and credit code."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.captioned import Captioned, caption_height
from ui.shared.fields.spec import NO_HELPERS, ColumnSpec, Helpers, Value
from ui.shared.fields.typed import half_width
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import tr
from ui.shared.problem_line import ProblemLine
from ui.shared.theme import number_font, scaled


class OrganisationEditor(FieldEditor):
    """An organisation (单位) with its credit code (统一社会信用代码, GB 32100); a doubtful code only warns."""

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None, *, helpers: Helpers = NO_HELPERS) -> None:
        super().__init__(field, parent)
        self._check = helpers.check_credit_code
        self.name = self.line(tr("Full name"))
        self.name.setFixedWidth(scaled(400))
        self.code = self.line(tr("Credit code"))
        self.code.setFont(number_font(self.code.font()))
        self.code.setFixedWidth(scaled(224))
        self.code.editingFinished.connect(self._on_code_left)
        holder = QWidget(self)
        flow = FlowLayout(holder)
        flow.addWidget(Captioned(tr("Full name"), self.name, holder))
        flow.addWidget(Captioned(tr("Credit code"), self.code, holder))
        self.column.addWidget(holder)
        self.hint = ProblemLine(self, state="yellow")
        self.column.addWidget(self.hint)
        self.setFocusProxy(self.name)
        self.finish()

    def value(self) -> Value:
        """Return {"name", "credit_code"}, or None while both are empty."""
        organisation = {"name": self.name.text().strip(), "credit_code": self._code()}
        return organisation if any(organisation.values()) else None

    def set_value(self, value: Value) -> None:
        """Show an organisation."""
        organisation = value if isinstance(value, dict) else {}
        self.name.setText(organisation.get("name") or "")
        self.code.setText(organisation.get("credit_code") or "")
        self._on_code_left()

    def label_offset(self) -> int:
        """The first line stands under captions."""
        return caption_height()

    def focus_first(self) -> None:
        """Take the focus."""
        self.name.setFocus()

    def marked(self) -> tuple[QWidget, ...]:
        """Return the name."""
        return (self.name,)

    def _code(self) -> str:
        return half_width(self.code.text()).replace(" ", "").upper()

    @Slot()
    def _on_code_left(self) -> None:
        self.code.setText(self._code())
        warning = self._check(self._code()) if self._check is not None and self._code() else None
        self.hint.say(warning or "")
