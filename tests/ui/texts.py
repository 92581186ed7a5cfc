"""What a person reads in a window, in reading order: for golden dumps that are reviewed as a diff."""

import os
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

GOLDEN = Path(__file__).parent / "golden"
SAME_LINE = 14


def texts(window: QWidget) -> str:
    """Return the visible words, line by line: `[…]` is a button, `(…)` a grey one, `*` a chosen one."""
    found = [
        (*_middle(widget, window), shown)
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window) and (shown := _shown(widget))
    ]
    lines: list[tuple[int, list[tuple[int, str]]]] = []
    for y, x, shown in sorted(found):
        if not lines or y - lines[-1][0] > SAME_LINE:
            lines.append((y, []))
        lines[-1][1].append((x, shown))
    return "".join("  ".join(shown for _, shown in sorted(line)) + "\n" for _, line in lines)


def assert_golden(name: str, shown: str) -> None:
    """Compare with tests/ui/golden/<name>.txt; with HALL_GOLDEN=write set, write it anew for review."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("HALL_GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def _shown(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton):
        return _button(widget)
    if _inside_button(widget):
        return ""
    if isinstance(widget, QLabel):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return f"<{widget.text() or widget.placeholderText()}>"
    return ""


def _button(button: QAbstractButton) -> str:
    lines = [label.text() for label in button.findChildren(QLabel) if label.isVisibleTo(button) and label.text()]
    text = button.text() or " / ".join(lines) or button.accessibleName()
    if not text:
        return ""
    chosen = "*" if button.isChecked() else ""
    return f"[{chosen}{text}]" if button.isEnabled() else f"({chosen}{text})"


def _inside_button(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractButton):
        parent = parent.parentWidget()
    return parent is not None


def _middle(widget: QWidget, window: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(window, QPoint(0, 0))
    return corner.y() + widget.height() // 2, corner.x()
