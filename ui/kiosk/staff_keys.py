"""All signs of a password to be touched: small letters, capitals, and signs, one layer at a time."""

import string

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.touch_button import TouchButton
from ui.kiosk.touch_keys import TouchKeys
from ui.shared.i18n import tr

SMALL, CAPITALS, SIGNS = "abc", "ABC", "#+="
LAYERS = {
    SMALL: string.ascii_lowercase + string.digits,
    CAPITALS: string.ascii_uppercase + string.digits,
    SIGNS: string.punctuation,
}


class StaffKeys(QWidget):
    """Types into the attached line and never takes the focus; figures stand on both layers of letters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {SMALL: tr("Small letters"), CAPITALS: tr("Capital letters"), SIGNS: tr("Signs")}
        self._layers = {layer: TouchKeys(signs, self) for layer, signs in LAYERS.items()}
        self._switches = {layer: TouchButton(layer, self, part="foot") for layer in LAYERS}
        self._stack = QStackedWidget(self)
        self._row = QHBoxLayout()
        for layer, switch in self._switches.items():
            self._stack.addWidget(self._layers[layer])
            switch.setCheckable(True)
            switch.setAccessibleName(names[layer])
            switch.clicked.connect(lambda _checked=False, layer=layer: self.show_layer(layer))
            self._row.addWidget(switch, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._stack, 1)
        self._column.addLayout(self._row)
        for button in self.findChildren(QPushButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_layer(SMALL)

    def attach(self, line: QLineEdit) -> None:
        """Type into this line from now on."""
        for keys in self._layers.values():
            keys.attach(line)

    def show_layer(self, layer: str) -> None:
        """Show other signs."""
        self._stack.setCurrentWidget(self._layers[layer])
        for each, switch in self._switches.items():
            switch.setChecked(each == layer)

    def switch(self, layer: str) -> TouchButton:
        """Return the button that shows a layer."""
        return self._switches[layer]

    def keys(self, layer: str) -> TouchKeys:
        """Return the keys of a layer."""
        return self._layers[layer]

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        self._column.setSpacing(measures.gap)
        self._row.setSpacing(measures.gap)
        for keys in self._layers.values():
            keys.arrange(measures)
