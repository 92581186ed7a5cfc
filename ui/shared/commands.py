"""Commands as data: one table per window feeds buttons, keys, the help overlay and the palette."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from ui.shared.theme import set_role


@dataclass(frozen=True)
class Command:
    """One thing that a person can do in a window.

    Attributes:
        id: stable name, for example `call_next`.
        text: what it is called, already in the reader's language.
        key: its key as Qt writes it, for example `F2` or `Ctrl+K`; empty for none.
        permission: what the person must be allowed to do; empty for everyone.
        callback: what it does; called without arguments on the GUI thread.
    """

    id: str
    text: str
    key: str
    permission: str
    callback: Callable[[], object]


class CommandButton(QPushButton):
    """A button of a command: its words, then its key."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setAutoDefault(False)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        key = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(f"{self._action.text()}  {key}" if key else self._action.text())
        self.setAccessibleName(self._action.text())
        self.setEnabled(self._action.isEnabled())


class CommandTable(QObject):
    """The commands of one window that its person may use; a forbidden command has no key, button or entry."""

    def __init__(self, window: QWidget, commands: Iterable[Command], may: Callable[[str], bool] | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._held: dict[str, bool] | None = None
        for command in commands:
            if may is None or not command.permission or may(command.permission):
                self._add(command)

    def commands(self) -> tuple[Command, ...]:
        """Return the commands in the table's order."""
        return tuple(self._commands.values())

    def has(self, command_id: str) -> bool:
        """Return True when this person has the command."""
        return command_id in self._commands

    def action(self, command_id: str) -> QAction:
        """Return the action of a command; KeyError when this person has none."""
        return self._actions[command_id]

    def button(self, command_id: str, parent: QWidget | None = None, *, leading: bool = False) -> CommandButton:
        """Return a new button; `leading` makes it the one obvious answer of its screen."""
        button = CommandButton(self._actions[command_id], parent or self._window)
        if leading:
            set_role(button, "next")
        return button

    def enable(self, command_id: str, enabled: bool) -> None:
        """Switch a command on or off everywhere; one that this person does not have stays away."""
        if command_id not in self._actions:
            return
        if self._held is not None:
            self._held[command_id] = enabled
        else:
            self._actions[command_id].setEnabled(enabled)

    def hold(self, held: bool) -> None:
        """Switch all commands off while the window is covered, and back to what they should be then."""
        if held and self._held is None:
            self._held = {name: action.isEnabled() for name, action in self._actions.items()}
            for action in self._actions.values():
                action.setEnabled(False)
        elif not held and self._held is not None:
            wanted, self._held = self._held, None
            for name, enabled in wanted.items():
                self.enable(name, enabled)

    def is_enabled(self, command_id: str) -> bool:
        """Return True when the command is there and can be used now."""
        return command_id in self._actions and self._actions[command_id].isEnabled()

    def run(self, command_id: str) -> None:
        """Do what the command does, if it can be used now."""
        if self.is_enabled(command_id):
            self._actions[command_id].trigger()

    def _add(self, command: Command) -> None:
        if command.id in self._commands:
            raise ValueError(f"two commands are called {command.id}")
        action = QAction(command.text, self._window)
        action.setShortcut(QKeySequence(command.key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _checked=False: command.callback())
        self._window.addAction(action)
        self._commands[command.id] = command
        self._actions[command.id] = action
