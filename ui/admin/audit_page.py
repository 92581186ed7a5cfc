"""Who did what: the record by day and by words, looks at full numbers, its proof and its way out as a file."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hall.service import Reading
from ui.admin.audit_look import SCOPES, look
from ui.admin.days import Days
from ui.shared.fields.date import DateEditor
from ui.shared.fields.plain import PlainField
from ui.shared.folder import Folder
from ui.shared.folder_page import FolderPage
from ui.shared.i18n import tr
from ui.shared.page import Office
from ui.shared.page_keys import scopes
from ui.shared.theme import GRID, is_large, scaled, set_role

WIDTH, LARGE = 496, 336
DAY_LARGE = 128
"""With large type a day that is typed is whole, and its hint as far as it goes."""


class AuditPage(FolderPage):
    """The record of some days, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        sought = tr("Person, device or what was done")
        super().__init__(
            tr("Record"), look, scopes(SCOPES), parent, sought=sought, width=LARGE if is_large() else WIDTH
        )
        self.since = self._day("since", tr("From"))
        self.until = self._day("until", tr("to"))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for label, editor in ((tr("From"), self.since), (tr("to"), self.until)):
            word = QLabel(label, self)
            set_role(word, "quiet")
            row.addWidget(word)
            row.addWidget(editor)
        row.addStretch(1)
        self.left.body.insertLayout(2, row)

    def looker(self) -> Callable[[Reading, Office], Folder]:
        """Look at the days that are typed; without any at the newest."""
        scope, key, sought = self._scope, self._key, self.search.text().strip() if self.search else ""
        days = Days(_date(self.since), _date(self.until))
        return lambda reading, office: look(reading, office, scope, key, sought, days)

    def _day(self, name: str, label: str) -> DateEditor:
        editor = DateEditor(PlainField(name, label, "date"), self)
        if is_large():
            editor.edit.setFixedWidth(scaled(DAY_LARGE))
        editor.value_changed.connect(self._on_day)
        return editor

    def _on_day(self) -> None:
        for editor in (self.since, self.until):
            problem = editor.own_problem() if len(str(editor.value() or "")) >= _WHOLE_DAY else None
            if problem:
                editor.show_problem(problem)
                return
        self._key = ""
        self.wanted.emit()


_WHOLE_DAY = 8


def _date(editor: DateEditor) -> date | None:
    """Return the day that is typed; what is no day yet counts for none."""
    typed = str(editor.value() or "")
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
