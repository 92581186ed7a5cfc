"""The editor of passwords: what is typed is not seen."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shared.fields.spec import ColumnSpec, Value
from ui.shared.fields.text import TextEditor


class SecretEditor(TextEditor):
    """A password (密码) of whoever stands beside the desk."""

    line_width = 280

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> Value:
        """Return it with every blank that belongs to it."""
        return self.edit.text() or None
